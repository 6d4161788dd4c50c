BeforeAll {
    . (Join-Path $PSScriptRoot Shared.ps1)
    $rows = @{ t = 'the cat purrs'; n = 'a1'; y = 2019; l = 'pets' }, @{ t = 'a cat'; n = 'a2'; y = 2020; l = 'pets' }, @{ t = 'shares fell'; n = 'b1'; y = 2021; l = 'money' } |
        ForEach-Object { [pscustomobject]$_ }
    $dfm = $rows | ConvertTo-Dfm -TextProperty t -NameProperty n -LabelProperty l -VariableProperty y
}

Describe 'Select-DfmDocument' {
    It 'selects by a script block that sees variables, names, lengths and known clusters' {
        ($dfm | Select-DfmDocument { $_.y -ge 2020 }).DocumentName | Should -BeExactly 'a2', 'b1'
        ($dfm | Select-DfmDocument { $_.TokenCount -eq 3 }).DocumentName | Should -BeExactly 'a1'
        ($dfm | Select-DfmDocument { $_.KnownClusterName -eq 'money' }).DocumentName | Should -BeExactly 'b1'
        ($dfm | Select-DfmDocument { $_.Document -ne 1 }).DocumentName | Should -BeExactly 'a1', 'b1'
    }

    It 'keeps what belongs to the documents' {
        $some = $dfm | Select-DfmDocument -Document 2, 0
        $some.DocumentName | Should -BeExactly 'a1', 'b1'
        $some.KnownCluster | Should -Be 0, 1
        $some.KnownClusterName | Should -BeExactly 'pets', 'money'
        $some.Variable[0].Value | Should -Be 2019, 2021
        $some.Vocabulary | Should -BeExactly $dfm.Vocabulary
        $some.Row(1) | Should -Be $dfm.Row(2)
        "$($some.TextRecipe)" | Should -BeExactly "$($dfm.TextRecipe)"
        $weighted = $dfm | ConvertTo-TfIdf
        "$(($weighted | Select-DfmDocument -Document 1).Weighting)" | Should -BeExactly "$($weighted.Weighting)"
    }

    It 'selects by names with wildcards, ranges of indices, and all conditions together' {
        ($dfm | Select-DfmDocument -Name 'A*').DocumentName | Should -BeExactly 'a1', 'a2'
        ($dfm | Select-DfmDocument -Document 1..2).DocumentName | Should -BeExactly 'a2', 'b1'
        ($dfm | Select-DfmDocument { $_.y -ge 2020 } -Name a*).DocumentName | Should -BeExactly 'a2'
    }

    It 'draws the same documents for the same seed, each once' {
        $many = New-MixtureModel -K 2 -Seed 1 | Invoke-DfmSample -N 200
        $drawn = $many | Select-DfmDocument -Sample 50 -Seed 3
        $drawn.DocumentName | Should -HaveCount 50
        $drawn.DocumentName | Sort-Object -Unique | Should -HaveCount 50
        ($many | Select-DfmDocument -Sample 50 -Seed 3).DocumentName | Should -BeExactly $drawn.DocumentName
        ($many | Select-DfmDocument -Sample 50 -Seed 4).DocumentName | Should -Not -BeExactly $drawn.DocumentName
        ($many | Select-DfmDocument -Sample 200 -Seed 4).DocumentName | Should -BeExactly $many.DocumentName
    }

    It 'draws every document equally often' {
        $three = [int[]]::new(3)
        $generator = New-RandomGenerator -Seed 1
        foreach ($r in 1..600) { $three[[array]::IndexOf(@($dfm.DocumentName), ($dfm | Select-DfmDocument -Sample 1 -Generator $generator).DocumentName[0])]++ }
        $three | ForEach-Object { $_ | Should -BeGreaterThan 150 }
    }

    It 'refuses <Why>: <Id>' -ForEach @(
        @{ Why = 'no condition'; Id = 'ConditionNeeded'; Parameters = @{} }
        @{ Why = 'a condition that no document meets'; Id = 'NoDocumentSelected'; Parameters = @{ Name = 'z*' } }
        @{ Why = 'an index beyond the last'; Id = 'InvalidIndex'; Parameters = @{ Document = 3 } }
        @{ Why = 'a sample that is too large'; Id = 'InvalidOption'; Parameters = @{ Sample = 4 } }
        @{ Why = 'a sample of none'; Id = 'InvalidOption'; Parameters = @{ Sample = 0 } }
        @{ Why = 'a script block that fails'; Id = 'ConditionFailed'; Parameters = @{ FilterScript = { throw 'no' } } }
    ) {
        { $dfm | Select-DfmDocument @Parameters -ErrorAction Stop } | Should -Throw -ErrorId "$Id,MixturePS.Commands.SelectDfmDocumentCommand"
    }
}
