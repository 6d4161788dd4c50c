BeforeAll {
    . (Join-Path $PSScriptRoot Shared.ps1)
    $model = New-MixtureModel -K 3 -J 20 -Eta 0.1 -Seed 2026
    $dfm = $model | Invoke-DfmSample -N 60
    $clustering = $dfm | Invoke-KMeans -Seed 42
}

Describe 'Export-MixtureModel and Import-MixtureModel' {
    It 'keep a model with its generator' {
        $one = New-MixtureModel -K 3 -Seed 2026
        $one | Export-MixtureModel TestDrive:/model.json | Should -BeNullOrEmpty
        $read = Import-MixtureModel TestDrive:/model.json
        $read.Mu.Row(2) | Should -Be $one.Mu.Row(2)
        $read.Vocabulary | Should -Be $one.Vocabulary
        $expected = $one | Invoke-DfmSample -N 5
        $actual = $read | Invoke-DfmSample -N 5
        foreach ($i in 0..4) { $actual.Row($i) | Should -Be $expected.Row($i) }
    }

    It 'keep a clustering by <Name>' -ForEach @(
        @{ Name = 'k-means'; Fit = { $dfm | Invoke-KMeans -Seed 42 } }
        @{ Name = 'spherical k-means of weights'; Fit = { $dfm | ConvertTo-TfIdf | Invoke-KMeans -K 3 -Seed 42 -Metric Cosine } }
        @{ Name = 'EM with matched labels'; Fit = { $dfm | Invoke-MixtureEM -Restart 2 -Seed 1 | Resolve-ClusterLabel } }
        @{ Name = 'Gibbs sampling'; Fit = { $dfm | Invoke-MixtureGibbs -K 10 -Seed 1 } }
        @{ Name = 'Gibbs sampling of topics'; Fit = { $dfm | Invoke-TopicModel -K 3 -Iteration 10 -Seed 1 -WarningAction Ignore } }
        @{ Name = 'variational topics'; Fit = { $dfm | Invoke-TopicModel -K 3 -Method Variational -Iteration 5 -Seed 1 -WarningAction Ignore } }
    ) {
        $before = & $Fit
        $after = $before | Export-MixtureModel TestDrive:/clustering.json -Force -PassThru | ForEach-Object { Import-MixtureModel TestDrive:/clustering.json }
        $after.GetType() | Should -Be $before.GetType()
        $after.Method | Should -Be $before.Method
        $after.Labels | Should -Be $before.Labels
        $after.Centers.Row(1) | Should -Be $before.Centers.Row(1)
        "$($after.Mapping)" | Should -Be "$($before.Mapping)"
        $after.Seed | Should -Be $before.Seed
        ($after | Measure-ClusterAccuracy).Accuracy | Should -Be ($before | Measure-ClusterAccuracy).Accuracy

        $before | Export-MixtureModel TestDrive:/small.json.gz -Force -ExcludeDocument
        $small = Import-MixtureModel TestDrive:/small.json.gz
        $small.Dfm.DocumentCount | Should -Be 0
        ($dfm | Invoke-ClusterPrediction $small).Cluster | Should -Be ($dfm | Invoke-ClusterPrediction $before).Cluster
    }

    It 'keep the sampler of a clustering''s documents, which are drawn again by <_>' -ForEach 'NumPy', 'Fast' {
        $sample = $model | Invoke-DfmSample -N 60 -Seed 7 -Sampler $_
        $sample | Invoke-KMeans -Seed 42 | Export-MixtureModel TestDrive:/sample.json -Force
        $read = (Import-MixtureModel TestDrive:/sample.json).Dfm
        $read.Sampler | Should -Be $_
        $again = $read.Model | Invoke-DfmSample -N 60 -Seed $read.Seed -Sampler $read.Sampler
        $again.KnownCluster | Should -Be $sample.KnownCluster
        foreach ($i in 0..59) { $again.Row($i) | Should -Be $sample.Row($i) }
    }

    It 'replace a file only with -Force' {
        $clustering | Export-MixtureModel TestDrive:/kept.json
        $before = Get-Content TestDrive:/kept.json -Raw
        { $model | Export-MixtureModel TestDrive:/kept.json -ErrorAction Stop } | Should -Throw -ErrorId 'FileExists,*'
        Get-Content TestDrive:/kept.json -Raw | Should -BeExactly $before
        $model | Export-MixtureModel TestDrive:/kept.json -Force
        (Import-MixtureModel TestDrive:/kept.json).K | Should -Be 3
    }

    It 'write nothing with -WhatIf' {
        $clustering | Export-MixtureModel TestDrive:/none.json -WhatIf
        'TestDrive:/none.json' | Should -Not -Exist
    }

    It 'refuse input that is not a model, and several models' {
        { $dfm | Export-MixtureModel TestDrive:/refused.json -ErrorAction Stop } | Should -Throw -ErrorId 'NotAModel,*'
        { $model, $clustering | Export-MixtureModel TestDrive:/refused.json } | Should -Throw -ErrorId 'SeveralModels,*'
    }

    It 'read several files by wildcard, and one by its literal path' {
        foreach ($k in 1..3) { New-MixtureModel -K $k -Seed 1 | Export-MixtureModel "TestDrive:/many$k.json" }
        (Import-MixtureModel TestDrive:/many*.json).K | Should -Be 1, 2, 3
        (Import-MixtureModel -LiteralPath TestDrive:/many2.json).K | Should -Be 2
    }

    It 'refuse to read <Name>' -ForEach @(
        @{ Name = 'a missing file'; Text = $null; Id = 'FileNotFound' }
        @{ Name = 'text that is not JSON'; Text = 'x'; Id = 'InvalidModelFile' }
        @{ Name = 'an empty file'; Text = ''; Id = 'InvalidModelFile' }
        @{ Name = 'other JSON'; Text = '{"a":1}'; Id = 'InvalidModelFile' }
        @{ Name = 'a newer version'; Text = '{"format":"MixturePS model","version":99,"kind":"MixtureModel","content":{}}'; Id = 'UnsupportedModelVersion' }
        @{ Name = 'a model without content'; Text = '{"format":"MixturePS model","version":1,"kind":"MixtureModel","content":{}}'; Id = 'InvalidModelFile' }
        @{ Name = 'rows that do not sum to 1'; Text = '{"format":"MixturePS model","version":1,"kind":"MixtureModel","content":{"k":1,"j":2,"vocabulary":["a","b"],"alpha":[1],"eta":null,"mu":[0.5,0.6],"generator":null}}'; Id = 'InvalidModelFile' }
    ) {
        if ($null -eq $Text) { Remove-Item TestDrive:/bad.json -ErrorAction Ignore } else { Set-Content TestDrive:/bad.json $Text -NoNewline }
        { Import-MixtureModel TestDrive:/bad.json -ErrorAction Stop } | Should -Throw -ErrorId "$Id,*"
    }
}
