<#
.SYNOPSIS
Builds, tests, packages and installs MixturePS, under PowerShell 7.4 or later or under the shell of this repository.

.PARAMETER Task
Build makes the module in out/MixturePS. Test runs every test. Package makes a package that PSResourceGet publishes
and installs, and a zip, both in out. Install copies the module to the user's module path. Clean removes what was built.

.PARAMETER Configuration
Release, or Debug.

.PARAMETER Peer
With Bench: the same work here and in NumPy, SciPy, scikit-learn and R's mixtools, written to benchmarks/RESULTS.md.
Otherwise Bench times single kernels.

.PARAMETER Rest
With Bench -Peer: further options of the benchmark program, as in: --news corpus.jsonl --repeat 7.

.EXAMPLE
./build.ps1 Build

.EXAMPLE
./build.ps1 Test
#>
param(
    [ValidateSet('Build', 'Test', 'Bench', 'Package', 'Install', 'Clean')]
    [string] $Task = 'Build',

    [ValidateSet('Release', 'Debug')]
    [string] $Configuration = 'Release',

    [switch] $Peer,

    [Parameter(ValueFromRemainingArguments)]
    [string[]] $Rest
)

$ErrorActionPreference = 'Stop'
$root = $PSScriptRoot
$solution = [IO.Path]::Combine($root, 'MixturePS.sln')
$out = [IO.Path]::Combine($root, 'out')
$module = [IO.Path]::Combine($out, 'MixturePS')

function Invoke-DotNet {
    & dotnet @args
    if ($LASTEXITCODE -ne 0) { throw "dotnet $args failed with exit code $LASTEXITCODE" }
}

. ([IO.Path]::Combine($root, 'build', 'Packaging.ps1'))

# A module folder is what is in it now, not what earlier builds left there.
function Build-Module {
    if ([IO.Directory]::Exists($module)) { [IO.Directory]::Delete($module, $true) }
    Invoke-DotNet build $solution -c $Configuration
}

function Copy-Folder($from, $to) {
    foreach ($file in [IO.Directory]::GetFiles($from, '*', 'AllDirectories')) {
        $target = [IO.Path]::Combine($to, [IO.Path]::GetRelativePath($from, $file))
        $null = [IO.Directory]::CreateDirectory([IO.Path]::GetDirectoryName($target))
        [IO.File]::Copy($file, $target, $true)
    }
}

switch ($Task) {
    'Build' {
        Invoke-DotNet build $solution -c $Configuration
    }
    'Test' {
        Invoke-DotNet test $solution -c $Configuration
    }
    'Bench' {
        Invoke-DotNet build $solution -c Release
        $project = [IO.Path]::Combine($root, 'benchmarks', 'MixturePS.Benchmarks')
        if ($Peer) {
            # Whole processes are timed with a shell compiled ahead, as PowerShell itself is.
            $shell = [IO.Path]::Combine($root, 'src', 'MixturePS.Shell')
            $runtime = [Runtime.InteropServices.RuntimeInformation]::RuntimeIdentifier
            Invoke-DotNet publish $shell -c Release -r $runtime --self-contained false -p:PublishReadyToRun=true -p:BuildProjectReferences=false -o ([IO.Path]::Combine($out, 'shell'))
            Invoke-DotNet run --project $project -c Release --no-build -- peer --write ([IO.Path]::Combine($root, 'benchmarks', 'RESULTS.md')) @Rest
        }
        else { Invoke-DotNet run --project $project -c Release --no-build -- micro --filter '*' --write ([IO.Path]::Combine($root, 'benchmarks', 'RESULTS-micro.md')) }
    }
    'Package' {
        Build-Module
        $stem = [IO.Path]::Combine($out, "MixturePS.$((Get-Manifest $module).ModuleVersion)")
        Write-ModuleZip $module "$stem.zip"
        Write-ModulePackage $module "$stem.nupkg"
        "$stem.zip", "$stem.nupkg"
    }
    'Install' {
        Build-Module

        # PowerShell looks for a user's modules below Documents on Windows and below the data folder elsewhere.
        $modules = if ($IsWindows) { [IO.Path]::Combine([Environment]::GetFolderPath('MyDocuments'), 'PowerShell', 'Modules') }
        else { [IO.Path]::Combine([Environment]::GetFolderPath('LocalApplicationData'), 'powershell', 'Modules') }
        $target = [IO.Path]::Combine($modules, 'MixturePS', (Get-Manifest $module).ModuleVersion)
        if ([IO.Directory]::Exists($target)) { [IO.Directory]::Delete($target, $true) }
        Copy-Folder $module $target
        $target
    }
    'Clean' {
        foreach ($folder in [IO.Directory]::GetDirectories($root, 'bin', 'AllDirectories') + [IO.Directory]::GetDirectories($root, 'obj', 'AllDirectories')) {
            if ([IO.Directory]::Exists($folder)) { [IO.Directory]::Delete($folder, $true) }
        }
        if ([IO.Directory]::Exists($out)) { [IO.Directory]::Delete($out, $true) }
    }
}
