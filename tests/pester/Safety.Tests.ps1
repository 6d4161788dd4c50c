BeforeAll {
    $manifestPath = [IO.Path]::GetFullPath([IO.Path]::Combine($PSScriptRoot, '..', '..', 'out', 'MixturePS', 'MixturePS.psd1'))
    Import-Module $manifestPath -Force
    $neighbour = [IO.Path]::Combine($PSScriptRoot, 'Neighbour', 'bin', 'Release', 'net8.0', 'MixturePS.Neighbour.dll')

    # A session of its own with the module, which another thread can run and stop.
    function New-Session([string] $script) {
        $shell = [powershell]::Create([initialsessionstate]::CreateDefault2())
        $null = $shell.AddScript('Import-Module $args[0]; $ProgressPreference = "SilentlyContinue"').AddArgument($manifestPath).Invoke()
        $shell.Commands.Clear()
        $null = $shell.AddScript($script)
        $shell
    }
}

Describe 'A module with other versions of the same libraries' {
    It 'works beside this one' {
        # What this module loads of them first.
        $null = (New-MixtureModel -K 2 -Seed 1) | Test-MixtureIdentifiability
        $other = Import-Module $neighbour -PassThru
        try {
            Get-Neighbour | Should -Be @('30 2', '4 24')
            $csv = [IO.Path]::Combine("$TestDrive", 'beside.csv')
            $dfm = New-MixtureModel -K 2 -Seed 1 | Invoke-DfmSample -N 5
            $dfm | Export-Dfm $csv
            (Import-Dfm $csv).Row(4) -join ' ' | Should -Be ($dfm.Row(4) -join ' ')
            (New-MixtureModel -K 2 -Seed 1 | Test-MixtureIdentifiability).Rank | Should -Be 2
            Get-Neighbour | Should -Be @('30 2', '4 24')
        }
        finally { Remove-Module $other }
    }

    It 'may come <Order>' -Tag FullPowerShell -ForEach @(
        @{ Order = 'first'; Script = 'Import-Module $neighbour; Get-Neighbour; Import-Module $manifest' }
        @{ Order = 'last'; Script = 'Import-Module $manifest; $null = New-MixtureModel -K 2 | Test-MixtureIdentifiability; Import-Module $neighbour; Get-Neighbour' }
    ) {
        $line = "`$neighbour = '$neighbour'; `$manifest = '$manifestPath'; $Script; " +
            "`$csv = [IO.Path]::Combine('$TestDrive', 'order.csv'); New-MixtureModel -K 2 -Seed 1 | Invoke-DfmSample -N 3 | Export-Dfm `$csv -Force; (Import-Dfm `$csv).DocumentCount"
        & ([Environment]::ProcessPath) -NoProfile -NonInteractive -Command $line | Should -Be @('30 2', '4 24', '3')
    }
}

Describe 'Ten runspaces at once' {
    BeforeAll {
        $work = 'New-MixtureModel -K 3 -Seed 5 | Invoke-DfmSample -N 400 | ConvertTo-TfIdf | Invoke-KMeans -Seed 1 -Restart 3 | ForEach-Object { "$($_.Inertia) $($_.Labels)" }'
        $alone = [scriptblock]::Create($work).Invoke()[0]
    }

    It 'find what one finds' {
        $shells = 1..10 | ForEach-Object { New-Session $work }
        $handles = $shells | ForEach-Object { $_.BeginInvoke() }
        for ($i = 0; $i -lt 10; $i++) {
            $shells[$i].EndInvoke($handles[$i])[0] | Should -BeExactly $alone
            $shells[$i].HadErrors | Should -BeFalse
            $shells[$i].Dispose()
        }
    }

    It 'are those of ForEach-Object -Parallel, which may share a model' {
        $model = New-MixtureModel -K 3 -Seed 5
        $found = 1..10 | ForEach-Object -ThrottleLimit 10 -Parallel {
            Import-Module $using:manifestPath
            ($using:model | Invoke-DfmSample -N 400 -Seed 9 | Invoke-KMeans -Seed 1).Inertia
        }
        $one = ($model | Invoke-DfmSample -N 400 -Seed 9 | Invoke-KMeans -Seed 1).Inertia
        $found | Should -HaveCount 10
        foreach ($inertia in $found) { $inertia | Should -BeExactly $one }
    }
}

Describe 'A matrix that is too large' {
    BeforeAll {
        $few = New-MixtureModel -K 2 -Seed 1 | Invoke-DfmSample -N 10
        $many = New-MixtureModel -K 20000 -J 2 -Seed 1
    }

    It 'is refused with its size before its memory is taken: <Name>' -ForEach @(
        @{ Name = 'a model'; Script = { New-MixtureModel -K 1000 -J 1000000 }; Bytes = 8000000000 }
        @{ Name = 'more than 2^63 bytes'; Script = { New-MixtureModel -K ([int]::MaxValue) -J ([int]::MaxValue) }; Bytes = '36893488113059364872' }
        @{ Name = 'Dirichlet draws'; Script = { Invoke-DirichletSample -Eta 1 -Size 100000000 }; Bytes = 4000000000 }
        @{ Name = 'multinomial draws'; Script = { Invoke-MultinomialSample -Trials 1 -Probability 0.5, 0.5 -Size 200000000 }; Bytes = 3200000000 }
        @{ Name = 'the traces of chains'; Script = { Invoke-MixtureGibbs -InputObject $few -Iteration 100000000 }; Bytes = 3200000000 }
        @{ Name = 'the kept draws of chains'; Script = { Invoke-MixtureGibbs -InputObject $few -Iteration 50 -Chain 5000000 }; Bytes = 5000000000 }
        @{ Name = 'pairs of clusters'; Script = { Measure-MixtureBound -InputObject $many -DocumentLength 3 }; Bytes = 6400000000 }
        @{ Name = 'products of clusters'; Script = { Test-MixtureIdentifiability -InputObject $many }; Bytes = 3200000000 }
    ) {
        $before = [GC]::GetTotalAllocatedBytes()
        $Script | Should -Throw -ErrorId 'MatrixTooLarge,*' -ExpectedMessage "*$Bytes bytes*2 GiB at most*"
        ([GC]::GetTotalAllocatedBytes() - $before) | Should -BeLessThan 100000000
    }

    It 'is refused where clusters make it: <_>' -ForEach 'Invoke-KMeans', 'Invoke-MixtureEM' {
        # 300 documents over a million features, of which each has two.
        $lines = for ($i = 0; $i -lt 300; $i++) { "$(3 * $i):1 $(3333 * $i + 1):1" }
        $path = [IO.Path]::Combine("$TestDrive", 'wide.dat')
        [IO.File]::WriteAllLines($path, [string[]]$(foreach ($line in $lines) { "2 $line" }))
        [IO.File]::WriteAllLines([IO.Path]::Combine("$TestDrive", 'wide.vocab.txt'), [string[]](0..999999))
        $dfm = Import-Dfm $path
        $cmdlet = $_
        { & $cmdlet -InputObject $dfm -K 290 } | Should -Throw -ErrorId 'MatrixTooLarge,*' -ExpectedMessage '*2320000000 bytes*'
    }

    It 'is told by -WhatIf too, which draws nothing' {
        { New-MixtureModel -K 1000 -J 1000000 -WhatIf } | Should -Throw -ErrorId 'MatrixTooLarge,*'
        New-MixtureModel -K 3 -J 4 -WhatIf | Should -BeNullOrEmpty
        $rng = New-RandomGenerator -Seed 1
        Invoke-DirichletSample -Eta 1 -Size 2 -Generator $rng -WhatIf | Should -BeNullOrEmpty
        Invoke-MultinomialSample -Trials 3 -Probability 0.5, 0.5 -Generator $rng -WhatIf | Should -BeNullOrEmpty
        $rng.NextDouble() | Should -Be (New-RandomGenerator -Seed 1).NextDouble()
    }
}

Describe 'A place that can not be written to' {
    BeforeAll {
        $dfm = New-MixtureModel -K 2 -J 2000 -Seed 1 | Invoke-DfmSample -N 50 -DocumentLength 500
        $clustering = $dfm | Invoke-KMeans -Seed 1 -Restart 1
        $writers = @{
            'Export-Dfm' = { param($path) $dfm | Export-Dfm $path -Format WideCsv -Force }
            'Export-MixtureModel' = { param($path) $clustering | Export-MixtureModel $path -Force }
            'Find-ClusterCount' = { param($path) $dfm | Find-ClusterCount -K 1 -Method KMeans -Restart 1 -Fold 0 -Subsample 0 -Journal $path }
        }
    }

    It 'has no folder: <_>' -ForEach 'Export-Dfm', 'Export-MixtureModel', 'Find-ClusterCount' {
        $gone = [IO.Path]::Combine("$TestDrive", 'gone', 'x.csv')
        $writer = $writers[$_]
        { & $writer $gone } | Should -Throw -ErrorId 'FileNotWritable,*'
        [IO.Directory]::Exists([IO.Path]::Combine("$TestDrive", 'gone')) | Should -BeFalse
    }

    It 'is a folder itself: <_>' -ForEach 'Export-Dfm', 'Export-MixtureModel', 'Find-ClusterCount' {
        $folder = [IO.Directory]::CreateDirectory([IO.Path]::Combine("$TestDrive", "folder of $_")).FullName
        $writer = $writers[$_]
        { & $writer $folder } | Should -Throw -ErrorId 'FileNotWritable,*'
        [IO.Directory]::GetFileSystemEntries($folder) | Should -HaveCount 0
    }

    It 'is full: <_>' -ForEach 'Export-Dfm', 'Export-MixtureModel', 'Find-ClusterCount' -Skip:(-not [IO.File]::Exists('/dev/full')) {
        $writer = $writers[$_]
        { & $writer '/dev/full' } | Should -Throw -ErrorId 'FileNotWritable,*'
        [IO.Directory]::GetFiles('/dev', 'full*') | Should -Be '/dev/full'
    }

    It 'is read-only: <_>' -ForEach 'Export-Dfm', 'Export-MixtureModel', 'Find-ClusterCount' -Skip:(-not [IO.Directory]::Exists('/proc/self')) {
        # A folder that nobody can write to, not even the administrator.
        $writer = $writers[$_]
        { & $writer '/proc/self/x.csv' } | Should -Throw -ErrorId 'FileNotWritable,*'
    }

    It 'is a device that takes everything' -Skip:(-not [IO.File]::Exists('/dev/null')) {
        $dfm | Export-Dfm /dev/null -Format WideCsv
        $clustering | Export-MixtureModel /dev/null
        [IO.Directory]::GetFiles('/dev', 'null*') | Should -Be '/dev/null'
        [IO.FileInfo]::new('/dev/null').Length | Should -Be 0
    }
}

Describe 'A pipeline that wants no more' {
    BeforeAll {
        $dfm = New-MixtureModel -K 3 -Seed 1 | Invoke-DfmSample -N 200
        $clustering = $dfm | Invoke-KMeans -Seed 1
        $folder = [IO.Directory]::CreateDirectory([IO.Path]::Combine("$TestDrive", 'many')).FullName
        foreach ($i in 1..3) { $dfm | Export-Dfm ([IO.Path]::Combine($folder, "$i.csv")) }
        $models = 1..3 | ForEach-Object { New-MixtureModel -K 2 -Seed $_ }
    }

    It 'stops <Name> after the first object' -Tag FullPowerShell -ForEach @(
        @{ Name = 'Invoke-DfmSample'; Script = { $models | Invoke-DfmSample -N 10 -Seed 1 } }
        @{ Name = 'Measure-MixtureBound'; Script = { $models | Measure-MixtureBound -DocumentLength 3 } }
        @{ Name = 'Test-MixtureIdentifiability'; Script = { $models | Test-MixtureIdentifiability } }
        @{ Name = 'Invoke-KMeans'; Script = { $dfm, $dfm | Invoke-KMeans -Seed 1 -Restart 1 } }
        @{ Name = 'Invoke-MixtureEM'; Script = { $dfm, $dfm | Invoke-MixtureEM -Restart 1 } }
        @{ Name = 'Invoke-MixtureGibbs'; Script = { $dfm, $dfm | Invoke-MixtureGibbs -K 5 -Iteration 4 } }
        @{ Name = 'Find-ClusterCount'; Script = { $dfm | Find-ClusterCount -K 1, 2, 3 -Restart 1 -Fold 0 -Subsample 0 } }
        @{ Name = 'ConvertTo-TfIdf'; Script = { $dfm, $dfm | ConvertTo-TfIdf } }
        @{ Name = 'ConvertFrom-Dfm'; Script = { $dfm | ConvertFrom-Dfm } }
        @{ Name = 'ConvertFrom-Dfm -As Long'; Script = { $dfm | ConvertFrom-Dfm -As Long } }
        @{ Name = 'Select-DfmFeature'; Script = { $dfm, $dfm | Select-DfmFeature -MinCount 1 } }
        @{ Name = 'Import-Dfm'; Script = { Import-Dfm ([IO.Path]::Combine($folder, '*.csv')) } }
        @{ Name = 'Get-ClusterAssignment'; Script = { $clustering | Get-ClusterAssignment } }
        @{ Name = 'Get-ClusterTerm'; Script = { $clustering | Get-ClusterTerm } }
        @{ Name = 'Get-ClusterDocument'; Script = { $clustering | Get-ClusterDocument } }
        @{ Name = 'Invoke-ClusterPrediction'; Script = { $dfm | Invoke-ClusterPrediction $clustering } }
        @{ Name = 'Measure-ClusterAccuracy'; Script = { $clustering, $clustering | Measure-ClusterAccuracy } }
        @{ Name = 'Measure-ClusterQuality'; Script = { $clustering, $clustering | Measure-ClusterQuality } }
        @{ Name = 'Resolve-ClusterLabel'; Script = { $clustering, $clustering | Resolve-ClusterLabel } }
    ) {
        $Error.Clear()
        @(& $Script | Select-Object -First 1) | Should -HaveCount 1
        $Error | Should -HaveCount 0

        # Nothing is left open, and the next run is whole.
        @(& $Script).Count | Should -BeGreaterThan 1
    }
}
