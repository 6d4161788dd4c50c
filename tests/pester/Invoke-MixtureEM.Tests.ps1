BeforeAll {
    Import-Module ([IO.Path]::Combine($PSScriptRoot, '..', '..', 'out', 'MixturePS', 'MixturePS.psd1')) -Force
    $model = New-MixtureModel -K 3 -Alpha 0.2, 0.4, 0.4 -Seed 2026
    $dfm = $model | Invoke-DfmSample -N 1000
    $fit = $dfm | Invoke-MixtureEM -Seed 1
}

Describe 'Invoke-MixtureEM' {
    Context 'The result' {
        It 'is one clustering' {
            $fit | Should -HaveCount 1
            $fit.GetType().Name | Should -BeExactly 'MixtureClustering'
            $fit.Method | Should -BeExactly 'MAP EM'
        }

        It 'takes K from the model that the documents were drawn from' {
            $fit.K | Should -Be 3
        }

        It 'has posteriors that sum to one and whose greatest is the label' {
            $fit.Posterior.RowCount | Should -Be 1000
            $fit.Posterior.ColumnCount | Should -Be 3
            foreach ($i in 0, 1, 17, 999) {
                $row = $fit.Posterior.Row($i)
                $sum = 0
                foreach ($p in $row) { $sum += $p }
                [Math]::Abs($sum - 1) | Should -BeLessThan 1e-12
                [Array]::IndexOf($row, [Linq.Enumerable]::Max([double[]]$row)) | Should -Be $fit.Labels[$i]
            }
        }

        It 'has the criteria of its log-likelihood and its parameters' {
            $fit.FreeParameterCount | Should -Be 14
            [Math]::Abs($fit.Aic - (28 - 2 * $fit.LogLikelihood)) | Should -BeLessThan 1e-8
            [Math]::Abs($fit.Bic - (14 * [Math]::Log(1000) - 2 * $fit.LogLikelihood)) | Should -BeLessThan 1e-8
            $fit.Icl | Should -BeGreaterThan $fit.Bic
        }

        It 'has a trace that never falls, and the starts that it is the best of' {
            for ($t = 1; $t -lt $fit.ObjectiveTrace.Count; $t++) {
                $fit.ObjectiveTrace[$t] | Should -BeGreaterThan ($fit.ObjectiveTrace[$t - 1] - 1e-6)
            }
            $fit.RestartLogLikelihood | Should -HaveCount 10
            $fit.ExitReason | Should -Be 'WithinTolerance'
        }

        It 'has mu with the words as columns' {
            $fit.Mu.ColumnNames -join ' ' | Should -BeExactly 'cat dog rat porcupine fox'
            $fit.Model.GetType().Name | Should -BeExactly 'MixtureModel'
        }

        It 'finds the clusters about as well as the Bayes rule' {
            $bound = ($dfm | Invoke-MixtureEM -Model $model | Measure-ClusterAccuracy).Accuracy
            ($fit | Measure-ClusterAccuracy).Accuracy | Should -BeGreaterThan ($bound - 0.01)
        }

        It 'keeps its parts together when labels are matched' {
            $matched = $fit | Resolve-ClusterLabel
            foreach ($i in 0, 5, 500) {
                $matched.Posterior[$i, $matched.Labels[$i]] | Should -Be $fit.Posterior[$i, $fit.Labels[$i]]
            }
            foreach ($k in 0..2) { [Math]::Abs($matched.Alpha[$k] - $model.Alpha[$k]) | Should -BeLessThan 0.1 }
        }

        It 'is shown with its criteria' {
            $view = [MixturePS.Formatting.View]
            $text = $view::Clustering($fit, 120)
            $text | Should -Match 'MAP EM of 1000 documents in 3 clusters'
            $text | Should -Match 'BIC '
            $text | Should -Match 'best of 10 starts'
            $text | Should -Match 'size +alpha'
        }
    }

    Context 'Seeds' {
        It 'gives the same for the same seed and any number of threads' {
            $again = $dfm | Invoke-MixtureEM -Seed 1 -ThrottleLimit 1
            $again.LogLikelihood | Should -BeExactly $fit.LogLikelihood
            $again.Seed | Should -Be 1
        }

        It 'can be repeated by the seed of the result' {
            $first = $dfm | Invoke-MixtureEM -Restart 1
            ($dfm | Invoke-MixtureEM -Restart 1 -Seed $first.Seed).LogLikelihood | Should -BeExactly $first.LogLikelihood
        }

        It 'advances a shared generator' {
            $rng = New-RandomGenerator -Seed 5
            $first = $dfm | Invoke-MixtureEM -Restart 1 -Generator $rng
            ($dfm | Invoke-MixtureEM -Restart 1 -Generator $rng).Seed | Should -Not -Be $first.Seed
        }

        It 'refuses a generator and a seed together' {
            { $dfm | Invoke-MixtureEM -Seed 1 -Generator (New-RandomGenerator -Seed 1) } | Should -Throw -ErrorId 'GeneratorAndSeed,*'
        }
    }

    Context 'Known parameters' {
        It 'is the Bayes rule, in no iteration' {
            $bayes = $dfm | Invoke-MixtureEM -Mu $model.Mu -Alpha $model.Alpha
            $bayes.Method | Should -BeExactly 'Bayes rule'
            $bayes.Iterations | Should -Be 0
            $bayes.FreeParameterCount | Should -Be 0
            $bayes.ExitReason | Should -Be 'Completed'
        }

        It 'takes mu as rows of numbers' {
            $bayes = Invoke-MixtureEM -InputObject (, (3, 0)) -Mu (0.9, 0.1), (0.5, 0.5) -Alpha 0.5, 0.5
            [Math]::Abs($bayes.Posterior[0, 0] - 0.729 / 0.854) | Should -BeLessThan 1e-12
        }

        It 'fits the shares where mu alone is known' {
            $shares = $dfm | Invoke-MixtureEM -Mu $model.Mu
            $shares.FreeParameterCount | Should -Be 2
            foreach ($k in 0..2) { [Math]::Abs($shares.Alpha[$k] - $model.Alpha[$k]) | Should -BeLessThan 0.06 }
        }

        It 'warns of words that mu does not have' {
            $other = New-MixtureModel -K 2 -Vocabulary cat, dog, hen -Seed 1
            $warnings = $null
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

    Context 'Methods' {
        It 'fits without annealing, hard and from random responsibilities' {
            foreach ($arguments in @{ Anneal = 1 }, @{ Hard = $true }, @{ Init = 'Random' }, @{ Anneal = 0.2; AnnealStep = 20 }) {
                $other = $dfm | Invoke-MixtureEM @arguments -Seed 3
                ($other | Measure-ClusterAccuracy).Accuracy | Should -BeGreaterThan 0.85
            }
        }

        It 'fits Dirichlet-multinomial clusters' {
            $wide = New-MixtureModel -K 2 -J 10 -Eta 0.5 -Seed 1 | Invoke-DfmSample -N 100 -DocumentLength 30 |
                Invoke-MixtureEM -Component DirichletMultinomial -Restart 2 -Seed 1
            $wide.Method | Should -BeExactly 'Dirichlet-multinomial EM'
            $wide.Precision | Should -HaveCount 2
            $wide.LogEvidence | Should -BeLessThan $wide.LogLikelihood
            $wide.FreeParameterCount | Should -Be 21
            [MixturePS.Formatting.View]::Clustering($wide, 160) | Should -Match 'precision'
        }
    }

    Context 'What can not be worked with' {
        It 'refuses tf-idf and names the cure' {
            $problem = $null
            $dfm | ConvertTo-TfIdf | Invoke-MixtureEM -ErrorVariable problem -ErrorAction SilentlyContinue
            $problem[0].FullyQualifiedErrorId | Should -BeLike 'AlreadyWeighted,*'
            "$($problem[0])" | Should -Match 'before ConvertTo-TfIdf'
        }

        It 'refuses <id>' -ForEach @(
            @{ id = 'TooManyClusters'; arguments = @{ K = 9 } }
            @{ id = 'InvalidClusterCount'; arguments = @{ K = 0 } }
            @{ id = 'ClusterCountNeeded'; arguments = @{} }
            @{ id = 'InvalidOption'; arguments = @{ K = 2; Smoothing = -1 } }
            @{ id = 'InvalidOption'; arguments = @{ K = 2; Anneal = 2 } }
            @{ id = 'ShapeMismatch'; arguments = @{ Mu = (0.5, 0.25, 0.25), (0.25, 0.25, 0.5) } }
            @{ id = 'InvalidProbability'; arguments = @{ Mu = (0.5, 0.2), (0.5, 0.5) } }
            @{ id = 'AlphaSumNotOne'; arguments = @{ Mu = (0.5, 0.5), (0.1, 0.9); Alpha = 0.5, 0.6 } }
            @{ id = 'ConflictingParameter'; arguments = @{ K = 2; Smoothing = 1; Component = 'DirichletMultinomial' } }
        ) {
            { Invoke-MixtureEM -InputObject ((1, 2), (3, 4)) @arguments } | Should -Throw -ErrorId "$id,*"
        }

        It 'refuses what is no matrix' {
            { Invoke-MixtureEM -InputObject 'text' -K 2 } | Should -Throw -ErrorId 'NotADfm,*'
        }

        It 'warns of documents without tokens and of clusters without documents' {
            $warnings = $null
            $few = Invoke-MixtureEM -InputObject ((2, 1), (2, 1), (0, 0), (2, 1)) -K 3 -WarningVariable warnings -WarningAction SilentlyContinue
            $few.EmptyDocumentCount | Should -Be 1
            $few.DistinctClusterCount | Should -BeLessThan 3
            "$warnings" | Should -Match 'no tokens'
            "$warnings" | Should -Match 'clusters have a document'
        }

        It 'refuses counts that there is no finite likelihood for' {
            { Invoke-MixtureEM -InputObject ((1e308, 0), (0, 1e308)) -K 2 } | Should -Throw -ErrorId 'CellTooLarge,*'
            { Invoke-MixtureEM -InputObject ((1e18, 0), (0, 1e18)) -K 2 -Component DirichletMultinomial } | Should -Throw -ErrorId 'DocumentTooLong,*'
            { Invoke-MixtureEM -InputObject ((1, 0), (0, 1)) -K 2 -Smoothing 1e200 } | Should -Throw -ErrorId 'InvalidOption,*'
        }
    }
}
