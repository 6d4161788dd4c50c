BeforeAll {
    Import-Module ([IO.Path]::Combine($PSScriptRoot, '..', '..', 'out', 'MixturePS', 'MixturePS.psd1')) -Force
    $model = New-MixtureModel -Mu ((0.6, 0.2, 0.2, 0, 0), (0, 0, 0.2, 0.5, 0.3)) -Vocabulary 'sun', 'rain', 'the', 'tax', 'vote'
    $dfm = $model | Invoke-DfmSample -N 200 -DocumentLength 30 -Seed 8
    $found = $dfm | Invoke-KMeans -K 2 -Seed 1 -Restart 3 | Resolve-ClusterLabel
    $counts = @{ 0 = @(0) * 5; 1 = @(0) * 5 }
    for ($i = 0; $i -lt 200; $i++) {
        $row = $dfm.Row($i)
        for ($j = 0; $j -lt 5; $j++) { $counts[$found.Labels[$i]][$j] += $row[$j] }
    }
}

Describe 'Get-ClusterTerm' {
    It 'ranks the words of each cluster by their share of its tokens' {
        $rows = @($found | Get-ClusterTerm)
        $rows | Should -HaveCount 6
        ($rows | ForEach-Object Cluster) | Should -Be 0, 0, 0, 1, 1, 1
        ($rows | ForEach-Object Rank) | Should -Be 1, 2, 3, 1, 2, 3
        $rows[0].Term | Should -Be 'sun'
        $rows[3].Term | Should -Be 'tax'
        $rows[4].Term | Should -Be 'vote'
        foreach ($row in $rows) {
            $of = $counts[$row.Cluster]
            $total = $of[0] + $of[1] + $of[2] + $of[3] + $of[4]
            $row.Score | Should -Be ($of[[Array]::IndexOf(@($dfm.Vocabulary), $row.Term)] / $total)
        }
    }

    It 'gives as many terms as are asked for' {
        @($found | Get-ClusterTerm -Top 2) | Should -HaveCount 4
    }

    It 'puts the word of both clusters last by <_>' -ForEach 'Lift', 'Frex' {
        $rows = @($found | Get-ClusterTerm -By $_)
        $rows[2].Term | Should -Be 'the'
        $rows[5].Term | Should -Be 'the'
    }

    It 'weights exclusivity by -FrexWeight' {
        $frequent = @($found | Get-ClusterTerm -By Frex -FrexWeight 0)
        ($frequent | ForEach-Object Term) | Should -Be ($found | Get-ClusterTerm | ForEach-Object Term)
    }

    It 'adds -Smoothing to each count' {
        $score = @($found | Get-ClusterTerm -Smoothing 10)[0].Score
        $of = $counts[0]
        $score | Should -Be (($of[0] + 10) / ($of[0] + $of[1] + $of[2] + $of[3] + $of[4] + 50))
    }

    It 'ranks weights by the centre, and counts that are given by probability' {
        $weighted = $dfm | ConvertTo-TfIdf | Invoke-KMeans -K 2 -Seed 1 -Restart 3
        $rows = @($weighted | Get-ClusterTerm -Top 1)
        $rows[0].Score | Should -Be $weighted.Centers[0, [Array]::IndexOf(@($dfm.Vocabulary), $rows[0].Term)]
        { Get-ClusterTerm $weighted -By Frex } | Should -Throw -ErrorId 'AlreadyWeighted,*'
        @($weighted | Get-ClusterTerm -By Frex -Dfm $dfm -Top 1) | Should -HaveCount 2
    }

    It 'puts clusters side by side' {
        $rows = @($found | Get-ClusterTerm -Top 4 -SideBySide)
        $rows | Should -HaveCount 3
        ($rows[0].PSObject.Properties | ForEach-Object Name) | Should -Be 'Rank', 'Cluster0', 'Cluster1'
        $rows[0].Rank | Should -Be 1
        $rows[0].Cluster0 | Should -Be 'sun'
        $rows[0].Cluster1 | Should -Be 'tax'
    }

    It 'refuses options that can not be meant' {
        { Get-ClusterTerm $found -Top 0 } | Should -Throw -ErrorId 'InvalidOption,*'
        { Get-ClusterTerm $found -By Frex -FrexWeight 1.5 } | Should -Throw -ErrorId 'InvalidOption,*'
        { Get-ClusterTerm $found -Smoothing -1 } | Should -Throw -ErrorId 'InvalidOption,*'
        $few = New-MixtureModel -K 2 -Seed 1 | Invoke-DfmSample -N 3
        { Get-ClusterTerm $found -Dfm $few } | Should -Throw -ErrorId 'ShapeMismatch,*'
    }

    It 'shows clusters side by side as a table' -Tag FullPowerShell {
        $text = $found | Get-ClusterTerm -SideBySide | Out-String -Width 80
        $lines = @($text -split '\r?\n' | Where-Object { $_.Trim() })
        $lines | Should -HaveCount 4
        $lines[0] | Should -Match '^Rank +Cluster0 +Cluster1$'
        $lines[1] | Should -Match '^ +1 +sun +tax$'
    }

    It 'refuses counts that cannot be added up' {
        $huge = Invoke-KMeans -InputObject ((1.7e308, 0), (0, 1.7e308)) -K 2 -Metric Cosine -Seed 1
        { $huge | Get-ClusterTerm -ErrorAction Stop } | Should -Throw -ErrorId 'CellTooLarge,*'
    }

    It 'goes to a CSV file' -Tag FullPowerShell {
        $path = Join-Path $TestDrive 'terms.csv'
        $found | Get-ClusterTerm | Export-Csv $path
        $rows = @(Import-Csv $path)
        $rows | Should -HaveCount 6
        $rows[0].Term | Should -Be 'sun'
        $found | Get-ClusterTerm -SideBySide | Export-Csv $path
        @(Import-Csv $path)[0].Cluster1 | Should -Be 'tax'
    }
}
