# Writes the pages that the browser tests open, with the built module.
param([Parameter(Mandatory)] [string] $Module, [Parameter(Mandatory)] [string] $Folder)

$ErrorActionPreference = 'Stop'
Import-Module $Module
Set-Location $Folder

# Simulated documents, with the truth and the Bayes rule.
New-MixtureModel -K 3 -Eta 1 -Seed 2026 | Invoke-DfmSample -N 1000 | Invoke-KMeans -Seed 42 | Export-MixtureReport kmeans.html

# Texts that would do harm if they were HTML, right-to-left texts, and words without an end.
$bad = @(
    '</script><script>window.harm = 1</script>'
    '<img src="http://127.0.0.1:9/x.png" onerror="window.harm = 2">'
    "<!-- $([char]0x2028) ]]> &amp; <b>bold</b> 'quoted'"
    "$([char[]](0x5E9, 0x5DC, 0x5D5, 0x5DD) -join '') $([char[]](0x5E2, 0x5D5, 0x5DC, 0x5DD) -join '') (1)"
    'Donaudampfschifffahrtsgesellschaftskapitaen' * 12
)
$texts = foreach ($i in 0..59) { "$($bad[$i % 5]) $(('cat', 'dog', 'tax')[$i % 3]) $(('purr', 'bark', 'rise')[$i % 3]) $i" }
$rows = foreach ($i in 0..59) { [pscustomobject]@{ body = $texts[$i]; name = "$($bad[$i % 5]) #$i"; '<i>kind</i>' = $bad[($i + 1) % 5]; year = 2000 + $i; topic = "<u>$(('cat', 'dog', 'tax')[$i % 3])</u>" } }
$rows | ConvertTo-Dfm -TextProperty body -NameProperty name -LabelProperty topic -VariableProperty '<i>kind</i>', year -KeepText |
    Invoke-MixtureEM -K 3 -Restart 2 -Seed 1 | Resolve-ClusterLabel | Export-MixtureReport hostile.html -Title $bad[1]

# Topics, and a sampler with many clusters.
New-MixtureModel -K 4 -J 60 -Eta 0.1 -Membership Mixed -Seed 1 | Invoke-DfmSample -N 300 -DocumentLength 40 |
    Invoke-TopicModel -Iteration 40 -Chain 2 -Seed 1 -WarningAction Ignore | Export-MixtureReport topics.html
New-MixtureModel -K 30 -J 300 -Eta 0.05 -Seed 1 | Invoke-DfmSample -N 800 -DocumentLength 12 |
    Invoke-MixtureGibbs -Iteration 10 -Chain 2 -Seed 1 -WarningAction Ignore | Export-MixtureReport gibbs.html

# As many documents as a report shows.
$line = 'a title of about one hundred characters, as news agencies write them for those who read in haste'
New-MixtureModel -K 20 -J 3000 -Eta 0.05 -Seed 1 | Invoke-DfmSample -N 20000 -DocumentLength 12 -Seed 2 -Sampler Fast |
    Invoke-MixtureEM -Restart 1 -MaxIteration 5 -Seed 1 -WarningAction Ignore |
    Export-MixtureReport large.html -Document $(foreach ($i in 0..19999) { "$i $line" })

# Saved without its documents; one cluster.
New-MixtureModel -K 3 -J 20 -Eta 0.2 -Seed 1 | Invoke-DfmSample -N 60 | Invoke-KMeans -Seed 1 | Export-MixtureModel bare.json -ExcludeDocument
Import-MixtureModel bare.json | Export-MixtureReport bare.html
New-MixtureModel -K 1 -J 20 -Eta 0.2 -Seed 1 | Invoke-DfmSample -N 60 | Invoke-KMeans -Seed 1 | Export-MixtureReport single.html

# An experiment, one whose runs fail with hostile messages under hostile names, summaries, and as many runs as a long experiment has.
Invoke-MixtureExperiment -K 3 -J 20 -Eta 0.1, 0.5, 2 -DocumentLength 5, 20 -N 40 -Method KMeans, EM, Bound -Replicate 4 -Seed 2026 | Export-MixtureReport experiment.html
Invoke-MixtureExperiment -K 2 -J 10 -Eta 0.2, 1 -N 20 -Method KMeans -Replicate 2 -Seed 1 -ScriptBlock @{
    $bad[0] = { param($dfm, $seed) throw $bad[1] }
    $bad[3] = { param($dfm, $seed) $dfm | Invoke-KMeans -K 2 -Restart 1 -Seed $seed }
} | Export-MixtureReport failed.html -Title $bad[1]
Invoke-MixtureExperiment -K 2 -J 10 -Eta 0.2, 1 -N 20, 40 -DocumentLength 5, 10 -Method KMeans, EM -Replicate 3 -Seed 1 |
    Measure-MixtureExperiment -By Eta, N, DocumentLength, Method -Metric Accuracy, AdjustedRandIndex -Reference KMeans | Export-MixtureReport summary.html
$random = [Random]::new(1)
$runs = foreach ($eta in 0.1, 0.5, 1, 2) {
    foreach ($length in 5, 10, 20, 40, 80) {
        foreach ($replicate in 0..99) {
            foreach ($method in 'KMeans', 'TfIdfKMeans', 'SphericalKMeans', 'EM', 'Gibbs') {
                [pscustomobject]@{
                    Cell = 1000 * $length + 10 * $eta; Replicate = $replicate; Method = $method; K = 3; J = 50; Eta = $eta; Alpha = 'even'; N = 100; DocumentLength = $length
                    DataSeed = "1 spawn ($length, $replicate)"; Seed = $random.Next(); Accuracy = $random.NextDouble(); AdjustedRandIndex = $random.NextDouble(); Seconds = $random.NextDouble(); Bound = 0.99
                }
            }
        }
    }
}
$runs | Export-MixtureReport runs.html
