# Dot-sourced by the specs of the documentation, after Shared.ps1: reads the code blocks of Markdown pages and runs them.

<#
.SYNOPSIS
Returns the fenced blocks of a page whose language is powershell, in order, each with the text block that shows its output.

.DESCRIPTION
A text block belongs to the closest powershell block above it. Line is the number of the line above the code; Shown is null without
a text block, whose lines are those from First up to, not including, End (numbered from zero).
#>
function Get-PageBlock([string] $Path) {
    $lines = @(Get-Content $Path)
    $block = $null
    for ($i = 0; $i -lt $lines.Count; $i++) {
        if ($lines[$i] -notmatch '^```(?<language>\w*)$') { continue }
        $language = $Matches.language
        $first = $i + 1
        for ($i = $first; $i -lt $lines.Count -and $lines[$i] -ne '```'; $i++) { }
        $text = @($lines | Select-Object -Skip $first -First ($i - $first)) -join "`n"
        if ($language -eq 'powershell') {
            if ($block) { $block }
            $block = [pscustomobject]@{ Line = $first; Code = $text; Shown = $null; First = $i + 1; End = $i + 1; Output = ''; Error = @() }
        }
        elseif ($language -eq 'text' -and $block -and $null -eq $block.Shown) {
            $block.Shown = $text
            $block.First = $first
            $block.End = $i
        }
    }
    if ($block) { $block }
}

<#
.SYNOPSIS
Runs the code of a page in one child process, in the current folder, and returns its blocks with their output and errors.

.DESCRIPTION
With MIXTUREPS_UPDATE=1 in the environment, the page is then rewritten to show this output.
#>
function Invoke-Page([string] $Path, [string] $ScratchFile, [switch] $NoUpdate) {
    $blocks = @(Get-PageBlock $Path)
    ConvertTo-Json @($blocks.Code) | Set-Content $ScratchFile
    $run = Invoke-Shell '-File', (Join-Path $PSScriptRoot RunPage.ps1), $ScratchFile, (Split-Path $modulePath) -Environment @{ LC_ALL = 'en_US.UTF-8'; LANG = 'en_US.UTF-8'; NO_COLOR = '1' } -TimeoutSecond 240
    if ($run.ExitCode -or $run.Error) { throw "The code of $Path could not be run: $($run.Error)" }
    $results = @($run.Output -join "`n" | ConvertFrom-Json)
    for ($i = 0; $i -lt $blocks.Count; $i++) {
        $blocks[$i].Output = Get-PlainLine $results[$i].Output
        $blocks[$i].Error = $results[$i].Error
    }
    if ($env:MIXTUREPS_UPDATE -eq '1' -and -not $NoUpdate) {
        Update-Page $Path $blocks
        $updated = @(Get-PageBlock $Path)
        for ($i = 0; $i -lt $blocks.Count; $i++) { $blocks[$i].Shown = $updated[$i].Shown }
    }
    $blocks
}

# Text without blanks at the ends of lines, without blank lines at its ends, and with single blank lines within.
function Get-PlainLine([string] $Text) {
    $Text -replace '\r' -replace '[ \t]+(?=\n|$)' -replace '\n{3,}', "`n`n" -replace '^\n+|\n+$'
}

# Shows the output of each block in the text block below it, which is added where it is missing.
function Update-Page([string] $Path, $Blocks) {
    $lines = [Collections.Generic.List[string]] @(Get-Content $Path)
    for ($i = $Blocks.Count - 1; $i -ge 0; $i--) {
        $block = $Blocks[$i]
        [string[]] $output = $block.Output ? $block.Output -split '\n' : @()
        if ($null -ne $block.Shown) {
            $lines.RemoveRange($block.First, $block.End - $block.First)
            $lines.InsertRange($block.First, $output)
        }
        elseif ($output) { $lines.InsertRange($block.First, [string[]] (@('', '```text') + $output + '```')) }
    }
    Set-Content $Path $lines
}
