BeforeAll {
    Import-Module ([IO.Path]::Combine($PSScriptRoot, '..', '..', 'out', 'MixturePS', 'MixturePS.psd1')) -Force
    $notebook = [Text.Json.JsonDocument]::Parse([IO.File]::ReadAllText([IO.Path]::Combine($PSScriptRoot, '..', 'golden', 'notebook.json'))).RootElement
}

Describe 'Invoke-DfmSample' {
    It 'gives one matrix whose clusters are known' {
        $dfm = @(New-MixtureModel -K 3 -Eta 1 -Seed 1 | Invoke-DfmSample -N 20 -DocumentLength 7)
        $dfm | Should -HaveCount 1
        $dfm[0].DocumentCount | Should -Be 20
        $dfm[0].FeatureCount | Should -Be 5
        $dfm[0].KnownCluster.Count | Should -Be 20
        $dfm[0].Weighting.ToString() | Should -Be 'Count'
        $dfm[0].DocumentName[19] | Should -Be 'doc19'
        foreach ($length in $dfm[0].DocumentLength()) { $length | Should -Be 7 }
    }

    It "goes on with the model's generator, or starts from -Seed" {
        $model = New-MixtureModel -K 2 -Seed 4
        $first = $model | Invoke-DfmSample -N 50
        $second = $model | Invoke-DfmSample -N 50
        $again = New-MixtureModel -K 2 -Seed 4 | Invoke-DfmSample -N 50
        ($first.KnownCluster -join '') | Should -Be ($again.KnownCluster -join '')
        ($first.KnownCluster -join '') | Should -Not -Be ($second.KnownCluster -join '')
        $a = $model | Invoke-DfmSample -N 50 -Seed 9
        $b = $model | Invoke-DfmSample -N 50 -Seed 9
        ($a.KnownCluster -join '') | Should -Be ($b.KnownCluster -join '')
        $a.Seed.ToString() | Should -Be '9'
    }

    It 'gives an empty DFM for N = 0' {
        $dfm = New-MixtureModel -K 2 -Seed 1 | Invoke-DfmSample -N 0
        $dfm.DocumentCount | Should -Be 0
        $dfm.FeatureCount | Should -Be 5
        $dfm.NonZeroCount | Should -Be 0
    }

    It 'takes lengths as <Name>' -ForEach @(
        @{ Name = 'a number'; Length = 3; Expected = '3 3 3' }
        @{ Name = 'a number in a string'; Length = '3'; Expected = '3 3 3' }
        @{ Name = 'a list'; Length = 1, 0, 4; Expected = '1 0 4' }
    ) {
        (New-MixtureModel -K 2 -Seed 1 | Invoke-DfmSample -N 3 -DocumentLength $Length).DocumentLength() -join ' ' | Should -Be $Expected
    }

    It 'draws lengths from <Name>' -ForEach @(
        @{ Name = 'a Poisson'; Length = 'Poisson(25)'; Low = 24; High = 26 }
        @{ Name = 'a Poisson in lower case'; Length = 'poisson(25)'; Low = 24; High = 26 }
        @{ Name = 'a Poisson in a table'; Length = @{ Poisson = 25 }; Low = 24; High = 26 }
        @{ Name = 'a negative binomial'; Length = 'NegativeBinomial(5, 0.2)'; Low = 18.5; High = 21.5 }
        @{ Name = 'a negative binomial in a table'; Length = @{ NegativeBinomial = 5, 0.2 }; Low = 18.5; High = 21.5 }
    ) {
        $dfm = New-MixtureModel -K 2 -Seed 1 | Invoke-DfmSample -N 1000 -M $Length
        $mean = 0.0
        foreach ($l in $dfm.DocumentLength()) { $mean += $l / 1000 }
        $mean | Should -BeGreaterThan $Low
        $mean | Should -BeLessThan $High
    }

    It 'takes the name of a distribution as <_>' -ForEach 'negativebinomial(5, 0.2)', 'negative_binomial(5,0.2)', ' NegativeBinomial (5, 0.2) ' {
        $lengths = (New-MixtureModel -K 2 -Seed 1 | Invoke-DfmSample -N 20 -M $_).DocumentLength() -join ' '
        $lengths | Should -Be ((New-MixtureModel -K 2 -Seed 1 | Invoke-DfmSample -N 20 -M 'NegativeBinomial(5, 0.2)').DocumentLength() -join ' ')
    }

    It 'refuses <Name>' -ForEach @(
        @{ Name = 'a negative N'; Parameters = @{ N = -1 }; Id = 'InvalidSize' }
        @{ Name = 'a negative length'; Parameters = @{ N = 2; DocumentLength = -5 }; Id = 'NegativeDocumentLength' }
        @{ Name = 'a negative length in a list'; Parameters = @{ N = 2; DocumentLength = 5, -5 }; Id = 'NegativeDocumentLength' }
        @{ Name = 'a list of another length'; Parameters = @{ N = 2; DocumentLength = 1, 2, 3 }; Id = 'DocumentLengthCountMismatch' }
        @{ Name = 'an empty list'; Parameters = @{ N = 2; DocumentLength = @() }; Id = 'DocumentLengthCountMismatch' }
        @{ Name = 'an unknown distribution'; Parameters = @{ N = 2; DocumentLength = 'Zipf(2)' }; Id = 'InvalidLengthDistribution' }
        @{ Name = 'a fraction'; Parameters = @{ N = 2; DocumentLength = 2.5 }; Id = 'InvalidLengthDistribution' }
        @{ Name = 'a mean of NaN'; Parameters = @{ N = 2; DocumentLength = 'Poisson(NaN)' }; Id = 'InvalidLengthDistribution' }
    ) {
        { New-MixtureModel -K 2 -Seed 1 | Invoke-DfmSample @Parameters } | Should -Throw -ErrorId "$Id,*"
    }
}
