# Makes the pictures of the documentation again: the same files on every run.
$ErrorActionPreference = 'Stop'
Import-Module ([IO.Path]::Combine($PSScriptRoot, '..', '..', 'out', 'MixturePS', 'MixturePS.psd1')) -Force
$size = @{ Width = 640; Height = 400; Force = $true }

function Get-Target($name) { [IO.Path]::Combine($PSScriptRoot, $name) }

# Five words, as different clusters use them, and documents of 30 tokens.
$model = New-MixtureModel -K 3 -Eta 1 -Seed 2026
$dfm = $model | Invoke-DfmSample -N 600 -DocumentLength 30
$kmeans = $dfm | Invoke-KMeans -Seed 1
$em = $dfm | Invoke-MixtureEM -Seed 1
$model | Export-MixturePlot (Get-Target 'words.png') @size
$kmeans | Export-MixturePlot (Get-Target 'documents.png') @size
$kmeans | Export-MixturePlot (Get-Target 'confusion.png') -Kind Confusion @size
$kmeans | Export-MixturePlot (Get-Target 'trace.png') -Kind Trace @size
$dfm | Find-ClusterCount -K (1..6) -Method EM -Seed 1 | Export-MixturePlot (Get-Target 'cluster-count.png') @size

# How much of what could be had each method gets.
$bound = ($model | Measure-MixtureBound -DocumentLength 30 -Seed 1).Accuracy
$ladder = @(
    [pscustomobject]@{ Name = 'k-means on tf-idf'; Accuracy = ($dfm | ConvertTo-TfIdf | Invoke-KMeans -K 3 -Seed 1 | Measure-ClusterAccuracy).Accuracy; Bound = $bound }
    [pscustomobject]@{ Name = 'k-means'; Accuracy = ($kmeans | Measure-ClusterAccuracy).Accuracy; Bound = $bound }
    [pscustomobject]@{ Name = 'EM'; Accuracy = ($em | Measure-ClusterAccuracy).Accuracy; Bound = $bound }
)
$ladder | Export-MixturePlot (Get-Target 'bars.png') -Kind Bar -Title 'Accuracy on documents of 30 tokens' @size

$rows = foreach ($length in 5, 10, 20, 50, 100) {
    foreach ($seed in 1..20) {
        $drawn = New-MixtureModel -K 3 -Eta 1 -Seed $seed
        $sample = $drawn | Invoke-DfmSample -N 300 -DocumentLength $length
        $best = ($drawn | Measure-MixtureBound -DocumentLength $length -Seed 1).Accuracy
        [pscustomobject]@{ Method = 'KMeans'; DocumentLength = $length; Accuracy = ($sample | Invoke-KMeans -Restart 3 -Seed 1 | Measure-ClusterAccuracy).Accuracy; Bound = $best }
        [pscustomobject]@{ Method = 'EM'; DocumentLength = $length; Accuracy = ($sample | Invoke-MixtureEM -Restart 3 -Seed 1 | Measure-ClusterAccuracy).Accuracy; Bound = $best }
    }
}
$rows | Export-MixturePlot (Get-Target 'lines.png') @size

# The examples' own pictures, which the README shows.
$examples = [IO.Path]::Combine($PSScriptRoot, '..', '..', 'examples')
foreach ($name in 'beyond-kmeans', 'eta-and-length', 'how-many-tokens') {
    $null = & ([IO.Path]::Combine($examples, "$name.ps1")) -PictureFolder $PSScriptRoot
}
