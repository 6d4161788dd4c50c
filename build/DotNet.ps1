# Runs the .NET SDK.

<#
.SYNOPSIS
Runs dotnet and returns its output. Throws an error if it fails, which names the packages if some were not available.
#>
function Invoke-DotNet {
    & dotnet @args 2>&1 | Tee-Object -Variable lines
    if ($LASTEXITCODE -eq 0) { return }

    # NU1301: the package source can't be reached.
    if ($lines -match 'error NU1301') {
        $missing = @(Get-MissingPackage)
        $names = if ($missing.Count -gt 12) { ($missing[0..11] -join ', ') + " and $($missing.Count - 12) more" } else { $missing -join ', ' }
        throw "The build needs packages that are not on this machine ($names), and the package source can't be reached. Connect the machine to it once, or put the packages into the folder that 'dotnet nuget locals global-packages --list' names."
    }
    throw "dotnet $($args[0]) failed with exit code $LASTEXITCODE"
}

<#
.SYNOPSIS
Returns the package folder of this machine.
#>
function Get-PackageFolder {
    $env:NUGET_PACKAGES ? $env:NUGET_PACKAGES : ((& dotnet nuget locals global-packages --list) -replace '^global-packages: ')
}

<#
.SYNOPSIS
Returns the packages, with versions, that the lock files list but the package folder of this machine doesn't contain.
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
Throws an error if this version of PowerShell is too old for the build.
#>
function Assert-PowerShellVersion([version] $Version = $PSVersionTable.PSVersion) {
    if ($Version -lt [version]'7.4') {
        throw "The build needs PowerShell 7.4 or later, and this is $Version. With the .NET 10 SDK, 'dotnet tool exec powershell -y ./build.ps1' runs it in one."
    }
}
