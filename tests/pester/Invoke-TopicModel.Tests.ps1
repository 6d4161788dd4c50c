BeforeAll {
    . (Join-Path $PSScriptRoot Shared.ps1)
    $model = New-MixtureModel -K 4 -Membership Mixed -Alpha 0.1 -Eta 0.05 -J 100 -Seed 1
    $dfm = $model | Invoke-DfmSample -N 300 -DocumentLength 40
    $topics = $dfm | Invoke-TopicModel -Seed 1
}

Describe 'Invoke-TopicModel' {
    Context 'Result' {
        It 'finds the topics of simulated documents by <Method>' -ForEach @(
            @{ Method = 'Gibbs'; More = @{}; Most = 0.2; Least = 0.9 }
            @{ Method = 'Variational'; More = @{}; Most = 0.2; Least = 0.9 }
            @{ Method = 'OnlineVariational'; More = @{ BatchSize = 50; Iteration = 20 }; Most = 0.4; Least = 0.6 }
        ) {
            $found = $dfm | Invoke-TopicModel -Method $Method -Chain 3 -Seed 1 @More -WarningAction Ignore
            $found.Algorithm | Should -Be $Method
            $found.K | Should -Be 4
            $measured = $found | Measure-TopicAccuracy
            # Topics at random are about 0.8 apart, and right for a quarter of the documents.
            $measured.HellingerDistance | Should -BeLessThan $Most
            $measured.ModalAccuracy | Should -BeGreaterThan $Least
        }

        It 'takes K from the model, and any other K' {
            $topics.K | Should -Be 4
            ($dfm | Invoke-TopicModel 2 -Iteration 5 -WarningAction Ignore).K | Should -Be 2
            { Invoke-TopicModel -InputObject (1, 2), (3, 4) } | Should -Throw -ErrorId 'ClusterCountNeeded,MixturePS.Commands.InvokeTopicModelCommand'
        }

        It 'has word probabilities and shares that sum to 1, with names' {
            foreach ($k in 0..3) { ($topics.Mu.Row($k) | Measure-Object -Sum).Sum | Should -BeApproximately 1 -Tolerance 1e-9 }
            foreach ($d in 0, 7, 299) { ($topics.Theta.Row($d) | Measure-Object -Sum).Sum | Should -BeApproximately 1 -Tolerance 1e-9 }
            $topics.Mu.RowNames | Should -Be topic0, topic1, topic2, topic3
            $topics.Mu.ColumnNames | Should -Be $dfm.Vocabulary
            $topics.Theta.RowNames[7] | Should -Be doc7
        }

        It 'assigns each document to its dominant topic' {
            foreach ($d in 0..299) {
                $row = $topics.Theta.Row($d)
                $row[$topics.Labels[$d]] | Should -Be ($row | Measure-Object -Maximum).Maximum
            }
            ($topics.ClusterSize | Measure-Object -Sum).Sum | Should -Be 300
        }

        It 'estimates the priors that are not given' {
            $topics.Alpha | Should -HaveCount 4
            ($topics.Alpha | Select-Object -Unique).Count | Should -Be 4
            foreach ($alpha in $topics.Alpha) { $alpha | Should -BeGreaterThan 0.02; $alpha | Should -BeLessThan 0.5 }
            $topics.Eta | Should -BeGreaterThan 0.02
            $topics.Eta | Should -BeLessThan 0.1
            $given = $dfm | Invoke-TopicModel -Alpha 0.3 -Eta 0.2 -Iteration 5 -Seed 1 -WarningAction Ignore
            $given.Alpha | Should -Be 0.3, 0.3, 0.3, 0.3
            $given.Eta | Should -Be 0.2
            ($dfm | Invoke-TopicModel -Alpha 0.3 -Iteration 20 -Seed 1 -WarningAction Ignore).Eta | Should -Not -Be 0.01
        }

        It 'has the traces and diagnostics of its chains' {
            $found = $dfm | Invoke-TopicModel -Iteration 40 -BurnIn 10 -Thinning 4 -Chain 3 -Seed 2 -WarningAction Ignore
            $found.ChainTrace | Should -HaveCount 3
            $found.Trace | Should -HaveCount 40
            $found.Trace | Should -Be $found.ChainTrace[$found.Chain]
            $found.BurnIn | Should -Be 10
            $found.SampleCount | Should -Be 8
            $found.RHat | Should -BeGreaterThan 0
            $means = $found.ChainTrace | ForEach-Object { ($_[10..39] | Measure-Object -Average).Average }
            $means[$found.Chain] | Should -Be ($means | Measure-Object -Maximum).Maximum
        }

        It 'has a model that documents can be drawn from' {
            $topics.Model.Membership | Should -Be Mixed
            $topics.Model.Alpha | Should -Be $topics.Alpha
            ($topics.Model | Invoke-DfmSample -N 3 -Seed 1).KnownTheta.ColumnCount | Should -Be 4
        }
    }

    Context 'Reading topics' {
        It 'lists words, documents and summaries' {
            $terms = $topics | Get-ClusterTerm -Top 3
            $terms | Should -HaveCount 12
            $terms[0].Score | Should -Be ($topics.Mu.Row(0) | Measure-Object -Maximum).Maximum
            $wide = $topics | Get-ClusterTerm -Top 3 -SideBySide
            $wide[0].Topic2 | Should -Be ($terms | Where-Object { $_.Cluster -eq 2 -and $_.Rank -eq 1 }).Term
            foreach ($by in 'Lift', 'Frex', 'Weight') { $topics | Get-ClusterTerm -Top 2 -By $by | Should -HaveCount 8 }
            { $topics | Get-ClusterTerm -Smoothing 1 } | Should -Throw -ErrorId 'InvalidOption,*'

            $documents = $topics | Get-ClusterDocument -Top 2
            $documents | Should -HaveCount 8
            foreach ($row in $documents) { $row.Probability | Should -Be $topics.Theta[$row.Document, $row.Cluster] }
            $first = $documents | Where-Object { $_.Cluster -eq 1 -and $_.Rank -eq 1 }
            $first.Probability | Should -Be (0..299 | ForEach-Object { $topics.Theta[$_, 1] } | Measure-Object -Maximum).Maximum

            $summary = $topics | Get-ClusterSummary
            ($summary | Measure-Object Share -Sum).Sum | Should -BeApproximately 1 -Tolerance 1e-9
            $summary.Size | Should -Be $topics.ClusterSize
        }

        It 'lists the dominant topic of each document, and all shares with -Probability' {
            $rows = $topics | Get-ClusterAssignment
            $rows.Cluster | Should -Be $topics.Labels
            $rows[5].Probability | Should -Be ($topics.Theta.Row(5) | Measure-Object -Maximum).Maximum
            $wide = $topics | Get-ClusterAssignment -Probability
            foreach ($d in 0, 9) { foreach ($k in 0..3) { $wide[$d]."topic$k" | Should -Be $topics.Theta[$d, $k] } }
            $file = Join-Path $TestDrive shares.csv
            $wide | Export-Csv $file
            [double]::Parse((Import-Csv $file)[9].topic3, [cultureinfo]::CurrentCulture) | Should -Be $topics.Theta[9, 3]
            { $dfm | Invoke-KMeans -K 2 -Seed 1 | Get-ClusterAssignment -Probability -ErrorAction Stop } | Should -Throw -ErrorId 'NoProbability,*'
            $em = $dfm | Invoke-MixtureEM -K 2 -Restart 1 -Seed 1
            ($em | Get-ClusterAssignment -Probability)[3].cluster1 | Should -Be $em.Posterior[3, 1]
        }

        It 'infers the shares of new documents' {
            $new = $model | Invoke-DfmSample -N 100 -DocumentLength 40 -Seed 5
            $shares = $new | Invoke-ClusterPrediction $topics -AsMatrix
            $shares.ColumnNames | Should -Be $topics.ClusterName
            $mapping = ($topics | Measure-TopicAccuracy).Mapping
            $wrong = 0
            foreach ($d in 0..99) { foreach ($k in 0..3) { $wrong += [Math]::Abs($shares[$d, $k] - $new.KnownTheta[$d, $mapping[$k]]) / 2 } }
            $wrong / 100 | Should -BeLessThan 0.1
            $rows = $new | Invoke-ClusterPrediction $topics
            $rows[3].Probability | Should -Be ($shares.Row(3) | Measure-Object -Maximum).Maximum

            # A document without known words has no topic.
            $few = 'a b', 'b c', 'c a' | ConvertTo-Dfm | Invoke-TopicModel 2 -Iteration 4 -Seed 1 -WarningAction Ignore
            $row = 'nothing known' | Invoke-ClusterPrediction $few -WarningVariable warnings -WarningAction SilentlyContinue
            $row.Cluster | Should -BeNullOrEmpty
            $warnings | Should -HaveCount 1
        }

        It 'measures coherence and the perplexity of held-out documents' {
            $heldOut = $model | Invoke-DfmSample -N 100 -DocumentLength 40 -Seed 6
            $quality = $topics | Measure-ClusterQuality -HeldOut $heldOut -Seed 3
            $quality.Silhouette | Should -BeNullOrEmpty
            $quality.NpmiCoherence | Should -BeGreaterThan 0
            $quality.SampleSeed | Should -Be 3
            $quality.Perplexity | Should -BeLessThan 100
            $one = $dfm | Invoke-TopicModel 1 -Iteration 2 -Seed 1 | Measure-ClusterQuality -HeldOut $heldOut -Seed 3
            $one.Perplexity | Should -BeGreaterThan (1.3 * $quality.Perplexity)
            $one.PredictedTokens | Should -Be $quality.PredictedTokens
            ($topics | Measure-ClusterQuality -HeldOut $heldOut -Seed 3).Perplexity | Should -Be $quality.Perplexity

            $rows = $topics | Measure-ClusterQuality -ByTopic -Top 5
            $rows | Should -HaveCount 4
            ($rows | Measure-Object Share -Sum).Sum | Should -BeApproximately 1 -Tolerance 1e-9
            ($rows[1].TopTerms -split ', ') | Should -Be ($topics | Get-ClusterTerm -Top 5 | Where-Object Cluster -EQ 1).Term
        }

        It 'refuses what only topics have for other clusterings' {
            $kmeans = $dfm | Invoke-KMeans -K 2 -Seed 1
            { $kmeans | Measure-ClusterQuality -HeldOut $dfm -ErrorAction Stop } | Should -Throw -ErrorId 'NotATopicModel,*'
            { $kmeans | Measure-ClusterQuality -ByTopic -ErrorAction Stop } | Should -Throw -ErrorId 'NotATopicModel,*'
            { $topics | Measure-ClusterQuality -ByTopic -HeldOut $dfm } | Should -Throw -ErrorId 'ConflictingParameter,*'
            { $topics | Get-MixtureInterval -ErrorAction Stop } | Should -Throw -ErrorId 'NoLikelihood,*'
        }

        It 'names topics like known clusters' {
            $texts = @('the cat and the dog purr and bark', 'a cat, a dog') * 10 + @('stocks fell and bonds rose', 'bonds and stocks') * 10
            $fit = $texts | ConvertTo-Dfm -StopWord English | Invoke-TopicModel 2 -Seed 1 -WarningAction Ignore
            $named = $fit | Resolve-ClusterLabel -Known (@('pets') * 20 + @('money') * 20)
            $named.Theta.ColumnNames | Sort-Object | Should -Be money, pets
            ($named | Measure-ClusterAccuracy).Accuracy | Should -BeGreaterThan 0.9
            ($named | Get-ClusterTerm -Top 2 | Where-Object ClusterName -EQ money).Term | Sort-Object | Should -Be bonds, stocks
        }
    }

    Context 'Seeds' {
        It 'records its seed, which reproduces the fit by <_>' -ForEach 'Gibbs', 'Variational', 'OnlineVariational' {
            $first = $dfm | Invoke-TopicModel -Method $_ -Iteration 5 -WarningAction Ignore
            $again = $dfm | Invoke-TopicModel -Method $_ -Iteration 5 -Seed $first.Seed -WarningAction Ignore
            $again.Trace | Should -Be $first.Trace
            $again.Mu.Row(2) | Should -Be $first.Mu.Row(2)
        }

        It 'returns the same fit for any number of threads' {
            $one = $dfm | Invoke-TopicModel -Iteration 8 -Seed 3 -ThrottleLimit 1 -WarningAction Ignore
            $two = $dfm | Invoke-TopicModel -Iteration 8 -Seed 3 -ThrottleLimit 2 -WarningAction Ignore
            $two.Trace | Should -Be $one.Trace
            $two.Theta.Row(9) | Should -Be $one.Theta.Row(9)
        }

        It 'continues a shared generator' {
            $generator = New-RandomGenerator -Seed 3
            $first, $second = 1, 2 | ForEach-Object { $dfm | Invoke-TopicModel -Iteration 3 -Generator $generator -WarningAction Ignore }
            $second.Seed | Should -Not -Be $first.Seed
            { $dfm | Invoke-TopicModel -Seed 1 -Generator $generator } | Should -Throw -ErrorId 'GeneratorAndSeed,*'
        }
    }

    Context 'Unusual documents' {
        It 'gives documents without tokens the shares of the prior, and says so with -Verbose' {
            $lines = Invoke-TopicModel -InputObject (4, 0), (0, 4), (0, 0) -K 2 -Alpha 0.5 -Seed 1 -Verbose -WarningAction Ignore -OutVariable out 4>&1 | Where-Object { $_ -is [System.Management.Automation.VerboseRecord] }
            "$lines" | Should -BeLike '*1 of 3 documents has no tokens; it has the topic shares of the prior*'
            $found = $out | Where-Object { $_ -is [MixturePS.Core.Clustering.FittedTopics] }
            $found.EmptyDocumentCount | Should -Be 1
            $found.Theta.Row(2) | Should -Be 0.5, 0.5
        }

        It 'fits one document, one word, one topic, and more topics than tokens' {
            $matrix = [double[,]]::new(1, 1)
            $matrix[0, 0] = 2
            $found = Invoke-TopicModel -InputObject $matrix -K 1 -Seed 1
            $found.Mu[0, 0] | Should -BeApproximately 1 -Tolerance 1e-12
            $found.Converged | Should -BeTrue
            (Invoke-TopicModel -InputObject $matrix -K 5 -Iteration 4 -Seed 1 -WarningAction Ignore).K | Should -Be 5
        }
    }

    Context 'Convergence' {
        It 'is known for the simulated documents' {
            $topics.ConvergenceStatus | Should -BeLike '*R-hat is *'
        }

        It 'warns if R-hat is undefined' {
            $found = $dfm | Invoke-TopicModel -Iteration 3 -Seed 1 -WarningVariable warnings -WarningAction SilentlyContinue
            $found.Converged | Should -BeFalse
            "$warnings" | Should -BeLike 'The sampler is not known to have converged: 2 sweeps after burn-in are too few for R-hat. Raise -Iteration.'
        }

        It 'warns if the chains disagree' {
            $null = $dfm | Invoke-TopicModel -Iteration 12 -BurnIn 0 -Seed 1 -WarningVariable warnings -WarningAction SilentlyContinue
            "$warnings" | Should -BeLike 'The sampler has not converged: R-hat is *, above 1.1. Raise -Iteration.'
        }

        It 'warns if variational EM ends early, but not after online passes' {
            $found = $dfm | Invoke-TopicModel -Method Variational -Iteration 4 -Seed 1 -WarningVariable warnings -WarningAction SilentlyContinue
            $found.Converged | Should -BeFalse
            "$warnings" | Should -BeExactly 'The fit that was kept did not converge in 4 iterations. Raise -Iteration.'
            $found = $dfm | Invoke-TopicModel -Method OnlineVariational -Iteration 2 -Seed 1 -WarningVariable none -WarningAction SilentlyContinue
            $found.ConvergenceStatus | Should -BeLike 'not known to have converged: online passes*'
            $none | Should -BeNullOrEmpty
        }
    }

    Context 'Errors' {
        It 'refuses weighted documents, and continues with the next' {
            $results = ($dfm | ConvertTo-TfIdf), $dfm | Invoke-TopicModel -K 2 -Iteration 2 -ErrorVariable problems -ErrorAction SilentlyContinue -WarningAction Ignore
            $results | Should -HaveCount 1
            $problems[0].FullyQualifiedErrorId | Should -BeExactly 'AlreadyWeighted,MixturePS.Commands.InvokeTopicModelCommand'
        }

        It 'refuses <Name>' -ForEach @(
            @{ Name = 'K = 0'; Id = 'InvalidClusterCount'; Parameters = @{ K = 0 } }
            @{ Name = 'alpha = 0'; Id = 'InvalidAlpha'; Parameters = @{ Alpha = 0 } }
            @{ Name = 'no alpha'; Id = 'InvalidNumber'; Parameters = @{ Alpha = $null } }
            @{ Name = 'a negative eta'; Id = 'InvalidEta'; Parameters = @{ Eta = -1 } }
            @{ Name = 'no iterations'; Id = 'InvalidOption'; Parameters = @{ Iteration = 0 } }
            @{ Name = 'no iterations after burn-in'; Id = 'InvalidOption'; Parameters = @{ Iteration = 5; BurnIn = 5 } }
            @{ Name = 'no chains'; Id = 'InvalidOption'; Parameters = @{ Chain = 0 } }
            @{ Name = 'a thinning of 0'; Id = 'InvalidOption'; Parameters = @{ Thinning = 0 } }
            @{ Name = 'a decay of 0.5'; Id = 'InvalidOption'; Parameters = @{ Method = 'OnlineVariational'; Decay = 0.5 } }
            @{ Name = 'a delay below 1'; Id = 'InvalidOption'; Parameters = @{ Method = 'OnlineVariational'; Delay = 0.5 } }
            @{ Name = 'a negative tolerance'; Id = 'InvalidOption'; Parameters = @{ Method = 'Variational'; Tolerance = -1 } }
            @{ Name = 'a negative seed'; Id = 'InvalidSeed'; Parameters = @{ Seed = -1 } }
            @{ Name = 'a burn-in of variational EM'; Id = 'ConflictingParameter'; Parameters = @{ Method = 'Variational'; BurnIn = 2 } }
            @{ Name = 'batches of Gibbs sampling'; Id = 'ConflictingParameter'; Parameters = @{ BatchSize = 10 } }
            @{ Name = 'a tolerance of online passes'; Id = 'ConflictingParameter'; Parameters = @{ Method = 'OnlineVariational'; Tolerance = 0.1 } }
        ) {
            { $dfm | Invoke-TopicModel @Parameters } | Should -Throw -ErrorId "$Id,MixturePS.Commands.InvokeTopicModelCommand"
        }

        It 'refuses input that is not a matrix' {
            { Invoke-TopicModel -InputObject 'text' } | Should -Throw -ErrorId 'NotADfm,MixturePS.Commands.InvokeTopicModelCommand'
        }
    }
}

Describe 'A model of mixed membership' {
    It 'has the parameters of the shares as alpha' {
        (New-MixtureModel -K 3 -Membership Mixed).Alpha | Should -Be 0.1, 0.1, 0.1
        (New-MixtureModel -K 3 -Membership Mixed -Alpha 2).Alpha | Should -Be 2, 2, 2
        (New-MixtureModel -K 2 -Membership Mixed -Alpha 2, 3).Alpha | Should -Be 2, 3
        (New-MixtureModel -Mu (0.5, 0.5), (0.1, 0.9) -Membership Mixed -Alpha 1).Alpha | Should -Be 1, 1
        { New-MixtureModel -K 3 -Membership Mixed -Alpha 1, 2 } | Should -Throw -ErrorId 'InvalidAlpha,*'
        { New-MixtureModel -K 3 -Membership Mixed -Alpha 0 } | Should -Throw -ErrorId 'InvalidAlpha,*'
        (New-MixtureModel -K 3).Membership | Should -Be Single
    }

    It 'has its other parameters from a row of a table' {
        $models = [pscustomobject]@{ K = 2; Alpha = '0.5' }, [pscustomobject]@{ K = 3; Alpha = '' } | New-MixtureModel -Membership Mixed
        $models.K | Should -Be 2, 3
        $models[0].Alpha | Should -Be 0.5, 0.5
        $models[1].Alpha | Should -Be 0.1, 0.1, 0.1
    }

    It 'draws documents with known shares and topic tokens' {
        $dfm.KnownCluster | Should -BeNullOrEmpty
        $dfm.KnownTheta.RowCount, $dfm.KnownTheta.ColumnCount | Should -Be 300, 4
        foreach ($d in 0, 299) {
            ($dfm.KnownTheta.Row($d) | Measure-Object -Sum).Sum | Should -BeApproximately 1 -Tolerance 1e-9
            ($dfm.KnownTopicTokens.Row($d) | Measure-Object -Sum).Sum | Should -Be 40
        }
        $dfm.Sampler | Should -Be Fast
        { $model | Invoke-DfmSample -N 2 -Sampler NumPy } | Should -Throw -ErrorId 'ConflictingParameter,*'
        ($model | Invoke-DfmSample -N 2 -Sampler Fast -Seed 1).Row(1) | Should -Be ($model | Invoke-DfmSample -N 2 -Seed 1 -ThrottleLimit 1).Row(1)
    }

    It 'is the same after Clixml and a model file, with its documents' {
        $path = Join-Path $TestDrive mixed.json
        $model | Export-MixtureModel $path
        $read = Import-MixtureModel $path
        $read.Membership | Should -Be Mixed
        $read.Alpha | Should -Be $model.Alpha
        ($read | Invoke-DfmSample -N 5).KnownTheta.Row(4) | Should -Be ($model | Invoke-DfmSample -N 5).KnownTheta.Row(4)
        $copy = $dfm | ConvertTo-CliXml | ConvertFrom-CliXml
        $copy.KnownTheta.Row(7) | Should -Be $dfm.KnownTheta.Row(7)
        $copy.KnownTopicTokens.Row(7) | Should -Be $dfm.KnownTopicTokens.Row(7)
        $topics | Export-MixtureModel (Join-Path $TestDrive topics.json)
        (Import-MixtureModel (Join-Path $TestDrive topics.json) | Measure-TopicAccuracy).TokenAccuracy | Should -Be ($topics | Measure-TopicAccuracy).TokenAccuracy
    }

    It 'is refused by <Name>' -ForEach @(
        @{ Name = 'Measure-MixtureBound'; Call = { $model | Measure-MixtureBound -DocumentLength 3 -ErrorAction Stop } }
        @{ Name = 'Measure-MixtureBound -Target'; Call = { $model | Measure-MixtureBound -Target 0.9 -ErrorAction Stop } }
        @{ Name = 'Test-MixtureIdentifiability'; Call = { $model | Test-MixtureIdentifiability -ErrorAction Stop } }
        @{ Name = 'Invoke-MixtureEM -Model'; Call = { $dfm | Invoke-MixtureEM -Model $model -ErrorAction Stop } }
    ) {
        { & $Call } | Should -Throw -ErrorId 'MixedMembership,*'
    }

    It 'has documents that clusters can be fitted to, but without known clusters' {
        $kmeans = $dfm | Invoke-KMeans -Seed 1
        $kmeans.K | Should -Be 4
        { $kmeans | Measure-ClusterAccuracy -ErrorAction Stop } | Should -Throw -ErrorId 'NoKnownCluster,*'
    }
}
