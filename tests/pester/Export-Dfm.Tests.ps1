BeforeAll {
    Import-Module ([IO.Path]::Combine($PSScriptRoot, '..', '..', 'out', 'MixturePS', 'MixturePS.psd1')) -Force
    $dfm = New-MixtureModel -K 3 -J 7 -Eta 0.4 -Seed 11 | Invoke-DfmSample -N 40 -DocumentLength 'Poisson(3)'
    $weighted = $dfm | ConvertTo-TfIdf
    function Get-TestPath($name) { [IO.Path]::Combine($TestDrive, $name) }
    function Get-Difference($first, $second) {
        if ($first.DocumentCount -ne $second.DocumentCount) { return 'documents' }
        for ($i = 0; $i -lt $first.DocumentCount; $i++) {
            $a = $first.Row($i)
            $b = $second.Row($i)
            for ($j = 0; $j -lt $a.Length; $j++) { if (-not $a[$j].Equals($b[$j])) { return "cell $i, $j" } }
        }
    }
}

Describe 'Export-Dfm' {
    It 'writes <_>, which reads back as an equal DFM' -ForEach 'a.csv', 'a.tsv', 'a.csv.gz', 'a.long.csv', 'a.mtx', 'a.mtx.gz', 'a.jsonl', 'a.jsonl.gz' {
        foreach ($original in $dfm, $weighted) {
            $path = Get-TestPath $_
            $original | Export-Dfm $path -Force | Should -BeNullOrEmpty
            $back = Import-Dfm $path
            Get-Difference $original $back | Should -BeNullOrEmpty
            @($back.Vocabulary) | Should -BeExactly @($original.Vocabulary)
            @($back.DocumentName) | Should -BeExactly @($original.DocumentName)
            @($back.KnownCluster) | Should -Be @($original.KnownCluster)
            $back.Weighting.Name | Should -BeExactly $original.Weighting.Name
            $back.Weighting.IsCount | Should -Be $original.Weighting.IsCount
            @($back.Weighting.FeatureWeight) | Should -Be $original.Weighting.FeatureWeight
        }
    }

    It 'writes LDA-C, of counts alone' {
        $dfm | Export-Dfm (Get-TestPath 'b.dat')
        Get-Difference $dfm (Import-Dfm (Get-TestPath 'b.dat')) | Should -BeNullOrEmpty
        [IO.File]::ReadAllLines((Get-TestPath 'b.vocab.txt')) | Should -BeExactly @($dfm.Vocabulary)
        { $weighted | Export-Dfm (Get-TestPath 'c.dat') } | Should -Throw -ErrorId 'NotRepresentable,*'
        [IO.File]::Exists((Get-TestPath 'c.dat')) | Should -BeFalse
    }

    It 'clusters what it reads back as what it wrote' {
        $dfm | Export-Dfm (Get-TestPath 'd.mtx')
        $again = Import-Dfm (Get-TestPath 'd.mtx') | Invoke-KMeans -K 3 -Seed 42
        $first = $dfm | Invoke-KMeans -K 3 -Seed 42
        $again.Inertia | Should -Be $first.Inertia
        @($again.Labels) | Should -Be @($first.Labels)
    }

    It 'replaces files only with -Force' {
        $path = Get-TestPath 'e.csv'
        [IO.File]::WriteAllText($path, 'precious')
        { Export-Dfm $path $dfm } | Should -Throw -ErrorId 'FileExists,*'
        [IO.File]::ReadAllText($path) | Should -Be 'precious'
        Export-Dfm $path $dfm -Force
        (Import-Dfm $path).DocumentCount | Should -Be 40
    }

    It 'writes nothing with -WhatIf' {
        $dfm | Export-Dfm (Get-TestPath 'f.mtx') -WhatIf
        [IO.File]::Exists((Get-TestPath 'f.mtx')) | Should -BeFalse
        [IO.File]::Exists((Get-TestPath 'f.features.txt')) | Should -BeFalse
    }

    It 'passes the DFM on with -PassThru' {
        $passed = $dfm | Export-Dfm (Get-TestPath 'g.csv') -PassThru
        [object]::ReferenceEquals($passed, $dfm) | Should -BeTrue
    }

    It 'leaves no other file behind' {
        $folder = [IO.Directory]::CreateDirectory((Get-TestPath 'h')).FullName
        $weighted | Export-Dfm ([IO.Path]::Combine($folder, 'x.csv'))
        $dfm | Export-Dfm ([IO.Path]::Combine($folder, 'x.csv')) -Force
        [IO.Directory]::GetFiles($folder) | Should -HaveCount 1
    }

    It 'keeps words that look like numbers, formulas and syntax' {
        $words = 'NaN', '=1+1', 'a,b', 'say "hi"', "two`nlines", ([char]0x5E9 + 'x'), [char]::ConvertFromUtf32(0x1F600)
        $odd = New-MixtureModel -K 2 -Vocabulary $words -Seed 1 | Invoke-DfmSample -N 3 -DocumentLength 20
        foreach ($name in 'i.csv', 'i.long.csv', 'i.jsonl') {
            $odd | Export-Dfm (Get-TestPath $name)
            @((Import-Dfm (Get-TestPath $name)).Vocabulary) | Should -BeExactly @($odd.Vocabulary)
        }
        { $odd | Export-Dfm (Get-TestPath 'i.mtx') } | Should -Throw -ErrorId 'NotRepresentable,*'
    }

    It 'makes formulas harmless with -EscapeFormula, and reads them back with it' {
        $odd = New-MixtureModel -K 2 -Vocabulary '=1+1', '@x', 'plain' -Seed 1 | Invoke-DfmSample -N 3
        $odd | Export-Dfm (Get-TestPath 'j.csv') -EscapeFormula
        [IO.File]::ReadAllLines((Get-TestPath 'j.csv'))[0] | Should -BeExactly "DocumentName,KnownCluster,'=1+1,'@x,plain"
        @((Import-Dfm (Get-TestPath 'j.csv') -EscapeFormula).Vocabulary) | Should -BeExactly @($odd.Vocabulary)
    }

    It 'writes without a header, with another delimiter and with a feature a row' {
        $dfm | Export-Dfm (Get-TestPath 'k.csv') -NoHeader -Delimiter ';'
        [IO.File]::ReadAllLines((Get-TestPath 'k.csv')) | Should -HaveCount 40
        Get-Difference $dfm (Import-Dfm (Get-TestPath 'k.csv') -NoHeader -Delimiter ';') | Should -BeNullOrEmpty
        $dfm | Export-Dfm (Get-TestPath 'k.mtx') -Transpose
        [IO.File]::ReadAllLines((Get-TestPath 'k.mtx'))[1] | Should -BeLike '7 40 *'
        Get-Difference $dfm (Import-Dfm (Get-TestPath 'k.mtx')) | Should -BeNullOrEmpty
    }

    It 'refuses what can not be meant' {
        { $dfm | Export-Dfm (Get-TestPath 'l.xyz') } | Should -Throw -ErrorId 'UnknownFileFormat,*'
        { $dfm | Export-Dfm (Get-TestPath 'none/l.csv') } | Should -Throw -ErrorId 'FileNotWritable,*'
        { $dfm | Export-Dfm 'Variable:x.csv' } | Should -Throw -ErrorId 'NotAFile,*'
        { $dfm | Export-Dfm (Get-TestPath 'l.csv') -Delimiter '1' } | Should -Throw -ErrorId 'InvalidOption,*'
        { 'text' | Export-Dfm (Get-TestPath 'l.csv') -ErrorAction Stop } | Should -Throw -ErrorId 'NotADfm,*'
        { $dfm, $weighted | Export-Dfm (Get-TestPath 'l.csv') } | Should -Throw -ErrorId 'SeveralDfms,*'
    }

    It 'writes a matrix too' {
        Export-Dfm (Get-TestPath 'm.csv') ((1, 2), (3, 4))
        (Import-Dfm (Get-TestPath 'm.csv')).Row(1) | Should -Be 3, 4
    }
}
