BeforeAll {
    . (Join-Path $PSScriptRoot Shared.ps1)
    $model = New-MixtureModel -K 3 -Membership Mixed -Alpha 0.1 -Eta 0.05 -J 60 -Seed 1
    $dfm = $model | Invoke-DfmSample -N 200 -DocumentLength 40
    $topics = $dfm | Invoke-TopicModel -Iteration 60 -Seed 1 -WarningAction Ignore
}

Describe 'Measure-TopicAccuracy' {
    It 'measures a pipeline from the model to the topics' {
        $row = New-MixtureModel -K 3 -Membership Mixed -Alpha 0.1 -Eta 0.05 -J 60 -Seed 2 | Invoke-DfmSample -N 200 -DocumentLength 40 |
            Invoke-TopicModel -Iteration 60 -Seed 1 -WarningAction Ignore | Measure-TopicAccuracy
        $row.Method | Should -BeExactly 'Gibbs LDA'
        $row.K, $row.KnownK, $row.N, $row.Seed | Should -Be 3, 3, 200, 1
        $row.HellingerDistance | Should -BeLessThan 0.2
        $row.ShareError | Should -BeLessThan 0.1
        $row.ModalAccuracy | Should -BeGreaterThan 0.9
        $row.TokenAccuracy | Should -BeGreaterThan 0.9
    }

    It 'computes the Hellinger distance and the error of the shares' {
        $row = $topics | Measure-TopicAccuracy
        $distance = $shares = 0
        foreach ($k in 0..2) {
            $known = $model.Mu.Row($row.Mapping[$k])
            $own = $topics.Mu.Row($k)
            $squares = 0
            foreach ($j in 0..59) { $squares += [Math]::Pow([Math]::Sqrt($known[$j]) - [Math]::Sqrt($own[$j]), 2) }
            $distance += [Math]::Sqrt($squares / 2) / 3
            foreach ($d in 0..199) { $shares += [Math]::Abs($topics.Theta[$d, $k] - $dfm.KnownTheta[$d, $row.Mapping[$k]]) / 400 }
        }
        $row.HellingerDistance | Should -BeApproximately $distance -Tolerance 1e-9
        $row.ShareError | Should -BeApproximately $shares -Tolerance 1e-9
    }

    It 'is perfect for the truth itself' {
        $row = $topics | Measure-TopicAccuracy -Model $topics.Model -Theta $topics.Theta
        $row.HellingerDistance | Should -BeApproximately 0 -Tolerance 1e-9
        $row.ShareError | Should -BeApproximately 0 -Tolerance 1e-9
        $row.ModalAccuracy | Should -Be 1
        $row.TokenAccuracy | Should -BeNullOrEmpty
        $row.Mapping.Values | Should -Be 0, 1, 2
    }

    It 'compares different numbers of topics' {
        $row = $dfm | Invoke-TopicModel -K 5 -Iteration 20 -Seed 1 -WarningAction Ignore | Measure-TopicAccuracy
        $row.K, $row.KnownK | Should -Be 5, 3
        @($row.Mapping.Values | Where-Object { $_ -eq -1 }) | Should -HaveCount 2
    }

    It 'matches words by name after a selection of features' {
        $some = $dfm | Select-DfmFeature -Drop feature0, feature1
        $some.Model | Should -BeNullOrEmpty
        $row = $some | Invoke-TopicModel -K 3 -Iteration 60 -Seed 1 -WarningAction Ignore | Measure-TopicAccuracy -Model $model
        $row.HellingerDistance | Should -BeLessThan 0.4
        $row.ShareError | Should -BeLessThan 0.2
        $row.TokenAccuracy | Should -BeNullOrEmpty -Because 'the tokens of each topic are others without some words'
    }

    It 'refuses topics without a truth' {
        $texts = 'a b', 'b c' | ConvertTo-Dfm | Invoke-TopicModel -K 2 -Iteration 4 -Seed 1 -WarningAction Ignore
        { $texts | Measure-TopicAccuracy -ErrorAction Stop } | Should -Throw -ErrorId 'NoKnownTopic,MixturePS.Commands.MeasureTopicAccuracyCommand'
        { $topics | Measure-TopicAccuracy -Theta ((1, 0, 0), (0, 1, 0)) -ErrorAction Stop } | Should -Throw -ErrorId 'ShapeMismatch,*'
        { $dfm | Invoke-KMeans -Seed 1 | Measure-TopicAccuracy -ErrorAction Stop } | Should -Throw
    }
}
