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

# The accuracy of three methods beside the Bayes rule.
$bound = ($model | Measure-MixtureBound -DocumentLength 30 -Seed 1).Accuracy
$ladder = @(
    [pscustomobject]@{ Method = 'k-means on tf-idf'; Accuracy = ($dfm | ConvertTo-TfIdf | Invoke-KMeans -K 3 -Seed 1 | Measure-ClusterAccuracy).Accuracy; Bound = $bound }
    [pscustomobject]@{ Method = 'k-means'; Accuracy = ($kmeans | Measure-ClusterAccuracy).Accuracy; Bound = $bound }
    [pscustomobject]@{ Method = 'EM'; Accuracy = ($em | Measure-ClusterAccuracy).Accuracy; Bound = $bound }
)
$ladder | Export-MixturePlot (Join-Path $PSScriptRoot bars.png) -Kind Bar -Title 'Accuracy on documents of 30 tokens' @size

# All indices of two of them.
$kmeans, $em | Measure-ClusterAccuracy | Export-MixturePlot (Join-Path $PSScriptRoot indices.png) @size

# Twelve clusters of many words.
$wide = New-MixtureModel -K 12 -J 400 -Eta 0.05 -Seed 2026 | Invoke-DfmSample -N 600 -DocumentLength 20
$twelve = $wide | Invoke-MixtureEM -Seed 1
$twelve | Export-MixturePlot (Join-Path $PSScriptRoot word-panels.png) -Kind Word -Width 640 -Force
$twelve | Export-MixturePlot (Join-Path $PSScriptRoot discriminants.png) -Projection Discriminant @size

# Many documents.
New-MixtureModel -K 5 -J 200 -Eta 0.1 -Seed 3 | Invoke-DfmSample -N 20000 -DocumentLength 20 | Invoke-KMeans -Restart 1 -Seed 1 |
    Export-MixturePlot (Join-Path $PSScriptRoot hexagons.png) -Projection Discriminant @size

# Documents that share a cluster in most draws.
New-MixtureModel -K 4 -J 20 -Eta 0.5 -Seed 1 | Invoke-DfmSample -N 150 -DocumentLength 8 | Invoke-MixtureGibbs -K 4 -Seed 1 -WarningAction Ignore |
    Export-MixturePlot (Join-Path $PSScriptRoot co-clustering.png) -Kind Heatmap @size

# The shares of clusters over the years: pets give way to markets.
$topics = 'cat dog pet', 'rain snow wind', 'stock fund share'
$texts = foreach ($year in 2021..2024) {
    foreach ($i in 0..39) {
        $topic = if ($i % 4 -eq 0) { 1 } elseif ($i % 10 -lt 2 * ($year - 2020)) { 2 } else { 0 }
        $words = $topics[$topic] -split ' '
        [pscustomobject]@{ text = "$($words[$i % 3]) $($words[($i + 1) % 3]) $($words[$i % 3])"; year = $year; topic = ('pets', 'weather', 'markets')[$topic] }
    }
}
$texts | ConvertTo-Dfm -TextProperty text -VariableProperty year -LabelProperty topic | Invoke-KMeans -K 3 -Seed 1 | Resolve-ClusterLabel |
    Measure-ClusterShare -By year | Export-MixturePlot (Join-Path $PSScriptRoot shares.png) @size

# An experiment with three factors, and the document length that a target needs.
$grid = Invoke-MixtureExperiment -K 2 -J 50 -Eta 0.5, 2, 8 -DocumentLength 5, 10, 20, 40, 80 -N 200 -Method KMeans, SphericalKMeans, EM -Replicate 10 -Seed 2026
$grid | Export-MixturePlot (Join-Path $PSScriptRoot panels.png) -X DocumentLength -Width 800 -Height 360 -Force
$grid | Measure-MixtureExperiment -By Eta, Method -Reference KMeans | Export-MixturePlot (Join-Path $PSScriptRoot differences.png) -Metric Difference @size
$grid | Where-Object DocumentLength -LE 40 | Measure-MixtureExperiment -By Eta, Method -Target 0.95 | Export-MixturePlot (Join-Path $PSScriptRoot needed.png) @size

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
