BeforeAll {
    Import-Module ([IO.Path]::Combine($PSScriptRoot, '..', '..', 'out', 'MixturePS', 'MixturePS.psd1')) -Force
    $dfm = New-MixtureModel -K 2 -Eta 0.5 -Seed 4 | Invoke-DfmSample -N 30 -DocumentLength 6
}

Describe 'ConvertFrom-Dfm' {
    It 'gives a row a document, with a property a feature' {
        $rows = @($dfm | ConvertFrom-Dfm)
        $rows | Should -HaveCount 30
        ($rows[0].PSObject.Properties | ForEach-Object Name) | Should -BeExactly (@('DocumentName', 'KnownCluster') + $dfm.Vocabulary)
        foreach ($i in 0, 29) {
            $rows[$i].DocumentName | Should -Be "doc$i"
            $rows[$i].KnownCluster | Should -Be $dfm.KnownCluster[$i]
            $rows[$i].cat | Should -Be $dfm[$i, 0]
            $rows[$i].fox | Should -Be $dfm[$i, 4]
        }
    }

    It 'gives a row for each count that is not zero' {
        $rows = @($dfm | ConvertFrom-Dfm -As Long)
        $rows | Should -HaveCount $dfm.NonZeroCount
        $sum = 0
        foreach ($row in $rows) {
            $sum += $row.Count
            $row.Count | Should -Be $dfm[([int]$row.DocumentName.Substring(3)), ([Array]::IndexOf(@($dfm.Vocabulary), $row.Feature))]
        }
        $sum | Should -Be (30 * 6)
        $rows[0].KnownCluster | Should -Be $dfm.KnownCluster[0]
    }

    It 'has a weight in place of a count where the cells are weights' {
        $weighted = $dfm | ConvertTo-TfIdf
        $rows = @($weighted | ConvertFrom-Dfm -As Long)
        ($rows[0].PSObject.Properties | ForEach-Object Name) | Should -BeExactly 'DocumentName', 'KnownCluster', 'Feature', 'Weight'
        $rows[0].Weight | Should -BeIn $weighted.Row(0)
        @($weighted | ConvertFrom-Dfm)[3].cat | Should -Be $weighted[3, 0]
    }

    It 'has no KnownCluster where none is known' {
        $row = @(ConvertFrom-Dfm -InputObject ((1, 2), (3, 4)))[1]
        ($row.PSObject.Properties | ForEach-Object Name) | Should -Be 'DocumentName', 'feature0', 'feature1'
        $row.feature1 | Should -Be 4
        @(ConvertFrom-Dfm -InputObject ((1, 2), (3, 4)) -As Long)[0].KnownCluster | Should -BeNullOrEmpty
    }

    It 'renames words whose names are taken, and says so' {
        $odd = New-MixtureModel -K 2 -Vocabulary 'cat', 'Cat', 'documentname', 'KnownCluster', 'PSObject', 'cat_2' -Seed 1 | Invoke-DfmSample -N 2
        $rows = @($odd | ConvertFrom-Dfm -WarningVariable warnings -WarningAction SilentlyContinue)
        ($rows[0].PSObject.Properties | ForEach-Object Name) |
            Should -BeExactly 'DocumentName', 'KnownCluster', 'cat', 'Cat_2', 'documentname_2', 'KnownCluster_2', 'PSObject_2', 'cat_2_2'
        $rows[1].Cat_2 | Should -Be $odd[1, 1]
        $warnings | Should -HaveCount 1
    }

    It 'refuses what is not a DFM' {
        { ConvertFrom-Dfm -InputObject 'text' } | Should -Throw -ErrorId 'NotADfm,*'
    }

    It 'is read back from Export-Csv, as <As>' -Tag FullPowerShell -ForEach @(@{ As = 'Wide'; Format = 'WideCsv' }, @{ As = 'Long'; Format = 'LongCsv' }) {
        foreach ($original in $dfm, ($dfm | ConvertTo-TfIdf)) {
            $path = Join-Path $TestDrive 'rows.csv'
            $original | ConvertFrom-Dfm -As $As | Export-Csv $path
            $weighting = @{}
            if (-not $original.Weighting.IsCount) { $weighting.Weighting = 'TfIdf' }
            $back = Import-Dfm $path -Format $Format @weighting
            @($back.KnownCluster) | Should -Be @($original.KnownCluster)
            foreach ($i in 0, 13, 29) {
                foreach ($word in $original.Vocabulary) {
                    $back[$i, [Array]::IndexOf(@($back.Vocabulary), $word)] | Should -Be $original[$i, [Array]::IndexOf(@($original.Vocabulary), $word)]
                }
            }
        }
    }
}
