BeforeAll {
    . (Join-Path $PSScriptRoot Shared.ps1)
}

Describe 'Measure-MixtureBound' {
    It "is exact for the notebook's model" {
        $mu = (Get-Golden notebook | Where-Object seed -EQ 2026).cell4_mu
        $bound = New-MixtureModel -Mu $mu -Alpha 0.2, 0.4, 0.4 | Measure-MixtureBound -DocumentLength 10
        $bound.IsExact | Should -BeTrue
        [Math]::Round($bound.Accuracy, 3) | Should -Be 0.939
        $bound.Outcomes | Should -Be 1001
        $bound.StandardError | Should -Be 0
    }

    It 'equals the accuracy computed by hand' {
        $model = New-MixtureModel -Mu (0.8, 0.2), (0.3, 0.7)
        ($model | Measure-MixtureBound -DocumentLength 0).Accuracy | Should -Be 0.5
        ($model | Measure-MixtureBound -DocumentLength 1).Accuracy | Should -BeApproximately 0.75
    }

    It 'simulates if there are too many outcomes, and states its standard error' {
        $model = New-MixtureModel -K 3 -Seed 5
        $exact = $model | Measure-MixtureBound -DocumentLength 8
        $simulated = $model | Measure-MixtureBound -DocumentLength 8 -MaxOutcome 0 -SampleSize 20000 -Seed 1
        $simulated.IsExact | Should -BeFalse
        $simulated.StandardError | Should -BeGreaterThan 0
        $simulated.Accuracy | Should -BeApproximately $exact.Accuracy -Tolerance (5 * $simulated.StandardError)
    }

    It 'writes a row for each length, fixed or random' {
        $rows = New-MixtureModel -K 2 -Seed 5 | Measure-MixtureBound -DocumentLength 1, 5, 'Poisson(5)', 50
        $rows | Should -HaveCount 4
        $rows[1].Accuracy | Should -BeGreaterThan $rows[0].Accuracy
        $rows[3].Accuracy | Should -BeGreaterThan $rows[1].Accuracy
        $rows[2].DocumentLength | Should -BeApproximately 5 -Tolerance 1e-6
        $rows[2].Accuracy | Should -BeLessThan $rows[3].Accuracy
    }

    It 'finds the shortest documents that reach a target' {
        $model = New-MixtureModel -K 2 -Seed 5
        $found = $model | Measure-MixtureBound -Target 0.95
        $found.Accuracy | Should -BeGreaterThan 0.9499999
        ($model | Measure-MixtureBound -DocumentLength ($found.DocumentLength - 1)).Accuracy | Should -BeLessThan 0.95
    }

    It 'warns if the target cannot be reached' {
        $model = New-MixtureModel -Mu (0.5, 0.5), (0.5, 0.5)
        $row = $model | Measure-MixtureBound -Target 0.9 -MaxLength 20 -WarningVariable warning -WarningAction SilentlyContinue
        $row.Accuracy | Should -Be 0.5
        $warning | Should -HaveCount 1
    }

    It 'refuses <Name>' -ForEach @(
        @{ Name = 'a negative length'; Parameters = @{ DocumentLength = -1 }; Id = 'NegativeDocumentLength' }
        @{ Name = 'a target of 1'; Parameters = @{ Target = 1 }; Id = 'InvalidOption' }
        @{ Name = 'an empty sample'; Parameters = @{ SampleSize = 0 }; Id = 'InvalidOption' }
    ) {
        { New-MixtureModel -K 2 -Seed 5 | Measure-MixtureBound @Parameters } | Should -Throw -ErrorId "$Id,*"
    }
}
