BeforeAll {
    . (Join-Path $PSScriptRoot Shared.ps1)
    $rows = @{ t = 'the cat purrs'; a = 'Bob'; y = 2020 }, @{ t = 'a cat'; a = 'Ann'; y = 2019 }, @{ t = 'the cat fell'; a = 'Bob'; y = 2019 }, @{ t = 'lost'; a = ''; y = 2020 } |
        ForEach-Object { [pscustomobject]$_ }
    $dfm = $rows | ConvertTo-Dfm -TextProperty t -VariableProperty a, y
}

Describe 'Group-DfmDocument' {
    It 'adds up the documents of each value' {
        $sums = $dfm | Group-DfmDocument -By a
        $sums.DocumentName | Should -BeExactly 'Bob', 'Ann', '(missing)'
        $sums.Vocabulary | Should -BeExactly $dfm.Vocabulary
        $cat = [array]::IndexOf(@($sums.Vocabulary), 'cat')
        0..2 | ForEach-Object { $sums[$_, $cat] } | Should -Be 2, 1, 0
        for ($j = 0; $j -lt $dfm.FeatureCount; $j++) {
            (0..2 | ForEach-Object { $sums[$_, $j] } | Measure-Object -Sum).Sum | Should -Be (0..3 | ForEach-Object { $dfm[$_, $j] } | Measure-Object -Sum).Sum
        }
        ($sums.Variable | Where-Object Name -EQ DocumentCount).Value | Should -Be 2, 1, 1
    }

    It 'orders numbers, and combines variables' {
        ($dfm | Group-DfmDocument -By y).DocumentName | Should -BeExactly '2019', '2020'
        ($dfm | Group-DfmDocument -By y, a).DocumentName | Should -BeExactly '2019, Bob', '2019, Ann', '2020, Bob', '2020, (missing)'
    }

    It 'groups by the known cluster, which stays known' {
        $drawn = New-MixtureModel -K 3 -Seed 1 | Invoke-DfmSample -N 60
        $sums = $drawn | Group-DfmDocument -By KnownCluster
        $sums.KnownCluster | Should -Be 0, 1, 2
        $sums.DocumentLength() | Measure-Object -Sum | ForEach-Object Sum | Should -Be ($drawn.DocumentLength() | Measure-Object -Sum).Sum
    }

    It 'refuses <Why>: <Id>' -ForEach @(
        @{ Why = 'a variable that there isn''t'; Id = 'UnknownVariable'; Script = { $dfm | Group-DfmDocument -By b } }
        @{ Why = 'weights'; Id = 'AlreadyWeighted'; Script = { $dfm | ConvertTo-TfIdf | Group-DfmDocument -By a } }
    ) {
        $ErrorActionPreference = 'Stop'
        { . $Script } | Should -Throw -ErrorId "$Id,MixturePS.Commands.GroupDfmDocumentCommand"
    }

    It 'names the variables there are' {
        { $dfm | Group-DfmDocument -By b -ErrorAction Stop } | Should -Throw '*variables are a, y.*'
    }
}
