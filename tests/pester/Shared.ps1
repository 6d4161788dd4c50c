# Dot-sourced by the BeforeAll of each spec: imports the built module and defines what several specs use.

$repository = (Resolve-Path (Join-Path $PSScriptRoot .. ..)).Path
$modulePath = Join-Path $repository out MixturePS MixturePS.psd1
Import-Module $modulePath
. (Join-Path $repository build Shell.ps1)

# Reads recorded figures: notebook, sklearn, numpy-streams, numpy-legacy or text.
function Get-Golden([string] $Name) {
    Get-Content (Join-Path $repository tests golden "$Name.json") -Raw | ConvertFrom-Json
}
