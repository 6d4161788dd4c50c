# Dot-sourced by Stopping.Tests.ps1 and benchmarks/stopping.ps1: calls of single cmdlets that take many seconds, and the
# function that stops one of them in the middle.

# The input of several calls. All data are drawn from fixed seeds.
function Get-StopData {
    $data = @{
        Model = New-MixtureModel -K 20 -J 2000 -Eta 0.5 -Seed 1
        Words = [string[]] (0..999 | ForEach-Object { "word$_" })
        Text  = (0..20 | ForEach-Object { "word$_" }) * 500 -join ' '
    }
    $data.Large = $data.Model | Invoke-DfmSample -N 50000 -DocumentLength 100 -Seed 1 -Sampler Fast
    $data.Weights = $data.Large | ConvertTo-TfIdf
    $data.Wide = New-MixtureModel -K 20 -J 30000 -Eta 0.05 -Seed 1 | Invoke-DfmSample -N 20000 -DocumentLength 100 -Seed 1 -Sampler Fast
    $data.Narrow = New-MixtureModel -K 20 -J 100 -Eta 0.5 -Seed 1 | Invoke-DfmSample -N 20000 -DocumentLength 50 -Seed 1 -Sampler Fast
    $data.Clustering = $data.Large | Invoke-KMeans -K 20 -Restart 1 -MaxIteration 1 -Seed 1 -WarningAction Ignore
    $data.Centers = $data.Large | Invoke-KMeans -K 500 -Restart 1 -MaxIteration 1 -Init Random -Seed 1 -WarningAction Ignore
    $data
}

# Runs one call to its end, or stops it in the middle as Ctrl+C does. Returns its final state, its duration in seconds, and
# the seconds between the stop and the end.
function Invoke-StopCall {
    param(
        [hashtable] $Case,
        [hashtable] $Data,
        [string] $Folder,
        # The factor by which the size of a short call is multiplied.
        [int] $Factor = 1,
        # The time after which the call is stopped, in seconds; 0 for a call that isn't stopped.
        [double] $StopAfter
    )
    $size = $Case.Size * $Factor
    $made = if ($Case.Setup) { & $Case.Setup }
    if (-not $Data.Runspace) {
        $Data.Runspace = [runspacefactory]::CreateRunspace([initialsessionstate]::CreateDefault2())
        $Data.Runspace.Open()
        $Data.Runspace.SessionStateProxy.SetVariable('WarningPreference', 'Ignore')
        $import = [powershell]::Create($Data.Runspace)
        $null = $import.AddCommand('Import-Module').AddArgument((Get-Module MixturePS).Path).Invoke()
        $import.Dispose()
    }
    $begun = [Threading.ManualResetEventSlim]::new()
    $shell = [powershell]::Create($Data.Runspace)
    try {
        # The preparation is complete when the event is set; only the cmdlet's own work follows.
        $begin = if (-not $Case.Begins) { '$begun.Set(); ' }
        $null = $shell.AddScript("param(`$data, `$size, `$folder, `$made, `$begun) $begin$($Case.Call) | Out-Null")
        foreach ($argument in $Data, $size, $Folder, $made, $begun) { $null = $shell.AddArgument($argument) }
        $run = $shell.BeginInvoke()
        $null = [Threading.WaitHandle]::WaitAny(@($begun.WaitHandle, $run.AsyncWaitHandle))
        $watch = [Diagnostics.Stopwatch]::StartNew()
        $latency = $null
        if ($StopAfter -and -not $run.AsyncWaitHandle.WaitOne([timespan]::FromSeconds($StopAfter))) {
            $before = $watch.Elapsed.TotalSeconds
            $stop = $shell.BeginStop($null, $null)
            $null = $stop.AsyncWaitHandle.WaitOne()
            $latency = $watch.Elapsed.TotalSeconds - $before
            $shell.EndStop($stop)
        }
        $null = $run.AsyncWaitHandle.WaitOne()
        [pscustomobject]@{
            State   = "$($shell.InvocationStateInfo.State)"
            Seconds = $watch.Elapsed.TotalSeconds
            Latency = $latency
            Problem = "$($shell.InvocationStateInfo.Reason)$($shell.Streams.Error)"
        }
    }
    finally { $shell.Dispose() }
}

# Measures a short call. Returns the factor by which its size must be multiplied for a long call, and the expected duration
# of the long call.
function Measure-StopCall([hashtable] $Case, [hashtable] $Data, [string] $Folder, [double] $Seconds = 12) {
    # The first call includes compilation.
    $short = foreach ($i in 1, 2) {
        $call = Invoke-StopCall $Case $Data $Folder
        if ($call.State -ne 'Completed' -or $call.Problem) { throw "The short call failed: $($call.State) $($call.Problem)" }
        $call.Seconds
    }
    $unit = ($short | Measure-Object -Minimum).Minimum
    $power = $Case.Power ?? 1
    $factor = $Case.IsShort ? 1 : [Math]::Ceiling([Math]::Pow($Seconds / $unit, 1 / $power))
    if ($Case.Most) { $factor = [Math]::Min($factor, $Case.Most) }
    [pscustomobject]@{ Factor = $factor; Length = $unit * [Math]::Pow($factor, $power) }
}

# Stops a long call in the middle. Returns its final state, the time that the stop took, and the limit for it: a tenth of the
# call's duration. A call that ignores its token runs to its end. If no call takes several seconds, the limit is 0.7 of the
# duration, and the call is stopped at 0.15 of it, so that 0.85 would remain.
# A busy machine can only delay a stop, so the shortest of a few attempts counts.
function Measure-Stop([hashtable] $Case, [hashtable] $Data, [string] $Folder) {
    $long = Measure-StopCall $Case $Data $Folder
    $limit = $long.Length * ($Case.IsShort ? 0.7 : 0.1)
    $after = $long.Length * ($Case.At ?? ($Case.IsShort ? 0.15 : 0.05))
    $least = [double]::PositiveInfinity
    for ($i = 0; $i -lt 5 -and $least -ge $limit; $i++) {
        $call = Invoke-StopCall $Case $Data $Folder $long.Factor $after
        if ($call.State -ne 'Stopped') { break }
        $least = [Math]::Min($least, $call.Latency)
    }
    [pscustomobject]@{ State = $call.State; Latency = $least; Limit = $limit; Problem = $call.Problem }
}

# Creates a .gz file of a first part and many copies of a block of text. Concatenated members of a .gz file are
# read as one text, so only one copy must be compressed.
function New-RepeatedFile([string] $Path, [string] $First, [string] $Block, [int] $Count) {
    $file = [IO.File]::Create($Path)
    foreach ($part in @{ Text = $First; Count = 1 }, @{ Text = $Block; Count = $Count }) {
        $memory = [IO.MemoryStream]::new()
        $packed = [IO.Compression.GZipStream]::new($memory, [IO.Compression.CompressionLevel]::Fastest)
        $packed.Write([Text.Encoding]::UTF8.GetBytes($part.Text))
        $packed.Dispose()
        for ($i = 0; $i -lt $part.Count; $i++) { $file.Write($memory.ToArray()) }
    }
    $file.Dispose()
    $Path
}

# The calls, at least one for each cmdlet. $size scales the work of a call.
# Call    One call of one cmdlet, with $data, $folder, $size, and the output of Setup as $made.
# Setup   Prepares the input of the call from $data, $folder and $size.
# Size    The size of a short call, which is measured to predict the duration of a long one.
# Power   The power of the size to which the time is proportional; 1 by default.
# Most    The maximum factor for the size. It shortens calls that would need more than 2 GB of memory.
# At      The share of the duration after which a call is stopped.
# IsShort No call within 2 GB of memory takes several seconds: this is a large call, whose own duration is measured.
# Begins  The call itself sets $begun when the cmdlet has all its input.
function Get-StopCall {
    @{ Name = 'Invoke-DirichletSample'; Call = 'Invoke-DirichletSample -Eta 0.05 -Size $size -Vocabulary $data.Words'; Size = 2000; Most = 75 }
    @{ Name = 'Invoke-MultinomialSample'; Call = 'Invoke-MultinomialSample -Trials 1000000 -Probability $data.Model.Mu.Row(0) -Size $size'; Size = 2000; Most = 30 }
    @{ Name = 'New-MixtureModel'; Call = 'New-MixtureModel -K $size -J 5000 -Eta 0.05'; Size = 300; Most = 100 }
    @{ Name = 'Invoke-DfmSample'; Call = '$data.Model | Invoke-DfmSample -N $size -DocumentLength 200'; Size = 5000; Most = 80 }
    @{ Name = 'Invoke-DfmSample -Sampler Fast'; Call = '$data.Model | Invoke-DfmSample -N $size -DocumentLength 200000 -Sampler Fast -ThrottleLimit 1'; Size = 1000; Most = 25 }
    @{ Name = 'Measure-MixtureBound by simulation'; Call = '$data.Model | Measure-MixtureBound -DocumentLength 50 -MaxOutcome 1 -SampleSize $size'; Size = 50000 }
    @{ Name = 'Measure-MixtureBound by enumeration'; Call = '$made | Measure-MixtureBound -DocumentLength $size -MaxOutcome 1000000000'; Setup = { New-MixtureModel -K 3 -J 3 -Seed 1 }; Size = 2000; Power = 2; Most = 20 }
    @{ Name = 'Test-MixtureIdentifiability'; Call = '$made | Test-MixtureIdentifiability'; Setup = { New-MixtureModel -K $size -J 5000 -Seed 1 }; Size = 100; Power = 1.5; Most = 10 }
    @{ Name = 'Invoke-KMeans'; Call = '$data.Large | Invoke-KMeans -K 50 -Restart $size -MaxIteration 5'; Size = 1 }
    @{ Name = 'Invoke-KMeans of weights'; Call = '$data.Weights | Invoke-KMeans -K 50 -Restart $size -MaxIteration 5'; Size = 1 }
    @{ Name = 'Invoke-KMeans of many features'; Call = '$data.Wide | Invoke-KMeans -K 50 -Restart $size -MaxIteration 5'; Size = 1 }
    @{ Name = 'Invoke-KMeans of few features'; Call = '$data.Narrow | Invoke-KMeans -K 50 -Restart $size'; Size = 1 }
    @{ Name = 'Invoke-KMeans -Metric Cosine'; Call = '$data.Large | Invoke-KMeans -K 50 -Restart $size -MaxIteration 5 -Metric Cosine'; Size = 1 }
    @{ Name = 'Invoke-KMeans -Method Bisecting'; Call = '$data.Narrow | Invoke-KMeans -K 10 -Restart $size -Method Bisecting'; Size = 2 }
    @{ Name = 'Invoke-KMeans -Method MiniBatch'; Call = '$data.Narrow | Invoke-KMeans -K 50 -Restart $size -Method MiniBatch'; Size = 20 }
    @{ Name = 'Invoke-MixtureEM'; Call = '$data.Large | Invoke-MixtureEM -K 10 -Restart $size -MaxIteration 5'; Size = 2 }
    @{ Name = 'Invoke-MixtureEM -Component DirichletMultinomial'; Call = '$data.Large | Invoke-MixtureEM -K 10 -Restart $size -MaxIteration 5 -Component DirichletMultinomial'; Size = 1 }
    @{ Name = 'Invoke-MixtureGibbs'; Call = '$data.Large | Invoke-MixtureGibbs -K 50 -Iteration $size -Chain 1'; Size = 4 }
    @{ Name = 'Invoke-TopicModel'; Call = '$data.Large | Invoke-TopicModel -K 50 -Iteration $size'; Size = 4 }
    @{ Name = 'Invoke-TopicModel -Method Variational'; Call = '$data.Large | Invoke-TopicModel -K 50 -Method Variational -Iteration $size'; Size = 2 }
    @{ Name = 'Invoke-ClusterPrediction'; Call = '$made | Invoke-ClusterPrediction $data.Centers -AsMatrix -ThrottleLimit 1'; Setup = { $data.Model | Invoke-DfmSample -N $size -DocumentLength 3000 -Sampler Fast }; Size = 500; Most = 60 }
    @{ Name = 'Measure-ClusterQuality'; Call = '$data.Clustering | Measure-ClusterQuality -SampleSize $size'; Size = 5000; Power = 2; Most = 10 }
    @{ Name = 'Measure-ClusterAccuracy'; Call = 'Measure-ClusterAccuracy -Known $made[0] -Estimated $made[1]'; IsShort = $true; Size = 2000
        Setup = { 1, 2 | ForEach-Object { , [int[]] (New-MixtureModel -K $size -J 2 -Seed $_ | Invoke-DfmSample -N (5 * $size) -DocumentLength 1 -Sampler Fast).KnownCluster } }
    }
    @{ Name = 'Resolve-ClusterLabel'; Call = '$made[0] | Resolve-ClusterLabel -Known $made[1]'; IsShort = $true; Size = 2000
        Setup = {
            $data.Narrow | Invoke-KMeans -K $size -Restart 1 -MaxIteration 1 -Init Random -Seed 1 -WarningAction Ignore
            , [int[]] (New-MixtureModel -K $size -J 2 -Seed 1 | Invoke-DfmSample -N $data.Narrow.DocumentCount -DocumentLength 1 -Sampler Fast).KnownCluster
        }
    }
    foreach ($method in 'KMeans', 'SphericalKMeans', 'EM', 'DirichletMultinomialEM') {
        @{ Name = "Find-ClusterCount -Method $method"; Call = "`$data.Narrow | Find-ClusterCount -K 5 -Method $method -Restart `$size -Fold 0 -Subsample 0 -SampleSize 100"; Size = 2 }
        # A search begins by merging and transposing its documents.
        @{ Name = "Find-ClusterCount -Method $method at its start"; Call = "`$made | Find-ClusterCount -K 5 -Method $method -Restart 1 -Fold 0 -Subsample 0 -SampleSize 100"; Size = 100000; Most = 20; At = 0.03
            Setup = { New-MixtureModel -K 5 -J 20 -Seed 1 | Invoke-DfmSample -N $size -DocumentLength 10 -Seed 1 -Sampler Fast }
        }
    }
    @{ Name = 'ConvertTo-Dfm'; Call = 'ConvertTo-Dfm -InputObject $made'; Setup = { , (@($data.Text) * $size) }; Size = 2000 }
    @{ Name = 'ConvertTo-Dfm of one text'; Call = 'ConvertTo-Dfm $made -NGram 1, 2, 3'; Setup = { "$($data.Text) " * $size }; Size = 100; Most = 40 }
    @{ Name = 'ConvertFrom-Dfm'; Call = '$made | ConvertFrom-Dfm'; Setup = { New-MixtureModel -K 1 -J $size -Seed 1 | Invoke-DfmSample -N 1 -Seed 1 }; Size = 100000; Most = 20 }
    @{ Name = 'ConvertTo-TfIdf'; Call = '$made | ConvertTo-TfIdf -SublinearTf'; IsShort = $true; Size = 15000; Setup = { $data.Model | Invoke-DfmSample -N $size -DocumentLength 3000 -Sampler Fast } }
    @{ Name = 'ConvertTo-TfIdf of a matrix'; Call = 'ConvertTo-TfIdf -InputObject $made'; Setup = { , [double[, ]]::new($size, 1000) }; Size = 2000; Most = 50 }
    @{ Name = 'Select-DfmFeature'; Call = '$made | Select-DfmFeature -Pattern ''^(\w\w?)+!$'''; Setup = { New-MixtureModel -K 1 -J $size -Seed 1 | Invoke-DfmSample -N 10 -Seed 1 }; Size = 5000; Most = 100 }
    @{ Name = 'Get-ClusterTerm'; Call = '$made | Get-ClusterTerm -By Frex'; Setup = { $data.Wide | Invoke-KMeans -K $size -Restart 1 -MaxIteration 1 -Init Random -Seed 1 -WarningAction Ignore }; Size = 25; Most = 20 }
    @{ Name = 'Get-ClusterSummary'; Call = '$made | Get-ClusterSummary -By Frex'; Size = 25; Most = 20
        Setup = { $data.Wide | Invoke-KMeans -K $size -Restart 1 -MaxIteration 1 -Init Random -Seed 1 -WarningAction Ignore }
    }
    @{ Name = 'Get-ClusterDocument'; Call = '$made | Get-ClusterDocument -Top 1000000'; Size = 200000; Most = 25
        Setup = { New-MixtureModel -K 2 -J 5 -Seed 1 | Invoke-DfmSample -N $size -DocumentLength 8 -Seed 1 -Sampler Fast | Invoke-KMeans -K 2 -Restart 1 -Seed 1 }
    }
    @{ Name = 'Import-Dfm of wide CSV'; Call = 'Import-Dfm $made'; Size = 1
        Setup = { New-RepeatedFile "$folder/x.csv.gz" -First (((0..1999 | ForEach-Object { "word$_" }) -join ',') + "`n") -Block ((('0,' * 1999) + "1`n") * 1000) -Count $size }
    }
    @{ Name = 'Import-Dfm of long CSV'; Call = 'Import-Dfm $made'; Size = 50; Most = 40
        Setup = { New-RepeatedFile "$folder/x.long.csv.gz" -First "Document,Feature,Count`n" -Block (-join (0..19999 | ForEach-Object { "doc$($_ % 1000),word$($_ * 7 % 5000),1`n" })) -Count $size }
    }
    @{ Name = 'Import-Dfm of Matrix Market'; Call = 'Import-Dfm $made'; Size = 50; Most = 40
        Setup = { New-RepeatedFile "$folder/x.mtx.gz" -First "%%MatrixMarket matrix coordinate integer general`n1000 5000 $(20000 * $size)`n" -Block (-join (0..19999 | ForEach-Object { "$($_ % 1000 + 1) $($_ * 7 % 5000 + 1) 1`n" })) -Count $size }
    }
    @{ Name = 'Import-Dfm of LDA-C'; Call = 'Import-Dfm $made'; Size = 20; Most = 20
        Setup = { New-RepeatedFile "$folder/x.dat.gz" -First "1 0:1`n" -Block (("100 " + ((0..99 | ForEach-Object { "$($_ * 7):1" }) -join ' ') + "`n") * 1000) -Count $size }
    }
    @{ Name = 'Import-Dfm of JSON Lines'; Call = 'Import-Dfm $made'; Size = 5; Most = 100
        Setup = { New-RepeatedFile "$folder/x.jsonl.gz" -First "{`"counts`":{`"a`":1}}`n" -Block (("{`"counts`":{" + ((0..99 | ForEach-Object { "`"word$_`":1" }) -join ',') + "}}`n") * 1000) -Count $size }
    }
    foreach ($file in 'x.csv', 'x.long.csv.gz', 'x.mtx.gz', 'x.dat.gz', 'x.jsonl.gz') {
        @{ Name = "Export-Dfm $file"; Call = "`$made | Export-Dfm `$folder/$file -Force"; Size = $file -eq 'x.csv' ? 5000 : 10000; Most = 40
            Setup = { $data.Model | Invoke-DfmSample -N $size -DocumentLength 100 -Sampler Fast -Seed 1 }
        }
    }
    @{ Name = 'ConvertTo-Dfm -OutShard'; Call = 'ConvertTo-Dfm -InputObject $made -OutShard $folder/texts -ShardSize 500 -Force'; Setup = { , (@($data.Text) * $size) }; Size = 2000 }
    @{ Name = 'Export-DfmShard'; Call = '$made | Export-DfmShard $folder/shards -ShardSize 5000 -Force'; Size = 10000; Most = 40
        Setup = { $data.Model | Invoke-DfmSample -N $size -DocumentLength 100 -Sampler Fast -Seed 1 }
    }
    $setup = { $data.Large | Export-DfmShard "$folder/large" -ShardSize 10000 -Force; Get-DfmShard "$folder/large" -MemoryLimit 200MB }
    @{ Name = 'Get-DfmShard -Index'; Call = 'Get-DfmShard $made.ShardFolder -Index (@(0..4) * $size)'; Setup = $setup; Size = 5 }
    @{ Name = 'Invoke-KMeans of shards'; Call = '$made | Invoke-KMeans -K 50 -Restart 1 -Tolerance 0 -MaxIteration $size -Seed 1'; Setup = $setup; Size = 5 }
    @{ Name = 'Invoke-MixtureEM of shards'; Call = '$made | Invoke-MixtureEM -K 10 -Restart 1 -Anneal 1 -Tolerance 0 -MaxIteration $size -Seed 1'; Setup = $setup; Size = 5 }
    @{ Name = 'Export-MixtureModel'; Call = '$made | Export-MixtureModel $folder/x.json.gz -Force'; Setup = { New-MixtureModel -K $size -J 5000 -Seed 1 }; Size = 50; Most = 60 }
    @{ Name = 'Import-MixtureModel'; Call = 'Import-MixtureModel $made'; Size = 200; Most = 10
        Setup = { New-MixtureModel -K $size -J 5000 -Seed 1 | Export-MixtureModel "$folder/y.json" -Force; "$folder/y.json" }
    }
    @{ Name = 'Invoke-MixtureExperiment'; Call = 'Invoke-MixtureExperiment -K 3 -J 50 -N 200 -Replicate $size -Method KMeans, EM -Restart 2'; Size = 40 }
    @{ Name = 'Invoke-MixtureExperiment of long runs'; Call = 'Invoke-MixtureExperiment -K 20 -J 500 -N 20000 -DocumentLength 50 -Replicate 1 -Method KMeans -Restart $size'; Size = 1 }
    @{ Name = 'Invoke-MixtureExperiment -ScriptBlock'; Call = 'Invoke-MixtureExperiment -K 3 -N 100 -Replicate 1 -ScriptBlock { param($dfm) $data.Narrow | Invoke-KMeans -K 20 -Restart $size -Seed 1 }'; Size = 4 }
    @{ Name = 'Measure-MixtureExperiment'; Call = '& { $made; $begun.Set() } | Measure-MixtureExperiment'; Begins = $true; Size = 2000; Most = 30
        Setup = { 1..$size | ForEach-Object { [pscustomobject]@{ Method = 'EM'; N = $_; K = $_ % 7; Seed = $_; Accuracy = 0.5 } } }
    }
    foreach ($cmdlet in 'Import-MixtureJournal $made', 'Merge-MixtureJournal $made -Destination $folder/merged.jsonl -Force') {
        @{ Name = ($cmdlet -split ' ')[0]; Call = $cmdlet; Size = 10
            Setup = {
                $parts = (New-Item "$folder/parts" -ItemType Directory -Force).FullName
                $null = Invoke-MixtureExperiment -K 3 -N 10 -Replicate 500 -Seed 1 -Restart 1 -Journal "$parts/x.jsonl"
                $header, $runs = Get-Content "$parts/x.jsonl"
                Set-Content "$parts/y.jsonl" $header
                1..$size | ForEach-Object { Add-Content "$parts/y.jsonl" $runs }
                "$parts/y.jsonl"
            }
        }
    }
    foreach ($cmdlet in 'Get-MixtureExperiment', 'Receive-MixtureExperiment') {
        @{ Name = $cmdlet; Call = "$cmdlet `$made"; Size = 10
            Setup = {
                Remove-Item "$folder/started" -Recurse -Force -ErrorAction Ignore
                $null = Start-MixtureExperiment -K 3 -N 10 -Replicate 500 -Seed 1 -Restart 1 -Scheduler None -Task 1 -Folder "$folder/started"
                $null = Invoke-MixtureExperimentPart "$folder/started" -Part 1
                $null, $runs = Get-Content "$folder/started/part-1-1.jsonl"
                1..$size | ForEach-Object { Add-Content "$folder/started/part-1-1.jsonl" $runs }
                "$folder/started"
            }
        }
    }
    @{ Name = 'Invoke-MixtureExperimentPart'; Call = 'Invoke-MixtureExperimentPart $made -Part 1'; Size = 40
        Setup = {
            Remove-Item "$folder/part" -Recurse -Force -ErrorAction Ignore
            $null = Start-MixtureExperiment -K 3 -J 50 -N 200 -Replicate $size -Method KMeans, EM -Restart 2 -Seed 1 -Scheduler None -Task 1 -Folder "$folder/part"
            "$folder/part"
        }
    }
    @{ Name = 'ConvertTo-MixtureTable'; Call = 'ConvertTo-MixtureTable -InputObject $made -Row N -Value Accuracy'; Setup = { , @(1..$size | ForEach-Object { [pscustomobject]@{ N = $_; Accuracy = 0.5 } }) }; Size = 5000; Most = 40 }
    @{ Name = 'Export-MixturePlot of documents'; Call = '$made | Export-MixturePlot $folder/x.svg -Force'; Setup = { New-MixtureModel -K 1 -J 200 -Eta 1000 -Seed 1 | Invoke-DfmSample -N $size -DocumentLength 100 -Sampler Fast -Seed 1 }; Size = 10000; Most = 50 }
    @{ Name = 'Export-MixtureReport'; Call = '$made | Export-MixtureReport $folder/x.html -Force'; Setup = { New-MixtureModel -K 20 -J 200 -Eta 1 -Seed 1 | Invoke-DfmSample -N $size -DocumentLength 100 -Sampler Fast -Seed 1 | Invoke-KMeans -K 20 -Restart 1 -MaxIteration 3 -Seed 1 -WarningAction Ignore }; Size = 10000; Most = 50 }
    @{ Name = 'Export-MixturePlot of rows'; Call = 'Export-MixturePlot -InputObject $made $folder/x.svg -Force'; Setup = { , @(1..$size | ForEach-Object { [pscustomobject]@{ N = $_ % 100; Accuracy = 0.5 } }) }; Size = 5000; Most = 40 }
}
