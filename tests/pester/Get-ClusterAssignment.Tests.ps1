BeforeAll {
    . (Join-Path $PSScriptRoot Shared.ps1)
    $found = New-MixtureModel -K 3 -Eta 0.5 -Seed 3 | Invoke-DfmSample -N 100 -DocumentLength 30 | Invoke-KMeans -Seed 1
}

Describe 'Get-ClusterAssignment' {
    It 'writes a row for each document' {
        $rows = $found | Get-ClusterAssignment
        $rows | Should -HaveCount 100
        $matched = $found | Resolve-ClusterLabel
        foreach ($i in 0, 50, 99) {
            $rows[$i].Document | Should -Be $i
            $rows[$i].DocumentName | Should -BeExactly "doc$i"
            $rows[$i].Cluster | Should -Be $found.Labels[$i]
            $rows[$i].KnownCluster | Should -Be $found.Dfm.KnownCluster[$i]
            $rows[$i].MatchedCluster | Should -Be $matched.Labels[$i]
        }
    }

    It 'has distances whose squares sum to the inertia' {
        $squares = $found | Get-ClusterAssignment | ForEach-Object { $_.Distance * $_.Distance }
        ($squares | Measure-Object -Sum).Sum | Should -BeApproximately $found.Inertia -Tolerance 1e-6
    }

    It 'leaves the known and the matched cluster empty if none is known' {
        $row = Invoke-KMeans -InputObject (0, 0), (1, 0), (9, 9) -K 2 -Seed 1 | Get-ClusterAssignment | Select-Object -First 1
        $row.KnownCluster | Should -BeNullOrEmpty
        $row.MatchedCluster | Should -BeNullOrEmpty
        $row.Distance | Should -Be 0.5
    }

    It 'has the names of the known clusters and of the matched ones' {
        $rows = [pscustomobject]@{ t = 'cat cat'; l = 'pets' }, [pscustomobject]@{ t = 'cat'; l = 'pets' }, [pscustomobject]@{ t = 'shares shares shares'; l = 'money' } |
            ConvertTo-Dfm -TextProperty t -LabelProperty l | Invoke-KMeans -K 2 -Seed 1 | Get-ClusterAssignment
        $rows.KnownCluster | Should -Be 0, 0, 1
        $rows.KnownClusterName | Should -BeExactly 'pets', 'pets', 'money'
        $rows.MatchedCluster | Should -Be 0, 0, 1
        $rows.MatchedClusterName | Should -BeExactly 'pets', 'pets', 'money'
        $rows | Out-String | Should -Match ' pets .* pets '
    }

    It 'has no names if the clusters have none' {
        $row = ($found | Get-ClusterAssignment)[0]
        $row.KnownClusterName | Should -BeNullOrEmpty
        $row.MatchedClusterName | Should -BeNullOrEmpty
    }

    It 'has the probability of the cluster if the method has probabilities' {
        $em = $found.Dfm | Invoke-MixtureEM -K 3 -Restart 2 -Seed 1
        $rows = $em | Get-ClusterAssignment
        foreach ($i in 0, 50, 99) { $rows[$i].Probability | Should -Be $em.Posterior[$i, $em.Labels[$i]] }
        ($found | Get-ClusterAssignment)[0].Probability | Should -BeNullOrEmpty
    }

    It 'can be exported to CSV and imported again' {
        $found | Get-ClusterAssignment | Export-Csv TestDrive:\assignments.csv
        $rows = Import-Csv TestDrive:\assignments.csv
        $rows | Should -HaveCount 100
        $rows[7].DocumentName | Should -BeExactly 'doc7'
        [int] $rows[7].Cluster | Should -Be $found.Labels[7]
    }

    It 'stops when no more rows are requested' {
        $found | Get-ClusterAssignment | Select-Object -First 3 | Should -HaveCount 3
    }
}
