# Creates and installs packages of the module with PSResourceGet.

<#
.SYNOPSIS
Writes the module as a NuGet package, which Install-PSResource can install from a folder, and as a zip file. Returns both files.

.PARAMETER Module
The module's folder.

.PARAMETER Destination
The folder to write the files to.
#>
function New-ModulePackage([string] $Module, [string] $Destination) {
    $null = New-Item $Destination -ItemType Directory -Force
    $version = (Import-PowerShellDataFile (Join-Path $Module MixturePS.psd1)).ModuleVersion
    $package = Join-Path $Destination "MixturePS.$version.nupkg"
    $zip = Join-Path $Destination "MixturePS.$version.zip"
    Remove-Item $package, $zip -ErrorAction Ignore
    Compress-PSResource -Path $Module -DestinationPath $Destination
    Compress-Archive -Path $Module -DestinationPath $zip
    Get-Item $package, $zip
}

<#
.SYNOPSIS
Installs a package of the module for the current user; replaces an installed module of the same version. Returns the
module's folder.

.PARAMETER Folder
The folder that contains the package.
#>
function Install-ModulePackage([string] $Folder) {
    $repository = "MixturePS-$PID"
    Register-PSResourceRepository -Name $repository -Uri $Folder -Trusted
    try {
        $installed = Install-PSResource -Name MixturePS -Repository $repository -Scope CurrentUser -Reinstall -Prerelease -Quiet -PassThru
        Join-Path $installed.InstalledLocation MixturePS $installed.Version
    }
    finally { Unregister-PSResourceRepository -Name $repository }
}
