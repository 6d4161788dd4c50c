BeforeDiscovery {
    # The last column or row of each view must be visible.
    $shown = @(
        @{ Script = '$model'; Last = 'alpha' }
        @{ Script = 'New-MixtureModel -K 2 -Eta 0.123456, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11 -Seed 1'; Last = 'alpha' }
        @{ Script = '$dfm'; Last = 'cluster' }
        @{ Script = '$text'; Last = 'cluster' }
        @{ Script = '$dfm | ConvertTo-TfIdf'; Last = 'cluster' }
        @{ Script = '$dfm | ConvertTo-TfIdf -Norm None | Select-DfmFeature -Keep feature1, feature2'; Last = 'cluster' }
        @{ Script = '$kmeans'; Last = 'size' }
        @{ Script = '$few'; Last = 'size' }
        @{ Script = '$em'; Last = 'alpha' }
        @{ Script = '$polya'; Last = 'precision' }
        @{ Script = '$gibbs'; Last = 'size' }
        @{ Script = '$topics'; Last = 'alpha' }
        @{ Script = '$mixed'; Last = '...' }
        @{ Script = '$mixed.Model'; Last = 'alpha' }
        @{ Script = '$topics | Measure-TopicAccuracy'; Last = 'Mapping' }
        @{ Script = '$topics | Measure-TopicAccuracy | Format-Table'; Last = 'Token' }
        @{ Script = '$topics | Measure-ClusterQuality -HeldOut $mixed -Seed 1'; Last = 'SampleSeed' }
        @{ Script = '$topics | Measure-ClusterQuality -ByTopic'; Last = 'TopTerms' }
        @{ Script = '$topics | Get-ClusterAssignment -Probability'; Last = 'Probability' }
        @{ Script = '$topics | Get-ClusterSummary'; Last = 'TopTerms' }
        @{ Script = '$topics | Get-ClusterTerm -Top 2 -SideBySide'; Last = 'Topic3' }
        @{ Script = '$em | Resolve-ClusterLabel'; Last = 'labels matched' }
        @{ Script = '$kmeans | Measure-ClusterAccuracy'; Last = 'known 3' }
        @{ Script = 'Measure-ClusterAccuracy -Known (0..29) -Estimated (0..29)'; Last = 'known 29' }
        @{ Script = '($kmeans | Measure-ClusterAccuracy).ConfusionMatrix'; Last = 'estimated 3' }
        @{ Script = '$kmeans | Measure-ClusterQuality'; Last = 'SampleSeed' }
        @{ Script = 'New-MixtureModel -K 3 -Seed 1 | Measure-MixtureBound -DocumentLength 3'; Last = 'Enumeration' }
        @{ Script = '$model | Test-MixtureIdentifiability'; Last = 'OutcomeCount' }
        @{ Script = '$dfm | Find-ClusterCount -K 2, 4 -Method EM -Restart 1 -Fold 2 -Subsample 1 -Seed 1'; Last = 'suggested: BIC is least' }
        @{ Script = '$em | Get-ClusterAssignment'; Last = 'Probability' }
        @{ Script = '$few | Get-ClusterAssignment'; Last = 'money' }
        @{ Script = '$few | Resolve-ClusterLabel | Get-ClusterAssignment'; Last = 'money' }
        @{ Script = '$kmeans | Get-ClusterTerm -Top 2'; Last = 'Score' }
        @{ Script = '$kmeans | Get-ClusterTerm -Top 2 -SideBySide'; Last = 'Cluster3' }
        @{ Script = '$kmeans | Measure-ClusterAccuracy | Format-Table'; Last = 'AdjustedRand' }
        @{ Script = '$kmeans | Measure-ClusterQuality | Format-Table'; Last = 'Exclusivity' }
        @{ Script = '$model | Test-MixtureIdentifiability | Format-Table'; Last = 'ModelSeed' }
        @{ Script = '$em | Format-Table'; Last = 'top terms' }
        @{ Script = '$em | Format-List'; Last = 'top terms' }
        @{ Script = '$rows | Measure-MixtureExperiment -By Eta, Method | Format-Table'; Last = 'SD' }
        @{ Script = '$dfm, $kmeans, $text | ForEach-Object { $_ }'; Last = 'top terms' }
        @{ Script = '$few | Get-ClusterDocument'; Last = 'KnownCluster' }
        @{ Script = '$few | Resolve-ClusterLabel | Get-ClusterDocument'; Last = 'money' }
        @{ Script = '$few | Get-ClusterDocument -Document $long, "stocks`nfell"'; Last = 'stocks fell' }
        @{ Script = '$em | Get-ClusterSummary'; Last = 'TopTerms' }
        @{ Script = '$few | Resolve-ClusterLabel -Known $long, money | Get-ClusterSummary'; Last = 'money' }
        @{ Script = '$dfm | Invoke-ClusterPrediction $em'; Last = 'UnseenTokens' }
        @{ Script = '$text | Invoke-ClusterPrediction $few'; Last = 'UnseenTokens' }
        @{ Script = '$dfm | Invoke-ClusterPrediction $em -AsMatrix'; Last = 'cluster3' }
        @{ Script = 'New-RandomGenerator'; Last = 'Seed' }
        @{ Script = 'Invoke-DirichletSample -Eta 0.5 -Size 20 -Seed 1'; Last = 'fox' }
        @{ Script = 'Invoke-MultinomialSample -Trials 1000000 -Probability ($model.Mu) -Seed 1'; Last = 'feature199' }
        @{ Script = '$text | ConvertFrom-Dfm -As Long'; Last = 'Count' }
        @{ Script = '$text | ConvertTo-TfIdf | ConvertFrom-Dfm -As Long'; Last = 'Weight' }
        @{ Script = '$text.TextStatistics'; Last = 'CountTotal' }
        @{ Script = '$rows'; Last = 'Error' }
        @{ Script = '$rows | Measure-MixtureExperiment -By Eta, Method'; Last = 'SD' }
        @{ Script = '$rows | Measure-MixtureExperiment -By Method, Eta -Target 0.9'; Last = 'Count' }
    )
}

BeforeAll {
    . (Join-Path $PSScriptRoot Shared.ps1)

    # The text of a view, with its lines separated by bars.
    function Join-Line([string[]] $Text) { ($Text -join "`n" -split "`n" | ForEach-Object TrimEnd) -join '|' }

    $culture = [cultureinfo]::CurrentCulture
    [cultureinfo]::CurrentCulture = [cultureinfo]::InvariantCulture
}

AfterAll { [cultureinfo]::CurrentCulture = $culture }

Describe 'The output in a terminal of 80 columns' -ForEach @{ Shown = $shown } {
    BeforeAll {
        # A process whose output is redirected has 80 columns.
        $file = Join-Path $TestDrive show.ps1
        Set-Content $file @'
param([string] $Module, [string] $Scripts)
$ErrorActionPreference = 'Stop'
$ProgressPreference = $WarningPreference = 'SilentlyContinue'
$PSStyle.OutputRendering = 'PlainText'
Import-Module $Module
$model = New-MixtureModel -K 4 -J 200 -Eta 0.2 -Seed 3
$dfm = $model | Invoke-DfmSample -N 60 -DocumentLength 60 -Seed 1
$long = 'a name that goes on and on, quite without an end, and then some more of it'
$text = [pscustomobject]@{ t = 'the cat sat on the mat'; n = $long; l = 'pets' }, [pscustomobject]@{ t = 'stocks fell'; n = 'b'; l = 'money' } |
    ConvertTo-Dfm -TextProperty t -NameProperty n -LabelProperty l
$kmeans = $dfm | ConvertTo-TfIdf | Invoke-KMeans -Seed 42
$few = $text | Invoke-KMeans -K 2 -Seed 1
$em = $dfm | Invoke-MixtureEM -Restart 2 -Seed 1
$polya = $dfm | Invoke-MixtureEM -K 3 -Component DirichletMultinomial -Restart 2 -MaxIteration 20 -Seed 1 -WarningAction Ignore
$gibbs = $dfm | Invoke-MixtureGibbs -K 20 -Iteration 10 -Seed 1 -WarningAction Ignore
$mixed = New-MixtureModel -K 4 -J 200 -Eta 0.2 -Membership Mixed -Seed 3 | Invoke-DfmSample -N 60 -DocumentLength 60
$topics = $mixed | Invoke-TopicModel -Iteration 20 -Chain 2 -Seed 1 -WarningAction Ignore
$rows = Invoke-MixtureExperiment -K 2 -Eta 0.1, 1 -N 30 -Method KMeans, EM -Replicate 3 -Seed 1
$texts = [ordered]@{ width = $Host.UI.RawUI.BufferSize.Width }
foreach ($script in Get-Content $Scripts) { $texts[$script] = & ([scriptblock]::Create($script)) | Out-String }
$texts | ConvertTo-Json
'@
        $scripts = Join-Path $TestDrive scripts.txt
        Set-Content $scripts $Shown.Script
        $run = Invoke-Shell '-File', $file, $modulePath, $scripts
        $run.Error | Should -BeNullOrEmpty
        $texts = $run.Output -join "`n" | ConvertFrom-Json -AsHashtable
    }

    It 'has 80 columns' { $texts.width | Should -Be 80 }

    It 'fits <Script> without truncation' -ForEach $shown {
        $texts[$Script] | Should -MatchExactly ([regex]::Escape($Last))

        # PowerShell marks truncated text with this character; the module's own views omit the middle and show three dots.
        $texts[$Script] | Should -Not -Match '…'
        ($texts[$Script] -split '\r?\n' | Measure-Object Length -Maximum).Maximum | Should -BeLessOrEqual 80
    }

    It 'breaks sentences between words' {
        $words = -split $texts['$dfm | Find-ClusterCount -K 2, 4 -Method EM -Restart 1 -Fold 2 -Subsample 1 -Seed 1']
        $words | Should -Contain 'least,'
        $words | Should -Contain 'above'
    }
}

Describe 'The width of the terminal' {
    It 'is respected at <_> columns' -ForEach 60, 100 {
        $file = Join-Path $TestDrive terminal.ps1
        $result = Join-Path $TestDrive terminal.txt
        Set-Content $file "Import-Module '$modulePath'; New-MixtureModel -K 2 -J 40 -Seed 1 | Out-File '$result'"
        $command = (@(Get-ShellCommand) + '-NoProfile' + '-NonInteractive' + '-File' + $file | ForEach-Object { "'$_'" }) -join ' '
        $null = script -qec "stty cols $_ rows 40 && $command" /dev/null
        $columns = (Get-Content $result | Measure-Object Length -Maximum).Maximum
        $columns | Should -BeLessThan $_
        # Another column would take 12 characters.
        $columns | Should -BeGreaterThan ($_ - 13)
    }

    It 'defaults to 120 columns if there is no terminal' {
        $shell = [powershell]::Create()
        try {
            $text = $shell.AddScript("Import-Module '$modulePath'; New-MixtureModel -K 2 -J 40 -Seed 1 | Out-String -Width 200").Invoke()
        }
        finally { $shell.Dispose() }
        $columns = ($text -split '\r?\n' | Measure-Object Length -Maximum).Maximum
        $columns | Should -BeLessThan 120
        $columns | Should -BeGreaterThan 107
    }
}

Describe 'The views' {
    BeforeAll {
        $dfm = [pscustomobject]@{ t = 'cat cat dog'; l = 'pets' }, [pscustomobject]@{ t = 'stocks'; l = 'money' } |
            ConvertTo-Dfm -TextProperty t -LabelProperty l
        $model = New-MixtureModel -K 2 -Seed 1
        $kmeans = $dfm | Invoke-KMeans -K 2 -Seed 1
        $objects = @{
            Dfm        = $dfm
            Model      = $model
            Matrix     = $model.Mu
            Clustering = $kmeans
            Accuracy   = $kmeans | Measure-ClusterAccuracy
            Assignment = $kmeans | Get-ClusterAssignment
        }
    }

    It 'are also shown by <Command>: <Name>' -ForEach @(
        foreach ($command in 'Format-Table', 'Format-List', 'Out-File', 'Tee-Object') {
            # A list has the text of the view as the value of a property.
            $start = $command -eq 'Format-List' ? 'Summary : ' : ''
            @{ Command = $command; Name = 'Dfm'; Line = $start + '2 documents x 3 features, 3 non-zero \(50\.0 %\), Count' }
            @{ Command = $command; Name = 'Model'; Line = $start + 'Mixture of 2 clusters over 5 words, eta 1' }
            @{ Command = $command; Name = 'Matrix'; Line = $start + '2 x 5 matrix' }
            @{ Command = $command; Name = 'Clustering'; Line = $start + 'k-means of 2 documents in 2 clusters \(Count\)' }
            @{ Command = $command; Name = 'Accuracy'; Line = $command -eq 'Format-Table' ? 'k-means Count +2 +1 +1\.0000' : 'Accuracy +: 1' }
            @{ Command = $command; Name = 'Assignment'; Line = if ($command -eq 'Format-List') { 'DocumentName +: doc1' } else { ' *1 doc1 +money +\d +money +0\.000000' } }
        }
    ) {
        $file = Join-Path $TestDrive shown.txt
        switch ($Command) {
            Format-Table { $objects.$Name | Format-Table | Out-String | Set-Content $file }
            Format-List { $objects.$Name | Format-List | Out-String | Set-Content $file }
            Out-File { $objects.$Name | Out-File $file }
            Tee-Object { $null = $objects.$Name | Tee-Object $file }
        }
        @(Get-Content $file) -match "^$Line" | Should -HaveCount 1
    }

    It 'follow each other in one output' {
        $text = Join-Line ($dfm, $kmeans, ($kmeans | Get-ClusterAssignment) | ForEach-Object { $_ } | Out-String)
        $text | Should -Match '2 documents x 3 features.+Summary : k-means of 2 documents.+DocumentName +: doc0'
    }

    It 'show deserialised objects as before: <_>' -ForEach 'Dfm', 'Model', 'Matrix', 'Clustering', 'Accuracy', 'Assignment' {
        $file = Join-Path $TestDrive object.xml
        $objects.$_ | Export-Clixml $file
        Import-Clixml $file | Out-String | Should -BeExactly ($objects.$_ | Out-String)
    }

    It 'compare several accuracies in a table with the columns asked for' {
        $both = $kmeans, ($dfm | Invoke-MixtureEM -K 2 -Seed 1) | Measure-ClusterAccuracy
        $lines = @(($both | Format-Table Method, K, Purity | Out-String) -split '\r?\n' | Where-Object { $_.Trim() })
        $lines | Should -HaveCount 4
        -split $lines[0] | Should -BeExactly Method, K, Purity
        $lines[2] | Should -MatchExactly '^k-means +2 '
    }

    It 'show deserialised experiment rows as a table' {
        $rows = 1..3 | ForEach-Object { [pscustomobject]@{ Eta = 0.1; Method = 'KMeans'; DocumentLength = 5; Accuracy = 0.5 + $_ / 10; Bound = 0.95; Error = '' } }
        foreach ($options in @{}, @{ Target = 0.6 }) {
            $summary = @($rows | Measure-MixtureExperiment -By Eta, DocumentLength @options)
            $file = Join-Path $TestDrive summary.xml
            $summary | Export-Clixml $file
            Import-Clixml $file | Out-String | Should -BeExactly ($summary | Out-String)
        }
    }

    It 'call no method and name no type in the formatting file, because ConstrainedLanguage mode allows neither' {
        $format = Join-Path $repository module MixturePS.Format.ps1xml
        foreach ($script in (Select-Xml -Path $format -XPath '//ScriptBlock').Node.InnerText) {
            $nodes = [System.Management.Automation.Language.Parser]::ParseInput($script, [ref]$null, [ref]$null).FindAll({ $true }, $true)
            $nodes | Where-Object { $_ -is [System.Management.Automation.Language.InvokeMemberExpressionAst] } | Should -BeNullOrEmpty
            foreach ($type in $nodes | Where-Object { $_ -is [System.Management.Automation.Language.TypeConstraintAst] }) { "$($type.TypeName)" | Should -Be int }
        }
    }

    It 'leave the choice of the format to the user: none of them is out of band' {
        $format = Join-Path $repository module MixturePS.Format.ps1xml
        Select-Xml -Path $format -XPath '//OutOfBand' | Should -BeNullOrEmpty
    }
}

Describe 'The types file' {
    BeforeDiscovery {
        [xml] $types = Get-Content (Join-Path $PSScriptRoot .. .. module MixturePS.Types.ps1xml) -Raw
        $live = @($types.Types.Type | Where-Object { $_.SelectNodes('.//CodeProperty').Count -and $_.Name -notlike 'Deserialized.*' }).Name
    }

    BeforeAll {
        [xml] $types = Get-Content (Join-Path $repository module MixturePS.Types.ps1xml) -Raw
        $hidden = $types.SelectNodes('//CodeProperty/Name').InnerText | Sort-Object -Unique
        $dfm = [pscustomobject]@{ t = 'cat cat dog'; l = 'pets' }, [pscustomobject]@{ t = 'stocks'; l = 'money' } |
            ConvertTo-Dfm -TextProperty t -LabelProperty l
        $model = New-MixtureModel -K 2 -Seed 1
        $kmeans = $dfm | Invoke-KMeans -K 2 -Seed 1
        $accuracy = $kmeans | Measure-ClusterAccuracy
        $rows = 1..3 | ForEach-Object { [pscustomobject]@{ Eta = 0.1; DocumentLength = 5; Accuracy = 0.5 + $_ / 10; Bound = 0.95; Error = '' } }
        $objects = @{ 'MixturePS.Core.Clustering.FittedClustering' = $kmeans }
        foreach ($one in $dfm, $model, $model.Mu, $dfm.Matrix, $accuracy.ConfusionMatrix, $accuracy.Mapping, $dfm.Weighting, $model.Seed, (New-RandomGenerator -Seed 1),
            ($kmeans | Get-ClusterSummary)[0], ($dfm | Invoke-TopicModel -K 2 -Iteration 4 -Seed 1 -WarningAction Ignore | Measure-ClusterQuality -ByTopic)[0], ($kmeans | Get-ClusterDocument -Document a, b)[0], ($kmeans | Get-ClusterTerm -SideBySide)[0], @($rows | Measure-MixtureExperiment -By Eta)[0], @($rows | Measure-MixtureExperiment -By DocumentLength -Target 0.6)[0],
            (Start-MixtureExperiment -K 2 -N 20 -Replicate 1 -Seed 1 -Scheduler None -Task 1 -Folder (Join-Path $TestDrive run))) {
            $objects[$one.PSObject.TypeNames[0]] = $one
        }
    }

    It 'hides what the views show: <_>' -ForEach $live {
        $object = $objects[$_]
        $object | Should -Not -BeNullOrEmpty
        foreach ($name in ($types.Types.Type | Where-Object Name -EQ $_).Members.CodeProperty.Name) { $object.$name | Should -Not -BeNullOrEmpty }
        $object.PSObject.Properties.Name | Should -Not -BeIn $hidden
        ($object | Get-Member).Name | Should -Not -BeIn $hidden
        ($object | Select-Object *).PSObject.Properties.Name | Should -Not -BeIn $hidden
        $pattern = $hidden -join '|'
        $object | Format-List * | Out-String | Should -Not -Match $pattern
        $object | Format-Table * | Out-String -Width 500 | Should -Not -Match $pattern
        $object | ConvertTo-Csv | Select-Object -First 1 | Should -Not -Match $pattern
        $object | ConvertTo-Json -Depth 2 -WarningAction Ignore | Should -Not -Match $pattern
        ConvertTo-CliXml -InputObject $object | Should -Not -Match 'N="(View\w+|Summary)"' -Because 'a file, a job and a remote session take it along otherwise'
    }

    It 'restores each type that it mentions' {
        $converter = 'MixturePS.Binding.LiveObjectConverter'
        foreach ($type in $types.Types.Type | Where-Object Name -Like 'Deserialized.MixturePS.Core.*') {
            $type.SelectSingleNode('.//NoteProperty[Name="TargetTypeForDeserialization"]/Value').InnerText | Should -Be $converter -Because $type.Name
            ($types.Types.Type | Where-Object Name -EQ ($type.Name -replace '^Deserialized\.')).TypeConverter.TypeName | Should -Be $converter -Because $type.Name
        }
    }

    It 'mentions every record that a cmdlet writes' {
        $records = foreach ($command in Get-Command -Module MixturePS) {
            foreach ($output in $command.OutputType.Type) { if ($output -and $output.GetMethod('<Clone>$')) { $output.FullName } }
        }
        $records | Should -Not -BeNullOrEmpty
        $records | Where-Object { "Deserialized.$_" -notin $types.Types.Type.Name } | Should -BeNullOrEmpty
    }
}

Describe 'The text of a view' {
    BeforeAll {
        $view = [MixturePS.Views.View]
        $model = New-MixtureModel -Mu ((0.25, 0.75), (0.125, 0.875)) -Alpha 0.3, 0.7 -Vocabulary cat, dog
        $matrix = $model.Mu.GetType()

        function New-Matrix([object[]] $Rows, [string[]] $Names) {
            $matrix::new($Rows.Count, $Rows[0].Count, [double[]]($Rows | ForEach-Object { $_ }), $Names, $null)
        }
    }

    It 'shows as many decimals as numbers need and <Width> columns allow' -ForEach @(
        @{ Width = 80; Table = '      a           b   c          d|0  0.25  0.12345679  12  1234.5679|1  0.50  1.00000000   3     2.5000' }
        @{ Width = 34; Table = '      a         b   c          d|0  0.25  0.123457  12  1234.5679|1  0.50  1.000000   3     2.5000' }
        @{ Width = 32; Table = '      a       b   c          d|0  0.25  0.1235  12  1234.5679|1  0.50  1.0000   3     2.5000' }
        @{ Width = 31; Table = '      a       b   c          d|0  0.25  0.1235  12  1234.5679|1  0.50  1.0000   3     2.5000' }
        @{ Width = 30; Table = '      a       b   c|0  0.25  0.1235  12|1  0.50  1.0000   3||           d|0  1234.5679|1     2.5000' }
    ) {
        $numbers = New-Matrix (0.25, 0.123456789123, 12, 1234.56789), (0.5, 1, 3, 2.5) a, b, c, d
        Join-Line $view::Matrix($numbers, $Width) | Should -BeExactly "2 x 4 matrix||$Table"
    }

    It 'uses one precision per column: <Cells>' -ForEach @(
        @{ Values = 0.00001, 0.00002; Cells = '1e-05 2e-05' }
        @{ Values = 1e9, 5.5; Cells = '1e+09 5.5e+00' }
        @{ Values = 0.001, 0.0005; Cells = '0.0010 0.0005' }
        @{ Values = 123.456789, 0.5; Cells = '123.45678900 0.50000000' }
        @{ Values = 99999, 1000000; Cells = '99999 1000000' }
        @{ Values = 0.5, 2; Cells = '0.5 2.0' }
        @{ Values = -1e-12, 0.25; Cells = '0.00 0.25' }
    ) {
        $lines = $view::Matrix((New-Matrix ($Values | ForEach-Object { , @($_) }) a), 80) -split "`n"
        ($lines[3..4] | ForEach-Object { (-split $_)[-1] }) -join ' ' | Should -BeExactly $Cells
    }

    It 'uses the singular for one: <Kind>' -ForEach @(
        @{ Kind = 'Model'; Script = { New-MixtureModel -K 1 -Vocabulary cat -Seed 1 }; Start = 'Mixture of 1 cluster over 1 word, eta 1|' }
        @{ Kind = 'Dfm'; Script = { (Invoke-KMeans -InputObject (, @(1, 2)) -K 1 -WarningAction Ignore).Dfm }; Start = '1 document x 2 features, ' }
        @{ Kind = 'Clustering'; Script = { Invoke-KMeans -InputObject (, @(1, 2)) -K 1 -WarningAction Ignore }; Start = 'k-means of 1 document in 1 cluster (Count)|inertia 0, 1 iteration, ' }
    ) {
        Join-Line $view::$Kind((& $Script), 80) | Should -MatchExactly ('^' + [regex]::Escape($Start))
    }

    It 'uses the decimal separator of the user''s culture' {
        try {
            [cultureinfo]::CurrentCulture = 'de-DE'
            $view::Matrix((New-Matrix (, @(0.25, 0.75)) a, b), 80) | Should -MatchExactly '0,25  0,75'
        }
        finally { [cultureinfo]::CurrentCulture = [cultureinfo]::InvariantCulture }
    }

    It 'has the first and the last of <Count> rows' -ForEach @(
        @{ Count = 11; Names = '0 1 2 3 4 5 6 7 8 9 10' }
        @{ Count = 12; Names = '0 1 2 3 4 ... 7 8 9 10 11' }
    ) {
        $rows = 1..$Count | ForEach-Object { , @($_, 7) }
        $cells = ($view::Matrix((New-Matrix $rows x, y), 80) -split "`n" | Select-Object -Skip 3).ForEach{ , @(-split $_) }
        $cells.ForEach{ $_[0] } -join ' ' | Should -BeExactly $Names
        foreach ($line in $cells) { $line[1] | Should -Be ($line[0] -eq '...' ? '...' : [int]$line[0] + 1) }
    }

    It 'has the first and the last of <Count> columns at a width of <Width>' -ForEach @(
        @{ Width = 32; Count = 5; Table = '   col1  col2  col3  col4  col5|0     1     2     3     4     5' }
        @{ Width = 45; Count = 30; Table = '   col1  col2  col3  ...  col29  col30|0     1     2     3  ...     29     30' }
        @{ Width = 33; Count = 8; Table = '   col1  col2  col3  col4  col5|0     1     2     3     4     5||   col6  col7  col8|0     6     7     8' }
        @{ Width = 0; Count = 5; Table = '   col1  col2  col3  col4  col5|0     1     2     3     4     5' }
    ) {
        $numbers = New-Matrix (, @(1..$Count)) (1..$Count | ForEach-Object { "col$_" })
        Join-Line $view::Matrix($numbers, $Width) | Should -BeExactly "1 x $Count matrix||$Table"
    }

    It 'has 120 columns if there is no terminal' {
        $lines = $view::Matrix((New-Matrix (, @(1..40)) (1..40 | ForEach-Object { "col$_" })), 0) -split "`n"
        $lines[2].Length | Should -BeIn (105..119)
    }

    It 'shortens a long word in the middle: <Expected>' -ForEach @(
        @{ Word = 'abcdefghijklmnopqrstuvwx'; Width = 24; Expected = 'abcdefghijklmnopqrstuvwx' }
        @{ Word = 'abcdefghijklmnopqrstuvwxyz'; Width = 24; Expected = 'abcdefghijkl...rstuvwxyz' }
        @{ Word = 'abcdefghijkl'; Width = 9; Expected = 'abcd...kl' }
        @{ Word = "a`tb`nc"; Width = 24; Expected = 'a`tb`nc' }
    ) {
        $view::Word($Word, $Width) | Should -BeExactly $Expected
    }

    It 'wraps a sentence before a word that does not fit: <Width>' -ForEach @(
        @{ Width = 19; Expected = 'aaaa bbbb cccc dddd|eeee ffff gggg' }
        @{ Width = 18; Expected = 'aaaa bbbb cccc|dddd eeee ffff|gggg' }
        @{ Width = 34; Expected = 'aaaa bbbb cccc dddd eeee ffff gggg' }
    ) {
        Join-Line $view::Wrapped('aaaa bbbb cccc dddd eeee ffff gggg', $Width) | Should -BeExactly $Expected
    }

    It 'aligns columns with wide and combining characters' {
        $accented = "e$([char]0x301)e"
        $text = Join-Line $view::Matrix((New-Matrix (1, 2), (3, 4) '犬犬', $accented), 40)
        $text | Should -BeExactly "2 x 2 matrix||   犬犬  $accented|0     1   2|1     3   4"
    }

    It 'has no colour of the module''s own: <_>' -ForEach 'Model', 'Dfm', 'Clustering', 'Matrix', 'Confusion' {
        $dfm = New-MixtureModel -K 4 -J 200 -Eta 0.2 -Seed 3 | Invoke-DfmSample -N 60 -DocumentLength 60 -Seed 1
        $kmeans = $dfm | Invoke-KMeans -Seed 42
        $object = @{ Model = $dfm.Model; Dfm = $dfm; Clustering = $kmeans; Matrix = $dfm.Model.Mu; Confusion = $kmeans | Measure-ClusterAccuracy }.$_
        $text = $view::$_($object, 80)
        $text | Should -Not -BeNullOrEmpty
        $text | Should -Not -Match "`e"
    }

    It 'states a DFM''s share of non-zero cells' {
        $dfm = 'a b b', 'c', 'a a a d' | ConvertTo-Dfm -Token WhiteSpace
        Join-Line $view::Dfm($dfm, 80) | Should -BeExactly '3 documents x 4 features, 5 non-zero (41.7 %), Count||      a  b  c  d|doc0  1  2  0  0|doc1  0  0  1  0|doc2  3  0  0  1'
    }

    It 'shows the names of the clusters of a DFM''s documents, or their numbers' {
        $dfm = [pscustomobject]@{ t = 'a'; l = 'x' }, [pscustomobject]@{ t = 'b'; l = 'y' } | ConvertTo-Dfm -TextProperty t -LabelProperty l -Token WhiteSpace
        Join-Line $view::Dfm($dfm, 80) | Should -BeLike '*||      a  b  cluster|doc0  1  0        x|doc1  0  1        y'
        $dfm = [pscustomobject]@{ t = 'a'; l = 4 }, [pscustomobject]@{ t = 'b'; l = 7 } | ConvertTo-Dfm -TextProperty t -LabelProperty l -Token WhiteSpace
        Join-Line $view::Dfm($dfm, 80) | Should -BeLike '*||      a  b  cluster|doc0  1  0        4|doc1  0  1        7'
    }

    It 'shows a model''s word and cluster probabilities' {
        Join-Line $view::Model($model, 80) | Should -BeExactly 'Mixture of 2 clusters over 2 words||             cat    dog  alpha|cluster 0  0.250  0.750    0.3|cluster 1  0.125  0.875    0.7'
        $uneven = New-MixtureModel -K 2 -Eta 1, 2, 3, 4, 5, 6, 7, 8 -Seed 1
        Join-Line $view::Model($uneven, 80) | Should -BeLike 'Mixture of 2 clusters over 8 words, eta (1; 2; 3; 4; 5; 6; ...)|*'
        $many = $view::Model((New-MixtureModel -K 20 -Seed 1), 80) -split "`n"
        @($many -like 'cluster *') | Should -HaveCount 20
    }

    It 'shows the names of matched clusters' {
        $named = Invoke-KMeans -InputObject (New-Matrix (0, 1), (0, 1), (9, 0) a, b) -K 2 -Seed 1 | Resolve-ClusterLabel -Known 'my pets', 'my pets', money
        $lines = $view::Clustering($named, 100) -split "`n"
        $lines[-4, -3] | Should -BeExactly 'my pets  0  1     2', 'money    9  0     1'
    }

    It 'shows known clusters as the rows of a confusion matrix' {
        $accuracy = Measure-ClusterAccuracy -Known 0, 0, 0, 1, 1, 1 -Estimated 1, 1, 0, 0, 0, 0
        Join-Line $view::Confusion($accuracy, 80) | Should -BeExactly '         estimated 0  estimated 1|known 0            1            2|known 1            3            0'
    }

    It 'uses short labels if a confusion matrix has little room' {
        $lines = $view::Confusion((Measure-ClusterAccuracy -Known (0..7) -Estimated (0..7)), 85) -split "`n"
        $lines[0] | Should -BeExactly 'columns: estimated'
        -split $lines[1] | Should -Be (0..7)
        $lines[-1] | Should -BeExactly 'known 7  0  0  0  0  0  0  0  1'
        $names = 0..7 | ForEach-Object { "the $_" }
        $lines = $view::Confusion((Measure-ClusterAccuracy -Known $names -Estimated $names), 100) -split "`n"
        ($lines[1] -split '  +' | Where-Object { $_ }) | Should -BeExactly $names
    }

    It 'states how k-means found a clustering' {
        $kmeans = $model | Invoke-DfmSample -N 40 -DocumentLength 10 -Seed 3 | Invoke-KMeans -K 2 -Restart 5 -Seed 1
        $least, $most = ($kmeans.RestartInertia | Measure-Object -Minimum -Maximum).ForEach{ $_.Minimum, $_.Maximum }.ForEach{ $_.ToString('G10') }
        $least | Should -Not -Be $most
        $text = $view::Clustering($kmeans, 100)
        $text | Should -MatchExactly ([regex]::Escape("best of 5 starts, inertia from $least to $most") + "`n")
        @($text -split "`n" -like 'cluster *') | ForEach-Object { (-split $_)[-1] } | Should -Be $kmeans.ClusterSize
    }

    It 'shows the labels, the centres and the sizes of clusters' {
        $two = Invoke-KMeans -InputObject (New-Matrix (0, 1), (0, 1), (9, 0) a, b) -K 2 -Seed 1
        $known = $two | Resolve-ClusterLabel -Known $two.Labels.ForEach{ $_ + 3 }
        $lines = $view::Clustering($known, 100) -split "`n"
        $known.ClusterLabel | Sort-Object | Should -Be 3, 4
        foreach ($k in 0, 1) { $lines | Should -Contain "cluster $($known.ClusterLabel[$k])  $($known.Centers[$k, 0])  $($known.Centers[$k, 1])     $($known.ClusterSize[$k])" }
    }

    It 'shows a mixture''s criteria' {
        $em = $model | Invoke-DfmSample -N 40 -DocumentLength 10 -Seed 3 | Invoke-MixtureEM -K 2 -Restart 3 -Seed 1 -WarningAction Ignore
        $least, $most = ($em.RestartLogLikelihood | Measure-Object -Minimum -Maximum).ForEach{ $_.Minimum, $_.Maximum }.ForEach{ $_.ToString('G10') }
        $lines = $view::Clustering($em, 200) -split "`n"
        $lines | Should -Contain "BIC $($em.Bic.ToString('G10')), AIC $($em.Aic.ToString('G10')), ICL $($em.Icl.ToString('G10')) with 3 parameters"
        $lines | Should -Contain "best of 3 starts, log-likelihood from $least to $most"
    }

    It 'shows a sampler''s priors and chains' {
        $gibbs = $model | Invoke-DfmSample -N 40 -DocumentLength 10 -Seed 3 | Invoke-MixtureGibbs -K 4 -Iteration 10 -Chain 2 -Alpha 0.7 -Beta 0.2 -Seed 1 -WarningAction Ignore
        $view::Clustering($gibbs, 200) | Should -MatchExactly "`nat most 4 clusters, prior alpha 0\.7, beta 0\.2; consensus of 2 chains, 5 sweeps burnt in, R-hat "
    }

    It 'shows the terms of all clusters, on several lines if needed: <Expected>' -ForEach @(
        @{ Name = 'C'; Count = 2; Term = 'word'; Width = 60; Header = 'Rank  C0                    C1'; Expected = '   2  word0                 word1' }
        @{ Name = 'Cluster'; Count = 5; Term = 'longerword'; Width = 60; Header = 'Rank  Cluster0        Cluster1        Cluster2|      Cluster3        Cluster4'; Expected = '   2  longerword0     longerword1     longerword2|      longerword3     longerword4' }
        @{ Name = 'Cluster'; Count = 3; Term = 'averyverylongword'; Width = 60; Header = 'Rank  Cluster0          Cluster1          Cluster2'; Expected = '   2  averyverylong...  averyverylong...  averyverylong...' }
        @{ Name = 'C'; Count = 2; Term = 'w'; Width = 10; Header = 'Rank  C0|      C1'; Expected = '   2  w0|      w1' }
    ) {
        $row = [ordered]@{ Rank = 2 }
        0..($Count - 1) | ForEach-Object { $row["$Name$_"] = "$Term$_" }
        Join-Line ([MixturePS.Views.TermView]::Header([pscustomobject]$row, $Width)) | Should -BeExactly $Header
        Join-Line ([MixturePS.Views.TermView]::Row([pscustomobject]$row, $Width)) | Should -BeExactly $Expected
    }

    It 'shows the most frequent words of a text whose words do not all fit' {
        $dfm = 'zebra apple zebra berry', 'zebra apple cherry elder', 'date elder fig grape' | ConvertTo-Dfm
        $lines = (Join-Line $view::Dfm($dfm, 40)) -split '\|'
        $lines[0..2] -join ' ' | Should -BeExactly '3 documents x 8 features, 11 non-zero (45.8 %), Count; most frequent features first'
        -split ($lines -match 'zebra')[0] | Should -BeExactly zebra, apple, elder, berry, '...'
    }

    It 'shows the top terms of clusters in full words, where the centres do not fit' {
        $dfm = 'incomprehensibilities zebra apple apple apple', 'zebra zebra apple berry cherry', 'date date date elder fig grape' | ConvertTo-Dfm
        $kmeans = $dfm | Invoke-KMeans -K 2 -Seed 1
        $lines = $view::Clustering($kmeans, 60) -split "`n"
        $lines -match '^ +size  top terms$' | Should -HaveCount 1
        foreach ($k in 0, 1) {
            $shown = ($lines -match "^cluster $k +\d  ")[0] -replace "^cluster $k +\d  " -split ', '
            $shown.Count | Should -BeGreaterThan 2
            $shown | Should -Be @(($kmeans | Get-ClusterTerm -Top $shown.Count | Where-Object Cluster -EQ $k).Term)
        }
        ($lines | Measure-Object Length -Maximum).Maximum | Should -BeLessThan 60
    }

    Context 'of an experiment' {
        BeforeAll {
            $view = [MixturePS.Views.ExperimentView]
            $rows = 1..6 | ForEach-Object { [pscustomobject]@{ Eta = (0.1, 1)[$_ % 2]; Method = 'KMeans'; Accuracy = 0.5 + $_ / 100; Purity = 0.5 + $_ / 50; Bound = 0.95; Error = '' } }
        }

        It 'aligns the figures with their names' {
            $summary = @($rows | Measure-MixtureExperiment -By Eta, Method)
            $view::Header($summary[0], 120) | Should -BeExactly '   Eta Method          Count   Mean    Low   High  Bound     Gap Failed     SD Median'
            $view::Row($summary[0], 120) | Should -BeExactly '     1 KMeans              3 0.5300 0.4802 0.5792 0.9500  0.4200      0 0.0200 0.5300'
            $view::Header($summary[0], 60) | Should -BeExactly '   Eta Method          Count   Mean    Low   High  Bound'
        }

        It 'has differences beside means, with their intervals, in 80 columns' {
            $runs = foreach ($replicate in 0..2) { foreach ($method in 'KMeans', 'EM') { [pscustomobject]@{ Eta = 1; DocumentLength = 5; Method = $method; Replicate = $replicate; Accuracy = 0.5 + $replicate / 10 + ($method -eq 'EM' ? 0.1 + $replicate / 100 : 0); Error = '' } } }
            $summary = @($runs | Measure-MixtureExperiment -By Eta, DocumentLength, Method -Reference KMeans)
            $view::Header($summary[0], 80) | Should -BeExactly "Accuracy, differences from KMeans`n   Eta DocumentLength Method          Count   Mean   Diff    Low   High  Pairs"
            $view::Row($summary[0], 80) | Should -BeExactly '     1              5 KMeans              3 0.6000      -      -      -      -'
            $view::Row($summary[1], 80) | Should -BeExactly '     1              5 EM                  3 0.7100 0.1100 0.0852 0.1348      3'
        }

        It 'keeps its columns in line for any number: <Value>' -ForEach @(
            @{ Value = -0.05; Text = '-0.050' }
            @{ Value = -0.00001; Text = '0.0000' }
            @{ Value = 12.34567; Text = '12.346' }
            @{ Value = 123456.7; Text = '123457' }
            @{ Value = 12345678; Text = '1e+7' }
            @{ Value = -12345678; Text = '-1e+07' }
        ) {
            $row = @([pscustomobject]@{ Eta = 1; Accuracy = 0.5; Error = '' } | Measure-MixtureExperiment -By Eta)[0]
            $row.Mean = [double]$Value
            (-split $view::Row($row, 120))[2] | Should -BeExactly $Text
            $view::Row($row, 120).IndexOf($Text) + $Text.Length | Should -Be ($view::Header($row, 120).IndexOf('Mean') + 'Mean'.Length)
        }

        It 'names the index if it is not accuracy' {
            $summary = @($rows | Measure-MixtureExperiment -By Eta -Metric Purity)
            Join-Line $view::Header($summary[0], 120) | Should -BeExactly 'Purity|   Eta Count   Mean    Low   High  Bound     Gap Failed     SD Median'
            $view::Row($summary[0], 120) | Should -BeExactly '     1     3 0.5600 0.4596 0.6558      -       -      0 0.0400 0.5600'
        }

        It 'states where a target is reached' {
            $rows = foreach ($length in 5, 10) {
                foreach ($method in 'A', 'B') {
                    1..3 | ForEach-Object { [pscustomobject]@{ DocumentLength = $length; Method = $method; Accuracy = $length / 20 + $_ / 100 + ($method -eq 'B' ? 0.45 : 0); Bound = 1; Error = '' } }
                }
            }
            $targets = @($rows | Measure-MixtureExperiment -By Method -Target 0.9)
            $view::Header($targets[0], 120) | Should -BeExactly 'Method          Target DocumentLength   Mean    Low   High Count'
            $view::Row($targets[0], 120) | Should -BeExactly 'A                  0.9    not reached 0.5200 0.4951 0.5448     3'
            $view::Row($targets[1], 120) | Should -BeExactly 'B                  0.9             10 0.9700 0.9323 0.9870     3'
        }
    }

    It 'shows control characters of words and names escaped' {
        $text = "a`e]0;x`a`u{202e}b x" | ConvertTo-Dfm -Token WhiteSpace | Out-String
        $text | Should -Not -Match "`e\]|`a|`u{202e}"
        $text.Contains('a`e]0;x`a`u{202e}b') | Should -BeTrue
    }
}
