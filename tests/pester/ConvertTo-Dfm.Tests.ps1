BeforeAll {
    Import-Module ([IO.Path]::Combine($PSScriptRoot, '..', '..', 'out', 'MixturePS', 'MixturePS.psd1')) -Force
    $folder = [IO.Path]::Combine([IO.Path]::GetTempPath(), [IO.Path]::GetRandomFileName())
    $null = [IO.Directory]::CreateDirectory($folder)
    function NewFile([string] $name, [byte[]] $bytes) {
        $path = [IO.Path]::Combine($folder, $name)
        [IO.File]::WriteAllBytes($path, $bytes)
        [IO.FileInfo]::new($path)
    }
    function TextFile([string] $name, [string] $text) { NewFile $name ([Text.UTF8Encoding]::new($false).GetBytes($text)) }
}

AfterAll {
    [IO.Directory]::Delete($folder, $true)
}

Describe 'ConvertTo-Dfm' {
    Context 'strings' {
        It 'counts words, in lower case and in order' {
            $dfm = 'The cat sat.', 'the dog sat, sat' | ConvertTo-Dfm
            $dfm.GetType().Name | Should -Be 'Dfm'
            $dfm.Vocabulary -join ' ' | Should -BeExactly 'cat dog sat the'
            $dfm.Row(0) -join ' ' | Should -Be '1 0 1 1'
            $dfm.Row(1) -join ' ' | Should -Be '0 1 2 1'
            $dfm.DocumentName -join ' ' | Should -Be 'doc0 doc1'
            $dfm.Weighting.IsCount | Should -BeTrue
            $dfm.KnownCluster | Should -BeNullOrEmpty
        }

        It 'takes a list as what is in it, and keeps empty documents' {
            $dfm = ConvertTo-Dfm 'a b', '', '!', 'b'
            $dfm.DocumentCount | Should -Be 4
            $dfm.TextStatistics.EmptyDocumentCount | Should -Be 2
            $dfm.Row(1) -join ' ' | Should -Be '0 0'
        }

        It 'has words by the rules of Unicode' {
            $dfm = "Can't stop e-mail: 3.14 $([char]0x6771)$([char]0x4eac)" | ConvertTo-Dfm
            $dfm.Vocabulary -join ' ' | Should -BeExactly "3.14 can't e mail stop $([char]0x4eac) $([char]0x6771)"
        }

        It 'cuts at white space alone where asked' {
            ("a-b, c.`u{a0}D" | ConvertTo-Dfm -Token WhiteSpace).Vocabulary -join ' ' | Should -BeExactly 'a-b, c. d'
            ('ab a' | ConvertTo-Dfm -Token Character -NGram 1, 2).Vocabulary -join ' ' | Should -BeExactly 'a ab b'
            ('Ab ab' | ConvertTo-Dfm -CaseSensitive).Vocabulary -join ' ' | Should -BeExactly 'Ab ab'
        }

        It 'drops stop words of a language, of a list, and of both' {
            ('The cat and a dog' | ConvertTo-Dfm -StopWord English).Vocabulary -join ' ' | Should -Be 'cat dog'
            ('die Katze und der Hund' | ConvertTo-Dfm -StopWord de).Vocabulary -join ' ' | Should -Be 'hund katze'
            ('the cat and a dog' | ConvertTo-Dfm -StopWord cat, A).Vocabulary -join ' ' | Should -Be 'and dog the'
            $both = 'the cat and a dog' | ConvertTo-Dfm -StopWord English, cat
            $both.Vocabulary -join ' ' | Should -Be 'dog'
            $both.TextStatistics.StopWordCount | Should -Be 4
        }

        It 'stems, joins and filters tokens' {
            ('running runs houses' | ConvertTo-Dfm -Stem english).Vocabulary -join ' ' | Should -Be 'hous run'
            ('new york new' | ConvertTo-Dfm -NGram 1, 2).Vocabulary -join ',' | Should -Be 'new,new york,york,york new'
            ('a bb ccc 12' | ConvertTo-Dfm -MinLength 2 -Pattern '^\p{L}+$').Vocabulary -join ' ' | Should -Be 'bb ccc'
        }

        It 'limits features by count and by share' {
            $texts = 'a b', 'a b c', 'a', 'a d d d'
            ($texts | ConvertTo-Dfm -MinDocumentFrequency 2).Vocabulary -join ' ' | Should -Be 'a b'
            ($texts | ConvertTo-Dfm -MaxDocumentFrequency 1).Vocabulary -join ' ' | Should -Be 'c d'
            ($texts | ConvertTo-Dfm -MinDocumentFrequency 0.5 -MaxDocumentFrequency 0.9).Vocabulary -join ' ' | Should -Be 'b'
            $most = $texts | ConvertTo-Dfm -MaxFeature 2
            $most.Vocabulary -join ' ' | Should -Be 'a d'
            $most.TextStatistics.SurplusFeatureCount | Should -Be 2
            $most.TextStatistics.PrunedCount | Should -Be 3
        }

        It 'keeps to a vocabulary and counts what is not in it' {
            $old = 'a rose is a rose' | ConvertTo-Dfm
            $new = 'a tulip is no rose', 'tulip' | ConvertTo-Dfm -Vocabulary $old
            $new.Vocabulary -join ' ' | Should -Be 'a is rose'
            $new.Row(0) -join ' ' | Should -Be '1 1 1'
            $new.TextStatistics.UnseenCount | Should -Be 3
            ('b a' | ConvertTo-Dfm -Vocabulary z, a, b).Row(0) -join ' ' | Should -Be '0 1 1'
        }

        It 'warns where a vocabulary cannot be met, and where nothing is left' {
            $null = 'b' | ConvertTo-Dfm -Vocabulary B -WarningVariable warned -WarningAction SilentlyContinue
            $warned | Should -HaveCount 1
            $nothing = '!', '?' | ConvertTo-Dfm -WarningVariable warned -WarningAction SilentlyContinue
            $warned | Should -HaveCount 1
            $nothing.DocumentCount | Should -Be 2
            $nothing.FeatureCount | Should -Be 0
        }

        It 'gives the same for any number of threads' {
            $texts = foreach ($i in 1..3000) { "word$($i % 97) it's $($i % 31) and $($i * 7 % 1001)" }
            $one = $texts | ConvertTo-Dfm -ThrottleLimit 1
            $four = $texts | ConvertTo-Dfm -ThrottleLimit 4
            $four.Vocabulary -join ' ' | Should -BeExactly ($one.Vocabulary -join ' ')
            foreach ($i in 0, 1500, 2999) { $four.Row($i) -join ' ' | Should -BeExactly ($one.Row($i) -join ' ') }
        }

        It 'leads to clusters' {
            $texts = 'cat dog cat', 'dog cat', 'bond stock', 'stock bond stock'
            $found = $texts | ConvertTo-Dfm | ConvertTo-TfIdf | Invoke-KMeans -K 2 -Seed 1
            $found.Labels[0] | Should -Be $found.Labels[1]
            $found.Labels[2] | Should -Be $found.Labels[3]
            $found.Labels[0] | Should -Not -Be $found.Labels[2]
        }
    }

    Context 'objects' {
        BeforeAll {
            $rows = @(
                [pscustomobject]@{ Id = 'x1'; Body = 'a b'; Topic = 'news' }
                @{ Id = 'x2'; Body = 'b'; Topic = 'sport' }
                [pscustomobject]@{ Id = 'x3'; Body = @('c', 'a'); Topic = 'news' }
            )
        }

        It 'reads text, name and label' {
            $dfm = $rows | ConvertTo-Dfm -TextProperty Body -NameProperty Id -LabelProperty Topic
            $dfm.Vocabulary -join ' ' | Should -Be 'a b c'
            $dfm.DocumentName -join ' ' | Should -Be 'x1 x2 x3'
            $dfm.KnownCluster -join ' ' | Should -Be '0 1 0'
            $dfm.KnownClusterName -join ' ' | Should -Be 'news sport'
            $dfm.Row(2) -join ' ' | Should -Be '1 0 1'
        }

        It 'computes them with a script block' {
            $dfm = $rows | ConvertTo-Dfm -TextProperty { "$($_.Body) $($_.Id)" } -LabelProperty { $_.Topic.Length }
            $dfm.Vocabulary -join ' ' | Should -Be 'a b c x1 x2 x3'
            $dfm.KnownCluster -join ' ' | Should -Be '4 5 4'
            $dfm.KnownClusterName | Should -BeNullOrEmpty
        }

        It 'reports what is missing and goes on' {
            $bad = @($rows) + [pscustomobject]@{ Other = 1 } + [pscustomobject]@{ Body = $null; Topic = 'news' } + [pscustomobject]@{ Body = 'z' }
            $dfm = $bad | ConvertTo-Dfm -TextProperty Body -LabelProperty Topic -ErrorVariable errors -ErrorAction SilentlyContinue
            $dfm.DocumentCount | Should -Be 3
            $errors | Should -HaveCount 3
            foreach ($e in $errors) { $e.FullyQualifiedErrorId | Should -BeLike 'MissingProperty,*' }
        }

        It 'reports what is no text and goes on' {
            $dfm = 'a', 5, $null, 'b' | ConvertTo-Dfm -ErrorVariable errors -ErrorAction SilentlyContinue
            $dfm.DocumentCount | Should -Be 2
            $errors | Should -HaveCount 2
            foreach ($e in $errors) { $e.FullyQualifiedErrorId | Should -BeLike 'NotText,*' }
        }
    }

    Context 'files' {
        BeforeAll {
            $one = TextFile 'one.txt' "red green`nblue`n"
            $two = TextFile 'two.txt' 'red'
        }

        It 'takes a file for a document' {
            $dfm = $one, $two | ConvertTo-Dfm -LabelProperty { $_.Name.Length }
            $dfm.DocumentName -join ' ' | Should -Be 'one.txt two.txt'
            $dfm.Vocabulary -join ' ' | Should -Be 'blue green red'
            $dfm.KnownCluster -join ' ' | Should -Be '7 7'
        }

        It 'takes a line for a document' {
            $dfm = $one, $two | ConvertTo-Dfm -DocumentPer Line
            $dfm.DocumentName -join ' ' | Should -Be 'one.txt:1 one.txt:2 two.txt:1'
            $dfm.Row(1) -join ' ' | Should -Be '1 0 0'
        }

        It 'finds files by path' {
            (ConvertTo-Dfm -Path ([IO.Path]::Combine($folder, '*.txt'))).DocumentName -join ' ' | Should -Be 'one.txt two.txt'
            (ConvertTo-Dfm -LiteralPath $one.FullName, $two.FullName -NameProperty FullName).DocumentName[1] | Should -Be $two.FullName
        }

        It 'finds out the encoding' {
            $wide = NewFile 'wide.dat' ([Text.Encoding]::Unicode.GetPreamble() + [Text.Encoding]::Unicode.GetBytes("caf`u{e9}"))
            $old = NewFile 'old.dat' ([byte[]](0x63, 0x61, 0x66, 0xe9))
            $dfm = $wide, $old | ConvertTo-Dfm -WarningVariable warned -WarningAction SilentlyContinue
            $dfm.Vocabulary -join ' ' | Should -BeExactly "caf`u{e9}"
            $warned | Should -HaveCount 1
            ($old | ConvertTo-Dfm -Encoding 437).Vocabulary -join ' ' | Should -BeExactly "caf`u{398}".ToLowerInvariant()
        }

        It 'reports a file that cannot be read and goes on' {
            $binary = NewFile 'binary.dat' ([byte[]](0..255))
            $missing = [IO.FileInfo]::new([IO.Path]::Combine($folder, 'missing.txt'))
            $dfm = $binary, $missing, $one, [IO.DirectoryInfo]::new($folder) | ConvertTo-Dfm -ErrorVariable errors -ErrorAction SilentlyContinue
            $dfm.DocumentCount | Should -Be 1
            ($errors | ForEach-Object { $_.FullyQualifiedErrorId.Split(',')[0] }) -join ' ' | Should -Be 'BinaryFile FileNotFound FileNotReadable'
            $none = ConvertTo-Dfm -Path $missing.FullName -ErrorVariable errors -ErrorAction SilentlyContinue
            $none | Should -BeNullOrEmpty
            ($errors | ForEach-Object { $_.FullyQualifiedErrorId.Split(',')[0] }) -join ' ' | Should -Be 'FileNotFound EmptyDfm'
        }
    }

    Context 'mistakes' {
        It 'says that there are no documents' {
            { ConvertTo-Dfm -InputObject @() } | Should -Throw -ErrorId 'EmptyDfm,*'
            $null = @() | ConvertTo-Dfm -ErrorVariable errors -ErrorAction SilentlyContinue
            $errors[0].FullyQualifiedErrorId | Should -BeLike 'EmptyDfm,*'
        }

        It 'refuses <id>' -ForEach @(
            @{ id = 'UnknownLanguage'; with = @{ Stem = 'klingon' } }
            @{ id = 'UnknownLanguage'; with = @{ StopWord = 'klingon' } }
            @{ id = 'InvalidPattern'; with = @{ Pattern = '(' } }
            @{ id = 'InvalidNGram'; with = @{ NGram = 0 } }
            @{ id = 'InvalidNGram'; with = @{ NGram = 1, -2 } }
            @{ id = 'InvalidDocumentFrequency'; with = @{ MinDocumentFrequency = 1.5 } }
            @{ id = 'InvalidDocumentFrequency'; with = @{ MaxDocumentFrequency = 0 } }
            @{ id = 'ConflictingDocumentFrequency'; with = @{ MinDocumentFrequency = 3; MaxDocumentFrequency = 2 } }
            @{ id = 'ConflictingDocumentFrequency'; with = @{ MinDocumentFrequency = 2; MaxDocumentFrequency = 0.5 } }
            @{ id = 'ConflictingVocabulary'; with = @{ Vocabulary = 'a', 'b'; MaxFeature = 1 } }
            @{ id = 'DuplicateVocabularyWord'; with = @{ Vocabulary = 'a', 'a' } }
            @{ id = 'UnknownEncoding'; with = @{ Encoding = 'klingon' } }
            @{ id = 'InvalidOption'; with = @{ MinLength = 0 } }
            @{ id = 'InvalidOption'; with = @{ MaxFeature = 0 } }
        ) {
            { 'some text', 'more' | ConvertTo-Dfm @with } | Should -Throw -ErrorId "$id,*"
        }
    }
}
