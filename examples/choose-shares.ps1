<#
.SYNOPSIS
Measures how often BIC chooses the right rule for the cluster probabilities, as Invoke-MixtureEM -Alpha Auto does.

.DESCRIPTION
Draws models of three clusters with equal and with unequal probabilities, and documents from each. Fits every sample twice
from the same seed, with fitted and with equal probabilities, and notes which fit has the lower BIC. Returns one row per
combination: in how many of the samples BIC chose equal probabilities, and the mean accuracy of both fits and of the chosen
one.

.PARAMETER Eta
The Dirichlet parameters of the word probabilities. The greater eta, the more similar the clusters.

.PARAMETER DocumentLength
The numbers of tokens per document.

.PARAMETER Alpha
The true cluster probabilities, each a text of three numbers separated by spaces, or 'even'.

.PARAMETER N
The number of documents.

.PARAMETER Replicate
The number of models for each combination.

.PARAMETER Seed
The seed of the first model of each combination; the others have the seeds after it.

.EXAMPLE
./choose-shares.ps1 | Format-Table

.EXAMPLE
./choose-shares.ps1 -Eta 3 -Alpha even, '0.4 0.35 0.25' -Replicate 100
#>
param(
    [double[]] $Eta = (1, 10),
    [int[]] $DocumentLength = (5, 10, 20),
    [string[]] $Alpha = ('even', '0.5 0.3 0.2', '0.8 0.15 0.05'),
    [int] $N = 1000,
    [int] $Replicate = 40,
    [int] $Seed = 1
)

$ErrorActionPreference = 'Stop'
Import-Module (Join-Path $PSScriptRoot .. out MixturePS MixturePS.psd1)

foreach ($one in $Eta) {
    foreach ($length in $DocumentLength) {
        foreach ($shares in $Alpha) {
            $samples = foreach ($number in $Seed..($Seed + $Replicate - 1)) {
                $dfm = New-MixtureModel -K 3 -J 5 -Eta $one -Alpha $shares -Seed $number | Invoke-DfmSample -N $N -DocumentLength $length
                $free = $dfm | Invoke-MixtureEM -Seed $number -WarningAction Ignore
                $even = $dfm | Invoke-MixtureEM -Alpha Even -Seed $number -WarningAction Ignore
                $sample = [pscustomobject]@{
                    Free     = ($free | Measure-ClusterAccuracy).Accuracy
                    Even     = ($even | Measure-ClusterAccuracy).Accuracy
                    KeptEven = $even.Bic -lt $free.Bic
                }
                $sample | Select-Object *, @{ Name = 'Auto'; Expression = { $_.KeptEven ? $_.Even : $_.Free } }
            }
            $mean = @{}
            foreach ($name in 'Free', 'Even', 'Auto') { $mean.$name = ($samples | Measure-Object $name -Average).Average }
            [pscustomobject]@{
                Eta            = $one
                DocumentLength = $length
                Alpha          = $shares
                Samples        = $Replicate
                KeptEven       = @($samples | Where-Object KeptEven).Count
                Free           = $mean.Free
                Even           = $mean.Even
                Auto           = $mean.Auto
            }
        }
    }
}
