BeforeAll {
    . (Join-Path $PSScriptRoot Shared.ps1)
    $dfm = New-MixtureModel -K 3 -J 7 -Eta 0.4 -Seed 11 | Invoke-DfmSample -N 40 -DocumentLength 'Poisson(3)'
    $weighted = $dfm | ConvertTo-TfIdf

    # Returns the first difference between the cells of two DFMs; nothing if there is none.
    function Get-Difference($first, $second) {
        if ($first.DocumentCount -ne $second.DocumentCount) { return "$($first.DocumentCount) and $($second.DocumentCount) documents" }
        for ($i = 0; $i -lt $first.DocumentCount; $i++) {
            $a = $first.Row($i)
            $b = $second.Row($i)
            for ($j = 0; $j -lt $a.Count; $j++) { if (-not $a[$j].Equals($b[$j])) { return "cell $i, $j" } }
        }
    }
}

Describe 'Export-Dfm' {
    It 'writes <_> so that it reads back as an equal DFM' -ForEach 'a.csv', 'a.tsv', 'a.csv.gz', 'a.long.csv', 'a.mtx', 'a.mtx.gz', 'a.jsonl', 'a.jsonl.gz' {
        $path = "TestDrive:/$_"
        foreach ($original in $dfm, $weighted) {
            $original | Export-Dfm $path -Force | Should -BeNullOrEmpty
            $back = Import-Dfm $path
            Get-Difference $original $back | Should -BeNullOrEmpty
            $back.Vocabulary | Should -BeExactly @($original.Vocabulary)
            $back.DocumentName | Should -BeExactly @($original.DocumentName)
            $back.KnownCluster | Should -Be $original.KnownCluster
            $back.Weighting.Name | Should -BeExactly $original.Weighting.Name
            $back.Weighting.IsCount | Should -Be $original.Weighting.IsCount
            $back.Weighting.FeatureWeight | Should -Be $original.Weighting.FeatureWeight
        }
    }

    It 'writes counts, but no weights, as LDA-C' {
        $dfm | Export-Dfm TestDrive:/b.dat
        Get-Difference $dfm (Import-Dfm TestDrive:/b.dat) | Should -BeNullOrEmpty
        Get-Content TestDrive:/b.vocab.txt | Should -BeExactly @($dfm.Vocabulary)
        { $weighted | Export-Dfm TestDrive:/c.dat } | Should -Throw -ErrorId 'NotRepresentable,*'
        'TestDrive:/c.dat' | Should -Not -Exist
    }

    It 'preserves the clusters that k-means finds' {
        $dfm | Export-Dfm TestDrive:/d.mtx
        $again = Import-Dfm TestDrive:/d.mtx | Invoke-KMeans -K 3 -Seed 42
        $first = $dfm | Invoke-KMeans -K 3 -Seed 42
        $again.Inertia | Should -Be $first.Inertia
        $again.Labels | Should -Be $first.Labels
    }

    It 'replaces a file only with -Force' {
        Set-Content TestDrive:/e.csv 'precious' -NoNewline
        { Export-Dfm TestDrive:/e.csv $dfm } | Should -Throw -ErrorId 'FileExists,*'
        Get-Content TestDrive:/e.csv -Raw | Should -BeExactly 'precious'
        Export-Dfm TestDrive:/e.csv $dfm -Force
        (Import-Dfm TestDrive:/e.csv).DocumentCount | Should -Be 40
    }

    It 'writes nothing with -WhatIf' {
        $dfm | Export-Dfm TestDrive:/f.mtx -WhatIf
        'TestDrive:/f.mtx' | Should -Not -Exist
        'TestDrive:/f.features.txt' | Should -Not -Exist
    }

    It 'returns the DFM with -PassThru' {
        $passed = $dfm | Export-Dfm TestDrive:/g.csv -PassThru
        [object]::ReferenceEquals($passed, $dfm) | Should -BeTrue
    }

    It 'leaves no other file behind' {
        $null = New-Item TestDrive:/h -ItemType Directory
        $weighted | Export-Dfm TestDrive:/h/x.csv
        $dfm | Export-Dfm TestDrive:/h/x.csv -Force
        Get-ChildItem TestDrive:/h -Force | Should -HaveCount 1
    }

    It 'keeps features that look like numbers, formulas and syntax' {
        $words = 'NaN', '=1+1', 'a,b', 'say "hi"', "two`nlines", "`u{5e9}x", "`u{1f600}"
        $odd = New-MixtureModel -K 2 -Vocabulary $words -Seed 1 | Invoke-DfmSample -N 3 -DocumentLength 20
        foreach ($path in 'TestDrive:/i.csv', 'TestDrive:/i.long.csv', 'TestDrive:/i.jsonl') {
            $odd | Export-Dfm $path
            (Import-Dfm $path).Vocabulary | Should -BeExactly @($odd.Vocabulary)
        }
        { $odd | Export-Dfm TestDrive:/i.mtx } | Should -Throw -ErrorId 'NotRepresentable,*'
    }

    It 'escapes formulas with -EscapeFormula, and Import-Dfm undoes it' {
        $odd = New-MixtureModel -K 2 -Vocabulary '=1+1', '@x', 'plain' -Seed 1 | Invoke-DfmSample -N 3
        $odd | Export-Dfm TestDrive:/j.csv -EscapeFormula
        Get-Content TestDrive:/j.csv -TotalCount 1 | Should -BeExactly "DocumentName,KnownCluster,'=1+1,'@x,plain"
        (Import-Dfm TestDrive:/j.csv -EscapeFormula).Vocabulary | Should -BeExactly @($odd.Vocabulary)
    }

    It 'writes without a header, with another delimiter, and transposed' {
        $dfm | Export-Dfm TestDrive:/k.csv -NoHeader -Delimiter ';'
        Get-Content TestDrive:/k.csv | Should -HaveCount 40
        Get-Difference $dfm (Import-Dfm TestDrive:/k.csv -NoHeader -Delimiter ';') | Should -BeNullOrEmpty
        $dfm | Export-Dfm TestDrive:/k.mtx -Transpose
        (Get-Content TestDrive:/k.mtx)[1] | Should -BeLike '7 40 *'
        Get-Difference $dfm (Import-Dfm TestDrive:/k.mtx) | Should -BeNullOrEmpty
    }

    It 'refuses unknown formats, unusable paths and wrong input' {
        { $dfm | Export-Dfm TestDrive:/l.xyz } | Should -Throw -ErrorId 'UnknownFileFormat,*'
        { $dfm | Export-Dfm TestDrive:/none/l.csv } | Should -Throw -ErrorId 'FileNotWritable,*'
        { $dfm | Export-Dfm Variable:x.csv } | Should -Throw -ErrorId 'NotAFile,*'
        { $dfm | Export-Dfm TestDrive:/l.csv -Delimiter '1' } | Should -Throw -ErrorId 'InvalidOption,*'
        { 'text' | Export-Dfm TestDrive:/l.csv -ErrorAction Stop } | Should -Throw -ErrorId 'NotADfm,*'
        { $dfm, $weighted | Export-Dfm TestDrive:/l.csv } | Should -Throw -ErrorId 'SeveralDfms,*'
    }

    It 'also writes a matrix' {
        Export-Dfm TestDrive:/m.csv ((1, 2), (3, 4))
        (Import-Dfm TestDrive:/m.csv).Row(1) | Should -Be 3, 4
    }

    It 'writes and reads <_>' -ForEach 'a.svmlight', 'a.libsvm.gz', 'docword.a.txt', 'a.json', 'a.json.gz' {
        foreach ($original in $dfm, $weighted) {
            $original | Export-Dfm "TestDrive:/$_" -Force
            $back = Import-Dfm "TestDrive:/$_"
            Get-Difference $original $back | Should -BeNullOrEmpty
            $back.Vocabulary | Should -BeExactly @($original.Vocabulary)
            $back.KnownCluster | Should -Be $original.KnownCluster
            $back.Weighting.Name | Should -BeExactly $original.Weighting.Name
        }
    }

    It 'writes the encoding <_> and refuses letters that it lacks' -ForEach 'utf8', 'utf8BOM', 'unicode', 'bigendianunicode', 'utf32', 'windows-1252', 'ascii' {
        $words = "caf`u{e9}", 'b'
        $accented = New-MixtureModel -K 2 -Vocabulary $words -Seed 1 | Invoke-DfmSample -N 3 -DocumentLength 20
        $path = "TestDrive:/encoded-$_.csv"
        if ($_ -eq 'ascii') {
            { $accented | Export-Dfm $path -Encoding $_ } | Should -Throw -ErrorId 'NotRepresentable,*'
            $path | Should -Not -Exist
        }
        else {
            $accented | Export-Dfm $path -Encoding $_
            (Import-Csv $path -Encoding $_)[0].PSObject.Properties.Name | Should -Contain "caf`u{e9}"
            (Import-Dfm $path -Encoding $_).Vocabulary | Should -BeExactly $words
        }
    }

    It 'keeps the mode of a file and the link to it' -Skip:$IsWindows {
        $null = New-Item (Join-Path $TestDrive private) -ItemType Directory
        $file = Join-Path $TestDrive private/x.csv
        $link = Join-Path $TestDrive private/link.csv
        $model = Join-Path $TestDrive private/x.json
        $dfm | Export-Dfm $file
        $dfm | Invoke-KMeans -K 1 -Seed 1 | Export-MixtureModel $model
        chmod 600 $file $model
        $null = New-Item $link -ItemType SymbolicLink -Value $file
        $dfm | Export-Dfm $link -Force
        $dfm | Invoke-KMeans -K 1 -Seed 1 | Export-MixtureModel $model -Force
        (Get-Item $file, $model).UnixMode | Should -Be '-rw-------', '-rw-------'
        (Get-Item $link).LinkType | Should -Be 'SymbolicLink'
    }

    It 'writes a name that is as long as the file system allows' -Skip:$IsWindows {
        $null = New-Item (Join-Path $TestDrive long) -ItemType Directory
        $path = Join-Path $TestDrive "long/$('n' * 251).csv"
        $dfm | Export-Dfm $path
        $dfm | Export-Dfm $path -Force
        Get-ChildItem (Join-Path $TestDrive long) -Force | Should -HaveCount 1
    }
}
