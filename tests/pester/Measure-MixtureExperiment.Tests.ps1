BeforeAll {
    . (Join-Path $PSScriptRoot Shared.ps1)
    $rows = Invoke-MixtureExperiment -K 3 -Eta 0.1, 1 -DocumentLength 5, 20 -N 60 -Method KMeans, Bound -Replicate 4 -Seed 2026
    function New-Row($length, $accuracy, $method = 'KMeans') { [pscustomobject]@{ DocumentLength = $length; Method = $method; Accuracy = $accuracy; Bound = 0.95; Error = '' } }
}

Describe 'Measure-MixtureExperiment' {
    It 'summarises by the columns of -By' {
        $summary = $rows | Measure-MixtureExperiment -By Eta, Method
        $summary | Should -HaveCount 4
        "$($summary[0].PSObject.Properties.Name)" | Should -Be 'Eta Method Metric Count Failed Mean StandardError ConfidenceLow ConfidenceHigh StandardDeviation Quantile5 Quantile25 Median Quantile75 Quantile95 Bound Gap'
        $summary.Eta | Should -Be 0.1, 0.1, 1, 1
        $summary | ForEach-Object { $_.Count } | Should -Be 8, 8, 8, 8
        $own = $rows | Where-Object { $_.Eta -eq 1 -and $_.Method -eq 'KMeans' }
        $mean = ($own | Measure-Object Accuracy -Average).Average
        [Math]::Abs($summary[2].Mean - $mean) | Should -BeLessThan 1e-12
        $gap = ($own | ForEach-Object { $_.Bound - $_.Accuracy } | Measure-Object -Average).Average
        [Math]::Abs($summary[2].Gap - $gap) | Should -BeLessThan 1e-12
        [Math]::Abs($summary[2].Bound - $summary[2].Mean - $summary[2].Gap) | Should -BeLessThan 1e-12
        $summary[2].ConfidenceLow | Should -BeLessThan $summary[2].Mean
        $summary[2].ConfidenceHigh | Should -BeGreaterThan $summary[2].Mean
    }

    It 'reads rows whose values are text in the culture of the session' {
        $text = $rows | ConvertTo-Csv | ConvertFrom-Csv
        $text[0].Accuracy | Should -BeExactly $rows[0].Accuracy.ToString()
        $expected = $rows | Measure-MixtureExperiment -By DocumentLength, Method
        $actual = $text | Measure-MixtureExperiment -By DocumentLength, Method
        $actual | Should -HaveCount 4
        foreach ($name in 'DocumentLength', 'Mean', 'Gap') { $actual.$name | Should -Be $expected.$name -Because $name }
    }

    It 'computes the figures of a small sample' {
        $summary = 0.5, 0.75, 0.625, 1.0, 0.875 | ForEach-Object { New-Row 5 $_ } | Measure-MixtureExperiment -By Method -Confidence 0.9
        [Math]::Round($summary.StandardDeviation, 12) | Should -Be 0.197642353761
        [Math]::Round($summary.StandardError, 12) | Should -Be 0.088388347648
        [Math]::Round($summary.ConfidenceLow, 8) | Should -Be 0.52339542
        [Math]::Round($summary.Quantile5, 12) | Should -Be 0.525
        $summary.Median | Should -Be 0.75
        [Math]::Round($summary.Gap, 12) | Should -Be 0.2
    }

    It 'groups by the parameters that vary by default' {
        ($rows | Measure-MixtureExperiment)[0].PSObject.Properties.Name[0..3] | Should -Be 'Eta', 'DocumentLength', 'Method', 'Metric'
        $mixed = Invoke-MixtureExperiment -K 2, 3 -N 30 -Method KMeans, EM -Restart 1, 2 -Seed 1 | Measure-MixtureExperiment
        $mixed[0].PSObject.Properties.Name[0..3] | Should -Be 'K', 'Restart', 'Method', 'Metric'
        $mixed | Should -HaveCount 8
    }

    It 'distinguishes a Boolean from a number' {
        $summary = $true, 1, $false | ForEach-Object { [pscustomobject]@{ Stem = $_; Accuracy = 0.5 } } | Measure-MixtureExperiment -By Stem
        "$($summary.Stem)" | Should -Be 'True 1 False'
    }

    It 'reads rows whose values are invariant text' {
        $text = foreach ($row in $rows) {
            $cells = [ordered]@{}
            foreach ($property in $row.PSObject.Properties) { $cells[$property.Name] = [Convert]::ToString($property.Value, [cultureinfo]::InvariantCulture) }
            [pscustomobject]$cells
        }
        $expected = $rows | Measure-MixtureExperiment -By DocumentLength, Method -Metric Accuracy, VMeasure
        $actual = $text | Measure-MixtureExperiment -By DocumentLength, Method -Metric Accuracy, VMeasure
        $actual | Should -HaveCount 8
        for ($i = 0; $i -lt 8; $i++) {
            foreach ($property in $expected[$i].PSObject.Properties) { $actual[$i].($property.Name) | Should -Be $property.Value -Because $property.Name }
        }
        $expected[4].Metric | Should -Be 'VMeasure'
        $expected[4].Gap | Should -BeNullOrEmpty
    }

    It 'counts failed runs and excludes them from the figures' {
        $failed = [pscustomobject]@{ DocumentLength = 5; Method = 'KMeans'; Accuracy = $null; Bound = 0.9; Error = 'no' }
        $summary = (New-Row 5 0.5), $failed, (New-Row 5 0.75) | Measure-MixtureExperiment -By Method
        $summary | ForEach-Object { $_.Count, $_.Failed, $_.Mean, $_.Bound } | Should -Be 2, 1, 0.625, 0.95
        $half = [pscustomobject]@{ Method = 'KMeans'; Accuracy = 0.5; Error = 'stopped' } | Measure-MixtureExperiment -By Method
        $half | ForEach-Object { $_.Count, $_.Failed } | Should -Be 0, 1
        $none = $failed | Measure-MixtureExperiment -By Method
        $none | ForEach-Object { $_.Count, $_.Failed } | Should -Be 0, 1
        $none.Mean | Should -BeNullOrEmpty
    }

    It 'keeps intervals within the limits of an index' {
        $some = (New-Row 5 0.9), (New-Row 5 0.98)
        $limited = $some | Measure-MixtureExperiment -By Method
        $limited.ConfidenceLow | Should -BeGreaterThan 0
        $limited.ConfidenceHigh | Should -BeLessThan 1
        $limited.Mean | Should -Be 0.94
        $plain = $some | Select-Object Method, @{ N = 'Own'; E = 'Accuracy' } | Measure-MixtureExperiment -By Method -Metric Own
        $plain.ConfidenceHigh | Should -BeGreaterThan 1
        $all = New-Row 5 1 | ForEach-Object { $_, $_ } | Measure-MixtureExperiment -By Method
        $all.ConfidenceLow, $all.ConfidenceHigh | Should -Be 1, 1
    }

    It 'compares methods with -Reference on the same documents' {
        $runs = Invoke-MixtureExperiment -K 3 -Eta 0.1, 1 -N 60 -Method KMeans, EM, TfIdfKMeans -Replicate 5 -Seed 2026
        $plain = $runs | Measure-MixtureExperiment -By Eta, Method -Metric Accuracy, VMeasure
        $compared = $runs | Sort-Object { Get-Random } | Measure-MixtureExperiment -By Eta, Method -Metric Accuracy, VMeasure -Reference kmeans
        $compared | Should -HaveCount 12
        "$($compared[0].PSObject.Properties.Name)" | Should -BeLike '* Gap Reference Difference DifferenceStandardError DifferenceLow DifferenceHigh PairCount UnpairedCount'
        foreach ($row in $compared) {
            $same = $plain | Where-Object { $_.Metric -eq $row.Metric -and $_.Eta -eq $row.Eta -and $_.Method -eq $row.Method }
            [Math]::Abs($same.Mean - $row.Mean) | Should -BeLessThan 1e-12
            $row.Reference | Should -BeExactly KMeans
            if ($row.Method -eq 'KMeans') {
                $row.Difference, $row.DifferenceLow, $row.PairCount, $row.UnpairedCount | Should -Be $null, $null, $null, $null
                continue
            }

            $reference = $plain | Where-Object { $_.Metric -eq $row.Metric -and $_.Eta -eq $row.Eta -and $_.Method -eq 'KMeans' }
            [Math]::Abs($same.Mean - $reference.Mean - $row.Difference) | Should -BeLessThan 1e-12
            $differences = foreach ($own in $runs | Where-Object { $_.Eta -eq $row.Eta -and $_.Method -eq $row.Method }) {
                $own.($row.Metric) - ($runs | Where-Object { $_.Eta -eq $row.Eta -and $_.Method -eq 'KMeans' -and $_.Replicate -eq $own.Replicate }).($row.Metric)
            }
            [Math]::Abs(($differences | Measure-Object -StandardDeviation).StandardDeviation / [Math]::Sqrt(5) - $row.DifferenceStandardError) | Should -BeLessThan 1e-12
            $row.DifferenceLow | Should -BeLessOrEqual $row.Difference
            $row.DifferenceHigh | Should -BeGreaterOrEqual $row.Difference
            $row.PairCount, $row.UnpairedCount | Should -Be 5, 0
        }
    }

    It 'compares methods of the same documents and parameters only, also from a file' {
        $runs = Invoke-MixtureExperiment -K 3 -FitK 2, 3 -N 30 -DocumentLength 5, 40 -Method KMeans, EM -Replicate 3 -Seed 1
        $expected = $runs | Measure-MixtureExperiment -By DocumentLength, FitK, Method -Reference KMeans
        ($expected | Where-Object Method -EQ EM).PairCount | Should -Be 3, 3, 3, 3
        ($expected | Where-Object Method -EQ KMeans).PairCount | Should -Be $null, $null, $null, $null
        $text = $runs | ConvertTo-Csv | ConvertFrom-Csv | Measure-MixtureExperiment -By DocumentLength, FitK, Method -Reference KMeans
        $text.Difference | Should -Be $expected.Difference
        { $runs | Where-Object { $_.Method -eq 'KMeans' -or $_.FitK -eq 2 } | Select-Object * -ExcludeProperty FitK | Measure-MixtureExperiment -By Method -Reference KMeans } | Should -Throw -ErrorId 'AmbiguousReference,*'
    }

    It 'counts the runs without a partner and warns of them' {
        $some = foreach ($replicate in 0..3) {
            [pscustomobject]@{ Replicate = $replicate; Method = 'KMeans'; Accuracy = $replicate -eq 1 ? $null : 0.5; Error = $null }
            if ($replicate -ne 2) { [pscustomobject]@{ Replicate = $replicate; Method = 'EM'; Accuracy = 0.5 + $replicate / 16; Error = $null } }
        }
        $kmeans, $em = $some | Measure-MixtureExperiment -By Method -Reference KMeans -WarningVariable warnings -WarningAction SilentlyContinue
        $em.PairCount, $em.UnpairedCount, $em.Difference | Should -Be 2, 1, 0.09375
        $warnings | Should -HaveCount 1
        "$warnings" | Should -BeLike '1 run has no partner*KMeans*'
    }

    It 'refuses <Why> with -Reference' -ForEach @(
        @{ Why = 'a method that no row has'; Id = 'UnknownReference'; Script = { $rows | Measure-MixtureExperiment -By Eta, Method -Reference KMean } }
        @{ Why = 'groups of several methods'; Id = 'ConflictingParameter'; Script = { $rows | Measure-MixtureExperiment -By Eta -Reference KMeans } }
        @{ Why = 'rows without replicates'; Id = 'MissingColumn'; Script = { New-Row 5 0.5 | Measure-MixtureExperiment -By Method -Reference KMeans -ErrorAction Stop } }
        @{ Why = 'a target'; Id = 'AmbiguousParameterSet'; Script = { $rows | Measure-MixtureExperiment -Target 0.9 -Reference KMeans } }
    ) {
        $Script | Should -Throw -ErrorId "$Id,*"
    }

    It 'names the methods that there are' {
        { $rows | Measure-MixtureExperiment -By Eta, Method -Reference KMean } | Should -Throw '*KMeans, Bound. Did you mean ''KMeans''?'
    }

    It 'finds the document length that reaches -Target' {
        $some = (New-Row 40 0.96), (New-Row 5 0.5), (New-Row 10 0.88), (New-Row 10 0.94), (New-Row 20 0.9), (New-Row 20 0.96), (New-Row 5 0.6), (New-Row 40 0.962), (New-Row 5 0.5 EM), (New-Row 40 0.7 EM)
        $kmeans, $em = $some | Measure-MixtureExperiment -By Method -Target 0.9
        $em | Should -HaveCount 1
        $kmeans.Method, $kmeans.Reached, $kmeans.DocumentLength | Should -Be 'KMeans', $true, 10
        $kmeans | ForEach-Object { $_.Count } | Should -Be 2
        $em.Method, $em.Reached, $em.DocumentLength, $em.Mean, $em.Greatest | Should -Be 'EM', $false, $null, 0.7, 40
        ($some | Measure-MixtureExperiment -By Method -Target 0.9 -UseLowerLimit)[0].DocumentLength | Should -Be 40
        ($some | Measure-MixtureExperiment -Target 0.9)[0].DocumentLength | Should -Be 10
    }

    It 'finds the number of documents that reaches -Target' {
        $target = Invoke-MixtureExperiment -K 2 -Eta 1 -N 20, 100 -DocumentLength 30 -Method EM -Replicate 4 -Seed 1 | Measure-MixtureExperiment -Target 0.2 -Of N
        $target | Should -HaveCount 1
        $target.N, $target.Reached | Should -Be 20, $true
    }

    It 'returns nothing for no rows, and refuses unusable rows and options' {
        @() | Measure-MixtureExperiment | Should -BeNullOrEmpty
        { $rows | Measure-MixtureExperiment -By Method -Confidence 1 } | Should -Throw -ErrorId 'InvalidOption,*'
        { $rows | Measure-MixtureExperiment -By Method -Target 0.9 -Of Method } | Should -Throw -ErrorId 'InvalidOption,*'
        { $rows | Measure-MixtureExperiment -By Nothing -ErrorAction Stop } | Should -Throw -ErrorId 'MissingColumn,*'
        { $rows | Measure-MixtureExperiment -Metric Method -ErrorAction Stop } | Should -Throw -ErrorId 'InvalidNumber,*'
        { Measure-MixtureExperiment -InputObject 5 -By K } | Should -Throw -ErrorId 'MissingColumn,*'
    }

    It 'summarises the experiments of the examples' {
        $summary = & (Join-Path $repository examples eta-and-length.ps1) -Replicate 1 -PictureFolder $TestDrive
        $summary | Should -HaveCount 36
        $summary | Where-Object { $_.Mean -gt 0.25 -and $_.Bound -gt 0.33 -and $_.Failed -eq 0 } | Should -HaveCount 36
        $target = & (Join-Path $repository examples how-many-tokens.ps1) -Replicate 1 -PictureFolder $TestDrive
        $target | Should -HaveCount 12
        @($target | Where-Object { $_.Reached -and $_.Mean -ge 0.9 }).Count | Should -BeGreaterThan 6
        foreach ($name in 'accuracy-by-eta.png', 'accuracy-by-length.png', 'how-many-tokens.png') { (Get-Item (Join-Path $TestDrive $name)).Length | Should -BeGreaterThan 5000 }
    }
}
