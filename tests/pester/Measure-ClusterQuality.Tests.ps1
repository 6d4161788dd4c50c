BeforeAll {
    . (Join-Path $PSScriptRoot Shared.ps1)
    $dfm = New-MixtureModel -K 3 -J 40 -Eta 0.1 -Seed 2026 | Invoke-DfmSample -N 200
    $clustering = $dfm | Invoke-KMeans -Seed 42
}

Describe 'Measure-ClusterQuality' {
    It 'writes one flat row' {
        $row = $clustering | Measure-ClusterQuality
        $row | Should -HaveCount 1
        $row.N | Should -Be 200
        $row.K | Should -Be 3
        foreach ($name in 'Silhouette', 'CosineSilhouette') {
            $row.$name | Should -BeGreaterThan 0
            $row.$name | Should -BeLessThan 1
        }
        $row.CalinskiHarabasz | Should -BeGreaterThan 1
        $row.DaviesBouldin | Should -BeGreaterThan 0
        $row.UMassCoherence | Should -BeLessThan 0
        $row.NpmiCoherence | Should -BeGreaterThan -1
        $row.Exclusivity | Should -BeGreaterThan 0.5
        $row.SampleSize | Should -Be 200
        $row.SampleSeed | Should -BeNullOrEmpty
    }

    It 'measures a sample that its seed reproduces' {
        $once = $clustering | Measure-ClusterQuality -SampleSize 50 -Seed 7
        $again = $clustering | Measure-ClusterQuality -SampleSize 50 -Seed 7 -ThrottleLimit 1
        $once | Should -Be $again
        $once.SampleSize | Should -Be 50
        $once.SampleSeed | Should -Be 7
        $all = $clustering | Measure-ClusterQuality
        $once.Silhouette | Should -Not -Be $all.Silhouette
        $once.CalinskiHarabasz | Should -Be $all.CalinskiHarabasz
    }

    It 'leaves undefined indices empty' {
        $row = $dfm | Invoke-KMeans -K 1 -Seed 1 | Measure-ClusterQuality
        foreach ($name in 'Silhouette', 'CosineSilhouette', 'CalinskiHarabasz', 'DaviesBouldin') { $row.$name | Should -BeNullOrEmpty }
        $row.Exclusivity | Should -Be 1
    }

    It 'uses the counts of -Dfm for the words of weighted documents' {
        $weighted = $dfm | ConvertTo-TfIdf | Invoke-KMeans -K 3 -Seed 42
        $byCounts = $weighted | Measure-ClusterQuality -Dfm $dfm
        $byCounts.Silhouette | Should -Be ($weighted | Measure-ClusterQuality).Silhouette
        $byCounts.UMassCoherence | Should -Not -BeNullOrEmpty
    }

    It 'gives documents that differ only in length the cosine silhouette 0' {
        foreach ($texts in ('red green', 'red green', 'red red green green', 'red red green green'), ('a b c', 'a a b b c c', 'a a a b b b c c c', 'a b c')) {
            ($texts | ConvertTo-Dfm | Invoke-KMeans -K 2 -Seed 0 -WarningAction SilentlyContinue | Measure-ClusterQuality).CosineSilhouette | Should -Be 0
        }
    }

    It 'measures mixtures' {
        $row = $dfm | Invoke-MixtureEM -K 3 -Restart 2 -Seed 1 | Measure-ClusterQuality -Top 5
        $row.K | Should -Be 3
        $row.Silhouette | Should -BeGreaterThan 0
    }

    It 'refuses <Name>' -ForEach @(
        @{ Name = 'a sample of one document'; Parameters = @{ SampleSize = 1 }; Id = 'InvalidOption' }
        @{ Name = 'a single word'; Parameters = @{ Top = 1 }; Id = 'InvalidOption' }
        @{ Name = 'a negative seed'; Parameters = @{ Seed = -1 }; Id = 'InvalidSeed' }
    ) {
        { $clustering | Measure-ClusterQuality @Parameters } | Should -Throw -ErrorId "$Id,*"
    }

    It 'refuses cells whose squares are not finite' {
        $huge = Invoke-MixtureEM -InputObject (1e200, 0), (0, 2e200), (1e200, 1), (0, 2e200) -K 2 -Seed 1
        { $huge | Measure-ClusterQuality -ErrorAction Stop } | Should -Throw -ErrorId 'CellTooLarge,*'
    }
}
