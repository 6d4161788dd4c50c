BeforeAll {
    . (Join-Path $PSScriptRoot Shared.ps1)
    $rows = foreach ($i in 0..29) {
        [pscustomobject]@{ text = $i % 3 -eq 0 ? 'shares fell today' : 'the cat purrs softly'; year = 2019 + ($i -ge 15) + ($i -ge 25); topic = $i % 3 -eq 0 ? 'money' : 'pets' }
    }
    $dfm = $rows | ConvertTo-Dfm -TextProperty text -LabelProperty topic -VariableProperty year
    $clustering = $dfm | Invoke-KMeans -K 2 -Seed 1 | Resolve-ClusterLabel
}

Describe 'Measure-ClusterShare' {
    It 'has one row for each group and cluster' {
        $shares = @($clustering | Measure-ClusterShare -By year)
        $shares | Should -HaveCount 6
        $shares.year | Should -Be 2019, 2019, 2020, 2020, 2021, 2021
        $shares.ClusterName | Should -BeExactly 'money', 'pets', 'money', 'pets', 'money', 'pets'
        $shares | ForEach-Object Count | Should -Be 5, 10, 4, 6, 1, 4
        $shares.DocumentCount | Should -Be 15, 15, 10, 10, 5, 5
        $shares[2].Share | Should -BeApproximately 0.4
    }

    It 'has Wilson''s score interval' {
        # The ends are the p at which the distance of the observed share is z standard errors of p.
        $z = 1.959963984540054
        foreach ($share in $clustering | Measure-ClusterShare -By year) {
            foreach ($p in $share.ConfidenceLow, $share.ConfidenceHigh) {
                [Math]::Abs($share.Share - $p) | Should -BeApproximately ($z * [Math]::Sqrt($p * (1 - $p) / $share.DocumentCount)) 1e-10
            }
        }
    }

    It 'takes all documents together without -By, with another confidence' {
        $all = @($clustering | Measure-ClusterShare)
        $all | ForEach-Object Count | Should -Be 10, 20
        $narrow = @($clustering | Measure-ClusterShare -Confidence 0.5)
        $narrow[0].ConfidenceLow | Should -BeGreaterThan $all[0].ConfidenceLow
        $narrow[0].ConfidenceHigh | Should -BeLessThan $all[0].ConfidenceHigh
    }

    It 'groups by the known cluster' {
        $shares = @($clustering | Measure-ClusterShare -By KnownCluster)
        $shares.KnownCluster | Should -BeExactly 'money', 'money', 'pets', 'pets'
        $shares.Share | Should -Be 1, 0, 0, 1
        $shares[1].ConfidenceLow | Should -Be 0
        $shares[0].ConfidenceHigh | Should -Be 1
    }

    It 'has a table' {
        ($clustering | Measure-ClusterShare -By year | Out-String -Width 80) | Should -Match '2019\s+money\s+5\s+15\s+0[.,]3333'
    }

    It 'refuses <Why>: <Id>' -ForEach @(
        @{ Why = 'an unknown variable'; Id = 'UnknownVariable'; Parameters = @{ By = 'month' } }
        @{ Why = 'a confidence of 1'; Id = 'InvalidOption'; Parameters = @{ Confidence = 1 } }
    ) {
        { $clustering | Measure-ClusterShare @Parameters -ErrorAction Stop } | Should -Throw -ErrorId "$Id,MixturePS.Commands.MeasureClusterShareCommand"
    }
}
