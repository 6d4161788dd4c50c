<#
.SYNOPSIS
Measures how long cmdlets take to stop after Ctrl+C. The target is 100 ms.

.DESCRIPTION
The calls are those of tests/pester/StopCall.ps1. Each is stopped several times, at random moments of its work. The median shows
how often a call checks for a stop; the maximum also includes other load of the machine. Build the module first:
./build.ps1 Build.

.PARAMETER Name
The calls to measure, as wildcards for their names. All calls together take some minutes.

.PARAMETER Stop
The number of times that each call is stopped.

.PARAMETER Second
The approximate duration of a call without a stop, in seconds.

.PARAMETER Seed
The seed of the random moments.

.PARAMETER Path
A Markdown file to write the table to, such as benchmarks/RESULTS-stopping.md.

.EXAMPLE
./benchmarks/stopping.ps1 -Path benchmarks/RESULTS-stopping.md

.EXAMPLE
./benchmarks/stopping.ps1 Find-ClusterCount* -Stop 20 | Sort-Object Maximum -Descending
#>
[CmdletBinding()]
param(
    [Parameter(Position = 0)]
    [string[]] $Name = '*',

    [ValidateRange(1, 1000)]
    [int] $Stop = 7,

    [double] $Second = 4,

    [int] $Seed = 2026,

    [string] $Path
)

$ErrorActionPreference = 'Stop'
Import-Module (Join-Path $PSScriptRoot .. out MixturePS MixturePS.psd1)
. (Join-Path $PSScriptRoot .. tests pester StopCall.ps1)
$random = [Random]::new($Seed)
$data = Get-StopData
$parent = New-Item (Join-Path ([IO.Path]::GetTempPath()) "stopping-$([guid]::NewGuid())") -ItemType Directory
try {
    $calls = @(Get-StopCall | Where-Object { $call = $_; $Name | Where-Object { $call.Name -like $_ } })
    $rows = foreach ($call in $calls) {
        Write-Progress 'Stopping' $call.Name -PercentComplete (100 * $calls.IndexOf($call) / $calls.Count)
        $folder = (New-Item (Join-Path $parent $calls.IndexOf($call)) -ItemType Directory).FullName
        $long = Measure-StopCall $call $data $folder $Second
        $latest = $call.At ? 2 * $call.At : 0.6
        # The first stop includes the compilation of the code that throws and catches.
        $latencies = @(for ($i = -1; $i -lt $Stop; $i++) {
                $run = Invoke-StopCall $call $data $folder $long.Factor ($long.Length * (0.02 + ($latest - 0.02) * $random.NextDouble()))
                if ($run.State -eq 'Failed') { throw "$($call.Name): $($run.Problem)" }
                if ($i -ge 0 -and $run.State -eq 'Stopped') { 1000 * $run.Latency }
            }) | Sort-Object
        Remove-Item $folder -Recurse
        [GC]::Collect()
        [pscustomobject]@{
            Call    = $call.Name
            Length  = [Math]::Round($long.Length, 1)
            Median  = $latencies ? [Math]::Round(@($latencies)[[Math]::Floor(@($latencies).Count / 2)], 1) : $null
            Maximum = $latencies ? [Math]::Round(@($latencies)[-1], 1) : $null
        }
    }
}
finally {
    Write-Progress 'Stopping' -Completed
    if ($data.Runspace) { $data.Runspace.Dispose() }
    Remove-Item $parent -Recurse
}

$rows
if ($Path) {
    $processor = if ($IsLinux) { (Get-Content /proc/cpuinfo | Select-String '^model name\s*:\s*(.+)').Matches.ForEach({ $_.Groups[1].Value }) | Select-Object -First 1 }
    @(
        '# Stopping'
        ''
        "Milliseconds from Ctrl+C to the end of a call, written by ``stopping.ps1``. Length is about the seconds that the call would take; it was stopped at $Stop random moments. The target is 100 ms."
        ''
        "$([Environment]::ProcessorCount) cores$($processor ? " of $processor" : ''), PowerShell $($PSVersionTable.PSVersion), $([Runtime.InteropServices.RuntimeInformation]::FrameworkDescription)."
        ''
        '| Call | Length | Median | Maximum |'
        '| --- | ---: | ---: | ---: |'
        $rows | ForEach-Object { "| $($_.Call) | $($_.Length) | $($_.Median) | $($_.Maximum) |" }
    ) | Set-Content $Path
}
