BeforeAll {
    Import-Module ([IO.Path]::Combine($PSScriptRoot, '..', '..', 'out', 'MixturePS', 'MixturePS.psd1')) -Force
    $rows = @(Invoke-MixtureExperiment -K 3 -Eta 0.1, 1 -DocumentLength 5, 20 -N 60 -Method KMeans, Bound -Replicate 4 -Seed 2026)
    function New-Row($length, $accuracy, $method = 'KMeans') { [pscustomobject]@{ DocumentLength = $length; Method = $method; Accuracy = $accuracy; Bound = 0.95; Error = '' } }
}

Describe 'Measure-MixtureExperiment' {
    It 'sums up by the columns that are named' {
        $summary = @($rows | Measure-MixtureExperiment -By Eta, Method)
        $summary | Should -HaveCount 4
        "$($summary[0].PSObject.Properties.Name)" | Should -Be 'Eta Method Metric Count Failed Mean StandardError ConfidenceLow ConfidenceHigh StandardDeviation Quantile5 Quantile25 Median Quantile75 Quantile95 Bound Gap'
        "$($summary.Eta)" | Should -Be '0.1 0.1 1 1'
        "$($summary | ForEach-Object { $_.Count })" | Should -Be '8 8 8 8'
        $own = @($rows | Where-Object { $_.Eta -eq 1 -and $_.Method -eq 'KMeans' })
        $mean = 0.0
        foreach ($row in $own) { $mean += $row.Accuracy / 8 }
        [Math]::Abs($summary[2].Mean - $mean) | Should -BeLessThan 1e-12
        $gap = 0.0
        foreach ($row in $own) { $gap += ($row.Bound - $row.Accuracy) / 8 }
        [Math]::Abs($summary[2].Gap - $gap) | Should -BeLessThan 1e-12
        [Math]::Abs($summary[2].Bound - $summary[2].Mean - $summary[2].Gap) | Should -BeLessThan 1e-12
        $summary[2].ConfidenceLow | Should -BeLessThan $summary[2].Mean
        $summary[2].ConfidenceHigh | Should -BeGreaterThan $summary[2].Mean
    }

    It 'reads rows that were text in between, in the culture of the session' {
        $text = foreach ($row in $rows) {
            $cells = [ordered]@{}
            foreach ($property in $row.PSObject.Properties) { $cells[$property.Name] = if ($null -eq $property.Value) { '' } else { $property.Value.ToString() } }
            [pscustomobject]$cells
        }
        $text[0].Accuracy | Should -BeOfType string
        $expected = @($rows | Measure-MixtureExperiment -By DocumentLength, Method)
        $found = @($text | Measure-MixtureExperiment -By DocumentLength, Method)
        $found | Should -HaveCount 4
        for ($i = 0; $i -lt 4; $i++) { "$($found[$i].DocumentLength) $($found[$i].Mean) $($found[$i].Gap)" | Should -Be "$($expected[$i].DocumentLength) $($expected[$i].Mean) $($expected[$i].Gap)" }
    }

    It 'has the figures of a small sample' {
        $summary = 0.5, 0.75, 0.625, 1.0, 0.875 | ForEach-Object { New-Row 5 $_ } | Measure-MixtureExperiment -By Method -Confidence 0.9
        [Math]::Round($summary.StandardDeviation, 12) | Should -Be 0.197642353761
        [Math]::Round($summary.StandardError, 12) | Should -Be 0.088388347648
        [Math]::Round($summary.ConfidenceLow, 8) | Should -Be 0.56156959
        [Math]::Round($summary.Quantile5, 12) | Should -Be 0.525
        $summary.Median | Should -Be 0.75
        [Math]::Round($summary.Gap, 12) | Should -Be 0.2
    }

    It 'takes the parameters that differ where none are named' {
        "$((@($rows | Measure-MixtureExperiment)[0].PSObject.Properties.Name)[0..3])" | Should -Be 'Eta DocumentLength Method Metric'
        $mixed = @(Invoke-MixtureExperiment -K 2, 3 -N 30 -Method KMeans, EM -Restart 1, 2 -Seed 1 | Measure-MixtureExperiment)
        "$(($mixed[0].PSObject.Properties.Name)[0..3])" | Should -Be 'K Restart Method Metric'
        $mixed | Should -HaveCount 8
    }

    It 'keeps a truth apart from a number' {
        $summary = $true, 1, $false | ForEach-Object { [pscustomobject]@{ Stem = $_; Accuracy = 0.5 } } | Measure-MixtureExperiment -By Stem
        "$($summary.Stem)" | Should -Be 'True 1 False'
    }

    It 'reads rows whose values are text' {
        $text = foreach ($row in $rows) {
            $copy = [pscustomobject]@{}
            foreach ($property in $row.PSObject.Properties) { $copy.PSObject.Properties.Add([psnoteproperty]::new($property.Name, [Convert]::ToString($property.Value, [cultureinfo]::InvariantCulture))) }
            $copy
        }
        $one = @($rows | Measure-MixtureExperiment -By DocumentLength, Method -Metric Accuracy, VMeasure)
        $other = @($text | Measure-MixtureExperiment -By DocumentLength, Method -Metric Accuracy, VMeasure)
        $other | Should -HaveCount 8
        for ($i = 0; $i -lt 8; $i++) {
            foreach ($property in $one[$i].PSObject.Properties) { $other[$i].($property.Name) | Should -Be $property.Value -Because $property.Name }
        }
        $one[4].Metric | Should -Be 'VMeasure'
        $one[4].Gap | Should -BeNullOrEmpty
    }

    It 'counts runs that failed and leaves them out' {
        $failed = [pscustomobject]@{ DocumentLength = 5; Method = 'KMeans'; Accuracy = $null; Bound = 0.9; Error = 'no' }
        $summary = (New-Row 5 0.5), $failed, (New-Row 5 0.75) | Measure-MixtureExperiment -By Method
        "$($summary.Count) $($summary.Failed) $($summary.Mean) $($summary.Bound)" | Should -Be '2 1 0.625 0.95'
        $half = [pscustomobject]@{ Method = 'KMeans'; Accuracy = 0.5; Error = 'stopped' }
        "$($half | Measure-MixtureExperiment -By Method | ForEach-Object { $_.Count; $_.Failed })" | Should -Be '0 1'
        $none = $failed | Measure-MixtureExperiment -By Method
        "$($none.Count) $($none.Failed) $($none.Mean)" | Should -Be '0 1 '
    }

    It 'tells how long documents have to be' {
        $some = (New-Row 40 0.96), (New-Row 5 0.5), (New-Row 10 0.88), (New-Row 10 0.94), (New-Row 20 0.9), (New-Row 20 0.96), (New-Row 5 0.6), (New-Row 40 0.97), (New-Row 5 0.5 EM), (New-Row 40 0.7 EM)
        $target = @($some | Measure-MixtureExperiment -By Method -Target 0.9)
        $target | Should -HaveCount 2
        "$($target[0].Method) $($target[0].Reached) $($target[0].DocumentLength) $($target[0].Count)" | Should -Be 'KMeans True 10 2'
        "$($target[1].Method) $($target[1].Reached) $($target[1].DocumentLength) $($target[1].Mean) $($target[1].Greatest)" | Should -Be 'EM False  0.7 40'
        ($some | Measure-MixtureExperiment -By Method -Target 0.9 -UseLowerLimit)[0].DocumentLength | Should -Be 40
        ($some | Measure-MixtureExperiment -Target 0.9)[0].DocumentLength | Should -Be 10
    }

    It 'tells how many documents it takes' {
        $target = @(Invoke-MixtureExperiment -K 2 -Eta 1 -N 20, 100 -DocumentLength 30 -Method EM -Replicate 4 -Seed 1 | Measure-MixtureExperiment -Target 0.2 -Of N)
        "$($target.N) $($target.Reached)" | Should -Be '20 True'
    }

    It 'gives nothing for nothing, and refuses what it can''t use' {
        @() | Measure-MixtureExperiment | Should -BeNullOrEmpty
        { $rows | Measure-MixtureExperiment -By Method -Confidence 1 } | Should -Throw -ErrorId 'InvalidOption,*'
        { $rows | Measure-MixtureExperiment -By Method -Target 0.9 -Of Method } | Should -Throw -ErrorId 'InvalidOption,*'
        { $rows | Measure-MixtureExperiment -By Nothing -ErrorAction Stop } | Should -Throw -ErrorId 'MissingColumn,*'
        { $rows | Measure-MixtureExperiment -Metric Method -ErrorAction Stop } | Should -Throw -ErrorId 'InvalidNumber,*'
        { Measure-MixtureExperiment -InputObject 5 -By K } | Should -Throw -ErrorId 'MissingColumn,*'
    }

    It 'is what the examples end with' {
        $folder = [IO.Directory]::CreateTempSubdirectory('MixturePS').FullName
        $summary = @(& ([IO.Path]::Combine($PSScriptRoot, '..', '..', 'examples', 'eta-and-length.ps1')) -Replicate 1 -PictureFolder $folder)
        $summary | Should -HaveCount 36
        @($summary | Where-Object { $_.Mean -gt 0.25 -and $_.Bound -gt 0.33 -and $_.Failed -eq 0 }) | Should -HaveCount 36
        $target = @(& ([IO.Path]::Combine($PSScriptRoot, '..', '..', 'examples', 'how-many-tokens.ps1')) -Replicate 1 -PictureFolder $folder)
        $target | Should -HaveCount 12
        @($target | Where-Object { $_.Reached -and $_.Mean -ge 0.9 }).Count | Should -BeGreaterThan 6
        foreach ($name in 'accuracy-by-eta.png', 'accuracy-by-length.png', 'how-many-tokens.png') { [IO.FileInfo]::new([IO.Path]::Combine($folder, $name)).Length | Should -BeGreaterThan 5000 }
        [IO.Directory]::Delete($folder, $true)
    }
}
