BeforeAll {
    $manifestPath = [IO.Path]::GetFullPath([IO.Path]::Combine($PSScriptRoot, '..', '..', 'out', 'MixturePS', 'MixturePS.psd1'))
    Import-Module $manifestPath -Force
    $data = @{ Folder = "$TestDrive" }
    $data.Model = New-MixtureModel -K 20 -J 2000 -Eta 0.5 -Seed 1
    $data.Large = $data.Model | Invoke-DfmSample -N 20000 -DocumentLength 100 -Seed 1 -Sampler Fast
    $data.Clustering = $data.Large | Invoke-KMeans -K 20 -Restart 1 -MaxIteration 1 -Seed 1
    $data.Csv = [IO.Path]::Combine("$TestDrive", 'large.csv')
    $data.Large | Export-Dfm $data.Csv

    # Starts a script in a session of its own, stops it in the middle as Ctrl+C does, and says how it ended. How long that may
    # take goes by how long the session took to start, which a busy machine stretches as well; most of the work would last
    # far longer if it weren't stopped.
    function Stop-InTheMiddle([string] $script) {
        $begun = [Threading.ManualResetEventSlim]::new()
        $shell = [powershell]::Create([initialsessionstate]::CreateDefault2())
        try {
            $watch = [Diagnostics.Stopwatch]::StartNew()
            $shell.Runspace.SessionStateProxy.SetVariable('data', $data)
            $shell.Runspace.SessionStateProxy.SetVariable('begun', $begun)
            $null = $shell.AddScript("Import-Module '$manifestPath'; `$null = New-RandomGenerator; `$begun.Set(); $script")
            $run = $shell.BeginInvoke()
            if (-not $begun.Wait(300000)) { return 'NotBegun' }
            $most = [Math]::Max(60000, 30 * [int] $watch.ElapsedMilliseconds)
            [Threading.Thread]::Sleep(300)
            if ($run.IsCompleted) { return "Completed before it was stopped: $($shell.Streams.Error)" }
            $stop = $shell.BeginStop($null, $null)
            if (-not $stop.AsyncWaitHandle.WaitOne($most)) { return 'NotStopped' }
            $shell.EndStop($stop)
            "$($shell.InvocationStateInfo.State)"
        }
        finally { $shell.Dispose() }
    }
}

Describe 'Ctrl+C' {
    It 'stops <Name>' -ForEach @(
        @{ Name = 'Invoke-DirichletSample'; Script = 'Invoke-DirichletSample -Eta 0.5 -Size 50000000 -Vocabulary a, b, c, d' }
        @{ Name = 'Invoke-MultinomialSample'; Script = 'Invoke-MultinomialSample -Trials 1000000 -Probability $data.Model.Mu.Row(0) -Size 100000' }
        @{ Name = 'New-MixtureModel'; Script = 'New-MixtureModel -K 20000 -J 5000 -Eta 0.5' }
        @{ Name = 'Invoke-DfmSample'; Script = '$data.Model | Invoke-DfmSample -N 400000 -DocumentLength 200' }
        @{ Name = 'Invoke-DfmSample -Sampler Fast'; Script = '1..100 | ForEach-Object { $data.Model | Invoke-DfmSample -N 400000 -DocumentLength 200 -Sampler Fast }' }
        @{ Name = 'Measure-MixtureBound'; Script = '$data.Model | Measure-MixtureBound -DocumentLength 50 -MaxOutcome 1 -SampleSize 1000000000' }
        @{ Name = 'Test-MixtureIdentifiability'; Script = 'New-MixtureModel -K 600 -J 5000 -Seed 1 | Test-MixtureIdentifiability' }
        @{ Name = 'Invoke-KMeans'; Script = '$data.Large | Invoke-KMeans -K 200 -Restart 1000' }
        @{ Name = 'Invoke-KMeans -Metric Cosine'; Script = '$data.Large | Invoke-KMeans -K 200 -Restart 1000 -Metric Cosine' }
        @{ Name = 'Invoke-KMeans -Method Bisecting'; Script = '$data.Large | Invoke-KMeans -K 200 -Restart 1000 -Method Bisecting' }
        @{ Name = 'Invoke-KMeans -Method MiniBatch'; Script = '$data.Large | Invoke-KMeans -K 200 -Restart 1000 -Method MiniBatch -MaxIteration 1000 -Tolerance 0' }
        @{ Name = 'Invoke-MixtureEM'; Script = '$data.Large | Invoke-MixtureEM -K 100 -Restart 1000' }
        @{ Name = 'Invoke-MixtureEM -Component DirichletMultinomial'; Script = '$data.Large | Invoke-MixtureEM -K 50 -Restart 1000 -Component DirichletMultinomial' }
        @{ Name = 'Invoke-MixtureGibbs'; Script = '$data.Large | Invoke-MixtureGibbs -K 100 -Iteration 100000' }
        @{ Name = 'Invoke-ClusterPrediction'; Script = '1..1000 | ForEach-Object { $data.Large | Invoke-ClusterPrediction $data.Clustering -AsMatrix }' }
        @{ Name = 'Measure-ClusterQuality'; Script = '1..50 | ForEach-Object { $data.Clustering | Measure-ClusterQuality }' }
        @{ Name = 'Measure-ClusterAccuracy'; Script = 'Measure-ClusterAccuracy -Known ([int[]](0..2999)) -Estimated ([int[]](0..2999)) ; 1..10000 | ForEach-Object { Measure-ClusterAccuracy -Known $data.Large.KnownCluster -Estimated $data.Clustering.Labels }' }
        @{ Name = 'Find-ClusterCount'; Script = '$data.Large | Find-ClusterCount -K (2..50) -Method EM' }
        @{ Name = 'ConvertTo-Dfm'; Script = '1..100000000 | ForEach-Object { "document number $_" } | ConvertTo-Dfm' }
        @{ Name = 'ConvertFrom-Dfm'; Script = '$null = $data.Large | ConvertFrom-Dfm' }
        @{ Name = 'ConvertTo-TfIdf and Select-DfmFeature'; Script = '1..10000 | ForEach-Object { $data.Large | ConvertTo-TfIdf | Select-DfmFeature -MinDocumentFrequency 2 }' }
        @{ Name = 'Get-ClusterTerm and Get-ClusterDocument'; Script = '1..10000 | ForEach-Object { $null = $data.Clustering | Get-ClusterTerm -By Frex; $null = $data.Clustering | Get-ClusterDocument }' }
        @{ Name = 'Import-Dfm'; Script = '1..100 | ForEach-Object { Import-Dfm $data.Csv }' }
    ) {
        Stop-InTheMiddle $Script | Should -Be 'Stopped'
    }

    It 'leaves no part of a file behind: <Name>' -ForEach @(
        @{ Name = 'Export-Dfm'; Script = '1..100 | ForEach-Object { $data.Large | Export-Dfm $file -Force }' }
        @{ Name = 'Export-Dfm, packed'; Script = '1..100 | ForEach-Object { $data.Large | Export-Dfm "$file.gz" -Force }' }
        @{ Name = 'Export-MixtureModel'; Script = '1..100 | ForEach-Object { $data.Clustering | Export-MixtureModel "$file.json" -Force }' }
    ) {
        $folder = [IO.Directory]::CreateDirectory([IO.Path]::Combine("$TestDrive", [guid]::NewGuid().ToString())).FullName
        $file = [IO.Path]::Combine($folder, 'x.csv')
        Stop-InTheMiddle "`$file = '$file'; $Script" | Should -Be 'Stopped'

        # What was written before is whole, and nothing lies beside it.
        foreach ($left in [IO.Directory]::GetFiles($folder)) {
            [IO.Path]::GetFileName($left) | Should -BeIn 'x.csv', 'x.csv.gz', 'x.csv.json'
            if ($left -like '*.json') { (Import-MixtureModel $left).K | Should -Be 20 }
            else { (Import-Dfm $left).DocumentCount | Should -Be 20000 }
        }
    }

    It 'leaves a journal that the search goes on from' {
        $data.Few = New-MixtureModel -K 3 -J 30 -Seed 1 | Invoke-DfmSample -N 100
        $journal = [IO.Path]::Combine("$TestDrive", 'search.jsonl')
        Stop-InTheMiddle "`$data.Few | Find-ClusterCount -K (1..90) -Method EM -Seed 1 -Restart 100 -Journal '$journal'" | Should -Be 'Stopped'
        $done = [IO.File]::ReadAllLines($journal).Count - 1
        $rows = @($data.Few | Find-ClusterCount -K 1, 2 -Method EM -Seed 1 -Restart 100 -Journal $journal)
        $rows.K | Should -Be @(1, 2)
        [IO.File]::ReadAllLines($journal).Count - 1 | Should -Be ([Math]::Max($done, 2))
    }
}
