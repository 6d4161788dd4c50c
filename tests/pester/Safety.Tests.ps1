BeforeAll {
    . (Join-Path $PSScriptRoot Shared.ps1)
    $neighbourPath = Join-Path $PSScriptRoot Neighbour bin Release net8.0 MixturePS.Neighbour.dll
}

Describe 'A module with other versions of the same libraries' {
    It 'works in the same session as this one' {
        # Loads this module's versions first.
        $null = New-MixtureModel -K 2 -Seed 1 | Test-MixtureIdentifiability
        $neighbour = Import-Module $neighbourPath -PassThru
        try {
            Get-Neighbour | Should -BeExactly '30 2', '4 24'
            $dfm = New-MixtureModel -K 2 -Seed 1 | Invoke-DfmSample -N 5
            $dfm | Export-Dfm TestDrive:\beside.csv
            (Import-Dfm TestDrive:\beside.csv).Row(4) | Should -Be $dfm.Row(4)
            (New-MixtureModel -K 2 -Seed 1 | Test-MixtureIdentifiability).Rank | Should -Be 2
            Get-Neighbour | Should -BeExactly '30 2', '4 24'
        }
        finally { Remove-Module $neighbour }
    }

    It 'can be imported <Order>' -ForEach @(
        @{ Order = 'first'; Script = 'Import-Module $neighbour; Get-Neighbour; Import-Module $module' }
        @{ Order = 'last'; Script = 'Import-Module $module; $null = New-MixtureModel -K 2 | Test-MixtureIdentifiability; Import-Module $neighbour; Get-Neighbour' }
    ) {
        $csv = Join-Path $TestDrive "$Order.csv"
        $run = Invoke-Shell '-Command', @"
`$neighbour, `$module = '$neighbourPath', '$modulePath'
$Script
New-MixtureModel -K 2 -Seed 1 | Invoke-DfmSample -N 3 | Export-Dfm '$csv'
(Import-Dfm '$csv').DocumentCount
"@
        $run.Error | Should -BeNullOrEmpty
        $run.Output | Should -BeExactly '30 2', '4 24', '3'
    }
}

Describe 'Ten concurrent runspaces' {
    It 'find the same clusters as a single one' {
        $work = {
            New-MixtureModel -K 3 -Seed 5 | Invoke-DfmSample -N 400 | ConvertTo-TfIdf | Invoke-KMeans -Seed 1 -Restart 3 |
                ForEach-Object { "$($_.Inertia) $($_.Labels)" }
        }
        $alone = & $work
        $shells = 1..10 | ForEach-Object {
            $shell = [powershell]::Create([initialsessionstate]::CreateDefault2())
            $null = $shell.AddCommand('Import-Module').AddArgument($modulePath).Invoke()
            $shell.Commands.Clear()
            $shell.AddScript("`$ProgressPreference = 'SilentlyContinue'").AddStatement().AddScript("$work")
        }
        $handles = $shells | ForEach-Object { $_.BeginInvoke() }
        foreach ($i in 0..9) {
            $shells[$i].EndInvoke($handles[$i]) | Should -BeExactly $alone
            $shells[$i].HadErrors | Should -BeFalse
            $shells[$i].Dispose()
        }
    }

    It 'can share a model in ForEach-Object -Parallel' {
        $model = New-MixtureModel -K 3 -Seed 5
        $inertias = 1..10 | ForEach-Object -ThrottleLimit 10 -Parallel {
            Import-Module $using:modulePath
            ($using:model | Invoke-DfmSample -N 400 -Seed 9 | Invoke-KMeans -Seed 1).Inertia
        }
        $inertias | Should -HaveCount 10
        $inertias | Should -BeExactly (@(($model | Invoke-DfmSample -N 400 -Seed 9 | Invoke-KMeans -Seed 1).Inertia) * 10)
    }
}

Describe 'A matrix that is too large' {
    BeforeAll {
        $few = New-MixtureModel -K 2 -Seed 1 | Invoke-DfmSample -N 10
        $many = New-MixtureModel -K 20000 -J 2 -Seed 1

        # 300 documents over a million features; each document has two of them.
        $wide = Join-Path $TestDrive wide.dat
        0..299 | ForEach-Object { "2 $(3 * $_):1 $(3333 * $_ + 1):1" } | Set-Content $wide
        Set-Content (Join-Path $TestDrive wide.vocab.txt) ((0..999999) -join "`n")
    }

    It 'is refused with its size before memory is allocated: <Name>' -ForEach @(
        @{ Name = 'a model'; Script = { New-MixtureModel -K 1000 -J 1000000 }; Bytes = 8000000000 }
        @{ Name = 'more than 2^63 bytes'; Script = { New-MixtureModel -K ([int]::MaxValue) -J ([int]::MaxValue) }; Bytes = '36893488113059364872' }
        @{ Name = 'Dirichlet draws'; Script = { Invoke-DirichletSample -Eta 1 -Size 100000000 }; Bytes = 4000000000 }
        @{ Name = 'multinomial draws'; Script = { Invoke-MultinomialSample -Trials 1 -Probability 0.5, 0.5 -Size 200000000 }; Bytes = 3200000000 }
        @{ Name = 'traces of chains'; Script = { Invoke-MixtureGibbs -InputObject $few -Iteration 100000000 }; Bytes = 3200000000 }
        @{ Name = 'kept draws of chains'; Script = { Invoke-MixtureGibbs -InputObject $few -Iteration 50 -Chain 5000000 }; Bytes = 5000000000 }
        @{ Name = 'pairs of clusters'; Script = { Measure-MixtureBound -InputObject $many -DocumentLength 3 }; Bytes = 6400000000 }
        @{ Name = 'products of clusters'; Script = { Test-MixtureIdentifiability -InputObject $many }; Bytes = 3200000000 }
    ) {
        $before = [GC]::GetTotalAllocatedBytes()
        $Script | Should -Throw -ErrorId 'MatrixTooLarge,*' -ExpectedMessage "*$Bytes bytes*2 GiB at most*"
        [GC]::GetTotalAllocatedBytes() - $before | Should -BeLessThan 100000000
    }

    It 'is refused if the number of clusters makes it too large: <_>' -ForEach Invoke-KMeans, Invoke-MixtureEM {
        $cmdlet = $_
        $dfm = Import-Dfm $wide
        { & $cmdlet -InputObject $dfm -K 290 } | Should -Throw -ErrorId 'MatrixTooLarge,*' -ExpectedMessage '*2320000000 bytes*'
    }

    It 'is refused with -WhatIf, which draws nothing' {
        { New-MixtureModel -K 1000 -J 1000000 -WhatIf } | Should -Throw -ErrorId 'MatrixTooLarge,*'
        New-MixtureModel -K 3 -J 4 -WhatIf | Should -BeNullOrEmpty
        $rng = New-RandomGenerator -Seed 1
        Invoke-DirichletSample -Eta 1 -Size 2 -Generator $rng -WhatIf | Should -BeNullOrEmpty
        Invoke-MultinomialSample -Trials 3 -Probability 0.5, 0.5 -Generator $rng -WhatIf | Should -BeNullOrEmpty
        $rng.NextDouble() | Should -Be (New-RandomGenerator -Seed 1).NextDouble()
    }
}

Describe 'A path that cannot be written to' {
    BeforeAll {
        $dfm = New-MixtureModel -K 2 -J 2000 -Seed 1 | Invoke-DfmSample -N 50 -DocumentLength 500
        $clustering = $dfm | Invoke-KMeans -Seed 1 -Restart 1
        $writers = @{
            'Export-Dfm'          = { param($path) $dfm | Export-Dfm $path -Format WideCsv -Force }
            'Export-MixtureModel' = { param($path) $clustering | Export-MixtureModel $path -Force }
            'Find-ClusterCount'   = { param($path) $dfm | Find-ClusterCount -K 1 -Method KMeans -Restart 1 -Fold 0 -Subsample 0 -Journal $path }
        }
    }

    It 'is refused if its folder is missing: <_>' -ForEach Export-Dfm, Export-MixtureModel, Find-ClusterCount {
        $writer = $writers[$_]
        { & $writer (Join-Path $TestDrive missing x.csv) } | Should -Throw -ErrorId 'FileNotWritable,*'
        Join-Path $TestDrive missing | Should -Not -Exist
    }

    It 'is refused if it is a folder: <_>' -ForEach Export-Dfm, Export-MixtureModel, Find-ClusterCount {
        $writer = $writers[$_]
        $folder = (New-Item (Join-Path $TestDrive "folder of $_") -ItemType Directory).FullName
        { & $writer $folder } | Should -Throw -ErrorId 'FileNotWritable,*'
        Get-ChildItem $folder -Force | Should -BeNullOrEmpty
    }

    It 'is refused if the disk is full: <_>' -ForEach Export-Dfm, Export-MixtureModel, Find-ClusterCount -Skip:(-not (Test-Path /dev/full)) {
        $writer = $writers[$_]
        { & $writer /dev/full } | Should -Throw -ErrorId 'FileNotWritable,*'
        (Get-ChildItem /dev -Filter full* -Force).FullName | Should -BeExactly '/dev/full'
    }

    It 'is refused if the folder is read-only: <_>' -ForEach Export-Dfm, Export-MixtureModel, Find-ClusterCount -Skip:(-not (Test-Path /proc/self)) {
        # A folder that nobody can write to, not even root.
        $writer = $writers[$_]
        { & $writer /proc/self/x.csv } | Should -Throw -ErrorId 'FileNotWritable,*'
    }

    It 'is not /dev/null, which discards everything' -Skip:(-not (Test-Path /dev/null)) {
        $dfm | Export-Dfm /dev/null -Format WideCsv
        $clustering | Export-MixtureModel /dev/null
        (Get-ChildItem /dev -Filter null* -Force).FullName | Should -BeExactly '/dev/null'
        (Get-Item /dev/null).Length | Should -Be 0
    }
}

Describe 'A pipeline that needs no more objects' {
    BeforeAll {
        $dfm = New-MixtureModel -K 3 -Seed 1 | Invoke-DfmSample -N 200
        $clustering = $dfm | Invoke-KMeans -Seed 1
        $models = 1..3 | ForEach-Object { New-MixtureModel -K 2 -Seed $_ }
        $folder = (New-Item (Join-Path $TestDrive many) -ItemType Directory).FullName
        foreach ($i in 1..3) { $dfm | Export-Dfm (Join-Path $folder "$i.csv") }
    }

    It 'stops <Name> after the first object' -ForEach @(
        @{ Name = 'Invoke-DfmSample'; Script = { $models | Invoke-DfmSample -N 10 -Seed 1 } }
        @{ Name = 'Measure-MixtureBound'; Script = { $models | Measure-MixtureBound -DocumentLength 3 } }
        @{ Name = 'Test-MixtureIdentifiability'; Script = { $models | Test-MixtureIdentifiability } }
        @{ Name = 'Invoke-KMeans'; Script = { $dfm, $dfm | Invoke-KMeans -Seed 1 -Restart 1 } }
        @{ Name = 'Invoke-MixtureEM'; Script = { $dfm, $dfm | Invoke-MixtureEM -Restart 1 } }
        @{ Name = 'Invoke-MixtureGibbs'; Script = { $dfm, $dfm | Invoke-MixtureGibbs -K 5 -Iteration 4 } }
        @{ Name = 'Invoke-TopicModel'; Script = { $dfm, $dfm | Invoke-TopicModel -K 2 -Iteration 4 } }
        @{ Name = 'Find-ClusterCount'; Script = { $dfm | Find-ClusterCount -K 1, 2, 3 -Restart 1 -Fold 0 -Subsample 0 } }
        @{ Name = 'ConvertTo-TfIdf'; Script = { $dfm, $dfm | ConvertTo-TfIdf } }
        @{ Name = 'ConvertFrom-Dfm'; Script = { $dfm | ConvertFrom-Dfm } }
        @{ Name = 'ConvertFrom-Dfm -As Long'; Script = { $dfm | ConvertFrom-Dfm -As Long } }
        @{ Name = 'Select-DfmFeature'; Script = { $dfm, $dfm | Select-DfmFeature -MinCount 1 } }
        @{ Name = 'Import-Dfm'; Script = { Import-Dfm (Join-Path $folder *.csv) } }
        @{ Name = 'Get-ClusterAssignment'; Script = { $clustering | Get-ClusterAssignment } }
        @{ Name = 'Get-ClusterTerm'; Script = { $clustering | Get-ClusterTerm } }
        @{ Name = 'Get-ClusterDocument'; Script = { $clustering | Get-ClusterDocument } }
        @{ Name = 'Get-ClusterSummary'; Script = { $clustering | Get-ClusterSummary } }
        @{ Name = 'Invoke-ClusterPrediction'; Script = { $dfm | Invoke-ClusterPrediction $clustering } }
        @{ Name = 'Measure-ClusterAccuracy'; Script = { $clustering, $clustering | Measure-ClusterAccuracy } }
        @{ Name = 'Measure-ClusterQuality'; Script = { $clustering, $clustering | Measure-ClusterQuality } }
        @{ Name = 'Resolve-ClusterLabel'; Script = { $clustering, $clustering | Resolve-ClusterLabel } }
    ) {
        $Error.Clear()
        & $Script | Select-Object -First 1 | Should -HaveCount 1
        $Error | Should -HaveCount 0

        # No resource is left open: the next run is complete.
        @(& $Script).Count | Should -BeGreaterThan 1
    }
}
