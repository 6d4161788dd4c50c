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
        [Math]::Round($summary.ConfidenceLow, 8) | Should -Be 0.56156959
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

    It 'finds the document length that reaches -Target' {
        $some = (New-Row 40 0.96), (New-Row 5 0.5), (New-Row 10 0.88), (New-Row 10 0.94), (New-Row 20 0.9), (New-Row 20 0.96), (New-Row 5 0.6), (New-Row 40 0.97), (New-Row 5 0.5 EM), (New-Row 40 0.7 EM)
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
