<#
.SYNOPSIS
How many tokens a document needs for an accuracy of 90 %, method by method.

.DESCRIPTION
Two groups of documents over fifty words are drawn with ever longer documents, from models whose clusters are far apart and
from some that are much alike. For each the shortest documents are told with which the mean accuracy of a method reaches the
target; "not reached" is an answer too. What is lost against the bound is the method's fault, the rest is the data's.

.PARAMETER Target
The accuracy to reach.

.PARAMETER Replicate
How often each combination is run.

.PARAMETER Seed
The seed from which all others come.

.PARAMETER PictureFolder
Where the picture goes: accuracy by length for clusters that are much alike (eta = 8).

.EXAMPLE
./how-many-tokens.ps1

.EXAMPLE
./how-many-tokens.ps1 -Target 0.95 -Replicate 50
#>
param(
    [double] $Target = 0.9,
    [int] $Replicate = 10,
    [object] $Seed = 2026,
    [string] $PictureFolder = '.'
)

$ErrorActionPreference = 'Stop'
Import-Module ([IO.Path]::Combine($PSScriptRoot, '..', 'out', 'MixturePS', 'MixturePS.psd1'))

$rows = Invoke-MixtureExperiment -K 2 -J 50 -Eta 0.5, 2, 8 -DocumentLength 5, 10, 20, 40, 80, 160 -N 200 -Method KMeans, SphericalKMeans, EM, Bound -Restart 5 -Replicate $Replicate -Seed $Seed
$rows | Measure-MixtureExperiment -By Eta, Method -Target $Target

$rows | Where-Object { $_.Eta -eq 8 } |
    Export-MixturePlot ([IO.Path]::Combine($PictureFolder, 'how-many-tokens.png')) -X DocumentLength -Group Method -Title 'How many tokens? Two clusters, 50 words, eta = 8' -Force
