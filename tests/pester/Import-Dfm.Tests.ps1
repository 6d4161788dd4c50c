BeforeAll {
    Import-Module ([IO.Path]::Combine($PSScriptRoot, '..', '..', 'out', 'MixturePS', 'MixturePS.psd1')) -Force
    function New-File($name, $text) {
        $path = [IO.Path]::Combine($TestDrive, $name)
        $null = [IO.Directory]::CreateDirectory([IO.Path]::GetDirectoryName($path))
        [IO.File]::WriteAllText($path, $text)
        $path
    }
}

Describe 'Import-Dfm' {
    It 'reads a CSV file with a document a row' {
        $path = New-File 'wide.csv' "DocumentName,KnownCluster,cat,NaN`nfirst,1,2,0`n`"se,cond`",0,0,3`n"
        $dfm = Import-Dfm $path
        $dfm | Should -HaveCount 1
        @($dfm.Vocabulary) | Should -Be 'cat', 'NaN'
        @($dfm.DocumentName) | Should -Be 'first', 'se,cond'
        @($dfm.KnownCluster) | Should -Be 1, 0
        $dfm.Row(1) | Should -Be 0, 3
        $dfm.Weighting.IsCount | Should -BeTrue
    }

    It 'reads a CSV file with a count a row' {
        $path = New-File 'tidy.long.csv' "document,term,n`na,cat,1`nb,dog,2`na,dog,3`n"
        $dfm = Import-Dfm -Path $path
        @($dfm.Vocabulary) | Should -Be 'cat', 'dog'
        $dfm.Row(0) | Should -Be 1, 3
        (Import-Dfm (New-File 'tidy.csv' "a;cat;1`n") -Format LongCsv -NoHeader -Delimiter ';').Row(0) | Should -Be 1
    }

    It 'reads Matrix Market with the names beside it, also with a feature a row' {
        $path = New-File 'cells/matrix.mtx' "%%MatrixMarket matrix coordinate integer general`n%`n3 2 2`n1 1 4`n3 2 5`n"
        $null = New-File 'cells/features.tsv' "g1`tGene`ng2`tGene`ng3`tGene`n"
        $null = New-File 'cells/barcodes.tsv' "b1`nb2`n"
        { Import-Dfm $path } | Should -Throw -ErrorId 'SidecarMismatch,*'
        $dfm = Import-Dfm $path -Transpose
        @($dfm.Vocabulary) | Should -Be 'g1', 'g2', 'g3'
        @($dfm.DocumentName) | Should -Be 'b1', 'b2'
        $dfm.Row(1) | Should -Be 0, 0, 5
    }

    It 'reads LDA-C with words from a file that is named' {
        $path = New-File 'corpus.dat' "2 0:1 2:3`n0`n"
        $words = New-File 'words.txt' "a`nb`nc`n"
        $dfm = Import-Dfm $path -FeatureFile $words
        @($dfm.Vocabulary) | Should -Be 'a', 'b', 'c'
        $dfm.Row(0) | Should -Be 1, 0, 3
        $dfm.DocumentLength()[1] | Should -Be 0
        @((Import-Dfm $path).Vocabulary) | Should -Be 'feature0', 'feature1', 'feature2'
    }

    It 'reads texts from JSON Lines and numbers clusters that have names' {
        $path = New-File 'texts.jsonl' "{`"review`":`"Good good cat`",`"stars`":`"five`"}`n{`"review`":`"bad Cat`",`"stars`":`"one`"}`n"
        $dfm = Import-Dfm $path -TextField review -LabelField stars -LowerCase
        @($dfm.Vocabulary) | Should -Be 'good', 'cat', 'bad'
        $dfm.Row(0) | Should -Be 2, 1, 0
        @($dfm.KnownCluster) | Should -Be 0, 1
        @($dfm.KnownClusterName) | Should -Be 'five', 'one'
    }

    It 'reads weights that are said to be such' {
        $path = New-File 'weights.csv' "DocumentName,a`nd,-0.25`n"
        { Import-Dfm $path } | Should -Throw -ErrorId 'NegativeCount,*'
        $dfm = Import-Dfm $path -Weighting Pmi
        $dfm[0, 0] | Should -Be -0.25
        $dfm.Weighting.Name | Should -Be 'Pmi'
        $dfm.Weighting.IsCount | Should -BeFalse
    }

    It 'warns of entries that it adds up' {
        $path = New-File 'twice.dat' "2 0:1 0:2`n"
        $dfm = Import-Dfm $path -WarningVariable warnings -WarningAction SilentlyContinue
        $dfm[0, 0] | Should -Be 3
        $warnings | Should -HaveCount 1
    }

    It 'takes wildcards and files from the pipeline' {
        $null = New-File 'many/a.csv' "x`n1`n"
        $null = New-File 'many/b.csv' "x`n2`n"
        @(Import-Dfm ([IO.Path]::Combine($TestDrive, 'many', '*.csv'))) | Should -HaveCount 2
        $dfms = @([IO.DirectoryInfo]::new([IO.Path]::Combine($TestDrive, 'many')).GetFiles() | Import-Dfm)
        ($dfms | ForEach-Object { $_[0, 0] }) | Should -BeIn 1, 2
        $dfms | Should -HaveCount 2
        $odd = New-File 'odd[1].csv' "x`n7`n"
        (Import-Dfm -LiteralPath $odd)[0, 0] | Should -Be 7
    }

    It 'goes on with the next file after one that can not be read' {
        $good = New-File 'good.csv' "x`n1`n"
        $bad = New-File 'bad.csv' "x`n1,2`n"
        $found = @($bad, "$good.csv", "$good.none", $good | Import-Dfm -ErrorVariable errors -ErrorAction SilentlyContinue)
        $found | Should -HaveCount 1
        ($errors | ForEach-Object { $_.FullyQualifiedErrorId.Split(',')[0] }) | Should -Be 'RaggedRow', 'FileNotFound', 'UnknownFileFormat'
    }

    It 'names the file and the line of a fault' {
        $path = New-File 'fault.csv' "DocumentName,a`nd,1`ne,0.5`n"
        $message = try { Import-Dfm $path } catch { "$_" }
        $message | Should -BeLike '*fault.csv*line 3*0.5*'
    }

    It 'refuses <Name> as <Id>' -ForEach @(
        @{ Name = 'none.csv'; Text = $null; Id = 'FileNotFound' }
        @{ Name = 'empty.csv'; Text = ''; Id = 'EmptyFile' }
        @{ Name = 'table.xyz'; Text = 'x'; Id = 'UnknownFileFormat' }
        @{ Name = 'packed.csv.gz'; Text = 'not packed at all, whatever its name'; Id = 'DamagedGzip' }
        @{ Name = 'huge.mtx'; Text = "%%MatrixMarket matrix coordinate real general`n9 9 2000000000`n1 1 1`n"; Id = 'ImplausibleSize' }
        @{ Name = 'short.mtx'; Text = "%%MatrixMarket matrix coordinate real general`n9 9 2`n1 1 1`n"; Id = 'EntryCountMismatch' }
        @{ Name = 'half.jsonl'; Text = '{"text":"a"'; Id = 'MalformedFile' }
        @{ Name = 'words.csv'; Text = "a,a`n1,2`n"; Id = 'DuplicateVocabularyWord' }
        @{ Name = 'number.csv'; Text = "a`n1.5.2`n"; Id = 'InvalidNumber' }
    ) {
        $path = if ($null -eq $Text) { [IO.Path]::Combine($TestDrive, $Name) } else { New-File $Name $Text }
        { Import-Dfm $path } | Should -Throw -ErrorId "$Id,*"
    }

    It 'refuses a path that is not one of the file system' {
        { Import-Dfm 'Variable:x' } | Should -Throw -ErrorId 'NotAFile,*'
        { Import-Dfm (New-File 'named.mtx' "%%MatrixMarket matrix coordinate real general`n1 1 1`n1 1 1`n") -FeatureFile 'Variable:x' } | Should -Throw -ErrorId 'NotAFile,*'
        { Import-Dfm ([IO.Path]::Combine($TestDrive, 'none*.csv')) } | Should -Throw -ErrorId 'FileNotFound,*'
    }
}
