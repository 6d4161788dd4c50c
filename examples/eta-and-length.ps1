<#
.SYNOPSIS
How accuracy depends on eta and on the documents' length, for k-means, k-means on TF-IDF, and EM, beside the best that can be expected.

.DESCRIPTION
Draws models with clusters that are far apart (eta 0.1), as in a seminar (1) and much alike (10), and documents of 5 to 100
tokens from each; every method clusters the same documents. With -Journal the experiment can be stopped and gone on with.

.PARAMETER Replicate
How often each combination is run.

.PARAMETER Seed
The seed from which all others come.

.PARAMETER Journal
A file that finished runs are kept in.

.PARAMETER PictureFolder
Where the two pictures go: accuracy by length at eta = 1, and by eta at 10 tokens.

.EXAMPLE
./eta-and-length.ps1

.EXAMPLE
./eta-and-length.ps1 -Replicate 100 -Journal run.jsonl
#>
param(
    [int] $Replicate = 20,
    [object] $Seed = 2026,
    [string] $Journal,
    [string] $PictureFolder = '.'
)

$ErrorActionPreference = 'Stop'
Import-Module ([IO.Path]::Combine($PSScriptRoot, '..', 'out', 'MixturePS', 'MixturePS.psd1'))

$optional = @{}
if ($Journal) { $optional.Journal = $Journal }
$rows = Invoke-MixtureExperiment -K 3 -Eta 0.1, 1, 10 -DocumentLength 5, 10, 50, 100 -N 300 -Method KMeans, TfIdfKMeans, EM -Replicate $Replicate -Seed $Seed @optional
$rows | Measure-MixtureExperiment -By Eta, DocumentLength, Method

$rows | Where-Object { $_.Eta -eq 1 } |
    Export-MixturePlot ([IO.Path]::Combine($PictureFolder, 'accuracy-by-length.png')) -X DocumentLength -Group Method -Title 'Accuracy by document length, eta = 1' -Force
$rows | Where-Object { $_.DocumentLength -eq 10 } |
    Export-MixturePlot ([IO.Path]::Combine($PictureFolder, 'accuracy-by-eta.png')) -X Eta -Group Method -Title 'Accuracy by eta, 10 tokens a document' -Force
