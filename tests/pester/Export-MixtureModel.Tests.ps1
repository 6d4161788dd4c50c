BeforeAll {
    Import-Module ([IO.Path]::Combine($PSScriptRoot, '..', '..', 'out', 'MixturePS', 'MixturePS.psd1')) -Force
    $folder = [IO.Directory]::CreateTempSubdirectory('MixturePS').FullName
    $model = New-MixtureModel -K 3 -J 20 -Eta 0.1 -Seed 2026
    $dfm = $model | Invoke-DfmSample -N 60
    $clustering = $dfm | Invoke-KMeans -Seed 42
}

AfterAll { [IO.Directory]::Delete($folder, $true) }

Describe 'Export-MixtureModel and Import-MixtureModel' {
    It 'keeps a model with its generator' {
        $path = [IO.Path]::Combine($folder, 'model.json')
        $one = New-MixtureModel -K 3 -Seed 2026
        $one | Export-MixtureModel $path | Should -BeNullOrEmpty
        $read = Import-MixtureModel $path
        "$($read.Mu.Row(2))" | Should -Be "$($one.Mu.Row(2))"
        "$($read.Vocabulary)" | Should -Be "$($one.Vocabulary)"
        $expected = $one | Invoke-DfmSample -N 5
        $actual = $read | Invoke-DfmSample -N 5
        foreach ($i in 0..4) { "$($actual.Row($i))" | Should -Be "$($expected.Row($i))" }
    }

    It 'keeps a clustering of <Name>' -ForEach @(
        @{ Name = 'k-means'; Fit = { $dfm | Invoke-KMeans -Seed 42 } }
        @{ Name = 'spherical k-means of weights'; Fit = { $dfm | ConvertTo-TfIdf | Invoke-KMeans -K 3 -Seed 42 -Metric Cosine } }
        @{ Name = 'EM with matched labels'; Fit = { $dfm | Invoke-MixtureEM -Restart 2 -Seed 1 | Resolve-ClusterLabel } }
        @{ Name = 'Gibbs sampling'; Fit = { $dfm | Invoke-MixtureGibbs -K 10 -Seed 1 } }
    ) {
        $path = [IO.Path]::Combine($folder, 'clustering.json')
        $before = & $Fit
        $after = $before | Export-MixtureModel $path -Force -PassThru | ForEach-Object { Import-MixtureModel $path }
        $after.GetType() | Should -Be $before.GetType()
        $after.Method | Should -Be $before.Method
        "$($after.Labels)" | Should -Be "$($before.Labels)"
        "$($after.Centers.Row(1))" | Should -Be "$($before.Centers.Row(1))"
        "$($after.Mapping)" | Should -Be "$($before.Mapping)"
        $after.Seed | Should -Be $before.Seed
        ($after | Measure-ClusterAccuracy).Accuracy | Should -Be ($before | Measure-ClusterAccuracy).Accuracy
        $path = [IO.Path]::Combine($folder, 'small.json.gz')
        $before | Export-MixtureModel $path -Force -ExcludeDocument
        $small = Import-MixtureModel $path
        $small.Dfm.DocumentCount | Should -Be 0
        "$(($dfm | Invoke-ClusterPrediction $small).Cluster)" | Should -Be "$(($dfm | Invoke-ClusterPrediction $before).Cluster)"
    }

    It 'does not replace a file without -Force' {
        $path = [IO.Path]::Combine($folder, 'kept.json')
        $clustering | Export-MixtureModel $path
        $before = [IO.File]::ReadAllText($path)
        { $model | Export-MixtureModel $path -ErrorAction Stop } | Should -Throw -ErrorId 'FileExists,*'
        [IO.File]::ReadAllText($path) | Should -BeExactly $before
        $model | Export-MixtureModel $path -Force
        (Import-MixtureModel $path).K | Should -Be 3
    }

    It 'writes nothing with -WhatIf' {
        $path = [IO.Path]::Combine($folder, 'none.json')
        $clustering | Export-MixtureModel $path -WhatIf
        [IO.File]::Exists($path) | Should -BeFalse
    }

    It 'refuses what is no model, and a second one' {
        $path = [IO.Path]::Combine($folder, 'refused.json')
        { $dfm | Export-MixtureModel $path -ErrorAction Stop } | Should -Throw -ErrorId 'NotAModel,*'
        { $model, $clustering | Export-MixtureModel $path } | Should -Throw -ErrorId 'SeveralModels,*'
    }

    It 'reads several files by a wildcard' {
        foreach ($i in 1..3) { New-MixtureModel -K $i -Seed 1 | Export-MixtureModel ([IO.Path]::Combine($folder, "many$i.json")) }
        "$((Import-MixtureModel ([IO.Path]::Combine($folder, 'many*.json'))).K)" | Should -Be '1 2 3'
        $literal = [IO.Path]::Combine($folder, 'many2.json')
        (Import-MixtureModel -LiteralPath $literal).K | Should -Be 2
    }

    It 'refuses to read <Name>' -ForEach @(
        @{ Name = 'what is not there'; Text = $null; Id = 'FileNotFound' }
        @{ Name = 'what is not JSON'; Text = 'x'; Id = 'InvalidModelFile' }
        @{ Name = 'an empty file'; Text = ''; Id = 'InvalidModelFile' }
        @{ Name = 'other JSON'; Text = '{"a":1}'; Id = 'InvalidModelFile' }
        @{ Name = 'a newer version'; Text = '{"format":"MixturePS model","version":99,"kind":"MixtureModel","content":{}}'; Id = 'UnsupportedModelVersion' }
        @{ Name = 'a model without its content'; Text = '{"format":"MixturePS model","version":1,"kind":"MixtureModel","content":{}}'; Id = 'InvalidModelFile' }
        @{ Name = 'rows that do not sum to 1'; Text = '{"format":"MixturePS model","version":1,"kind":"MixtureModel","content":{"k":1,"j":2,"vocabulary":["a","b"],"alpha":[1],"eta":null,"mu":[0.5,0.6],"generator":null}}'; Id = 'InvalidModelFile' }
    ) {
        $path = [IO.Path]::Combine($folder, 'lie.json')
        [IO.File]::Delete($path)
        if ($null -ne $Text) { [IO.File]::WriteAllText($path, $Text) }
        { Import-MixtureModel $path -ErrorAction Stop } | Should -Throw -ErrorId "$Id,*"
    }
}
