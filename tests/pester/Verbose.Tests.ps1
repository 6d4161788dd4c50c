BeforeAll {
    . (Join-Path $PSScriptRoot Shared.ps1)
    Push-Location $TestDrive
    $model = New-MixtureModel -K 2 -J 6 -Eta 0.5 -Seed 1
    $dfm = $model | Invoke-DfmSample -N 20 -Seed 3
    $clustering = $dfm | Invoke-KMeans -Restart 2 -Seed 4
    Export-Dfm in.csv $dfm
    Export-MixtureModel in.json $clustering
    $rows = Invoke-MixtureExperiment -K 2 -N 20 -Replicate 2 -Seed 1 -Journal in.jsonl
    foreach ($folder in 'started', 'once') { $null = Start-MixtureExperiment -K 2 -N 20 -Replicate ($folder -eq 'once' ? 1 : 2) -Seed 1 -Scheduler None -Task 1 -Folder $folder }
}

AfterAll { Pop-Location }

Describe '-Verbose' {
    It 'says what <Name> does: <Pattern>' -ForEach @(
        @{ Name = 'ConvertFrom-Dfm'; Call = { $dfm | ConvertFrom-Dfm -Verbose }; Pattern = '20 documents x 6 features*20 rows*Wide' }
        @{ Name = 'ConvertTo-Dfm'; Call = { 'a b', 'c' | ConvertTo-Dfm -NGram 1..2 -Verbose }; Pattern = 'n-grams of 1, 2' }
        @{ Name = 'ConvertTo-MixtureTable'; Call = { $rows | ConvertTo-MixtureTable Method, Accuracy -Verbose }; Pattern = '2 rows*2 columns*Markdown' }
        @{ Name = 'ConvertTo-TfIdf'; Call = { $dfm | ConvertTo-TfIdf -Verbose }; Pattern = '20 documents x 6 features' }
        @{ Name = 'Export-Dfm'; Call = { $dfm | Export-Dfm out.csv -Verbose }; Pattern = '20 documents x 6 features*out.csv' }
        @{ Name = 'Export-DfmShard'; Call = { $dfm | Export-DfmShard out -ShardSize 8 -Verbose }; Pattern = '20 documents x 6 features*3 shards*out' }
        @{ Name = 'Get-DfmShard'; Call = { $dfm | Export-DfmShard in -ShardSize 8; Get-DfmShard in -Index 1 -Verbose }; Pattern = '8 documents x 6 features*shard 1' }
        @{ Name = 'Export-MixtureModel'; Call = { $model | Export-MixtureModel out.json -Verbose }; Pattern = 'mixture of 2*out.json' }
        @{ Name = 'Export-MixturePlot'; Call = { $model | Export-MixturePlot out.svg -Verbose }; Pattern = '800 x 500*out.svg' }
        @{ Name = 'Export-MixtureReport'; Call = { $clustering | Export-MixtureReport out.html -Verbose }; Pattern = '2 clusters of 20 documents*out.html' }
        @{ Name = 'Find-ClusterCount'; Call = { $dfm | Find-ClusterCount 2..3 -Fold 0 -Subsample 0 -Restart 2 -Seed 5 -Verbose }; Pattern = 'K = 2, 3*2 starts*seed 5' }
        @{ Name = 'Get-ClusterAssignment'; Call = { $clustering | Get-ClusterAssignment -Verbose }; Pattern = '2 clusters of 20 documents' }
        @{ Name = 'Get-CoClustering'; Call = { $clustering.Dfm | Invoke-MixtureGibbs -K 2 -Seed 1 -WarningAction Ignore | Get-CoClustering -Verbose }; Pattern = '*draws of*' }
        @{ Name = 'Get-ClusterSummary'; Call = { $clustering | Get-ClusterSummary -Verbose }; Pattern = '2 clusters of 20 documents' }
        @{ Name = 'Get-ClusterDocument'; Call = { $clustering | Get-ClusterDocument -Verbose }; Pattern = '2 clusters of 20 documents' }
        @{ Name = 'Get-ClusterTerm'; Call = { $clustering | Get-ClusterTerm -Top 3 -Verbose }; Pattern = '2 clusters of 20 documents*3 per cluster' }
        @{ Name = 'Get-MixtureExperiment'; Call = { Get-MixtureExperiment started -Verbose }; Pattern = '0 runs of 2*started' }
        @{ Name = 'Get-MixtureInterval'; Call = { $dfm | Invoke-MixtureEM -K 2 -Restart 2 -Seed 1 | Get-MixtureInterval -Of Word -Top 2 -Verbose }; Pattern = '*interval*' }
        @{ Name = 'Import-Dfm'; Call = { Import-Dfm in.csv -Verbose }; Pattern = '20 documents x 6 features*in.csv' }
        @{ Name = 'Import-MixtureJournal'; Call = { Import-MixtureJournal in.jsonl -Verbose }; Pattern = '2 runs*in.jsonl' }
        @{ Name = 'Import-MixtureModel'; Call = { Import-MixtureModel in.json -Verbose }; Pattern = 'in.json*2 clusters of 20 documents' }
        @{ Name = 'Invoke-ClusterPrediction'; Call = { $dfm | Invoke-ClusterPrediction $clustering -Verbose }; Pattern = '20 documents*2 clusters' }
        @{ Name = 'Invoke-DfmSample'; Call = { $model | Invoke-DfmSample -N 7 -DocumentLength 'Poisson(4)' -Seed 8 -Verbose }; Pattern = '7 documents*Poisson(4)*seed 8' }
        @{ Name = 'Invoke-DirichletSample'; Call = { Invoke-DirichletSample -Eta 1 -Size 3 -Seed 9 -Verbose }; Pattern = '3 x 5 matrix*seed 9' }
        @{ Name = 'Invoke-KMeans'; Call = { $dfm | Invoke-KMeans -Restart 2 -Seed 4 -Verbose }; Pattern = '2 clusters of 20 documents*6 features*2 starts, seed 4*converged after * iteration*inertia' }
        @{ Name = 'Invoke-MixtureEM'; Call = { $dfm | Invoke-MixtureEM -Restart 3 -Seed 4 -Verbose 3> $null }; Pattern = '2 clusters of 20 documents*3 starts, seed 4*iteration*log-likelihood' }
        @{ Name = 'Invoke-MixtureExperiment'; Call = { Invoke-MixtureExperiment -K 2 -N 20 -Seed 1 -Journal new.jsonl -Verbose }; Pattern = '1 row*new.jsonl' }
        @{ Name = 'Invoke-MixtureExperimentPart'; Call = { Invoke-MixtureExperimentPart once -Part 1 -Verbose }; Pattern = '1 of 1 run of part 1*once' }
        @{ Name = 'Invoke-MixtureGibbs'; Call = { $dfm | Invoke-MixtureGibbs -K 4 -Seed 4 -Verbose 3> $null }; Pattern = 'Gibbs*4 chains, seed 4' }
        @{ Name = 'Invoke-MultinomialSample'; Call = { Invoke-MultinomialSample -Trials 2 -Probability 0.5, 0.5 -Seed 9 -Verbose }; Pattern = 'multinomial*seed 9' }
        @{ Name = 'Invoke-TopicModel'; Call = { $dfm | Invoke-TopicModel -Iteration 5 -Seed 4 -Verbose 3> $null }; Pattern = '1 chain of 5 sweeps over 20 documents*2 topics*Gibbs LDA: 2 topics*seed 4' }
        @{ Name = 'Measure-TopicAccuracy'; Call = { $dfm | Invoke-TopicModel -Iteration 5 -Seed 4 -WarningAction Ignore | Measure-TopicAccuracy -Verbose }; Pattern = 'Hellinger distance' }
        @{ Name = 'Measure-ClusterAccuracy'; Call = { $clustering | Measure-ClusterAccuracy -Verbose }; Pattern = 'accuracy' }
        @{ Name = 'Measure-ClusterQuality'; Call = { $clustering | Measure-ClusterQuality -Verbose }; Pattern = 'quality' }
        @{ Name = 'Measure-MixtureBound'; Call = { $model | Measure-MixtureBound -Verbose }; Pattern = 'Bayes rule' }
        @{ Name = 'Measure-MixtureExperiment'; Call = { $rows | Measure-MixtureExperiment -By K -Verbose }; Pattern = 'Accuracy*1 row' }
        @{ Name = 'Merge-MixtureJournal'; Call = { Merge-MixtureJournal in.jsonl merged.jsonl -Verbose }; Pattern = '2 runs*1 journal*merged.jsonl' }
        @{ Name = 'New-MixtureModel'; Call = { New-MixtureModel -K 2 -Seed 6 -Verbose }; Pattern = 'mixture of 2*seed 6' }
        @{ Name = 'New-RandomGenerator'; Call = { New-RandomGenerator -Seed 6 -Verbose }; Pattern = 'seed 6' }
        @{ Name = 'Receive-MixtureExperiment'; Call = { Receive-MixtureExperiment started -Verbose 3> $null }; Pattern = '0 runs of 2*started' }
        @{ Name = 'Resolve-ClusterLabel'; Call = { $clustering | Resolve-ClusterLabel -Verbose }; Pattern = '2 clusters of 20 documents' }
        @{ Name = 'Group-DfmDocument'; Call = { $dfm | Group-DfmDocument -By KnownCluster -Verbose }; Pattern = '20 documents*2 documents' }
        @{ Name = 'Measure-ClusterShare'; Call = { $clustering | Measure-ClusterShare -Verbose }; Pattern = '2 clusters of 20 documents' }
        @{ Name = 'Select-DfmDocument'; Call = { $dfm | Select-DfmDocument -Sample 3 -Seed 5 -Verbose }; Pattern = '3 documents*20 documents*seed 5' }
        @{ Name = 'Select-DfmFeature'; Call = { $dfm | Select-DfmFeature -MinCount 2 -Verbose }; Pattern = '20 documents' }
        @{ Name = 'Start-MixtureExperiment'; Call = { Start-MixtureExperiment -K 2 -N 20 -Seed 1 -Scheduler None -Task 1 -Folder new -Verbose }; Pattern = '1 run in 1 part*new' }
        @{ Name = 'Stop-MixtureExperiment'; Call = { try { Stop-MixtureExperiment started -Verbose } catch { $_.FullyQualifiedErrorId } }; Pattern = 'jobs of*started' }
        @{ Name = 'Test-MixtureIdentifiability'; Call = { $model | Test-MixtureIdentifiability -DocumentLength 3 -Verbose }; Pattern = 'mixture of 2*3 tokens' }
    ) {
        $messages = & $Call 4>&1 | Where-Object { $_ -is [Management.Automation.VerboseRecord] }
        $messages | Should -Not -BeNullOrEmpty
        "$($messages -join "`n")" | Should -BeLike "*$Pattern*"
    }

    It 'is tested for every cmdlet' {
        $text = Get-Content $PSCommandPath -Raw
        foreach ($name in (Get-Command -Module MixturePS -CommandType Cmdlet).Name) { $text.Contains("Name = '$name'") | Should -BeTrue -Because $name }
    }

    It 'is silent unless asked' {
        $dfm | Invoke-KMeans -Seed 1 4>&1 | Should -Not -BeOfType Management.Automation.VerboseRecord
    }
}
