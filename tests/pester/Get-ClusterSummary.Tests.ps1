BeforeAll {
    . (Join-Path $PSScriptRoot Shared.ps1)
    $dfm = New-MixtureModel -K 3 -J 40 -Eta 0.1 -Seed 2026 | Invoke-DfmSample -N 200 -Seed 1
    $found = $dfm | Invoke-KMeans -Seed 42
    $texts = 'the cat purrs', 'a cat sleeps', 'a cat', 'shares fell', 'the shares rose'
    $topics = 'pets', 'pets', 'money', 'money', 'money'
    $two = $texts | ConvertTo-Dfm -StopWord English | Invoke-KMeans -K 2 -Seed 1
}

Describe 'Get-ClusterSummary' {
    It 'writes a row for each cluster' {
        $rows = $found | Get-ClusterSummary
        $rows | Should -HaveCount 3
        $rows.Cluster | Should -Be $found.ClusterLabel
        $rows.Size | Should -Be $found.ClusterSize
        ($rows | Measure-Object Share -Sum).Sum | Should -BeApproximately 1
        $all = $found | Get-ClusterAssignment
        foreach ($row in $rows) {
            $largest = $all | Where-Object Cluster -EQ $row.Cluster | Group-Object KnownCluster | Sort-Object Count -Descending | Select-Object -First 1
            $row.MajorityCluster | Should -Be $largest.Name
            $row.Purity | Should -BeApproximately ($largest.Count / $row.Size)
            $row.ClusterName | Should -BeNullOrEmpty
            $row.MajorityClusterName | Should -BeNullOrEmpty
            $row.Cohesion | Should -BeGreaterThan 0
            $row.Cohesion | Should -BeLessOrEqual 1
        }
    }

    It 'has the terms of Get-ClusterTerm in one cell: <By>' -ForEach @(
        @{ By = 'Probability'; Options = @{} }
        @{ By = 'Frex'; Options = @{ FrexWeight = 0.9 } }
        @{ By = 'Lift'; Options = @{ Smoothing = 2 } }
        @{ By = 'Weight'; Options = @{} }
    ) {
        $terms = $found | Get-ClusterTerm -By $By -Top 4 @Options | Group-Object Cluster
        ($found | Get-ClusterSummary -By $By -Top 4 @Options).TopTerms | Should -BeExactly ($terms | ForEach-Object { $_.Group.Term -join ', ' })
    }

    It 'has five terms by default' {
        $found | Get-ClusterSummary | ForEach-Object { $_.TopTerms -split ', ' | Should -HaveCount 5 }
    }

    It 'takes the counts of clustered weights' {
        $weighted = $dfm | ConvertTo-TfIdf | Invoke-KMeans -K 3 -Seed 42
        { $weighted | Get-ClusterSummary -By Frex -ErrorAction Stop } | Should -Throw -ErrorId 'AlreadyWeighted,*'
        ($weighted | Get-ClusterSummary -Dfm $dfm -Top 1)[0].TopTerms | Should -BeExactly ($weighted | Get-ClusterTerm -Dfm $dfm -Top 1)[0].Term
    }

    It 'computes purity and cohesion' {
        $rows = $two | Resolve-ClusterLabel -Known $topics | Get-ClusterSummary -Top 2
        $pets, $money = $rows
        $pets.ClusterName, $money.ClusterName | Should -BeExactly 'pets', 'money'
        $pets.Size, $money.Size | Should -Be 3, 2
        $pets.Share | Should -Be 0.6
        $pets.MajorityClusterName, $money.MajorityClusterName | Should -BeExactly 'pets', 'money'
        $pets.MajorityCluster | Should -Be 0
        $pets.Purity | Should -BeApproximately (2 / 3)
        $money.Purity | Should -Be 1

        # Two documents of two words each that share one word: the squared mean is (1 + 1/2) / 2.
        $money.Cohesion | Should -BeApproximately ([Math]::Sqrt(0.75))
        $pets.TopTerms | Should -BeExactly 'cat, purrs'
    }

    It 'has no majority if no cluster is known' {
        $row = ($two | Get-ClusterSummary)[0]
        $row.MajorityCluster | Should -BeNullOrEmpty
        $row.MajorityClusterName | Should -BeNullOrEmpty
        $row.Purity | Should -BeNullOrEmpty
    }

    It 'shows names in its table' {
        $lines = $two | Resolve-ClusterLabel -Known $topics | Get-ClusterSummary | Out-String
        $lines | Should -Match 'Cluster +Size +Share +Majority +Purity +Cohesion +TopTerms'
        $lines | Should -Match '(?m)^ *pets +3 '
    }

    It 'can be exported to CSV' {
        $two | Resolve-ClusterLabel -Known $topics | Get-ClusterSummary | Export-Csv TestDrive:\summary.csv
        $rows = Import-Csv TestDrive:\summary.csv
        $rows.ClusterName | Should -BeExactly 'pets', 'money'
        $rows[0].TopTerms | Should -BeExactly 'cat, purrs, sleeps'
    }

    It 'reads a clustering that was saved without its documents' {
        $file = Join-Path $TestDrive model.json
        $two | Resolve-ClusterLabel -Known $topics | Export-MixtureModel $file -ExcludeDocument
        $rows = Import-MixtureModel $file | Get-ClusterSummary -Top 1
        $rows.ClusterName | Should -BeExactly 'pets', 'money'
        $rows.Size | Should -Be 3, 2
        $rows.TopTerms | Should -BeExactly 'cat', 'shares'
        $rows[0].Cohesion | Should -BeNullOrEmpty
    }

    It 'refuses <Name>' -ForEach @(
        @{ Name = '-Top below 1'; Options = @{ Top = 0 } }
        @{ Name = '-FrexWeight above 1'; Options = @{ FrexWeight = 2 } }
        @{ Name = 'negative -Smoothing'; Options = @{ Smoothing = -1 } }
    ) {
        { Get-ClusterSummary $found @Options } | Should -Throw -ErrorId 'InvalidOption,*'
    }
}
