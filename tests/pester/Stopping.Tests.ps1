# What stops is the same in every culture, and Pester only waits for it.
BeforeDiscovery {
    . (Join-Path $PSScriptRoot StopCall.ps1)
    $calls = @(Get-StopCall)
    $writers = $calls | Where-Object Name -In 'Export-Dfm x.csv', 'Export-Dfm x.mtx.gz', 'Export-MixtureModel', 'Merge-MixtureJournal', 'Export-MixturePlot of documents'
    # The command of util-linux; on other systems script has other options.
    $hasTerminal = $IsLinux -and (Get-Command script -CommandType Application -ErrorAction Ignore)
}

BeforeAll {
    . (Join-Path $PSScriptRoot Shared.ps1)
    . (Join-Path $PSScriptRoot StopCall.ps1)
    $data = Get-StopData

    function New-StopFolder {
        (New-Item (Join-Path $TestDrive ([guid]::NewGuid())) -ItemType Directory).FullName
    }
}

AfterAll {
    if ($data.Runspace) { $data.Runspace.Dispose() }
}

Describe 'A stopped pipeline' -Tag Slow, Once {
    AfterEach {
        # Large results of one call are released before the next call.
        [GC]::Collect()
    }

    It 'stops <Name>' -ForEach $calls {
        $stop = Measure-Stop $_ $data (New-StopFolder)
        $stop.State | Should -Be Stopped -Because $stop.Problem
        $stop.Latency | Should -BeLessThan $stop.Limit
    }

    It 'leaves existing files unchanged: <Name>' -ForEach $writers {
        $folder = New-StopFolder
        $long = Measure-StopCall $_ $data $folder
        $before = Get-ChildItem $folder -File | Get-FileHash | ForEach-Object { "$($_.Path) $($_.Hash)" }
        $before | Should -Not -BeNullOrEmpty
        $call = Invoke-StopCall $_ $data $folder $long.Factor (0.1 * $long.Length)
        $call.State | Should -Be Stopped -Because $call.Problem
        Get-ChildItem $folder -File | Get-FileHash | ForEach-Object { "$($_.Path) $($_.Hash)" } | Should -Be $before
    }

    It 'leaves a journal that the search resumes from' {
        $documents = New-MixtureModel -K 3 -J 30 -Seed 1 | Invoke-DfmSample -N 1000 -Seed 1
        $journal = Join-Path $TestDrive search.jsonl
        $search = @{ Name = 'search'; Size = 1
            Call = "`$made | Find-ClusterCount -K (1..200) -Method EM -Seed 1 -Restart 20 -Journal '$journal'"
            Setup = { $documents }
        }
        $call = Invoke-StopCall $search $data $TestDrive -StopAfter 1
        $call.State | Should -Be Stopped -Because $call.Problem
        $kept = @(Get-Content $journal).Count - 1
        $rows = $documents | Find-ClusterCount -K 1, 2 -Method EM -Seed 1 -Restart 20 -Journal $journal
        $rows.K | Should -Be 1, 2
        @(Get-Content $journal).Count - 1 | Should -Be ([Math]::Max($kept, 2))
    }

    It 'leaves a journal that the experiment resumes from' {
        $journal = Join-Path $TestDrive experiment.jsonl
        $experiment = @{ Name = 'experiment'; Size = 100000
            Call = "Invoke-MixtureExperiment -K 3 -N 50 -Replicate `$size -Restart 1 -Seed 1 -Journal '$journal'"
        }
        $call = Invoke-StopCall $experiment $data $TestDrive -StopAfter 1
        $call.State | Should -Be Stopped -Because $call.Problem
        $kept = @(Get-Content $journal).Count - 1
        $kept | Should -BeGreaterThan 0
        @(Import-MixtureJournal $journal).Count | Should -Be $kept
        $first = Invoke-MixtureExperiment -K 3 -N 50 -Replicate 100000 -Restart 1 -Seed 1 -Journal $journal | Select-Object -First ($kept + 1)
        $first.Replicate | Should -Be (0..$kept)
    }
}

Describe 'Ctrl+C at a terminal' -Tag Slow, Once {
    It 'stops a call and ends the script' -Skip:(-not $hasTerminal) {
        $file = Join-Path $TestDrive call.ps1
        # The call would take more than an hour.
        Set-Content $file @"
Import-Module '$modulePath'
`$model = New-MixtureModel -K 20 -J 2000 -Seed 1
`$ProgressPreference = 'SilentlyContinue'
try {
    'The call begins.'
    `$model | Measure-MixtureBound -DocumentLength 50 -MaxOutcome 1 -SampleSize 1000000000
    'The call went on.'
}
finally { [Console]::WriteLine('The call was stopped.') }
"@
        # script runs a command in a pseudo-terminal and types its input there.
        # A background shell ignores the signal, and so do its children. A shell between script and
        # the call would also be interrupted, and report that instead of the exit code, so exec replaces it.
        $command = 'exec ' + (@('env', '--default-signal=INT') + @(Get-ShellCommand) + '-NoProfile' + '-NonInteractive' + '-File' + $file | ForEach-Object { "'$_'" }) -join ' '
        $start = [Diagnostics.ProcessStartInfo]::new('script', [string[]] @('-qec', $command, '/dev/null'))
        $start.RedirectStandardInput = $start.RedirectStandardOutput = $true
        $terminal = [Diagnostics.Process]::Start($start)
        try {
            do { $line = $terminal.StandardOutput.ReadLine() } until ($null -eq $line -or $line -match 'The call begins')
            $line | Should -Not -BeNullOrEmpty
            Start-Sleep 1
            $terminal.StandardInput.Write([char] 3)
            $terminal.StandardInput.Flush()
            $rest = $terminal.StandardOutput.ReadToEndAsync()
            $terminal.WaitForExit(60000) | Should -BeTrue
            $rest.Result | Should -Match 'The call was stopped'
            $rest.Result | Should -Not -Match 'The call went on'
            # PowerShell ends an interrupted script with either, also if it only sleeps; a crash has another code.
            $terminal.ExitCode | Should -BeIn 0, 1
        }
        finally {
            if (-not $terminal.HasExited) { $terminal.Kill($true) }
            $terminal.Dispose()
        }
    }
}
