BeforeAll {
    . (Join-Path $PSScriptRoot Shared.ps1)

    # Writes a text verbatim and returns the path of the file.
    function New-File([string] $Name, [string] $Text) {
        (New-Item (Join-Path $TestDrive $Name) -Value $Text -Force).FullName
    }
}

Describe 'Import-Dfm' {
    It 'reads CSV with one document per row' {
        $dfm = Import-Dfm (New-File wide.csv "DocumentName,KnownCluster,cat,NaN`nfirst,1,2,0`n`"se,cond`",0,0,3`n")
        $dfm | Should -HaveCount 1
        $dfm.Vocabulary | Should -Be 'cat', 'NaN'
        $dfm.DocumentName | Should -Be 'first', 'se,cond'
        $dfm.KnownCluster | Should -Be 1, 0
        $dfm.Row(1) | Should -Be 0, 3
        $dfm.Weighting.IsCount | Should -BeTrue
    }

    It 'reads CSV with one count per row' {
        $dfm = Import-Dfm -Path (New-File tidy.long.csv "document,term,n`na,cat,1`nb,dog,2`na,dog,3`n")
        $dfm.Vocabulary | Should -Be 'cat', 'dog'
        $dfm.Row(0) | Should -Be 1, 3
        (Import-Dfm (New-File tidy.csv "a;cat;1`n") -Format LongCsv -NoHeader -Delimiter ';').Row(0) | Should -Be 1
    }

    It 'reads Matrix Market with its sidecar files, transposed on request' {
        $path = New-File cells/matrix.mtx "%%MatrixMarket matrix coordinate integer general`n%`n3 2 2`n1 1 4`n3 2 5`n"
        $null = New-File cells/features.tsv "g1`tGene`ng2`tGene`ng3`tGene`n"
        $null = New-File cells/barcodes.tsv "b1`nb2`n"
        { Import-Dfm $path } | Should -Throw -ErrorId 'SidecarMismatch,*'
        $dfm = Import-Dfm $path -Transpose
        $dfm.Vocabulary | Should -Be 'g1', 'g2', 'g3'
        $dfm.DocumentName | Should -Be 'b1', 'b2'
        $dfm.Row(1) | Should -Be 0, 0, 5
    }

    It 'reads LDA-C, with or without a file of features' {
        $path = New-File corpus.dat "2 0:1 2:3`n0`n"
        $dfm = Import-Dfm $path -FeatureFile (New-File words.txt "a`nb`nc`n")
        $dfm.Vocabulary | Should -Be 'a', 'b', 'c'
        $dfm.Row(0) | Should -Be 1, 0, 3
        $dfm.DocumentLength()[1] | Should -Be 0
        (Import-Dfm $path).Vocabulary | Should -Be 'feature0', 'feature1', 'feature2'
    }

    It 'reads texts from JSON Lines and numbers their labels' {
        $path = New-File texts.jsonl @'
{"review":"Good good cat","stars":"five"}
{"review":"bad Cat","stars":"one"}

'@
        $dfm = Import-Dfm $path -TextField review -LabelField stars -LowerCase
        $dfm.Vocabulary | Should -Be 'good', 'cat', 'bad'
        $dfm.Row(0) | Should -Be 2, 1, 0
        $dfm.KnownCluster | Should -Be 0, 1
        $dfm.KnownClusterName | Should -Be 'five', 'one'
    }

    It 'reads weights with -Weighting' {
        $path = New-File weights.csv "DocumentName,a`nd,-0.25`n"
        { Import-Dfm $path } | Should -Throw -ErrorId 'NegativeCount,*'
        $dfm = Import-Dfm $path -Weighting Pmi
        $dfm[0, 0] | Should -Be -0.25
        $dfm.Weighting.Name | Should -Be 'Pmi'
        $dfm.Weighting.IsCount | Should -BeFalse
    }

    It 'adds up repeated entries, with a warning' {
        $dfm = Import-Dfm (New-File twice.dat "2 0:1 0:2`n") -WarningVariable warnings -WarningAction SilentlyContinue
        $dfm[0, 0] | Should -Be 3
        $warnings | Should -HaveCount 1
    }

    It 'takes wildcards, literal paths, and files from the pipeline' {
        $null = New-File many/a.csv "x`n1`n"
        $null = New-File many/b.csv "x`n2`n"
        Import-Dfm TestDrive:/many/*.csv | Should -HaveCount 2
        $dfms = Get-ChildItem TestDrive:/many | Import-Dfm
        $dfms | Should -HaveCount 2
        $dfms | ForEach-Object { $_[0, 0] } | Should -Be 1, 2
        $odd = Join-Path $TestDrive 'odd[1].csv'
        Set-Content -LiteralPath $odd 'x', 7
        (Import-Dfm -LiteralPath $odd)[0, 0] | Should -Be 7
    }

    It 'continues with the next file after one that cannot be read' {
        $good = New-File good.csv "x`n1`n"
        $bad = New-File bad.csv "x`n1,2`n"
        $bad, "$good.csv", "$good.none", $good | Import-Dfm -ErrorVariable problems -ErrorAction SilentlyContinue | Should -HaveCount 1
        $problems | ForEach-Object { ($_.FullyQualifiedErrorId -split ',')[0] } | Should -Be 'RaggedRow', 'FileNotFound', 'UnknownFileFormat'
    }

    It 'names the file and the line of a malformed value' {
        $path = New-File fault.csv "DocumentName,a`nd,1`ne,0.5`n"
        { Import-Dfm $path } | Should -Throw -ExpectedMessage '*fault.csv*line 3*0.5*'
    }

    It 'refuses <Name> with <Id>' -ForEach @(
        @{ Name = 'none.csv'; Text = $null; Id = 'FileNotFound' }
        @{ Name = 'empty.csv'; Text = ''; Id = 'EmptyFile' }
        @{ Name = 'table.xyz'; Text = 'x'; Id = 'UnknownFileFormat' }
        @{ Name = 'packed.csv.gz'; Text = 'not packed at all, whatever its name'; Id = 'DamagedGzip' }
        @{ Name = 'huge.mtx'; Text = "%%MatrixMarket matrix coordinate real general`n9 9 2000000000`n1 1 1`n"; Id = 'ImplausibleSize' }
        @{ Name = 'short.mtx'; Text = "%%MatrixMarket matrix coordinate real general`n9 9 2`n1 1 1`n"; Id = 'EntryCountMismatch' }
        @{ Name = 'half.jsonl'; Text = '{"text":"a"'; Id = 'MalformedFile' }
        @{ Name = 'words.csv'; Text = "a,a`n1,2`n"; Id = 'DuplicateVocabularyWord' }
        @{ Name = 'number.csv'; Text = "a`n1.5.2`n"; Id = 'InvalidNumber' }
        @{ Name = 'crash.csv'; Text = "a`n12`0`0`n"; Id = 'InvalidNumber' }
        @{ Name = 'great.csv'; Text = "a`n9007199254740993`n"; Id = 'InexactCount' }
    ) {
        $path = if ($null -eq $Text) { Join-Path $TestDrive $Name } else { New-File $Name $Text }
        { Import-Dfm $path } | Should -Throw -ErrorId "$Id,*"
    }

    It 'reads SVMlight, UCI and JSON with tokens' {
        $dfm = Import-Dfm (New-File ranks.svmlight "+1 1:2 3:4 # first`n-1 2:1`n")
        $dfm.Row(0) | Should -Be 2, 0, 4
        $dfm.KnownClusterName | Should -Be '1', '-1'
        $null = New-File vocab.kos.txt "aa`nbb`n"
        $dfm = Import-Dfm (New-File docword.kos.txt "1`n2`n1`n1 2 5`n")
        $dfm.Vocabulary | Should -Be 'aa', 'bb'
        $dfm.Row(0) | Should -Be 0, 5
        $dfm = Import-Dfm (New-File nested.json '[{ "meta": { "id": 7 }, "body": { "tokens": ["New York", "cat"] } }]') -TextField body.tokens -NameField meta.id
        $dfm.Vocabulary | Should -Be 'New York', 'cat'
        $dfm.DocumentName | Should -Be '7'
    }

    It 'reads a file that R wrote with row names' {
        $path = New-File r.csv "`"`",`"doc_id`",`"apple`",`"pear`"`n`"1`",`"101`",2,0`n`"2`",`"102`",0,3`n"
        foreach ($dfm in (Import-Dfm $path), (Import-Dfm $path -DocumentColumn doc_id)) {
            $dfm.Vocabulary | Should -Be 'apple', 'pear'
            $dfm.DocumentName | Should -Be '101', '102'
        }
    }

    It 'skips <Line> before a table' -ForEach @(
        @{ Line = '#TYPE System.Object'; Delimiter = ',' }
        @{ Line = 'sep=;'; Delimiter = ';' }
    ) {
        $dfm = Import-Dfm (New-File before.csv "$Line`r`nDocumentName${Delimiter}a`r`nx${Delimiter}3`r`n")
        $dfm.Vocabulary | Should -Be 'a'
        $dfm[0, 0] | Should -Be 3
    }

    It 'recognises a long file by its columns' {
        $dfm = Import-Dfm (New-File columns.csv "doc_id,term,n`nd,2020,2`nd,cat,3`n")
        $dfm.Vocabulary | Should -Be '2020', 'cat'
        $dfm.Row(0) | Should -Be 2, 3
    }

    It 'reads a decimal comma by option, and weights that Export-Csv wrote in the culture of the session' {
        $path = New-File comma.csv "doc_id;a`nx;0,25`n"
        (Import-Dfm $path -Delimiter ';' -DecimalSeparator ',' -Weighting W)[0, 0] | Should -Be 0.25
        $before = [cultureinfo]::CurrentCulture
        try {
            [cultureinfo]::CurrentCulture = 'de-DE'
            $weighted = 'a b b', 'b c' | ConvertTo-Dfm | ConvertTo-TfIdf
            $weighted | ConvertFrom-Dfm | Export-Csv TestDrive:/german.csv
            (Import-Dfm TestDrive:/german.csv -Weighting TfIdf).Row(0) | Should -Be @($weighted.Row(0))
            { Import-Dfm (New-File thousand.csv "doc_id,a`nx,`"1,000`"`n") } | Should -Throw -ErrorId 'InvalidNumber,*'
            [cultureinfo]::CurrentCulture = 'en-US'
            { Import-Dfm TestDrive:/german.csv -Weighting TfIdf } | Should -Throw -ExpectedMessage '*-DecimalSeparator*'
            (Import-Dfm TestDrive:/german.csv -Weighting TfIdf -DecimalSeparator ',').Row(0) | Should -Be @($weighted.Row(0))
        }
        finally {
            [cultureinfo]::CurrentCulture = $before
        }
    }

    It 'reads the encoding <_>' -ForEach 'ascii', 'utf8', 'utf8BOM', 'utf8NoBOM', 'unicode', 'bigendianunicode', 'utf32', 'bigendianutf32', 'ansi', 'oem' {
        Set-Content TestDrive:/encoded.csv 'doc_id,word', 'x,3' -Encoding $_
        (Import-Dfm TestDrive:/encoded.csv -Encoding $_)[0, 0] | Should -Be 3
        $count = (ConvertTo-Dfm -Path TestDrive:/encoded.csv -Encoding $_ -Token WhiteSpace -DocumentPer File).FeatureCount
        $count | Should -Be 2
    }

    It 'names the line and the cure of bytes that it cannot decode' {
        $path = New-File latin.csv ''
        [IO.File]::WriteAllBytes($path, [Text.Encoding]::Latin1.GetBytes("doc_id,a`ny,1`n`u{e9},1`n"))
        { Import-Dfm $path } | Should -Throw -ErrorId 'InvalidEncoding,*' -ExpectedMessage '*line 3*-Encoding*'
        (Import-Dfm $path -Encoding windows-1252).DocumentName | Should -Be 'y', "`u{e9}"
        { Import-Dfm $path -Encoding klingon } | Should -Throw -ErrorId 'UnknownEncoding,*'
    }

    It 'reads <Name> from a pipe' -Skip:$IsWindows -ForEach @(
        @{ Name = 'CSV'; Format = 'WideCsv'; Text = "doc_id,a`nx,3`n" }
        @{ Name = 'Matrix Market'; Format = 'MatrixMarket'; Text = "%%MatrixMarket matrix coordinate integer general`n1 1 1`n1 1 3`n" }
        @{ Name = 'LDA-C'; Format = 'LdaC'; Text = "1 0:3`n" }
        @{ Name = 'SVMlight'; Format = 'SvmLight'; Text = "0 1:3`n" }
        @{ Name = 'UCI'; Format = 'Uci'; Text = "1`n1`n1`n1 1 3`n" }
        @{ Name = 'JSON Lines'; Format = 'JsonLines'; Text = "{`"text`":`"a a a`"}`n" }
        @{ Name = 'compressed CSV'; Format = 'WideCsv'; Text = "doc_id,a`nx,3`n"; End = ''; Filter = '| gzip' }
        @{ Name = 'compressed CSV named so'; Format = 'WideCsv'; Text = "doc_id,a`nx,3`n"; End = '.csv.gz'; Filter = '| gzip' }
    ) {
        $pipe = Join-Path $TestDrive "pipe-$Format$Filter$End"
        mkfifo $pipe
        $file = New-File "piped-$Format" $Text
        $writer = Start-Process sh -ArgumentList (New-File "write-$Format.sh" "cat '$file' $Filter > '$pipe'") -PassThru
        (Import-Dfm $pipe -Format $Format)[0, 0] | Should -Be 3
        $writer.WaitForExit(10000) | Should -BeTrue
    }

    It 'reads back <_> with variables, names of clusters and weights' -ForEach 'arrow', 'parquet', 'feather.gz' {
        $dfm = [pscustomobject]@{ t = 'cat cat dog'; l = 'pets'; year = 2001 }, [pscustomobject]@{ t = 'stocks fall'; l = 'money'; year = $null } |
            ConvertTo-Dfm -TextProperty t -LabelProperty l -VariableProperty year
        foreach ($one in $dfm, ($dfm | ConvertTo-TfIdf)) {
            $path = Join-Path $TestDrive "columns.$_"
            $one | Export-Dfm $path -Force
            Get-ChildItem $TestDrive -Filter 'columns.*.meta.json' | Should -BeNullOrEmpty
            $back = Import-Dfm $path
            $back.Vocabulary | Should -Be $one.Vocabulary
            $back.Weighting.Name | Should -Be $one.Weighting.Name
            $back.KnownClusterName | Should -Be 'pets', 'money'
            $back.Variable[0].Value[0] | Should -Be 2001
            $back.Variable[0].Value[1] | Should -Be $null
            0..1 | ForEach-Object { $back.Row($_) | Should -Be $one.Row($_) }
        }
    }

    It 'reads <Name> of other software' -ForEach @(
        @{ Name = 'long.parquet' }, @{ Name = 'lists.parquet' }, @{ Name = 'wide.parquet' }, @{ Name = 'long.arrow' }, @{ Name = 'coded.arrow' }, @{ Name = 'lists.arrow' }
    ) {
        $variables = $Name -eq 'wide.parquet' ? @{} : @{ VariableColumn = 'year' }
        $dfm = Import-Dfm (Join-Path $repository tests golden columnar $Name) @variables
        $dfm.DocumentName | Should -Be a, b, c
        $dfm.KnownCluster | Should -Be 0, 1, 1
        $dfm.DocumentLength() | Should -Be 3, 3, 2
    }

    It 'refuses <Name> with <Id>' -ForEach @(
        @{ Name = 'x.parquet'; Id = 'MalformedFile'; Text = 'PAR1' }
        @{ Name = 'x.arrow'; Id = 'MalformedFile'; Text = 'ARROW1 and no more' }
        @{ Name = 'x.feather'; Id = 'EmptyFile'; Text = '' }
    ) {
        $failure = { Import-Dfm (New-File $Name $Text) } | Should -Throw -ErrorId "$Id,*" -PassThru
        $failure.Exception.Message | Should -Match ([regex]::Escape($Name))
    }

    It 'shows control characters of a path escaped' {
        $path = Join-Path $TestDrive "no`e]0;x`a.csv"
        $failure = { Import-Dfm -LiteralPath $path } | Should -Throw -ErrorId 'FileNotFound,*' -PassThru
        $failure.Exception.Message.Contains('no`e]0;x`a.csv') | Should -BeTrue
        $failure.Exception.Message | Should -Not -Match '\p{Cc}'
    }

    It 'refuses paths outside the file system and wildcards without a match' {
        { Import-Dfm Variable:x } | Should -Throw -ErrorId 'NotAFile,*'
        $path = New-File named.mtx "%%MatrixMarket matrix coordinate real general`n1 1 1`n1 1 1`n"
        { Import-Dfm $path -FeatureFile Variable:x } | Should -Throw -ErrorId 'NotAFile,*'
        { Import-Dfm TestDrive:/none*.csv } | Should -Throw -ErrorId 'FileNotFound,*'
    }
}
