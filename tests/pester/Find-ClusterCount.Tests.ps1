BeforeAll {
    . (Join-Path $PSScriptRoot Shared.ps1)
    $dfm = New-MixtureModel -K 3 -J 50 -Eta 0.2 -Seed 1 | Invoke-DfmSample -N 90 -DocumentLength 30
    $quick = @{ Restart = 2; Fold = 2; Subsample = 1; Draw = 4 }
}

Describe 'Find-ClusterCount' {
    It 'suggests the true number of clusters by <_>' -ForEach 'EM', 'KMeans', 'SphericalKMeans' {
        $rows = $dfm | Find-ClusterCount -K (2..4) -Method $_ -Seed 1 @quick
        $rows.K | Should -Be 2, 3, 4
        ($rows | Where-Object Suggested).K | Should -Be 3
        $rows[1].Reason | Should -Match 'least|greatest'
        $rows[0].Reason | Should -Match 'K = 3'
        $rows[1].Silhouette | Should -BeGreaterThan 0
        $rows[1].Stability | Should -BeGreaterThan 0.8
    }

    It 'warns if the best K is the <Edge> that was compared' -ForEach @(
        @{ Edge = 'greatest'; K = 2, 3; Value = 'a greater K may be better. Add greater values to -K.' }
        @{ Edge = 'least'; K = 3, 4; Value = 'a smaller K may be better. Add smaller values to -K.' }
    ) {
        $rows = $dfm | Find-ClusterCount -K $K -Method EM -Seed 1 @quick -WarningVariable warnings -WarningAction SilentlyContinue
        ($rows | Where-Object Suggested).Reason | Should -BeLike "*it is the $Edge K compared*"
        @($warnings | Where-Object { "$_" -like "K = 3 is the best by BIC and the $Edge *$Value" }) | Should -HaveCount 1
    }

    It 'does not warn if the best K is inside the range and the criteria agree' {
        $null = $dfm | Find-ClusterCount -K (2..4) -Method KMeans -Seed 1 -Restart 5 -Subsample 0 -WarningVariable warnings
        $warnings | Should -BeNullOrEmpty
    }

    It 'warns if the criteria disagree' {
        $one = New-MixtureModel -K 1 -J 20 -Seed 1 | Invoke-DfmSample -N 60 -DocumentLength 10 -Seed 1
        $null = $one | Find-ClusterCount -K (1..4) -Method EM -Seed 1 @quick -WarningVariable warnings -WarningAction SilentlyContinue
        @($warnings | Where-Object { "$_" -like 'The criteria disagree on the best K: 1 by BIC,*the silhouette*' }) | Should -HaveCount 1
        $null = $one | Find-ClusterCount -K (1..4) -Method EM -Criterion Bic -Seed 1 @quick -WarningVariable warnings -WarningAction SilentlyContinue
        "$warnings" | Should -Not -BeLike '*disagree*'
    }

    It 'explains why BIC suggests fewer clusters than the held-out likelihood' {
        # Short documents with many words.
        $short = New-MixtureModel -K 3 -J 1000 -Eta 0.1 -Seed 1 | Invoke-DfmSample -N 150 -DocumentLength 8 -Seed 1
        $rows = $short | Find-ClusterCount -K 1, 3 -Method EM -Seed 1 -Restart 4 -Fold 5 -Subsample 0 -WarningVariable warnings -WarningAction SilentlyContinue
        $rows[0].BestBy | Should -BeLike 'BIC*'
        $rows[1].BestBy | Should -BeLike '*the marginal log-likelihood, the held-out log-likelihood*'
        $reasons = @($warnings | Where-Object { "$_" -like 'BIC suggests K = 1 and the held-out log-likelihood K = 3.*' })
        $reasons | Should -HaveCount 1
        "$reasons" | Should -BeLike '*short documents with many words*-Method DirichletMultinomialEM*the stability*'
    }

    It 'suggests by the marginal likelihood, with its error' {
        $rows = $dfm | Find-ClusterCount -K (1..4) -Method EM -Criterion MarginalLikelihood -Seed 1 @quick
        ($rows | Where-Object Suggested).K | Should -Be 3
        ($rows | Where-Object Suggested).Reason | Should -BeLike 'the marginal log-likelihood is greatest, -*'
        $rows[0].LogMarginalLikelihoodError | Should -Be 0
        $rows[2].LogMarginalLikelihoodError | Should -BeLessThan 1
        $rows[2].PriorBeta | Should -BeGreaterThan 0.1
        $rows[2].PriorBeta | Should -BeLessThan 0.4
    }

    It 'leaves the marginal likelihood out with -Draw 0 and for k-means' {
        ($dfm | Find-ClusterCount 2 -Method EM -Seed 1 -Restart 1 -Fold 0 -Subsample 0 -Draw 0).LogMarginalLikelihood | Should -BeNullOrEmpty
        ($dfm | Find-ClusterCount 2 -Seed 1 -Restart 1 -Subsample 0).LogMarginalLikelihood | Should -BeNullOrEmpty
    }

    It 'suggests the greatest of the most stable K by stability' {
        $rows = $dfm | Find-ClusterCount -K (2..4) -Method EM -Criterion Stability -Seed 1 -Restart 4 -Fold 0 -Subsample 3 -Draw 0
        $best = ($rows.Stability | Measure-Object -Maximum).Maximum
        ($rows | Where-Object Suggested).K | Should -Be ($rows | Where-Object Stability -GE ($best - 0.02))[-1].K
        ($rows | Where-Object Suggested).K | Should -Be 3
        ($rows | Where-Object Suggested).Reason | Should -BeLike 'the stability is *; no greater K is within 0.02 of the greatest*'
    }

    It 'states the number of fits with -Verbose before it starts' {
        $lines = $dfm | Find-ClusterCount -K 1, 2 -Method EM -Seed 1 @quick -Verbose -WarningAction Ignore 4>&1 | Where-Object { $_ -is [System.Management.Automation.VerboseRecord] }
        "$lines" | Should -BeLike '*Comparing 2 numbers of clusters by 8 fits of 2 starts each, on 90 documents*'
    }

    It 'suggests by -Criterion' {
        $rows = $dfm | Find-ClusterCount -K 2, 3 -Method EM -Criterion HeldOut -Seed 1 @quick
        $best = @($rows | Where-Object Suggested)
        $best | Should -HaveCount 1
        $best[0].Reason | Should -BeLike 'the held-out log-likelihood is greatest*'
    }

    It 'returns a row that depends on no other K, with a seed that reproduces its fit' {
        $alone = $dfm | Find-ClusterCount 3 -Method EM -Seed 5 @quick
        $among = $dfm | Find-ClusterCount 3, 2 -Method EM -Seed 5 -ThrottleLimit 1 @quick | Where-Object K -EQ 3
        foreach ($name in 'Bic', 'Icl', 'HeldOutLogLikelihood', 'LogMarginalLikelihood', 'LogMarginalLikelihoodError', 'PriorBeta', 'Silhouette', 'Stability', 'FitSeed') { $among.$name | Should -Be $alone.$name -Because $name }
        ($dfm | Invoke-MixtureEM -K 3 -Restart 2 -Seed $alone.FitSeed).Bic | Should -Be $alone.Bic
    }

    It 'resumes from its journal' {
        $path = 'TestDrive:/search.jsonl'
        $first = $dfm | Find-ClusterCount 2, 3 -Seed 5 -Journal $path @quick
        Get-Content $path | Should -HaveCount 3
        $again = $dfm | Find-ClusterCount 2, 3, 4 -Journal $path @quick
        $again[0].Silhouette | Should -Be $first[0].Silhouette
        $again[2].Seed | Should -Be 5
        Get-Content $path | Should -HaveCount 4
        Add-Content $path '{"k":5,"silh' -NoNewline
        $null = $dfm | Find-ClusterCount 2 -Journal $path @quick -WarningVariable warnings -WarningAction SilentlyContinue
        $warnings | Should -HaveCount 1
        { $dfm | Find-ClusterCount 2 -Journal $path -Seed 6 @quick } | Should -Throw -ErrorId 'JournalMismatch,*'
        { $dfm | Find-ClusterCount 2 -Journal $path -Method EM @quick } | Should -Throw -ErrorId 'JournalMismatch,*'
    }

    It 'refuses <Name>' -ForEach @(
        @{ Name = 'no clusters'; Parameters = @{ K = 0 }; Id = 'InvalidClusterCount' }
        @{ Name = 'more clusters than documents'; Parameters = @{ K = 91 }; Id = 'TooManyClusters' }
        @{ Name = 'a single fold'; Parameters = @{ K = 2; Fold = 1 }; Id = 'InvalidOption' }
        @{ Name = 'a single draw'; Parameters = @{ K = 2; Draw = 1 }; Id = 'InvalidOption' }
        @{ Name = 'subsamples without common documents'; Parameters = @{ K = 2; Fraction = 0.5 }; Id = 'InvalidOption' }
        @{ Name = 'a negative seed'; Parameters = @{ K = 2; Seed = -1 }; Id = 'InvalidSeed' }
    ) {
        { $dfm | Find-ClusterCount @Parameters -ErrorAction Stop } | Should -Throw -ErrorId "$Id,*"
    }

    It 'suggests a number of topics by the likelihood of held-out documents' {
        $mixed = New-MixtureModel -K 3 -J 60 -Eta 0.05 -Membership Mixed -Alpha 0.2 -Seed 3 | Invoke-DfmSample -N 300 -DocumentLength 60
        $rows = $mixed | Find-ClusterCount -K 1, 3 -Method Topics -Fold 2 -Seed 1 -WarningAction Ignore
        ($rows | Where-Object Suggested).K | Should -Be 3
        $rows[1].Reason | Should -BeLike 'the held-out log-likelihood is greatest*'
        $rows[1].Perplexity | Should -BeLessThan $rows[0].Perplexity
        # Half of the tokens are predicted.
        -$rows[1].HeldOutLogLikelihood / [Math]::Log($rows[1].Perplexity) | Should -BeGreaterThan (0.45 * 300 * 60)
        foreach ($name in 'Silhouette', 'Stability', 'Bic') { $rows[1].$name | Should -BeNullOrEmpty -Because $name }
        $fit = $mixed | Invoke-TopicModel -K 3 -Seed $rows[1].FitSeed -WarningAction Ignore
        $fit.Converged | Should -Be $rows[1].Converged
    }

    It 'refuses weights for topics' {
        { $dfm | ConvertTo-TfIdf | Find-ClusterCount 2 -Method Topics -ErrorAction Stop } | Should -Throw -ErrorId 'AlreadyWeighted,*'
    }

    It 'refuses weights for mixtures' {
        { $dfm | ConvertTo-TfIdf | Find-ClusterCount 2 -Method EM -ErrorAction Stop } | Should -Throw -ErrorId 'AlreadyWeighted,*'
    }
}
