BeforeAll {
    Import-Module ([IO.Path]::Combine($PSScriptRoot, '..', '..', 'out', 'MixturePS', 'MixturePS.psd1')) -Force
    $folder = [IO.Directory]::CreateTempSubdirectory('MixturePS').FullName
    $dfm = New-MixtureModel -K 3 -J 50 -Eta 0.2 -Seed 1 | Invoke-DfmSample -N 90 -DocumentLength 30
    $quick = @{ Restart = 2; Fold = 2; Subsample = 1 }
}

AfterAll { [IO.Directory]::Delete($folder, $true) }

Describe 'Find-ClusterCount' {
    It 'suggests the number that made the documents by <Method>' -ForEach @{ Method = 'EM' }, @{ Method = 'KMeans' }, @{ Method = 'SphericalKMeans' } {
        $rows = @($dfm | Find-ClusterCount -K (2..4) -Method $Method -Seed 1 @quick)
        "$($rows.K)" | Should -Be '2 3 4'
        @($rows | Where-Object Suggested).K | Should -Be 3
        $rows[1].Reason | Should -Match 'least|greatest'
        $rows[0].Reason | Should -Match 'K = 3'
        $rows[1].Silhouette | Should -BeGreaterThan 0
        $rows[1].Stability | Should -BeGreaterThan 0.8
    }

    It 'goes by the criterion that is asked for' {
        $rows = @($dfm | Find-ClusterCount -K 2, 3 -Method EM -Criterion HeldOut -Seed 1 @quick)
        $best = @($rows | Where-Object Suggested)
        $best | Should -HaveCount 1
        $best[0].Reason | Should -BeLike 'the held-out log-likelihood is greatest*'
    }

    It 'gives a row that no other K changes, and a seed that repeats its fit' {
        $alone = $dfm | Find-ClusterCount 3 -Method EM -Seed 5 @quick
        $among = $dfm | Find-ClusterCount 3, 2 -Method EM -Seed 5 -ThrottleLimit 1 @quick | Where-Object K -EQ 3
        foreach ($name in 'Bic', 'Icl', 'HeldOutLogLikelihood', 'Silhouette', 'Stability', 'FitSeed') { $among.$name | Should -Be $alone.$name }
        ($dfm | Invoke-MixtureEM -K 3 -Restart 2 -Seed $alone.FitSeed).Bic | Should -Be $alone.Bic
    }

    It 'goes on from its journal' {
        $path = [IO.Path]::Combine($folder, 'search.jsonl')
        $first = @($dfm | Find-ClusterCount 2, 3 -Seed 5 -Journal $path @quick)
        $lines = [IO.File]::ReadAllLines($path)
        $lines | Should -HaveCount 3
        $again = @($dfm | Find-ClusterCount 2, 3, 4 -Journal $path @quick)
        $again[0].Silhouette | Should -Be $first[0].Silhouette
        $again[2].Seed | Should -Be 5
        [IO.File]::ReadAllLines($path) | Should -HaveCount 4
        [IO.File]::AppendAllText($path, '{"k":5,"silh')
        $null = $dfm | Find-ClusterCount 2 -Journal $path @quick -WarningVariable warning -WarningAction SilentlyContinue
        $warning | Should -HaveCount 1
        { $dfm | Find-ClusterCount 2 -Journal $path -Seed 6 @quick } | Should -Throw -ErrorId 'JournalMismatch,*'
        { $dfm | Find-ClusterCount 2 -Journal $path -Method EM @quick } | Should -Throw -ErrorId 'JournalMismatch,*'
    }

    It 'refuses <Name>' -ForEach @(
        @{ Name = 'no cluster'; Parameters = @{ K = 0 }; Id = 'InvalidClusterCount' }
        @{ Name = 'more clusters than documents'; Parameters = @{ K = 91 }; Id = 'TooManyClusters' }
        @{ Name = 'a single fold'; Parameters = @{ K = 2; Fold = 1 }; Id = 'InvalidOption' }
        @{ Name = 'subsamples without a document in common'; Parameters = @{ K = 2; Fraction = 0.5 }; Id = 'InvalidOption' }
        @{ Name = 'a negative seed'; Parameters = @{ K = 2; Seed = -1 }; Id = 'InvalidSeed' }
    ) {
        { $dfm | Find-ClusterCount @Parameters -ErrorAction Stop } | Should -Throw -ErrorId "$Id,*"
    }

    It 'wants counts for mixtures' {
        { $dfm | ConvertTo-TfIdf | Find-ClusterCount 2 -Method EM -ErrorAction Stop } | Should -Throw -ErrorId 'AlreadyWeighted,*'
    }
}
