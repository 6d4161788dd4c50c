BeforeAll {
    . (Join-Path $PSScriptRoot Shared.ps1)
    $dfm = New-MixtureModel -K 3 -J 60 -Eta 0.3 -Seed 1 | Invoke-DfmSample -N 150 -DocumentLength 20

    $texts = 'tax budget bank', 'budget tax taxes', 'doctor hospital ward', 'hospital nurse', 'bank loan', 'nurse doctor', 'goal team', 'team match goal'
    $topics = 'economy', 'economy', 'health', 'health', 'economy', 'health', 'sport', 'sport'
    $rows = foreach ($i in 0..7) { [pscustomobject]@{ Text = $texts[$i]; Topic = $topics[$i] } }
    $words = $rows | ConvertTo-Dfm -TextProperty Text
    $labelled = $rows | ConvertTo-Dfm -TextProperty Text -LabelProperty Topic
    $some = 'economy', $null, '', $null, $null, 'health', $null, 'sport'

    # Few documents are too few for the chains.
    function Invoke-Fit([string] $Command, [hashtable] $Parameters, $Documents = $words) {
        $Documents | & $Command @Parameters -Seed 1 -WarningAction Ignore
    }
}

Describe 'Labels and seed terms' {
    Context '<_>' -ForEach 'Invoke-MixtureEM', 'Invoke-MixtureGibbs' {
        BeforeAll { $command = $_ }

        It 'holds labels and names the clusters after them' {
            $fit = Invoke-Fit $command @{ KnownLabel = $some }
            $fit.K | Should -Be 3
            $fit.ClusterName | Should -Be 'economy', 'health', 'sport'
            $fit.LabelledDocument | Should -Be 0, 5, 7
            $fit.LabelledDocumentCount | Should -Be 3
            $assigned = $fit | Get-ClusterAssignment
            $assigned[0, 5, 7].MatchedClusterName | Should -Be 'economy', 'health', 'sport'
            $assigned[0, 5, 7].Probability | Should -Be 1, 1, 1
            $fit.Posterior.Row(5) | Should -Be 0, 1, 0
            ($fit | Get-ClusterTerm -Top 1).ClusterName | Should -Be 'economy', 'health', 'sport'
        }

        It 'takes numbers, and a list of another type than an array' {
            $list = [System.Collections.Generic.List[object]]::new()
            foreach ($label in 1, $null, $null, $null, $null, 0, $null, '2') { $list.Add($label) }
            $fit = Invoke-Fit $command @{ KnownLabel = $list }
            $fit.Labels[0, 5, 7] | Should -Be 1, 0, 2
            $fit.ClusterName | Should -Be 'cluster0', 'cluster1', 'cluster2'
        }

        It 'has free clusters beside the named ones' {
            $fit = Invoke-Fit $command @{ KnownLabel = $some; K = 4 }
            $fit.ClusterName[0..2] | Should -Be 'economy', 'health', 'sport'
            $fit.Labels[0, 5, 7] | Should -Be 0, 1, 2
            $fit.K | Should -BeIn 3, 4
        }

        It 'names clusters after their seed terms, sorted, or in the order of an ordered dictionary' {
            $fit = Invoke-Fit $command @{ SeedTerm = @{ sport = 'team'; economy = 'TAX*', 'bank'; health = 'hospital', 'doctor' } }
            $fit.ClusterName | Should -Be 'economy', 'health', 'sport'
            $fit.SeedTerm | Should -Be 'economy: bank, tax, taxes', 'health: doctor, hospital', 'sport: team'
            $fit.Labels | Should -Be 0, 0, 1, 1, 0, 1, 2, 2
            $fit = Invoke-Fit $command @{ SeedTerm = [ordered]@{ sport = 'team'; economy = 'tax*', 'bank' }; K = 3; SeedWeight = 5 }
            $fit.ClusterName[0..1] | Should -Be 'sport', 'economy'
            $fit.SeedWeight | Should -Be 5
        }

        It 'merges the names of labels and seed terms' {
            $fit = Invoke-Fit $command @{ KnownLabel = $some[0..6] + $null; SeedTerm = @{ sport = 'team', 'goal'; health = 'ward' } }
            $fit.ClusterName | Should -Be 'economy', 'health', 'sport'
            $fit.Labels | Should -Be 0, 0, 1, 1, 0, 1, 2, 2
        }

        It 'draws labels from the known clusters, more of them with the same seed' {
            $ten, $thirty = 10, 30 | ForEach-Object { $dfm | & $command -LabelledDocument $_ -Seed 2 -WarningAction Ignore }
            $ten.LabelledDocument | Should -HaveCount 10
            $ten.LabelledDocument | ForEach-Object { $thirty.LabelledDocument | Should -Contain $_ }
            foreach ($i in $thirty.LabelledDocument) { $thirty.Labels[$i] | Should -Be $dfm.KnownCluster[$i] }
            $thirty.K | Should -Be 3
            $fit = Invoke-Fit $command @{ LabelledDocument = 3 } $labelled
            $fit.ClusterName | Should -Be $labelled.KnownClusterName
        }

        It 'measures accuracy on the documents without labels' {
            $fit = $dfm | & $command -LabelledDocument 20 -Seed 2 -WarningAction Ignore
            $measured = $fit | Measure-ClusterAccuracy
            $measured.N | Should -Be 130
            $measured.LabelledCount | Should -Be 20
            $right = 0..149 | Where-Object { $_ -notin $fit.LabelledDocument -and $fit.Labels[$_] -eq $dfm.KnownCluster[$_] }
            $measured.Accuracy | Should -BeApproximately ($right.Count / 130)
            ($fit | Measure-ClusterAccuracy -IncludeLabelled).N | Should -Be 150
            ($measured | Out-String) | Should -BeLike '*LabelledCount*: 20*'
            $zero = $dfm | & $command -LabelledDocument 0 -Seed 2 -WarningAction Ignore
            ($zero | Measure-ClusterAccuracy).N | Should -Be 150
            ($zero | Measure-ClusterAccuracy | Out-String) | Should -Not -BeLike '*LabelledCount*'
        }

        It 'keeps what was given in files, Clixml and jobs' {
            $fit = Invoke-Fit $command @{ KnownLabel = $some; SeedTerm = @{ sport = 'goal' }; SeedWeight = 2 }
            $file, $clixml = (Join-Path $TestDrive "$command.json"), (Join-Path $TestDrive "$command.xml")
            $fit | Export-MixtureModel $file -Force
            $fit | Export-Clixml $clixml
            $job = Start-Job { param($path, $module) Import-Module $module; Import-MixtureModel $path } -ArgumentList $file, $modulePath
            foreach ($copy in (Import-MixtureModel $file), (Import-Clixml $clixml), ($job | Receive-Job -Wait -AutoRemoveJob)) {
                $measured = $copy | Measure-ClusterAccuracy -Known $topics
                $measured.N, $measured.LabelledCount | Should -Be 5, 3
                $copy.SeedTerm | Should -Be 'sport: goal'
                $copy.SeedWeight | Should -Be 2
                ($copy | Get-ClusterTerm -Top 1).ClusterName | Should -Be 'economy', 'health', 'sport'
            }
            $fit | Export-MixtureModel $file -ExcludeDocument -Force
            (Import-MixtureModel $file).LabelledDocumentCount | Should -Be 3
        }

        It 'shows what was given in the view and with -Verbose' {
            $fit = Invoke-Fit $command @{ KnownLabel = $some; SeedTerm = @{ sport = 'goal' } }
            $view = ($fit | Out-String -Width 200)
            $view | Should -BeLike '*labels given: 3*'
            $view | Should -BeLike '*seed terms: sport: goal*'
            $said = $words | & $command -KnownLabel $some -SeedTerm @{ sport = 'goal' } -Seed 1 -WarningAction Ignore -Verbose 4>&1 | Where-Object { $_ -is [System.Management.Automation.VerboseRecord] }
            "$said" | Should -BeLike '*3 of 8 documents have labels; seed terms: sport: goal*'
        }

        It 'holds the label of a document without tokens and warns' {
            $matrix = @((3, 0), (0, 3), (0, 0), (2, 0), (0, 1))
            $fit = , $matrix | & $command -KnownLabel a, b, b, $null, $null -Seed 1 -WarningVariable warnings -WarningAction SilentlyContinue
            $fit.Labels | Should -Be 0, 1, 1, 0, 1
            "$warnings" | Should -BeLike '*1 labelled document has no tokens*'
        }

        It 'fits documents that all have labels, with a warning, and has none left to measure' {
            $fit = $words | & $command -KnownLabel $topics -Seed 1 -WarningVariable warnings -WarningAction SilentlyContinue
            $fit.Labels | Should -Be 0, 0, 1, 1, 0, 1, 2, 2
            "$warnings" | Should -BeLike '*All documents have labels*'
            { $fit | Measure-ClusterAccuracy -Known $topics -ErrorAction Stop } | Should -Throw -ErrorId 'NoUnlabelledDocument,*'
            ($fit | Measure-ClusterAccuracy -Known $topics -IncludeLabelled).Accuracy | Should -Be 1
        }

        It 'warns about a seed term that matches no word' {
            $null = $words | & $command -SeedTerm @{ economy = 'tax', 'inflation'; health = 'ward' } -Seed 1 -WarningVariable warnings -WarningAction SilentlyContinue
            "$warnings" | Should -BeLike "*no word of the vocabulary: 'inflation' of 'economy'.*"
        }

        It 'refuses <Name>' -ForEach @(
            @{ Name = 'a wrong number of labels'; Parameters = @{ KnownLabel = 'a', 'b' }; Id = 'LabelLengthMismatch' }
            @{ Name = 'labels that are all missing'; Parameters = @{ KnownLabel = @($null) * 8 }; Id = 'NoLabel' }
            @{ Name = 'null for labels'; Parameters = @{ KnownLabel = $null }; Id = 'LabelLengthMismatch' }
            @{ Name = 'a label that is a fraction'; Parameters = @{ KnownLabel = @(0.5) + @($null) * 7 }; Id = 'InvalidLabel' }
            @{ Name = 'more names than K'; Parameters = @{ SeedTerm = @{ a = 'tax'; b = 'goal'; c = 'ward' }; K = 2 }; Id = 'LabelBeyondK' }
            @{ Name = 'a number beyond K'; Parameters = @{ KnownLabel = @(4) + @($null) * 7; K = 3 }; Id = 'LabelBeyondK' }
            @{ Name = 'contradicting seed terms'; Parameters = @{ SeedTerm = @{ a = 'tax*'; b = 'taxes' } }; Id = 'ContradictingSeedTerm' }
            @{ Name = 'a cluster without a known seed term'; Parameters = @{ SeedTerm = @{ a = 'tax'; b = 'inflation', '[x' } }; Id = 'UnknownSeedTerm' }
            @{ Name = 'an empty hashtable'; Parameters = @{ SeedTerm = @{} }; Id = 'InvalidOption' }
            @{ Name = 'labels from unknown clusters'; Parameters = @{ LabelledDocument = 2 }; Id = 'NoKnownCluster' }
            @{ Name = 'labels given twice'; Parameters = @{ KnownLabel = @(1) * 8; LabelledDocument = 2 }; Id = 'ConflictingParameter' }
            @{ Name = 'a seed weight of zero'; Parameters = @{ SeedTerm = @{ a = 'tax' }; SeedWeight = 0 }; Id = 'InvalidOption' }
            @{ Name = 'a seed weight without seed terms'; Parameters = @{ K = 2; SeedWeight = 3 }; Id = 'ParameterNeeded' }
        ) {
            { $words | & $command @Parameters -Seed 1 -ErrorAction Stop } | Should -Throw -ErrorId "$Id,*"
        }

        It 'refuses more labels than documents' {
            { $labelled | & $command -LabelledDocument 9 -ErrorAction Stop } | Should -Throw -ErrorId 'InvalidOption,*'
        }

        It 'names the word and both clusters of contradicting seed terms' {
            { $words | & $command -SeedTerm @{ a = 'tax*'; b = 'taxes' } -ErrorAction Stop } | Should -Throw "*'taxes'*'a'*'b'*"
        }

        It 'has no intervals' {
            $fit = Invoke-Fit $command @{ KnownLabel = $some }
            { $fit | Get-MixtureInterval -ErrorAction Stop } | Should -Throw -ErrorId 'GuidedFit,*'
        }

        It 'can be matched to the known clusters' {
            (Invoke-Fit $command @{ KnownLabel = $some } $labelled | Resolve-ClusterLabel).ClusterName | Should -Be 'economy', 'health', 'sport'
        }
    }

    Context 'Invoke-MixtureEM alone' {
        It 'weighs documents without labels' {
            $supervised = Invoke-Fit Invoke-MixtureEM @{ KnownLabel = $some; UnlabelledWeight = 0 }
            $supervised.Alpha | ForEach-Object { $_ | Should -BeApproximately (1 / 3) -Tolerance 1e-12 }
            $supervised.UnlabelledWeight | Should -Be 0
            # 0.1 tokens of smoothing for each of the words; the document of health has two of its own.
            $nurse = [array]::IndexOf(@($words.Vocabulary), 'nurse')
            $supervised.Mu[1, $nurse] | Should -BeApproximately (1.1 / (2 + 0.1 * $words.FeatureCount)) -Tolerance 1e-12
            ($supervised | Out-String -Width 200) | Should -BeLike '*weight of the others 0*'
            (Invoke-Fit Invoke-MixtureEM @{ KnownLabel = $some }).UnlabelledWeight | Should -Be 1
        }

        It 'holds labels with <Name>' -ForEach @(
            @{ Name = 'Dirichlet-multinomial clusters'; Parameters = @{ Component = 'DirichletMultinomial' } }
            @{ Name = 'hard EM'; Parameters = @{ Hard = $true } }
            @{ Name = 'maximum likelihood'; Parameters = @{ Smoothing = 0 } }
            @{ Name = 'annealing'; Parameters = @{ Anneal = 0.3 } }
            @{ Name = 'random starts and free clusters'; Parameters = @{ Init = 'Random'; K = 5 } }
            @{ Name = 'equal shares'; Parameters = @{ Alpha = 'Even' } }
            @{ Name = 'shares chosen by BIC'; Parameters = @{ Alpha = 'Auto' } }
        ) {
            $fit = Invoke-Fit Invoke-MixtureEM (@{ KnownLabel = $some } + $Parameters)
            $fit.Labels[0, 5, 7] | Should -Be 0, 1, 2
            $fit.LabelProbability()[0, 5, 7] | Should -Be 1, 1, 1
            for ($i = 1; $i -lt $fit.ObjectiveTrace.Count; $i++) { $fit.ObjectiveTrace[$i] | Should -BeGreaterOrEqual ($fit.ObjectiveTrace[$i - 1] - 1e-9) }
        }

        It 'gives seed words of Dirichlet-multinomial clusters to their cluster' {
            (Invoke-Fit Invoke-MixtureEM @{ Component = 'DirichletMultinomial'; SeedTerm = @{ economy = 'tax', 'bank'; health = 'doctor', 'hospital'; sport = 'team' } }).ClusterName | Should -Be 'economy', 'health', 'sport'
        }

        It 'has two starts if every cluster has labels or seed terms, and -Restart else' {
            (Invoke-Fit Invoke-MixtureEM @{ KnownLabel = $some }).RestartLogLikelihood | Should -HaveCount 2
            (Invoke-Fit Invoke-MixtureEM @{ KnownLabel = $some; Anneal = 1 }).RestartLogLikelihood | Should -HaveCount 1
            (Invoke-Fit Invoke-MixtureEM @{ KnownLabel = $some; K = 4; Restart = 3 }).RestartLogLikelihood | Should -HaveCount 3
        }

        It 'refuses <Name>' -ForEach @(
            @{ Name = 'a weight above 1'; Parameters = @{ KnownLabel = @(1, 0) * 4; UnlabelledWeight = 1.5 }; Id = 'InvalidOption' }
            @{ Name = 'a weight below 0'; Parameters = @{ KnownLabel = @(1, 0) * 4; UnlabelledWeight = -0.1 }; Id = 'InvalidOption' }
            @{ Name = 'a weight without labels'; Parameters = @{ K = 2; UnlabelledWeight = 0.5 }; Id = 'ParameterNeeded' }
            @{ Name = 'labels with word probabilities'; Parameters = @{ KnownLabel = @(1, 0) * 4; InitialMu = @((1, 0), (0, 1)) }; Id = 'ConflictingParameter' }
        ) {
            { $words | Invoke-MixtureEM @Parameters -ErrorAction Stop } | Should -Throw -ErrorId "$Id,*"
        }

        It 'refuses seed terms with a model' {
            $model = New-MixtureModel -K 2 -Seed 1
            { $words | Invoke-MixtureEM -SeedTerm @{ a = 'tax' } -Model $model } | Should -Throw -ErrorId 'ConflictingParameter,*'
        }
    }

    Context 'Invoke-MixtureExperiment' {
        BeforeAll {
            $grid = @{ K = 3; J = 30; Eta = 0.3; N = 90; Method = 'KMeans', 'EM', 'Gibbs'; LabelledDocument = 0, 15; SeedTermCount = 0, 2; Replicate = 1; Seed = 4 }
            $runs = Invoke-MixtureExperiment @grid -Journal (Join-Path $TestDrive grid.jsonl)
        }

        It 'has labels and seed terms as factors of EM and Gibbs sampling' {
            $runs | Should -HaveCount 9
            ($runs | Where-Object Method -EQ EM).LabelledDocument | Should -Be 0, 0, 15, 15
            ($runs | Where-Object Method -EQ Gibbs).SeedTermCount | Should -Be 0, 2, 0, 2
            ($runs | Where-Object Method -EQ KMeans).LabelledDocument | Should -BeNullOrEmpty
            @($runs | Where-Object ErrorId) | Should -HaveCount 0
            $means = $runs | Where-Object Method -NE KMeans | Measure-MixtureExperiment -By LabelledDocument, Method
            $means | Should -HaveCount 4
        }

        It 'measures the documents without labels, as the cmdlets do' {
            $row = $runs | Where-Object { $_.Method -eq 'EM' -and $_.LabelledDocument -eq 15 -and $_.SeedTermCount -eq 0 }
            $documents = New-MixtureModel -K 3 -J 30 -Eta 0.3 -Seed $row.DataSeed | Invoke-DfmSample -N 90 -DocumentLength 10
            $fit = $documents | Invoke-MixtureEM -LabelledDocument 15 -Seed $row.Seed
            $row.Accuracy | Should -BeApproximately ($fit | Measure-ClusterAccuracy).Accuracy
        }

        It 'runs without labels as before' {
            $plain = Invoke-MixtureExperiment -K 3 -J 30 -Eta 0.3 -N 90 -Method EM -Seed 4
            $row = $runs | Where-Object { $_.Method -eq 'EM' -and $_.LabelledDocument -eq 0 -and $_.SeedTermCount -eq 0 }
            $plain.Accuracy, $plain.Seed | Should -Be $row.Accuracy, $row.Seed
            $plain.LabelledDocument | Should -BeNullOrEmpty
        }

        It 'resumes from its journal' {
            $again = Invoke-MixtureExperiment @grid -Journal (Join-Path $TestDrive grid.jsonl)
            $again.Accuracy | Should -Be $runs.Accuracy
            $again.LabelledDocument | Should -Be $runs.LabelledDocument
        }

        It 'writes a row with an error if all documents are labelled' {
            (Invoke-MixtureExperiment -K 2 -N 10 -Method EM -LabelledDocument 10 -Seed 1).ErrorId | Should -Be 'NoUnlabelledDocument'
        }

        It 'refuses parameters that no method uses, and values out of range' {
            { Invoke-MixtureExperiment -K 2 -N 10 -Method KMeans -LabelledDocument 2 } | Should -Throw -ErrorId 'UnusedParameter,*'
            { Invoke-MixtureExperiment -K 2 -N 10 -Method EM -LabelledDocument -1 } | Should -Throw -ErrorId 'InvalidOption,*'
            { Invoke-MixtureExperiment -K 2 -N 10 -Method EM -LabelledDocument 2 -UnlabelledWeight 2 } | Should -Throw -ErrorId 'InvalidOption,*'
        }
    }
}
