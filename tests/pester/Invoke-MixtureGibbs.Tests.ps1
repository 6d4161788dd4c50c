BeforeAll {
    . (Join-Path $PSScriptRoot Shared.ps1)
    $dfm = New-MixtureModel -K 5 -J 200 -Eta 0.1 -Seed 1 | Invoke-DfmSample -N 400 -DocumentLength 15
    # With fewer than ten documents per cluster, K is only a bound.
    $clustering = $dfm | Invoke-MixtureGibbs -K 50 -Seed 1
}

Describe 'Invoke-MixtureGibbs' {
    Context 'Result' {
        It 'finds the number of clusters below an upper bound' {
            $clustering.K | Should -Be 5
            $clustering.MaximumK | Should -Be 50
            $clustering.IsKnownK | Should -BeFalse
            $clustering.ClusterCountTrace[0] | Should -BeGreaterThan 5
        }

        It 'assigns documents with the same words to the same cluster' {
            ($clustering | Measure-ClusterAccuracy).AdjustedRandIndex | Should -BeGreaterThan 0.95
        }

        It 'is one object' {
            $dfm | Invoke-MixtureGibbs -K 3 -Iteration 2 -Chain 1 | Should -HaveCount 1
        }

        It 'numbers clusters by decreasing size' {
            $clustering.ClusterSize | Should -HaveCount 5
            $clustering.ClusterSize | Should -Be ($clustering.ClusterSize | Sort-Object -Descending)
        }

        It 'has the probability of each cluster for each document' {
            foreach ($i in 0, 7, 123, 399) {
                $row = $clustering.Posterior.Row($i)
                $statistics = $row | Measure-Object -Sum -Maximum
                $statistics.Sum | Should -BeLessOrEqual (1 + 1e-9)
                $row.IndexOf($statistics.Maximum) | Should -Be $clustering.Labels[$i]
            }
        }

        It 'has traces and diagnostics of its chains' {
            $clustering.LogJointTrace | Should -HaveCount 30
            $clustering.ClusterCountTrace | Should -HaveCount 30
            $clustering.ChainLogJoint | Should -HaveCount 4
            $clustering.BurnIn | Should -Be 15
            $clustering.ExitReason | Should -Be 'Completed'
            $clustering.RHat | Should -BeGreaterThan 0
            $clustering.RankRHat | Should -BeGreaterThan 0
            $clustering.BulkEffectiveSize | Should -BeGreaterThan 0
            $clustering.TailEffectiveSize | Should -BeGreaterThan 0
            $clustering.ChainAgreement | Should -BeGreaterThan 0.8
            $clustering.Dispersion | Should -BeGreaterThan 0.8
            $clustering.Dispersion | Should -BeLessThan 1.2
            $clustering.DrawCount | Should -Be 60
            $clustering.ExpectedLoss | Should -BeLessThan 0.5
            $clustering.LogLikelihood | Should -BeLessThan 0
        }

        It 'has a model that documents can be drawn from' {
            $clustering.Model.K | Should -Be 5
            ($clustering.Alpha | Measure-Object -Sum).Sum | Should -BeApproximately 1 -Tolerance 1e-9
            ($clustering.Model | Invoke-DfmSample -N 3 -Seed 1).FeatureCount | Should -Be 200
            ($clustering | Get-ClusterAssignment)[0].Distance | Should -BeLessThan 1
        }

        It 'can be piped to Resolve-ClusterLabel' {
            $matched = $clustering | Resolve-ClusterLabel
            @(0..399 | Where-Object { $matched.Labels[$_] -eq $dfm.KnownCluster[$_] }).Count | Should -BeGreaterThan 380
        }
    }

    Context 'A known number of clusters' {
        BeforeAll {
            $alike = New-MixtureModel -K 3 -Eta 10 -Seed 1 | Invoke-DfmSample -N 1000 -DocumentLength 20
        }

        It 'estimates the priors that are not given, and runs ten chains' {
            $found = $alike | Invoke-MixtureGibbs -K 3 -Seed 1 -WarningAction SilentlyContinue
            $found.IsKnownK | Should -BeTrue
            $found.K | Should -Be 3
            $found.PriorAlpha | Should -Not -Be 0.1
            $found.PriorBeta | Should -BeGreaterThan 1
            $found.ChainLogJoint | Should -HaveCount 10
            ($found | Measure-ClusterAccuracy).Accuracy | Should -BeGreaterThan 0.55
        }

        It 'keeps given priors' {
            $found = $alike | Invoke-MixtureGibbs -K 3 -Alpha 2 -Beta 3 -Iteration 4 -Chain 1 -Seed 1 -WarningAction SilentlyContinue
            $found.PriorAlpha, $found.PriorBeta | Should -Be 2, 3
        }

        It 'fixes the cluster probabilities at 1/K with -Alpha Even' {
            $found = $alike | Invoke-MixtureGibbs -K 3 -Alpha even -Seed 1 -WarningAction SilentlyContinue
            $found.PriorAlpha | Should -Be ([double]::PositiveInfinity)
            foreach ($share in $found.Alpha) { $share | Should -BeApproximately (1 / 3) -Tolerance 1e-12 }
            $found | Format-List | Out-String | Should -BeLike '*equal*'
        }

        It 'refuses -Alpha <Value>' -ForEach @(
            @{ Value = 'Uneven' }
            @{ Value = '' }
            @{ Value = $null }
        ) {
            { $alike | Invoke-MixtureGibbs -K 3 -Alpha $Value } | Should -Throw -ErrorId '*,MixturePS.Commands.InvokeMixtureGibbsCommand'
        }

        It 'completes Even' {
            $line = 'Invoke-MixtureGibbs -Alpha E'
            [System.Management.Automation.CommandCompletion]::CompleteInput($line, $line.Length, $null).CompletionMatches.CompletionText | Should -Contain 'Even'
        }
    }

    Context 'Long texts' {
        It 'warns that the documents vary more than the model allows' {
            # Each token occurs four times, as words of a long text repeat.
            $matrix = [double[,]]::new(400, 200)
            foreach ($i in 0..399) { $cells = $dfm.Row($i); foreach ($j in 0..199) { $matrix[$i, $j] = 4 * $cells[$j] } }
            $found = Invoke-MixtureGibbs -InputObject $matrix -Seed 1 -WarningVariable warnings -WarningAction SilentlyContinue
            $found.Dispersion | Should -BeGreaterThan 1.15
            $found.IsOverdispersed | Should -BeTrue
            $found.ConvergenceStatus | Should -BeLike '*documents vary more than the model allows*'
            "$warnings" | Should -BeLike '*vary more within clusters than the model allows*Give the number of clusters with -K*'
        }
    }

    Context 'Seeds' {
        It 'records its seed, which reproduces the fit' {
            $first = $dfm | Invoke-MixtureGibbs -K 10 -Iteration 5
            $again = $dfm | Invoke-MixtureGibbs -K 10 -Iteration 5 -Seed $first.Seed
            "$($again.Labels)" | Should -BeExactly "$($first.Labels)"
            $again.LogLikelihood | Should -Be $first.LogLikelihood
        }

        It 'returns the same fit for any number of threads' {
            $one = $dfm | Invoke-MixtureGibbs -K 10 -Iteration 8 -Seed 3 -ThrottleLimit 1
            $two = $dfm | Invoke-MixtureGibbs -K 10 -Iteration 8 -Seed 3 -ThrottleLimit 2
            "$($two.Labels)" | Should -BeExactly "$($one.Labels)"
            $two.RHat | Should -Be $one.RHat
        }

        It 'continues a shared generator, and records a seed that reproduces each fit' {
            $generator = New-RandomGenerator -Seed 3
            $first = $dfm | Invoke-MixtureGibbs -K 10 -Iteration 5 -Generator $generator
            $second = $dfm | Invoke-MixtureGibbs -K 10 -Iteration 5 -Generator $generator
            $second.Seed | Should -Not -Be $first.Seed
            ($dfm | Invoke-MixtureGibbs -K 10 -Iteration 5 -Seed $second.Seed).LogJointTrace | Should -Be $second.LogJointTrace
        }

        It 'refuses a generator together with a seed' {
            { $dfm | Invoke-MixtureGibbs -Seed 1 -Generator (New-RandomGenerator -Seed 2) } | Should -Throw -ErrorId 'GeneratorAndSeed,MixturePS.Commands.InvokeMixtureGibbsCommand'
        }
    }

    Context 'Unusual documents' {
        It 'counts documents without tokens and warns of them' {
            $result = Invoke-MixtureGibbs -InputObject (4, 0), (0, 4), (0, 0) -K 5 -Seed 1 -WarningVariable warnings -WarningAction SilentlyContinue
            $result.EmptyDocumentCount | Should -Be 1
            "$warnings" | Should -BeLike '1 of 3 documents has no tokens*'
        }

        It 'fits one document, one feature or one cluster' {
            $matrix = [double[,]]::new(1, 1)
            $matrix[0, 0] = 2
            $result = Invoke-MixtureGibbs -InputObject $matrix -Seed 1
            $result.K | Should -Be 1
            $result.Centers[0, 0] | Should -Be 1
            ($dfm | Invoke-MixtureGibbs -K 1 -Iteration 2).K | Should -Be 1
        }
    }

    Context 'Convergence' {
        It 'warns if the chains disagree, and says so in the result' {
            $found = $dfm | Invoke-MixtureGibbs -K 300 -Iteration 8 -Seed 1 -WarningVariable warnings -WarningAction SilentlyContinue
            $found.RHat | Should -BeGreaterThan 1.1
            $found.Converged | Should -BeFalse
            $found.ConvergenceStatus | Should -BeLike 'not converged: R-hat is *, above 1.1*'
            $warnings | Should -HaveCount 1
            "$warnings" | Should -BeLike 'The chains have not converged: R-hat is *Raise -Iteration*'
        }

        It 'warns if R-hat is undefined' {
            $found = $dfm | Invoke-MixtureGibbs -K 20 -Iteration 3 -Seed 1 -WarningVariable warnings -WarningAction SilentlyContinue
            $found.RHat | Should -Be NaN
            $found.Converged | Should -BeFalse
            "$warnings" | Should -BeLike "The chains are not known to have converged: 2 sweeps after burn-in are too few for R-hat. Raise -Iteration."
        }

        It 'warns if all clusters of its upper bound are in use' {
            $found = $dfm | Invoke-MixtureGibbs -K 3 -Seed 1 -WarningVariable warnings -WarningAction SilentlyContinue
            $found.UsesAllClusters | Should -BeTrue
            $found.ConvergenceStatus | Should -BeLike '*; all 3 clusters of the upper bound are in use'
            "$warnings" | Should -BeLike '*All 3 clusters that -K allows are in use*Raise -K*'
        }

        It 'warns of nothing with -WarningAction Ignore' {
            $dfm | Invoke-MixtureGibbs -K 3 -Iteration 3 -WarningAction Ignore 3>&1 | Should -HaveCount 1
        }

        It 'states the cost with -Verbose before it starts' {
            $lines = $dfm | Invoke-MixtureGibbs -K 7 -Iteration 5 -Chain 2 -Seed 1 -Verbose -WarningAction Ignore 4>&1 | Where-Object { $_ -is [System.Management.Automation.VerboseRecord] }
            "$lines" | Should -BeLike '*2 chains of 5 sweeps over 400 documents*at most 7 clusters*'
        }
    }

    Context 'Errors' {
        It 'refuses weighted documents, and continues with the next' {
            $results = ($dfm | ConvertTo-TfIdf), $dfm | Invoke-MixtureGibbs -K 5 -Iteration 2 -ErrorVariable problems -ErrorAction SilentlyContinue
            $results | Should -HaveCount 1
            $problems[0].FullyQualifiedErrorId | Should -BeExactly 'AlreadyWeighted,MixturePS.Commands.InvokeMixtureGibbsCommand'
            $problems[0].Exception.Message | Should -BeLike '*ConvertTo-TfIdf*'
        }

        It 'refuses <Name>' -ForEach @(
            @{ Name = 'K = 0'; Id = 'InvalidClusterCount'; Parameters = @{ K = 0 } }
            @{ Name = 'alpha = 0'; Id = 'InvalidAlpha'; Parameters = @{ Alpha = 0 } }
            @{ Name = 'a negative beta'; Id = 'InvalidOption'; Parameters = @{ Beta = -0.1 } }
            @{ Name = 'no iterations'; Id = 'InvalidOption'; Parameters = @{ Iteration = 0 } }
            @{ Name = 'no iterations after burn-in'; Id = 'InvalidOption'; Parameters = @{ Iteration = 5; BurnIn = 5 } }
            @{ Name = 'no chains'; Id = 'InvalidOption'; Parameters = @{ Chain = 0 } }
            @{ Name = 'a negative seed'; Id = 'InvalidSeed'; Parameters = @{ Seed = -1 } }
        ) {
            { $dfm | Invoke-MixtureGibbs @Parameters } | Should -Throw -ErrorId "$Id,MixturePS.Commands.InvokeMixtureGibbsCommand"
        }

        It 'refuses input that is not a matrix' {
            { Invoke-MixtureGibbs -InputObject 'text' } | Should -Throw -ErrorId 'NotADfm,MixturePS.Commands.InvokeMixtureGibbsCommand'
        }
    }
}
