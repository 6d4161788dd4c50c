<#
.SYNOPSIS
Measures the time of a grid of many small runs, and whether memory grows.

.DESCRIPTION
Executes at least -Run runs on 200 documents, with a journal, and prints the time and the memory after each tenth of them.

.EXAMPLE
./experiment_grid.ps1

.EXAMPLE
./experiment_grid.ps1 -Method KMeans, TfIdfKMeans, EM
#>
param(
    [string[]] $Method = 'KMeans',
    [int] $Run = 10000
)

$ErrorActionPreference = 'Stop'
Import-Module ([IO.Path]::Combine($PSScriptRoot, '..', 'out', 'MixturePS', 'MixturePS.psd1'))
$folder = [IO.Directory]::CreateTempSubdirectory('MixturePS').FullName
$watch = [Diagnostics.Stopwatch]::StartNew()
$done = 0
$replicate = [int][Math]::Ceiling($Run / 6 / $Method.Count)
Invoke-MixtureExperiment -K 3 -Eta 0.1, 1 -DocumentLength 5, 10, 50 -N 200 -Method $Method -Replicate $replicate -Seed 1 -Journal ([IO.Path]::Combine($folder, 'run.jsonl')) | ForEach-Object {
    $done++
    if ($done % [Math]::Max(1, [int]($Run / 10)) -eq 0) {
        '{0,6} runs {1,6:0.0} s, managed memory {2,4} MB, working set {3,4} MB' -f $done, $watch.Elapsed.TotalSeconds, ([GC]::GetTotalMemory($false) -shr 20), ([Environment]::WorkingSet -shr 20)
    }
}
[IO.Directory]::Delete($folder, $true)
'{0} runs of {1} in {2:0.0} s' -f $done, ($Method -join ', '), $watch.Elapsed.TotalSeconds
