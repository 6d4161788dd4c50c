BeforeAll {
    Import-Module ([IO.Path]::Combine($PSScriptRoot, '..', '..', 'out', 'MixturePS', 'MixturePS.psd1')) -Force
    $notebook = [Text.Json.JsonDocument]::Parse([IO.File]::ReadAllText([IO.Path]::Combine($PSScriptRoot, '..', 'golden', 'notebook.json'))).RootElement
    $figures = [Text.Json.JsonDocument]::Parse([IO.File]::ReadAllText([IO.Path]::Combine($PSScriptRoot, '..', 'golden', 'sklearn.json'))).RootElement

    function Get-Row($element) { , @(foreach ($row in $element.EnumerateArray()) { , [double[]] @(foreach ($cell in $row.EnumerateArray()) { $cell.GetDouble() }) }) }
    function Get-Text($element) { @(foreach ($cell in $element.EnumerateArray()) { $cell.GetInt32() }) -join ' ' }
    $counts = Get-Row $figures.GetProperty('counts')
}

Describe 'Invoke-KMeans' {
    It "has scikit-learn's labels on counts, run <_>" -ForEach 0, 1, 2, 3 {
        $run = $figures.GetProperty('kmeans_counts')[$_]
        $found = Invoke-KMeans -InputObject $counts -K 6 -Restart 1 -Seed $run.GetProperty('random_state').GetInt32()
        $found.Labels -join ' ' | Should -Be (Get-Text $run.GetProperty('labels'))
        $found.InitialIndices -join ' ' | Should -Be (Get-Text $run.GetProperty('init_indices'))
        $found.Iterations | Should -Be $run.GetProperty('n_iter').GetInt32()
        [Math]::Abs($found.Inertia - $run.GetProperty('inertia').GetDouble()) | Should -BeLessThan 1e-6
    }

    It "has scikit-learn's labels on TF-IDF, run <_>" -ForEach 0, 1 {
        $run = $figures.GetProperty('kmeans_tfidf_sparse')[$_]
        $found = ConvertTo-TfIdf -InputObject $counts | Invoke-KMeans -n_clusters 6 -n_init 1 -random_state $run.GetProperty('random_state').GetInt32()
        $found.Labels -join ' ' | Should -Be (Get-Text $run.GetProperty('labels'))
        $found.Iterations | Should -Be $run.GetProperty('n_iter').GetInt32()
    }

    It 'takes K from the model, and keeps the best of ten starts' {
        $found = New-MixtureModel -K 3 -Eta 1 -Seed 1 | Invoke-DfmSample -N 300 | Invoke-KMeans -Seed 1
        $found.K | Should -Be 3
        (New-MixtureModel -K 3 -Seed 1 | Invoke-DfmSample 20 | Invoke-KMeans 2 -Seed 1).K | Should -Be 2
        $found.Method | Should -Be 'k-means'
        $found.RestartInertia | Should -HaveCount 10
        $least = [double]::MaxValue
        foreach ($inertia in $found.RestartInertia) { $least = [Math]::Min($least, $inertia) }
        [Math]::Abs($found.Inertia - $least) | Should -BeLessThan 1e-6
        $total = 0
        foreach ($size in $found.ClusterSize) { $total += $size }
        $total | Should -Be 300
        $found.Centers.ColumnNames -join ' ' | Should -Be 'cat dog rat porcupine fox'
    }

    It 'says its seed, which gives the same again' {
        $dfm = New-MixtureModel -K 3 -Eta 1 -Seed 1 | Invoke-DfmSample -N 200
        $first = $dfm | Invoke-KMeans
        $again = $dfm | Invoke-KMeans -Seed $first.Seed
        $again.Labels -join ' ' | Should -Be ($first.Labels -join ' ')
    }

    It 'does not depend on the number of threads' {
        $dfm = New-MixtureModel -K 4 -J 50 -Eta 0.5 -Seed 1 | Invoke-DfmSample -N 3000 -DocumentLength 20 | ConvertTo-TfIdf
        $labels = 1, 2, 8 | ForEach-Object { ($dfm | Invoke-KMeans -Restart 2 -Seed 1 -ThrottleLimit $_).Labels -join ' ' }
        $labels[1] | Should -Be $labels[0]
        $labels[2] | Should -Be $labels[0]
    }

    It 'starts from given centres and from random documents' {
        (Invoke-KMeans -InputObject (0, 0), (1, 0), (9, 9) -InitialCenter (0, 0), (9, 9)).Labels -join ' ' | Should -Be '0 0 1'
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
        @{ Name = 'no K'; Parameters = @{}; Id = 'ClusterCountNeeded' }
        @{ Name = 'no restart'; Parameters = @{ K = 2; Restart = 0 }; Id = 'InvalidOption' }
        @{ Name = 'a seed beyond 32 bits'; Parameters = @{ K = 2; Seed = 4294967296 }; Id = 'InvalidSeed' }
        @{ Name = 'a seed that is a fraction'; Parameters = @{ K = 2; Seed = 0.5 }; Id = 'InvalidSeed' }
        @{ Name = 'centres of another shape'; Parameters = @{ K = 2; InitialCenter = (1, 2, 3), (4, 5, 6) }; Id = 'ShapeMismatch' }
        @{ Name = 'a negative tolerance'; Parameters = @{ K = 2; Tolerance = -1 }; Id = 'InvalidOption' }
    ) {
        { Invoke-KMeans -InputObject (0, 0), (1, 0), (9, 9) @Parameters } | Should -Throw -ErrorId "$Id,*"
    }

    It 'refuses a matrix with NaN, and an empty DFM' {
        { Invoke-KMeans -InputObject (0, [double]::NaN), (1, 0) -K 1 } | Should -Throw -ErrorId 'NonFiniteMatrix,*'
        $empty = New-MixtureModel -K 2 -Seed 1 | Invoke-DfmSample -N 0
        { Invoke-KMeans -InputObject $empty -K 1 } | Should -Throw -ErrorId 'EmptyDfm,*'
    }

    It 'refuses cells whose squares are not finite by <_>' -ForEach 'Lloyd', 'Bisecting', 'MiniBatch' {
        $matrix = (1e200, 0), (0, 2e200), (1e200, 1), (0, 2e200)
        { Invoke-KMeans -InputObject $matrix -K 2 -Method $_ } | Should -Throw -ErrorId 'CellTooLarge,*'
        (Invoke-KMeans -InputObject $matrix -K 2 -Method $_ -Metric Cosine -Seed 1).ClusterSize -join ' ' | Should -Be '2 2'
    }

    It 'says that distances are lost where documents differ' {
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
        (Invoke-KMeans -InputObject $draws -K 1).Dfm.Vocabulary -join ' ' | Should -Be 'cat dog owl'
        $named = $model.Mu.GetType()::new(2, 1, [double[]] (1, 2), $null, [string[]] ('first', 'second'))
        (Invoke-KMeans -InputObject $named -K 1).Dfm.DocumentName -join ' ' | Should -Be 'first second'
    }

    It 'refuses a matrix with nothing for a number' {
        { Invoke-KMeans -InputObject (0, $null), (1, 0) -K 1 } | Should -Throw -ErrorId 'InvalidOption,*'
    }

    It 'goes on after a bad object of the pipeline' {
        $model = New-MixtureModel -K 2 -Seed 1
        $dfms = @(($model | Invoke-DfmSample -N 0), ($model | Invoke-DfmSample -N 9))
        $found = @($dfms | Invoke-KMeans -K 2 -Seed 1 -ErrorVariable problem -ErrorAction SilentlyContinue)
        $found | Should -HaveCount 1
        $problem[0].FullyQualifiedErrorId | Should -BeLike 'EmptyDfm,*'
    }
}
