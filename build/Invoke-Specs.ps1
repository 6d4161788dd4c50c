<#
.SYNOPSIS
Runs Pester specs in this process and writes what became of them to a JSON file. Test-Specs starts it in a child process.

.PARAMETER Pester
The folder of the Pester module.

.PARAMETER Path
The spec files, or folders of them.

.PARAMETER Name
Wildcards for the full names of the specs to run; all of them by default.

.PARAMETER Culture
The culture to run under; that of the process by default.

.PARAMETER ExcludeTag
The tags of specs to leave out.

.PARAMETER Plan
A file that gets the names of the specs, in order, before the first of them runs.

.PARAMETER Result
A file that gets the counts and the names of the specs that failed or were skipped.
#>
param(
    [Parameter(Mandatory)] [string] $Pester,
    [Parameter(Mandatory)] [string[]] $Path,
    [string[]] $Name = @(),
    [string] $Culture,
    [string[]] $ExcludeTag = @(),
    [Parameter(Mandatory)] [string] $Plan,
    [Parameter(Mandatory)] [string] $Result
)

$ErrorActionPreference = 'Stop'
if ($Culture) { [cultureinfo]::DefaultThreadCurrentCulture = [cultureinfo]::CurrentCulture = $Culture }
Import-Module (Join-Path $Pester Pester.psd1)

$configuration = New-PesterConfiguration
$configuration.Run.Path = $Path
$configuration.Run.PassThru = $true
$configuration.Run.SkipRun = $true
$configuration.Filter.FullName = $Name
$configuration.Filter.ExcludeTag = $ExcludeTag
$configuration.Output.Verbosity = 'None'
$discovered = Invoke-Pester -Configuration $configuration

# In the order of the file, blocks among specs, as they run.
function Get-Spec($block, $file) {
    foreach ($item in $block.Order) {
        if ($item.ItemType -eq 'Block') { Get-Spec $item $file }
        elseif ($item.ShouldRun) { [ordered]@{ File = $file; Name = $item.ExpandedPath } }
    }
}

@(foreach ($container in $discovered.Containers) { foreach ($block in $container.Blocks) { Get-Spec $block $container.Item.FullName } }) | ConvertTo-Json -AsArray | Set-Content $Plan

$configuration.Run.SkipRun = $false
$configuration.Output.Verbosity = 'Detailed'
$configuration.Output.RenderMode = 'Plaintext'
$run = Invoke-Pester -Configuration $configuration
[ordered]@{
    Passed  = $run.PassedCount
    Failed  = @($run.Failed | ForEach-Object ExpandedPath)
    Skipped = @($run.Skipped | ForEach-Object ExpandedPath)
    # Files that could not be discovered, and blocks whose set-up or tear-down failed.
    Broken  = @($run.FailedContainers | ForEach-Object { $_.Item.FullName }) + @($run.FailedBlocks | ForEach-Object ExpandedPath)
} | ConvertTo-Json | Set-Content $Result
