BeforeAll {
    . (Join-Path $PSScriptRoot Shared.ps1)
}

Describe 'Invoke-DfmSample' {
    It 'writes one DFM with known clusters' {
        $dfm = New-MixtureModel -K 3 -Eta 1 -Seed 1 | Invoke-DfmSample -N 20 -DocumentLength 7
        $dfm | Should -HaveCount 1
        $dfm.DocumentCount | Should -Be 20
        $dfm.FeatureCount | Should -Be 5
        $dfm.KnownCluster | Should -HaveCount 20
        "$($dfm.Weighting)" | Should -BeExactly 'Count'
        $dfm.DocumentName[19] | Should -BeExactly 'doc19'
        $dfm.DocumentLength() | Should -Be (@(7) * 20)
    }

    It "continues the model's generator, or starts from -Seed" {
        $model = New-MixtureModel -K 2 -Seed 4
        $first = $model | Invoke-DfmSample -N 50
        $second = $model | Invoke-DfmSample -N 50
        $again = New-MixtureModel -K 2 -Seed 4 | Invoke-DfmSample -N 50
        $first.KnownCluster | Should -Be $again.KnownCluster
        "$($first.KnownCluster)" | Should -Not -Be "$($second.KnownCluster)"
        $seeded = $model | Invoke-DfmSample -N 50 -Seed 9
        ($model | Invoke-DfmSample -N 50 -Seed 9).KnownCluster | Should -Be $seeded.KnownCluster
        "$($seeded.Seed)" | Should -BeExactly '9'
    }

    It 'writes an empty DFM for N = 0' {
        $dfm = New-MixtureModel -K 2 -Seed 1 | Invoke-DfmSample -N 0
        $dfm.DocumentCount | Should -Be 0
        $dfm.FeatureCount | Should -Be 5
        $dfm.NonZeroCount | Should -Be 0
    }

    It 'takes document lengths as <Name>' -ForEach @(
        @{ Name = 'a number'; Length = 3; Expected = 3, 3, 3 }
        @{ Name = 'a number in a string'; Length = '3'; Expected = 3, 3, 3 }
        @{ Name = 'a list'; Length = 1, 0, 4; Expected = 1, 0, 4 }
    ) {
        (New-MixtureModel -K 2 -Seed 1 | Invoke-DfmSample -N 3 -DocumentLength $Length).DocumentLength() | Should -Be $Expected
    }

    It 'draws document lengths from <Name>' -ForEach @(
        @{ Name = 'a Poisson distribution'; Length = 'Poisson(25)'; Low = 24; High = 26 }
        @{ Name = 'a Poisson distribution in lower case'; Length = 'poisson(25)'; Low = 24; High = 26 }
        @{ Name = 'a Poisson distribution in a hashtable'; Length = @{ Poisson = 25 }; Low = 24; High = 26 }
        @{ Name = 'a negative binomial distribution'; Length = 'NegativeBinomial(5, 0.2)'; Low = 18.5; High = 21.5 }
        @{ Name = 'a negative binomial distribution in a hashtable'; Length = @{ NegativeBinomial = 5, 0.2 }; Low = 18.5; High = 21.5 }
    ) {
        $dfm = New-MixtureModel -K 2 -Seed 1 | Invoke-DfmSample -N 1000 -M $Length
        $mean = ($dfm.DocumentLength() | Measure-Object -Average).Average
        $mean | Should -BeGreaterThan $Low
        $mean | Should -BeLessThan $High
    }

    It 'takes the negative binomial distribution as "<_>"' -ForEach 'negativebinomial(5, 0.2)', 'negative_binomial(5,0.2)', ' NegativeBinomial (5, 0.2) ' {
        $expected = New-MixtureModel -K 2 -Seed 1 | Invoke-DfmSample -N 20 -M 'NegativeBinomial(5, 0.2)'
        (New-MixtureModel -K 2 -Seed 1 | Invoke-DfmSample -N 20 -M $_).DocumentLength() | Should -Be $expected.DocumentLength()
    }

    It 'refuses <Name>' -ForEach @(
        @{ Name = 'a negative N'; Parameters = @{ N = -1 }; Id = 'InvalidSize' }
        @{ Name = 'a negative length'; Parameters = @{ N = 2; DocumentLength = -5 }; Id = 'NegativeDocumentLength' }
        @{ Name = 'a negative length in a list'; Parameters = @{ N = 2; DocumentLength = 5, -5 }; Id = 'NegativeDocumentLength' }
        @{ Name = 'more lengths than documents'; Parameters = @{ N = 2; DocumentLength = 1, 2, 3 }; Id = 'DocumentLengthCountMismatch' }
        @{ Name = 'an empty list of lengths'; Parameters = @{ N = 2; DocumentLength = @() }; Id = 'DocumentLengthCountMismatch' }
        @{ Name = 'an unknown distribution'; Parameters = @{ N = 2; DocumentLength = 'Zipf(2)' }; Id = 'InvalidLengthDistribution' }
        @{ Name = 'a fractional length'; Parameters = @{ N = 2; DocumentLength = 2.5 }; Id = 'InvalidLengthDistribution' }
        @{ Name = 'a mean of NaN'; Parameters = @{ N = 2; DocumentLength = 'Poisson(NaN)' }; Id = 'InvalidLengthDistribution' }
    ) {
        { New-MixtureModel -K 2 -Seed 1 | Invoke-DfmSample @Parameters } | Should -Throw -ErrorId "$Id,*"
    }
}
