<#
.SYNOPSIS
An introduction to mixture models of text, from the first draw of word probabilities to the accuracy of k-means.

.DESCRIPTION
Simulates documents from a mixture of three multinomials over five words, clusters them by k-means on counts and on TF-IDF
weights, and compares its accuracy with the best accuracy that any method can be expected to reach. The
figures equal those of the same steps in NumPy and scikit-learn.

.PARAMETER Seed
The seed of the generator for all draws, as in NumPy's default_rng(Seed).

.PARAMETER ClusterSeed
The seed of k-means, as scikit-learn's random_state.

.EXAMPLE
./notebook.ps1

.EXAMPLE
./notebook.ps1 -Seed 1 -ClusterSeed 7
#>
param(
    [object] $Seed = 2026,
    [object] $ClusterSeed = 42
)

$ErrorActionPreference = 'Stop'
Import-Module "$PSScriptRoot/../out/MixturePS/MixturePS.psd1"

$rng = New-RandomGenerator -Seed $Seed
$words = 'cat', 'dog', 'rat', 'porcupine', 'fox'
$alpha = 0.2, 0.4, 0.4

'# Word probabilities of one cluster: a draw from Dirichlet(1, 1, 1, 1, 1)'
Invoke-DirichletSample -Eta 1 -Vocabulary $words -Generator $rng

'# mu: the word probabilities of three clusters'
$mu = Invoke-DirichletSample -Eta 1 -Size 3 -Vocabulary $words -Generator $rng
$mu

'# The effect of eta: at 0.1 a cluster uses few words'
Invoke-DirichletSample -Eta 0.1 -Size 3 -Vocabulary $words -Generator $rng

'# At 100 it uses all words about equally'
Invoke-DirichletSample -Eta 100 -Size 3 -Vocabulary $words -Generator $rng

'# At (10, 1, 1, 1, 1) it uses one word more than the others'
Invoke-DirichletSample -Eta 10, 1, 1, 1, 1 -Size 3 -Vocabulary $words -Generator $rng

'# The mean of 1000 such draws is near 10/14 and 1/14'
$means = (Invoke-DirichletSample -Eta 10, 1, 1, 1, 1 -Size 1000 -Generator $rng).ColumnMeans()
($means | ForEach-Object { '{0:0.000000}' -f $_ }) -join '  '
''

'# The cluster of one document: pi_i, a draw from Multinomial(1, alpha)'
$pi_i = Invoke-MultinomialSample -Trials 1 -Probability $alpha -Generator $rng
$pi_i

'# The mean of 10000 such draws is near alpha'
$means = (Invoke-MultinomialSample -Trials 1 -Probability $alpha -Size 10000 -Generator $rng).ColumnMeans()
($means | ForEach-Object { '{0:0.0000}' -f $_ }) -join '  '
''

'# The word probabilities of that document: pi_i mu'
$probability = $pi_i.Multiply($mu)
$probability

'# Its ten tokens: W_i, a draw from Multinomial(10, pi_i mu)'
Invoke-MultinomialSample -Trials 10 -Probability $probability -Generator $rng

'# A thousand documents of ten tokens: a document-feature matrix whose clusters are known'
$model = New-MixtureModel -Mu $mu -Alpha $alpha -Generator $rng
$dfm = $model | Invoke-DfmSample -N 1000 -DocumentLength 10
$dfm

'# k-means on the counts, with labels matched to the known clusters'
$onCounts = $dfm | Invoke-KMeans -K 3 -Restart 1 -Seed $ClusterSeed | Resolve-ClusterLabel
$onCounts

'# How well the clusters were recovered'
$countAccuracy = $onCounts | Measure-ClusterAccuracy
$countAccuracy

'# TF-IDF: words that most documents contain weigh less'
$weighted = $dfm | ConvertTo-TfIdf
$weighted

'# k-means on the weights'
$onWeights = $weighted | Invoke-KMeans -K 3 -Restart 1 -Seed $ClusterSeed | Resolve-ClusterLabel
$onWeights

'# How well the clusters were recovered'
$weightAccuracy = $onWeights | Measure-ClusterAccuracy
$weightAccuracy

'# The best accuracy that any method can expect: that of the Bayes rule of the true model'
$bound = $model | Measure-MixtureBound -DocumentLength 10
$bound

''
'# Summary'
'accuracy of k-means on counts    {0:0.000}' -f $countAccuracy.Accuracy
'accuracy of k-means on TF-IDF    {0:0.000}' -f $weightAccuracy.Accuracy
'Bayes rule                       {0:0.000}' -f $bound.Accuracy
