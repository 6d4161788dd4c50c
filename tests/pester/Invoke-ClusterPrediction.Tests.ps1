BeforeAll {
    Import-Module ([IO.Path]::Combine($PSScriptRoot, '..', '..', 'out', 'MixturePS', 'MixturePS.psd1')) -Force
    $model = New-MixtureModel -K 3 -J 40 -Eta 0.1 -Vocabulary (0..39).ForEach{ "w$_" } -Seed 2026
    $dfm = $model | Invoke-DfmSample -N 150
    $new = $model | Invoke-DfmSample -N 20
}

Describe 'Invoke-ClusterPrediction' {
    It 'gives a row a document with its distance' {
        $clustering = $dfm | Invoke-KMeans -Seed 42
        $rows = @($dfm | Invoke-ClusterPrediction -Clustering $clustering)
        $rows | Should -HaveCount 150
        "$($rows.Cluster)" | Should -Be "$($clustering.Labels)"
        $distances = $clustering.DistanceFromCenter()
        foreach ($i in 0..149) { [Math]::Abs($rows[$i].Distance - $distances[$i]) | Should -BeLessThan 1e-12 }
        $rows[3].DocumentName | Should -Be 'doc3'
        $rows[3].KnownCluster | Should -Be $dfm.KnownCluster[3]
        $rows[3].Probability | Should -BeNullOrEmpty
        $rows[3].UnseenTokens | Should -Be 0
    }

    It 'gives probabilities of a mixture, and all of them as a matrix' {
        $clustering = $dfm | Invoke-MixtureEM -Restart 2 -Seed 1 | Resolve-ClusterLabel
        $rows = @($new | Invoke-ClusterPrediction $clustering)
        $matrix = $new | Invoke-ClusterPrediction $clustering -AsMatrix
        $matrix.RowCount | Should -Be 20
        $matrix.ColumnCount | Should -Be 3
        $matrix | Should -HaveCount 1
        foreach ($i in 0..19) {
            [Math]::Abs($matrix[$i, 0] + $matrix[$i, 1] + $matrix[$i, 2] - 1) | Should -BeLessThan 1e-12
            $rows[$i].Probability | Should -Be $matrix[$i, $rows[$i].Cluster]
            $rows[$i].Distance | Should -BeNullOrEmpty
        }
        @($rows | Where-Object { $_.Cluster -eq $_.KnownCluster }).Count | Should -BeGreaterThan 17
    }

    It 'predicts by Gibbs sampling, spherical k-means and Dirichlet-multinomials as they fitted' {
        foreach ($clustering in
            ($dfm | Invoke-KMeans -Seed 42 -Metric Cosine),
            ($dfm | Invoke-MixtureGibbs -K 10 -Seed 1),
            ($dfm | Invoke-MixtureEM -Component DirichletMultinomial -Restart 1 -Seed 1)) {
            "$(($dfm | Invoke-ClusterPrediction $clustering).Cluster)" | Should -Be "$($clustering.Labels)"
        }
    }

    It 'weights counts as the clustering was' {
        $weighted = $dfm | ConvertTo-TfIdf
        $clustering = $weighted | Invoke-KMeans -K 3 -Seed 42
        $rows = @($dfm | Invoke-ClusterPrediction $clustering)
        "$($rows.Cluster)" | Should -Be "$($clustering.Labels)"
        "$(($weighted | Invoke-ClusterPrediction $clustering).Distance)" | Should -Be "$($rows.Distance)"
        { $new | ConvertTo-TfIdf | Invoke-ClusterPrediction $clustering -ErrorAction Stop } | Should -Throw -ErrorId 'WeightingMismatch,*'
        { $weighted | Invoke-ClusterPrediction ($dfm | Invoke-KMeans -Seed 42) -ErrorAction Stop } | Should -Throw -ErrorId 'AlreadyWeighted,*'
    }

    It 'counts words that it does not know' {
        $clustering = $dfm | Invoke-KMeans -Seed 42
        $other = New-MixtureModel -Vocabulary w1, zebra -Mu (0.5, 0.5), (0.4, 0.6) | Invoke-DfmSample -N 3 -DocumentLength 8 -Seed 1
        $rows = @($other | Invoke-ClusterPrediction $clustering)
        foreach ($i in 0..2) { $rows[$i].UnseenTokens | Should -Be $other[$i, 1] }
        $none = New-MixtureModel -K 2 -Vocabulary lion, zebra -Seed 1 | Invoke-DfmSample -N 3 -Seed 1
        { $none | Invoke-ClusterPrediction $clustering -ErrorAction Stop } | Should -Throw -ErrorId 'UnknownVocabulary,*'
    }

    It 'refuses documents that there is no finite distance or probability for' {
        $small = (3, 0), (0, 4), (5, 1), (1, 6)
        $new = (1.7e308, 1.7e308), (1, 2)
        { Invoke-ClusterPrediction -InputObject $new (Invoke-KMeans -InputObject $small -K 2 -Seed 1) -ErrorAction Stop } | Should -Throw -ErrorId 'CellTooLarge,*'
        { Invoke-ClusterPrediction -InputObject $new (Invoke-MixtureEM -InputObject $small -K 2 -Seed 1) -ErrorAction Stop } | Should -Throw -ErrorId 'CellTooLarge,*'
        $polya = Invoke-MixtureEM -InputObject $small -K 2 -Seed 1 -Component DirichletMultinomial
        { Invoke-ClusterPrediction -InputObject $new $polya -ErrorAction Stop } | Should -Throw -ErrorId 'DocumentTooLong,*'
    }

    It 'goes by angles of any length' {
        $found = Invoke-KMeans -InputObject (1e-200, 0), (0, 1e-200), (2e-200, 0) -K 2 -Metric Cosine -Seed 1
        $rows = @(Invoke-ClusterPrediction -InputObject (1e-200, 0), (0, 1e300), (1e-310, 1e-320) $found)
        "$($rows.Cluster)" | Should -Be "$($found.Labels)"
    }
}
