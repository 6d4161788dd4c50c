<#
.SYNOPSIS
Measures how accuracy depends on eta and on document length for k-means, k-means on TF-IDF and EM.

.DESCRIPTION
Draws models with well-separated (eta = 0.1), overlapping (1) or similar clusters (10), and documents of 5 to 100
tokens from each. All methods cluster the same documents. Shows the mean accuracy of each method by eta and length next to the
Bayes rule, and draws two pictures. With -Journal, an interrupted experiment resumes where it stopped.

.PARAMETER Replicate
The number of replicates of each combination.

.PARAMETER Seed
The seed that all other seeds are derived from.

.PARAMETER Journal
A journal of the finished runs, from which an interrupted experiment resumes.

.PARAMETER CsvPath
A CSV file for the rows of all runs, which Import-Csv and Measure-MixtureExperiment can summarise again.

.PARAMETER PictureFolder
The folder for the pictures: accuracy-by-length.png at eta = 1, and accuracy-by-eta.png at 10 tokens.

.EXAMPLE
./eta-and-length.ps1

.EXAMPLE
./eta-and-length.ps1 -Replicate 100 -Journal run.jsonl -CsvPath runs.csv
#>
param(
    [int] $Replicate = 20,
    [object] $Seed = 2026,
    [string] $Journal,
    [string] $CsvPath,
    [string] $PictureFolder = '.'
)

$ErrorActionPreference = 'Stop'
Import-Module (Join-Path $PSScriptRoot .. out MixturePS MixturePS.psd1)

$experiment = @{
    K              = 3
    Eta            = 0.1, 1, 10
    DocumentLength = 5, 10, 50, 100
    N              = 300
    Method         = 'KMeans', 'TfIdfKMeans', 'EM'
    Replicate      = $Replicate
    Seed           = $Seed
}
if ($Journal) { $experiment.Journal = $Journal }
$rows = Invoke-MixtureExperiment @experiment
if ($CsvPath) { $rows | Export-Csv $CsvPath }

$rows | Where-Object Eta -EQ 1 |
    Export-MixturePlot (Join-Path $PictureFolder accuracy-by-length.png) -X DocumentLength -Group Method -Title 'Accuracy by document length, eta = 1' -Force
$rows | Where-Object DocumentLength -EQ 10 |
    Export-MixturePlot (Join-Path $PictureFolder accuracy-by-eta.png) -X Eta -Group Method -Title 'Accuracy by eta, 10 tokens a document' -Force

$rows | Measure-MixtureExperiment -By Eta, DocumentLength, Method
