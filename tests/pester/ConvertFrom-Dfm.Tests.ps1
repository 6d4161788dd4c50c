BeforeAll {
    . (Join-Path $PSScriptRoot Shared.ps1)
    $dfm = New-MixtureModel -K 2 -Eta 0.5 -Seed 4 | Invoke-DfmSample -N 30 -DocumentLength 6
}

Describe 'ConvertFrom-Dfm' {
    It 'returns a row for each document, with a property for each feature' {
        $rows = $dfm | ConvertFrom-Dfm
        $rows | Should -HaveCount 30
        $rows[0].PSObject.Properties.Name | Should -BeExactly (@('DocumentName', 'KnownCluster') + $dfm.Vocabulary)
        foreach ($i in 0, 29) {
            $rows[$i].DocumentName | Should -Be "doc$i"
            $rows[$i].KnownCluster | Should -Be $dfm.KnownCluster[$i]
            $rows[$i].cat | Should -Be $dfm[$i, 0]
            $rows[$i].fox | Should -Be $dfm[$i, 4]
        }
    }

    It 'returns a row for each nonzero count with -As Long' {
        $rows = $dfm | ConvertFrom-Dfm -As Long
        $rows | Should -HaveCount $dfm.NonZeroCount
        foreach ($row in $rows) {
            $document = [int]($row.DocumentName -replace '^doc')
            $row.Count | Should -Be $dfm[$document, $dfm.Vocabulary.IndexOf($row.Feature)]
        }
        ($rows | Measure-Object Count -Sum).Sum | Should -Be (30 * 6)
        $rows[0].KnownCluster | Should -Be $dfm.KnownCluster[0]
    }

    It 'returns weights in place of counts for a weighted DFM' {
        $weighted = $dfm | ConvertTo-TfIdf
        $rows = $weighted | ConvertFrom-Dfm -As Long
        $rows[0].PSObject.Properties.Name | Should -BeExactly 'DocumentName', 'KnownCluster', 'KnownClusterName', 'Feature', 'Weight'
        $rows[0].Weight | Should -BeIn $weighted.Row(0)
        ($weighted | ConvertFrom-Dfm)[3].cat | Should -Be $weighted[3, 0]
    }

    It 'has the names of known clusters, which Import-Dfm reads: <As>' -ForEach @(
        @{ As = 'Wide'; Format = 'WideCsv' }
        @{ As = 'Long'; Format = 'LongCsv' }
    ) {
        $named = [pscustomobject]@{ t = 'cat cat'; l = 'pets' }, [pscustomobject]@{ t = 'shares'; l = 'money' }, [pscustomobject]@{ t = 'a cat'; l = 'pets' } |
            ConvertTo-Dfm -TextProperty t -LabelProperty l
        $rows = $named | ConvertFrom-Dfm -As $As
        $rows[-1].KnownCluster | Should -Be 0
        $rows[-1].KnownClusterName | Should -BeExactly 'pets'
        $path = Join-Path $TestDrive "named-$As.csv"
        $rows | Export-Csv $path
        $again = Import-Dfm $path -Format $Format
        $again.KnownClusterName | Should -BeExactly 'pets', 'money'
        $again.KnownCluster | Should -Be 0, 1, 0
        $again.FeatureCount | Should -Be $named.FeatureCount
    }

    It 'omits KnownCluster if no clusters are known' {
        $row = (ConvertFrom-Dfm -InputObject ((1, 2), (3, 4)))[1]
        $row.PSObject.Properties.Name | Should -Be 'DocumentName', 'feature0', 'feature1'
        $row.feature1 | Should -Be 4
        (ConvertFrom-Dfm -InputObject ((1, 2), (3, 4)) -As Long)[0].KnownCluster | Should -BeNullOrEmpty
    }

    It 'renames features whose names are taken, with a warning' {
        $odd = New-MixtureModel -K 2 -Vocabulary 'cat', 'Cat', 'documentname', 'KnownCluster', 'PSObject', 'cat_2' -Seed 1 | Invoke-DfmSample -N 2
        $rows = $odd | ConvertFrom-Dfm -WarningVariable warnings -WarningAction SilentlyContinue
        ($rows[0].PSObject.Properties | ForEach-Object Name) |
            Should -BeExactly 'DocumentName', 'KnownCluster', 'cat', 'Cat_2', 'documentname_2', 'KnownCluster_2', 'PSObject_2', 'cat_2_2'
        $rows[1].Cat_2 | Should -Be $odd[1, 1]
        $warnings | Should -HaveCount 1
    }

    It 'refuses input that is not a DFM' {
        { ConvertFrom-Dfm -InputObject 'text' } | Should -Throw -ErrorId 'NotADfm,*'
    }

    It 'survives Export-Csv and Import-Dfm as <As>' -ForEach @(
        @{ As = 'Wide'; Format = 'WideCsv' }
        @{ As = 'Long'; Format = 'LongCsv' }
    ) {
        $culture = [cultureinfo]::CurrentCulture
        foreach ($original in $dfm, ($dfm | ConvertTo-TfIdf)) {
            $weighting = @{}
            try {
                if (-not $original.Weighting.IsCount) {
                    $weighting.Weighting = 'TfIdf'
                    # Export-Csv writes fractions in the culture of the session, but DFM files need a decimal point.
                    [cultureinfo]::CurrentCulture = [cultureinfo]::InvariantCulture
                }
                $original | ConvertFrom-Dfm -As $As | Export-Csv TestDrive:/rows.csv
            }
            finally { [cultureinfo]::CurrentCulture = $culture }
            $back = Import-Dfm TestDrive:/rows.csv -Format $Format @weighting
            $back.KnownCluster | Should -Be $original.KnownCluster
            foreach ($i in 0, 13, 29) {
                foreach ($word in $original.Vocabulary) {
                    $back[$i, $back.Vocabulary.IndexOf($word)] | Should -Be $original[$i, $original.Vocabulary.IndexOf($word)]
                }
            }
        }
    }
}
