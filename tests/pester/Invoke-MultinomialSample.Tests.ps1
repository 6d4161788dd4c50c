BeforeAll {
    Import-Module ([IO.Path]::Combine($PSScriptRoot, '..', '..', 'out', 'MixturePS', 'MixturePS.psd1')) -Force
}

Describe 'Invoke-MultinomialSample' {
    It "draws NumPy's counts" {
        $counts = Invoke-MultinomialSample -Trials 1 -Probability 0.2, 0.4, 0.4 -Size 4 -Seed 1
        (0..3 | ForEach-Object { $counts.Row($_) -join '' }) -join ' ' | Should -Be '010 010 001 100'
    }

    It 'draws once from each row of a matrix, and names the columns after its' {
        $mu = Invoke-DirichletSample -Eta 1 -Size 3 -Seed 1
        $counts = Invoke-MultinomialSample -Trials 7 -Probability $mu -Seed 2
        $counts.RowCount | Should -Be 3
        $counts.ColumnNames -join ' ' | Should -Be 'cat dog rat porcupine fox'
        foreach ($i in 0..2) { ($counts.Row($i) | ForEach-Object { $s = 0 } { $s += $_ } { $s }) | Should -Be 7 }
    }

    It 'takes rows as nested lists and a number of trials for each' {
        $counts = Invoke-MultinomialSample -Trials 3, 10, 200 -Probability (0.2, 0.3, 0.5), (0.6, 0.3, 0.1), (0.1, 0.1, 0.8) -Seed 1
        $counts.Row(2) -join ' ' | Should -Be '18 19 163'
    }

    It 'takes numbers that are text, with points whatever the culture' {
        (Invoke-MultinomialSample -Trials 9 -Probability '0.25', '0.75' -Seed 1).Row(0) -join ' ' | Should -Be ((Invoke-MultinomialSample -Trials 9 -Probability 0.25, 0.75 -Seed 1).Row(0) -join ' ')
    }

    It 'allows no trials and no draws' {
        (Invoke-MultinomialSample -Trials 0 -Probability 0.5, 0.5 -Seed 1).Row(0) -join ' ' | Should -Be '0 0'
        (Invoke-MultinomialSample -Trials 5 -Probability 0.5, 0.5 -Size 0 -Seed 1).RowCount | Should -Be 0
    }

    It 'refuses <Name>' -ForEach @(
        @{ Name = 'no probabilities'; Probability = @(); Id = 'InvalidProbability' }
        @{ Name = 'a sum of 0.9'; Probability = 0.5, 0.4; Id = 'InvalidProbability' }
        @{ Name = 'a negative one'; Probability = 1.5, -0.5; Id = 'InvalidProbability' }
        @{ Name = 'NaN'; Probability = [double]::NaN, 1; Id = 'InvalidProbability' }
        @{ Name = 'a word'; Probability = 'a', 'b'; Id = 'InvalidOption' }
    ) {
        { Invoke-MultinomialSample -Trials 1 -Probability $Probability -Seed 1 } | Should -Throw -ErrorId "$Id,*"
    }

    It 'refuses sizes that contradict each other' {
        { Invoke-MultinomialSample -Trials 1 -Probability (0.5, 0.5), (0.5, 0.5) -Size 3 -Seed 1 } | Should -Throw -ErrorId 'ConflictingSize,*'
        { Invoke-MultinomialSample -Trials 1, 2, 3 -Probability (0.5, 0.5), (0.5, 0.5) -Seed 1 } | Should -Throw -ErrorId 'ShapeMismatch,*'
        { Invoke-MultinomialSample -Trials -1 -Probability 0.5, 0.5 -Seed 1 } | Should -Throw -ErrorId 'InvalidSize,*'
        { Invoke-MultinomialSample -Trials @() -Probability 0.5, 0.5 -Seed 1 } | Should -Throw -ErrorId 'ShapeMismatch,*'
    }
}
