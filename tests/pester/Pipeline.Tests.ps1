BeforeAll {
    Import-Module ([IO.Path]::Combine($PSScriptRoot, '..', '..', 'out', 'MixturePS', 'MixturePS.psd1')) -Force
    $notebook = [Text.Json.JsonDocument]::Parse([IO.File]::ReadAllText([IO.Path]::Combine($PSScriptRoot, '..', 'golden', 'notebook.json'))).RootElement
}

Describe 'Whole pipelines' {
    It 'the line that shows the product works as it stands' {
        $row = New-MixtureModel -K 3 -Eta 1 | Invoke-DfmSample -N 1000 | Invoke-KMeans | Measure-ClusterAccuracy
        $row.N | Should -Be 1000
        $row.K | Should -Be 3
        $row.Accuracy | Should -BeGreaterThan 0.33
    }

    It "the notebook's figures come out, seeds number <_>" -ForEach 0, 1, 2 {
        $recorded = $notebook[$_]
        $output = & ([IO.Path]::Combine($PSScriptRoot, '..', '..', 'examples', 'notebook.ps1')) -Seed $recorded.GetProperty('seed').GetInt32() -ClusterSeed $recorded.GetProperty('cell19_kmeans').GetProperty('random_state').GetInt32()
        $rows = @($output | Where-Object { $_.PSTypeNames -contains 'MixturePS.Core.Evaluation.ClusterAccuracy' })
        $rows | Should -HaveCount 2
        $rows[0].Accuracy | Should -Be $recorded.GetProperty('cell22').GetProperty('accuracy').GetDouble()
        $rows[1].Accuracy | Should -Be $recorded.GetProperty('cell23').GetProperty('accuracy').GetDouble()
        $dfm = @($output | Where-Object { $_.PSTypeNames -contains 'MixturePS.Core.Matrices.Dfm' })[0]
        foreach ($i in 0, 1, 2, 999) {
            for ($j = 0; $j -lt 5; $j++) { $dfm[$i, $j] | Should -Be $recorded.GetProperty('cell16_dfm')[$i][$j].GetInt32() }
        }
        $runs = @($output | Where-Object { $_.PSTypeNames -contains 'MixturePS.Core.Clustering.KMeansClustering' })
        $runs | Should -HaveCount 2
        [Math]::Abs($runs[0].Inertia - $recorded.GetProperty('cell19_kmeans').GetProperty('inertia').GetDouble()) | Should -BeLessThan 1e-5
        [Math]::Abs($runs[1].Inertia - $recorded.GetProperty('cell23_kmeans').GetProperty('inertia').GetDouble()) | Should -BeLessThan 1e-7
    }

    It 'the ladder climbs from k-means to the bound' {
        $lines = @(& ([IO.Path]::Combine($PSScriptRoot, '..', '..', 'examples', 'beyond-kmeans.ps1')))
        $lines | Should -HaveCount 10
        $score = foreach ($line in $lines[1..9]) { [double]::Parse($line.Substring(40, 9), [cultureinfo]::CurrentCulture) }
        $score[0] | Should -Be 0.578
        $score[2] | Should -Be 0.682
        $score[6] | Should -BeGreaterThan 0.92 -Because 'EM fits the model that the documents come from'
        $score[7] | Should -Be 0.932
        $score[8] | Should -Be 0.939
    }

    It 'weights and clusters several samples at once' {
        $model = New-MixtureModel -K 2 -Seed 1
        $rows = @(1..3 | ForEach-Object { $model } | Invoke-DfmSample -N 40 | ConvertTo-TfIdf | Invoke-KMeans -Seed 1 | Measure-ClusterAccuracy)
        $rows | Should -HaveCount 3
    }

    It 'is stopped by Select-Object without an error' -Tag FullPowerShell {
        $model = New-MixtureModel -K 2 -Seed 1
        $problems = $null
        $found = @(1..5 | ForEach-Object { $model } | Invoke-DfmSample -N 40 -ErrorVariable problems | Select-Object -First 1)
        $found.Count | Should -Be 1
        $problems.Count | Should -Be 0
    }

    It 'every table that a person sees is plain text' -Tag FullPowerShell {
        $text = New-MixtureModel -K 3 -Eta 1 -Seed 1 | Invoke-DfmSample -N 50 | Out-String -Width 80
        $text | Should -Match 'cat +dog +rat +porcupine +fox +cluster'
        $text | Should -Match '50 documents x 5 features'
    }
}
