<#
.SYNOPSIS
The seminar's documents again, with the methods that fit how they came about: how far each climbs towards the bound.

.DESCRIPTION
Draws the documents of notebook.ps1 and clusters them by k-means on counts and on TF-IDF, with one start and with ten, by
spherical k-means, by EM and Gibbs sampling of the mixture itself, and by the rule that knows the model, beside the best
accuracy that can be expected.

.PARAMETER Seed
The seed of the one generator that the documents are drawn from, as in notebook.ps1.

.PARAMETER ClusterSeed
The seed of the methods.

.PARAMETER PictureFolder
Where a picture of the ladder goes, ladder.png; nowhere if it isn't given.

.EXAMPLE
./beyond-kmeans.ps1
#>
param(
    [object] $Seed = 2026,
    [object] $ClusterSeed = 42,
    [string] $PictureFolder
)

$ErrorActionPreference = 'Stop'
Import-Module ([IO.Path]::Combine($PSScriptRoot, '..', 'out', 'MixturePS', 'MixturePS.psd1'))

# The draws that the notebook makes before its documents, so that these are the same.
$rng = New-RandomGenerator -Seed $Seed
$alpha = 0.2, 0.4, 0.4
$null = Invoke-DirichletSample -Eta 1 -Generator $rng
$mu = Invoke-DirichletSample -Eta 1 -Size 3 -Generator $rng
foreach ($eta in 0.1, 100) { $null = Invoke-DirichletSample -Eta $eta -Size 3 -Generator $rng }
$null = Invoke-DirichletSample -Eta 10, 1, 1, 1, 1 -Size 3 -Generator $rng
$null = Invoke-DirichletSample -Eta 10, 1, 1, 1, 1 -Size 1000 -Generator $rng
$one = Invoke-MultinomialSample -Trials 1 -Probability $alpha -Generator $rng
$null = Invoke-MultinomialSample -Trials 1 -Probability $alpha -Size 10000 -Generator $rng
$null = Invoke-MultinomialSample -Trials 10 -Probability ($one.Multiply($mu)) -Generator $rng
$model = New-MixtureModel -Mu $mu -Alpha $alpha -Generator $rng
$dfm = $model | Invoke-DfmSample -N 1000 -DocumentLength 10
$weighted = $dfm | ConvertTo-TfIdf

$bound = ($model | Measure-MixtureBound -DocumentLength 10).Accuracy
$ladder = [Collections.Generic.List[object]]::new()
function Show-Step($name, $clustering) {
    $row = $clustering | Measure-ClusterAccuracy
    $ladder.Add([pscustomobject]@{ Name = $name; Accuracy = $row.Accuracy; Bound = $bound })
    '{0,-40} {1,8:0.000} {2,8:0.000}' -f $name, $row.Accuracy, $row.AdjustedRandIndex
}

'{0,-40} {1,8} {2,8}' -f '', 'accuracy', 'ARI'
Show-Step 'k-means on counts, one start' ($dfm | Invoke-KMeans -K 3 -Restart 1 -Seed $ClusterSeed)
Show-Step 'k-means on counts, best of ten starts' ($dfm | Invoke-KMeans -K 3 -Seed $ClusterSeed)
Show-Step 'k-means on TF-IDF, one start' ($weighted | Invoke-KMeans -K 3 -Restart 1 -Seed $ClusterSeed)
Show-Step 'k-means on TF-IDF, best of ten starts' ($weighted | Invoke-KMeans -K 3 -Seed $ClusterSeed)
Show-Step 'spherical k-means on counts' ($dfm | Invoke-KMeans -K 3 -Metric Cosine -Seed $ClusterSeed)
Show-Step 'Gibbs sampling, at most 3 clusters' ($dfm | Invoke-MixtureGibbs -K 3 -Alpha 1 -Beta 1 -Iteration 200 -Seed $ClusterSeed)
Show-Step 'EM' ($dfm | Invoke-MixtureEM -K 3 -Seed $ClusterSeed)
Show-Step 'the rule that knows the model' ($dfm | Invoke-MixtureEM -Mu $mu -Alpha $alpha)
'{0,-40} {1,8:0.000}' -f 'the best that can be expected', $bound
if ($PictureFolder) {
    $ladder | Export-MixturePlot ([IO.Path]::Combine($PictureFolder, 'ladder.png')) -Kind Bar -Title 'A thousand documents of ten tokens, three clusters' -Force
}
