<#
.SYNOPSIS
Measures how often the intervals of Get-MixtureInterval contain the true values.

.DESCRIPTION
Draws, for each replicate, a mixture and documents from it, fits them, matches the clusters to the true ones, and counts
how many intervals contain the true shares, word probabilities and labels. The output is one row per method and kind of
interval. Coverage is the mean over the replicates with its standard error, and Size the mean width of intervals or
number of clusters in sets. For labels, Expected is the mean probability of the sets: sets of whole clusters can't have
exactly the level, and if the probabilities are right, the coverage is the expected one. Replicates whose information is
singular are counted in a row Singular.

.PARAMETER Method
The methods: Information and Bootstrap (fits by EM), and Gibbs.

.PARAMETER Replicate
The number of replicates.

.PARAMETER First
The number of the first replicate, so that a long study can be run in parts.

.PARAMETER Kind
The kinds of intervals.

.PARAMETER K
The number of clusters.

.PARAMETER J
The number of words.

.PARAMETER N
The number of documents.

.PARAMETER DocumentLength
The number of tokens of a document.

.PARAMETER Eta
The parameter of the Dirichlet distribution of the word probabilities. Gibbs sampling gets it as its prior.

.PARAMETER Alpha
The shares of the clusters, or one number a: then the shares of each replicate are drawn from Dirichlet(a, ..., a), which
Gibbs sampling gets as its prior. Gibbs sampling is calibrated only for shares drawn from its prior.

.PARAMETER Level
The level of the intervals.

.PARAMETER BootstrapReplicate
The number of replicates of the bootstrap.

.PARAMETER Iteration
The number of sweeps of Gibbs sampling.

.PARAMETER Seed
The data of replicate r are drawn with the seed Seed + r, and its fits and intervals with the seed r.

.EXAMPLE
./interval-coverage.ps1 -Method Information -Replicate 1000

.EXAMPLE
./interval-coverage.ps1 -Method Gibbs -Alpha 1 -Replicate 1000
#>
param(
    [ValidateSet('Information', 'Bootstrap', 'Gibbs')]
    [string[]] $Method = 'Information',
    [int] $Replicate = 100,
    [int] $First = 1,
    [ValidateSet('Share', 'Word', 'Label')]
    [string[]] $Kind = ('Share', 'Word', 'Label'),
    [int] $K = 3,
    [int] $J = 10,
    [int] $N = 500,
    [int] $DocumentLength = 30,
    [double] $Eta = 1,
    [double[]] $Alpha = (0.5, 0.3, 0.2),
    [double] $Level = 0.95,
    [int] $BootstrapReplicate = 200,
    [int] $Iteration = 200,
    [int] $Seed = 2026
)

$ErrorActionPreference = 'Stop'
Import-Module (Join-Path $PSScriptRoot .. out MixturePS MixturePS.psd1)

# Sums by method and kind: of the coverage of each replicate, of its square, of the expected coverage, of the widths of
# intervals or the sizes of sets.
$sums = [ordered]@{}
function Add-Coverage([string] $Name, [string] $Kind, [double] $Coverage, [double] $Expected, [double] $Size) {
    $key = "$Name $Kind"
    if (-not $sums.Contains($key)) { $sums[$key] = @{ Method = $Name; Kind = $Kind; Count = 0; Sum = 0.0; Square = 0.0; Expected = 0.0; Size = 0.0 } }
    $entry = $sums[$key]
    $entry.Count++
    $entry.Sum += $Coverage
    $entry.Square += $Coverage * $Coverage
    $entry.Expected += $Expected
    $entry.Size += $Size
}

function Measure-Limits($Rows, [scriptblock] $TrueValue, [string] $Name, [string] $Of) {
    $hits = $count = $width = 0
    foreach ($row in $Rows) {
        if ($row.Cluster -ge $K) { continue }
        $count++
        $width += $row.Upper - $row.Lower
        $value = & $TrueValue $row
        if ($row.Lower -le $value -and $value -le $row.Upper) { $hits++ }
    }
    Add-Coverage $Name $Of ($hits / $count) $Level ($width / $count)
}

function Measure-Coverage($Fit, $Truth, $Documents, [string] $Name, [hashtable] $Options) {
    if ('Share' -in $Kind) {
        Measure-Limits ($Fit | Get-MixtureInterval -Of Share -Level $Level @Options) { $Truth.Alpha[$args[0].Cluster] } $Name Share
    }
    if ('Word' -in $Kind) {
        $column = @{}
        foreach ($j in 0..($J - 1)) { $column[$Documents.Vocabulary[$j]] = $j }
        Measure-Limits ($Fit | Get-MixtureInterval -Of Word -Top $J -Level $Level @Options) { $Truth.Mu[$args[0].Cluster, $column[$args[0].Word]] } $Name Word
    }
    if ('Label' -in $Kind) {
        $hits = $expected = $size = 0
        foreach ($row in $Fit | Get-MixtureInterval -Of Label -Level $Level @Options) {
            if (", $($row.LabelSet)," -like "*, $($Documents.KnownCluster[$row.Document]),*") { $hits++ }
            $expected += $row.SetProbability
            $size += $row.SetSize
        }
        Add-Coverage $Name Label ($hits / $N) ($expected / $N) ($size / $N)
    }
}

foreach ($r in $First..($First + $Replicate - 1)) {
    Write-Progress 'Coverage' "replicate $r" -PercentComplete (100 * ($r - $First) / $Replicate)
    $generator = New-RandomGenerator -Seed ($Seed + $r)
    $shares = if ($Alpha.Count -gt 1) { $Alpha } else { (Invoke-DirichletSample -Eta (@($Alpha[0]) * $K) -Generator $generator).Row(0) }
    $truth = New-MixtureModel -K $K -J $J -Eta $Eta -Alpha $shares -Generator $generator
    $documents = $truth | Invoke-DfmSample -N $N -DocumentLength $DocumentLength -Generator $generator
    foreach ($name in $Method) {
        if ($name -eq 'Gibbs') {
            $prior = if ($Alpha.Count -gt 1) { 1 } else { $Alpha[0] }
            $fit = $documents | Invoke-MixtureGibbs -K $K -Alpha $prior -Beta $Eta -Iteration $Iteration -Seed $r -WarningAction Ignore | Resolve-ClusterLabel
            $options = @{}
        }
        else {
            $fit = $documents | Invoke-MixtureEM -K $K -Seed $r -WarningAction Ignore | Resolve-ClusterLabel
            $options = @{ Method = $name; Seed = $r; Replicate = $BootstrapReplicate }
        }

        try { Measure-Coverage $fit $truth $documents $name $options }
        catch {
            if ($_.FullyQualifiedErrorId -notlike 'InformationUnavailable,*') { throw }
            Add-Coverage $name Singular 1 0 0
        }
    }
}

foreach ($entry in $sums.Values) {
    $mean = $entry.Sum / $entry.Count
    [pscustomobject]@{
        Method        = $entry.Method
        Kind          = $entry.Kind
        Replicate     = $entry.Count
        Coverage      = $mean
        StandardError = [Math]::Sqrt([Math]::Max(0.0, $entry.Square / $entry.Count - $mean * $mean) / $entry.Count)
        Expected      = $entry.Expected / $entry.Count
        Size          = $entry.Size / $entry.Count
    }
}
