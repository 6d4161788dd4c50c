BeforeAll {
    Import-Module ([IO.Path]::Combine($PSScriptRoot, '..', '..', 'out', 'MixturePS', 'MixturePS.psd1')) -Force
    $found = New-MixtureModel -K 3 -Eta 0.5 -Seed 3 | Invoke-DfmSample -N 100 -DocumentLength 30 | Invoke-KMeans -Seed 1
}

Describe 'Get-ClusterAssignment' {
    It 'gives a row for each document' {
        $rows = @($found | Get-ClusterAssignment)
        $rows | Should -HaveCount 100
        $matched = $found | Resolve-ClusterLabel
        foreach ($i in 0, 50, 99) {
            $rows[$i].Document | Should -Be $i
            $rows[$i].DocumentName | Should -Be "doc$i"
            $rows[$i].Cluster | Should -Be $found.Labels[$i]
            $rows[$i].KnownCluster | Should -Be $found.Dfm.KnownCluster[$i]
            $rows[$i].MatchedCluster | Should -Be $matched.Labels[$i]
        }
    }

    It 'has distances that square and sum to the inertia' {
        $sum = 0.0
        $found | Get-ClusterAssignment | ForEach-Object { $sum += $_.Distance * $_.Distance }
        [Math]::Abs($sum - $found.Inertia) | Should -BeLessThan 1e-6
    }

    It 'has no known cluster where none is known' {
        $rows = @(Invoke-KMeans -InputObject (0, 0), (1, 0), (9, 9) -K 2 -Seed 1 | Get-ClusterAssignment)
        $rows[0].KnownCluster | Should -BeNullOrEmpty
        $rows[0].MatchedCluster | Should -BeNullOrEmpty
        $rows[0].Distance | Should -Be 0.5
    }

    It 'goes to a CSV file and back' -Tag FullPowerShell {
        $path = Join-Path $TestDrive 'rows.csv'
        $found | Get-ClusterAssignment | Export-Csv -Path $path
        $rows = @(Import-Csv -Path $path)
        $rows.Count | Should -Be 100
        $rows[7].DocumentName | Should -Be 'doc7'
        [int] $rows[7].Cluster | Should -Be $found.Labels[7]
    }

    It 'stops when no more rows are wanted' -Tag FullPowerShell {
        @($found | Get-ClusterAssignment | Select-Object -First 3).Count | Should -Be 3
    }
}
