<#
.SYNOPSIS
Builds, tests, benchmarks, packages and installs MixturePS. Needs PowerShell 7.4 or later.

.DESCRIPTION
With only the .NET 10 SDK, 'dotnet tool exec powershell -y ./build.ps1 TASK' runs a task in the pinned version of PowerShell.

.PARAMETER Task
Build compiles everything, writes the module to out/MixturePS and the cmdlets' pages to docs/commands.
Test builds everything, runs the xunit tests, the Pester specs and the tests of the report's page, and shows the numbers of passed
and failed tests.
Report bundles the page that Export-MixtureReport writes, which is committed; it needs Node.js.
Notebook builds the module and runs examples/notebook.ps1.
Bench measures single kernels. With -Peer it compares the module with other software for Python, R and Java, with -Sweep its
k-means with that of scikit-learn and ML.NET over shapes of data; with -Scale it measures how cost grows with size, and documents
in shards.
Package writes a NuGet package for PSResourceGet and a zip file to out.
Install installs the module for the current user.
Clean removes all build output.

.PARAMETER Configuration
The build configuration, Release or Debug.

.PARAMETER Path
With Test: the spec files or folders to run. The default is tests/pester. With -Path, other tests run only if their switch is
given.

.PARAMETER Name
With Test: the tests to run. For specs, wildcards for full names; for unit tests, a part of the full name.

.PARAMETER Unit
With Test: runs only the unit tests.

.PARAMETER Pester
With Test: runs only the Pester specs.

.PARAMETER Report
With Test: runs only the tests of the report's page, in a headless Chromium. They need Node.js and Chromium, and are skipped without
them, except where the environment variable CI is set.

.PARAMETER Cluster
With Test: runs only the specs of experiments on Slurm, which no other run includes. They start a controller and two nodes on this
machine, and need Linux, the user root and Debian's packages slurm-wlm and munge. They are skipped without them, except where the
environment variable CI is set.

.PARAMETER PesterVersion
With Test: the version of Pester, 6.2.0 or 5.9.1.

.PARAMETER Culture
With Test: the cultures to run the specs under, such as de-DE, tr-TR. The default is the culture of this process.

.PARAMETER ExcludeTag
With Test: the tags of specs to exclude, such as Slow: specs that kill or interrupt processes, or build packages; or Once: specs
that depend neither on the version of Pester nor on the culture.

.PARAMETER NoBuild
With Test: tests what an earlier run has built.

.PARAMETER Peer
With Bench: compares the module with other software and writes benchmarks/RESULTS.md.

.PARAMETER Sweep
With Bench: compares k-means over shapes of data, from few short documents to many clusters of long ones, and writes
benchmarks/RESULTS-sweep.md. --shapes selects some of the shapes, which then are the only ones in the page.

.PARAMETER Scale
With Bench: measures how time and memory grow with the size of the input, and fits of documents in shards, and writes
benchmarks/RESULTS-scale.md. --huge-documents 20000000 adds a corpus of so many documents.

.PARAMETER BenchArgument
With Bench -Peer, -Sweep and -Scale: further options of the benchmark program, such as --news corpus.jsonl --repeat 7.

.EXAMPLE
./build.ps1 Test

.EXAMPLE
./build.ps1 Test -Path tests/pester/Invoke-KMeans.Tests.ps1 -Name '*same seed*'

.EXAMPLE
./build.ps1 Test -Pester -PesterVersion 5.9.1 -Culture de-DE, tr-TR

.EXAMPLE
./build.ps1 Bench -Sweep --shapes 1000x200,200000x50 --repeat 7
#>
[CmdletBinding(PositionalBinding = $false)]
param(
    [Parameter(Position = 0)]
    [ValidateSet('Build', 'Test', 'Report', 'Notebook', 'Bench', 'Package', 'Install', 'Clean')]
    [string] $Task = 'Build',

    [ValidateSet('Release', 'Debug')]
    [string] $Configuration = 'Release',

    [string[]] $Path,

    [string[]] $Name,

    [switch] $Unit,

    [switch] $Pester,

    [switch] $Report,

    [switch] $Cluster,

    [ValidateSet('6.2.0', '5.9.1')]
    [string] $PesterVersion = '6.2.0',

    [string[]] $Culture,

    [string[]] $ExcludeTag,

    [switch] $NoBuild,

    [switch] $Peer,

    [switch] $Sweep,

    [switch] $Scale,

    [Parameter(ValueFromRemainingArguments)]
    [string[]] $BenchArgument
)

$ErrorActionPreference = 'Stop'

# Other shells pass a list as one string.
$Path, $Name, $Culture, $ExcludeTag = foreach ($list in $Path, $Name, $Culture, $ExcludeTag) { , @($list -split ',' | ForEach-Object Trim | Where-Object { $_ }) }
$root = $PSScriptRoot
. "$root/build/DotNet.ps1"
Assert-PowerShellVersion
. "$root/build/Shell.ps1"
. "$root/build/Testing.ps1"
. "$root/build/Packaging.ps1"
. "$root/build/Report.ps1"
. "$root/build/Cluster.ps1"
$solution = Join-Path $root MixturePS.sln
$out = Join-Path $root out
$module = Join-Path $out MixturePS
$env:DOTNET_CLI_TELEMETRY_OPTOUT = $env:DOTNET_NOLOGO = '1'

# No compiler or build servers, because they would outlive this script.
function Build-Project([string] $Project) {
    Invoke-DotNet build $Project -c $Configuration --disable-build-servers --nologo -v minimal @args | Out-Host
}

# Builds only the module, which is much faster than the solution.
function Build-Module {
    Build-Project (Join-Path $root build Module.slnf) @args
}

# Builds the module for release: nothing from earlier builds, and machine code for every supported platform.
function Build-Release {
    Remove-Item $module -Recurse -Force -ErrorAction Ignore
    Build-Module '-p:CodePlatforms="linux-x64;linux-arm64;win-x64;osx-arm64"'
}

switch ($Task) {
    'Build' { Build-Project $solution "-p:CommandPages=$(Join-Path $root docs commands)" }
    'Test' {
        if (-not $NoBuild) { Build-Project $solution }
        $isWhole = -not ($Unit -or $Pester -or $Report -or $Cluster)
        $counts = @(
            if ($Unit -or ($isWhole -and -not $Path)) { Test-Units $Configuration ($Name | Select-Object -First 1) }
            if ($Report -or ($isWhole -and -not ($Path -or $Name))) { Test-Report ($Name | Select-Object -First 1) }
            if ($Cluster) { Test-Cluster $PesterVersion $Name }
            if ($Pester -or $isWhole) {
                $specs = if ($Path) { Resolve-Path $Path | ForEach-Object Path } else { Join-Path $root tests pester }
                foreach ($one in $Culture ? $Culture : '') { Test-Specs -Version $PesterVersion -Path $specs -Name $Name -Culture $one -ExcludeTag $ExcludeTag }
            }
        )
        $sum = @{}
        foreach ($column in 'Passed', 'Failed', 'Skipped') { $sum.$column = ($counts.$column | Measure-Object -Sum).Sum }
        "$($sum.Passed) passed, $($sum.Failed) failed$(if ($sum.Skipped) { ", $($sum.Skipped) skipped" })"
        if ($sum.Failed -or -not $sum.Passed) { exit 1 }
    }
    'Report' { Build-Report }
    'Notebook' {
        Build-Module
        & (Join-Path $root examples notebook.ps1)
    }
    'Bench' {
        Build-Project $solution
        $project = Join-Path $root benchmarks MixturePS.Benchmarks
        $shell = '--pwsh', (ConvertTo-Json @(Get-ShellCommand) -Compress)
        $runs = @(
            if ($Peer) { , (@('peer', '--write', (Join-Path $root benchmarks RESULTS.md)) + $shell + $BenchArgument) }
            if ($Sweep) { , (@('sweep', '--write', (Join-Path $root benchmarks RESULTS-sweep.md)) + $shell + $BenchArgument) }
            if ($Scale) { , (@('scale', '--large', '--wide', '--shards', '--write', (Join-Path $root benchmarks RESULTS-scale.md)) + $BenchArgument) }
            if (-not ($Peer -or $Sweep -or $Scale)) { , @('micro', '--filter', '*', '--write', (Join-Path $root benchmarks RESULTS-micro.md)) }
        )
        foreach ($arguments in $runs) { Invoke-DotNet run --project $project -c Release --no-build -- @arguments }
    }
    'Package' {
        Build-Release
        New-ModulePackage $module $out
    }
    'Install' {
        Build-Release
        $null = New-ModulePackage $module $out
        Install-ModulePackage $out
    }
    'Clean' {
        Get-ChildItem $root -Recurse -Directory -Include bin, obj | Remove-Item -Recurse -Force
        if (Test-Path $out) { Remove-Item $out -Recurse -Force }
    }
}
