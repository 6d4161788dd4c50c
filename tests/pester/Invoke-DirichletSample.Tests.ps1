BeforeAll {
    Import-Module ([IO.Path]::Combine($PSScriptRoot, '..', '..', 'out', 'MixturePS', 'MixturePS.psd1')) -Force
    $notebook = [Text.Json.JsonDocument]::Parse([IO.File]::ReadAllText([IO.Path]::Combine($PSScriptRoot, '..', 'golden', 'notebook.json'))).RootElement
}

Describe 'Invoke-DirichletSample' {
    It "draws the notebook's first probabilities for its seed number <_>" -ForEach 0, 1, 2 {
        $recorded = $notebook[$_]
        $draw = Invoke-DirichletSample -Eta 1 -Seed $recorded.GetProperty('seed').GetInt32()
        $draw.RowCount | Should -Be 1
        for ($j = 0; $j -lt 5; $j++) { $draw[0, $j] | Should -BeExactly $recorded.GetProperty('cell3_muk')[$j].GetDouble() }
    }

    It 'gives one matrix, with the words as columns' {
        $draws = @(Invoke-DirichletSample -Eta 1 -Size 4 -Vocabulary a, b, c -Seed 1)
        $draws | Should -HaveCount 1
        $draws[0].RowCount | Should -Be 4
        $draws[0].ColumnNames -join ' ' | Should -Be 'a b c'
        foreach ($i in 0..3) { [Math]::Abs(($draws[0].Row($i) | ForEach-Object { $s = 0.0 } { $s += $_ } { $s }) - 1) | Should -BeLessThan 1e-12 }
    }

    It 'draws on from a generator that is shared' {
        $shared = New-RandomGenerator -Seed 5
        $first = Invoke-DirichletSample -Eta 1 -Generator $shared
        $second = Invoke-DirichletSample -Eta 1 -Generator $shared
        $both = Invoke-DirichletSample -Eta 1 -Size 2 -Seed 5
        $first[0, 0] | Should -BeExactly $both[0, 0]
        $second[0, 0] | Should -BeExactly $both[1, 0]
    }

    It 'gives no rows for size 0' {
        (Invoke-DirichletSample -Eta 1 -Size 0 -Seed 1).RowCount | Should -Be 0
    }

    It 'refuses an eta that is <Name>' -ForEach @(
        @{ Name = 'empty'; Eta = @() }
        @{ Name = 'nothing'; Eta = $null }
        @{ Name = 'zero'; Eta = 0 }
        @{ Name = 'negative'; Eta = 1, -1 }
        @{ Name = 'NaN'; Eta = [double]::NaN }
        @{ Name = 'infinite'; Eta = [double]::PositiveInfinity }
    ) {
        { Invoke-DirichletSample -Eta $Eta -Seed 1 } | Should -Throw -ErrorId 'InvalidEta,*'
    }

    It 'refuses a generator beside a seed' {
        { Invoke-DirichletSample -Eta 1 -Seed 1 -Generator (New-RandomGenerator -Seed 1) } | Should -Throw -ErrorId 'GeneratorAndSeed,*'
    }

    It 'refuses words that do not fit' {
        { Invoke-DirichletSample -Eta 1, 2 -Vocabulary a, b, c -Seed 1 } | Should -Throw -ErrorId 'VocabularyLengthMismatch,*'
        { Invoke-DirichletSample -Eta 1 -Vocabulary a, a -Seed 1 } | Should -Throw -ErrorId 'DuplicateVocabularyWord,*'
        { Invoke-DirichletSample -Eta 1 -Vocabulary a, '' -Seed 1 } | Should -Throw -ErrorId 'EmptyVocabularyWord,*'
        { Invoke-DirichletSample -Eta 1 -Size -1 -Seed 1 } | Should -Throw -ErrorId 'InvalidSize,*'
    }
}
