<#
.SYNOPSIS
The module's side of the benchmarks: performs tasks with the cmdlets in this session, on request.

.DESCRIPTION
The benchmark program starts this script, writes one request in JSON per line to its input, and reads one reply in JSON per line.
A request has a task and the task's own properties. Replies have the wall-clock time and the processor time of the work in
seconds, without the preparation, and the figures to compare.

.PARAMETER Module
The manifest of the module.
#>
param([Parameter(Mandatory)] [string] $Module)

$ErrorActionPreference = 'Stop'
$WarningPreference = 'SilentlyContinue'
$ProgressPreference = 'SilentlyContinue'
Import-Module $Module
$self = [Diagnostics.Process]::GetCurrentProcess()
$kept = @{}

# Runs a script block once, with its time. The block sees the caller's variables.
function Measure-Work([scriptblock] $Work) {
    [GC]::Collect()
    [GC]::WaitForPendingFinalizers()
    $self.Refresh()
    $before = $self.TotalProcessorTime
    $watch = [Diagnostics.Stopwatch]::StartNew()
    $result = & $Work
    $wall = $watch.Elapsed.TotalSeconds
    $self.Refresh()
    @{ wall = $wall; cpu = ($self.TotalProcessorTime - $before).TotalSeconds; result = $result }
}

# Times a script block that gives a DFM, and describes the DFM by sums over all of its rows and columns.
function Measure-Import([scriptblock] $Work) {
    $run = Measure-Work $Work
    $dfm = $run.result
    $lengths = $dfm.DocumentLength()
    $frequencies = $dfm.DocumentFrequency()
    $tokens = $rowSum = $columnSum = 0.0
    for ($i = 0; $i -lt $lengths.Length; $i++) {
        $tokens += $lengths[$i]
        $rowSum += ($i + 1) * $lengths[$i]
    }
    for ($j = 0; $j -lt $frequencies.Length; $j++) { $columnSum += ($j + 1) * $frequencies[$j] }
    $run.scalars = $dfm.DocumentCount, $dfm.FeatureCount, $dfm.NonZeroCount, $tokens, $rowSum, $columnSum
    $run
}

$tasks = @{
    # Reads counts, weights them if asked, and makes centres of some of the documents.
    'load'      = {
        $dfm = Import-Dfm $request.file
        $kept.data = if ($request.weights) { $dfm | ConvertTo-TfIdf } else { $dfm }
        $kept.start = [object[]]@(foreach ($row in $request.init) { , $kept.data.Row($row) })
        @{}
    }
    # One start of k-means from these centres, or from those of k-means++, several times in a row where it is short.
    'kmeans'    = {
        $options = @{ InputObject = $kept.data; K = $request.k; MaxIteration = $request.iterations; Tolerance = 0 }
        if ($kept.start) { $options.InitialCenter = $kept.start }
        else { $options += @{ Restart = 1; Seed = 1 } }
        $count = [Math]::Max(1, $request.count)
        $run = Measure-Work {
            foreach ($i in 1..$count) { $clustering = Invoke-KMeans @options }
            $clustering
        }
        $run.wall /= $count
        $run.cpu /= $count
        $run.scalars = $run.result.Iterations, $run.result.Inertia
        if ($request.labels) { $run.labels = $run.result.Labels }
        $run
    }
    'import'    = { Measure-Import { Import-Dfm $request.file } }
    # The rows of a clustering of a million documents, written to a file.
    'export'    = {
        if (-not $kept.clustering) {
            $kept.clustering = New-MixtureModel -K 3 -J 5 -Eta 1 -Seed 1 | Invoke-DfmSample -N 1000000 -Seed 7 | Invoke-KMeans -Restart 1 -Seed 42
        }
        $run = Measure-Work { $kept.clustering | Get-ClusterAssignment | Export-Csv $request.file }
        $run.scalars = , $kept.clustering.Dfm.DocumentCount
        $run
    }
    # Whole pipelines over small samples of one model.
    'small-job' = {
        $model = New-MixtureModel -K 3 -J 5 -Eta 1 -Seed 1
        $run = Measure-Work {
            $sum = 0.0
            foreach ($seed in 0..999) { $sum += ($model | Invoke-DfmSample -N 200 -DocumentLength 10 -Seed $seed | Invoke-KMeans -Seed $seed | Measure-ClusterAccuracy).Accuracy }
            $sum / 1000
        }
        $run.scalars = , $run.result
        $run
    }
    'forget'    = {
        $kept.Clear()
        [GC]::Collect()
        @{}
    }
}

while ($null -ne ($line = [Console]::In.ReadLine())) {
    $answer = try {
        $request = $line | ConvertFrom-Json
        & $tasks[$request.task]
    }
    catch { @{ error = "$_" } }
    $answer.Remove('result')
    [Console]::Out.WriteLine((ConvertTo-Json $answer -Compress -Depth 3))
    [Console]::Out.Flush()
}
