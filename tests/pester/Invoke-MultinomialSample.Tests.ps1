BeforeAll {
    . (Join-Path $PSScriptRoot Shared.ps1)
    $stream = Get-Golden numpy-streams | Where-Object seed -EQ 1
}

Describe 'Invoke-MultinomialSample' {
    It "draws NumPy's counts, case <_>" -ForEach 0, 1, 2, 3, 4 {
        $recorded = $stream.multinomial[$_]
        $counts = Invoke-MultinomialSample -Trials $recorded.n -Probability $recorded.p -Size $recorded.size -Seed 1
        $counts.RowCount | Should -Be 4
        foreach ($i in 0..3) { $counts.Row($i) | Should -Be $recorded.draws[$i] }
    }

    It 'draws once from each row of a matrix and takes its column names' {
        $mu = Invoke-DirichletSample -Eta 1 -Size 3 -Seed 1
        $counts = Invoke-MultinomialSample -Trials 7 -Probability $mu -Seed 2
        $counts.RowCount | Should -Be 3
        $counts.ColumnNames | Should -BeExactly 'cat', 'dog', 'rat', 'porcupine', 'fox'
        foreach ($i in 0..2) { ($counts.Row($i) | Measure-Object -Sum).Sum | Should -Be 7 }
    }

    It 'takes rows as nested lists, with a number of trials for each' {
        $recorded = $stream.multinomial_rows
        $counts = Invoke-MultinomialSample -Trials $recorded.n -Probability $recorded.p -Seed 1
        $counts.RowCount | Should -Be 3
        foreach ($i in 0..2) { $counts.Row($i) | Should -Be $recorded.draws[$i] }
        $literal = Invoke-MultinomialSample -Trials 3, 10, 200 -Probability (0.2, 0.3, 0.5), (0.6, 0.3, 0.1), (0.1, 0.1, 0.8) -Seed 1
        $literal.Row(2) | Should -Be 18, 19, 163
    }

    It 'takes numbers in strings, with decimal points in any culture' {
        $expected = Invoke-MultinomialSample -Trials 9 -Probability 0.25, 0.75 -Seed 1
        (Invoke-MultinomialSample -Trials 9 -Probability '0.25', '0.75' -Seed 1).Row(0) | Should -Be $expected.Row(0)
    }

    It 'allows no trials and no draws' {
        (Invoke-MultinomialSample -Trials 0 -Probability 0.5, 0.5 -Seed 1).Row(0) | Should -Be 0, 0
        (Invoke-MultinomialSample -Trials 5 -Probability 0.5, 0.5 -Size 0 -Seed 1).RowCount | Should -Be 0
    }

    It 'refuses <Name>' -ForEach @(
        @{ Name = 'no probabilities'; Probability = @(); Id = 'InvalidProbability' }
        @{ Name = 'probabilities that sum to 0.9'; Probability = 0.5, 0.4; Id = 'InvalidProbability' }
        @{ Name = 'a negative probability'; Probability = 1.5, -0.5; Id = 'InvalidProbability' }
        @{ Name = 'NaN'; Probability = [double]::NaN, 1; Id = 'InvalidProbability' }
        @{ Name = 'letters'; Probability = 'a', 'b'; Id = 'InvalidOption' }
    ) {
        { Invoke-MultinomialSample -Trials 1 -Probability $Probability -Seed 1 } | Should -Throw -ErrorId "$Id,*"
    }

    It 'refuses conflicting and invalid sizes' {
        { Invoke-MultinomialSample -Trials 1 -Probability (0.5, 0.5), (0.5, 0.5) -Size 3 -Seed 1 } | Should -Throw -ErrorId 'ConflictingSize,*'
        { Invoke-MultinomialSample -Trials 1, 2, 3 -Probability (0.5, 0.5), (0.5, 0.5) -Seed 1 } | Should -Throw -ErrorId 'ShapeMismatch,*'
        { Invoke-MultinomialSample -Trials -1 -Probability 0.5, 0.5 -Seed 1 } | Should -Throw -ErrorId 'InvalidSize,*'
        { Invoke-MultinomialSample -Trials @() -Probability 0.5, 0.5 -Seed 1 } | Should -Throw -ErrorId 'ShapeMismatch,*'
    }
}
