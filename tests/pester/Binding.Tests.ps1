BeforeAll {
    . (Join-Path $PSScriptRoot Shared.ps1)
    $dfm = New-MixtureModel -K 3 -J 8 -Eta 0.5 -Seed 1 | Invoke-DfmSample -N 30 -DocumentLength 20
}

Describe 'A range of numbers' {
    It 'is given unquoted: <Line>' -ForEach @(
        @{ Line = '($dfm | Find-ClusterCount -K 2..4 -Fold 0 -Subsample 0 -Restart 1 -Seed 1).K'; Expected = 2, 3, 4 }
        @{ Line = '($dfm | Find-ClusterCount 2, 4..5 -Fold 0 -Subsample 0 -Restart 1 -Seed 1).K'; Expected = 2, 4, 5 }
        @{ Line = '($dfm | Find-ClusterCount -K (2..3) -Fold 0 -Subsample 0 -Restart 1 -Seed 1).K'; Expected = 2, 3 }
        @{ Line = '(Invoke-MixtureExperiment -K 3..2 -N 20 -Seed 1).K'; Expected = 3, 2 }
        @{ Line = '(Invoke-MixtureExperiment -K 2 -N 10, 20..21 -Seed 1).N'; Expected = 10, 20, 21 }
        @{ Line = '(Invoke-MixtureExperiment -K 2 -N 20 -J 4..6 -Seed 1).J'; Expected = 4, 5, 6 }
        @{ Line = '(Invoke-MixtureExperiment -K 2 -N 20 -Eta 1..2, 0.5 -Seed 1).Eta'; Expected = 1, 2, 0.5 }
        @{ Line = '(Invoke-MixtureExperiment -K 2 -N 20 -DocumentLength 3..5 -Seed 1).DocumentLength'; Expected = 3, 4, 5 }
        @{ Line = '(Invoke-MixtureExperiment -K 2 -N 20 -Restart 1..3 -Seed 1).Restart'; Expected = 1, 2, 3 }
        @{ Line = '(Invoke-MixtureExperiment -K 2 -N 20 -Method EM -Smoothing 1..2 -Seed 1).Smoothing'; Expected = 1, 2 }
        @{ Line = '($dfm.Model | Test-MixtureIdentifiability 1..3).DocumentLength'; Expected = 1, 2, 3 }
        @{ Line = '($dfm.Model | Measure-MixtureBound 1..2 -SampleSize 100 -MaxOutcome 0 -Seed 1).DocumentLength'; Expected = 1, 2 }
        @{ Line = '($dfm.Model | Invoke-DfmSample -N 4 -DocumentLength 2, 5..7 -Seed 1).DocumentLength()'; Expected = 2, 5, 6, 7 }
        @{ Line = '("a b c" | ConvertTo-Dfm -NGram 1..3).Vocabulary'; Expected = 'a', 'a b', 'a b c', 'b', 'b c', 'c' }
        @{ Line = '(Invoke-MultinomialSample -Trials 1..3 -Probability 1, 0 -Seed 1).Column(0)'; Expected = 1, 2, 3 }
        @{ Line = '(New-MixtureModel -K 2 -Eta 1..4 -Seed 1).Eta'; Expected = 1, 2, 3, 4 }
        @{ Line = '(New-MixtureModel -K 2 -Eta -1..1 -Seed 1 -ErrorAction Ignore).Eta'; Expected = $null }
    ) {
        try { $result = & ([scriptblock]::Create($Line)) 3> $null } catch { $result = $null }
        $result | Should -Be $Expected
    }

    It 'is refused as <Value> for -K' -ForEach @(
        @{ Value = '2..'; Id = 'InvalidRange' }
        @{ Value = '..4'; Id = 'InvalidRange' }
        @{ Value = '2...4'; Id = 'InvalidRange' }
        @{ Value = '2..4..6'; Id = 'InvalidRange' }
        @{ Value = '2.5..4'; Id = 'InvalidRange' }
        @{ Value = 'a..c'; Id = 'InvalidRange' }
        @{ Value = '1..1000000'; Id = 'InvalidRange' }
        @{ Value = '1..9223372036854775807'; Id = 'InvalidRange' }
        @{ Value = '3000000000..3000000001'; Id = 'InvalidRange' }
        @{ Value = "2..4`0"; Id = 'InvalidRange' }
    ) {
        { $dfm | Find-ClusterCount -K $Value } | Should -Throw -ErrorId "$Id,*"
        { $dfm | Find-ClusterCount -K 2, $Value } | Should -Throw '*item 2*' -ErrorId "$Id,*"
    }

    It 'is refused where one number is meant' {
        { $dfm | Invoke-KMeans -K 2..3 } | Should -Throw '*-K*single number*' -ErrorId 'InvalidRange,*'
        { $dfm | Invoke-KMeans -K 2 -Tolerance 0..1 } | Should -Throw -ErrorId 'InvalidRange,*'
        { $dfm.Model | Invoke-DfmSample -DocumentLength 2.. } | Should -Throw -ErrorId 'InvalidLengthDistribution,*'
        { Invoke-MixtureExperiment -K 2 -Eta 1.. } | Should -Throw -ErrorId 'InvalidEta,*'
    }
}

Describe 'A number' {
    It 'is read strictly: <Value> is refused' -ForEach @(
        @{ Value = $null }, @{ Value = '' }, @{ Value = ' ' }, @{ Value = 2.5 }, @{ Value = '2.5' }, @{ Value = '1,5' }, @{ Value = '1,000' }, @{ Value = '1 000' }
        @{ Value = '0x10' }, @{ Value = "2`0" }, @{ Value = '(2)' }, @{ Value = '$2' }, @{ Value = 'two' }, @{ Value = $true }, @{ Value = [char]'2' }
        @{ Value = [double]::NaN }, @{ Value = [double]::PositiveInfinity }, @{ Value = 3000000000 }, @{ Value = 1e300 }, @{ Value = [datetime]::MinValue }
    ) {
        foreach ($call in { $dfm | Invoke-KMeans -K $Value }, { $dfm | Invoke-KMeans -K 2 -Restart $Value }, { $dfm | Invoke-MixtureGibbs -K $Value }, { 'a' | ConvertTo-Dfm -NGram $Value }, { $dfm | Select-DfmFeature -MaxFeature $Value }) {
            $call | Should -Throw "*can't be read*" -ErrorId 'InvalidInteger,*'
        }
        { 'a' | ConvertTo-Dfm -NGram 1, $Value } | Should -Throw '*-NGram*item 2*' -ErrorId 'InvalidInteger,*'
    }

    It 'may be <Value>' -ForEach @(
        @{ Value = 2 }, @{ Value = '2' }, @{ Value = ' 2 ' }, @{ Value = 2.0 }, @{ Value = '2.0' }, @{ Value = 2d }, @{ Value = [byte]2 }, @{ Value = [bigint]2 }, @{ Value = '+2' }
    ) {
        ($dfm | Invoke-KMeans -K $Value -Restart 1 -Seed 1).K | Should -Be 2
    }

    It 'with a fraction is read strictly: <Value> is refused' -ForEach @(
        @{ Value = $null }, @{ Value = '' }, @{ Value = '1,5' }, @{ Value = '1,000.5' }, @{ Value = "0.5`0" }, @{ Value = '0.5 %' }, @{ Value = $true }, @{ Value = 'half' }, @{ Value = '0x1p3' }
    ) {
        { $dfm | Invoke-KMeans -K 2 -Tolerance $Value } | Should -Throw "*-Tolerance can't be read*" -ErrorId 'InvalidNumber,*'
        { $dfm | Invoke-MixtureEM -K 2 -Alpha 0.5, $Value } | Should -Throw '*item 2*' -ErrorId 'InvalidNumber,*'
        { New-MixtureModel -K 2 -Eta 0.5, $Value } | Should -Throw '*item 2*' -ErrorId 'InvalidNumber,*'
    }

    It 'with a fraction may be text with a decimal point in any culture' {
        (New-MixtureModel -K 2 -Eta '0.5' -J 3 -Seed 1).Eta | Should -Be 0.5, 0.5, 0.5
        (New-MixtureModel -K 2 -Eta '5e-1' -J 3 -Seed 1).Eta | Should -Be 0.5, 0.5, 0.5
    }

    It 'takes 64 bits where that is meant' {
        ($dfm | Select-DfmFeature -MaxCount 5000000000).FeatureCount | Should -Be 8
        { $dfm.Model | Measure-MixtureBound -SampleSize 5000000000 } | Should -Throw -ErrorId 'InvalidInteger,*'
    }

    It 'is of a strict type in every parameter' {
        $loose = foreach ($command in Get-Command -Module MixturePS -CommandType Cmdlet) {
            foreach ($parameter in $command.Parameters.Values) {
                $type = $parameter.ParameterType.HasElementType ? $parameter.ParameterType.GetElementType() : $parameter.ParameterType
                $type = [Nullable]::GetUnderlyingType($type) ?? $type
                if ($parameter.Name -notin [Management.Automation.Cmdlet]::CommonParameters -and $type -in [int], [long], [double], [float], [decimal], [uint]) { "$($command.Name) -$($parameter.Name)" }
            }
        }
        $loose | Should -BeNullOrEmpty
    }
}

Describe 'The rows of a table' {
    It 'supply the parameters of New-MixtureModel' {
        $models = 'K,Eta,J,Seed', '2,0.1,20,1', '3,1,,2', '4, 2 ,6,7' | ConvertFrom-Csv | New-MixtureModel
        $expected = @(
            New-MixtureModel -K 2 -Eta 0.1 -J 20 -Seed 1
            New-MixtureModel -K 3 -Eta 1 -Seed 2
            New-MixtureModel -K 4 -Eta 2 -J 6 -Seed 7
        )
        $models.Count | Should -Be 3
        foreach ($i in 0..2) {
            $models[$i].K | Should -Be $expected[$i].K
            $models[$i].Mu.Row(1) | Should -Be $expected[$i].Mu.Row(1)
            "$($models[$i].Seed)" | Should -Be "$($expected[$i].Seed)"
        }
        $models[1].Vocabulary | Should -Be cat, dog, rat, porcupine, fox
    }

    It 'leave a blank cell to the default or to the command line' {
        $rows = 'K,Eta,J,Alpha,Seed', '2,,,,', '2,0.5,4,even,' | ConvertFrom-Csv
        $models = $rows | New-MixtureModel -Seed 5
        $models[0].Eta | Should -Be 1, 1, 1, 1, 1
        $models[1].Eta | Should -Be 0.5, 0.5, 0.5, 0.5
        $models[1].Alpha | Should -Be 0.5, 0.5

        # One seed of the command line starts one stream for all rows.
        $generator = New-RandomGenerator -Seed 5
        $models[0].Mu.Row(0) | Should -Be (New-MixtureModel -K 2 -Generator $generator).Mu.Row(0)
        $models[1].Mu.Row(0) | Should -Be (New-MixtureModel -K 2 -Eta 0.5 -J 4 -Generator $generator).Mu.Row(0)
    }

    It 'give each row its own seed, and a fresh one where the cell is blank' {
        $models = 'K,Seed', '2,1', '2,', '2,1', '2,' | ConvertFrom-Csv | New-MixtureModel
        $models[2].Mu.Row(0) | Should -Be $models[0].Mu.Row(0)
        "$($models[1].Seed)" | Should -Not -Be 1
        $models[1].Mu.Row(0)[0] | Should -Not -Be $models[0].Mu.Row(0)[0]
    }

    It 'yield to the command line' {
        ('K,Eta', '2,0.1', '3,0.2' | ConvertFrom-Csv | New-MixtureModel -Eta 7).Eta | Select-Object -Unique | Should -Be 7
    }

    It 'may have numbers with the decimal separator of the culture, as Export-Csv writes them' {
        $culture = [cultureinfo]::CurrentCulture
        try {
            [cultureinfo]::CurrentCulture = 'de-DE'
            ('K,Eta', '2,"0,5"', '2,"0,5 1,5"', '2,0.25' | ConvertFrom-Csv | New-MixtureModel).Eta | Select-Object -Unique | Should -Be 0.5, 1.5, 0.25
            { New-MixtureModel -K 2 -Eta '0,5' } | Should -Throw -ErrorId 'InvalidNumber,*'
        }
        finally { [cultureinfo]::CurrentCulture = $culture }
    }

    It 'are refused one by one' {
        $models = 'K,Eta,Seed', '2,1,1', ',1,1', '2.5,1,1', '0,1,1', '2,"1,000.5",1', '2,1,x', '3,1,1' | ConvertFrom-Csv | New-MixtureModel -ErrorAction SilentlyContinue -ErrorVariable problems
        $models.K | Should -Be 2, 3
        $problems.FullyQualifiedErrorId -replace ',.*' | Should -Be InvalidInteger, InvalidInteger, InvalidClusterCount, InvalidNumber, InvalidSeed
    }

    It 'may contain lists, words and objects' {
        $row = [pscustomobject]@{ K = 2; Eta = 0.1, 0.2, 0.3; Vocabulary = 'a', 'b', 'c'; Alpha = 0.3, 0.7; Seed = 1, 2 }
        $model = $row | New-MixtureModel
        $model.Eta | Should -Be 0.1, 0.2, 0.3
        $model.Vocabulary | Should -Be a, b, c
        "$($model.Seed)" | Should -Be '[1, 2]'
        $model = 'K,Eta,Vocabulary,Alpha,Seed', '2,0.1 0.2 0.3,a b c,0.3 0.7,1' | ConvertFrom-Csv | New-MixtureModel
        $model.Eta | Should -Be 0.1, 0.2, 0.3
        $model.Vocabulary | Should -Be a, b, c
        $model.Alpha | Should -Be 0.3, 0.7
    }

    It 'reproduce the models of an experiment' {
        $row = Invoke-MixtureExperiment -K 3 -Eta 0.5 -N 50 -DocumentLength 6 -Seed 9
        $row | Export-Csv (Join-Path $TestDrive row.csv)
        foreach ($given in $row, (Import-Csv (Join-Path $TestDrive row.csv))) {
            $documents = $given | New-MixtureModel | Invoke-DfmSample -N 50 -DocumentLength 6
            ($documents | Invoke-KMeans -Restart 10 -Seed $row.Seed | Measure-ClusterAccuracy).Accuracy | Should -Be $row.Accuracy
        }
    }

    It 'take a seed from the column DataSeed of their own row only' {
        $models = 'K,DataSeed', '2,1', '2,', '2,1' | ConvertFrom-Csv | New-MixtureModel
        "$($models[0].Seed)" | Should -Be 1
        "$($models[1].Seed)" | Should -Not -Be 1
        $models[2].Mu.Row(0) | Should -Be $models[0].Mu.Row(0)
    }

    It 'name the files to read' {
        $dfm | Export-Dfm (Join-Path $TestDrive a.csv)
        $dfm.Model | Export-MixtureModel (Join-Path $TestDrive a.json)
        ([pscustomobject]@{ Path = Join-Path $TestDrive a.csv } | Import-Dfm).DocumentCount | Should -Be 30
        ([pscustomobject]@{ Path = Join-Path $TestDrive a.json } | Import-MixtureModel).K | Should -Be 3
        (Get-Item (Join-Path $TestDrive a.json) | Import-MixtureModel).K | Should -Be 3
    }

    It 'are not models, DFMs or clusterings, whose seed would be taken by accident' {
        $clustering = $dfm | Invoke-KMeans -Restart 1 -Seed 1
        foreach ($object in $dfm.Model, $clustering) {
            $output = $object | New-MixtureModel -ErrorAction SilentlyContinue -ErrorVariable problems
            $output | Should -BeNullOrEmpty
            $problems[0].FullyQualifiedErrorId | Should -BeLike 'NotARow,*'
            $null = $object | Invoke-MixtureExperiment -ErrorAction SilentlyContinue -ErrorVariable problems
            $problems[0].FullyQualifiedErrorId | Should -BeLike 'NotARow,*'
        }
    }

    It 'supply the parameters of <Name>' -ForEach @(
        @{ Name = 'Invoke-DirichletSample'; Row = @{ Eta = '0.1 0.2'; Size = '3'; Seed = '1' }; Expected = { (Invoke-DirichletSample -Eta 0.1, 0.2 -Size 3 -Seed 1).Row(2) } }
        @{ Name = 'Invoke-MultinomialSample'; Row = @{ Trials = '5'; Probability = 0.5, 0.5; Size = 2; Seed = '1' }; Expected = { (Invoke-MultinomialSample -Trials 5 -Probability 0.5, 0.5 -Size 2 -Seed 1).Row(1) } }
    ) {
        $matrix = [pscustomobject]$Row | & $Name
        $matrix.Row($matrix.RowCount - 1) | Should -Be (& $Expected)
    }

    It 'supply the seed of New-RandomGenerator' {
        $generators = 'Seed,Name', '5,a', '7,b' | ConvertFrom-Csv | New-RandomGenerator
        "$($generators.Seed)" | Should -Be '5 7'
    }

    It 'supply the model, number and length of documents' {
        $rows = foreach ($n in 3, 5) { [pscustomobject]@{ InputObject = $dfm.Model; N = "$n"; DocumentLength = $n -eq 3 ? '' : '4' } }
        $drawn = $rows | Invoke-DfmSample -Seed 1
        $drawn.DocumentCount | Should -Be 3, 5
        $drawn[0].DocumentLength() | Should -Be 10, 10, 10
        $drawn[1].DocumentLength() | Should -Be 4, 4, 4, 4, 4
        ($rows | Measure-MixtureBound -SampleSize 100 -MaxOutcome 0 -Seed 1).DocumentLength | Should -Be 10, 4
    }

    It 'supply the parameters of an experiment' {
        $rows = 'K,Eta,N,DocumentLength,Method', '2,0.1,20,5,KMeans', '3,,25,,"EM, KMeans"' | ConvertFrom-Csv | Invoke-MixtureExperiment -Restart 2 -Seed 1
        $rows.K | Should -Be 2, 3, 3
        $rows.N | Should -Be 20, 25, 25
        $rows.DocumentLength | Should -Be 5, 10, 10
        $rows.Method | Should -Be KMeans, EM, KMeans
        $rows[0].Accuracy | Should -Be (Invoke-MixtureExperiment -K 2 -Eta 0.1 -N 20 -DocumentLength 5 -Restart 2 -Seed 1).Accuracy
        $rows | Invoke-MixtureExperiment -ErrorAction SilentlyContinue -ErrorVariable problems | Should -BeNullOrEmpty
        $problems[0].FullyQualifiedErrorId | Should -BeLike 'NotARow,*'
        $folder = Join-Path $TestDrive refused
        $dfm | Start-MixtureExperiment -Folder $folder -Scheduler None -Task 1 -ErrorAction SilentlyContinue -ErrorVariable problems | Should -BeNullOrEmpty
        $problems[0].FullyQualifiedErrorId | Should -BeLike 'NotARow,*'
        $folder | Should -Not -Exist
        $null = 'K,Method', '2,Nonsense' | ConvertFrom-Csv | Invoke-MixtureExperiment -ErrorAction SilentlyContinue -ErrorVariable problems
        $problems[0].FullyQualifiedErrorId | Should -BeLike 'InvalidOption,*'
    }

    It 'share no name with an object that the cmdlet takes from the pipeline' {
        $types = $dfm.GetType(), $dfm.Model.GetType(), ($dfm | Invoke-KMeans -Restart 1).GetType(), ($dfm | Invoke-MixtureEM -Restart 1 3> $null).GetType(), ($dfm | Invoke-MixtureGibbs -K 2 -Iteration 2 3> $null).GetType(), $dfm.Model.Mu.GetType()
        $names = $types.ForEach{ $_.GetProperties().Name } | Sort-Object -Unique
        foreach ($command in Get-Command -Module MixturePS -CommandType Cmdlet) {
            # These refuse such objects, as tested above.
            if ($command.Name -in 'New-MixtureModel', 'Invoke-MixtureExperiment', 'Start-MixtureExperiment') { continue }
            $takes = $command.Parameters.Values.Where{ $_.Attributes.Where{ $_ -is [Parameter] -and $_.ValueFromPipeline } -and $_.ParameterType -ne [string[]] }
            if (-not $takes) { continue }
            foreach ($parameter in $command.Parameters.Values.Where{ $_.Attributes.Where{ $_ -is [Parameter] -and $_.ValueFromPipelineByPropertyName -and -not $_.ValueFromPipeline } }) {
                @($parameter.Name) + $parameter.Aliases | Where-Object { $_ -in $names } | Should -BeNullOrEmpty -Because "$($command.Name) -$($parameter.Name)"
            }
        }
    }
}
