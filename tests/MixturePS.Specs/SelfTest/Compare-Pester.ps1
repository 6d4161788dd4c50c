# Holds Pester to the names in the sample files beside this one: each test begins with what becomes of it.
# Needs a full PowerShell. Exits with 1 where Pester disagrees.
#   pwsh -File Compare-Pester.ps1 [-Pester path or name of the module]
param ([string] $Pester = 'Pester')

Import-Module $Pester -ErrorAction Stop
"Pester $((Get-Module Pester).Version)"
$results = @{ passes = 'Passed'; fails = 'Failed'; skips = 'Skipped' }
$disagreements = 0
foreach ($file in Get-ChildItem -Path $PSScriptRoot/*.ps1 -Exclude Shared.ps1, ([IO.Path]::GetFileName($PSCommandPath))) {
    $run = Invoke-Pester -Path $file.FullName -ExcludeTagFilter FullPowerShell -Output None -PassThru 2> $null
    foreach ($test in $run.Tests.Where{ $_.Result -ne 'NotRun' }) {
        if ($test.Result -ne $results[($test.Name -split '[ ,:]')[0]]) {
            $disagreements++
            "$($file.Name): $($test.ExpandedPath) $($test.Result)"
            $test.ErrorRecord | ForEach-Object { "    $_" }
        }
    }
    "$($file.Name): $($run.PassedCount) passed, $($run.FailedCount) failed, $($run.SkippedCount) skipped"
}
exit [int]($disagreements -gt 0)
