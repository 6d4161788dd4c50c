BeforeAll {
    . (Join-Path $PSScriptRoot Shared.ps1)
    $examples = Join-Path $repository examples
}

Describe 'Pipelines' {
    It 'run the first example of the README' {
        $row = New-MixtureModel -K 3 -Eta 1 | Invoke-DfmSample -N 1000 | Invoke-KMeans | Measure-ClusterAccuracy
        $row.N | Should -Be 1000
        $row.K | Should -Be 3
        $row.Accuracy | Should -BeGreaterThan 0.33
    }

    It 'weight and cluster several samples' {
        $model = New-MixtureModel -K 2 -Seed 1
        $rows = $model, $model, $model | Invoke-DfmSample -N 40 | ConvertTo-TfIdf | Invoke-KMeans -Seed 1 | Measure-ClusterAccuracy
        $rows | Should -HaveCount 3
    }

    It 'can be stopped by Select-Object without an error' {
        $model = New-MixtureModel -K 2 -Seed 1
        $found = @($model) * 5 | Invoke-DfmSample -N 40 -ErrorVariable problems | Select-Object -First 1
        $found | Should -HaveCount 1
        $problems | Should -HaveCount 0
    }

    It 'show a DFM as plain text' {
        $text = New-MixtureModel -K 3 -Eta 1 -Seed 1 | Invoke-DfmSample -N 50 | Out-String -Width 80
        $text | Should -Match 'cat +dog +rat +porcupine +fox +cluster'
        $text | Should -Match '50 documents x 5 features'
    }
}

Describe 'Examples' {
    It "notebook.ps1 has NumPy's and scikit-learn's figures, run <_>" -ForEach 0, 1, 2 {
        $recorded = (Get-Golden notebook)[$_]
        $output = & (Join-Path $examples notebook.ps1) -Seed $recorded.seed -ClusterSeed $recorded.cell19_kmeans.random_state

        $matrices = $output | Where-Object RowCount -GT 0
        $matrices | Should -HaveCount 8
        $matrices[0].Row(0) | Should -Be $recorded.cell3_muk
        $matrices[5].Row(0) | Should -Be $recorded.cell11_pi_i
        $matrices[6].Row(0) | Should -Be $recorded.cell13
        $matrices[7].Row(0) | Should -Be $recorded.cell14_counts
        foreach ($i in 0..2) {
            $matrices[1].Row($i) | Should -Be $recorded.cell4_mu[$i]
            $matrices[2].Row($i) | Should -Be $recorded.'cell6_eta0.1'[$i]
            $matrices[3].Row($i) | Should -Be $recorded.cell7_eta100[$i]
            $matrices[4].Row($i) | Should -Be $recorded.cell8_eta10_1[$i]
        }

        $counts, $weights = $output | Where-Object { $_.GetType().Name -eq 'Dfm' }
        $recorded.cell16_dfm | Should -HaveCount 1000
        "$(0..999 | ForEach-Object { $counts.Row($_) })" | Should -BeExactly "$($recorded.cell16_dfm | ForEach-Object { $_ })"
        "$($counts.KnownCluster)" | Should -BeExactly "$($recorded.cell18_known_cluster)"
        foreach ($i in 0..9) {
            foreach ($j in 0..4) { $weights[$i, $j] | Should -BeApproximately $recorded.cell23_tfidf_first10[$i][$j] }
        }

        $clusterings = $output | Where-Object Inertia -GT 0
        $clusterings | Should -HaveCount 2
        $clusterings[0].Inertia | Should -BeApproximately $recorded.cell19_kmeans.inertia -Tolerance 1e-5
        $clusterings[1].Inertia | Should -BeApproximately $recorded.cell23_kmeans.inertia -Tolerance 1e-7
        ($output | Where-Object VMeasure -GT 0).Accuracy | Should -Be $recorded.cell22.accuracy, $recorded.cell23.accuracy
    }

    It 'beyond-kmeans.ps1 orders the methods from k-means to the Bayes rule' {
        $rows = & (Join-Path $examples beyond-kmeans.ps1) -PassThru
        $rows | Should -HaveCount 9
        $accuracy = @{}
        foreach ($row in $rows) { $accuracy[$row.Method] = $row.Accuracy }
        $accuracy['k-means on counts, one start'] | Should -Be 0.578
        $accuracy['k-means on TF-IDF, one start'] | Should -Be 0.682
        $accuracy['EM'] | Should -BeGreaterThan 0.92 -Because 'EM fits the model that the documents come from'
        $accuracy['EM with equal probabilities'] | Should -BeLessThan $accuracy['EM'] -Because 'the clusters have the probabilities 0.2, 0.4 and 0.4'
        $accuracy['Bayes rule of the true model'] | Should -Be 0.932
        [Math]::Round($rows[0].AdjustedRandIndex, 3) | Should -Be 0.382
        foreach ($row in $rows) { [Math]::Round($row.Bound, 3) | Should -Be 0.939 }
    }

    # The process has a culture of its own.
    It '<Name>.ps1 runs in a new process from any folder' -Tag Once -ForEach @(
        @{ Name = 'notebook'; Arguments = @(); Text = 'accuracy of k-means on counts +0.578'; Files = @() }
        @{ Name = 'beyond-kmeans'; Arguments = '-CsvPath', 'rows.csv', '-PictureFolder', '.'; Text = 'Bayes rule of the true model +0.932 +0.811 +0.939'; Files = 'rows.csv', 'ladder.png' }
        @{ Name = 'eta-and-length'; Arguments = '-Replicate', '1', '-CsvPath', 'rows.csv'; Text = ' 10 +100 +EM '; Files = 'rows.csv', 'accuracy-by-length.png', 'accuracy-by-eta.png' }
        @{ Name = 'even-shares'; Arguments = '-Replicate', '1', '-N', '50', '-CsvPath', 'rows.csv'; Text = 'DocumentLength : 20'; Files = , 'rows.csv' }
        @{ Name = 'choose-shares'; Arguments = '-Replicate', '1', '-N', '50', '-Eta', '1', '-DocumentLength', '5'; Text = 'Alpha +: 0.8 0.15 0.05'; Files = @() }
        @{ Name = 'few-labels'; Arguments = '-Replicate', '1', '-N', '60', '-K', '2', '-Label', '0'; Text = 'Gibbs\+words +:'; Files = @() }
        @{ Name = 'how-many-tokens'; Arguments = '-Replicate', '1', '-CsvPath', 'rows.csv'; Text = ' 8 +Bound +0.9 '; Files = 'rows.csv', 'how-many-tokens.png' }
    ) {
        $folder = New-Item (Join-Path $TestDrive $Name) -ItemType Directory
        Push-Location $folder
        try { $run = Invoke-Shell (@('-File', (Join-Path $examples "$Name.ps1")) + $Arguments) -Environment @{ LC_ALL = 'C.UTF-8' } }
        finally { Pop-Location }
        $run.Error | Should -BeNullOrEmpty
        $run.ExitCode | Should -Be 0
        $run.Output -join "`n" | Should -MatchExactly $Text
        (Get-ChildItem $folder).Name | Should -Be ($Files | Sort-Object)
        foreach ($file in Get-ChildItem $folder -Filter *.png) { $file.Length | Should -BeGreaterThan 5000 }
        if ($Files) { @(Import-Csv (Join-Path $folder rows.csv)).Count | Should -BeGreaterThan 7 }
    }
}
