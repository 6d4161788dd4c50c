BeforeAll {
    . (Join-Path $PSScriptRoot Shared.ps1)
    $grid = @{ K = 2, 3; Eta = 0.1, 1; DocumentLength = 5, 'Poisson(8)'; N = 40; Replicate = 2; Seed = 2026; Restart = 2 }

    # Returns each row as a line of JSON without its time, the only value that may differ between runs.
    function Get-RowText($rows) {
        $rows | Select-Object * -ExcludeProperty Seconds | ForEach-Object { ConvertTo-Json $_ -Compress }
    }
}

Describe 'Invoke-MixtureExperiment' {
    It 'returns a flat row for each run, in the order of the grid' {
        $rows = Invoke-MixtureExperiment @grid -Method KMeans, Bound
        $rows | Should -HaveCount 32
        $rows[0..4].Method | Should -Be 'KMeans', 'Bound', 'KMeans', 'Bound', 'KMeans'
        $rows[0..4].Replicate | Should -Be 0, 0, 1, 1, 0
        $rows[0].K, $rows[0].Eta, $rows[0].DocumentLength | Should -Be 2, 0.1, 5
        $rows[4].DocumentLength, $rows[8].Eta, $rows[16].K | Should -Be 'Poisson(8)', 1, 3
        foreach ($property in $rows[0].PSObject.Properties) {
            $null -eq $property.Value -or $property.Value -is [string] -or $property.Value -is [ValueType] | Should -BeTrue -Because $property.Name
        }
        foreach ($name in 'Accuracy', 'AdjustedRandIndex', 'RandIndex', 'NormalizedMutualInformation', 'AdjustedMutualInformation', 'Homogeneity', 'Completeness', 'VMeasure', 'FowlkesMallows', 'Purity', 'Bound', 'Seconds') {
            $rows[0].$name | Should -BeOfType [double]
        }
        $rows[0].Restart | Should -Be 2
        $rows[1].Restart | Should -BeNullOrEmpty
        $rows[0].Converged | Should -BeTrue
        $rows[0].DataSeed | Should -Be $rows[1].DataSeed
        $rows[0].DataSeed | Should -Be "2026 spawn ($($rows[0].Cell), 0)"
    }

    It 'returns the figures of the single cmdlets with the seeds of the row: <Method>' -ForEach @(
        @{ Method = 'KMeans'; Fit = { param($dfm, $row) $dfm | Invoke-KMeans -Restart $row.Restart -Seed $row.Seed } }
        @{ Method = 'TfIdfKMeans'; Fit = { param($dfm, $row) $dfm | ConvertTo-TfIdf | Invoke-KMeans -K $row.FitK -Restart $row.Restart -Seed $row.Seed } }
        @{ Method = 'SphericalKMeans'; Fit = { param($dfm, $row) $dfm | Invoke-KMeans -Metric Cosine -Restart $row.Restart -Seed $row.Seed } }
        @{ Method = 'EM'; Fit = { param($dfm, $row) $dfm | Invoke-MixtureEM -Restart $row.Restart -Smoothing $row.Smoothing -Seed $row.Seed } }
        @{ Method = 'EvenEM'; Fit = { param($dfm, $row) $dfm | Invoke-MixtureEM -Alpha Even -Restart $row.Restart -Smoothing $row.Smoothing -Seed $row.Seed } }
        @{ Method = 'Gibbs'; Fit = { param($dfm, $row) $dfm | Invoke-MixtureGibbs -K $row.FitK -Iteration $row.Sweep -Seed $row.Seed } }
        @{ Method = 'Topics'; Fit = { param($dfm, $row) $dfm | Invoke-TopicModel -K $row.FitK -Iteration $row.Sweep -Chain $row.Chain -Seed $row.Seed -WarningAction Ignore } }
        @{ Method = 'Bound'; Fit = { param($dfm, $row) $dfm | Invoke-MixtureEM -Model $dfm.Model } }
    ) {
        $row = (Invoke-MixtureExperiment -K 3 -Eta (1 / 3) -J 12 -N 60 -DocumentLength 'Poisson(8)' -Method $Method -Replicate 2 -Seed 5)[1]
        $model = New-MixtureModel -K $row.K -J $row.J -Eta $row.Eta -Seed $row.DataSeed
        $dfm = $model | Invoke-DfmSample -N $row.N -DocumentLength $row.DocumentLength
        $clustering = & $Fit $dfm $row
        $accuracy = $clustering | Measure-ClusterAccuracy
        foreach ($name in 'Accuracy', 'AdjustedRandIndex', 'AdjustedMutualInformation', 'VMeasure', 'FowlkesMallows', 'Purity') { $row.$name | Should -Be $accuracy.$name -Because $name }
        $row.Iterations | Should -Be $clustering.Iterations
        $row.EstimatedK | Should -Be $accuracy.K
    }

    It 'reproduces a run with one eta per word and unequal clusters' {
        $row = Invoke-MixtureExperiment -K 2 -Eta (, (1, 2, 3)) -Alpha 0.25, 0.75 -N 50 -Seed 9
        $row.Eta, $row.Alpha, $row.J | Should -Be '1 2 3', '0.25 0.75', 3
        $dfm = New-MixtureModel -K 2 -Eta (-split $row.Eta) -Alpha (-split $row.Alpha) -Seed $row.DataSeed | Invoke-DfmSample -N 50
        ($dfm | Invoke-KMeans -Seed $row.Seed | Measure-ClusterAccuracy).Accuracy | Should -Be $row.Accuracy
        (Invoke-MixtureExperiment -K 2 -Alpha (0.25, 0.75), 'Even' -N 50 -Seed 9).Alpha | Should -Be '0.25 0.75', 'even'
    }

    It 'computes the bound of Measure-MixtureBound' {
        $row = Invoke-MixtureExperiment -K 3 -N 50 -DocumentLength 6 -Seed 3
        $row.BoundError | Should -Be 0
        $row.Bound | Should -Be (New-MixtureModel -K 3 -Seed $row.DataSeed | Measure-MixtureBound -DocumentLength 6).Accuracy
    }

    It 'returns rows that do not depend on threads, or on other values, methods and replicates and their order' {
        $known = @{}
        foreach ($row in Invoke-MixtureExperiment @grid -Method KMeans, EM) { $known["$($row.Cell) $($row.Replicate) $($row.Method)"] = Get-RowText $row }
        $same = 0
        foreach ($row in Invoke-MixtureExperiment -K 4, 3 -Eta 5, 1 -DocumentLength 'Poisson(8)', 9 -N 40 -Replicate 3 -Seed 2026 -Restart 2 -Method EM, SphericalKMeans, KMeans -ThrottleLimit 1) {
            $key = "$($row.Cell) $($row.Replicate) $($row.Method)"
            if (-not $known.ContainsKey($key)) { continue }
            Get-RowText $row | Should -BeExactly $known[$key]
            $same++
        }
        $same | Should -Be 4
        Get-RowText (Invoke-MixtureExperiment @grid -Method KMeans, EM -ThrottleLimit 4) | Where-Object { $_ -cnotin $known.Values } | Should -BeNullOrEmpty
    }

    It 'resumes from its journal with the rows of an uninterrupted run' {
        $path = 'TestDrive:/run.jsonl'
        $rows = Invoke-MixtureExperiment @grid -Method KMeans -Journal $path
        $lines = Get-Content $path
        $lines | Should -HaveCount 17
        Set-Content $path (($lines[0..6] -join "`n") + "`n" + $lines[7].Substring(0, 40)) -NoNewline
        $again = Invoke-MixtureExperiment @grid -Method KMeans -Journal $path -WarningVariable warnings -WarningAction SilentlyContinue
        $warnings | Should -HaveCount 1
        Get-RowText $again | Should -BeExactly (Get-RowText $rows)
        Get-Content $path | Should -HaveCount 17

        # Without -Seed, the seed of the journal is used.
        $other = $grid.Clone()
        $other.Remove('Seed')
        Get-RowText (Invoke-MixtureExperiment @other -Method KMeans -Journal $path) | Should -BeExactly (Get-RowText $rows)
        { Invoke-MixtureExperiment @grid -Method EM -Journal $path } | Should -Throw -ErrorId 'JournalMismatch,*'
        $other.Replicate = 3
        { Invoke-MixtureExperiment @other -Method KMeans -Journal $path } | Should -Throw -ErrorId 'JournalMismatch,*' -ExpectedMessage '*Replicate is 2 there and 3 here*'
    }

    It 'resumes after a later command stopped the pipeline' {
        $path = 'TestDrive:/stopped.jsonl'
        $first = @(foreach ($once in 1) { Invoke-MixtureExperiment @grid -Method KMeans -Journal $path | ForEach-Object { $_; if ($_.Replicate -eq 1) { break } } })
        $first.Count | Should -BeLessOrEqual 2
        Invoke-MixtureExperiment @grid -Method KMeans -Journal $path | Should -HaveCount 16
    }

    It 'leaves a complete journal when its job is stopped' {
        $path = Join-Path $TestDrive interrupted.jsonl
        $job = Start-ThreadJob {
            Import-Module $using:modulePath
            Invoke-MixtureExperiment -K 2 -N 500 -Method EM -Replicate 1000000 -Seed 1 -Journal $using:path
        }
        while ($job.Output.Count -lt 5 -and $job.State -in 'NotStarted', 'Running') { Start-Sleep -Milliseconds 20 }
        Stop-Job $job
        $job.State | Should -Be 'Stopped'
        $output = Receive-Job $job
        Remove-Job $job
        $output.Count | Should -BeGreaterOrEqual 5
        $rows = Import-MixtureJournal $path -WarningVariable warnings
        $warnings | Should -BeNullOrEmpty
        $rows.Count | Should -BeGreaterOrEqual $output.Count
        Get-RowText $rows[0] | Should -BeExactly (Get-RowText $output[0])
    }

    It 'executes each run of the grid in exactly one part with -Shard' {
        $whole = Get-RowText (Invoke-MixtureExperiment @grid -Method KMeans)
        $parts = foreach ($i in 1..3) { Get-RowText (Invoke-MixtureExperiment @grid -Method KMeans -Shard "$i/3") }
        $parts | Sort-Object | Should -BeExactly ($whole | Sort-Object)
        $parts | Should -HaveCount 16
    }

    It 'runs script blocks on the same documents' {
        $rows = Invoke-MixtureExperiment -K 3 -N 40 -Method KMeans -Replicate 2 -Seed 4 -ScriptBlock @{
            Known   = { param($dfm) $dfm.KnownCluster }
            Again   = { param($dfm, $seed) $dfm | Invoke-KMeans -Seed $seed }
            Thrower = { throw 'no clusters today' }
            Short   = { 1, 2 }
            Text    = { param($dfm) $dfm.KnownCluster | ForEach-Object { ('red', 'green', 'blue')[$_] } }
            Wrong   = { param($dfm) $dfm.KnownCluster | ForEach-Object { $_ / 2 } }
        }
        $rows[0..6].Method | Should -Be 'KMeans', 'Again', 'Known', 'Short', 'Text', 'Thrower', 'Wrong'
        $byName = $rows[7..13] | Group-Object Method -AsHashTable
        $byName.Known.Accuracy | Should -Be 1
        $byName.Thrower.Error | Should -BeLike '*no clusters today*'
        $byName.Thrower.Accuracy | Should -BeNullOrEmpty
        $byName.Short.ErrorId | Should -Be 'LabelLengthMismatch'
        $byName.Text.Accuracy | Should -Be 1
        $byName.Wrong.ErrorId | Should -Be 'InvalidLabel'
        $byName.Wrong.Error | Should -BeLike '*a label for each document*'
        $byName.Again.Iterations | Should -BeGreaterThan 0
        $dfm = New-MixtureModel -K 3 -Seed $byName.Again.DataSeed | Invoke-DfmSample -N 40
        ($dfm | Invoke-KMeans -Seed $byName.Again.Seed | Measure-ClusterAccuracy).Accuracy | Should -Be $byName.Again.Accuracy
        (Invoke-MixtureExperiment -N 20 -Seed 1 -ScriptBlock { param($dfm) $dfm.KnownCluster }, { param($dfm) $dfm.KnownCluster }).Method | Should -Be 'ScriptBlock0', 'ScriptBlock1'
        (Invoke-MixtureExperiment -N 20 -Seed 1 -Vocabulary sun, rain -ScriptBlock { param($dfm) if ("$($dfm.Vocabulary)" -ne 'sun rain') { throw 'other words' }; $dfm.KnownCluster }).Accuracy | Should -Be 1
    }

    It 'continues after a failed run' {
        $rows = Invoke-MixtureExperiment -K 5, 2 -N 3 -Method KMeans -Seed 1
        $rows | Should -HaveCount 2
        $rows[0].ErrorId | Should -Be 'TooManyClusters'
        $rows[0].Error | Should -Match '3 documents'
        $rows[1].Error | Should -BeNullOrEmpty
        $rows[1].Accuracy | Should -BeGreaterThan 0
    }

    It 'runs nothing with -WhatIf' {
        Invoke-MixtureExperiment @grid -Journal TestDrive:/whatif.jsonl -WhatIf | Should -BeNullOrEmpty
        'TestDrive:/whatif.jsonl' | Should -Not -Exist
    }

    It 'refuses <Name> before anything runs' -ForEach @(
        @{ Name = 'a negative eta'; Parameters = @{ Eta = 1, -1 }; Id = 'InvalidEta' }
        @{ Name = 'an eta that is text'; Parameters = @{ Eta = 'much' }; Id = 'InvalidEta' }
        @{ Name = 'an eta with digit grouping'; Parameters = @{ Eta = '1,2,3' }; Id = 'InvalidEta' }
        @{ Name = 'an eta that is a Boolean'; Parameters = @{ Eta = $true }; Id = 'InvalidEta' }
        @{ Name = 'no clusters'; Parameters = @{ K = 2, 0 }; Id = 'InvalidClusterCount' }
        @{ Name = 'an alpha of another length than K'; Parameters = @{ K = 2, 3; Alpha = 0.5, 0.5 }; Id = 'InvalidAlpha' }
        @{ Name = 'an unknown distribution of lengths'; Parameters = @{ DocumentLength = 5, 'long' }; Id = 'InvalidLengthDistribution' }
        @{ Name = 'no restarts'; Parameters = @{ Restart = 0 }; Id = 'InvalidOption' }
        @{ Name = 'no replicates'; Parameters = @{ Replicate = 0 }; Id = 'InvalidOption' }
        @{ Name = 'a parameter that no method uses'; Parameters = @{ Method = 'KMeans'; Smoothing = 1 }; Id = 'UnusedParameter' }
        @{ Name = 'a script block named like a built-in method'; Parameters = @{ ScriptBlock = @{ EM = { 1 } } }; Id = 'DuplicateMethod' }
        @{ Name = 'text in place of a script block'; Parameters = @{ ScriptBlock = @{ Mine = 'x' } }; Id = 'NotAScriptBlock' }
        @{ Name = 'a shard beyond the last'; Parameters = @{ Shard = '4/3' }; Id = 'InvalidShard' }
        @{ Name = 'several seeds'; Parameters = @{ Seed = 1, 2 }; Id = 'InvalidSeed' }
        @{ Name = 'an unknown method'; Parameters = @{ Method = 'Magic' }; Id = 'CannotConvertArgument*' }
    ) {
        { Invoke-MixtureExperiment -N 20 @Parameters } | Should -Throw -ErrorId "$Id,*"
    }

    It 'requires a seed for shards, and lists the known methods' {
        { Invoke-MixtureExperiment -N 20 -Shard 1/2 } | Should -Throw -ErrorId 'ShardWithoutSeed,*'
        { Invoke-MixtureExperiment -N 20 -Method Magic } | Should -Throw -ExpectedMessage '*KMeans, TfIdfKMeans, SphericalKMeans, EM, EvenEM, Gibbs, Topics, Bound*'
    }

    It 'returns rows that survive Export-Csv and Import-Csv' {
        $rows = Invoke-MixtureExperiment @grid -Method KMeans, EM
        $rows | Export-Csv TestDrive:/rows.csv
        $back = Import-Csv TestDrive:/rows.csv
        $back | Should -HaveCount 32
        # Export-Csv writes numbers in the culture of the session.
        $back[3].Accuracy | Should -Be $rows[3].Accuracy.ToString()
        $back[3].DataSeed | Should -Be $rows[3].DataSeed
        $expected = $rows | Measure-MixtureExperiment -By K, Eta, DocumentLength, Method
        $actual = $back | Measure-MixtureExperiment -By K, Eta, DocumentLength, Method
        $actual | ConvertTo-Json | Should -BeExactly ($expected | ConvertTo-Json)
    }

    It 'stops at Select-Object -First' {
        Invoke-MixtureExperiment @grid | Select-Object -First 3 | Should -HaveCount 3
    }
}
