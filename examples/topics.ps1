<#
.SYNOPSIS
Fits topics by three methods, and compares them with the true topics of simulated documents or by held-out documents of a file.

.DESCRIPTION
Without -Path, draws a model of topics and documents that mix them, and more documents that are held out. Fits the topics by
Gibbs sampling, variational EM and online variational EM, and returns one row per method: the Hellinger distance of the
topics from the true ones, the error of the topic shares, and the perplexity of the held-out documents.

With -Path, reads one text per line, holds out a tenth of them, and returns the coherence and the perplexity instead. The top
words of the topics of Gibbs sampling are written to the screen.

.PARAMETER K
The number of topics.

.PARAMETER J
The number of words of the simulated documents.

.PARAMETER N
The number of simulated documents. A fifth of that number more are held out.

.PARAMETER DocumentLength
The number of tokens per simulated document.

.PARAMETER Alpha
The Dirichlet parameter of the topic shares of simulated documents.

.PARAMETER Eta
The Dirichlet parameter of the word probabilities of simulated topics.

.PARAMETER Path
A file with one text per line, whose words are separated by white space.

.PARAMETER Seed
The seed that all other seeds are derived from.

.EXAMPLE
./topics.ps1

.EXAMPLE
./topics.ps1 -Path SearchSnippets.txt -K 20
#>
param(
    [int] $K = 5,
    [int] $J = 500,
    [int] $N = 1000,
    [int] $DocumentLength = 50,
    [double] $Alpha = 0.1,
    [double] $Eta = 0.05,
    [string] $Path,
    [int] $Seed = 2026
)

$ErrorActionPreference = 'Stop'
Import-Module (Join-Path $PSScriptRoot .. out MixturePS MixturePS.psd1)

$generator = New-RandomGenerator -Seed $Seed
if ($Path) {
    $texts = @(Get-Content $Path | Where-Object { $_.Trim() })
    $order = $generator.Permutation($texts.Count)
    $count = [int][Math]::Floor($texts.Count / 10)
    $dfm = $texts[$order[$count..($texts.Count - 1)]] | ConvertTo-Dfm -Token WhiteSpace | Select-DfmFeature -MinDocumentFrequency 2
    $heldOut = $texts[$order[0..($count - 1)]] | ConvertTo-Dfm -Token WhiteSpace
}
else {
    $model = New-MixtureModel -K $K -J $J -Eta $Eta -Membership Mixed -Alpha $Alpha -Generator $generator
    $dfm = $model | Invoke-DfmSample -N $N -DocumentLength $DocumentLength
    $heldOut = $model | Invoke-DfmSample -N ([int]($N / 5)) -DocumentLength $DocumentLength
}

foreach ($method in 'Gibbs', 'Variational', 'OnlineVariational') {
    $topics = $dfm | Invoke-TopicModel -K $K -Method $method -Seed $Seed -WarningAction Ignore
    if ($Path -and $method -eq 'Gibbs') { $topics | Get-ClusterSummary -Top 8 | Out-Host }
    $quality = $topics | Measure-ClusterQuality -HeldOut $heldOut -Seed $Seed
    $row = [ordered]@{ Method = $method }
    if ($Path) { $row.NpmiCoherence = $quality.NpmiCoherence }
    else {
        $accuracy = $topics | Measure-TopicAccuracy
        $row.HellingerDistance = $accuracy.HellingerDistance
        $row.ShareError = $accuracy.ShareError
    }
    $row.Perplexity = $quality.Perplexity
    [pscustomobject]$row
}
