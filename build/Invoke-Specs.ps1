<#
.SYNOPSIS
Runs Pester specs in this process and writes the results of each file to a JSON file. Test-Specs runs this script in child processes.

.PARAMETER Pester
The folder of the Pester module.

.PARAMETER Queue
The folder of the files that contain the path of a spec file each. A process takes the next one by renaming it.

.PARAMETER Name
Wildcards for the full names of the specs to run. The default is all specs.

.PARAMETER Culture
The culture to run under. The default is the culture of the process.

.PARAMETER ExcludeTag
The tags of specs to exclude.

.PARAMETER Plan
The file to which the names of the specs of the current file are written, in order, before the first one runs.

.PARAMETER Result
The folder for the results: for each spec file, the counts and the names of failed and skipped specs.
#>
param(
    [Parameter(Mandatory)] [string] $Pester,
    [Parameter(Mandatory)] [string] $Queue,
    [string[]] $Name = @(),
    [string] $Culture,
    [string[]] $ExcludeTag = @(),
    [Parameter(Mandatory)] [string] $Plan,
    [Parameter(Mandatory)] [string] $Result
)

$ErrorActionPreference = 'Stop'
if ($Culture) { [cultureinfo]::DefaultThreadCurrentCulture = [cultureinfo]::CurrentCulture = $Culture }
Import-Module (Join-Path $Pester Pester.psd1)

# In the order in which they run: that of the file, with blocks between specs.
function Get-Spec($block, $file) {
    foreach ($item in $block.Order) {
        if ($item.ItemType -eq 'Block') { Get-Spec $item $file }
        elseif ($item.ShouldRun) { [ordered]@{ File = $file; Name = $item.ExpandedPath } }
    }
}

foreach ($entry in Get-ChildItem $Queue -Filter *.txt | Sort-Object { [int]$_.BaseName }) {
    # Only one process can rename a file.
    $taken = "$($entry.FullName).taken"
    try { [IO.File]::Move($entry.FullName, $taken) } catch [IO.FileNotFoundException] { continue }
    $path = Get-Content $taken -Raw

    $configuration = New-PesterConfiguration
    $configuration.Run.Path = $path
    $configuration.Run.PassThru = $true
    $configuration.Run.SkipRun = $true
    $configuration.Filter.FullName = $Name
    $configuration.Filter.ExcludeTag = $ExcludeTag
    $configuration.Output.Verbosity = 'None'
    $discovered = Invoke-Pester -Configuration $configuration
    @(foreach ($container in $discovered.Containers) { foreach ($block in $container.Blocks) { Get-Spec $block $container.Item.FullName } }) | ConvertTo-Json -AsArray | Set-Content $Plan

    $configuration.Run.SkipRun = $false
    $configuration.Output.Verbosity = 'Detailed'
    $configuration.Output.RenderMode = 'Plaintext'
    $run = Invoke-Pester -Configuration $configuration
    [ordered]@{
        File    = $path
        Passed  = $run.PassedCount
        Failed  = @($run.Failed | ForEach-Object ExpandedPath)
        Skipped = @($run.Skipped | ForEach-Object ExpandedPath)
        # Files whose discovery failed, and blocks whose set-up or tear-down failed.
        Broken  = @($run.FailedContainers | ForEach-Object { $_.Item.FullName }) + @($run.FailedBlocks | ForEach-Object ExpandedPath)
        Seconds = $run.Duration.TotalSeconds
    } | ConvertTo-Json | Set-Content (Join-Path $Result "result$($entry.BaseName).json")
}
