<#
.SYNOPSIS
Measures how often the 95 % interval of Measure-MixtureExperiment contains the mean accuracy.

.DESCRIPTION
Draws accuracies 1 - U^Power with U uniform from 0 to 1, whose mean is Power / (Power + 1) and which are the more skewed the
greater Power is. For each number of replicates, the interval of the mean is computed many times. The same numbers under a
name that the module doesn't know have Student's t interval, for comparison. Returns one row per power and number of
replicates: the coverage and mean width of both intervals, and the share of Student's intervals that end above 1.

.PARAMETER Power
The powers.

.PARAMETER Replicate
The numbers of replicates.

.PARAMETER Repetition
The number of intervals for each.

.PARAMETER Seed
The seed of the random numbers.

.EXAMPLE
$rows = ./mean-coverage.ps1
$rows | ConvertTo-MixtureTable -Digit 3
#>
param(
    [double[]] $Power = (1, 4),
    [int[]] $Replicate = (2, 3, 5, 10, 40),
    [int] $Repetition = 2000,
    [int] $Seed = 1
)

$ErrorActionPreference = 'Stop'
Import-Module (Join-Path $PSScriptRoot .. out MixturePS MixturePS.psd1)

$random = [Random]::new($Seed)
foreach ($p in $Power) {
    $mean = $p / ($p + 1)
    foreach ($n in $Replicate) {
        $summary = & {
            for ($r = 0; $r -lt $Repetition; $r++) {
                for ($i = 0; $i -lt $n; $i++) {
                    $value = 1 - [Math]::Pow($random.NextDouble(), $p)
                    [pscustomobject]@{ Repetition = $r; Accuracy = $value; Unlimited = $value }
                }
            }
        } | Measure-MixtureExperiment -By Repetition -Metric Accuracy, Unlimited
        $row = [ordered]@{ Power = $p; Replicates = $n }
        foreach ($metric in $summary | Group-Object Metric) {
            $covering = @($metric.Group | Where-Object { $_.ConfidenceLow -le $mean -and $_.ConfidenceHigh -ge $mean }).Count
            $row["$($metric.Name)Coverage"] = $covering / $Repetition
            $row["$($metric.Name)Width"] = ($metric.Group | ForEach-Object { $_.ConfidenceHigh - $_.ConfidenceLow } | Measure-Object -Average).Average
        }

        $row.UnlimitedAboveOne = @($summary | Where-Object { $_.Metric -eq 'Unlimited' -and $_.ConfidenceHigh -gt 1 }).Count / $Repetition
        [pscustomobject]$row
    }
}
