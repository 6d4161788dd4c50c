BeforeAll {
    . (Join-Path $PSScriptRoot Shared.ps1)
    $notebook = Get-Golden notebook
}

Describe 'Invoke-DirichletSample' {
    It "draws the notebook's first probabilities, run <_>" -ForEach 0, 1, 2 {
        $draw = Invoke-DirichletSample -Eta 1 -Seed $notebook[$_].seed
        $draw.RowCount | Should -Be 1
        $notebook[$_].cell3_muk | Should -HaveCount 5
        $draw.Row(0) | Should -Be $notebook[$_].cell3_muk
    }

    It 'writes one matrix with the words as columns' {
        $draws = Invoke-DirichletSample -Eta 1 -Size 4 -Vocabulary a, b, c -Seed 1
        $draws | Should -HaveCount 1
        $draws.RowCount | Should -Be 4
        $draws.ColumnNames | Should -BeExactly 'a', 'b', 'c'
        foreach ($i in 0..3) { ($draws.Row($i) | Measure-Object -Sum).Sum | Should -BeApproximately 1 }
    }

    It 'continues a shared generator' {
        $shared = New-RandomGenerator -Seed 5
        $first = Invoke-DirichletSample -Eta 1 -Generator $shared
        $second = Invoke-DirichletSample -Eta 1 -Generator $shared
        $both = Invoke-DirichletSample -Eta 1 -Size 2 -Seed 5
        $first.Row(0) | Should -Be $both.Row(0)
        $second.Row(0) | Should -Be $both.Row(1)
    }

    It 'draws no rows for -Size 0' {
        (Invoke-DirichletSample -Eta 1 -Size 0 -Seed 1).RowCount | Should -Be 0
    }

    It 'refuses an eta that is <Name>' -ForEach @(
        @{ Name = 'empty'; Eta = @() }
        @{ Name = 'null'; Eta = $null }
        @{ Name = 'zero'; Eta = 0 }
        @{ Name = 'negative'; Eta = 1, -1 }
        @{ Name = 'NaN'; Eta = [double]::NaN }
        @{ Name = 'infinite'; Eta = [double]::PositiveInfinity }
    ) {
        { Invoke-DirichletSample -Eta $Eta -Seed 1 } | Should -Throw -ErrorId 'InvalidEta,*'
    }

    It 'refuses a generator together with a seed' {
        { Invoke-DirichletSample -Eta 1 -Seed 1 -Generator (New-RandomGenerator -Seed 1) } | Should -Throw -ErrorId 'GeneratorAndSeed,*'
    }

    It 'refuses an invalid vocabulary and a negative size' {
        { Invoke-DirichletSample -Eta 1, 2 -Vocabulary a, b, c -Seed 1 } | Should -Throw -ErrorId 'VocabularyLengthMismatch,*'
        { Invoke-DirichletSample -Eta 1 -Vocabulary a, a -Seed 1 } | Should -Throw -ErrorId 'DuplicateVocabularyWord,*'
        { Invoke-DirichletSample -Eta 1 -Vocabulary a, '' -Seed 1 } | Should -Throw -ErrorId 'EmptyVocabularyWord,*'
        { Invoke-DirichletSample -Eta 1 -Size -1 -Seed 1 } | Should -Throw -ErrorId 'InvalidSize,*'
    }
}
