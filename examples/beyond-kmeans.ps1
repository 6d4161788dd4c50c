<#
.SYNOPSIS
Clusters the documents of notebook.ps1 by nine methods, from k-means to the Bayes rule, and compares them with the expected accuracy of that rule.

.DESCRIPTION
Draws the documents of notebook.ps1 and clusters them by k-means on counts and on TF-IDF weights, with one start and with
ten, by spherical k-means, by EM with equal cluster probabilities, by Gibbs sampling (the consensus of ten chains), by EM, and by the Bayes rule of the true
model. Shows a table with the accuracy and the adjusted Rand index of each method and the best accuracy that can be expected.

.PARAMETER Seed
The seed of the generator that the documents are drawn from, as in notebook.ps1.

.PARAMETER ClusterSeed
The seed of the methods.

.PARAMETER CsvPath
A CSV file to write the rows to.

.PARAMETER PictureFolder
The folder for the bar chart ladder.png.

.PARAMETER PassThru
Writes the rows as objects instead of showing a table.

.EXAMPLE
./beyond-kmeans.ps1

.EXAMPLE
./beyond-kmeans.ps1 -PassThru | Where-Object Accuracy -GT 0.9

.EXAMPLE
./beyond-kmeans.ps1 -CsvPath ladder.csv -PictureFolder .
#>
param(
    [object] $Seed = 2026,
    [object] $ClusterSeed = 42,
    [string] $CsvPath,
    [string] $PictureFolder,
    [switch] $PassThru
)

$ErrorActionPreference = 'Stop'
Import-Module (Join-Path $PSScriptRoot .. out MixturePS MixturePS.psd1)

# The draws of notebook.ps1 before its documents, so that the documents are the same.
$rng = New-RandomGenerator -Seed $Seed
$alpha = 0.2, 0.4, 0.4
$null = Invoke-DirichletSample -Eta 1 -Generator $rng
$mu = Invoke-DirichletSample -Eta 1 -Size 3 -Generator $rng
foreach ($eta in 0.1, 100) { $null = Invoke-DirichletSample -Eta $eta -Size 3 -Generator $rng }
$null = Invoke-DirichletSample -Eta 10, 1, 1, 1, 1 -Size 3 -Generator $rng
$null = Invoke-DirichletSample -Eta 10, 1, 1, 1, 1 -Size 1000 -Generator $rng
$pi_i = Invoke-MultinomialSample -Trials 1 -Probability $alpha -Generator $rng
$null = Invoke-MultinomialSample -Trials 1 -Probability $alpha -Size 10000 -Generator $rng
$null = Invoke-MultinomialSample -Trials 10 -Probability $pi_i.Multiply($mu) -Generator $rng

$model = New-MixtureModel -Mu $mu -Alpha $alpha -Generator $rng
$dfm = $model | Invoke-DfmSample -N 1000 -DocumentLength 10
$weighted = $dfm | ConvertTo-TfIdf
$bound = $model | Measure-MixtureBound -DocumentLength 10

# A further method is one more line here.
$clusterings = [ordered]@{
    'k-means on counts, one start'         = $dfm | Invoke-KMeans -K 3 -Restart 1 -Seed $ClusterSeed
    'k-means on counts, best of 10 starts' = $dfm | Invoke-KMeans -K 3 -Seed $ClusterSeed
    'k-means on TF-IDF, one start'         = $weighted | Invoke-KMeans -K 3 -Restart 1 -Seed $ClusterSeed
    'k-means on TF-IDF, best of 10 starts' = $weighted | Invoke-KMeans -K 3 -Seed $ClusterSeed
    'spherical k-means on counts'          = $dfm | Invoke-KMeans -K 3 -Metric Cosine -Seed $ClusterSeed
    'EM with equal probabilities'          = $dfm | Invoke-MixtureEM -K 3 -Alpha Even -Seed $ClusterSeed
    'Gibbs sampling, consensus of chains'  = $dfm | Invoke-MixtureGibbs -K 3 -Iteration 200 -Seed $ClusterSeed
    'EM'                                   = $dfm | Invoke-MixtureEM -K 3 -Seed $ClusterSeed
    'Bayes rule of the true model'         = $dfm | Invoke-MixtureEM -Mu $mu -Alpha $alpha
}
$ladder = foreach ($method in $clusterings.Keys) {
    $measured = $clusterings[$method] | Measure-ClusterAccuracy
    [pscustomobject]@{
        Method            = $method
        Accuracy          = $measured.Accuracy
        AdjustedRandIndex = $measured.AdjustedRandIndex
        Bound             = $bound.Accuracy
    }
}

if ($CsvPath) { $ladder | Export-Csv $CsvPath }
if ($PictureFolder) {
    $ladder | Export-MixturePlot (Join-Path $PictureFolder ladder.png) -Kind Bar -Title 'A thousand documents of ten tokens, three clusters' -Force
}
if ($PassThru) { return $ladder }

$ladder | Format-Table Method,
    @{ Name = 'Accuracy'; Expression = 'Accuracy'; FormatString = '0.000' },
    @{ Name = 'ARI'; Expression = 'AdjustedRandIndex'; FormatString = '0.000' },
    @{ Name = 'Bound'; Expression = 'Bound'; FormatString = '0.000' }
