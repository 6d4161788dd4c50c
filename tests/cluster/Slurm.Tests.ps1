# Experiments as job arrays of a real Slurm: whole, killed, cancelled, requeued, out of time, submitted twice, divided again.
BeforeAll {
    . (Join-Path $PSScriptRoot .. pester Shared.ps1)
    . (Join-Path $PSScriptRoot Slurm.ps1)
    $cluster = Join-Path $TestDrive cluster
    Start-TestCluster $cluster

    # The slow method sleeps, so that tasks last long enough to be interrupted without using a processor.
    $grid = @{ K = 3; Eta = 0.2, 1; N = 200; DocumentLength = 10; Method = 'KMeans', 'EM'; Restart = 2; Replicate = 12; Seed = 2026 }
    $slow = @{ Slow = { param($dfm, $seed) Start-Sleep -Milliseconds 500; $dfm | Invoke-KMeans -Restart 1 -Seed $seed } }
    $fast = @{ Slow = { param($dfm, $seed) $dfm | Invoke-KMeans -Restart 1 -Seed $seed } }

    # Each row as a line of JSON without its time, the only value that may differ.
    function Get-RowText($Rows) {
        $Rows | Select-Object * -ExcludeProperty Seconds | ForEach-Object { ConvertTo-Json $_ -Compress }
    }

    function New-Folder { Join-Path $TestDrive "run-$([guid]::NewGuid().ToString('N').Substring(0, 8))" }

    # Waits until the journals of a folder have some finished runs.
    function Wait-Run([string] $Folder, [int] $Count) {
        Wait-Until { (Get-MixtureExperiment $Folder).DoneCount -ge $Count } | Should -BeTrue -Because "$Count runs are finished: $(Get-Log $Folder)"
    }

    # Waits until no task of a folder is waiting or running, and returns its progress.
    function Wait-End([string] $Folder) {
        Wait-Until { (Get-MixtureExperiment $Folder).Parts.State -notcontains 'Running' -and (Get-MixtureExperiment $Folder).Parts.State -notcontains 'Pending' -and -not (squeue -h) } 90 |
            Should -BeTrue -Because "the tasks end: $(squeue | Out-String)$(Get-Log $Folder)"
        Get-MixtureExperiment $Folder
    }

    # The output of the parts, for the message of a failed spec.
    function Get-Log([string] $Folder) { Get-Content (Join-Path $Folder *.log) -ErrorAction Ignore | Out-String }

    # The PowerShell process of a part.
    function Get-PartProcess([string] $Folder, [int] $Part) {
        foreach ($process in Get-ChildItem /proc -Directory | Where-Object Name -Match '^\d+$') {
            $command = try { [IO.File]::ReadAllText("$process/cmdline") } catch { '' }
            if ($command -notlike "*Invoke-MixtureExperimentPart '$Folder'*") { continue }
            $environment = try { [IO.File]::ReadAllText("$process/environ") } catch { '' }
            if ("`0$environment`0" -like "*`0SLURM_ARRAY_TASK_ID=$Part`0*") { Get-Process -Id $process.Name -ErrorAction Ignore }
        }
    }

    $expected = Get-RowText (Invoke-MixtureExperiment @grid -ScriptBlock $fast)
}

AfterAll { Stop-TestCluster $cluster }

Describe 'Start-MixtureExperiment on Slurm' {
    It 'returns the rows of one process from an array of 8, and is refused while it runs' {
        $folder = New-Folder
        $run = Start-MixtureExperiment @grid -ScriptBlock $slow -Task 8 -TimeLimit 00:30:00 -Folder $folder
        $run.RunCount, $run.MissingCount, $run.Submission, $run.Parts.Count | Should -Be 72, 72, 1, 8
        $run.State | Should -BeIn Pending, Running
        $run.Job | Should -Match '^\d+$'
        $run.Parts.State | Sort-Object -Unique | Should -BeIn Pending, Running
        { Start-MixtureExperiment @grid -ScriptBlock $slow -Task 2 -Folder $folder } | Should -Throw -ErrorId 'ExperimentRunning,*' -ExpectedMessage "*job $($run.Job)*"
        Wait-Run $folder 10
        $half = Get-MixtureExperiment $folder
        $half.State | Should -Be Running
        $half.Rate | Should -BeGreaterThan 0
        $half.TimeLeft | Should -BeGreaterThan ([timespan]::Zero)
        $half.Parts.HostName | Where-Object { $_ } | Sort-Object -Unique | Should -BeIn n1, n2

        $rows = $run | Receive-MixtureExperiment -Wait -WarningVariable warnings
        $warnings | Should -BeNullOrEmpty
        Get-RowText $rows | Should -BeExactly $expected
        $end = Get-MixtureExperiment $folder
        $end.State, $end.DoneCount, $end.MissingCount | Should -Be 'Completed', 72, 0
        $end.Rate | Should -BeNullOrEmpty
        $end.TimeLeft | Should -BeNullOrEmpty
        $null = Wait-End $folder
        (Get-MixtureExperiment $folder).Parts.ExitCode | Sort-Object -Unique | Should -Be 0
        (Get-MixtureExperiment $folder).Parts.SchedulerState | Sort-Object -Unique | Should -Be COMPLETED

        # Nothing is missing, so nothing is submitted.
        (Start-MixtureExperiment @grid -ScriptBlock $slow -Task 3 -Folder $folder).Submission | Should -Be 1
        squeue -h | Should -BeNullOrEmpty
    }

    It 'keeps the finished runs of a task that is killed, and divides what 3 parts leave by 5' {
        $folder = New-Folder
        $null = Start-MixtureExperiment @grid -ScriptBlock $slow -Task 3 -Folder $folder
        Wait-Run $folder 12
        $process = @(Get-PartProcess $folder 2)
        $process | Should -HaveCount 1
        $process.Kill()
        Stop-MixtureExperiment $folder
        $left = Wait-End $folder
        $left.Parts[1].State | Should -BeIn Interrupted, Cancelled
        $left.DoneCount | Should -BeGreaterOrEqual 12
        $left.MissingCount | Should -BeGreaterThan 0
        $rows = Receive-MixtureExperiment $folder -WarningVariable warnings -WarningAction SilentlyContinue
        $rows | Should -HaveCount $left.DoneCount
        $warnings | Should -BeLike "$($left.MissingCount) of 72 runs are missing*"
        { Receive-MixtureExperiment $folder -RequireComplete } | Should -Throw -ErrorId 'ExperimentIncomplete,*'

        $again = Start-MixtureExperiment @grid -ScriptBlock $slow -Task 5 -Folder $folder
        $again.Submission, $again.Parts.Count | Should -Be 2, 5
        ($again.Parts.RunCount | Measure-Object -Sum).Sum | Should -Be $left.MissingCount
        Get-RowText (Receive-MixtureExperiment $folder -Wait -RequireComplete) | Should -BeExactly $expected
        $null = Wait-End $folder
    }

    It 'ends before a time limit of seconds with exit code 75, and resumes when it is requeued' {
        $folder = New-Folder
        $run = Start-MixtureExperiment @grid -ScriptBlock $slow -Task 2 -TimeLimit 00:00:08 -Folder $folder
        $left = Wait-End $folder
        $left.State | Should -Be OutOfTime
        $left.Parts.ExitCode | Should -Be 75, 75
        $left.Parts.SchedulerState | Should -Be FAILED, FAILED
        $left.DoneCount | Should -BeGreaterThan 0
        $left.MissingCount | Should -BeGreaterThan 0
        scontrol show job "$($run.Job)_1" | Out-String | Should -Match 'ExitCode=75:0'

        # Each time that it is requeued, a task gets some seconds further.
        scontrol requeue "$($run.Job)_1"
        Wait-Until { (Get-MixtureExperiment $folder).DoneCount -gt $left.DoneCount } | Should -BeTrue -Because (Get-Log $folder)
        $more = Wait-End $folder
        $more.Parts[1].DoneCount | Should -Be $left.Parts[1].DoneCount
        $null = Start-MixtureExperiment @grid -ScriptBlock $slow -Task 4 -CpusPerTask 1 -Folder $folder
        Get-RowText (Receive-MixtureExperiment $folder -Wait) | Should -BeExactly $expected
        $null = Wait-End $folder
    }

    It 'ends with exit code 75 when it is asked to, and leaves whole journals when it is cancelled' {
        $folder = New-Folder
        $run = Start-MixtureExperiment @grid -ScriptBlock $slow -Task 2 -Folder $folder
        Wait-Run $folder 8
        scancel --signal=TERM --batch "$($run.Job)_1"
        Wait-Until { (Get-MixtureExperiment $folder).Parts[0].ExitCode -eq 75 } | Should -BeTrue -Because (Get-Log $folder)
        (Get-MixtureExperiment $folder).Parts[0].State | Should -Be OutOfTime
        Stop-MixtureExperiment $folder -WhatIf
        (Get-MixtureExperiment $folder).Parts[1].State | Should -Be Running
        Stop-MixtureExperiment $folder
        $left = Wait-End $folder
        $left.Parts.State | Should -Be OutOfTime, Cancelled
        Import-MixtureJournal (Join-Path $folder part-*.jsonl) -WarningVariable warnings | Should -HaveCount $left.DoneCount
        $warnings | Should -BeNullOrEmpty
        Stop-MixtureExperiment $folder -Verbose 4>&1 | Out-String | Should -Match 'No task is waiting or running'
        $null = Start-MixtureExperiment @grid -ScriptBlock $slow -Task 4 -Folder $folder
        Get-RowText (Receive-MixtureExperiment $folder -Wait) | Should -BeExactly $expected
        $null = Wait-End $folder
    }

    It 'agrees with itself if its script is submitted a second time' {
        $folder = New-Folder
        $null = Start-MixtureExperiment @grid -ScriptBlock $slow -Task 2 -Folder $folder
        $null = sbatch (Join-Path $folder job-1.sh)
        Wait-Until { Test-Path (Join-Path $folder part-1-*-2.jsonl) } | Should -BeTrue -Because (Get-Log $folder)
        $null = Wait-End $folder
        Get-RowText (Receive-MixtureExperiment $folder) | Should -BeExactly $expected
    }

    It 'survives the end of a node daemon whose tasks go on' {
        $folder = New-Folder
        $longer = $grid.Clone()
        $longer.Replicate = 60
        scontrol update nodename=n1 state=drain reason=test
        $run = Start-MixtureExperiment @longer -ScriptBlock $slow -Task 2 -Folder $folder
        Wait-Run $folder 12
        (Get-MixtureExperiment $folder).Parts.HostName | Should -Be n2, n2
        scontrol update nodename=n1 state=resume
        (Get-Daemon $cluster n2).Kill()

        # Slurm requeues the tasks of the node, whose processes go on, because no daemon ends them. Both attempts do the same runs.
        Wait-Until { (Get-MixtureExperiment $folder).Parts.SchedulerState -contains 'PENDING' } 60 | Should -BeTrue -Because (squeue -a | Out-String)
        Start-TestNode n2
        $rows = Receive-MixtureExperiment $folder -Wait
        $whole = Invoke-MixtureExperiment @longer -ScriptBlock $fast
        Get-RowText $rows | Should -BeExactly (Get-RowText $whole)
        $run | Stop-MixtureExperiment
        $null = Wait-End $folder
        Wait-Until { (sinfo -h -t idle -o %D) -eq '2' } | Should -BeTrue -Because 'the node is back'
    }

    It 'reports a damaged journal in the state of its part' {
        $folder = New-Folder
        $run = Start-MixtureExperiment @grid -Task 2 -Folder $folder
        $null = Wait-End $folder
        $journal = Join-Path $folder part-1-1.jsonl
        $lines = Get-Content $journal
        $lines[3] = $lines[3] -replace '"accuracy":', '"accuracy":1'
        Set-Content $journal $lines
        $null = sbatch --array=1 (Join-Path $folder job-1.sh)
        Wait-Until { -not (squeue -h) } | Should -BeTrue
        $status = Get-MixtureExperiment $folder -ErrorVariable problems -ErrorAction SilentlyContinue
        $problems.FullyQualifiedErrorId | Should -BeLike 'MalformedFile,*'
        $status.Parts[0].State, $status.Parts[0].ErrorId, $status.Parts[0].ExitCode | Should -Be Failed, MalformedFile, 1
        Get-Log $folder | Should -Match 'line 4'
        { Start-MixtureExperiment @grid -Task 2 -Folder $folder } | Should -Throw -ErrorId 'MalformedFile,*'
        Set-Content $journal ($lines | Where-Object { $_ -ne $lines[3] })
        $null = Start-MixtureExperiment @grid -Task 2 -Folder $folder
        $rows = Receive-MixtureExperiment $folder -Wait
        Get-RowText $rows | Should -BeExactly ($expected | Where-Object { $_ -notlike '*"Method":"Slow"*' })
        $null = Wait-End $folder
    }

    It "reports what Slurm rejects in Slurm's own words, and leaves nothing behind" {
        $folder = New-Folder
        { Start-MixtureExperiment @grid -Task 2 -Partition nowhere -Folder $folder } | Should -Throw -ErrorId 'SchedulerFailed,*' -ExpectedMessage '*invalid partition specified: nowhere*'
        Get-ChildItem $folder | ForEach-Object Name | Should -Be experiment.json
        { Start-MixtureExperiment @grid -Task 2 -SchedulerOption '--nodelist=n9' -Folder $folder } | Should -Throw -ErrorId 'SchedulerFailed,*'
        (Start-MixtureExperiment @grid -Task 2 -Scheduler None -Folder $folder).Submission | Should -Be 1
    }
}

Describe 'Invoke-MixtureExperiment -Shard Auto on Slurm' {
    It 'takes its part from the variables of the array' {
        $folder = (New-Item (New-Folder) -ItemType Directory).FullName
        $script = Join-Path $folder shard.sh
        $command = "Import-Module '$modulePath'; `$null = Invoke-MixtureExperiment -K 2, 3 -N 50 -Replicate 5 -Seed 3 -Shard Auto -Journal `"$folder/part-`$env:SLURM_ARRAY_TASK_ID.jsonl`""
        Set-Content $script "#!/bin/sh`nexec $((@(Get-ShellCommand) + '-NoProfile' + '-Command' | ForEach-Object { "'$_'" }) -join ' ') '$($command.Replace("'", "'\''"))'"
        $null = sbatch --array=0-4:2 --output=$folder/%a.log --chdir=$folder $script
        Wait-Until { -not (squeue -h) } | Should -BeTrue
        Get-ChildItem $folder part-*.jsonl | ForEach-Object Name | Should -Be part-0.jsonl, part-2.jsonl, part-4.jsonl -Because (Get-Log $folder)
        $merged = Merge-MixtureJournal $folder/part-*.jsonl $folder/all.jsonl -PassThru
        $merged.RunCount, $merged.MissingCount | Should -Be 10, 0
        Get-RowText (Invoke-MixtureExperiment -K 2, 3 -N 50 -Replicate 5 -Seed 3 -Journal $folder/all.jsonl) | Should -BeExactly (Get-RowText (Invoke-MixtureExperiment -K 2, 3 -N 50 -Replicate 5 -Seed 3))
    }
}
