BeforeAll {
    . (Join-Path $PSScriptRoot Shared.ps1)
    $dfm = 'red and green', 'green and blue blue', 'blue and red and white' | ConvertTo-Dfm
}

Describe 'Select-DfmFeature' {
    It 'selects by document frequency, as a count or a proportion' {
        ($dfm | Select-DfmFeature -MinDocumentFrequency 2).Vocabulary | Should -BeExactly 'and', 'blue', 'green', 'red'
        ($dfm | Select-DfmFeature -MinDocumentFrequency 0.4 -MaxDocumentFrequency 0.9).Vocabulary | Should -BeExactly 'blue', 'green', 'red'
        $hundred = 1..100 | ForEach-Object { ($_ -le 7 ? 'rare x' : 'x') + ($_ -le 29 ? ' some' : '') } | ConvertTo-Dfm
        ($hundred | Select-DfmFeature -MinDocumentFrequency 0.07 -MaxDocumentFrequency 0.29).Vocabulary | Should -BeExactly 'rare', 'some'
        ($dfm | Select-DfmFeature -MaxDocumentFrequency 1).Vocabulary | Should -BeExactly 'white'
    }

    It 'selects by total count and up to a number of features' {
        ($dfm | Select-DfmFeature -MinCount 3).Vocabulary | Should -BeExactly 'and', 'blue'
        ($dfm | Select-DfmFeature -MinCount 2 -MaxCount 3).Vocabulary | Should -BeExactly 'blue', 'green', 'red'
        ($dfm | Select-DfmFeature -MaxFeature 3).Vocabulary | Should -BeExactly 'and', 'blue', 'green'
    }

    It 'selects by pattern, by list and by the features of another DFM' {
        ($dfm | Select-DfmFeature -Pattern '^.{3}$').Vocabulary | Should -BeExactly 'and', 'red'
        ($dfm | Select-DfmFeature -Keep red, blue, pink).Vocabulary | Should -BeExactly 'blue', 'red'
        ($dfm | Select-DfmFeature -Drop and, pink).Vocabulary | Should -BeExactly 'blue', 'green', 'red', 'white'
        ($dfm | Select-DfmFeature -Keep ('red', 'white' | ConvertTo-Dfm)).Vocabulary | Should -BeExactly 'red', 'white'
    }

    It 'reports what was dropped' {
        $selection = ($dfm | Select-DfmFeature -Drop and, pink -MinDocumentFrequency 2).Selection
        $selection.FeatureCountBefore | Should -Be 5
        $selection.FeatureCount | Should -Be 3
        $selection.ListedCount | Should -Be 1
        $selection.NotFoundCount | Should -Be 1
        $selection.RareCount | Should -Be 1
        $selection.DroppedTotal | Should -Be 5
        $output = $dfm | Select-DfmFeature -MinCount 3 -Verbose 4>&1
        $output | Should -HaveCount 2
        "$($output[0])" | Should -BeLike '*2 of 5 features kept*'
    }

    It 'keeps empty documents without -DropEmptyDocument' {
        $kept = $dfm | Select-DfmFeature -Keep white
        $kept.DocumentCount | Should -Be 3
        $kept.Selection.EmptyDocumentCount | Should -Be 2
        $dropped = $dfm | Select-DfmFeature -Keep white -DropEmptyDocument
        $dropped.DocumentName | Should -BeExactly 'doc2'
        $dropped.Selection.DroppedDocumentCount | Should -Be 2
    }

    It 'removes the model from simulated documents whose features change' {
        $simulated = New-MixtureModel -K 2 -Seed 1 | Invoke-DfmSample -N 10
        $trimmed = $simulated | Select-DfmFeature -Drop cat
        $trimmed.FeatureCount | Should -Be 4
        $trimmed.Model | Should -BeNullOrEmpty
        $trimmed.KnownCluster | Should -Be $simulated.KnownCluster
        ($simulated | Select-DfmFeature -MinCount 0).Model | Should -Not -BeNullOrEmpty
    }

    It 'keeps the seed and the sampler of simulated documents' {
        $drawn = New-MixtureModel -K 2 -J 6 -Seed 1 | Invoke-DfmSample -N 20 -Sampler Fast
        $selected = $drawn | Select-DfmFeature -MaxFeature 4
        $selected.Sampler | Should -Be Fast
        $selected.Seed | Should -Be $drawn.Seed
    }

    It 'warns if no feature is left' {
        $none = $dfm | Select-DfmFeature -Keep pink -WarningVariable warnings -WarningAction SilentlyContinue
        $none.FeatureCount | Should -Be 0
        $warnings | Should -HaveCount 1
    }

    It 'continues after a DFM that it cannot process' {
        $weighted = $dfm | ConvertTo-TfIdf
        ($weighted | Select-DfmFeature -MinDocumentFrequency 2).FeatureCount | Should -Be 4
        $trimmed = $weighted, $dfm | Select-DfmFeature -MinCount 3 -ErrorVariable problems -ErrorAction SilentlyContinue
        $trimmed | Should -HaveCount 1
        $problems[0].FullyQualifiedErrorId | Should -BeLike 'AlreadyWeighted,*'
    }

    It 'refuses <Name>' -ForEach @(
        @{ Name = 'an invalid regular expression'; Id = 'InvalidPattern'; Parameters = @{ Pattern = '(' } }
        @{ Name = 'a fractional document frequency above 1'; Id = 'InvalidDocumentFrequency'; Parameters = @{ MinDocumentFrequency = 1.5 } }
        @{ Name = 'a minimum above the maximum document frequency'; Id = 'ConflictingDocumentFrequency'; Parameters = @{ MinDocumentFrequency = 3; MaxDocumentFrequency = 0.5 } }
        @{ Name = 'a minimum above the maximum count'; Id = 'InvalidOption'; Parameters = @{ MinCount = 3; MaxCount = 2 } }
        @{ Name = 'a limit of no features'; Id = 'InvalidOption'; Parameters = @{ MaxFeature = 0 } }
    ) {
        { $dfm | Select-DfmFeature @Parameters } | Should -Throw -ErrorId "$Id,*"
    }
}
