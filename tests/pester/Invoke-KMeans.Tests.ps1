BeforeAll {
    . (Join-Path $PSScriptRoot Shared.ps1)
    $figures = Get-Golden sklearn
}

Describe 'Invoke-KMeans' {
    It "has scikit-learn's labels on counts, run <_>" -ForEach 0, 1, 2, 3 {
        $run = $figures.kmeans_counts[$_]
        $found = Invoke-KMeans -InputObject $figures.counts -K 6 -Restart 1 -Seed $run.random_state
        $run.labels | Should -HaveCount 200
        $found.Labels | Should -Be $run.labels
        $found.InitialIndices | Should -Be $run.init_indices
        $found.Iterations | Should -Be $run.n_iter
        $found.Inertia | Should -BeApproximately $run.inertia -Tolerance 1e-6
    }

    It "has scikit-learn's labels on TF-IDF, run <_>" -ForEach 0, 1 {
        $run = $figures.kmeans_tfidf_sparse[$_]
        $found = ConvertTo-TfIdf -InputObject $figures.counts | Invoke-KMeans -n_clusters 6 -n_init 1 -random_state $run.random_state
        $run.labels | Should -HaveCount 200
        $found.Labels | Should -Be $run.labels
        $found.Iterations | Should -Be $run.n_iter
    }

    It 'takes K from the model and keeps the best of ten starts' {
        $found = New-MixtureModel -K 3 -Eta 1 -Seed 1 | Invoke-DfmSample -N 300 | Invoke-KMeans -Seed 1
        $found.K | Should -Be 3
        $found.Method | Should -BeExactly 'k-means'
        $found.RestartInertia | Should -HaveCount 10
        $found.Inertia | Should -BeApproximately ($found.RestartInertia | Measure-Object -Minimum).Minimum -Tolerance 1e-6
        ($found.ClusterSize | Measure-Object -Sum).Sum | Should -Be 300
        $found.Centers.ColumnNames | Should -BeExactly 'cat', 'dog', 'rat', 'porcupine', 'fox'
        (New-MixtureModel -K 3 -Seed 1 | Invoke-DfmSample 20 | Invoke-KMeans 2 -Seed 1).K | Should -Be 2
    }

    It 'records its seed, which reproduces the result' {
        $dfm = New-MixtureModel -K 3 -Eta 1 -Seed 1 | Invoke-DfmSample -N 200
        $first = $dfm | Invoke-KMeans
        ($dfm | Invoke-KMeans -Seed $first.Seed).Labels | Should -Be $first.Labels
    }

    It 'finds the same clusters with any number of threads' {
        $dfm = New-MixtureModel -K 4 -J 50 -Eta 0.5 -Seed 1 | Invoke-DfmSample -N 3000 -DocumentLength 20 | ConvertTo-TfIdf
        $one = $dfm | Invoke-KMeans -Restart 2 -Seed 1 -ThrottleLimit 1
        foreach ($threads in 2, 8) {
            $many = $dfm | Invoke-KMeans -Restart 2 -Seed 1 -ThrottleLimit $threads
            "$($many.Labels)" | Should -BeExactly "$($one.Labels)"
        }
    }

    It 'starts from given centres and from random documents' {
        (Invoke-KMeans -InputObject (0, 0), (1, 0), (9, 9) -InitialCenter (0, 0), (9, 9)).Labels | Should -Be 0, 0, 1
        (Invoke-KMeans -InputObject (0, 0), (1, 0), (9, 9) -K 3 -Init Random -Seed 1).Inertia | Should -BeLessThan 1e-20
    }

    It 'warns of fewer distinct documents than clusters' {
        $found = Invoke-KMeans -InputObject (1, 0), (1, 0), (0, 1) -K 3 -Seed 1 -WarningVariable warning -WarningAction SilentlyContinue
        $found.DistinctClusterCount | Should -Be 2
        "$warning" | Should -BeLike '*2 clusters*'
    }

    It 'refuses <Name>' -ForEach @(
        @{ Name = 'K = 0'; Parameters = @{ K = 0 }; Id = 'InvalidClusterCount' }
        @{ Name = 'more clusters than documents'; Parameters = @{ K = 4 }; Id = 'TooManyClusters' }
        @{ Name = 'a missing K'; Parameters = @{}; Id = 'ClusterCountNeeded' }
        @{ Name = 'no starts'; Parameters = @{ K = 2; Restart = 0 }; Id = 'InvalidOption' }
        @{ Name = 'a seed beyond 32 bits'; Parameters = @{ K = 2; Seed = 4294967296 }; Id = 'InvalidSeed' }
        @{ Name = 'a fractional seed'; Parameters = @{ K = 2; Seed = 0.5 }; Id = 'InvalidSeed' }
        @{ Name = 'centres of another shape'; Parameters = @{ K = 2; InitialCenter = (1, 2, 3), (4, 5, 6) }; Id = 'ShapeMismatch' }
        @{ Name = 'a negative tolerance'; Parameters = @{ K = 2; Tolerance = -1 }; Id = 'InvalidOption' }
    ) {
        { Invoke-KMeans -InputObject (0, 0), (1, 0), (9, 9) @Parameters } | Should -Throw -ErrorId "$Id,*"
    }

    It 'refuses a matrix with NaN and an empty DFM' {
        { Invoke-KMeans -InputObject (0, [double]::NaN), (1, 0) -K 1 } | Should -Throw -ErrorId 'NonFiniteMatrix,*'
        $empty = New-MixtureModel -K 2 -Seed 1 | Invoke-DfmSample -N 0
        { Invoke-KMeans -InputObject $empty -K 1 } | Should -Throw -ErrorId 'EmptyDfm,*'
    }

    It 'refuses cells whose squares are not finite with -Method <_>' -ForEach Lloyd, Bisecting, MiniBatch {
        $matrix = (1e200, 0), (0, 2e200), (1e200, 1), (0, 2e200)
        { Invoke-KMeans -InputObject $matrix -K 2 -Method $_ } | Should -Throw -ErrorId 'CellTooLarge,*'
        (Invoke-KMeans -InputObject $matrix -K 2 -Method $_ -Metric Cosine -Seed 1).ClusterSize | Should -Be 2, 2
    }

    It 'warns if distances between distinct documents are lost in rounding' {
        $found = Invoke-KMeans -InputObject (1e-200, 0), (0, 1e-200), (2e-200, 0) -K 2 -Seed 1 -WarningVariable warning -WarningAction SilentlyContinue
        $found.DistinctClusterCount | Should -Be 1
        "$warning" | Should -BeLike '*rounding*'
    }

    It 'takes matrices, whose rows are documents, with their names' {
        $array = [double[,]]::new(3, 2)
        $array[1, 0] = 5
        $array[2, 0] = 6
        $found = Invoke-KMeans -InputObject $array -K 2 -Seed 1
        $found.Labels[1] | Should -Be $found.Labels[2]
        $found.Labels[1] | Should -Not -Be $found.Labels[0]
        $found.Dfm.FeatureCount | Should -Be 2
        $found.Dfm.Weighting.IsCount | Should -BeTrue
        (Invoke-KMeans -InputObject (0, -1), (2, 1) -K 1).Dfm.Weighting.IsCount | Should -BeFalse
        $model = New-MixtureModel -K 2 -Vocabulary cat, dog, owl -Seed 1
        $draws = Invoke-MultinomialSample -Trials 30 -Probability $model.Mu -Seed 2
        (Invoke-KMeans -InputObject $draws -K 1).Dfm.Vocabulary | Should -BeExactly 'cat', 'dog', 'owl'
        $named = $model.Mu.GetType()::new(2, 1, [double[]] (1, 2), $null, [string[]] ('first', 'second'))
        (Invoke-KMeans -InputObject $named -K 1).Dfm.DocumentName | Should -BeExactly 'first', 'second'
    }

    It 'refuses a matrix with a null cell' {
        { Invoke-KMeans -InputObject (0, $null), (1, 0) -K 1 } | Should -Throw -ErrorId 'InvalidOption,*'
    }

    It 'continues after an invalid object in the pipeline' {
        $model = New-MixtureModel -K 2 -Seed 1
        $empty, $valid = ($model | Invoke-DfmSample -N 0), ($model | Invoke-DfmSample -N 9)
        $found = $empty, $valid | Invoke-KMeans -K 2 -Seed 1 -ErrorVariable problem -ErrorAction SilentlyContinue
        $found | Should -HaveCount 1
        $problem[0].FullyQualifiedErrorId | Should -BeLike 'EmptyDfm,*'
    }
}
