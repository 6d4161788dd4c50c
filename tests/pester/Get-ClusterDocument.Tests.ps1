BeforeAll {
    Import-Module ([IO.Path]::Combine($PSScriptRoot, '..', '..', 'out', 'MixturePS', 'MixturePS.psd1')) -Force
    $dfm = New-MixtureModel -K 3 -Eta 0.5 -Seed 3 | Invoke-DfmSample -N 100 -DocumentLength 30
    $found = $dfm | Invoke-KMeans -Seed 1
}

Describe 'Get-ClusterDocument' {
    It 'gives the documents nearest to each centre, nearest first' {
        $rows = @($found | Get-ClusterDocument)
        $rows | Should -HaveCount 15
        ($rows | ForEach-Object Rank) | Should -Be (@(1, 2, 3, 4, 5) * 3)
        $all = @($found | Get-ClusterAssignment)
        foreach ($cluster in 0, 1, 2) {
            $distances = [double[]]@($all | Where-Object Cluster -EQ $cluster | ForEach-Object Distance)
            [Array]::Sort($distances)
            ($rows | Where-Object Cluster -EQ $cluster | ForEach-Object Distance) | Should -Be $distances[0..4]
        }
        foreach ($row in $rows) {
            $row.Cluster | Should -Be $found.Labels[$row.Document]
            $row.DocumentName | Should -Be $dfm.DocumentName[$row.Document]
            $row.KnownCluster | Should -Be $dfm.KnownCluster[$row.Document]
            $row.Probability | Should -BeNullOrEmpty
        }
    }

    It 'gives all documents of a cluster that has fewer than -Top' {
        @($found | Get-ClusterDocument -Top 1000) | Should -HaveCount 100
        @($found | Get-ClusterDocument -Top 1) | Should -HaveCount 3
    }

    It 'takes ties in the order of the documents' {
        $rows = @(Invoke-KMeans -InputObject ((0, 1), (1, 0), (9, 9)) -K 2 -Seed 1 -Restart 3 | Get-ClusterDocument | Where-Object { $_.Distance -gt 0 })
        ($rows | ForEach-Object Document) | Should -Be 0, 1
        $rows[0].KnownCluster | Should -BeNullOrEmpty
    }

    It 'puts the most probable documents first where there are probabilities' {
        $rows = @($dfm | Invoke-MixtureGibbs -K 5 -Seed 1 -Burnin 20 -Iteration 60 | Get-ClusterDocument -Top 4)
        $rows.Count | Should -BeGreaterThan 4
        for ($i = 1; $i -lt $rows.Count; $i++) {
            $rows[$i].Probability | Should -BeGreaterThan 0
            if ($rows[$i].Cluster -eq $rows[$i - 1].Cluster) { $rows[$i].Probability -le $rows[$i - 1].Probability | Should -BeTrue }
        }
    }

    It 'refuses a -Top below 1' {
        { Get-ClusterDocument $found -Top 0 } | Should -Throw -ErrorId 'InvalidOption,*'
    }

    It 'goes to a CSV file' -Tag FullPowerShell {
        $path = Join-Path $TestDrive 'documents.csv'
        $found | Get-ClusterDocument -Top 2 | Export-Csv $path
        $rows = @(Import-Csv $path)
        $rows | Should -HaveCount 6
        $rows[0].Rank | Should -Be 1
    }
}
