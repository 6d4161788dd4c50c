<#
.SYNOPSIS
Finds how many tokens a document needs for an accuracy of 90 %, for k-means, spherical k-means, EM and the Bayes rule.

.DESCRIPTION
Draws documents of 5 to 160 tokens in two clusters over fifty words, from models with well-separated clusters (eta = 0.5) to
models with similar clusters (8). Shows, for each eta and method, the shortest document length at which the mean
accuracy reaches the target, if there is one, and draws a picture. The difference between the accuracy and the bound is due to the
method; the rest is due to the data.

.PARAMETER Target
The accuracy to reach.

.PARAMETER Replicate
The number of replicates of each combination.

.PARAMETER Seed
The seed that all other seeds are derived from.

.PARAMETER CsvPath
A CSV file for the rows of all runs, which Import-Csv and Measure-MixtureExperiment can summarise again.

.PARAMETER PictureFolder
The folder for the picture: how-many-tokens.png, accuracy by length at eta = 8.

.EXAMPLE
./how-many-tokens.ps1

.EXAMPLE
./how-many-tokens.ps1 -Target 0.95 -Replicate 50 -CsvPath runs.csv
#>
param(
    [double] $Target = 0.9,
    [int] $Replicate = 10,
    [object] $Seed = 2026,
    [string] $CsvPath,
    [string] $PictureFolder = '.'
)

$ErrorActionPreference = 'Stop'
Import-Module (Join-Path $PSScriptRoot .. out MixturePS MixturePS.psd1)

$experiment = @{
    K              = 2
    J              = 50
    Eta            = 0.5, 2, 8
    DocumentLength = 5, 10, 20, 40, 80, 160
    N              = 200
    Method         = 'KMeans', 'SphericalKMeans', 'EM', 'Bound'
    Restart        = 5
    Replicate      = $Replicate
    Seed           = $Seed
}
$rows = Invoke-MixtureExperiment @experiment
if ($CsvPath) { $rows | Export-Csv $CsvPath }

$rows | Where-Object Eta -EQ 8 |
    Export-MixturePlot (Join-Path $PictureFolder how-many-tokens.png) -X DocumentLength -Group Method -Title 'How many tokens? Two clusters, 50 words, eta = 8' -Force

$rows | Measure-MixtureExperiment -By Eta, Method -Target $Target
