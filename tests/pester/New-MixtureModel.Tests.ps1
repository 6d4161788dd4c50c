BeforeAll {
    . (Join-Path $PSScriptRoot Shared.ps1)
}

Describe 'New-MixtureModel' {
    It 'has five words by default' {
        $model = New-MixtureModel -K 3 -Eta 1 -Seed 2026
        $model.K | Should -Be 3
        $model.J | Should -Be 5
        $model.Vocabulary | Should -BeExactly 'cat', 'dog', 'rat', 'porcupine', 'fox'
        $model.Eta | Should -Be 1, 1, 1, 1, 1
        "$($model.Seed)" | Should -BeExactly '2026'
        $model.Alpha | Should -Be (@(1 / 3) * 3)
        $model.Mu[0, 0] | Should -BeExactly 0.042428194125074974
    }

    It 'numbers the features of -J and of several etas' {
        (New-MixtureModel -K 1 -J 3 -Seed 1).Vocabulary | Should -BeExactly 'feature0', 'feature1', 'feature2'
        (New-MixtureModel -K 1 -J 5 -Seed 1).Vocabulary[0] | Should -BeExactly 'feature0'
        (New-MixtureModel -K 1 -Eta 1, 2 -Seed 1).J | Should -Be 2
    }

    It 'takes mu as rows, or as a matrix that keeps its words' {
        $model = New-MixtureModel -Mu (0.7, 0.3), (0.2, 0.8) -Alpha 0.25, 0.75 -Vocabulary sun, rain
        $model.Mu.Row(1) | Should -Be 0.2, 0.8
        $model.Generator | Should -BeNullOrEmpty
        $again = New-MixtureModel -Mu $model.Mu -Seed 3
        $again.Vocabulary | Should -BeExactly 'sun', 'rain'
        $again.Generator | Should -Not -BeNullOrEmpty
    }

    It 'allows one cluster and one word' {
        (New-MixtureModel -K 1 -J 1 -Seed 1).Mu[0, 0] | Should -Be 1
    }

    It 'refuses <Name>' -ForEach @(
        @{ Name = 'K = 0'; Parameters = @{ K = 0 }; Id = 'InvalidClusterCount' }
        @{ Name = 'K = -1'; Parameters = @{ K = -1 }; Id = 'InvalidClusterCount' }
        @{ Name = 'an empty eta'; Parameters = @{ K = 2; Eta = @() }; Id = 'InvalidEta' }
        @{ Name = 'eta = 0'; Parameters = @{ K = 2; Eta = 0 }; Id = 'InvalidEta' }
        @{ Name = 'eta = NaN'; Parameters = @{ K = 2; Eta = [double]::NaN }; Id = 'InvalidEta' }
        @{ Name = 'an infinite eta'; Parameters = @{ K = 2; Eta = [double]::PositiveInfinity }; Id = 'InvalidEta' }
        @{ Name = 'an empty alpha'; Parameters = @{ K = 2; Alpha = @() }; Id = 'InvalidAlpha' }
        @{ Name = 'a negative alpha'; Parameters = @{ K = 2; Alpha = 1.5, -0.5 }; Id = 'InvalidAlpha' }
        @{ Name = 'an alpha of another length than K'; Parameters = @{ K = 3; Alpha = 0.5, 0.5 }; Id = 'InvalidAlpha' }
        @{ Name = 'an alpha that sums to 0.9'; Parameters = @{ K = 2; Alpha = 0.5, 0.4 }; Id = 'AlphaSumNotOne' }
        @{ Name = 'more words than etas'; Parameters = @{ K = 2; Eta = 1, 2; Vocabulary = 'a', 'b', 'c' }; Id = 'VocabularyLengthMismatch' }
        @{ Name = 'duplicate words'; Parameters = @{ K = 2; Vocabulary = 'a', 'b', 'a' }; Id = 'DuplicateVocabularyWord' }
        @{ Name = 'an empty word'; Parameters = @{ K = 2; Vocabulary = 'a', ' ' }; Id = 'EmptyVocabularyWord' }
        @{ Name = 'J = 0'; Parameters = @{ K = 2; J = 0 }; Id = 'InvalidOption' }
        @{ Name = 'a J that differs from the number of words'; Parameters = @{ K = 2; J = 3; Vocabulary = 'a', 'b' }; Id = 'ConflictingSize' }
        @{ Name = 'a mu that sums to 1.1'; Parameters = @{ Mu = @(0.5, 0.6) }; Id = 'InvalidProbability' }
        @{ Name = 'a mu with NaN'; Parameters = @{ Mu = @([double]::NaN, 0.6) }; Id = 'InvalidProbability' }
        @{ Name = 'an empty mu'; Parameters = @{ Mu = @() }; Id = 'InvalidProbability' }
        @{ Name = 'a ragged mu'; Parameters = @{ Mu = (0.5, 0.5), (1.0, 0, 0) }; Id = 'ShapeMismatch' }
        @{ Name = 'a seed that is not a number'; Parameters = @{ K = 2; Seed = 'x' }; Id = 'InvalidSeed' }
    ) {
        { New-MixtureModel @Parameters } | Should -Throw -ErrorId "$Id,*"
    }

    It 'states the sum of an alpha that does not sum to one' {
        { New-MixtureModel -K 2 -Alpha 0.5, 0.4 } | Should -Throw -ExpectedMessage '*0.9*'
    }

    It 'refuses <Text> as a number instead of skipping its comma' -ForEach @(
        @{ Text = '1,5' }
        @{ Text = '1,000' }
        @{ Text = '(1)' }
        @{ Text = "12`0" }
    ) {
        $before = [cultureinfo]::CurrentCulture
        try {
            [cultureinfo]::CurrentCulture = [cultureinfo]::InvariantCulture
            { New-MixtureModel -K 2 -Eta $Text } | Should -Throw -ErrorId 'InvalidNumber,*' -ExpectedMessage '*decimal point*'
            { New-MixtureModel -K 2 -Eta 1, $Text } | Should -Throw -ErrorId 'InvalidNumber,*'
            { New-MixtureModel -K 2 -Alpha $Text, 0.5 } | Should -Throw -ErrorId 'InvalidNumber,*'
            { New-MixtureModel -Mu @(@($Text, '0.5'), @('1', '0')) } | Should -Throw -ErrorId 'InvalidOption,*'
            { New-MixtureModel -K 2 -Seed $Text } | Should -Throw -ErrorId 'InvalidSeed,*'
            { New-MixtureModel -K 2 | Invoke-DfmSample -N 2 -DocumentLength $Text } | Should -Throw -ErrorId 'InvalidLengthDistribution,*'
        }
        finally {
            [cultureinfo]::CurrentCulture = $before
        }
    }

    It 'takes numbers in strings' {
        $model = New-MixtureModel -K 2 -J 3 -Eta '0.5' -Alpha '0.25', '0.75' -Seed '7'
        $model.Alpha | Should -Be 0.25, 0.75
        $model.Mu.Values | Should -Be @((New-MixtureModel -K 2 -J 3 -Eta 0.5 -Alpha 0.25, 0.75 -Seed 7).Mu.Values)
    }
}
