# Documents in shards, by the cmdlets that write, open and read them.
BeforeAll {
    . (Join-Path $PSScriptRoot Shared.ps1)
    $model = New-MixtureModel -K 3 -J 60 -Eta 0.3 -Seed 1
    $dfm = $model | Invoke-DfmSample -N 500 -DocumentLength 'Poisson(20)' -Seed 2
    $dfm | Export-DfmShard TestDrive:/corpus -ShardSize 120
    $corpus = Get-DfmShard TestDrive:/corpus

    # The rows of two clusterings as one text.
    function Get-Labels($clustering) { ($clustering | Get-ClusterAssignment | ForEach-Object { "$($_.DocumentName) $($_.Cluster) $($_.KnownCluster)" }) -join "`n" }
}

Describe 'Get-DfmShard' {
    It 'opens a corpus without its cells' {
        $corpus | Should -BeOfType 'MixturePS.Core.Data.Dfm'
        $corpus.DocumentCount, $corpus.FeatureCount, $corpus.NonZeroCount, $corpus.ShardCount | Should -Be 500, 60, $dfm.NonZeroCount, 5
        $corpus.ShardFolder | Should -Exist
        $corpus.KnownCluster | Should -Be $dfm.KnownCluster
        $corpus.DocumentName[499] | Should -BeExactly doc499
        $corpus[499] | Should -Be $dfm[499]
        "$corpus" | Should -BeExactly '500 documents x 60 features (Count) in 5 shards'
        ($corpus | Out-String) -replace '\s+', ' ' | Should -BeLike "*500 documents x 60 features, *non-zero*, Count, in 5 shards in '*corpus'*"
    }

    It 'loads shards into memory' {
        $parts = Get-DfmShard TestDrive:/corpus -Index 0, 4
        $parts.DocumentCount | Should -Be 120, 20
        $parts[1].Matrix[19, 3] | Should -Be $dfm.Matrix[499, 3]
        $parts[1].DocumentName[0] | Should -BeExactly doc480
        $parts[0].ShardFolder | Should -BeNullOrEmpty
        (Get-DfmShard TestDrive:/corpus 0..4).DocumentCount | Should -Be 120, 120, 120, 120, 20
    }

    It 'gives the labels of memory to <Name>' -ForEach @(
        @{ Name = 'k-means'; Fit = { param($from) $from | Invoke-KMeans -K 3 -InitialCenter $model.Mu -Arithmetic Sparse } }
        @{ Name = 'k-means of weights'; Fit = { param($from) $from | ConvertTo-TfIdf | Invoke-KMeans -K 3 -Seed 4 -Arithmetic Sparse } }
        @{ Name = 'spherical k-means of some features'; Fit = { param($from) $from | Select-DfmFeature -MaxFeature 40 | Invoke-KMeans -K 3 -Metric Cosine -Seed 4 } }
        @{ Name = 'EM'; Fit = { param($from) $from | Invoke-MixtureEM -InitialMu $model.Mu } }
        @{ Name = 'the Bayes rule'; Fit = { param($from) $from | Invoke-MixtureEM -Model $model } }
    ) {
        $inMemory = & $Fit $dfm
        $ofShards = & $Fit $corpus
        Get-Labels $ofShards | Should -BeExactly (Get-Labels $inMemory)
        if ($inMemory.Inertia) { $ofShards.Inertia / $inMemory.Inertia | Should -BeGreaterThan 0.999999999; $ofShards.Inertia / $inMemory.Inertia | Should -BeLessThan 1.000000001 }
        if ($inMemory.LogLikelihood) { $ofShards.LogLikelihood / $inMemory.LogLikelihood | Should -BeGreaterThan 0.999999999; $ofShards.LogLikelihood / $inMemory.LogLikelihood | Should -BeLessThan 1.000000001 }
        ($ofShards | Measure-ClusterAccuracy).Accuracy | Should -Be ($inMemory | Measure-ClusterAccuracy).Accuracy
        ($ofShards | Resolve-ClusterLabel | Measure-ClusterAccuracy).Accuracy | Should -Be ($inMemory | Measure-ClusterAccuracy).Accuracy
        $ofShards | Out-String | Should -BeLike '*500 documents*'
    }

    It 'describes clusters as in memory' {
        foreach ($fit in { param($from) $from | Invoke-KMeans -K 3 -InitialCenter $model.Mu -Arithmetic Sparse }, { param($from) $from | Invoke-MixtureEM -Model $model }) {
            $inMemory, $ofShards = $dfm, $corpus | ForEach-Object { & $fit $_ }
            foreach ($by in 'Probability', 'Lift', 'Frex') {
                $rows = $ofShards | Get-ClusterTerm -Top 5 -By $by
                $rows.Count | Should -Be 15
                ($rows | Out-String) | Should -BeExactly ($inMemory | Get-ClusterTerm -Top 5 -By $by | Out-String)
            }
            ($ofShards | Get-ClusterSummary | Out-String) | Should -BeExactly ($inMemory | Get-ClusterSummary | Out-String)
            ($ofShards | Get-ClusterDocument -Top 3 | Out-String) | Should -BeExactly ($inMemory | Get-ClusterDocument -Top 3 | Out-String)
            ($ofShards | Measure-ClusterShare -By KnownCluster | Out-String) | Should -BeExactly ($inMemory | Measure-ClusterShare -By KnownCluster | Out-String)
        }
    }

    It 'predicts clusters shard by shard' {
        $clustering = $dfm | Invoke-KMeans -Seed 1
        $rows = $corpus | Invoke-ClusterPrediction $clustering
        $rows.Document | Should -Be (0..499)
        $rows.Cluster | Should -Be $clustering.Labels
        { $corpus | Invoke-ClusterPrediction $clustering -AsMatrix } | Should -Throw -ErrorId 'NotInMemory,*'
        ($dfm | Invoke-ClusterPrediction ($corpus | Invoke-MixtureEM -K 3 -Seed 1)).Cluster.Count | Should -Be 500
    }

    It 'keeps clusterings in files and through jobs' {
        foreach ($clustering in ($corpus | ConvertTo-TfIdf | Invoke-KMeans -K 3 -Seed 1), ($corpus | Select-DfmFeature -MinDocumentFrequency 30 | Invoke-MixtureEM -K 3 -Seed 1)) {
            $clustering | Export-MixtureModel TestDrive:/model.json -Force
            $clustering | Export-Clixml TestDrive:/model.xml
            foreach ($back in (Import-MixtureModel TestDrive:/model.json), (Import-Clixml TestDrive:/model.xml)) {
                Get-Labels $back | Should -BeExactly (Get-Labels $clustering)
                $back.Dfm.ShardCount | Should -Be 5
                "$($back.Dfm)" | Should -BeExactly "$($clustering.Dfm)"
                $back.Dfm[7] | Should -Be $clustering.Dfm[7]
            }
            $clustering | Export-MixtureModel TestDrive:/small.json -ExcludeDocument -Force
            ($clustering.Dfm | Invoke-ClusterPrediction (Import-MixtureModel TestDrive:/small.json)).Cluster | Should -Be $clustering.Labels
        }
    }

    It 'resumes a fit from its checkpoint' {
        $call = @{ K = 3; InitialCenter = $model.Mu; Tolerance = 0; Checkpoint = 'TestDrive:/fit.checkpoint'; Seed = 1 }
        $cut = $corpus | Invoke-KMeans @call -MaxIteration 1 -WarningAction Ignore
        $whole = $corpus | Invoke-KMeans @call
        $call.Remove('Checkpoint')
        $other = $corpus | Invoke-KMeans @call
        $cut.Iterations | Should -Be 1
        $whole.Iterations | Should -BeGreaterThan 1
        ($whole.InertiaTrace -join ' ') | Should -BeExactly ($other.InertiaTrace -join ' ')
        { $corpus | Invoke-KMeans -K 2 -Seed 1 -Checkpoint TestDrive:/fit.checkpoint } | Should -Throw -ErrorId 'InvalidCheckpoint,*'
        { $corpus | Invoke-KMeans -K 3 -Checkpoint TestDrive:/fit.checkpoint } | Should -Throw -ErrorId 'ParameterNeeded,*'
        { $corpus | Invoke-MixtureEM -K 3 -Checkpoint TestDrive:/fit.checkpoint } | Should -Throw -ErrorId 'ParameterNeeded,*'
        { $dfm | Invoke-KMeans -K 3 -Seed 1 -Checkpoint TestDrive:/fit.checkpoint } | Should -Throw -ErrorId 'ShardsNeeded,*'
    }

    It 'gives the same bits after a kill in mid-fit' {
        $folder = Join-Path $TestDrive killed
        $large = New-MixtureModel -K 20 -J 400 -Eta 0.5 -Seed 1 | Invoke-DfmSample -N 4000 -DocumentLength 20 -Seed 2
        $large | Export-DfmShard $folder -ShardSize 900
        $file = Join-Path $TestDrive killed.checkpoint
        $script = Join-Path $TestDrive fit.ps1
        Set-Content $script @'
param($module, $folder, $checkpoint)
Import-Module $module
$fit = Get-DfmShard $folder | Invoke-MixtureEM -K 20 -Seed 1 -Restart 1 -Tolerance 0 -MaxIteration 60 -WarningAction Ignore -Checkpoint $checkpoint
"$($fit.ObjectiveTrace -join ' ') $($fit.Labels -join ' ')"
'@
        $shell = '-File', $script, $modulePath, $folder
        $child = Start-Shell ($shell + $file)
        try {
            $child.StandardInput.Close()
            $watch = [Diagnostics.Stopwatch]::StartNew()
            while (-not (Test-Path $file) -and $watch.Elapsed.TotalSeconds -lt 60) { Start-Sleep -Milliseconds 10 }
            $child.HasExited | Should -BeFalse -Because 'there is more to fit'
        }
        finally {
            $child.Kill($true)
            $child.WaitForExit()
            $child.Dispose()
        }
        $file | Should -Exist
        $resumed = Invoke-Shell ($shell + $file)
        $whole = Invoke-Shell ($shell + (Join-Path $TestDrive unbroken.checkpoint))
        $resumed.ExitCode, $whole.ExitCode | Should -Be 0, 0
        "$($resumed.Output)".Length | Should -BeGreaterThan 8000
        $resumed.Output | Should -BeExactly $whole.Output
    }

    It 'refuses <Name>' -ForEach @(
        @{ Name = 'a folder that doesn''t exist'; Call = { Get-DfmShard TestDrive:/none }; Id = 'InvalidShards' }
        @{ Name = 'a shard that doesn''t exist'; Call = { Get-DfmShard TestDrive:/corpus -Index 5 }; Id = 'InvalidOption' }
        @{ Name = 'a fraction of a shard'; Call = { Get-DfmShard TestDrive:/corpus -Index 1.5 }; Id = 'InvalidInteger' }
        @{ Name = 'a limit of nothing'; Call = { Get-DfmShard TestDrive:/corpus -MemoryLimit 0 }; Id = 'InvalidOption' }
        @{ Name = 'a limit below one shard'; Call = { Get-DfmShard TestDrive:/corpus -MemoryLimit 5KB | Invoke-KMeans -K 3 -Seed 1 }; Id = 'MatrixTooLarge' }
        @{ Name = 'a sampler'; Call = { $corpus | Invoke-MixtureGibbs -K 3 -Seed 1 }; Id = 'NotInMemory' }
        @{ Name = 'bisecting k-means'; Call = { $corpus | Invoke-KMeans -K 3 -Seed 1 -Method Bisecting }; Id = 'NotInMemory' }
        @{ Name = 'Dirichlet-multinomial clusters'; Call = { $corpus | Invoke-MixtureEM -K 3 -Seed 1 -Component DirichletMultinomial }; Id = 'NotInMemory' }
        @{ Name = 'labels'; Call = { $corpus | Invoke-MixtureEM -K 3 -Seed 1 -LabelledDocument 9 }; Id = 'NotInMemory' }
        @{ Name = 'both kinds of shares'; Call = { $corpus | Invoke-MixtureEM -K 3 -Seed 1 -Alpha Auto }; Id = 'NotInMemory' }
        @{ Name = 'quality'; Call = { $corpus | Invoke-KMeans -K 3 -Seed 1 | Measure-ClusterQuality }; Id = 'NotInMemory' }
        @{ Name = 'a report'; Call = { $corpus | Invoke-KMeans -K 3 -Seed 1 | Export-MixtureReport TestDrive:/r.html }; Id = 'NotInMemory' }
        @{ Name = 'a file'; Call = { $corpus | Export-Dfm TestDrive:/r.mtx }; Id = 'NotInMemory' }
    ) {
        { & $Call } | Should -Throw -ErrorId "$Id,*"
        'TestDrive:/r.html', 'TestDrive:/r.mtx' | Should -Not -Exist
    }

    It 'names a shard that was truncated' {
        Copy-Item TestDrive:/corpus TestDrive:/damaged -Recurse
        $file = Get-Item TestDrive:/damaged/shard-00003.arrow
        $bytes = [IO.File]::ReadAllBytes($file)
        [IO.File]::WriteAllBytes($file, $bytes[0..($bytes.Count - 20)])
        { Get-DfmShard TestDrive:/damaged | Invoke-KMeans -K 3 -Seed 1 } | Should -Throw '*shard-00003.arrow*truncated*' -ErrorId 'InvalidShards,*'
    }
}

Describe 'Export-DfmShard' {
    It 'joins several DFMs' {
        1..3 | ForEach-Object { $model | Invoke-DfmSample -N 50 -DocumentLength 9 -Seed $_ } | Export-DfmShard TestDrive:/joined -ShardSize 60
        $joined = Get-DfmShard TestDrive:/joined
        $joined.DocumentCount, $joined.ShardCount | Should -Be 150, 3
        $joined[149] | Should -Be ($model | Invoke-DfmSample -N 50 -DocumentLength 9 -Seed 3)[49]
    }

    It 'writes nothing with -WhatIf, and replaces only with -Force' {
        $dfm | Export-DfmShard TestDrive:/new -WhatIf
        'TestDrive:/new' | Should -Not -Exist
        { $dfm | Export-DfmShard TestDrive:/corpus } | Should -Throw -ErrorId 'FileExists,*'
        { $dfm | Export-DfmShard TestDrive:/ -Force } | Should -Throw -ErrorId 'FileNotWritable,*'
        { $dfm, ('a b' | ConvertTo-Dfm) | Export-DfmShard TestDrive:/mixed } | Should -Throw -ErrorId 'VocabularyLengthMismatch,*'
        'TestDrive:/mixed' | Should -Not -Exist
        Get-ChildItem TestDrive:/ -Filter .*.tmp -Force | Should -BeNullOrEmpty
        ($dfm | Export-DfmShard TestDrive:/new -ShardSize 300 -PassThru).ShardCount | Should -Be 2
    }
}

Describe 'ConvertTo-Dfm -OutShard' {
    It 'counts texts as in memory' {
        $texts = 1..400 | ForEach-Object { [pscustomobject]@{ text = "word$($_ % 7) word$($_ % 11) rare$_"; topic = "t$($_ % 3)"; name = "text $_" } }
        $call = @{ TextProperty = 'text'; LabelProperty = 'topic'; NameProperty = 'name'; MinDocumentFrequency = 2 }
        $inMemory = $texts | ConvertTo-Dfm @call
        $big = $texts | ConvertTo-Dfm @call -OutShard TestDrive:/texts -ShardSize 90
        $big.ShardCount | Should -Be 5
        $big.Vocabulary | Should -BeExactly $inMemory.Vocabulary
        $big.DocumentName | Should -BeExactly $inMemory.DocumentName
        $big.KnownClusterName | Should -BeExactly $inMemory.KnownClusterName
        "$($big.TextStatistics)" | Should -BeExactly "$($inMemory.TextStatistics)"
        foreach ($document in 0, 89, 90, 399) { $big[$document] | Should -Be $inMemory[$document] }
        ($big | Invoke-KMeans -K 3 -Seed 1 | Get-ClusterAssignment)[399].KnownClusterName | Should -BeExactly t1
    }

    It 'refuses <Name>' -ForEach @(
        @{ Name = 'variables'; Call = { 'a' | ConvertTo-Dfm -OutShard TestDrive:/x -KeepText }; Id = 'ConflictingParameter' }
        @{ Name = 'a size without a folder'; Call = { 'a' | ConvertTo-Dfm -ShardSize 5 }; Id = 'ParameterNeeded' }
        @{ Name = 'a size of nothing'; Call = { 'a' | ConvertTo-Dfm -OutShard TestDrive:/x -ShardSize 0 }; Id = 'InvalidOption' }
        @{ Name = 'no documents'; Call = { @() | ConvertTo-Dfm -OutShard TestDrive:/x }; Id = 'EmptyDfm' }
    ) {
        { & $Call } | Should -Throw -ErrorId "$Id,*"
        'TestDrive:/x' | Should -Not -Exist
        Get-ChildItem TestDrive:/ -Filter .*.tmp -Force | Should -BeNullOrEmpty
    }
}
