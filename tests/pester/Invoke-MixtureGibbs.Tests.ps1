BeforeAll { Import-Module ([IO.Path]::Combine($PSScriptRoot, '..', '..', 'out', 'MixturePS', 'MixturePS.psd1')) -Force }

Describe 'Invoke-MixtureGibbs' {
    BeforeAll {
        $dfm = New-MixtureModel -K 5 -J 200 -Eta 0.1 -Seed 1 | Invoke-DfmSample -N 400 -DocumentLength 15
        $clustering = $dfm | Invoke-MixtureGibbs -K 40 -Seed 1
    }

    Context 'what it finds' {
        It 'finds the number of clusters from an upper bound' {
            $clustering.K | Should -Be 5
            $clustering.MaximumK | Should -Be 40
            $clustering.ClusterCountTrace[0] | Should -BeGreaterThan 5
        }

        It 'puts documents that share their words together' {
            ($clustering | Measure-ClusterAccuracy).AdjustedRandIndex | Should -BeGreaterThan 0.95
        }

        It 'gives one object, whatever its type can do' {
            @($dfm | Invoke-MixtureGibbs -K 3 -Iteration 2 -Chain 1) | Should -HaveCount 1
        }

        It 'numbers clusters by falling size' {
            for ($k = 1; $k -lt $clustering.K; $k++) { $clustering.ClusterSize[$k] | Should -Not -BeGreaterThan $clustering.ClusterSize[$k - 1] }
        }

        It 'labels each document with its most probable cluster' {
            foreach ($i in 0, 7, 399) {
                $row = $clustering.Posterior.Row($i)
                $sum = 0.0
                $best = 0
                for ($k = 0; $k -lt $row.Count; $k++) {
                    $sum += $row[$k]
                    if ($row[$k] -gt $row[$best]) { $best = $k }
                }

                [Math]::Abs($sum - 1) | Should -BeLessThan 1e-9
                $clustering.Labels[$i] | Should -Be $best
            }
        }

        It 'tells how it went' {
            $clustering.LogJointTrace | Should -HaveCount 30
            $clustering.ClusterCountTrace | Should -HaveCount 30
            $clustering.ChainLogJoint | Should -HaveCount 4
            $clustering.BurnIn | Should -Be 15
            "$($clustering.ExitReason)" | Should -BeExactly 'Completed'
            $clustering.RHat | Should -BeGreaterThan 0
            $clustering.LogLikelihood | Should -BeLessThan 0
        }

        It 'makes a model of what it found' {
            $clustering.Model.K | Should -Be 5
            [Math]::Abs([System.Linq.Enumerable]::Sum([double[]]$clustering.Alpha) - 1) | Should -BeLessThan 1e-9
            ($clustering.Model | Invoke-DfmSample -N 3 -Seed 1).FeatureCount | Should -Be 200
            @($clustering | Get-ClusterAssignment)[0].Distance | Should -BeLessThan 1
        }

        It 'goes on to Resolve-ClusterLabel' {
            $matched = $clustering | Resolve-ClusterLabel
            $same = 0
            for ($i = 0; $i -lt 400; $i++) { if ($matched.Labels[$i] -eq $dfm.KnownCluster[$i]) { $same++ } }
            $same | Should -BeGreaterThan 380
        }
    }

    Context 'seeds' {
        It 'gives the same again for the seed of a result' {
            $first = $dfm | Invoke-MixtureGibbs -K 10 -Iteration 5
            $again = $dfm | Invoke-MixtureGibbs -K 10 -Iteration 5 -Seed $first.Seed
            ($again.Labels -join ',') | Should -BeExactly ($first.Labels -join ',')
            $again.LogLikelihood | Should -Be $first.LogLikelihood
        }

        It 'gives the same on any number of threads' {
            $one = $dfm | Invoke-MixtureGibbs -K 10 -Iteration 8 -Seed 3 -ThrottleLimit 1
            $two = $dfm | Invoke-MixtureGibbs -K 10 -Iteration 8 -Seed 3 -ThrottleLimit 2
            ($two.Labels -join ',') | Should -BeExactly ($one.Labels -join ',')
            $two.RHat | Should -Be $one.RHat
        }

        It 'draws on from a shared generator, and each fit can be repeated by itself' {
            $generator = New-RandomGenerator -Seed 3
            $first = $dfm | Invoke-MixtureGibbs -K 10 -Iteration 5 -Generator $generator
            $second = $dfm | Invoke-MixtureGibbs -K 10 -Iteration 5 -Generator $generator
            $second.Seed | Should -Not -Be $first.Seed
            $again = $dfm | Invoke-MixtureGibbs -K 10 -Iteration 5 -Seed $second.Seed
            ($again.LogJointTrace -join ',') | Should -BeExactly ($second.LogJointTrace -join ',')
        }

        It 'refuses a generator and a seed together' {
            { $dfm | Invoke-MixtureGibbs -Seed 1 -Generator (New-RandomGenerator -Seed 2) } | Should -Throw -ErrorId 'GeneratorAndSeed,MixturePS.Commands.InvokeMixtureGibbsCommand'
        }
    }

    Context 'odd documents' {
        It 'counts documents without tokens and says so' {
            $matrix = [double[,]]::new(3, 2)
            $matrix[0, 0] = 4
            $matrix[1, 1] = 4
            $result = Invoke-MixtureGibbs -InputObject $matrix -K 5 -Seed 1 -WarningVariable warnings -WarningAction SilentlyContinue
            $result.EmptyDocumentCount | Should -Be 1
            "$warnings" | Should -BeLike '1 of 3 documents have no tokens*'
        }

        It 'needs no more than one document, one feature or one cluster' {
            $matrix = [double[,]]::new(1, 1)
            $matrix[0, 0] = 2
            $result = Invoke-MixtureGibbs -InputObject $matrix -Seed 1
            $result.K | Should -Be 1
            $result.Centers[0, 0] | Should -Be 1
            ($dfm | Invoke-MixtureGibbs -K 1 -Iteration 2).K | Should -Be 1
        }
    }

    Context 'errors' {
        It 'says that weighted documents are no counts, and goes on with the next' {
            $results = @(($dfm | ConvertTo-TfIdf), $dfm | Invoke-MixtureGibbs -K 5 -Iteration 2 -ErrorVariable problems -ErrorAction SilentlyContinue)
            $results | Should -HaveCount 1
            $problems[0].FullyQualifiedErrorId | Should -BeExactly 'AlreadyWeighted,MixturePS.Commands.InvokeMixtureGibbsCommand'
            $problems[0].Exception.Message | Should -BeLike '*ConvertTo-TfIdf*'
        }

        It 'refuses <Id>' -ForEach @(
            @{ Id = 'InvalidClusterCount'; Arguments = @{ K = 0 } }
            @{ Id = 'InvalidAlpha'; Arguments = @{ Alpha = 0 } }
            @{ Id = 'InvalidOption'; Arguments = @{ Beta = -0.1 } }
            @{ Id = 'InvalidOption'; Arguments = @{ Iteration = 0 } }
            @{ Id = 'InvalidOption'; Arguments = @{ Iteration = 5; BurnIn = 5 } }
            @{ Id = 'InvalidOption'; Arguments = @{ Chain = 0 } }
            @{ Id = 'InvalidSeed'; Arguments = @{ Seed = -1 } }
        ) {
            { $dfm | Invoke-MixtureGibbs @Arguments } | Should -Throw -ErrorId "$Id,MixturePS.Commands.InvokeMixtureGibbsCommand"
        }

        It 'refuses what is not documents' {
            { Invoke-MixtureGibbs -InputObject 'text' } | Should -Throw -ErrorId 'NotADfm,MixturePS.Commands.InvokeMixtureGibbsCommand'
        }
    }
}
