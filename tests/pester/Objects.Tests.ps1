# What each cmdlet writes, passed to the cmdlets that PowerShell users pass objects to.
BeforeDiscovery {
    # The output of every cmdlet, and the objects that are parts of it. Script blocks see the variables of BeforeAll.
    $outputs = @(
        @{ Name = 'ConvertFrom-Dfm'; Script = { $dfm | ConvertFrom-Dfm } }
        @{ Name = 'ConvertFrom-Dfm -As Long'; Script = { $dfm | ConvertFrom-Dfm -As Long } }
        @{ Name = 'ConvertFrom-Dfm of weights'; Script = { $tfidf | ConvertFrom-Dfm -As Long } }
        @{ Name = 'ConvertTo-Dfm'; Script = { $text } }
        @{ Name = 'ConvertTo-TfIdf'; Script = { $tfidf } }
        @{ Name = 'Find-ClusterCount'; Script = { $dfm | Find-ClusterCount -K 2, 3 -Method EM -Restart 1 -Fold 2 -Subsample 1 -Seed 1 } }
        @{ Name = 'Get-ClusterAssignment'; Script = { $kmeans | Get-ClusterAssignment } }
        @{ Name = 'Get-ClusterAssignment -Probability'; Script = { $topics | Get-ClusterAssignment -Probability } }
        @{ Name = 'Get-ClusterDocument'; Script = { $em | Get-ClusterDocument } }
        @{ Name = 'Get-ClusterDocument -Document'; Script = { $em | Get-ClusterDocument -Document (@('a text') * $em.Dfm.DocumentCount) } }
        @{ Name = 'Get-ClusterSummary'; Script = { $em | Get-ClusterSummary } }
        @{ Name = 'Get-ClusterTerm'; Script = { $kmeans | Get-ClusterTerm -Top 3 } }
        @{ Name = 'Get-ClusterTerm -SideBySide'; Script = { $kmeans | Get-ClusterTerm -Top 3 -SideBySide } }
        @{ Name = 'Get-CoClustering'; Script = { $dfm | Invoke-MixtureGibbs -K 2 -Iteration 4 -Seed 1 -WarningAction Ignore | Get-CoClustering -Document 0..4 } }
        @{ Name = 'Get-DfmShard'; Script = { $dfm | Export-DfmShard TestDrive:\shards -ShardSize 7 -Force; Get-DfmShard TestDrive:\shards } }
        @{ Name = 'Get-DfmShard -Index'; Script = { $dfm | Export-DfmShard TestDrive:\more -ShardSize 7 -Force; Get-DfmShard TestDrive:\more -Index 1 } }
        @{ Name = 'Invoke-MixtureEM of shards'; Script = { $dfm | Export-DfmShard TestDrive:\em -ShardSize 7 -Force; Get-DfmShard TestDrive:\em | Invoke-MixtureEM -K 2 -Restart 1 -Seed 1 -WarningAction Ignore } }
        @{ Name = 'Get-MixtureExperiment'; Script = { Get-MixtureExperiment $started } }
        @{ Name = 'Get-MixtureInterval'; Script = { $em | Get-MixtureInterval } }
        @{ Name = 'Get-MixtureInterval -Of Word'; Script = { $em | Get-MixtureInterval -Of Word -Top 3 } }
        @{ Name = 'Get-MixtureInterval -Of Label'; Script = { $em | Get-MixtureInterval -Of Label -Replicate 5 -Seed 1 } }
        @{ Name = 'Group-DfmDocument'; Script = { $dfm | Group-DfmDocument -By KnownCluster } }
        @{ Name = 'Import-Dfm'; Script = { $dfm | Export-Dfm TestDrive:\dfm.csv -Force; Import-Dfm TestDrive:\dfm.csv } }
        @{ Name = 'Import-MixtureJournal'; Script = { Import-MixtureJournal $journal } }
        @{ Name = 'Import-MixtureModel'; Script = { $em | Export-MixtureModel TestDrive:\em.json -Force; Import-MixtureModel TestDrive:\em.json } }
        @{ Name = 'Invoke-ClusterPrediction'; Script = { $dfm | Invoke-ClusterPrediction $em } }
        @{ Name = 'Invoke-ClusterPrediction -AsMatrix'; Script = { $dfm | Invoke-ClusterPrediction $em -AsMatrix } }
        @{ Name = 'Invoke-DfmSample'; Script = { $dfm } }
        @{ Name = 'Invoke-DirichletSample'; Script = { Invoke-DirichletSample -Eta 0.5 -Size 3 -Seed 1 } }
        @{ Name = 'Invoke-KMeans'; Script = { $kmeans } }
        @{ Name = 'Invoke-MixtureEM'; Script = { $em } }
        @{ Name = 'Invoke-MixtureEM -Component DirichletMultinomial'; Script = { $dfm | Invoke-MixtureEM -Component DirichletMultinomial -Restart 2 -MaxIteration 20 -Seed 1 -WarningAction Ignore } }
        @{ Name = 'Invoke-MixtureExperiment'; Script = { $runs } }
        @{ Name = 'Invoke-MixtureExperimentPart'; Script = { Invoke-MixtureExperimentPart $started -Part 2 } }
        @{ Name = 'Invoke-MixtureGibbs'; Script = { $dfm | Invoke-MixtureGibbs -K 5 -Iteration 10 -Seed 1 -WarningAction Ignore } }
        @{ Name = 'Invoke-TopicModel'; Script = { $topics } }
        @{ Name = 'Invoke-MultinomialSample'; Script = { Invoke-MultinomialSample -Trials 10 -Probability $model.Mu -Seed 1 } }
        @{ Name = 'Measure-ClusterAccuracy'; Script = { $kmeans, $em | Measure-ClusterAccuracy } }
        @{ Name = 'Measure-ClusterQuality'; Script = { $kmeans, $em | Measure-ClusterQuality } }
        @{ Name = 'Measure-ClusterQuality -ByTopic'; Script = { $topics | Measure-ClusterQuality -ByTopic -Top 3 } }
        @{ Name = 'Measure-ClusterQuality -HeldOut'; Script = { $topics | Measure-ClusterQuality -HeldOut $mixed -Seed 1 } }
        @{ Name = 'Measure-TopicAccuracy'; Script = { $topics | Measure-TopicAccuracy } }
        @{ Name = 'Measure-ClusterShare'; Script = { $em | Measure-ClusterShare -By KnownCluster } }
        @{ Name = 'Measure-MixtureBound'; Script = { $model | Measure-MixtureBound -DocumentLength 1, 5 } }
        @{ Name = 'Measure-MixtureExperiment'; Script = { $runs | Measure-MixtureExperiment -By Eta, Method } }
        @{ Name = 'Measure-MixtureExperiment -Reference'; Script = { $runs | Measure-MixtureExperiment -By Eta, Method -Reference KMeans } }
        @{ Name = 'Measure-MixtureExperiment -Target'; Script = { $runs | Measure-MixtureExperiment -By Method -Of Eta -Target 0.5 } }
        @{ Name = 'Merge-MixtureJournal'; Script = { Merge-MixtureJournal $journal -Destination (Join-Path $TestDrive merged.jsonl) -Force -PassThru } }
        @{ Name = 'New-MixtureModel'; Script = { $model } }
        @{ Name = 'New-MixtureModel -Membership Mixed'; Script = { $mixed.Model } }
        @{ Name = 'Invoke-DfmSample of a topic model'; Script = { $mixed } }
        @{ Name = 'the parts of an experiment'; Script = { (Get-MixtureExperiment $started).Parts } }
        @{ Name = 'New-RandomGenerator'; Script = { New-RandomGenerator -Seed 3 } }
        @{ Name = 'Receive-MixtureExperiment'; Script = { Receive-MixtureExperiment $started -WarningAction Ignore } }
        @{ Name = 'Resolve-ClusterLabel'; Script = { $kmeans | Resolve-ClusterLabel } }
        @{ Name = 'Select-DfmDocument'; Script = { $dfm | Select-DfmDocument -Sample 4 -Seed 1 } }
        @{ Name = 'Select-DfmFeature'; Script = { $text | Select-DfmFeature -Drop the } }
        @{ Name = 'Start-MixtureExperiment'; Script = { Start-MixtureExperiment -K 2 -N 20 -Seed 1 -Scheduler None -Task 1 -Folder TestDrive:\new } }
        @{ Name = 'Test-MixtureIdentifiability'; Script = { $model | Test-MixtureIdentifiability -DocumentLength 1, 5 } }
        @{ Name = 'the matrix of a DFM'; Script = { $dfm.Matrix } }
        @{ Name = 'the seed of a DFM'; Script = { $dfm.Seed } }
        @{ Name = 'a weighting'; Script = { $tfidf.Weighting } }
        @{ Name = 'the statistics of a text'; Script = { $text.TextStatistics } }
        @{ Name = 'the report of a selection'; Script = { ($text | Select-DfmFeature -Drop the).Selection } }
        @{ Name = 'a matching of labels'; Script = { ($kmeans | Measure-ClusterAccuracy).Mapping } }
        @{ Name = 'a confusion matrix'; Script = { ($kmeans | Measure-ClusterAccuracy).ConfusionMatrix } }
    )
}

BeforeAll {
    . (Join-Path $PSScriptRoot Shared.ps1)
    $model = New-MixtureModel -K 3 -Eta 0.5 -Seed 2026
    $dfm = $model | Invoke-DfmSample -N 40 -DocumentLength 15
    $tfidf = $dfm | ConvertTo-TfIdf
    $text = [pscustomobject]@{ t = 'the cat sat on the mat'; n = 'one'; l = 'pets' }, [pscustomobject]@{ t = 'stocks fell'; n = 'two'; l = 'money' } |
        ConvertTo-Dfm -TextProperty t -NameProperty n -LabelProperty l
    $kmeans = $dfm | Invoke-KMeans -K 3 -Seed 1
    $em = $dfm | Invoke-MixtureEM -K 3 -Restart 2 -Seed 1
    $mixed = New-MixtureModel -K 3 -Eta 0.5 -Membership Mixed -Seed 2026 | Invoke-DfmSample -N 40 -DocumentLength 15
    $topics = $mixed | Invoke-TopicModel -Iteration 20 -Chain 2 -Seed 1 -WarningAction Ignore
    $journal = Join-Path $TestDrive runs.jsonl
    $runs = Invoke-MixtureExperiment -K 2 -Eta 0.1, 1 -DocumentLength 10 -N 40 -Method KMeans, EM -Replicate 3 -Seed 2026 -Journal $journal
    $started = Join-Path $TestDrive started
    $null = Start-MixtureExperiment -K 2 -Eta 0.1, 1 -N 20 -Replicate 3 -Seed 1 -Scheduler None -Task 2 -Folder $started
    $null = Invoke-MixtureExperimentPart $started -Part 1
    $made = @{}

    # The objects that an output's script makes, once for all tests.
    function Get-Output($Name, $Script) {
        if (-not $made.ContainsKey($Name)) { $made[$Name] = @(. $Script) }
        , $made[$Name]
    }

    function Get-Name($Object) { $Object.PSObject.Properties.Name }

    # A type's name, as PowerShell and compilers write it.
    $typeName = 'System\.|MixturePS\.|Deserialized|`\d|<>|\w\[\]|\{ \w+ = '

    # Every value below an object, without the names of the properties.
    function Get-Leaf($Value, $Depth = 0) {
        if ($Depth -gt 6) { return }
        if ($Value -is [System.Collections.IDictionary]) { foreach ($item in $Value.Values) { Get-Leaf $item ($Depth + 1) } }
        elseif ($Value -is [System.Collections.IList]) { foreach ($item in $Value) { Get-Leaf $item ($Depth + 1) } }
        else { $Value }
    }
}

Describe 'The output of <Name>' -ForEach $outputs {
    BeforeAll { $objects = Get-Output $Name $Script }

    It 'exists' {
        $objects.Count | Should -BeGreaterThan 0
        $objects | Should -Not -Contain $null
    }

    It 'is shown in the same way after Select-Object -First' {
        # Select-Object changes the type names of custom objects.
        $shown = $objects | Out-String
        $objects | Select-Object -First $objects.Count | Out-String | Should -BeExactly $shown
    }

    It 'has cells of numbers, words and short lists in Export-Csv' {
        $file = Join-Path $TestDrive out.csv
        $objects | Export-Csv $file
        $rows = @(Import-Csv $file)
        $rows | Should -HaveCount $objects.Count
        Get-Content $file -Raw | Should -Not -Match $typeName
        Get-Name $rows[0] | Should -BeExactly (Get-Name $objects[0])
        $wrong = for ($i = 0; $i -lt $objects.Count; $i++) {
            foreach ($property in $objects[$i].PSObject.Properties) {
                $cell = $rows[$i].($property.Name)
                $value = $property.Value
                $isRight = if ($null -eq $value) { -not $cell }
                elseif ($value -is [string]) { $cell -ceq $value }
                else { $cell -and $cell.Length -lt 1200 -and ($value -isnot [System.Collections.IEnumerable] -or $cell -match '^\[.*\]$') }
                if (-not $isRight) { "$($property.Name) of row ${i}: $cell" }
            }
        }
        $wrong | Should -BeNullOrEmpty -Because 'a cell is empty, the text itself, or short, and a list is in brackets'
    }

    It 'has numbers, words and arrays in ConvertTo-Json' {
        foreach ($object in $objects | Select-Object -First 3) {
            $json = $object | ConvertTo-Json -Depth 6 -WarningAction Ignore | ConvertFrom-Json -AsHashtable
            foreach ($property in $object.PSObject.Properties) {
                $json.ContainsKey($property.Name) | Should -BeTrue -Because $property.Name
                $value = $json[$property.Name]
                if ($null -eq $property.Value) { $value | Should -BeNullOrEmpty -Because $property.Name; continue }
                $null -ne $value | Should -BeTrue -Because "$($property.Name) has a value"
                if ($property.Value -is [enum]) { $value | Should -BeExactly "$($property.Value)" }
                if ($property.Value -is [System.Collections.IList]) {
                    $value -is [System.Collections.IList] | Should -BeTrue -Because $property.Name
                    $value.Count | Should -Be $property.Value.Count
                }
            }
            # One assertion for all, which takes less time than one for each of thousands.
            @(Get-Leaf $json).Where{ $_ -is [string] -and $_ -match $typeName } | Should -BeNullOrEmpty

            # With the default depth, what is cut off is readable.
            $object | ConvertTo-Json -WarningAction Ignore | Should -Not -Match $typeName
        }
    }

    It 'obeys Format-Table and Format-List' {
        $names = @($objects[0].PSObject.Properties | Where-Object { $_.Value -is [ValueType] -or $_.Value -is [string] } | Select-Object -First 2 | ForEach-Object Name)
        if (-not $names) { $names = @((Get-Name $objects[0])[0]) }
        $others = @(Get-Name $objects[0] | Where-Object { $_ -notin $names })
        foreach ($command in 'Format-Table', 'Format-List') {
            $shown = $objects | & $command -Property $names | Out-String -Width 300
            foreach ($name in $names) { $shown | Should -MatchExactly "\b$([regex]::Escape($name))\b" -Because $command }
            foreach ($name in $others) { $shown | Should -Not -MatchExactly "(?m)^$([regex]::Escape($name)) +: " -Because "$command was asked for $names" }
            $lines = @($shown -split '\r?\n' | Where-Object { $_.Trim() })
            $lines | Should -HaveCount ($command -eq 'Format-Table' ? $objects.Count + 2 : $objects.Count * $names.Count)
            $objects | & $command | Out-String -Width 300 | Should -Match '\w'
            $objects | & $command * | Out-String -Width 5000 | Should -Not -Match $typeName
        }
    }

    It 'is shown by default and by Out-File' {
        $shown = $objects | Out-String
        $shown | Should -Match '\w'
        $shown | Should -Not -Match $typeName
        $shown | Should -Not -Match '(?<![\w-])-0([.,]0+)?(?![\w.,-])'
        $file = Join-Path $TestDrive out.txt
        $objects | Out-File $file
        Get-Content $file -Raw | Should -BeExactly (($objects | Out-String) -replace '\r?\n', [Environment]::NewLine)
    }

    It 'can be selected, sorted, grouped and measured' {
        $property = @($objects[0].PSObject.Properties | Where-Object { $_.Value -is [int] -or $_.Value -is [double] })[0]
        if (-not $property) { $property = @($objects[0].PSObject.Properties)[0] }
        $name = $property.Name
        "$($objects | Select-Object -ExpandProperty $name)" | Should -BeExactly "$($objects | ForEach-Object { $_.$name })"
        @($objects | Sort-Object $name).Count | Should -Be $objects.Count
        ($objects | Group-Object $name | Measure-Object Count -Sum).Sum | Should -Be $objects.Count
        # PowerShell can't compare custom objects as a whole.
        if ($objects[0] -isnot [System.Management.Automation.PSCustomObject]) {
            @($objects | Sort-Object).Count | Should -Be $objects.Count
            ($objects | Group-Object | ForEach-Object Name) | Should -Not -Match $typeName
        }
        if ($property.Value -is [ValueType]) {
            ($objects | Measure-Object $name -Sum).Sum | Should -Be (($objects | ForEach-Object { $_.$name } | Measure-Object -Sum).Sum)
        }
    }

    It 'is the same after Export-Clixml and Import-Clixml' {
        $file = Join-Path $TestDrive out.xml
        $objects | Export-Clixml $file
        $again = @(Import-Clixml $file)
        $again | Should -HaveCount $objects.Count
        for ($i = 0; $i -lt $objects.Count; $i++) {
            # Rows whose columns depend on the data have no type of their own.
            if ($objects[$i] -isnot [System.Management.Automation.PSCustomObject]) {
                $again[$i].PSObject.TypeNames | Should -BeExactly $objects[$i].PSObject.TypeNames
            }
            Get-Name $again[$i] | Should -BeExactly (Get-Name $objects[$i])
        }
        ConvertTo-Json $again -Depth 6 -WarningAction Ignore | Should -BeExactly (ConvertTo-Json $objects -Depth 6 -WarningAction Ignore)
        $again | Out-String | Should -BeExactly ($objects | Out-String)
    }
}

Describe 'The list of outputs' {
    It 'has every cmdlet that writes objects' {
        $names = $outputs.Name -replace ' .*'

        # A table is text.
        (Get-Command -Module MixturePS).Name | Where-Object { $_ -notlike 'Export-*' -and $_ -notin 'ConvertTo-MixtureTable', 'Stop-MixtureExperiment' } | Where-Object { $_ -notin $names } | Should -BeNullOrEmpty
    } -TestCases @{ outputs = $outputs }
}

Describe 'Deserialised objects' {
    It 'can be piped on as if they had never left: <Name>' -ForEach @(
        @{ Name = 'Get-ClusterAssignment'; Of = { $kmeans }; Use = { Get-ClusterAssignment } }
        @{ Name = 'Get-ClusterTerm'; Of = { $em }; Use = { Get-ClusterTerm -Top 2 } }
        @{ Name = 'Measure-TopicAccuracy'; Of = { $topics }; Use = { Measure-TopicAccuracy } }
        @{ Name = 'Invoke-TopicModel'; Of = { $mixed }; Use = { Invoke-TopicModel -Iteration 5 -Seed 1 -WarningAction Ignore | Measure-TopicAccuracy } }
        @{ Name = 'Measure-ClusterAccuracy'; Of = { $kmeans | Resolve-ClusterLabel }; Use = { Measure-ClusterAccuracy } }
        @{ Name = 'Invoke-KMeans'; Of = { $text }; Use = { Invoke-KMeans -K 2 -Seed 1 } }
        @{ Name = 'Invoke-DfmSample'; Of = { New-MixtureModel -K 2 -Seed 4 }; Use = { Invoke-DfmSample -N 5 } }
        @{ Name = 'ConvertFrom-Dfm'; Of = { $tfidf }; Use = { ConvertFrom-Dfm } }
        @{ Name = 'Measure-MixtureExperiment'; Of = { $runs }; Use = { Measure-MixtureExperiment -By Eta, Method } }
    ) {
        $object = . $Of
        $copy = ConvertTo-CliXml -InputObject $object | ConvertFrom-CliXml
        $pipeline = [scriptblock]::Create("`$input | $Use")
        $expected = @($object | & $pipeline)
        $found = @($copy | & $pipeline)
        $expected.Count | Should -BeGreaterThan 0
        ConvertTo-Json $found -Depth 5 -WarningAction Ignore | Should -BeExactly (ConvertTo-Json $expected -Depth 5 -WarningAction Ignore)
    }

    It 'are live in and after Start-Job, in a list and in a hashtable' {
        $job = Start-Job {
            Import-Module $using:modulePath
            $fit = $using:dfm | Invoke-KMeans -K 3 -Seed 1
            $fit
            @{ Fit = $fit; Accuracy = $fit | Measure-ClusterAccuracy; List = @($fit, $fit.Centers) }
        }
        $fit, $table = $job | Receive-Job -Wait -AutoRemoveJob
        $fit.Labels | Should -Be $kmeans.Labels
        $fit | Get-ClusterAssignment | Should -HaveCount 40
        $table.Fit | Get-ClusterTerm -Top 1 | Should -HaveCount 3
        $table.Accuracy.ConfusionMatrix[0, 0] | Should -Be ($kmeans | Measure-ClusterAccuracy).ConfusionMatrix[0, 0]
        $table.List[0] | Get-ClusterAssignment | Should -HaveCount 40
        $table.List[1].Row(1) | Should -Be $kmeans.Centers.Row(1)
    }

    It 'keep properties that a script added' {
        $row = @($kmeans | Get-ClusterAssignment)[0] | Add-Member Run 7 -PassThru
        $row | Export-Clixml TestDrive:\run.xml
        (Import-Clixml TestDrive:\run.xml).Run | Should -Be 7
    }

    It 'are readable in a session without the module, and live once it is imported' {
        $kmeans | Export-Clixml (Join-Path $TestDrive kmeans.xml)
        $dfm | Export-Clixml (Join-Path $TestDrive dfm.xml)
        $file = Join-Path $TestDrive bare.ps1
        Set-Content $file @'
param([string] $Module, [string] $Folder)
$ErrorActionPreference = 'Stop'
$PSModuleAutoLoadingPreference = 'None'
Import-Module Microsoft.PowerShell.Utility, Microsoft.PowerShell.Management
$PSStyle.OutputRendering = 'PlainText'
$fit = Import-Clixml (Join-Path $Folder kmeans.xml)
$dfm = Import-Clixml (Join-Path $Folder dfm.xml)
$bare = $fit, $dfm | Out-String
$labels = @($fit.Labels).Count
Import-Module $Module
@{
    Bare = $bare
    Labels = $labels
    Shown = $fit | Out-String
    Rows = @($fit | Get-ClusterAssignment).Count
    Fitted = ($dfm | Invoke-KMeans -K 2 -Seed 1).K
} | ConvertTo-Json
'@
        $run = Invoke-Shell '-File', $file, $modulePath, "$TestDrive"
        $run.Error | Should -BeNullOrEmpty
        $found = $run.Output -join "`n" | ConvertFrom-Json
        $found.Bare | Should -Match 'Method +: k-means'
        $found.Bare | Should -Match 'DocumentCount +: 40'
        $found.Labels | Should -Be 40
        $found.Shown | Should -Match 'k-means of 40 documents in 3 clusters'
        $found.Rows | Should -Be 40
        $found.Fitted | Should -Be 2
    }

    It 'stay as they are if their content is damaged' {
        $xml = (ConvertTo-CliXml -InputObject $kmeans) -replace '<BA N="Content">.{40}', '<BA N="Content">'
        $back = ConvertFrom-CliXml $xml
        $back.Method | Should -Be k-means
        $back | Out-String | Should -Match 'k-means: 3 clusters of 40 documents'
        { $back | Get-ClusterAssignment -ErrorAction Stop } | Should -Throw
    }

    It 'keep every bit of a matrix' {
        $values = [double[]](0.1, [double]::Epsilon, [double]::MaxValue, [double]::NaN, (1 / 3), [double]::NegativeInfinity)
        $matrix = $model.Mu.GetType()::new(2, 3, $values, [string[]]('a', 'b', 'c'), $null)
        $back = ConvertTo-CliXml -InputObject $matrix | ConvertFrom-CliXml
        $back.Values.ForEach{ [BitConverter]::DoubleToInt64Bits($_) } | Should -Be $values.ForEach{ [BitConverter]::DoubleToInt64Bits($_) }
        $back.ColumnNames | Should -Be a, b, c
    }
}

Describe 'Rows of several clusterings' {
    It 'say which clustering they measure: <_>' -ForEach 'Measure-ClusterAccuracy', 'Measure-ClusterQuality' {
        $spherical = $tfidf | Invoke-KMeans -K 2 -Metric Cosine -Seed 7
        $rows = @($kmeans, $em, $spherical | & $_)
        $rows.Method | Should -Be $kmeans.Method, $em.Method, $spherical.Method
        $rows.Weighting | Should -Be 'Count', 'Count', $tfidf.Weighting.Name
        $rows.K | Should -Be 3, 3, 2
        $rows.Seed | Should -Be 1, 1, 7
        $rows | Format-Table | Out-String -Width 200 | Should -Match '(?m)^Method +Weighting +K +Seed'
    }

    It 'have no method where only labels are compared' {
        $row = Measure-ClusterAccuracy -Known 0, 1 -Estimated 1, 0
        $row.Method, $row.Weighting, $row.Seed | Should -Be $null, $null, $null
        $row.K | Should -Be 2
    }

    It 'of models say which model they measure' {
        ($model | Measure-MixtureBound).ModelSeed | Should -Be 2026
        ($model | Test-MixtureIdentifiability).ModelSeed | Should -Be 2026
        (New-MixtureModel -Mu (, (0.5, 0.5)) | Test-MixtureIdentifiability).ModelSeed | Should -BeNullOrEmpty
    }

    It 'of one clustering lead to the table of its documents' {
        $row = $kmeans | ConvertTo-Csv | ConvertFrom-Csv
        $row.Documents | Should -Match 'Get-ClusterAssignment'
        $row.Labels | Should -MatchExactly '^\[\d( \d)+ \.\.\. \d \d\]$'
        ($kmeans | Out-String).Trim() -split '\r?\n' | Select-Object -Last 1 | Should -Match 'Get-ClusterAssignment'
    }
}
