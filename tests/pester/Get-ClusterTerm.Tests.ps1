BeforeAll {
    . (Join-Path $PSScriptRoot Shared.ps1)
    $model = New-MixtureModel -Mu (0.6, 0.2, 0.2, 0, 0), (0, 0, 0.2, 0.5, 0.3) -Vocabulary sun, rain, the, tax, vote
    $dfm = $model | Invoke-DfmSample -N 200 -DocumentLength 30 -Seed 8
    $found = $dfm | Invoke-KMeans -K 2 -Seed 1 -Restart 3 | Resolve-ClusterLabel

    # The count of each word in each cluster.
    $counts = @(0, 0, 0, 0, 0), @(0, 0, 0, 0, 0)
    foreach ($i in 0..199) {
        foreach ($j in 0..4) { $counts[$found.Labels[$i]][$j] += $dfm[$i, $j] }
    }
}

Describe 'Get-ClusterTerm' {
    It 'ranks the words of each cluster by their share of its tokens' {
        $rows = $found | Get-ClusterTerm
        $rows | Should -HaveCount 6
        $rows.Cluster | Should -Be 0, 0, 0, 1, 1, 1
        $rows | ForEach-Object Rank | Should -Be 1, 2, 3, 1, 2, 3
        $rows[0].Term | Should -BeExactly 'sun'
        $rows[3].Term | Should -BeExactly 'tax'
        $rows[4].Term | Should -BeExactly 'vote'
        foreach ($row in $rows) {
            $own = $counts[$row.Cluster]
            $row.Score | Should -Be ($own[$dfm.Vocabulary.IndexOf($row.Term)] / ($own | Measure-Object -Sum).Sum)
        }
    }

    It 'writes -Top terms of each cluster' {
        $found | Get-ClusterTerm -Top 2 | Should -HaveCount 4
    }

    It 'ranks the word that both clusters use last by <_>' -ForEach Lift, Frex {
        $rows = $found | Get-ClusterTerm -By $_
        $rows[2].Term | Should -BeExactly 'the'
        $rows[5].Term | Should -BeExactly 'the'
    }

    It 'weights exclusivity by -FrexWeight' {
        ($found | Get-ClusterTerm -By Frex -FrexWeight 0).Term | Should -BeExactly ($found | Get-ClusterTerm).Term
    }

    It 'adds -Smoothing to each count' {
        $first = $found | Get-ClusterTerm -Smoothing 10 | Select-Object -First 1
        $first.Score | Should -Be (($counts[0][0] + 10) / (($counts[0] | Measure-Object -Sum).Sum + 50))
    }

    It 'ranks the words of weighted documents by their centres, or by the counts of -Dfm' {
        $weighted = $dfm | ConvertTo-TfIdf | Invoke-KMeans -K 2 -Seed 1 -Restart 3
        $first = $weighted | Get-ClusterTerm -Top 1 | Select-Object -First 1
        $first.Score | Should -Be $weighted.Centers[0, $dfm.Vocabulary.IndexOf($first.Term)]
        { Get-ClusterTerm $weighted -By Frex } | Should -Throw -ErrorId 'AlreadyWeighted,*'
        $weighted | Get-ClusterTerm -By Frex -Dfm $dfm -Top 1 | Should -HaveCount 2
    }

    It 'has the names of matched clusters, as the columns of -SideBySide too' {
        $names = $dfm.KnownCluster | ForEach-Object { ('weather', 'Rank')[$_] }
        $named = $found | Resolve-ClusterLabel -Known $names
        foreach ($row in $named | Get-ClusterTerm) { $row.ClusterName | Should -BeExactly $named.Mapping.KnownClusterName[$row.Cluster] }
        ($named | Get-ClusterTerm -SideBySide)[0].PSObject.Properties.Name | Should -BeExactly (@('Rank') + $named.ClusterName.ForEach{ $_ -eq 'Rank' ? 'Rank_2' : $_ })
    }

    It 'writes one column per cluster with -SideBySide' {
        $rows = $found | Get-ClusterTerm -Top 4 -SideBySide
        $rows | Should -HaveCount 3
        $rows[0].PSObject.Properties.Name | Should -BeExactly 'Rank', 'Cluster0', 'Cluster1'
        $rows[0].Rank | Should -Be 1
        $rows[0].Cluster0 | Should -BeExactly 'sun'
        $rows[0].Cluster1 | Should -BeExactly 'tax'
    }

    It 'refuses invalid options' {
        { Get-ClusterTerm $found -Top 0 } | Should -Throw -ErrorId 'InvalidOption,*'
        { Get-ClusterTerm $found -By Frex -FrexWeight 1.5 } | Should -Throw -ErrorId 'InvalidOption,*'
        { Get-ClusterTerm $found -Smoothing -1 } | Should -Throw -ErrorId 'InvalidOption,*'
        $few = New-MixtureModel -K 2 -Seed 1 | Invoke-DfmSample -N 3
        { Get-ClusterTerm $found -Dfm $few } | Should -Throw -ErrorId 'ShapeMismatch,*'
    }

    It 'shows the columns of -SideBySide as a table' {
        $lines = ($found | Get-ClusterTerm -SideBySide | Out-String -Width 80) -split '\r?\n' | Where-Object { $_.Trim() }
        $lines | Should -HaveCount 4
        $lines[0] | Should -MatchExactly '^Rank +Cluster0 +Cluster1$'
        $lines[1] | Should -MatchExactly '^ +1 +sun +tax$'
    }

    It 'refuses counts whose sum is not finite' {
        $huge = Invoke-KMeans -InputObject (1.7e308, 0), (0, 1.7e308) -K 2 -Metric Cosine -Seed 1
        { $huge | Get-ClusterTerm -ErrorAction Stop } | Should -Throw -ErrorId 'CellTooLarge,*'
    }

    It 'can be exported to CSV' {
        $found | Get-ClusterTerm | Export-Csv TestDrive:\terms.csv
        $rows = Import-Csv TestDrive:\terms.csv
        $rows | Should -HaveCount 6
        $rows[0].Term | Should -BeExactly 'sun'
        $found | Get-ClusterTerm -SideBySide | Export-Csv TestDrive:\terms.csv
        (Import-Csv TestDrive:\terms.csv)[0].Cluster1 | Should -BeExactly 'tax'
    }
}
