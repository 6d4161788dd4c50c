<#
.SYNOPSIS
Measures what a few labels and a few seed words buy: accuracy against the number of labelled documents.

.DESCRIPTION
Without -Path, draws models of -K clusters and documents of -DocumentLength tokens, and fits them by EM and Gibbs sampling
with 0, 10, 20, ... labelled documents, each without and with seed words from the true model. With -Path, does the same with
labelled texts; the seed words are then the words that a person could have named after reading the labelled texts of
-SeedSource documents that no fit gets: those with the greatest difference of document shares between a cluster and the
others. Returns one row per number of labels, with the mean accuracy on the documents whose labels weren't given. Supervised
is EM with weight 0 for the documents without labels: naive Bayes on the labelled documents alone.

.PARAMETER Label
The numbers of labelled documents.

.PARAMETER SeedTermCount
The number of seed words per cluster.

.PARAMETER Path
A text file with one document per line, split at white space.

.PARAMETER LabelPath
The clusters of the documents in -Path, one per line.

.PARAMETER SeedSource
With -Path, the number of documents that seed words are chosen from.

.PARAMETER K
Without -Path, the number of clusters.

.PARAMETER Eta
Without -Path, the Dirichlet parameter of the word probabilities. The greater it is, the more similar the clusters.

.PARAMETER DocumentLength
Without -Path, the number of tokens per document.

.PARAMETER N
Without -Path, the number of documents.

.PARAMETER Replicate
The number of models, or with -Path of draws of labelled documents.

.PARAMETER Chain
The number of chains of Gibbs sampling.

.PARAMETER Seed
The seed that all other seeds are derived from.

.EXAMPLE
./few-labels.ps1

.EXAMPLE
./few-labels.ps1 -Path SearchSnippets.txt -LabelPath SearchSnippets_label.txt -Replicate 5
#>
param(
    [int[]] $Label = (0, 10, 20, 50, 100, 200),
    [int] $SeedTermCount = 3,
    [string] $Path,
    [string] $LabelPath,
    [int] $SeedSource = 200,
    [int] $K = 8,
    [double] $Eta = 1,
    [int] $DocumentLength = 10,
    [int] $N = 1000,
    [int] $Replicate = 10,
    [int] $Chain = 4,
    [int] $Seed = 2026
)

$ErrorActionPreference = 'Stop'
Import-Module (Join-Path $PSScriptRoot .. out MixturePS MixturePS.psd1)

# One row per number of labels, with one column for each method.
function Join-Means($Runs) {
    foreach ($group in $Runs | Group-Object LabelledDocument) {
        $row = [ordered]@{ Labels = [int] $group.Name }
        foreach ($method in 'Supervised', 'EM', 'EM+words', 'Gibbs', 'Gibbs+words') {
            $accuracies = $group.Group | Where-Object Method -EQ $method
            $row.$method = if ($accuracies) { [Math]::Round(($accuracies | Measure-Object Accuracy -Average).Average, 3) }
        }
        [pscustomobject] $row
    }
}

if (-not $Path) {
    $documents = @{ K = $K; J = 500; Eta = $Eta; N = $N; DocumentLength = $DocumentLength; Replicate = $Replicate; Seed = $Seed; LabelledDocument = $Label }
    $runs = Invoke-MixtureExperiment @documents -Method EM, Gibbs -Chain $Chain -SeedTermCount 0, $SeedTermCount
    $supervised = Invoke-MixtureExperiment @documents -Method EM -UnlabelledWeight 0 | Where-Object LabelledDocument -GT 0
    $all = @(
        $runs | Select-Object LabelledDocument, Accuracy, @{ n = 'Method'; e = { $_.Method + ($_.SeedTermCount ? '+words' : '') } }
        $supervised | Select-Object LabelledDocument, Accuracy, @{ n = 'Method'; e = { 'Supervised' } }
    )
    return Join-Means $all
}

$labels = Get-Content $LabelPath
$i = 0
$texts = Get-Content $Path | ForEach-Object { [pscustomobject]@{ Text = $_ -split '\s+' -join ' '; Topic = "topic $($labels[$i++])" } }

# The documents that seed words are chosen from are no part of the fits.
$order = (New-RandomGenerator -Seed $Seed).Permutation($texts.Count)
$isSource = [bool[]]::new($texts.Count)
foreach ($d in $order[0..($SeedSource - 1)]) { $isSource[$d] = $true }
$source = for ($d = 0; $d -lt $texts.Count; $d++) { if ($isSource[$d]) { $texts[$d] } }
$rest = for ($d = 0; $d -lt $texts.Count; $d++) { if (-not $isSource[$d]) { $texts[$d] } }
$dfm = $rest | ConvertTo-Dfm -TextProperty Text -LabelProperty Topic -MinDocumentFrequency 2

$vocabulary = [System.Collections.Generic.HashSet[string]] $dfm.Vocabulary
$share = @{}
foreach ($topic in $source | Group-Object Topic) {
    $share[$topic.Name] = @{}
    foreach ($document in $topic.Group) {
        foreach ($word in $document.Text.ToLowerInvariant() -split ' ' | Select-Object -Unique) {
            if ($vocabulary.Contains($word)) { $share[$topic.Name][$word] += 1 / $topic.Count }
        }
    }
}
$seedTerm = @{}
foreach ($topic in $share.Keys) {
    $seedTerm[$topic] = $share[$topic].Keys | ForEach-Object {
        $word = $_
        $others = ($share.Keys | Where-Object { $_ -ne $topic } | ForEach-Object { [double] $share[$_][$word] } | Measure-Object -Maximum).Maximum
        [pscustomobject]@{ Word = $word; Margin = $share[$topic][$word] - $others }
    } | Where-Object Margin -GT 0 | Sort-Object @{ e = 'Margin'; Descending = $true }, Word | Select-Object -First $SeedTermCount -ExpandProperty Word
    Write-Verbose "${topic}: $($seedTerm[$topic] -join ', ')"
}

$all = foreach ($count in $Label) {
    foreach ($replicate in 1..$Replicate) {
        $options = @{ LabelledDocument = $count; Seed = $Seed + $replicate; WarningAction = 'Ignore' }
        $fits = [ordered]@{
            'EM'          = { $dfm | Invoke-MixtureEM @options -Restart 4 }
            'EM+words'    = { $dfm | Invoke-MixtureEM @options -SeedTerm $seedTerm }
            'Gibbs'       = { $dfm | Invoke-MixtureGibbs @options -Chain $Chain }
            'Gibbs+words' = { $dfm | Invoke-MixtureGibbs @options -Chain $Chain -SeedTerm $seedTerm }
        }
        if ($count -gt 0) { $fits.Supervised = { $dfm | Invoke-MixtureEM @options -UnlabelledWeight 0 } }
        foreach ($method in $fits.Keys) {
            $measured = & $fits.$method | Measure-ClusterAccuracy
            [pscustomobject]@{ LabelledDocument = $count; Method = $method; Accuracy = $measured.Accuracy }
            Write-Verbose "$count labels, replicate ${replicate}, ${method}: $($measured.Accuracy)"
        }
    }
}
Join-Means $all
