# Draws the pictures of the documentation. Every run writes the same files.
$ErrorActionPreference = 'Stop'
$root = Join-Path $PSScriptRoot .. ..
Import-Module (Join-Path $root out MixturePS MixturePS.psd1)
$size = @{ Width = 640; Height = 400; Force = $true }

# A model over five words and documents of 30 tokens.
$model = New-MixtureModel -K 3 -Eta 1 -Seed 2026
$dfm = $model | Invoke-DfmSample -N 600 -DocumentLength 30
$kmeans = $dfm | Invoke-KMeans -Seed 1
$em = $dfm | Invoke-MixtureEM -Seed 1
$model | Export-MixturePlot (Join-Path $PSScriptRoot words.png) @size
$kmeans | Export-MixturePlot (Join-Path $PSScriptRoot documents.png) @size
$kmeans | Export-MixturePlot (Join-Path $PSScriptRoot confusion.png) -Kind Confusion @size
$kmeans | Export-MixturePlot (Join-Path $PSScriptRoot trace.png) -Kind Trace @size
$dfm | Find-ClusterCount -K (1..6) -Method EM -Seed 1 | Export-MixturePlot (Join-Path $PSScriptRoot cluster-count.png) -Width 640 -Height 560 -Force

# The accuracy of three methods beside the Bayes bound.
$bound = ($model | Measure-MixtureBound -DocumentLength 30 -Seed 1).Accuracy
$ladder = @(
    [pscustomobject]@{ Method = 'k-means on tf-idf'; Accuracy = ($dfm | ConvertTo-TfIdf | Invoke-KMeans -K 3 -Seed 1 | Measure-ClusterAccuracy).Accuracy; Bound = $bound }
    [pscustomobject]@{ Method = 'k-means'; Accuracy = ($kmeans | Measure-ClusterAccuracy).Accuracy; Bound = $bound }
    [pscustomobject]@{ Method = 'EM'; Accuracy = ($em | Measure-ClusterAccuracy).Accuracy; Bound = $bound }
)
$ladder | Export-MixturePlot (Join-Path $PSScriptRoot bars.png) -Kind Bar -Title 'Accuracy on documents of 30 tokens' @size

# Accuracy by document length.
$rows = foreach ($length in 5, 10, 20, 50, 100) {
    foreach ($seed in 1..20) {
        $drawn = New-MixtureModel -K 3 -Eta 1 -Seed $seed
        $sample = $drawn | Invoke-DfmSample -N 300 -DocumentLength $length
        $best = ($drawn | Measure-MixtureBound -DocumentLength $length -Seed 1).Accuracy
        [pscustomobject]@{ Method = 'KMeans'; DocumentLength = $length; Accuracy = ($sample | Invoke-KMeans -Restart 3 -Seed 1 | Measure-ClusterAccuracy).Accuracy; Bound = $best }
        [pscustomobject]@{ Method = 'EM'; DocumentLength = $length; Accuracy = ($sample | Invoke-MixtureEM -Restart 3 -Seed 1 | Measure-ClusterAccuracy).Accuracy; Bound = $best }
    }
}
$rows | Export-MixturePlot (Join-Path $PSScriptRoot lines.png) @size

# The picture of the tutorial on simulation studies.
Invoke-MixtureExperiment -K 3 -J 20 -N 200 -Eta 1 -DocumentLength 5, 10, 20, 40 -Method KMeans, TfIdfKMeans, EM -Replicate 10 -Seed 2026 |
    Export-MixturePlot (Join-Path $PSScriptRoot simulation-study.png) -X DocumentLength -Group Method -Title 'Accuracy by document length, eta = 1' @size

# The pictures that the examples draw themselves.
foreach ($name in 'beyond-kmeans', 'eta-and-length', 'how-many-tokens') {
    $null = & (Join-Path $root examples "$name.ps1") -PictureFolder $PSScriptRoot
}
