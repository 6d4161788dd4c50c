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
            (1..100 | ForEach-Object { $_ -le 7 ? 'rare x' : 'x' } | ConvertTo-Dfm -MinDocumentFrequency 0.07 -MaxDocumentFrequency 0.99).Vocabulary | Should -Be 'rare'
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

    Context 'Languages' {
        It 'splits words of scripts that Unicode added recently' {
            ('ᏣᎳᎩ ᎦᏬᏂᎯᏍᏗ' | ConvertTo-Dfm).FeatureCount | Should -Be 2
            ([char]::ConvertFromUtf32(0x1e900) * 2 | ConvertTo-Dfm).Vocabulary | Should -BeExactly ([char]::ConvertFromUtf32(0x1e922) * 2)
        }

        It 'reads a long run of underscores at once' {
            $watch = [Diagnostics.Stopwatch]::StartNew()
            $null = '_' * 1000000 | ConvertTo-Dfm -WarningAction SilentlyContinue
            $watch.Elapsed.TotalSeconds | Should -BeLessThan 5
        }

        It 'drops stop words in each spelling: <Language>' -ForEach @(
            @{ Language = 'Greek'; Text = 'της είναι από αυτός αλλά αγορά'; Left = 'αγορά' }
            @{ Language = 'Romanian'; Text = "$([char]0x219)i $([char]0x15f)i to$([char]0x21b)i pas"; Left = 'pas' }
            @{ Language = 'fa'; Text = "این ايـن که می$([char]0x200c)شود بازار"; Left = 'بازار' }
            @{ Language = 'zh'; Text = '我們喝茶了'; Left = '喝', '茶' }
            @{ Language = 'French'; Text = "c'est l'homme qu’il aime"; Left = 'aime', 'homme' }
        ) {
            ($Text | ConvertTo-Dfm -StopWord $Language).Vocabulary | Should -BeExactly $Left
        }

        It 'stems as Snowball does' {
            $stems = foreach ($word in 'házból', 'kertből', 'székről', 'embertől') { ($word | ConvertTo-Dfm -Stem Hungarian).Vocabulary }
            $stems | Should -BeExactly 'ház', 'kert', 'szék', 'ember'
            ("organiza$([char]0x163)iile organiza$([char]0x21b)iile" | ConvertTo-Dfm -Stem Romanian).FeatureCount | Should -Be 1
            ("Ankara'da Ankara’ya" | ConvertTo-Dfm -Stem tr).FeatureCount | Should -Be 1
        }

        It 'drops elided words where a language has them, or on request' {
            ("l'homme", 'homme', "d'homme" | ConvertTo-Dfm -StopWord French -Stem French).Vocabulary | Should -BeExactly 'homm'
            ("l'homme" | ConvertTo-Dfm -Stem fr).Vocabulary | Should -BeExactly 'homm'
            ("l'homme" | ConvertTo-Dfm -Elision French).Vocabulary | Should -BeExactly 'homme'
            ("l'homme" | ConvertTo-Dfm).Vocabulary | Should -BeExactly "l'homme"
            ("l'homme" | ConvertTo-Dfm -StopWord French, foo -Elision None).Vocabulary | Should -BeExactly "l'homme"
            ("dell'arte l'aigua" | ConvertTo-Dfm -Elision it, Catalan).Vocabulary | Should -BeExactly 'aigua', 'arte'
        }

        It 'composes letters and accents by default' {
            ("e$([char]0x301) é" | ConvertTo-Dfm).Vocabulary | Should -BeExactly 'é'
            ("e$([char]0x301) é" | ConvertTo-Dfm -Normalization None).FeatureCount | Should -Be 2
            ("e$([char]0x301) é" | ConvertTo-Dfm -Token WhiteSpace).FeatureCount | Should -Be 2
            ("e$([char]0x301) é" | ConvertTo-Dfm -Token WhiteSpace -Normalization NFC).FeatureCount | Should -Be 1
            $null = 'a' | ConvertTo-Dfm -Vocabulary "e$([char]0x301)" -WarningVariable warnings -WarningAction SilentlyContinue
            $warnings | Should -HaveCount 1
            $warnings[0].Message | Should -BeLike '*-Normalization None*'
        }

        It 'keeps hashtags, mentions, addresses, emoji and hyphenated words on request' {
            $text = "E-mail me@example.org 👍🏽 #Cats @sam https://example.org/a?b=c."
            ($text | ConvertTo-Dfm -Keep All).Vocabulary | Should -BeExactly '#cats', '@sam', 'e-mail', 'https://example.org/a?b=c', 'me@example.org', '👍🏽'
            ($text | ConvertTo-Dfm -Keep Hashtag, Hyphen).Vocabulary | Should -Contain '#cats'
            ($text | ConvertTo-Dfm -Keep Hashtag, Hyphen).Vocabulary | Should -Not -Contain '@sam'
            ($text | ConvertTo-Dfm).Vocabulary | Should -Not -Contain '#cats'
        }

        It 'joins words to n-grams within a sentence, or across sentences on request' {
            ('One two. Three four' | ConvertTo-Dfm -NGram 2).Vocabulary | Should -BeExactly 'one two', 'three four'
            ('One two. Three four' | ConvertTo-Dfm -NGram 2 -CrossSentence).Vocabulary | Should -BeExactly 'one two', 'three four', 'two three'
            ('One two. Three four' | ConvertTo-Dfm -NGram 2 -Token WhiteSpace).Vocabulary | Should -BeExactly 'one two.', 'three four', 'two. three'
        }

        It 'completes the values of -Elision and -Keep' {
            (TabExpansion2 "'a' | ConvertTo-Dfm -Elision Fr" 31).CompletionMatches.CompletionText | Should -Be 'French'
            (TabExpansion2 "'a' | ConvertTo-Dfm -Keep Ha" 28).CompletionMatches.CompletionText | Should -Be 'Hashtag'
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

        It 'reports a document whose label is <Name> and continues' -ForEach @(
            @{ Name = 'empty'; Label = '' }
            @{ Name = 'blank'; Label = "`t " }
            @{ Name = 'not a number'; Label = [double]::NaN }
            @{ Name = 'a null of a database'; Label = [System.DBNull]::Value }
        ) {
            $bad = @($rows[0]) + [pscustomobject]@{ Body = 'z'; Topic = $Label } + @($rows[2])
            $dfm = $bad | ConvertTo-Dfm -TextProperty Body -LabelProperty Topic -ErrorVariable problems -ErrorAction SilentlyContinue
            $dfm.DocumentCount | Should -Be 2
            $dfm.KnownClusterName | Should -BeExactly 'news'
            $problems | Should -HaveCount 1
            $problems[0].FullyQualifiedErrorId | Should -BeLike 'MissingProperty,*'
        }

        It 'refuses labels that are <Name>' -ForEach @(
            @{ Name = 'fractions'; Labels = 1, 1.5 }
            @{ Name = 'fractions as text'; Labels = '1', '1.5' }
            @{ Name = 'negative'; Labels = 0, -1 }
            @{ Name = 'lists'; Labels = 'a', ('a', 'b') }
        ) {
            $bad = 0, 1 | ForEach-Object { [pscustomobject]@{ Body = 'z'; Topic = $Labels[$_] } }
            { ConvertTo-Dfm -InputObject $bad -TextProperty Body -LabelProperty Topic } | Should -Throw -ErrorId 'InvalidLabel,*' -ExpectedMessage "*document 1, 'doc1', is*"
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

    Context 'Tables' {
        BeforeAll {
            $csv = Join-Path $TestDrive reviews.csv
            'id,Text,topic', 'r1,"the match, was lost",sport', 'r2,shares fell,money', 'r3,"the match', 'was won",sport' | Set-Content $csv
            function Get-ErrorName($problems) { $problems | ForEach-Object { ($_.FullyQualifiedErrorId -split ',')[0] } }
            function Get-DfmLine($dfm) {
                $rows = foreach ($i in 0..($dfm.DocumentCount - 1)) { $dfm.Row($i) -join ' ' }
                ($dfm.Vocabulary -join ' '), ($dfm.DocumentName -join ' '), ($dfm.KnownCluster -join ' '), ($dfm.KnownClusterName -join ' ') + $rows
            }
        }

        It 'gives the same DFM from Import-Csv, from a path and from a file' {
            $columns = @{ TextProperty = 'text'; NameProperty = 'ID'; ClusterProperty = 'topic' }
            $dfm = Import-Csv $csv | ConvertTo-Dfm @columns
            $dfm.Vocabulary | Should -Be 'fell', 'lost', 'match', 'shares', 'the', 'was', 'won'
            $dfm.DocumentName | Should -Be 'r1', 'r2', 'r3'
            $dfm.KnownClusterName | Should -Be 'sport', 'money'
            $expected = Get-DfmLine $dfm
            Get-DfmLine (ConvertTo-Dfm -Path $csv @columns) | Should -BeExactly $expected
            Get-DfmLine (ConvertTo-Dfm -LiteralPath $csv @columns) | Should -BeExactly $expected
            Get-DfmLine (Get-Item $csv | ConvertTo-Dfm @columns) | Should -BeExactly $expected
            Import-Csv $csv | ConvertTo-Json | Set-Content TestDrive:/reviews.json
            Get-DfmLine (ConvertTo-Dfm -Path TestDrive:/reviews.json @columns) | Should -BeExactly $expected
            Import-Csv $csv | ForEach-Object { $_ | ConvertTo-Json -Compress } | Set-Content TestDrive:/reviews.jsonl
            Get-DfmLine (ConvertTo-Dfm -Path TestDrive:/reviews.jsonl @columns) | Should -BeExactly $expected
            Import-Csv $csv | Export-Csv TestDrive:/reviews.tsv -Delimiter "`t" -Encoding unicode
            Get-DfmLine (ConvertTo-Dfm -Path TestDrive:/reviews.tsv @columns) | Should -BeExactly $expected
            Import-Csv $csv | Export-Csv TestDrive:/reviews.txt -Delimiter '#'
            Get-DfmLine (ConvertTo-Dfm -Path TestDrive:/reviews.txt -Delimiter '#' @columns) | Should -BeExactly $expected
        }

        It 'numbers the documents of a table and computes properties by script blocks' {
            $dfm = ConvertTo-Dfm -Path $csv -TextProperty { "$($_.text) $($_.topic)" } -LabelProperty { $_.Topic.Length }
            $dfm.DocumentName | Should -Be 'doc0', 'doc1', 'doc2'
            $dfm.Vocabulary | Should -Contain 'money'
            $dfm.KnownCluster | Should -Be 5, 5, 5
            '[{"a": {"b": ["x", "y"]}}]' | Set-Content TestDrive:/nested.json
            (ConvertTo-Dfm -Path TestDrive:/nested.json -TextProperty { $_.a.b }).Vocabulary | Should -Be 'x', 'y'
        }

        It 'asks for the column of a table instead of reading it as one document' {
            { ConvertTo-Dfm -Path $csv } | Should -Throw -ErrorId 'TextPropertyNeeded,*' -ExpectedMessage '*id, Text, topic*-TextProperty*-DocumentPer*'
            { ConvertTo-Dfm -Path $csv -Delimiter ',' } | Should -Throw -ErrorId 'TextPropertyNeeded,*'
            '{"text":"a"}' | Set-Content TestDrive:/one.jsonl
            { ConvertTo-Dfm -Path TestDrive:/one.jsonl } | Should -Throw -ErrorId 'TextPropertyNeeded,*'
            $note = New-Item TestDrive:/note.md -Value 'a, b' -Force
            $dfm = $note, (Get-Item $csv) | ConvertTo-Dfm -ErrorVariable problems -ErrorAction SilentlyContinue
            $dfm.DocumentName | Should -Be 'note.md'
            Get-ErrorName $problems | Should -Be 'TextPropertyNeeded'
        }

        It 'reads a table as plain text if the unit of text is given' {
            (ConvertTo-Dfm -Path $csv -DocumentPer File).DocumentCount | Should -Be 1
            (Get-Item $csv | ConvertTo-Dfm -DocumentPer Line).DocumentCount | Should -Be 5
            { ConvertTo-Dfm -Path $csv -DocumentPer Line -TextProperty text } | Should -Throw -ErrorId 'ConflictingParameter,*'
            { ConvertTo-Dfm -Path $csv -DocumentPer Line -Delimiter ';' } | Should -Throw -ErrorId 'ConflictingParameter,*'
        }

        It 'reports a wrong column of a file once, with the columns and the nearest: <Name>' -ForEach @(
            @{ Name = 'text'; Columns = @{ TextProperty = 'txt' }; Nearest = 'Text' }
            @{ Name = 'name'; Columns = @{ TextProperty = 'text'; NameProperty = 'idd' }; Nearest = 'id' }
            @{ Name = 'cluster'; Columns = @{ TextProperty = 'text'; ClusterProperty = 'topics' }; Nearest = 'topic' }
        ) {
            { ConvertTo-Dfm -Path $csv @Columns } | Should -Throw -ErrorId 'MissingColumn,*' -ExpectedMessage "*id, Text, topic*'$Nearest'*"
            $caught = $null
            try { $null = Import-Csv $csv | ConvertTo-Dfm @Columns -ErrorVariable problems } catch { $caught = $_ }
            $caught.FullyQualifiedErrorId | Should -BeLike 'MissingProperty,*'
            $caught.Exception.Message | Should -BeLike "*id, Text, topic*'$Nearest'*"
        }

        It 'reports a wrong property of many objects once' {
            $error.Clear()
            try { 1..2001 | ForEach-Object { [pscustomobject]@{ id = $_; body = 'x' } } | ConvertTo-Dfm -TextProperty text -ErrorAction SilentlyContinue } catch { }
            $error | Should -HaveCount 1
            $error[0].FullyQualifiedErrorId | Should -BeLike 'MissingProperty,*'
            $error[0].Exception.Message | Should -BeLike '*id, body*'
            { Get-Content $csv | ConvertTo-Dfm -TextProperty text } | Should -Throw -ErrorId 'MissingProperty,*' -ExpectedMessage '*strings*Import-Csv*'
            { Import-Csv $csv | ConvertTo-Dfm } | Should -Throw -ErrorId 'NotText,*' -ExpectedMessage '*id, Text, topic*-TextProperty*'
        }

        It 'skips single objects without the property, wherever they are' {
            $rows = [pscustomobject]@{ a = 1 }, [pscustomobject]@{ t = 'x' }, @{ b = 1 }, @{ T = 'y' }, [pscustomobject]@{ t = $null }, [pscustomobject]@{ t = @{ z = 1 } }
            $dfm = $rows | ConvertTo-Dfm -TextProperty t -ErrorVariable problems -ErrorAction SilentlyContinue
            $dfm.Vocabulary | Should -Be 'x', 'y'
            Get-ErrorName $problems | Should -Be 'MissingProperty', 'MissingProperty', 'MissingProperty', 'NotText'
        }

        It 'names the line of a skipped row, and of an error that ends the command' {
            '{"text":"a"}', '', '{"other":1}', '{"text":null}', '{"text":{"x":1}}', '{"text":"b"}' | Set-Content TestDrive:/gaps.jsonl
            $dfm = ConvertTo-Dfm -Path TestDrive:/gaps.jsonl -TextProperty text -ErrorVariable problems -ErrorAction SilentlyContinue
            $dfm.DocumentCount | Should -Be 2
            Get-ErrorName $problems | Should -Be 'MissingProperty', 'MissingProperty', 'NotText'
            $problems[0].Exception.Message | Should -BeLike '*gaps.jsonl*, line 3:*'
            $problems[2].Exception.Message | Should -BeLike '*gaps.jsonl*, line 5:*'
            'id,text', '1,a', '2,b,c' | Set-Content TestDrive:/ragged.csv
            { ConvertTo-Dfm -Path TestDrive:/ragged.csv -TextProperty text } | Should -Throw -ErrorId 'RaggedRow,*' -ExpectedMessage '*line 3*'
            'id,text', '1,a', '2,"b' | Set-Content TestDrive:/open.csv
            { Get-Item TestDrive:/open.csv | ConvertTo-Dfm -TextProperty text } | Should -Throw -ErrorId 'MalformedFile,*' -ExpectedMessage '*line 3*'
            $null = New-Item TestDrive:/empty.csv
            { ConvertTo-Dfm -Path TestDrive:/empty.csv -TextProperty text } | Should -Throw -ErrorId 'EmptyFile,*'
        }

        It 'converts numbers, dates and lists to text in any culture, and keeps empty cells as empty documents' {
            $rows = foreach ($value in 1.5, [datetime] '2026-01-02', [datetime] '2026-01-02 03:04', $true, ('a', 2.5), '') { [pscustomobject]@{ t = $value } }
            $dfm = $rows | ConvertTo-Dfm -TextProperty t -Token WhiteSpace
            $dfm.Vocabulary | Should -Be '1.5', '2.5', '2026-01-02', '2026-01-02t03:04:00', 'a', 'true'
            $dfm.TextStatistics.EmptyDocumentCount | Should -Be 1
            'n,t', '1,', '2,x' | Set-Content TestDrive:/blank.csv
            (ConvertTo-Dfm -Path TestDrive:/blank.csv -TextProperty t).TextStatistics.EmptyDocumentCount | Should -Be 1
        }

        It 'detects the encoding of a table, and warns once of letters that were lost before' {
            $latin = Join-Path $TestDrive latin.csv
            'text,topic', 'café,à', 'thé été,b', 'x,c' | Set-Content $latin -Encoding latin1
            $dfm = ConvertTo-Dfm -Path $latin -TextProperty text -ClusterProperty topic -WarningVariable warnings -WarningAction SilentlyContinue
            $dfm.Vocabulary | Should -BeExactly 'café', 'thé', 'x', 'été'
            $warnings | Should -HaveCount 1
            $null = Import-Csv $latin | ConvertTo-Dfm -TextProperty text -NameProperty text -WarningVariable warnings -WarningAction SilentlyContinue
            $warnings | Should -HaveCount 1
            "$warnings" | Should -BeLike '2 documents have 4 replacement characters*first is*-Encoding*'
            { ConvertTo-Dfm -Path $latin -TextProperty text -Encoding utf-8 } | Should -Throw -ErrorId 'InvalidEncoding,*' -ExpectedMessage '*latin.csv*, line 2:*'
            $lost = Join-Path $TestDrive lost.csv
            'text,topic', "caf$([char] 0xFFFD),a", 'x,b' | Set-Content $lost
            $null = ConvertTo-Dfm -Path $lost -TextProperty text -WarningVariable warnings -WarningAction SilentlyContinue
            "$warnings" | Should -BeLike '*lost.csv*, line 2.*'
        }

        It 'says what a file is that is not plain text: <Name>' -ForEach @(
            @{ Name = 'report.docx'; Bytes = [byte[]](0x50, 0x4B, 3, 4, 20, 0); Kind = 'a Word document' }
            @{ Name = 'renamed.txt'; Bytes = [byte[]][char[]] '%PDF-1.7'; Kind = 'a PDF document' }
            @{ Name = 'page.html'; Bytes = [byte[]][char[]] '<p>x'; Kind = 'an HTML page' }
            @{ Name = 'table.xlsx'; Bytes = [byte[]](0x50, 0x4B, 3, 4, 20, 0); Kind = 'an Excel workbook' }
            @{ Name = 'old.rtf'; Bytes = [byte[]][char[]] '{\rtf1'; Kind = 'an RTF document' }
            @{ Name = 'text.odt'; Bytes = [byte[]](0x50, 0x4B, 3, 4, 20, 0); Kind = 'an OpenDocument text' }
            @{ Name = 'all.zip'; Bytes = [byte[]](0x50, 0x4B, 3, 4, 20, 0); Kind = 'a zip archive' }
            @{ Name = 'scan.dat'; Bytes = [byte[]](0xFF, 0xD8, 0xFF, 0xE0); Kind = 'a picture' }
        ) {
            $file = Join-Path $TestDrive $Name
            [IO.File]::WriteAllBytes($file, $Bytes)
            $dfm = (Get-Item $file), 'text' | ConvertTo-Dfm -ErrorVariable problems -ErrorAction SilentlyContinue
            $dfm.DocumentCount | Should -Be 1
            Get-ErrorName $problems | Should -Be 'NotPlainText'
            $problems[0].Exception.Message | Should -BeLike "*$Name' is $Kind, not plain text.*"
            { ConvertTo-Dfm -Path $file -TextProperty text } | Should -Throw -ErrorId 'NotPlainText,*'
        }
    }

    Context 'Recipe' {
        It 'records how texts were tokenised, and keeps it' {
            $dfm = 'The cats', 'a dog' | ConvertTo-Dfm -StopWord English -Stem en -NGram 1, 2 -MaxFeature 5
            "$($dfm.TextRecipe)" | Should -BeExactly 'words, lower case, 174 stop words dropped, English stems, 1-grams and 2-grams'
            $dfm.TextRecipe['Stem'] | Should -Be 'English'
            $dfm.TextRecipe.Options.Name | Should -Be 'Token', 'CaseSensitive', 'Keep', 'Elision', 'Normalization', 'StopWord', 'MinLength', 'Pattern', 'Stem', 'NGram', 'CrossSentence'
            "$(($dfm | Select-DfmFeature -Drop cat | ConvertTo-TfIdf | Invoke-KMeans -K 2 -Seed 1).Dfm.TextRecipe)" | Should -BeExactly "$($dfm.TextRecipe)"
            $dfm | Export-Dfm TestDrive:/recipe.csv
            "$((Import-Dfm TestDrive:/recipe.csv).TextRecipe)" | Should -BeExactly "$($dfm.TextRecipe)"
        }

        It 'warns if a vocabulary comes from texts that were tokenised differently' {
            $dfm = 'running cats' | ConvertTo-Dfm -Stem English
            $null = 'running' | ConvertTo-Dfm -Vocabulary $dfm -WarningVariable warnings -WarningAction SilentlyContinue
            "$warnings" | Should -BeLike '*-Stem is none instead of English*'
            $null = 'running' | ConvertTo-Dfm -Vocabulary $dfm -Stem English -MinDocumentFrequency 1 -WarningVariable warnings -WarningAction SilentlyContinue
            $warnings | Should -HaveCount 0
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
            @{ Name = 'elision in a language without it'; Parameters = @{ Elision = 'English' }; Id = 'UnknownLanguage' }
            @{ Name = 'elision of tokens other than words'; Parameters = @{ Elision = 'French'; Token = 'WhiteSpace' }; Id = 'InvalidOption' }
            @{ Name = 'kept tokens other than words'; Parameters = @{ Keep = 'Url'; Token = 'Character' }; Id = 'InvalidOption' }
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
        # A second attempt to open the pipe would wait for ever.
        @{ Name = 'compressed lines'; Bytes = [Text.Encoding]::UTF8.GetBytes("one two`ntwo three`n"); Unit = 'Line'; Documents = 2; Words = 'one', 'three', 'two'; End = '.txt.gz'; Filter = '| gzip' }
    ) {
        $pipe = Join-Path $TestDrive "pipe-$([guid]::NewGuid())$End"
        mkfifo $pipe
        [IO.File]::WriteAllBytes("$pipe.txt", $Bytes)
        Set-Content "$pipe.sh" "cat '$pipe.txt' $Filter > '$pipe'"
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
