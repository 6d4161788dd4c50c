# Calls the .NET SDK.

<#
.SYNOPSIS
Runs dotnet and passes its output on. A failure is an error; where packages could not be had, it names them.
#>
function Invoke-DotNet {
    & dotnet @args 2>&1 | Tee-Object -Variable lines
    if ($LASTEXITCODE -eq 0) { return }

    # The package source did not answer (NU1301) or does not have the package (NU1101, NU1102, NU1103).
    if ($lines -match 'error NU1301') {
        $missing = @(Get-MissingPackage)
        $names = if ($missing.Count -gt 12) { ($missing[0..11] -join ', ') + " and $($missing.Count - 12) more" } else { $missing -join ', ' }
        throw "The build needs packages that are not on this machine ($names), and the package source can't be reached. Connect the machine to it once, or put the packages into the folder that 'dotnet nuget locals global-packages --list' names."
    }
    throw "dotnet $($args[0]) failed with exit code $LASTEXITCODE"
}

<#
.SYNOPSIS
Returns the folder where the machine keeps packages.
#>
function Get-PackageFolder {
    $env:NUGET_PACKAGES ? $env:NUGET_PACKAGES : ((& dotnet nuget locals global-packages --list) -replace '^global-packages: ')
}

<#
.SYNOPSIS
Returns the packages, with their versions, that lock files name and that are not in the machine's package folder.
#>
function Get-MissingPackage([string] $Root = $root) {
    $folder = Get-PackageFolder
    $packages = foreach ($lock in Get-ChildItem $Root -Recurse -Filter packages*.lock.json | Where-Object FullName -NotMatch '[\\/](obj|bin|out)[\\/]') {
        $frameworks = (Get-Content $lock -Raw | ConvertFrom-Json -AsHashtable).dependencies
        foreach ($packages in $frameworks.Values) {
            foreach ($name in $packages.Keys) { if ($packages[$name].resolved) { "$name $($packages[$name].resolved)" } }
        }
    }
    $packages | Sort-Object -Unique | Where-Object { -not (Test-Path (Join-Path $folder (-split $_.ToLowerInvariant()))) }
}

<#
.SYNOPSIS
Throws where PowerShell is older than the build needs.
#>
function Assert-PowerShellVersion([version] $Version = $PSVersionTable.PSVersion) {
    if ($Version -lt [version]'7.4') {
        throw "The build needs PowerShell 7.4 or later, and this is $Version. With the .NET 10 SDK, 'dotnet tool exec powershell -y ./build.ps1' runs it in one."
    }
}
