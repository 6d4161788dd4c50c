BeforeAll {
    Import-Module ([IO.Path]::Combine($PSScriptRoot, '..', '..', 'out', 'MixturePS', 'MixturePS.psd1')) -Force
    $dfm = 'red and green', 'green and blue blue', 'blue and red and white' | ConvertTo-Dfm
}

Describe 'Select-DfmFeature' {
    It 'trims by document frequency, as a number and as a share' {
        ($dfm | Select-DfmFeature -MinDocumentFrequency 2).Vocabulary -join ' ' | Should -Be 'and blue green red'
        ($dfm | Select-DfmFeature -MinDocumentFrequency 0.4 -MaxDocumentFrequency 0.9).Vocabulary -join ' ' | Should -Be 'blue green red'
        ($dfm | Select-DfmFeature -MaxDocumentFrequency 1).Vocabulary -join ' ' | Should -Be 'white'
    }

    It 'trims by total count and to a number of features' {
        ($dfm | Select-DfmFeature -MinCount 3).Vocabulary -join ' ' | Should -Be 'and blue'
        ($dfm | Select-DfmFeature -MinCount 2 -MaxCount 3).Vocabulary -join ' ' | Should -Be 'blue green red'
        ($dfm | Select-DfmFeature -MaxFeature 3).Vocabulary -join ' ' | Should -Be 'and blue green'
    }

    It 'trims by pattern and by list' {
        ($dfm | Select-DfmFeature -Pattern '^.{3}$').Vocabulary -join ' ' | Should -Be 'and red'
        ($dfm | Select-DfmFeature -Keep red, blue, pink).Vocabulary -join ' ' | Should -Be 'blue red'
        ($dfm | Select-DfmFeature -Drop and, pink).Vocabulary -join ' ' | Should -Be 'blue green red white'
        ($dfm | Select-DfmFeature -Keep ('red', 'white' | ConvertTo-Dfm)).Vocabulary -join ' ' | Should -Be 'red white'
    }

    It 'reports what was left out' {
        $trimmed = $dfm | Select-DfmFeature -Drop and, pink -MinDocumentFrequency 2
        $trimmed.Selection.FeatureCountBefore | Should -Be 5
        $trimmed.Selection.FeatureCount | Should -Be 3
        $trimmed.Selection.ListedCount | Should -Be 1
        $trimmed.Selection.NotFoundCount | Should -Be 1
        $trimmed.Selection.RareCount | Should -Be 1
        $trimmed.Selection.DroppedTotal | Should -Be 5
        $told = $dfm | Select-DfmFeature -MinCount 3 -Verbose 4>&1
        $told | Should -HaveCount 2
        "$($told[0])" | Should -BeLike '*2 of 5 features kept*'
    }

    It 'keeps empty documents, unless told otherwise' {
        $kept = $dfm | Select-DfmFeature -Keep white
        $kept.DocumentCount | Should -Be 3
        $kept.Selection.EmptyDocumentCount | Should -Be 2
        $dropped = $dfm | Select-DfmFeature -Keep white -DropEmptyDocument
        $dropped.DocumentName -join ' ' | Should -Be 'doc2'
        $dropped.Selection.DroppedDocumentCount | Should -Be 2
    }

    It 'trims simulated documents, whose model is lost' {
        $simulated = New-MixtureModel -K 2 -Seed 1 | Invoke-DfmSample -N 10
        $trimmed = $simulated | Select-DfmFeature -Drop cat
        $trimmed.FeatureCount | Should -Be 4
        $trimmed.Model | Should -BeNullOrEmpty
        $trimmed.KnownCluster -join ' ' | Should -Be ($simulated.KnownCluster -join ' ')
        ($simulated | Select-DfmFeature -MinCount 0).Model | Should -Not -BeNullOrEmpty
    }

    It 'warns where nothing is left' {
        $none = $dfm | Select-DfmFeature -Keep pink -WarningVariable warned -WarningAction SilentlyContinue
        $none.FeatureCount | Should -Be 0
        $warned | Should -HaveCount 1
    }

    It 'goes on after a DFM that it cannot trim' {
        $weighted = $dfm | ConvertTo-TfIdf
        ($weighted | Select-DfmFeature -MinDocumentFrequency 2).FeatureCount | Should -Be 4
        $done = $weighted, $dfm | Select-DfmFeature -MinCount 3 -ErrorVariable errors -ErrorAction SilentlyContinue
        $done | Should -HaveCount 1
        $errors[0].FullyQualifiedErrorId | Should -BeLike 'AlreadyWeighted,*'
    }

    It 'refuses <id>' -ForEach @(
        @{ id = 'InvalidPattern'; with = @{ Pattern = '(' } }
        @{ id = 'InvalidDocumentFrequency'; with = @{ MinDocumentFrequency = 1.5 } }
        @{ id = 'ConflictingDocumentFrequency'; with = @{ MinDocumentFrequency = 3; MaxDocumentFrequency = 0.5 } }
        @{ id = 'InvalidOption'; with = @{ MinCount = 3; MaxCount = 2 } }
        @{ id = 'InvalidOption'; with = @{ MaxFeature = 0 } }
    ) {
        { $dfm | Select-DfmFeature @with } | Should -Throw -ErrorId "$id,*"
    }
}
