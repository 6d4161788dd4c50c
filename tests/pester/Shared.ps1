# Dot-sourced in the BeforeAll of each spec: imports the built module and defines shared functions.

$repository = (Resolve-Path (Join-Path $PSScriptRoot .. ..)).Path
$modulePath = Join-Path $repository out MixturePS MixturePS.psd1
Import-Module $modulePath
. (Join-Path $repository build Shell.ps1)

# Reads recorded figures: notebook, sklearn, numpy-streams, numpy-legacy or text.
function Get-Golden([string] $Name) {
    Get-Content (Join-Path $repository tests golden "$Name.json") -Raw | ConvertFrom-Json
}

# Adds Should -BeApproximately. Should -BeLessThan for the difference would pass if a figure is NaN or missing.
function Test-Approximation($ActualValue, $ExpectedValue, [double] $Tolerance = 1e-12, [switch] $Negate, [string] $Because) {
    $isClose = $null -ne $ActualValue -and $null -ne $ExpectedValue -and [Math]::Abs($ActualValue - $ExpectedValue) -lt $Tolerance
    [pscustomobject]@{
        Succeeded      = $isClose -ne $Negate
        FailureMessage = "Expected '$ActualValue'$($Negate ? ' not' : '') to be within $Tolerance of '$ExpectedValue'$($Because ? ", because $Because" : '')."
    }
}
Add-ShouldOperator -Name BeApproximately -Test ${function:Test-Approximation}
