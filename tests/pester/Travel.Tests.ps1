BeforeDiscovery {
    $names = 'assignments', 'nearest documents', 'summaries', 'terms', 'terms side by side', 'predictions', 'experiment rows',
        'experiment summaries', 'needed lengths', 'bounds', 'qualities', 'DFM rows', 'DFM counts'
}

BeforeAll {
    . (Join-Path $PSScriptRoot Shared.ps1)
    $model = New-MixtureModel -K 3 -Eta 0.5 -Seed 2026
    $dfm = $model | Invoke-DfmSample -N 60 -DocumentLength 15
    $clustering = $dfm | Invoke-KMeans -Seed 1
    $mixture = $dfm | Invoke-MixtureEM -Restart 2 -Seed 1
    $grid = @{ K = 2; Eta = 0.1, 1; DocumentLength = 10; N = 40; Method = 'KMeans', 'EM'; Replicate = 3; Seed = 2026 }
    $runs = Invoke-MixtureExperiment @grid

    $tables = @{
        'assignments'          = $clustering | Get-ClusterAssignment
        'nearest documents'    = $clustering | Get-ClusterDocument
        'summaries'            = $mixture | Get-ClusterSummary
        'terms'                = $clustering | Get-ClusterTerm
        'terms side by side'   = $clustering | Get-ClusterTerm -SideBySide
        'predictions'          = $dfm | Invoke-ClusterPrediction $mixture
        'experiment rows'      = $runs
        'experiment summaries' = $runs | Measure-MixtureExperiment -By Eta, Method
        'needed lengths'       = $runs | Measure-MixtureExperiment -By Method -Target 0.5
        'bounds'               = $model | Measure-MixtureBound -DocumentLength 1, 5, 10
        'qualities'            = $clustering, $mixture | Measure-ClusterQuality
        'DFM rows'             = $dfm | ConvertFrom-Dfm
        'DFM counts'           = $dfm | ConvertFrom-Dfm -As Long
    }

    # Columns with scalar values, without those that jobs add to their rows.
    $omitted = 'ConfusionMatrix', 'PSComputerName', 'RunspaceId', 'PSShowComputerName', 'PSSourceJobInstanceId'
    function Get-Column($Table) { @($Table)[0].PSObject.Properties.Name | Where-Object { $_ -notin $omitted } }

    # One line of text per row. String interpolation would round doubles to 15 digits.
    function Get-Line($Table, $Columns, [cultureinfo] $Culture = [cultureinfo]::InvariantCulture) {
        foreach ($row in $Table) {
            $cells = foreach ($column in $Columns) { "${column}: $($row.$column -is [double] ? $row.$column.ToString('R', $Culture) : $row.$column)" }
            $cells -join '; '
        }
    }

    # The lines of experiment rows in a fixed order, without the durations of the runs.
    function Get-Run($Table) { Get-Line ($Table | Sort-Object Cell, Replicate, Method) (Get-Column $runs | Where-Object { $_ -ne 'Seconds' }) }
}

Describe 'Rows in a file' {
    It 'are the same after Export-Clixml and Import-Clixml: <_>' -ForEach $names {
        $table = $tables[$_]
        $table | Export-Clixml TestDrive:\rows.xml
        $again = Import-Clixml TestDrive:\rows.xml
        $columns = Get-Column $table
        $columns.Count | Should -BeGreaterThan 2
        Get-Column $again | Should -BeExactly $columns
        Get-Line $again $columns | Should -BeExactly @(Get-Line $table $columns)

        # Numbers are still numbers.
        foreach ($column in $columns) {
            $value = @($table)[0].$column
            if ($value -is [double] -or $value -is [int] -or $value -is [bool]) { @($again)[0].$column | Should -BeOfType $value.GetType() -Because "it is $column" }
        }
    }

    It 'are the same after ConvertTo-Json and ConvertFrom-Json: <_>' -ForEach $names {
        $table = $tables[$_]
        $columns = Get-Column $table
        $columns.Count | Should -BeGreaterThan 2
        $again = $table | ConvertTo-Json | ConvertFrom-Json
        Get-Column $again | Should -BeExactly $columns
        Get-Line $again $columns | Should -BeExactly @(Get-Line $table $columns)
    }

    It 'are the same after Export-Csv and Import-Csv: <_>' -ForEach $names {
        $table = $tables[$_]
        $columns = Get-Column $table
        $columns.Count | Should -BeGreaterThan 2
        $table | Export-Csv TestDrive:\rows.csv
        $again = Import-Csv TestDrive:\rows.csv
        Get-Column $again | Should -BeExactly $columns

        # Export-Csv writes numbers in the culture of the session.
        Get-Line $again $columns | Should -BeExactly @(Get-Line $table $columns (Get-Culture))
    }

    It 'can be summarised after <Name>' -ForEach @(
        @{ Name = 'Import-Csv'; Read = { $runs | Export-Csv TestDrive:\runs.csv; Import-Csv TestDrive:\runs.csv } }
        @{ Name = 'Import-Clixml'; Read = { $runs | Export-Clixml TestDrive:\runs.xml; Import-Clixml TestDrive:\runs.xml } }
        @{ Name = 'ConvertFrom-Json'; Read = { $runs | ConvertTo-Json | ConvertFrom-Json } }
    ) {
        $expected = $tables['experiment summaries']
        $columns = Get-Column $expected
        Get-Line (& $Read | Measure-MixtureExperiment -By Eta, Method) $columns | Should -BeExactly (Get-Line $expected $columns)
    }

    It 'can be scored after <Name>' -ForEach @(
        @{ Name = 'Import-Csv'; Read = { $tables.assignments | Export-Csv TestDrive:\assignments.csv; Import-Csv TestDrive:\assignments.csv } }
        @{ Name = 'Import-Clixml'; Read = { $tables.assignments | Export-Clixml TestDrive:\assignments.xml; Import-Clixml TestDrive:\assignments.xml } }
        @{ Name = 'ConvertFrom-Json'; Read = { $tables.assignments | ConvertTo-Json | ConvertFrom-Json } }
    ) {
        $rows = & $Read
        $score = Measure-ClusterAccuracy -Known $rows.KnownCluster -Estimated $rows.Cluster
        $score.AdjustedRandIndex | Should -Be ($clustering | Measure-ClusterAccuracy).AdjustedRandIndex
    }

    It 'can be read by Import-Dfm if they are rows of a DFM, <Name>' -ForEach @(
        @{ Name = 'a column for each feature'; Rows = 'DFM rows'; Format = @{} }
        @{ Name = 'a row for each count'; Rows = 'DFM counts'; Format = @{ Format = 'LongCsv' } }
    ) {
        $path = Join-Path $TestDrive 'dfm.csv'
        $tables[$Rows] | Export-Csv $path
        $again = Import-Dfm $path @Format
        $again.DocumentName | Should -BeExactly @($dfm.DocumentName)
        $again.KnownCluster | Should -Be $dfm.KnownCluster
        $again.Vocabulary | Should -BeExactly @($dfm.Vocabulary)
        "$(0..59 | ForEach-Object { $again.Row($_) })" | Should -BeExactly "$(0..59 | ForEach-Object { $dfm.Row($_) })"
    }

    It 'are shown by Format-Table as before: <_>' -ForEach @(
        'assignments', 'nearest documents', 'terms', 'terms side by side', 'predictions', 'experiment rows', 'experiment summaries',
        'bounds', 'qualities', 'DFM rows', 'DFM counts'
    ) {
        $table = $tables[$_]
        $table | Export-Clixml TestDrive:\shown.xml
        $expected = $table | Format-Table | Out-String -Width 120
        $expected.Trim() | Should -Not -BeNullOrEmpty
        Import-Clixml TestDrive:\shown.xml | Format-Table | Out-String -Width 120 | Should -BeExactly $expected
    }
}

Describe 'Rows from jobs' {
    It 'are the same after Start-Job' {
        $job = Start-Job {
            Import-Module $using:modulePath
            $fit = New-MixtureModel -K 3 -Eta 0.5 -Seed 2026 | Invoke-DfmSample -N 60 -DocumentLength 15 | Invoke-KMeans -Seed 1
            $fit | Get-ClusterAssignment
        }
        $rows = $job | Receive-Job -Wait -AutoRemoveJob
        $columns = Get-Column $tables.assignments
        Get-Column $rows | Should -BeExactly $columns
        Get-Line $rows $columns | Should -BeExactly (Get-Line $tables.assignments $columns)
        $rows[0].Distance | Should -BeOfType double
        $rows | Group-Object KnownCluster | ForEach-Object Count | Should -Be ($tables.assignments | Group-Object KnownCluster | ForEach-Object Count)
    }

    It 'are those of one experiment if each job runs a shard' {
        $jobs = '1/2', '2/2' | ForEach-Object {
            Start-Job -ArgumentList $modulePath, $grid, $_ {
                param($modulePath, $grid, $shard)
                Import-Module $modulePath
                Invoke-MixtureExperiment @grid -Shard $shard
            }
        }
        $rows = $jobs | Receive-Job -Wait -AutoRemoveJob
        Get-Run $rows | Should -BeExactly (Get-Run $runs)
        $columns = Get-Column $tables['experiment summaries']
        $summaries = $rows | Sort-Object { $runs.Cell.IndexOf($_.Cell) }, Replicate | Measure-MixtureExperiment -By Eta, Method
        Get-Line $summaries $columns | Should -BeExactly (Get-Line $tables['experiment summaries'] $columns)
    }

    It 'are the same after Start-ThreadJob' {
        $job = Start-ThreadJob {
            Import-Module $using:modulePath
            Invoke-MixtureExperiment @using:grid
        }
        Get-Run ($job | Receive-Job -Wait -AutoRemoveJob) | Should -BeExactly (Get-Run $runs)
    }
}

Describe 'Models, DFMs and clusterings in jobs' {
    It 'are live objects in and after Start-ThreadJob' {
        $job = Start-ThreadJob {
            Import-Module $using:modulePath
            $using:dfm | Invoke-KMeans -Seed 1
        }
        $found = $job | Receive-Job -Wait -AutoRemoveJob
        $found.Labels | Should -Be $clustering.Labels
        ($found | Measure-ClusterAccuracy).Accuracy | Should -Be ($clustering | Measure-ClusterAccuracy).Accuracy
        $new = $model | Invoke-DfmSample -N 5 -Seed 3
        ($new | Invoke-ClusterPrediction $found).Distance | Should -Be ($new | Invoke-ClusterPrediction $clustering).Distance
    }

    It 'are live objects in and after ForEach-Object -Parallel' {
        $found = 1..4 | ForEach-Object -ThrottleLimit 4 -Parallel {
            Import-Module $using:modulePath
            $using:dfm | Invoke-KMeans -K $_ -Seed 1
        } | Sort-Object K
        $found.K | Should -Be 1, 2, 3, 4
        $found.Inertia | Should -Be (1..4 | ForEach-Object { ($dfm | Invoke-KMeans -K $_ -Seed 1).Inertia })
        $found[2] | Get-ClusterTerm -Top 3 | Should -HaveCount 9
    }

    It 'can be passed to and from Start-Job in files' {
        $folder = "$TestDrive"
        $model | Export-MixtureModel (Join-Path $folder model.json)
        $dfm | Export-Dfm (Join-Path $folder dfm.csv)
        $job = Start-Job {
            $ErrorActionPreference = 'Stop'
            Import-Module $using:modulePath
            Set-Location $using:folder
            $dfm = Import-Dfm dfm.csv
            $dfm | Invoke-KMeans -K 3 -Seed 1 | Export-MixtureModel kmeans.json
            $dfm | Invoke-MixtureEM -K 3 -Restart 2 -Seed 1 | Export-MixtureModel mixture.json
            Import-MixtureModel model.json | Invoke-DfmSample -N 20 -Seed 3 | Export-Dfm sample.csv
        }
        $job | Receive-Job -Wait -AutoRemoveJob -ErrorAction Stop | Should -BeNullOrEmpty

        $sample = Import-Dfm (Join-Path $folder sample.csv)
        $expected = $model | Invoke-DfmSample -N 20 -Seed 3
        $sample.KnownCluster | Should -Be $expected.KnownCluster
        "$(0..19 | ForEach-Object { $sample.Row($_) })" | Should -BeExactly "$(0..19 | ForEach-Object { $expected.Row($_) })"

        $foundByKMeans = Import-MixtureModel (Join-Path $folder kmeans.json)
        $foundByKMeans.Labels | Should -Be $clustering.Labels
        ($foundByKMeans | Measure-ClusterAccuracy).Accuracy | Should -Be ($clustering | Measure-ClusterAccuracy).Accuracy
        $foundByEM = Import-MixtureModel (Join-Path $folder mixture.json)
        $foundByEM.LogLikelihood | Should -BeExactly $mixture.LogLikelihood
        ($sample | Invoke-ClusterPrediction $foundByEM).Probability | Should -Be ($expected | Invoke-ClusterPrediction $mixture).Probability
    }
}
