BeforeAll { . (Join-Path $PSScriptRoot Shared.ps1) }

Describe 'ConvertTo-Dfm' {
    Context 'Strings' {
        It 'counts words in lower case and sorts them' {
            $dfm = 'The cat sat.', 'the dog sat, sat' | ConvertTo-Dfm
            $dfm.GetType().Name | Should -Be 'Dfm'
            $dfm.Vocabulary | Should -BeExactly 'cat', 'dog', 'sat', 'the'
            $dfm.Row(0) | Should -Be 1, 0, 1, 1
            $dfm.Row(1) | Should -Be 0, 1, 2, 1
            $dfm.DocumentName | Should -Be 'doc0', 'doc1'
            $dfm.Weighting.IsCount | Should -BeTrue
            $dfm.KnownCluster | Should -BeNullOrEmpty
        }

        It 'takes a list as an argument and keeps empty documents' {
            $dfm = ConvertTo-Dfm 'a b', '', '!', 'b'
            $dfm.DocumentCount | Should -Be 4
            $dfm.TextStatistics.EmptyDocumentCount | Should -Be 2
            $dfm.Row(1) | Should -Be 0, 0
        }

        It 'splits words by the rules of Unicode' {
            $dfm = "Can't stop e-mail: 3.14 東京" | ConvertTo-Dfm
            $dfm.Vocabulary | Should -BeExactly '3.14', "can't", 'e', 'mail', 'stop', '京', '東'
        }

        It 'splits at white space or into characters, and keeps case, on request' {
            ("a-b, c.`u{a0}D" | ConvertTo-Dfm -Token WhiteSpace).Vocabulary | Should -BeExactly 'a-b,', 'c.', 'd'
            ('ab a' | ConvertTo-Dfm -Token Character -NGram 1, 2).Vocabulary | Should -BeExactly 'a', 'ab', 'b'
            ('Ab ab' | ConvertTo-Dfm -CaseSensitive).Vocabulary | Should -BeExactly 'Ab', 'ab'
        }

        It 'removes stop words of a language, of a list, and of both' {
            ('The cat and a dog' | ConvertTo-Dfm -StopWord English).Vocabulary | Should -Be 'cat', 'dog'
            ('die Katze und der Hund' | ConvertTo-Dfm -StopWord de).Vocabulary | Should -Be 'hund', 'katze'
            ('the cat and a dog' | ConvertTo-Dfm -StopWord 'cat', 'A').Vocabulary | Should -Be 'and', 'dog', 'the'
            $both = 'the cat and a dog' | ConvertTo-Dfm -StopWord 'English', 'cat'
            $both.Vocabulary | Should -Be 'dog'
            $both.TextStatistics.StopWordCount | Should -Be 4
        }

        It 'stems tokens, joins them to n-grams and filters them' {
            ('running runs houses' | ConvertTo-Dfm -Stem english).Vocabulary | Should -Be 'hous', 'run'
            ('new york new' | ConvertTo-Dfm -NGram 1, 2).Vocabulary | Should -Be 'new', 'new york', 'york', 'york new'
            ('a bb ccc 12' | ConvertTo-Dfm -MinLength 2 -Pattern '^\p{L}+$').Vocabulary | Should -Be 'bb', 'ccc'
        }

        It 'limits features by count and by share' {
            $texts = 'a b', 'a b c', 'a', 'a d d d'
            ($texts | ConvertTo-Dfm -MinDocumentFrequency 2).Vocabulary | Should -Be 'a', 'b'
            ($texts | ConvertTo-Dfm -MaxDocumentFrequency 1).Vocabulary | Should -Be 'c', 'd'
            ($texts | ConvertTo-Dfm -MinDocumentFrequency 0.5 -MaxDocumentFrequency 0.9).Vocabulary | Should -Be 'b'
            $most = $texts | ConvertTo-Dfm -MaxFeature 2
            $most.Vocabulary | Should -Be 'a', 'd'
            $most.TextStatistics.SurplusFeatureCount | Should -Be 2
            $most.TextStatistics.PrunedCount | Should -Be 3
        }

        It 'uses a given vocabulary and counts unseen tokens' {
            $old = 'a rose is a rose' | ConvertTo-Dfm
            $new = 'a tulip is no rose', 'tulip' | ConvertTo-Dfm -Vocabulary $old
            $new.Vocabulary | Should -Be 'a', 'is', 'rose'
            $new.Row(0) | Should -Be 1, 1, 1
            $new.TextStatistics.UnseenCount | Should -Be 3
            ('b a' | ConvertTo-Dfm -Vocabulary 'z', 'a', 'b').Row(0) | Should -Be 0, 1, 1
        }

        It 'warns if no token can match the vocabulary, or if no feature is left' {
            $null = 'b' | ConvertTo-Dfm -Vocabulary 'B' -WarningVariable warnings -WarningAction SilentlyContinue
            $warnings | Should -HaveCount 1
            $empty = '!', '?' | ConvertTo-Dfm -WarningVariable warnings -WarningAction SilentlyContinue
            $warnings | Should -HaveCount 1
            $empty.DocumentCount | Should -Be 2
            $empty.FeatureCount | Should -Be 0
        }

        It 'returns the same DFM for any number of threads' {
            $texts = 1..3000 | ForEach-Object { "word$($_ % 97) it's $($_ % 31) and $($_ * 7 % 1001)" }
            $one = $texts | ConvertTo-Dfm -ThrottleLimit 1
            $four = $texts | ConvertTo-Dfm -ThrottleLimit 4
            $four.Vocabulary | Should -BeExactly $one.Vocabulary
            foreach ($i in 0, 1500, 2999) { $four.Row($i) | Should -Be $one.Row($i) }
        }

        It 'returns a DFM that can be weighted and clustered' {
            $labels = ('cat dog cat', 'dog cat', 'bond stock', 'stock bond stock' | ConvertTo-Dfm | ConvertTo-TfIdf | Invoke-KMeans -K 2 -Seed 1).Labels
            $labels[0] | Should -Be $labels[1]
            $labels[2] | Should -Be $labels[3]
            $labels[0] | Should -Not -Be $labels[2]
        }
    }

    Context 'Objects' {
        BeforeAll {
            $rows = @(
                [pscustomobject]@{ Id = 'x1'; Body = 'a b'; Topic = 'news' }
                @{ Id = 'x2'; Body = 'b'; Topic = 'sport' }
                [pscustomobject]@{ Id = 'x3'; Body = 'c', 'a'; Topic = 'news' }
            )
        }

        It 'reads text, name and label from properties' {
            $dfm = $rows | ConvertTo-Dfm -TextProperty Body -NameProperty Id -LabelProperty Topic
            $dfm.Vocabulary | Should -Be 'a', 'b', 'c'
            $dfm.DocumentName | Should -Be 'x1', 'x2', 'x3'
            $dfm.KnownCluster | Should -Be 0, 1, 0
            $dfm.KnownClusterName | Should -Be 'news', 'sport'
            $dfm.Row(2) | Should -Be 1, 0, 1
        }

        It 'computes text and label by script blocks' {
            $dfm = $rows | ConvertTo-Dfm -TextProperty { "$($_.Body) $($_.Id)" } -LabelProperty { $_.Topic.Length }
            $dfm.Vocabulary | Should -Be 'a', 'b', 'c', 'x1', 'x2', 'x3'
            $dfm.KnownCluster | Should -Be 4, 5, 4
            $dfm.KnownClusterName | Should -BeNullOrEmpty
        }

        It 'reports missing properties and continues' {
            $bad = $rows + [pscustomobject]@{ Other = 1 } + [pscustomobject]@{ Body = $null; Topic = 'news' } + [pscustomobject]@{ Body = 'z' }
            $dfm = $bad | ConvertTo-Dfm -TextProperty Body -LabelProperty Topic -ErrorVariable problems -ErrorAction SilentlyContinue
            $dfm.DocumentCount | Should -Be 3
            $problems | Should -HaveCount 3
            foreach ($problem in $problems) { $problem.FullyQualifiedErrorId | Should -BeLike 'MissingProperty,*' }
        }

        It 'reports input that is not text and continues' {
            $dfm = 'a', 5, $null, 'b' | ConvertTo-Dfm -ErrorVariable problems -ErrorAction SilentlyContinue
            $dfm.DocumentCount | Should -Be 2
            $problems | Should -HaveCount 2
            foreach ($problem in $problems) { $problem.FullyQualifiedErrorId | Should -BeLike 'NotText,*' }
        }
    }

    Context 'Files' {
        BeforeAll {
            $one = New-Item TestDrive:/one.txt -Value "red green`nblue`n"
            $two = New-Item TestDrive:/two.txt -Value 'red'
            function Get-ErrorName($problems) { $problems | ForEach-Object { ($_.FullyQualifiedErrorId -split ',')[0] } }
        }

        It 'takes each file as a document' {
            $dfm = $one, $two | ConvertTo-Dfm -LabelProperty { $_.Name.Length }
            $dfm.DocumentName | Should -Be 'one.txt', 'two.txt'
            $dfm.Vocabulary | Should -Be 'blue', 'green', 'red'
            $dfm.KnownCluster | Should -Be 7, 7
        }

        It 'takes each line as a document with -DocumentPer Line' {
            $dfm = $one, $two | ConvertTo-Dfm -DocumentPer Line
            $dfm.DocumentName | Should -Be 'one.txt:1', 'one.txt:2', 'two.txt:1'
            $dfm.Row(1) | Should -Be 1, 0, 0
        }

        It 'finds files by path' {
            (ConvertTo-Dfm -Path TestDrive:/*.txt).DocumentName | Should -Be 'one.txt', 'two.txt'
            (ConvertTo-Dfm -LiteralPath $one.FullName, $two.FullName -NameProperty FullName).DocumentName[1] | Should -Be $two.FullName
        }

        It 'detects the encoding' {
            'café' | Set-Content TestDrive:/utf16.dat -Encoding unicode -NoNewline
            'café' | Set-Content TestDrive:/latin1.dat -Encoding latin1 -NoNewline
            $dfm = Get-Item TestDrive:/utf16.dat, TestDrive:/latin1.dat | ConvertTo-Dfm -WarningVariable warnings -WarningAction SilentlyContinue
            $dfm.Vocabulary | Should -BeExactly 'café'
            $warnings | Should -HaveCount 1
            # Code page 437 has a capital theta at the byte of é.
            (Get-Item TestDrive:/latin1.dat | ConvertTo-Dfm -Encoding 437).Vocabulary | Should -BeExactly 'cafθ'
        }

        It 'reports files that cannot be read and continues' {
            Set-Content TestDrive:/binary.dat ([byte[]](0..255)) -AsByteStream
            $missing = New-Item TestDrive:/missing.txt
            $missing | Remove-Item
            $dfm = (Get-Item TestDrive:/binary.dat), $missing, $one, (Get-Item $TestDrive) | ConvertTo-Dfm -ErrorVariable problems -ErrorAction SilentlyContinue
            $dfm.DocumentCount | Should -Be 1
            Get-ErrorName $problems | Should -Be 'BinaryFile', 'FileNotFound', 'FileNotReadable'
            ConvertTo-Dfm -Path $missing.FullName -ErrorVariable problems -ErrorAction SilentlyContinue | Should -BeNullOrEmpty
            Get-ErrorName $problems | Should -Be 'FileNotFound', 'EmptyDfm'
        }
    }

    Context 'Mistakes' {
        It 'refuses to build a DFM without documents' {
            { ConvertTo-Dfm -InputObject @() } | Should -Throw -ErrorId 'EmptyDfm,*'
            @() | ConvertTo-Dfm -ErrorVariable problems -ErrorAction SilentlyContinue | Should -BeNullOrEmpty
            $problems[0].FullyQualifiedErrorId | Should -BeLike 'EmptyDfm,*'
        }

        It 'refuses <Name>' -ForEach @(
            @{ Name = 'an unknown language to stem'; Parameters = @{ Stem = 'klingon' }; Id = 'UnknownLanguage' }
            @{ Name = 'stop words of an unknown language'; Parameters = @{ StopWord = 'klingon' }; Id = 'UnknownLanguage' }
            @{ Name = 'a pattern that is not a regular expression'; Parameters = @{ Pattern = '(' }; Id = 'InvalidPattern' }
            @{ Name = 'n-grams of no tokens'; Parameters = @{ NGram = 0 }; Id = 'InvalidNGram' }
            @{ Name = 'n-grams of a negative number of tokens'; Parameters = @{ NGram = 1, -2 }; Id = 'InvalidNGram' }
            @{ Name = 'a document frequency that is neither a count nor a share'; Parameters = @{ MinDocumentFrequency = 1.5 }; Id = 'InvalidDocumentFrequency' }
            @{ Name = 'a greatest document frequency of zero'; Parameters = @{ MaxDocumentFrequency = 0 }; Id = 'InvalidDocumentFrequency' }
            @{ Name = 'a least document frequency above the greatest'; Parameters = @{ MinDocumentFrequency = 3; MaxDocumentFrequency = 2 }; Id = 'ConflictingDocumentFrequency' }
            @{ Name = 'a least count above the greatest share'; Parameters = @{ MinDocumentFrequency = 2; MaxDocumentFrequency = 0.5 }; Id = 'ConflictingDocumentFrequency' }
            @{ Name = 'a vocabulary with a limit on features'; Parameters = @{ Vocabulary = 'a', 'b'; MaxFeature = 1 }; Id = 'ConflictingVocabulary' }
            @{ Name = 'a vocabulary with a word twice'; Parameters = @{ Vocabulary = 'a', 'a' }; Id = 'DuplicateVocabularyWord' }
            @{ Name = 'an unknown encoding'; Parameters = @{ Encoding = 'klingon' }; Id = 'UnknownEncoding' }
            @{ Name = 'a least length of zero'; Parameters = @{ MinLength = 0 }; Id = 'InvalidOption' }
            @{ Name = 'a limit of no features'; Parameters = @{ MaxFeature = 0 }; Id = 'InvalidOption' }
        ) {
            { 'some text', 'more' | ConvertTo-Dfm @Parameters } | Should -Throw -ErrorId "$Id,*"
        }
    }

    It 'reads <Name> from a pipe' -Skip:$IsWindows -ForEach @(
        @{ Name = 'a text'; Bytes = [Text.Encoding]::UTF8.GetBytes("one two`ntwo three`n"); Unit = 'File'; Documents = 1; Words = 'one', 'three', 'two' }
        @{ Name = 'lines'; Bytes = [Text.Encoding]::UTF8.GetBytes("one two`ntwo three`n"); Unit = 'Line'; Documents = 2; Words = 'one', 'three', 'two' }
        @{ Name = 'another encoding'; Bytes = [Text.Encoding]::Latin1.GetBytes("caf`u{e9} noir`n"); Unit = 'Line'; Documents = 1; Words = "caf`u{e9}", 'noir' }
    ) {
        $pipe = Join-Path $TestDrive "pipe-$([guid]::NewGuid())"
        mkfifo $pipe
        [IO.File]::WriteAllBytes("$pipe.txt", $Bytes)
        Set-Content "$pipe.sh" "cat '$pipe.txt' > '$pipe'"
        $writer = Start-Process sh -ArgumentList "$pipe.sh" -PassThru
        $dfm = ConvertTo-Dfm -Path $pipe -DocumentPer $Unit -WarningAction SilentlyContinue
        $dfm.DocumentCount | Should -Be $Documents
        $dfm.Vocabulary | Should -BeExactly $Words
        $writer.WaitForExit(10000) | Should -BeTrue
    }

    It 'refuses bytes that a given encoding lacks' {
        $path = Join-Path $TestDrive bytes.txt
        [IO.File]::WriteAllBytes($path, [Text.Encoding]::Latin1.GetBytes("one`ncaf`u{e9}`n"))
        $null = ConvertTo-Dfm -Path $path, (New-Item TestDrive:/plain.txt -Value 'word') -Encoding ascii -ErrorVariable problems -ErrorAction SilentlyContinue
        $problems[0].FullyQualifiedErrorId | Should -BeLike 'InvalidEncoding,*'
        $problems[0] | Should -BeLike '*line 2*'
    }
}
