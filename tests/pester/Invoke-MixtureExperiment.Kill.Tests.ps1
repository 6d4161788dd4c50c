# Kills an experiment repeatedly, as power failures would, and resumes it. Journals in other cultures have specs of their own.
BeforeAll {
    . (Join-Path $PSScriptRoot Shared.ps1)
    $script = (New-Item (Join-Path $TestDrive experiment.ps1) -Value @'
param($Module, $Journal, $Output)
Import-Module $Module
$grid = @{ K = 3; Eta = 0.2, 1; N = 400; Method = 'KMeans', 'EM'; Restart = 1, 2; Replicate = 150; Seed = 2026; Journal = $Journal }
if ($Output) { Invoke-MixtureExperiment @grid | Select-Object * -ExcludeProperty Seconds | Export-Csv $Output }
else { Invoke-MixtureExperiment @grid | Out-Null }
'done'
'@).FullName
    $unbroken = Join-Path $TestDrive unbroken.jsonl
    $killed = Join-Path $TestDrive killed.jsonl
    $csv = Join-Path $TestDrive rows.csv
    $random = [Random]::new(11)

    function Get-Length($path) { [long](Get-Item $path -ErrorAction Ignore).Length }
}

Describe 'An experiment that is killed repeatedly' -Tag Slow, Once {
    BeforeAll {
        $run = Invoke-Shell '-File', $script, $modulePath, $unbroken, $csv
        $expected = Get-Content $csv
    }

    It 'has rows to compare with' {
        $run.Error | Should -BeNullOrEmpty
        $run.Output | Should -BeExactly 'done'
        $run.ExitCode | Should -Be 0
        $expected | Should -HaveCount (1 + 2 * 2 * 2 * 150)
    }

    It 'is killed at a random moment, time <_>' -ForEach (1..20) {
        $length = Get-Length $killed
        $wait = $random.Next(1000)
        $bytes = $random.Next(25000)
        $process = Start-Shell '-File', $script, $modulePath, $killed
        try {
            $process.StandardInput.Close()
            $watch = [Diagnostics.Stopwatch]::StartNew()
            while (-not $process.HasExited -and $watch.ElapsedMilliseconds -lt 60000) {
                # Every fourth time a random time after the start of the process, otherwise when the journal has grown by some bytes.
                if ($_ % 4 -eq 1 ? $watch.ElapsedMilliseconds -ge $wait : (Get-Length $killed) -gt $length + $bytes) { break }
                Start-Sleep -Milliseconds 1
            }
            $process.HasExited | Should -BeFalse -Because 'there is more to run'
            $process.Kill()
            $process.WaitForExit(60000) | Should -BeTrue
        }
        finally {
            if (-not $process.HasExited) { $process.Kill() }
            $process.Dispose()
        }
        Get-Length $killed | Should -BeLessThan (Get-Length $unbroken)
    }

    It 'resumes with the rows of an uninterrupted run' {
        Get-Length $killed | Should -BeGreaterThan 0
        Remove-Item $csv
        $run = Invoke-Shell '-File', $script, $modulePath, $killed, $csv
        # A warning of an incomplete last line may come first.
        $run.Output[-1] | Should -BeExactly 'done'
        $run.ExitCode | Should -Be 0
        Get-Content $csv | Should -BeExactly $expected
    }

    It 'returns the rows from the journal alone' {
        $before = Get-Content $killed -Raw
        Remove-Item $csv
        $run = Invoke-Shell '-File', $script, $modulePath, $killed, $csv
        $run.Output | Should -BeExactly 'done'
        $run.ExitCode | Should -Be 0
        Get-Content $csv | Should -BeExactly $expected
        Get-Content $killed -Raw | Should -BeExactly $before
    }
}
