BeforeAll {
    Import-Module ([IO.Path]::Combine($PSScriptRoot, '..', '..', 'out', 'MixturePS', 'MixturePS.psd1')) -Force
    $folder = [IO.Directory]::CreateTempSubdirectory('MixturePS').FullName
    $grid = @{ K = 2, 3; Eta = 0.1, 1; DocumentLength = 5, 'Poisson(8)'; N = 40; Replicate = 2; Seed = 2026; Restart = 2 }

    # Everything of a row but the time, which is all that may differ.
    function Get-RowText($rows) {
        foreach ($row in $rows) { @(foreach ($property in $row.PSObject.Properties) { if ($property.Name -ne 'Seconds') { "$($property.Name)=$($property.Value)" } }) -join '; ' }
    }
}

AfterAll { [IO.Directory]::Delete($folder, $true) }

Describe 'Invoke-MixtureExperiment' {
    It 'gives a flat row a run, in the order of the grid' {
        $rows = @(Invoke-MixtureExperiment @grid -Method KMeans, Bound)
        $rows | Should -HaveCount 32
        "$($rows[0..4].Method)" | Should -Be 'KMeans Bound KMeans Bound KMeans'
        "$($rows[0..4].Replicate)" | Should -Be '0 0 1 1 0'
        "$($rows[0].K) $($rows[0].Eta) $($rows[0].DocumentLength) $($rows[4].DocumentLength) $($rows[8].Eta) $($rows[16].K)" | Should -Be '2 0.1 5 Poisson(8) 1 3'
        foreach ($property in $rows[0].PSObject.Properties) { $property.Value -is [string] -or $property.Value -is [ValueType] -or $null -eq $property.Value | Should -BeTrue -Because $property.Name }
        foreach ($name in 'Accuracy', 'AdjustedRandIndex', 'RandIndex', 'NormalizedMutualInformation', 'AdjustedMutualInformation', 'Homogeneity', 'Completeness', 'VMeasure', 'FowlkesMallows', 'Purity', 'Bound', 'Seconds') {
            $rows[0].$name | Should -BeOfType [double]
        }
        $rows[0].Restart | Should -Be 2
        $rows[1].Restart | Should -BeNullOrEmpty
        $rows[0].Converged | Should -BeTrue
        $rows[0].DataSeed | Should -Be $rows[1].DataSeed
        $rows[0].DataSeed | Should -Be "2026 spawn ($($rows[0].Cell), 0)"
    }

    It 'makes documents and labels that the cmdlets make with the seeds of the row: <Method>' -ForEach @(
        @{ Method = 'KMeans'; Fit = { param($dfm, $row) $dfm | Invoke-KMeans -Restart $row.Restart -Seed $row.Seed } }
        @{ Method = 'TfIdfKMeans'; Fit = { param($dfm, $row) $dfm | ConvertTo-TfIdf | Invoke-KMeans -K $row.FitK -Restart $row.Restart -Seed $row.Seed } }
        @{ Method = 'SphericalKMeans'; Fit = { param($dfm, $row) $dfm | Invoke-KMeans -Metric Cosine -Restart $row.Restart -Seed $row.Seed } }
        @{ Method = 'EM'; Fit = { param($dfm, $row) $dfm | Invoke-MixtureEM -Restart $row.Restart -Smoothing $row.Smoothing -Seed $row.Seed } }
        @{ Method = 'Gibbs'; Fit = { param($dfm, $row) $dfm | Invoke-MixtureGibbs -K $row.FitK -Iteration $row.Sweep -Chain $row.Chain -Alpha $row.PriorAlpha -Beta $row.PriorBeta -Seed $row.Seed } }
        @{ Method = 'Bound'; Fit = { param($dfm, $row) $dfm | Invoke-MixtureEM -Model $dfm.Model } }
    ) {
        $row = @(Invoke-MixtureExperiment -K 3 -Eta (1 / 3) -J 12 -N 60 -DocumentLength 'Poisson(8)' -Method $Method -Replicate 2 -Seed 5)[1]
        $model = New-MixtureModel -K $row.K -J $row.J -Eta $row.Eta -Seed $row.DataSeed
        $dfm = $model | Invoke-DfmSample -N $row.N -DocumentLength $row.DocumentLength
        $clustering = & $Fit $dfm $row
        $accuracy = $clustering | Measure-ClusterAccuracy
        foreach ($name in 'Accuracy', 'AdjustedRandIndex', 'AdjustedMutualInformation', 'VMeasure', 'FowlkesMallows', 'Purity') { $row.$name | Should -Be $accuracy.$name }
        $row.Iterations | Should -Be $clustering.Iterations
        $row.EstimatedK | Should -Be $accuracy.K
    }

    It 'repeats a run with a word of its own eta and unequal clusters' {
        $row = Invoke-MixtureExperiment -K 2 -Eta (, (1, 2, 3)) -Alpha 0.25, 0.75 -N 50 -Seed 9
        "$($row.Eta)/$($row.Alpha)/$($row.J)" | Should -Be '1 2 3/0.25 0.75/3'
        $dfm = New-MixtureModel -K 2 -Eta (-split $row.Eta) -Alpha (-split $row.Alpha) -Seed $row.DataSeed | Invoke-DfmSample -N 50
        ($dfm | Invoke-KMeans -Seed $row.Seed | Measure-ClusterAccuracy).Accuracy | Should -Be $row.Accuracy
        $rows = @(Invoke-MixtureExperiment -K 2 -Alpha (0.25, 0.75), 'Even' -N 50 -Seed 9)
        "$($rows.Alpha)" | Should -Be '0.25 0.75 even'
    }

    It 'has the bound that Measure-MixtureBound has' {
        $row = Invoke-MixtureExperiment -K 3 -N 50 -DocumentLength 6 -Seed 3
        $row.BoundError | Should -Be 0
        $row.Bound | Should -Be (New-MixtureModel -K 3 -Seed $row.DataSeed | Measure-MixtureBound -DocumentLength 6).Accuracy
    }

    It 'gives rows that neither threads, nor other values, methods, replicates nor their order change' {
        $known = @{}
        foreach ($row in Invoke-MixtureExperiment @grid -Method KMeans, EM) { $known["$($row.Cell) $($row.Replicate) $($row.Method)"] = Get-RowText $row }
        $same = 0
        foreach ($row in Invoke-MixtureExperiment -K 4, 3 -Eta 5, 1 -DocumentLength 'Poisson(8)', 9 -N 40 -Replicate 3 -Seed 2026 -Restart 2 -Method EM, SphericalKMeans, KMeans -ThrottleLimit 1) {
            $key = "$($row.Cell) $($row.Replicate) $($row.Method)"
            if (-not $known.ContainsKey($key)) { continue }
            Get-RowText $row | Should -Be $known[$key]
            $same++
        }
        $same | Should -Be 4
        @(Invoke-MixtureExperiment @grid -Method KMeans, EM -ThrottleLimit 4 | ForEach-Object { Get-RowText $_ } | Where-Object { $known.Values -notcontains $_ }) | Should -BeNullOrEmpty
    }

    It 'goes on from its journal, and gives the rows of an unbroken run' {
        $path = [IO.Path]::Combine($folder, 'run.jsonl')
        $rows = @(Invoke-MixtureExperiment @grid -Method KMeans -Journal $path)
        $lines = [IO.File]::ReadAllLines($path)
        $lines | Should -HaveCount 17
        [IO.File]::WriteAllText($path, ($lines[0..6] -join "`n") + "`n" + $lines[7].Substring(0, 40))
        $again = @(Invoke-MixtureExperiment @grid -Method KMeans -Journal $path -WarningVariable warning -WarningAction SilentlyContinue)
        $warning | Should -HaveCount 1
        Get-RowText $again | Should -Be (Get-RowText $rows)
        [IO.File]::ReadAllLines($path) | Should -HaveCount 17

        # The journal knows its seed.
        $other = $grid.Clone()
        $other.Remove('Seed')
        Get-RowText @(Invoke-MixtureExperiment @other -Method KMeans -Journal $path) | Should -Be (Get-RowText $rows)
        { Invoke-MixtureExperiment @grid -Method EM -Journal $path } | Should -Throw -ErrorId 'JournalMismatch,*'
        $other.Replicate = 3
        { Invoke-MixtureExperiment @other -Method KMeans -Journal $path } | Should -Throw -ErrorId 'JournalMismatch,*' -ExpectedMessage '*Replicate is 2 there and 3 here*'
    }

    It 'is stopped by the commands after it, and goes on' {
        $path = [IO.Path]::Combine($folder, 'stopped.jsonl')
        $first = @(foreach ($row in 1) { Invoke-MixtureExperiment @grid -Method KMeans -Journal $path | ForEach-Object { $_; if ($_.Replicate -eq 1) { break } } })
        $first.Count | Should -BeLessOrEqual 2
        @(Invoke-MixtureExperiment @grid -Method KMeans -Journal $path) | Should -HaveCount 16
    }

    It 'is stopped from outside, and goes on' {
        $path = [IO.Path]::Combine($folder, 'interrupted.jsonl')
        $module = [IO.Path]::Combine($PSScriptRoot, '..', '..', 'out', 'MixturePS', 'MixturePS.psd1')
        $shell = [PowerShell]::Create([initialsessionstate]::CreateDefault2())
        $null = $shell.AddScript({
            param($module, $path)
            Import-Module $module
            Invoke-MixtureExperiment -K 2 -N 500 -Method EM -Replicate 1000000 -Seed 1 -Journal $path
        }).AddArgument($module).AddArgument($path)
        $output = [Management.Automation.PSDataCollection[psobject]]::new()
        $null = $shell.BeginInvoke([Management.Automation.PSDataCollection[psobject]]::new(), $output)
        while ($output.Count -lt 5 -and "$($shell.InvocationStateInfo.State)" -ne 'Failed') { [Threading.Thread]::Sleep(20) }
        $shell.Stop()
        "$($shell.InvocationStateInfo.State)" | Should -Be 'Stopped'
        $shell.Dispose()
        $rows = @(Import-MixtureJournal $path -WarningVariable warning)
        $warning | Should -BeNullOrEmpty
        $rows.Count | Should -BeGreaterOrEqual $output.Count
        Get-RowText $rows[0] | Should -Be (Get-RowText $output[0])
    }

    It 'runs a part of the grid' {
        $whole = @(Get-RowText @(Invoke-MixtureExperiment @grid -Method KMeans))
        $parts = @(foreach ($part in 1..3) { Get-RowText @(Invoke-MixtureExperiment @grid -Method KMeans -Shard "$part/3") })
        $parts | Should -HaveCount 16
        @($parts | Where-Object { $whole -notcontains $_ }) | Should -BeNullOrEmpty
        @($whole | Where-Object { $parts -notcontains $_ }) | Should -BeNullOrEmpty
    }

    It 'runs script blocks on the same documents' {
        $rows = @(Invoke-MixtureExperiment -K 3 -N 40 -Method KMeans -Replicate 2 -Seed 4 -ScriptBlock @{
            Known   = { param($dfm) $dfm.KnownCluster }
            Again   = { param($dfm, $seed) $dfm | Invoke-KMeans -Seed $seed }
            Thrower = { throw 'no clusters today' }
            Short   = { 1, 2 }
            Text    = { param($dfm) $dfm.DocumentName }
        })
        "$($rows[0..5].Method)" | Should -Be 'KMeans Again Known Short Text Thrower'
        $byName = @{}
        foreach ($row in $rows[6..11]) { $byName[$row.Method] = $row }
        $byName.Known.Accuracy | Should -Be 1
        $byName.Thrower.Error | Should -BeLike '*no clusters today*'
        $byName.Thrower.Accuracy | Should -BeNullOrEmpty
        $byName.Short.ErrorId | Should -Be 'LabelLengthMismatch'
        $byName.Text.ErrorId | Should -Be 'InvalidLabel'
        $byName.Again.Iterations | Should -BeGreaterThan 0
        $dfm = New-MixtureModel -K 3 -Seed $byName.Again.DataSeed | Invoke-DfmSample -N 40
        ($dfm | Invoke-KMeans -Seed $byName.Again.Seed | Measure-ClusterAccuracy).Accuracy | Should -Be $byName.Again.Accuracy
        @(Invoke-MixtureExperiment -N 20 -Seed 1 -ScriptBlock { param($dfm) $dfm.KnownCluster }, { param($dfm) $dfm.KnownCluster }).Method | Should -Be 'ScriptBlock0', 'ScriptBlock1'
        (Invoke-MixtureExperiment -N 20 -Seed 1 -Vocabulary sun, rain -ScriptBlock { param($dfm) if ("$($dfm.Vocabulary)" -ne 'sun rain') { throw 'other words' }; $dfm.KnownCluster }).Accuracy | Should -Be 1
    }

    It 'goes on after a run that failed' {
        $rows = @(Invoke-MixtureExperiment -K 5, 2 -N 3 -Method KMeans -Seed 1)
        $rows | Should -HaveCount 2
        $rows[0].ErrorId | Should -Be 'TooManyClusters'
        $rows[0].Error | Should -Match '3 documents'
        $rows[1].Error | Should -BeNullOrEmpty
        $rows[1].Accuracy | Should -BeGreaterThan 0
    }

    It 'runs nothing with -WhatIf' {
        $path = [IO.Path]::Combine($folder, 'whatif.jsonl')
        Invoke-MixtureExperiment @grid -Journal $path -WhatIf | Should -BeNullOrEmpty
        [IO.File]::Exists($path) | Should -BeFalse
    }

    It 'refuses <Name> before anything is run' -ForEach @(
        @{ Name = 'a negative eta'; Parameters = @{ Eta = 1, -1 }; Id = 'InvalidEta' }
        @{ Name = 'an eta that is no number'; Parameters = @{ Eta = 'much' }; Id = 'InvalidEta' }
        @{ Name = 'an eta that is a truth'; Parameters = @{ Eta = $true }; Id = 'InvalidEta' }
        @{ Name = 'no cluster'; Parameters = @{ K = 2, 0 }; Id = 'InvalidClusterCount' }
        @{ Name = 'shares that don''t fit K'; Parameters = @{ K = 2, 3; Alpha = 0.5, 0.5 }; Id = 'InvalidAlpha' }
        @{ Name = 'a length that is none'; Parameters = @{ DocumentLength = 5, 'long' }; Id = 'InvalidLengthDistribution' }
        @{ Name = 'no start'; Parameters = @{ Restart = 0 }; Id = 'InvalidOption' }
        @{ Name = 'no replicate'; Parameters = @{ Replicate = 0 }; Id = 'InvalidOption' }
        @{ Name = 'a parameter that no method has'; Parameters = @{ Method = 'KMeans'; Smoothing = 1 }; Id = 'UnusedParameter' }
        @{ Name = 'a script block with a built-in name'; Parameters = @{ ScriptBlock = @{ EM = { 1 } } }; Id = 'DuplicateMethod' }
        @{ Name = 'what is no script block'; Parameters = @{ ScriptBlock = @{ Mine = 'x' } }; Id = 'NotAScriptBlock' }
        @{ Name = 'a part beyond the last'; Parameters = @{ Shard = '4/3' }; Id = 'InvalidShard' }
        @{ Name = 'several seeds'; Parameters = @{ Seed = 1, 2 }; Id = 'InvalidSeed' }
        @{ Name = 'a method that there is not'; Parameters = @{ Method = 'Magic' }; Id = 'CannotConvertArgument*' }
    ) {
        { Invoke-MixtureExperiment -N 20 @Parameters } | Should -Throw -ErrorId "$Id,*"
    }

    It 'wants one seed for all parts, and tells the methods' {
        { Invoke-MixtureExperiment -N 20 -Shard 1/2 } | Should -Throw -ErrorId 'ShardWithoutSeed,*'
        { Invoke-MixtureExperiment -N 20 -Method Magic } | Should -Throw -ExpectedMessage '*KMeans, TfIdfKMeans, SphericalKMeans, EM, Gibbs, Bound*'
    }

    It 'goes through Export-Csv and back' -Tag FullPowerShell {
        $path = [IO.Path]::Combine($folder, 'rows.csv')
        $rows = Invoke-MixtureExperiment @grid -Method KMeans, EM
        $rows | Export-Csv $path
        $back = @(Import-Csv $path)
        $back | Should -HaveCount 32
        "$($back[3].Accuracy) $($back[3].DataSeed)" | Should -Be "$($rows[3].Accuracy) $($rows[3].DataSeed)"
        $one = $rows | Measure-MixtureExperiment -By K, Eta, DocumentLength, Method
        $other = $back | Measure-MixtureExperiment -By K, Eta, DocumentLength, Method
        ($other | ConvertTo-Json) | Should -Be ($one | ConvertTo-Json)
        @(Invoke-MixtureExperiment @grid | Select-Object -First 3) | Should -HaveCount 3
    }
}
