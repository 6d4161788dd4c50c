<#
.SYNOPSIS
Compares k-means with EM whose cluster probabilities are fitted or fixed at 1/K, on clusters that are very similar.

.DESCRIPTION
Draws models of three clusters with equal probabilities over five words, and documents of 5, 10 and 20 tokens from each.
At eta = 10 the clusters are so similar that EM with fitted probabilities is no better than k-means; with equal
probabilities (Invoke-MixtureEM -Alpha Even) it is. Returns one row per document length, with the mean accuracy of each
method and the mean of the best accuracy that can be expected.

.PARAMETER Eta
The Dirichlet parameter of the word probabilities. The greater it is, the more similar the clusters.

.PARAMETER DocumentLength
The numbers of tokens per document.

.PARAMETER Alpha
The true cluster probabilities: 'even', or a list of three. EvenEM assumes equal ones in any case.

.PARAMETER N
The number of documents.

.PARAMETER Replicate
The number of models for each document length.

.PARAMETER Seed
The seed that all other seeds are derived from.

.PARAMETER CsvPath
A CSV file for the rows of all runs.

.EXAMPLE
./even-shares.ps1

.EXAMPLE
./even-shares.ps1 -Eta 1 -DocumentLength 10 -Alpha 0.8, 0.15, 0.05
#>
param(
    [double] $Eta = 10,
    [int[]] $DocumentLength = (5, 10, 20),
    [object] $Alpha = 'even',
    [int] $N = 1000,
    [int] $Replicate = 40,
    [object] $Seed = 2026,
    [string] $CsvPath
)

$ErrorActionPreference = 'Stop'
Import-Module (Join-Path $PSScriptRoot .. out MixturePS MixturePS.psd1)

$methods = 'KMeans', 'EM', 'EvenEM'
$runs = Invoke-MixtureExperiment -K 3 -J 5 -Eta $Eta -Alpha $Alpha -DocumentLength $DocumentLength -N $N -Method $methods -Replicate $Replicate -Seed $Seed
if ($CsvPath) { $runs | Export-Csv $CsvPath }

foreach ($length in $runs | Group-Object DocumentLength) {
    $row = [ordered]@{ DocumentLength = $length.Group[0].DocumentLength }
    foreach ($method in $methods) {
        $row.$method = ($length.Group | Where-Object Method -EQ $method | Measure-Object Accuracy -Average).Average
    }
    $row.Bound = ($length.Group | Measure-Object Bound -Average).Average
    [pscustomobject]$row
}
