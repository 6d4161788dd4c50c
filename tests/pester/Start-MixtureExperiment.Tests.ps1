# Experiments in folders without a scheduler; tests/cluster runs them on Slurm.
BeforeAll {
    . (Join-Path $PSScriptRoot Shared.ps1)
    $grid = @{ K = 2, 3; Eta = 0.2, 1; N = 30; Method = 'KMeans', 'EM'; Replicate = 3; Seed = 7 }
    $mine = @{ Mine = { param($dfm, $seed) $fit = $dfm | Invoke-KMeans -Seed $seed -Restart 1; $fit } }

    # Each row as a line of JSON without its time, the only value that may differ.
    function Get-RowText($Rows) {
        $Rows | Select-Object * -ExcludeProperty Seconds | ForEach-Object { ConvertTo-Json $_ -Compress }
    }

    function New-Folder { Join-Path $TestDrive "run-$([guid]::NewGuid().ToString('N').Substring(0, 8))" }
}

Describe 'Start-MixtureExperiment' {
    It 'divides an experiment into parts, whose rows are those of one process' {
        $folder = New-Folder
        $run = Start-MixtureExperiment @grid -ScriptBlock $mine -Scheduler None -Task 3 -Folder $folder
        $run.State, $run.Scheduler, $run.Job, $run.RunCount, $run.MissingCount | Should -Be 'Pending', 'None', $null, 36, 36
        $run.Parts.Part | Should -Be 1, 2, 3
        $run.Parts.State | Sort-Object -Unique | Should -Be Pending
        Get-ChildItem $folder | ForEach-Object Name | Should -Be experiment.json, job-1.sh, parts-1.json
        foreach ($part in 3, 1, 2) {
            $ended = $run | Invoke-MixtureExperimentPart -Part $part
            $ended.Part, $ended.ExitCode, $ended.MissingCount | Should -Be $part, 0, 0
        }
        (Get-MixtureExperiment $folder).State | Should -Be Completed
        Get-RowText ($run | Receive-MixtureExperiment -Wait -RequireComplete) | Should -BeExactly (Get-RowText (Invoke-MixtureExperiment @grid -ScriptBlock $mine))
    }

    It 'starts what is missing with another number of tasks' {
        $folder = New-Folder
        $null = Start-MixtureExperiment @grid -Scheduler None -Task 3 -Folder $folder
        $null = Invoke-MixtureExperimentPart $folder -Part 2
        $left = Get-MixtureExperiment $folder
        $left.Parts.State | Should -Be Pending, Completed, Pending
        $again = Start-MixtureExperiment @grid -Scheduler None -Task 100 -Folder $folder
        $again.Submission, $again.Parts.Count | Should -Be 2, $left.MissingCount
        1..$left.MissingCount | ForEach-Object { $null = Invoke-MixtureExperimentPart $folder -Part $_ }
        Get-RowText (Receive-MixtureExperiment $folder) | Should -BeExactly (Get-RowText (Invoke-MixtureExperiment @grid))
        (Start-MixtureExperiment @grid -Scheduler None -Task 2 -Folder $folder).Submission | Should -Be 2
    }

    It 'keeps the seed of the folder' {
        $folder = New-Folder
        $free = $grid.Clone()
        $free.Remove('Seed')
        $null = Start-MixtureExperiment @free -Scheduler None -Task 1 -Folder $folder
        $null = Start-MixtureExperiment @free -Scheduler None -Task 1 -Folder $folder
        $null = Invoke-MixtureExperimentPart $folder -Part 1
        $rows = Receive-MixtureExperiment $folder
        $rows | Should -HaveCount 24
        ($rows[0].DataSeed -split ' ')[0] | Should -Not -Be 7
    }

    It 'starts the experiments in the rows of a table' {
        $a, $b = 1..2 | ForEach-Object { New-Folder }
        $runs = [pscustomobject]@{ K = 2; N = 20; Method = 'KMeans EM'; Folder = $a }, [pscustomobject]@{ K = 3; N = 20; Method = ''; Folder = $b } |
            Start-MixtureExperiment -Seed 1 -Scheduler None -Task 1
        $runs.Folder | Should -Be $a, $b
        $runs.RunCount | Should -Be 2, 1
    }

    It 'prints the script with -WhatIf and writes nothing' {
        $folder = New-Folder
        $file = Join-Path $TestDrive whatif.ps1
        Set-Content $file "Import-Module '$modulePath'; Start-MixtureExperiment -K 2 -N 20 -Replicate 9 -Seed 1 -Task 4 -CpusPerTask 2 -Memory 2G -TimeLimit 1.02:00:00 -Folder '$folder' -WhatIf"
        $run = Invoke-Shell '-File', $file
        $run.Output[0] | Should -BeLike "What if: Submit 9 runs in 4 parts in '$folder':"
        $run.Output | Should -Contain '#SBATCH --array=1-4'
        $run.Output | Should -Contain '#SBATCH --time=1-02:00:00'
        $run.Output | Should -Contain '#SBATCH --cpus-per-task=2'
        $run.Output | Should -Contain '#SBATCH --mem=2G'
        $folder | Should -Not -Exist
    }

    It 'writes a script that a shell runs with the number of a part' -Skip:$IsWindows {
        $folder = New-Folder
        $null = Start-MixtureExperiment -K 2, 3 -N 20 -Seed 1 -Scheduler None -Task 2 -Folder $folder
        foreach ($part in 1, 2) {
            $output = sh (Join-Path $folder job-1.sh) $part | Out-String
            $LASTEXITCODE | Should -Be 0
            $output | Should -Match "(?m)^ +$part Completed"
        }
        $null = sh (Join-Path $folder job-1.sh) 3 2>&1
        $LASTEXITCODE | Should -Be 1
        Receive-MixtureExperiment $folder | Should -HaveCount 2
    }

    It 'ends the part of a process that is asked to end with exit code 75' -Skip:$IsWindows {
        $folder = New-Folder
        $slow = @{ Slow = { param($dfm) Start-Sleep -Milliseconds 200; $dfm.KnownCluster } }
        $null = Start-MixtureExperiment -K 2 -N 20 -Replicate 500 -Seed 1 -ScriptBlock $slow -Scheduler None -Task 1 -Folder $folder
        $process = Start-Process sh (Join-Path $folder job-1.sh), 1 -PassThru -RedirectStandardOutput (Join-Path $TestDrive out.txt)
        try {
            $watch = [Diagnostics.Stopwatch]::StartNew()
            while ((Get-MixtureExperiment $folder).DoneCount -lt 3 -and $watch.Elapsed.TotalSeconds -lt 60) { Start-Sleep -Milliseconds 50 }
            & (Get-Command kill -CommandType Application | Select-Object -First 1) -TERM $process.Id
            $process.WaitForExit(30000) | Should -BeTrue
            $process.ExitCode | Should -Be 75
        }
        finally { if (-not $process.HasExited) { $process.Kill() } }
        $status = Get-MixtureExperiment $folder
        $status.Parts[0].State, $status.Parts[0].ExitCode | Should -Be OutOfTime, 75
        $status.DoneCount | Should -BeGreaterOrEqual 3
        Receive-MixtureExperiment $folder -WarningAction Ignore | Should -HaveCount $status.DoneCount
    }

    It 'refuses <Name>' -ForEach @(
        @{ Name = 'another grid'; Call = { Start-MixtureExperiment -K 4 -Seed 7 -Scheduler None -Task 1 -Folder $there }; Id = 'ExperimentMismatch' }
        @{ Name = 'another seed'; Call = { Start-MixtureExperiment -K 2 -Seed 8 -Scheduler None -Task 1 -Folder $there }; Id = 'ExperimentMismatch' }
        @{ Name = 'a negative seed'; Call = { Start-MixtureExperiment -K 2 -Seed -1 -Scheduler None -Task 1 -Folder $there }; Id = 'InvalidSeed' }
        @{ Name = 'no task'; Call = { Start-MixtureExperiment -K 2 -Seed 7 -Scheduler None -Task 0 -Folder $there }; Id = 'InvalidOption' }
        @{ Name = 'a limit in ticks'; Call = { Start-MixtureExperiment -K 2 -Seed 7 -Scheduler None -Task 1 -TimeLimit 60 -Folder $there }; Id = 'InvalidOption' }
        @{ Name = 'an option on two lines'; Call = { Start-MixtureExperiment -K 2 -Seed 7 -Scheduler None -Task 1 -SchedulerOption "--x`n--y" -Folder $there }; Id = 'InvalidOption' }
        @{ Name = 'an option that is none'; Call = { Start-MixtureExperiment -K 2 -Seed 7 -Scheduler None -Task 1 -SchedulerOption 'constraint=avx2' -Folder $there }; Id = 'InvalidOption' }
        @{ Name = 'two words as a partition'; Call = { Start-MixtureExperiment -K 2 -Seed 7 -Scheduler None -Task 1 -Partition 'a b' -Folder $there }; Id = 'InvalidOption' }
        @{ Name = 'a variable of the session in a script block'; Call = { Start-MixtureExperiment -K 2 -Seed 7 -Scheduler None -Task 1 -Folder $there -ScriptBlock { param($dfm, $seed) $dfm | Invoke-KMeans -Restart $restarts -Seed $seed } }; Id = 'ScriptNotPortable' }
        @{ Name = '$using: in a script block'; Call = { Start-MixtureExperiment -K 2 -Seed 7 -Scheduler None -Task 1 -Folder $there -ScriptBlock { param($dfm) $using:labels } }; Id = 'ScriptNotPortable' }
        @{ Name = 'a folder whose experiment was changed'; Call = { Start-MixtureExperiment -K 2 -Seed 7 -Scheduler None -Task 1 -Folder $changed }; Id = 'InvalidExperimentFile' }
        @{ Name = 'a command without a folder'; Call = { Get-MixtureExperiment (Join-Path $TestDrive none) }; Id = 'ExperimentNotFound' }
        @{ Name = 'to receive from no folder'; Call = { Receive-MixtureExperiment (Join-Path $TestDrive none) }; Id = 'ExperimentNotFound' }
        @{ Name = 'to stop what has no scheduler'; Call = { Stop-MixtureExperiment $there }; Id = 'NoJob' }
        @{ Name = 'a part that does not exist'; Call = { Invoke-MixtureExperimentPart $there -Part 5 }; Id = 'NoSuchPart' }
        @{ Name = 'a submission that does not exist'; Call = { Invoke-MixtureExperimentPart $there -Part 1 -Submission 5 }; Id = 'NoSuchPart' }
        @{ Name = 'no part outside of an array'; Call = { Invoke-MixtureExperimentPart $there }; Id = 'NoArrayTask' }
        @{ Name = 'missing runs with -RequireComplete'; Call = { Receive-MixtureExperiment $there -RequireComplete }; Id = 'ExperimentIncomplete' }
        @{ Name = 'a shard outside of an array'; Call = { Invoke-MixtureExperiment -K 2 -Seed 1 -Shard Auto }; Id = 'NoArrayTask' }
        @{ Name = 'a shard of unknown tasks'; Call = { $env:JOB_COMPLETION_INDEX = 0; try { Invoke-MixtureExperiment -K 2 -Seed 1 -Shard Auto } finally { $env:JOB_COMPLETION_INDEX = $null } }; Id = 'NoTaskCount' }
    ) {
        $there, $changed = 'there', 'changed' | ForEach-Object { Join-Path $TestDrive $_ }
        if (-not (Test-Path $there)) {
            foreach ($folder in $there, $changed) { $null = Start-MixtureExperiment -K 2 -Seed 7 -Scheduler None -Task 1 -Folder $folder }
            Set-Content (Join-Path $changed experiment.json) '{}'
        }
        { . $Call } | Should -Throw -ErrorId "$Id,*"
        Get-ChildItem $there parts-*.json | Should -HaveCount 1
    }

    It 'says that Slurm is not here, and writes nothing' {
        $folder = New-Folder
        $path = $env:PATH
        try {
            $env:PATH = $TestDrive
            { Start-MixtureExperiment @grid -Task 2 -Folder $folder } | Should -Throw -ErrorId 'SchedulerNotFound,*' -ExpectedMessage "*'sbatch'*-Scheduler None*"
        }
        finally { $env:PATH = $path }
        $folder | Should -Not -Exist
    }

    It 'takes a script block that assigns what it uses' {
        $script = {
            param($dfm, $seed)
            $sum, $count = 0, 0
            foreach ($label in $dfm.KnownCluster) { $sum += $label; $count++ }
            $fit = $dfm | ForEach-Object { $_ } | Invoke-KMeans -Seed $seed -OutVariable found -WarningVariable +warnings
            if ($env:HOME -and $true -and $PSVersionTable -and $found -and -not $warnings) { $fit }
            $ErrorActionPreference = 'Stop'
        }
        (Start-MixtureExperiment -K 2 -N 20 -Seed 1 -ScriptBlock $script -Scheduler None -Task 1 -Folder (New-Folder)).RunCount | Should -Be 1
    }
}

Describe 'Receive-MixtureExperiment' {
    It 'warns of missing runs' {
        $folder = New-Folder
        $null = Start-MixtureExperiment @grid -Scheduler None -Task 2 -Folder $folder
        $null = Invoke-MixtureExperimentPart $folder -Part 1
        $done = (Get-MixtureExperiment $folder).DoneCount
        $rows = Receive-MixtureExperiment $folder -WarningVariable warnings -WarningAction SilentlyContinue
        $rows | Should -HaveCount $done
        $warnings | Should -HaveCount 1
        $warnings | Should -BeLike "$(24 - $done) of 24 runs are missing: *, cell *, replicate *"
    }

    It 'takes over journals that are copied into the folder' {
        $folder = New-Folder
        $null = Start-MixtureExperiment @grid -Scheduler None -Task 2 -Folder $folder
        $null = Invoke-MixtureExperiment @grid -Journal (Join-Path $folder part-elsewhere.jsonl)
        Get-RowText (Receive-MixtureExperiment $folder -RequireComplete) | Should -BeExactly (Get-RowText (Invoke-MixtureExperiment @grid))
        (Get-MixtureExperiment $folder).State | Should -Be Completed
    }

    It 'counts failed runs as finished' {
        $folder = New-Folder
        $null = Start-MixtureExperiment -K 2, 30 -N 20 -Seed 1 -Scheduler None -Task 1 -Folder $folder
        (Invoke-MixtureExperimentPart $folder -Part 1).FailedCount | Should -Be 1
        $status = Get-MixtureExperiment $folder
        $status.State, $status.FailedCount, $status.Parts[0].FailedCount | Should -Be 'Completed', 1, 1
        (Receive-MixtureExperiment $folder | Where-Object ErrorId).ErrorId | Should -Be TooManyClusters
    }
}

Describe 'Get-MixtureExperiment' {
    It 'shows the totals and a row per part in 80 columns' {
        $folder = New-Folder
        $null = Start-MixtureExperiment @grid -Scheduler None -Task 3 -Folder $folder
        $null = Invoke-MixtureExperimentPart $folder -Part 2
        $text = Get-MixtureExperiment $folder | Out-String -Width 80
        $text | Should -Match 'Pending: \d+ of 24 runs done, 0 failed, \d+ missing'
        $text | Should -Match '(?m)^2  Completed +\d+ +\d+ +0 +0 '
        $text -split '\r?\n' | Where-Object { $_.Length -gt 80 -and $_ -notlike "*$folder*" } | Should -BeNullOrEmpty
    }

    It 'is read while a part writes' {
        $folder = New-Folder
        $null = Start-MixtureExperiment -K 3 -N 2000 -Replicate 5000 -Restart 1 -Seed 1 -Scheduler None -Task 1 -Folder $folder
        $job = Start-ThreadJob {
            Import-Module $using:modulePath
            Invoke-MixtureExperimentPart $using:folder -Part 1
        }
        try {
            $watch = [Diagnostics.Stopwatch]::StartNew()
            do { $status = Get-MixtureExperiment $folder } while ($status.DoneCount -lt 5 -and $watch.Elapsed.TotalSeconds -lt 60)
            $status.State | Should -Be Running -Because "$(Receive-Job $job *>&1)"
            $status.DoneCount | Should -BeGreaterOrEqual 5
            $status.Rate | Should -BeGreaterThan 0
            $status.TimeLeft | Should -BeGreaterThan ([timespan]::Zero)
            $status.Parts[0].HostName | Should -Be ([Environment]::MachineName)
        }
        finally {
            Stop-Job $job
            Remove-Job $job
        }
    }
}
