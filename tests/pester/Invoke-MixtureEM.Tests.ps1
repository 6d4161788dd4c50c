BeforeAll {
    . (Join-Path $PSScriptRoot Shared.ps1)
    $model = New-MixtureModel -K 3 -Alpha 0.2, 0.4, 0.4 -Seed 2026
    $dfm = $model | Invoke-DfmSample -N 1000
    $fit = $dfm | Invoke-MixtureEM -Seed 1
}

Describe 'Invoke-MixtureEM' {
    Context 'Result' {
        It 'is one clustering' {
            $fit | Should -HaveCount 1
            $fit.GetType().Name | Should -BeExactly 'MixtureClustering'
            $fit.Method | Should -BeExactly 'MAP EM'
        }

        It 'takes K from the model that the documents were drawn from' {
            $fit.K | Should -Be 3
        }

        It 'has posteriors that sum to one and whose maximum is the label' {
            $fit.Posterior.RowCount | Should -Be 1000
            $fit.Posterior.ColumnCount | Should -Be 3
            foreach ($i in 0, 1, 17, 999) {
                $row = $fit.Posterior.Row($i)
                $statistics = $row | Measure-Object -Sum -Maximum
                $statistics.Sum | Should -BeApproximately 1
                $row.IndexOf($statistics.Maximum) | Should -Be $fit.Labels[$i]
            }
        }

        It 'has the information criteria of its log-likelihood and parameters' {
            $fit.FreeParameterCount | Should -Be 14
            $fit.Aic | Should -BeApproximately (28 - 2 * $fit.LogLikelihood) -Tolerance 1e-8
            $fit.Bic | Should -BeApproximately (14 * [Math]::Log(1000) - 2 * $fit.LogLikelihood) -Tolerance 1e-8
            $fit.Icl | Should -BeGreaterThan $fit.Bic
        }

        It 'has an objective that never decreases and the log-likelihood of each start' {
            $trace = $fit.ObjectiveTrace
            $trace.Count | Should -BeGreaterThan 1
            for ($t = 1; $t -lt $trace.Count; $t++) { $trace[$t] | Should -BeGreaterThan ($trace[$t - 1] - 1e-6) }
            $fit.RestartLogLikelihood | Should -HaveCount 10
            $fit.ExitReason | Should -Be 'WithinTolerance'
        }

        It 'has a mu with the words as columns' {
            $fit.Mu.ColumnNames | Should -BeExactly 'cat', 'dog', 'rat', 'porcupine', 'fox'
            $fit.Model.GetType().Name | Should -BeExactly 'MixtureModel'
        }

        It 'recovers the clusters about as well as the Bayes rule' {
            $bayes = ($dfm | Invoke-MixtureEM -Model $model | Measure-ClusterAccuracy).Accuracy
            ($fit | Measure-ClusterAccuracy).Accuracy | Should -BeGreaterThan ($bayes - 0.01)
        }

        It 'reorders posteriors and alpha when labels are matched' {
            $matched = $fit | Resolve-ClusterLabel
            foreach ($i in 0, 5, 500) {
                $matched.Posterior[$i, $matched.Labels[$i]] | Should -Be $fit.Posterior[$i, $fit.Labels[$i]]
            }
            foreach ($k in 0..2) { $matched.Alpha[$k] | Should -BeApproximately $model.Alpha[$k] -Tolerance 0.1 }
        }

        It 'shows its criteria' {
            $text = $fit | Out-String -Width 120
            $text | Should -Match 'MAP EM of 1000 documents in 3 clusters'
            $text | Should -Match 'BIC '
            $text | Should -Match 'best of 10 starts'
            $text | Should -Match 'size +alpha'
        }
    }

    Context 'Seeds' {
        It 'repeats the fit for the same seed and any number of threads' {
            $again = $dfm | Invoke-MixtureEM -Seed 1 -ThrottleLimit 1
            $again.LogLikelihood | Should -BeExactly $fit.LogLikelihood
            $again.Seed | Should -Be 1
        }

        It 'records its seed, which reproduces the fit' {
            $first = $dfm | Invoke-MixtureEM -Restart 1
            ($dfm | Invoke-MixtureEM -Restart 1 -Seed $first.Seed).LogLikelihood | Should -BeExactly $first.LogLikelihood
        }

        It 'advances a shared generator' {
            $rng = New-RandomGenerator -Seed 5
            $first = $dfm | Invoke-MixtureEM -Restart 1 -Generator $rng
            ($dfm | Invoke-MixtureEM -Restart 1 -Generator $rng).Seed | Should -Not -Be $first.Seed
        }

        It 'refuses a generator together with a seed' {
            { $dfm | Invoke-MixtureEM -Seed 1 -Generator (New-RandomGenerator -Seed 1) } | Should -Throw -ErrorId 'GeneratorAndSeed,*'
        }
    }

    Context 'Known parameters' {
        It 'applies the Bayes rule without iterating' {
            $bayes = $dfm | Invoke-MixtureEM -Mu $model.Mu -Alpha $model.Alpha
            $bayes.Method | Should -BeExactly 'Bayes rule'
            $bayes.Iterations | Should -Be 0
            $bayes.FreeParameterCount | Should -Be 0
            $bayes.ExitReason | Should -Be 'Completed'
        }

        It 'takes mu as rows of numbers' {
            $bayes = Invoke-MixtureEM -InputObject (, (3, 0)) -Mu (0.9, 0.1), (0.5, 0.5) -Alpha 0.5, 0.5
            $bayes.Posterior[0, 0] | Should -BeApproximately (0.729 / 0.854)
        }

        It 'fits alpha if only mu is known' {
            $fitted = $dfm | Invoke-MixtureEM -Mu $model.Mu
            $fitted.FreeParameterCount | Should -Be 2
            foreach ($k in 0..2) { $fitted.Alpha[$k] | Should -BeApproximately $model.Alpha[$k] -Tolerance 0.06 }
        }

        It 'warns of words that are missing in mu' {
            $other = New-MixtureModel -K 2 -Vocabulary cat, dog, hen -Seed 1
            $fitted = $dfm | Invoke-MixtureEM -Model $other -WarningVariable warnings -WarningAction SilentlyContinue
            $fitted.UnknownTokenCount | Should -BeGreaterThan 0
            "$($warnings[0])" | Should -Match 'left out'
        }

        It 'starts from given parameters' {
            $started = $dfm | Invoke-MixtureEM -InitialMu $model.Mu -InitialAlpha $model.Alpha -Smoothing 0
            $started.RestartLogLikelihood | Should -HaveCount 1
            $started.Method | Should -BeExactly 'EM'
            $started.LogLikelihood | Should -BeGreaterThan ($dfm | Invoke-MixtureEM -Model $model).LogLikelihood
        }
    }

    Context 'Equal cluster probabilities' {
        BeforeAll {
            $similar = New-MixtureModel -K 3 -Eta 10 -Seed 3 | Invoke-DfmSample -N 1000
            $even = $similar | Invoke-MixtureEM -Alpha Even -Seed 1
        }

        It 'are 1/K and no parameters' {
            $even.Alpha | Should -Be (1 / 3), (1 / 3), (1 / 3)
            $even.FreeParameterCount | Should -Be 12
            $even.Shares | Should -Be Even
            $even | Format-List | Out-String | Should -Match 'equal alpha'
            $even | Format-List * | Out-String | Should -Match 'Shares +: Even'
        }

        It 'are fixed by <Alpha>, and fitted or given otherwise' -ForEach @(
            @{ Alpha = 'Even' }, @{ Alpha = 'even' }, @{ Alpha = ' EVEN ' }, @{ Alpha = , 'Even' }, @{ Alpha = [psobject]'Even' }
        ) {
            ($dfm | Invoke-MixtureEM -Alpha $Alpha -Restart 1 -Seed 1).Shares | Should -Be Even
            $fit.Shares | Should -Be Free
            ($dfm | Invoke-MixtureEM -Alpha 0.2, 0.4, 0.4 -Restart 1 -Seed 1).Shares | Should -Be Given
            ($dfm | Invoke-MixtureEM -Alpha '0.2 0.4 0.4' -Restart 1 -Seed 1).Shares | Should -Be Given
            ($dfm | Invoke-MixtureEM -Model $model).Shares | Should -Be Given
        }

        It 'are chosen by BIC with Auto' {
            $kept = $similar | Invoke-MixtureEM -Alpha Auto -Seed 1 -Verbose 4>&1
            $verbose = $kept | Where-Object { $_ -is [Management.Automation.VerboseRecord] } | Out-String
            $chosen = $kept | Where-Object { $_ -isnot [Management.Automation.VerboseRecord] }
            $free = $similar | Invoke-MixtureEM -Seed 1 -WarningAction Ignore
            $chosen.Bic | Should -BeExactly ([Math]::Min($free.Bic, $even.Bic))
            $chosen.Shares | Should -Be Even
            foreach ($bic in $free.Bic, $even.Bic) { $verbose | Should -Match ([regex]::Escape($bic.ToString('G10', [cultureinfo]::InvariantCulture))) }
            ($dfm | Invoke-MixtureEM -Alpha Auto -Seed 1).Shares | Should -Be Free
        }

        It 'survive a file, CSV and JSON' {
            $path = Join-Path $TestDrive even.json
            $even | Export-MixtureModel $path
            (Import-MixtureModel $path).Shares | Should -Be Even
            ($even | ConvertTo-Json -Depth 1 -WarningAction Ignore | ConvertFrom-Json).Shares | Should -BeExactly 'Even'
            ($even | ConvertTo-Csv | ConvertFrom-Csv).Shares | Should -BeExactly 'Even'
            $even | Export-Clixml (Join-Path $TestDrive even.xml)
            (Import-Clixml (Join-Path $TestDrive even.xml)).Shares | Should -Be Even
        }

        It 'refuses <Alpha> with <Id>' -ForEach @(
            @{ Alpha = 'Evne'; Id = 'UnknownShares'; Message = '*Evne*Even, Auto*Did you mean Even?*' }
            @{ Alpha = 'Equal'; Id = 'UnknownShares'; Message = '*Equal*Even, Auto*' }
            @{ Alpha = 'Even', 0.5; Id = 'InvalidNumber'; Message = '*item 1*' }
            @{ Alpha = $null; Id = 'InvalidNumber'; Message = '*-Alpha*null*' }
            @{ Alpha = ''; Id = 'InvalidNumber'; Message = '*-Alpha*' }
            @{ Alpha = 0.5, 0.6, 0.1; Id = 'AlphaSumNotOne'; Message = '*1.2*' }
        ) {
            { $dfm | Invoke-MixtureEM -Alpha $Alpha } | Should -Throw $Message -ErrorId "$Id,*"
        }

        It 'refuses -Model or -InitialAlpha with -Alpha' {
            { $dfm | Invoke-MixtureEM -Alpha Even -Model $model } | Should -Throw -ErrorId 'ConflictingParameter,*'
            { $dfm | Invoke-MixtureEM -Alpha Auto -Model $model } | Should -Throw -ErrorId 'ConflictingParameter,*'
            { $dfm | Invoke-MixtureEM -Alpha Even -InitialMu $model.Mu -InitialAlpha $model.Alpha } | Should -Throw -ErrorId 'ConflictingParameter,*'
        }
    }

    Context 'Methods' {
        It 'recovers the clusters with <Name>' -ForEach @(
            @{ Name = 'no annealing'; Parameters = @{ Anneal = 1 } }
            @{ Name = 'hard assignment'; Parameters = @{ Hard = $true } }
            @{ Name = 'random responsibilities'; Parameters = @{ Init = 'Random' } }
            @{ Name = 'slow annealing'; Parameters = @{ Anneal = 0.2; AnnealStep = 20 } }
        ) {
            ($dfm | Invoke-MixtureEM @Parameters -Seed 3 | Measure-ClusterAccuracy).Accuracy | Should -BeGreaterThan 0.85
        }

        It 'fits Dirichlet-multinomial clusters' {
            $fitted = New-MixtureModel -K 2 -J 10 -Eta 0.5 -Seed 1 | Invoke-DfmSample -N 100 -DocumentLength 30 |
                Invoke-MixtureEM -Component DirichletMultinomial -Restart 2 -Seed 1
            $fitted.Method | Should -BeExactly 'Dirichlet-multinomial EM'
            $fitted.Precision | Should -HaveCount 2
            $fitted.LogEvidence | Should -BeLessThan $fitted.LogLikelihood
            $fitted.FreeParameterCount | Should -Be 21
            $fitted | Out-String -Width 160 | Should -Match 'precision'
            $fitted.Anneal | Should -BeLessOrEqual 1
            ($fitted.Dfm | Invoke-MixtureEM -Component DirichletMultinomial -Anneal 0.5 -Restart 1 -Seed 1).Anneal | Should -Be 0.5
        }
    }

    Context 'Invalid and unusual input' {
        It 'refuses TF-IDF weights and states the remedy' {
            $dfm | ConvertTo-TfIdf | Invoke-MixtureEM -ErrorVariable problem -ErrorAction SilentlyContinue | Should -BeNullOrEmpty
            $problem[0].FullyQualifiedErrorId | Should -BeLike 'AlreadyWeighted,*'
            "$($problem[0])" | Should -Match 'before ConvertTo-TfIdf'
        }

        It 'refuses <Name>' -ForEach @(
            @{ Name = 'more clusters than documents'; Id = 'TooManyClusters'; Parameters = @{ K = 9 } }
            @{ Name = 'K = 0'; Id = 'InvalidClusterCount'; Parameters = @{ K = 0 } }
            @{ Name = 'a missing K'; Id = 'ClusterCountNeeded'; Parameters = @{} }
            @{ Name = 'negative smoothing'; Id = 'InvalidOption'; Parameters = @{ K = 2; Smoothing = -1 } }
            @{ Name = 'an annealing temperature above 1'; Id = 'InvalidOption'; Parameters = @{ K = 2; Anneal = 2 } }
            @{ Name = 'a mu with other columns'; Id = 'ShapeMismatch'; Parameters = @{ Mu = (0.5, 0.25, 0.25), (0.25, 0.25, 0.5) } }
            @{ Name = 'a mu that sums to 0.7'; Id = 'InvalidProbability'; Parameters = @{ Mu = (0.5, 0.2), (0.5, 0.5) } }
            @{ Name = 'an alpha that sums to 1.1'; Id = 'AlphaSumNotOne'; Parameters = @{ Mu = (0.5, 0.5), (0.1, 0.9); Alpha = 0.5, 0.6 } }
            @{ Name = 'smoothing of Dirichlet-multinomials'; Id = 'ConflictingParameter'; Parameters = @{ K = 2; Smoothing = 1; Component = 'DirichletMultinomial' } }
        ) {
            { Invoke-MixtureEM -InputObject (1, 2), (3, 4) @Parameters } | Should -Throw -ErrorId "$Id,*"
        }

        It 'refuses input that is not a matrix' {
            { Invoke-MixtureEM -InputObject 'text' -K 2 } | Should -Throw -ErrorId 'NotADfm,*'
        }

        It 'warns of documents without tokens and of empty clusters' {
            $few = Invoke-MixtureEM -InputObject (2, 1), (2, 1), (0, 0), (2, 1) -K 3 -WarningVariable warnings -WarningAction SilentlyContinue
            $few.EmptyDocumentCount | Should -Be 1
            $few.DistinctClusterCount | Should -BeLessThan 3
            "$warnings" | Should -Match 'no tokens'
            "$warnings" | Should -Match 'Only 1 of K = 3 clusters has a document'
        }

        It 'refuses counts and smoothing whose likelihood is not finite' {
            { Invoke-MixtureEM -InputObject (1e308, 0), (0, 1e308) -K 2 } | Should -Throw -ErrorId 'CellTooLarge,*'
            { Invoke-MixtureEM -InputObject (1e18, 0), (0, 1e18) -K 2 -Component DirichletMultinomial } | Should -Throw -ErrorId 'DocumentTooLong,*'
            { Invoke-MixtureEM -InputObject (1, 0), (0, 1) -K 2 -Smoothing 1e200 } | Should -Throw -ErrorId 'InvalidOption,*'
        }
    }
}
