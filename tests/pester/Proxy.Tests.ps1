BeforeDiscovery {
    . (Join-Path $PSScriptRoot Shared.ps1)
    $sets = foreach ($command in Get-Command -Module MixturePS -CommandType Cmdlet) {
        foreach ($set in $command.ParameterSets) { @{ Name = $command.Name; Set = $set.Name } }
    }
}

BeforeAll {
    . (Join-Path $PSScriptRoot Shared.ps1)
    $dfm = New-MixtureModel -K 2 -Seed 1 | Invoke-DfmSample -N 20
    $clustering = $dfm | Invoke-KMeans -Restart 1 -Seed 1
    $samples = @{
        'MixturePS.Binding.WholeNumber'                     = 3
        'MixturePS.Binding.WholeNumber[]'                   = 2, '5..7'
        'MixturePS.Binding.Number'                      = 0.5
        'MixturePS.Binding.Number[]'                    = 0.25, 0.75
        'MixturePS.Binding.SeedArgument'                = 1, [bigint]::Pow(2, 100)
        'MixturePS.Binding.DocumentLengthArgument'      = 5, 10
        'MixturePS.Binding.PropertyReader'              = 'text'
        'MixturePS.Core.Data.Dfm'                       = $dfm
        'MixturePS.Core.Data.MixtureModel'              = $dfm.Model
        'MixturePS.Core.Clustering.FittedClustering'    = $clustering
        'MixturePS.Core.Clustering.GibbsClustering'     = $dfm | Invoke-MixtureGibbs -K 2 -Iteration 4 -Seed 1 -WarningAction Ignore
        'MixturePS.Core.Clustering.FittedTopics'        = $dfm | Invoke-TopicModel -K 2 -Iteration 4 -Seed 1 -WarningAction Ignore
        'MixturePS.Core.Random.RandomGenerator'         = New-RandomGenerator -Seed 1
        'System.Management.Automation.PSObject'         = $dfm
        'System.Management.Automation.SwitchParameter'  = $true
        'System.String'                                 = 'x'
        'System.String[]'                               = 'x', 'y'
        'System.Object'                                 = 0.5, 0.5
        'System.Object[]'                               = 0.1, (1, 2)
        'System.Char'                                   = ';'
        'System.TimeSpan'                               = '01:00:00'
        'System.Management.Automation.ScriptBlock'      = { $true }
        'System.Int32[]'                                = 0, 1
        'System.Collections.IDictionary'                = @{ a = 'x' }
    }

    # A value for each parameter of a set, except those of all commands.
    function Get-Argument([string] $Name, [string] $Set) {
        $arguments = @{}
        foreach ($parameter in (Get-Command $Name).ParameterSets.Where{ $_.Name -eq $Set }.Parameters) {
            if ($parameter.Name -in [Management.Automation.Cmdlet]::CommonParameters + [Management.Automation.Cmdlet]::OptionalCommonParameters) { continue }
            $type = [Nullable]::GetUnderlyingType($parameter.ParameterType) ?? $parameter.ParameterType
            $choices = $parameter.Attributes.Where{ $_ -is [ValidateSet] }
            $arguments[$parameter.Name] = if ($choices) { $choices[0].ValidValues[0] }
            elseif ($type.IsEnum) { "$([Enum]::GetValues($type)[0])" }
            elseif ($type.IsArray -and $type.GetElementType().IsEnum) { , "$([Enum]::GetValues($type.GetElementType())[0])" }
            elseif ($samples.ContainsKey("$type")) { $samples["$type"] }
            elseif ($samples.ContainsKey($type.FullName)) { $samples[$type.FullName] }
            else { $type.IsArray ? @('x') : 'x' }
        }
        $arguments
    }

    # The types of the values that were bound, by parameter.
    function Get-BoundType([Collections.IDictionary] $Bound) {
        foreach ($name in $Bound.Keys | Sort-Object) { "${name}: $($Bound[$name].GetType())" }
    }
}

Describe 'The proxy function of <Name>, parameter set <Set>' -ForEach $sets {
    BeforeAll {
        $metadata = [Management.Automation.CommandMetadata]::new((Get-Command $Name))
        $attribute = [Management.Automation.ProxyCommand]::GetCmdletBindingAttribute($metadata)
        $block = [Management.Automation.ProxyCommand]::GetParamBlock($metadata)
        $arguments = Get-Argument $Name $Set
    }

    It 'has the parameters of the cmdlet' {
        $proxy = [scriptblock]::Create([Management.Automation.ProxyCommand]::Create($metadata))
        ${function:Invoke-TestProxy} = $proxy
        $names = { $_.Parameters.Keys | Where-Object { $_ -notin [Management.Automation.Cmdlet]::OptionalCommonParameters } | Sort-Object }
        Get-Command Invoke-TestProxy | ForEach-Object $names | Should -Be (Get-Command $Name | ForEach-Object $names)
    }

    It 'binds a value of every type to every parameter' {
        $bound = & ([scriptblock]::Create("$attribute param($block) end { `$PSBoundParameters }")) @arguments
        $bound.Keys | Sort-Object | Should -Be ($arguments.Keys | Sort-Object)
        foreach ($parameter in (Get-Command $Name).Parameters.Values | Where-Object Name -In $arguments.Keys) {
            $type = [Nullable]::GetUnderlyingType($parameter.ParameterType) ?? $parameter.ParameterType
            if ($type -ne [object] -and $type -ne [psobject]) { $bound[$parameter.Name].GetType() | Should -BeIn @($type, $bound[$parameter.Name].GetType().Where{ $_.IsAssignableTo($type) }[0]) }
        }
    }

    It 'can be mocked with a value for every parameter' {
        Mock $Name { 'mocked' }
        & $Name @arguments | Should -Be 'mocked'
        Should -Invoke $Name -Times 1 -Exactly
    }
}

Describe 'A proxy function' {
    BeforeAll {
        foreach ($name in 'New-MixtureModel', 'Invoke-DfmSample', 'Invoke-KMeans', 'Invoke-MixtureEM', 'Find-ClusterCount', 'Measure-MixtureBound', 'New-RandomGenerator', 'Invoke-MixtureExperiment', 'ConvertTo-Dfm') {
            Set-Item "function:global:$($name.Replace('-', '-Proxied'))" ([Management.Automation.ProxyCommand]::Create([Management.Automation.CommandMetadata]::new((Get-Command $name))))
        }
    }
    AfterAll { Remove-Item function:*-Proxied* }

    It 'gives what the cmdlet gives' {
        $model = New-MixtureModel -K 3 -Eta 1..5 -Seed 1, 2
        (New-ProxiedMixtureModel -K 3 -Eta 1..5 -Seed 1, 2).Mu.Row(2) | Should -Be $model.Mu.Row(2)
        $documents = $model | Invoke-DfmSample -N 50 -DocumentLength 'Poisson(8)' -Seed ([bigint]::Pow(2, 90))
        ($model | Invoke-ProxiedDfmSample -N 50 -DocumentLength 'Poisson(8)' -Seed ([bigint]::Pow(2, 90))).Row(7) | Should -Be $documents.Row(7)
        ($documents | Invoke-ProxiedKMeans -Metric Cosine -Seed 5).Labels | Should -Be ($documents | Invoke-KMeans -Metric Cosine -Seed 5).Labels
        ($documents | Invoke-ProxiedMixtureEM -K 2 -Seed (1, 2) -Component DirichletMultinomial -Restart 2 3> $null).Labels |
            Should -Be ($documents | Invoke-MixtureEM -K 2 -Seed (1, 2) -Component DirichletMultinomial -Restart 2 3> $null).Labels
        foreach ($shares in 'Even', 'Auto', (0.3, 0.7)) {
            $fit = $documents | Invoke-MixtureEM -K 2 -Alpha $shares -Restart 1 -Seed 1
            $proxied = $documents | Invoke-ProxiedMixtureEM -K 2 -Alpha $shares -Restart 1 -Seed 1
            $proxied.Alpha | Should -Be $fit.Alpha
            $proxied.Shares | Should -Be $fit.Shares
        }
        ($documents | Find-ProxiedClusterCount 2..3 -Fold 0 -Subsample 0 -Seed 1).Silhouette | Should -Be ($documents | Find-ClusterCount 2..3 -Fold 0 -Subsample 0 -Seed 1).Silhouette
        ($model | Measure-ProxiedMixtureBound -DocumentLength 2..4).Accuracy | Should -Be ($model | Measure-MixtureBound -DocumentLength 2, 3, 4).Accuracy
        (New-ProxiedRandomGenerator -Seed 1, 2).NextDouble() | Should -Be (New-RandomGenerator -Seed 1, 2).NextDouble()
        (Invoke-ProxiedMixtureExperiment -K 2..3 -N 20 -Method KMeans, EM -Seed 1).Accuracy | Should -Be (Invoke-MixtureExperiment -K 2, 3 -N 20 -Method KMeans, EM -Seed 1).Accuracy
        ('a b', 'b c' | ConvertTo-ProxiedDfm -NGram 1..2 -MaxDocumentFrequency 1.0).Vocabulary | Should -Be ('a b', 'b c' | ConvertTo-Dfm -NGram 1, 2 -MaxDocumentFrequency 1.0).Vocabulary
    }

    It 'refuses what the cmdlet refuses, with the same id: <Id>' -ForEach @(
        @{ Arguments = @{ K = 2.5 }; Id = 'InvalidInteger' }
        @{ Arguments = @{ K = '' }; Id = 'InvalidInteger' }
        @{ Arguments = @{ K = 2; Tolerance = '1,5' }; Id = 'InvalidNumber' }
        @{ Arguments = @{ K = '2..' }; Id = 'InvalidRange' }
        @{ Arguments = @{ K = 2; Seed = 'x' }; Id = 'InvalidSeed' }
        @{ Arguments = @{ K = 2; Seed = $null }; Id = 'InvalidSeed' }
    ) {
        $documents = New-MixtureModel -K 3 -Seed 1 | Invoke-DfmSample -N 20
        { $documents | Invoke-ProxiedKMeans @Arguments } | Should -Throw -ErrorId "$Id,*"
    }
}

Describe 'A mock' {
    It 'compares seeds, lengths and numbers in its filter' {
        $documents = New-MixtureModel -K 3 -Seed 1 | Invoke-DfmSample -N 20
        Mock Invoke-KMeans { 'by seed' } -ParameterFilter { $Seed -eq 42 -and $K -eq 3 }
        Mock Invoke-KMeans { 'other' }
        $documents | Invoke-KMeans -K 3 -Seed 42 | Should -Be 'by seed'
        $documents | Invoke-KMeans -K 3 -Seed '42' | Should -Be 'by seed'
        $documents | Invoke-KMeans -K 3 -Seed 43 | Should -Be 'other'
        Mock Invoke-MixtureEM { 'even' } -ParameterFilter { "$Alpha" -eq 'Even' }
        Invoke-MixtureEM -InputObject (1, 2), (3, 4) -K 2 -Alpha Even | Should -Be 'even'
        Mock Invoke-DfmSample { 'drawn' } -ParameterFilter { $DocumentLength -eq 'Poisson(10)' }
        New-MixtureModel -K 2 | Invoke-DfmSample -DocumentLength 'Poisson(10)' | Should -Be 'drawn'
        Mock Find-ClusterCount { 'counted' } -ParameterFilter { $K -contains 4 }
        Find-ClusterCount -InputObject $documents -K 2, 4 | Should -Be 'counted'
    }
}

Describe 'The type of a parameter' {
    It 'converts <Value> to a seed: <Expected>' -ForEach @(
        @{ Value = 5; Expected = '5' }
        @{ Value = '7'; Expected = '7' }
        @{ Value = [bigint]::Parse('340282366920938463463374607431768211456'); Expected = '340282366920938463463374607431768211456' }
        @{ Value = @(1, 2); Expected = '[1, 2]' }
        @{ Value = '5 spawn (3, 0)'; Expected = '5 spawn (3, 0)' }
    ) {
        function Get-Seed([MixturePS.Binding.SeedArgument] $Seed) { "$((New-RandomGenerator -Seed $Seed).Seed)" }
        Get-Seed $Value | Should -BeExactly $Expected
        Get-Seed -Seed ([MixturePS.Binding.SeedArgument]$Value) | Should -BeExactly $Expected
        $splat = @{ Seed = $Value }
        Get-Seed @splat | Should -BeExactly $Expected
    }

    It 'takes the seed of a result' {
        $model = New-MixtureModel -K 2 -Seed 1, 2
        (New-RandomGenerator -Seed ([MixturePS.Binding.SeedArgument]$model.Seed)).NextDouble() | Should -Be (New-RandomGenerator -Seed 1, 2).NextDouble()
    }

    It 'converts <Value> to lengths: <Expected>' -ForEach @(
        @{ Value = 5; Expected = 5, 5, 5 }
        @{ Value = '6'; Expected = 6, 6, 6 }
        @{ Value = @(1, 2, 3); Expected = 1, 2, 3 }
        @{ Value = '3..1'; Expected = 3, 2, 1 }
        @{ Value = @{ Poisson = 0 }; Expected = 0, 0, 0 }
    ) {
        function Get-Length([MixturePS.Binding.DocumentLengthArgument] $Length) { (New-MixtureModel -K 2 -Seed 1 | Invoke-DfmSample -N 3 -DocumentLength $Length).DocumentLength() }
        Get-Length $Value | Should -Be $Expected
        Get-Length ([MixturePS.Binding.DocumentLengthArgument]$Value) | Should -Be $Expected
    }

    It 'converts numbers both ways' {
        $integer = [MixturePS.Binding.WholeNumber]5
        $integer -eq 5 | Should -BeTrue
        5 -eq $integer | Should -BeTrue
        [int]$integer | Should -Be 5
        [double][MixturePS.Binding.Number]'2.5' | Should -Be 2.5
        [bigint][MixturePS.Binding.SeedArgument]7 | Should -Be 7
        "$([MixturePS.Binding.WholeNumber[]](1, '5..7'))" | Should -Be '1 5..7'
    }

    It 'is found by its name if it is a type of the core: <_>' -ForEach 'MixturePS.Core.Data.Dfm', 'MixturePS.Core.Data.MixtureModel', 'MixturePS.Core.Clustering.FittedClustering', 'mixtureps.core.clustering.kmeansmetric' {
        $_ -as [type] | Should -Not -BeNullOrEmpty
    }

    It 'is found by its name for every public type of the core' {
        foreach ($type in ($dfm.GetType().Assembly.GetExportedTypes() | Where-Object { -not $_.IsNested -and -not $_.IsGenericType })) { $type.FullName -as [type] | Should -Be $type }
    }
}
