BeforeAll {
    . (Join-Path $PSScriptRoot Shared.ps1)
    $dfm = New-MixtureModel -K 3 -Eta 0.5 -Seed 3 | Invoke-DfmSample -N 100 -DocumentLength 30
    $found = $dfm | Invoke-KMeans -Seed 1
}

Describe 'Get-ClusterDocument' {
    It 'writes the documents nearest to each centre, nearest first' {
        $rows = $found | Get-ClusterDocument
        $rows | Should -HaveCount 15
        $rows | ForEach-Object Rank | Should -Be (@(1..5) * 3)
        $all = $found | Get-ClusterAssignment
        foreach ($cluster in 0..2) {
            $nearest = $all | Where-Object Cluster -EQ $cluster | Sort-Object Distance | Select-Object -First 5
            ($rows | Where-Object Cluster -EQ $cluster).Distance | Should -Be $nearest.Distance
        }
        foreach ($row in $rows) {
            $row.Cluster | Should -Be $found.Labels[$row.Document]
            $row.DocumentName | Should -BeExactly $dfm.DocumentName[$row.Document]
            $row.KnownCluster | Should -Be $dfm.KnownCluster[$row.Document]
            $row.Probability | Should -BeNullOrEmpty
        }
    }

    It 'writes all documents of a cluster that has fewer than -Top' {
        $found | Get-ClusterDocument -Top 1000 | Should -HaveCount 100
        $found | Get-ClusterDocument -Top 1 | Should -HaveCount 3
    }

    It 'breaks ties by the order of the documents' {
        $rows = Invoke-KMeans -InputObject (0, 1), (1, 0), (9, 9) -K 2 -Seed 1 -Restart 3 | Get-ClusterDocument | Where-Object Distance -GT 0
        $rows.Document | Should -Be 0, 1
        $rows[0].KnownCluster | Should -BeNullOrEmpty
    }

    It 'writes the most probable documents first if there are probabilities' {
        $rows = $dfm | Invoke-MixtureGibbs -K 5 -Seed 1 -Burnin 20 -Iteration 60 | Get-ClusterDocument -Top 4
        $rows.Count | Should -BeGreaterThan 4
        foreach ($cluster in $rows | Group-Object Cluster) {
            $probabilities = $cluster.Group.Probability
            $probabilities | Should -Be ($probabilities | Sort-Object -Descending)
            $probabilities | Should -BeGreaterThan 0
        }
    }

    It 'refuses -Top below 1' {
        { Get-ClusterDocument $found -Top 0 } | Should -Throw -ErrorId 'InvalidOption,*'
    }

    It 'can be exported to CSV' {
        $found | Get-ClusterDocument -Top 2 | Export-Csv TestDrive:\documents.csv
        $rows = Import-Csv TestDrive:\documents.csv
        $rows | Should -HaveCount 6
        $rows[0].Rank | Should -Be 1
    }
}
