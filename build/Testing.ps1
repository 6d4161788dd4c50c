# Runs the unit tests and the Pester specs in child processes, and counts their results.

# The time limit of a spec, in seconds. The process of a spec that exceeds it is killed.
$specLimit = 300

<#
.SYNOPSIS
Returns the folder of a pinned version of Pester. Restores the version if it is missing.
#>
function Get-Pester([string] $Version) {
    $project = Join-Path $root build Pester Pester.csproj
    $lock = Join-Path $root build Pester "packages.$Version.lock.json"
    if (-not (Test-Path $lock)) {
        $pinned = Get-ChildItem (Join-Path $root build Pester packages.*.lock.json) | ForEach-Object { $_.Name -replace '^packages\.|\.lock\.json$' }
        throw "Pester $Version is not pinned; the versions that are: $($pinned -join ', ')"
    }
    $module = Join-Path (Get-PackageFolder) pester $Version tools
    if (-not (Test-Path $module)) { Invoke-DotNet restore $project "-p:PesterVersion=$Version" | Out-Null }
    $module
}

<#
.SYNOPSIS
Runs the xunit projects, which must be built. Returns the numbers of passed, failed and skipped tests.

.PARAMETER Name
A part of the full names of the tests to run. The default is all tests.
#>
function Test-Units([string] $Configuration, [string] $Name) {
    $results = New-EmptyFolder (Join-Path $out tests units)
    $filter = @(if ($Name) { '--filter', "FullyQualifiedName~$Name" })
    dotnet test $solution -c $Configuration --no-build --nologo --logger 'console;verbosity=minimal' --logger trx --results-directory $results @filter | Out-Host
    $isFailed = $LASTEXITCODE -ne 0
    $counters = Get-ChildItem $results -Filter *.trx | ForEach-Object { ([xml](Get-Content $_ -Raw)).TestRun.ResultSummary.Counters }
    $count = [pscustomobject]@{
        Passed  = [int]($counters.passed | Measure-Object -Sum).Sum
        Failed  = [int]($counters.failed | Measure-Object -Sum).Sum
        Skipped = [int]($counters | ForEach-Object { $_.total - $_.executed } | Measure-Object -Sum).Sum
    }
    # A crash of a test process is a failure that the counters don't include.
    if ($isFailed -and $count.Failed -eq 0) { $count.Failed = 1 }
    $count
}

<#
.SYNOPSIS
Runs Pester specs in child processes. Returns the numbers of passed, failed and skipped specs.

.DESCRIPTION
The child processes load the module's assemblies, so this process doesn't lock them. Each takes the next spec file of a common
queue when it has finished one, so that all are busy until the end. A spec fails if it exceeds the time limit, if its file can't
be discovered, or if it is skipped but not listed in tests/pester/AllowedSkips.psd1.

.PARAMETER Version
The version of Pester, which must be pinned.

.PARAMETER Path
The spec files, or folders of spec files.

.PARAMETER Name
Wildcards for the full names of the specs to run. The default is all specs.

.PARAMETER Culture
The culture to run under. The default is the culture of this process.

.PARAMETER ExcludeTag
The tags of specs to exclude.

.PARAMETER Limit
The time limit of a spec, in seconds.

.PARAMETER ThrottleLimit
The maximum number of processes. The default is one per core, up to four.

.PARAMETER AllowedSkip
The names of specs that may be skipped.
#>
function Test-Specs {
    param(
        [string] $Version, [string[]] $Path, [string[]] $Name, [string] $Culture, [string[]] $ExcludeTag, [int] $Limit = $specLimit,
        [int] $ThrottleLimit = [Math]::Min(4, [Environment]::ProcessorCount), [string[]] $AllowedSkip = (Get-AllowedSkip)
    )
    $pester = Get-Pester $Version
    $folder = New-EmptyFolder (Join-Path $out tests "pester-$Version$(if ($Culture) { "-$Culture" })")
    $queue = New-EmptyFolder (Join-Path $folder queue)
    $files = @(Get-SpecFile $Path)
    for ($i = 0; $i -lt $files.Count; $i++) { Set-Content (Join-Path $queue "$i.txt") $files[$i] -NoNewline }
    $environment = @{ NO_COLOR = '1' }
    if ($Culture) { $environment.LC_ALL = "$($Culture.Replace('-', '_')).UTF-8" }
    Write-Host "Pester $Version$(if ($Culture) { ", $Culture" })"

    # -Command instead of -File, because -File can't bind lists.
    $run = Join-Path $root build Invoke-Specs.ps1
    $lanes = @()
    try {
        for ($i = 0; $i -lt [Math]::Min($ThrottleLimit, $files.Count); $i++) {
            $plan = Join-Path $folder "plan$i.json"
            $options = @{ Pester = $pester; Queue = $queue; Name = @($Name | Where-Object { $_ }); Culture = $Culture; ExcludeTag = @($ExcludeTag | Where-Object { $_ }); Plan = $plan; Result = $folder }
            $process = Start-Shell -Environment $environment -ArgumentList '-Command', "`$options = '$(($options | ConvertTo-Json -Compress).Replace("'", "''"))' | ConvertFrom-Json -AsHashtable; & '$($run.Replace("'", "''"))' @options"
            $process.StandardInput.Close()
            $lanes += [pscustomobject]@{
                Process = $process
                Plan    = $plan
                Reading = $process.StandardOutput.ReadLineAsync()
                Problem = $process.StandardError.ReadToEndAsync()
                # Since the last line.
                Watch   = [Diagnostics.Stopwatch]::StartNew()
                # The file that runs, the time of its start, the number of its finished specs, and what is to be shown of it.
                File    = ''
                Start   = [datetime]::UtcNow
                Ended   = 0
                Lines   = [Collections.Generic.List[string]]::new()
            }
        }
        $hung = @(Watch-Specs $lanes $Limit)
    }
    finally {
        # Also runs after Ctrl+C.
        foreach ($lane in $lanes) {
            if (-not $lane.Process.HasExited) { $lane.Process.Kill($true) }
            $lane.Process.Dispose()
        }
    }

    $runs = @(Get-ChildItem $folder -Filter result*.json | ForEach-Object { Get-Content $_ -Raw | ConvertFrom-Json })
    $lost = @($files | Where-Object { $_ -notin $runs.File })
    foreach ($file in $lost | Where-Object { $_ -notin $hung }) { Write-Host "[-] $(Resolve-Path $file -Relative) did not run to its end" -ForegroundColor Red }
    $refused = @($runs.Skipped | Where-Object { $_ -and $_ -notin $AllowedSkip })
    foreach ($spec in $refused) { Write-Host "[-] $spec was skipped, and tests/pester/AllowedSkips.psd1 gives no reason" -ForegroundColor Red }
    foreach ($block in $runs.Broken) { Write-Host "[-] $block failed outside its specs" -ForegroundColor Red }
    $count = @{}
    foreach ($column in 'Failed', 'Skipped', 'Broken') { $count.$column = @($runs.$column | Where-Object { $_ }).Count }
    [pscustomobject]@{
        Passed  = [int]($runs.Passed | Measure-Object -Sum).Sum
        Failed  = $count.Failed + $refused.Count + $count.Broken + $lost.Count
        Skipped = $count.Skipped - $refused.Count
    }
}

<#
.SYNOPSIS
Returns the spec files, those of slow specs first, then long files before short ones, so that no process runs a long file at the
end while the others have nothing left.
#>
function Get-SpecFile([string[]] $Path) {
    $files = foreach ($item in Get-Item $Path) { if ($item.PSIsContainer) { Get-ChildItem $item -Recurse -File -Filter *.Tests.ps1 } else { $item } }
    $files | Sort-Object -Descending { [bool](Select-String '-Tag Slow' $_ -List) }, Length | ForEach-Object FullName
}

<#
.SYNOPSIS
Shows the output of running specs, file by file, until their processes end. Kills a process that exceeds the time limit, names its
spec and returns its file.

.DESCRIPTION
Pester prints a line for each finished spec; the plan contains the name of the next one.
#>
function Watch-Specs([object[]] $Lanes, [int] $Limit) {
    $running = [Collections.ArrayList]::new($Lanes)
    while ($running.Count) {
        # Short waits, so that Ctrl+C takes effect.
        $null = [Threading.Tasks.Task]::WaitAny([Threading.Tasks.Task[]] $running.Reading, 100)
        foreach ($lane in @($running)) {
            if (-not $lane.Reading.IsCompleted) {
                # The start of a process is no spec.
                if ($lane.Watch.Elapsed.TotalSeconds -lt ($lane.File ? $Limit : $specLimit)) { continue }
                $spec = Get-CurrentSpec $lane
                $file = $lane.File
                $lane.Process.Kill($true)
                Show-Specs $lane
                Write-Host "[-] $spec did not end within $Limit s; its process was ended" -ForegroundColor Red
                $file
                $running.Remove($lane)
                continue
            }
            $line = $lane.Reading.Result
            if ($null -eq $line) {
                $lane.Process.WaitForExit()
                Show-Specs $lane
                if ($lane.Process.ExitCode -ne 0) { Write-Host $lane.Problem.Result }
                $running.Remove($lane)
                continue
            }
            $lane.Watch.Restart()
            $lane.Reading = $lane.Process.StandardOutput.ReadLineAsync()
            if ($line -match "^Running tests from '(.+)'$") {
                Show-Specs $lane
                $lane.File = $Matches[1]
            }
            elseif ($line -match '^\s*\[[-+!?]\] ') {
                $lane.Ended++
                if ($Matches[0] -notmatch '\+') { $lane.Lines.Add($line) }
            }
            elseif ($line.Trim() -and $line -notmatch '^\s*(Describing|Context) |^(Pester v|Running tests|Starting discovery|Discovery found|Tests completed|Tests Passed|Filter ''|Filters selected)') { $lane.Lines.Add($line) }
        }
    }
}

# Shows a finished file with its time and what it printed, and makes the lane ready for the next file.
function Show-Specs($Lane) {
    $now = [datetime]::UtcNow
    if ($Lane.File) { Write-Host "$(Resolve-Path $Lane.File -Relative) ($([Math]::Ceiling(($now - $Lane.Start).TotalSeconds)) s)" }
    foreach ($line in $Lane.Lines) { Write-Host $line }
    $Lane.Lines.Clear()
    $Lane.File = ''
    $Lane.Start = $now
    $Lane.Ended = 0
}

# Names the spec that runs.
function Get-CurrentSpec($Lane) {
    $specs = @(if (Test-Path $Lane.Plan) { Get-Content $Lane.Plan -Raw | ConvertFrom-Json | Where-Object File -EQ $Lane.File })
    if ($Lane.Ended -lt $specs.Count) { "$($specs[$Lane.Ended].Name) in $($Lane.File)" } else { "the run of specs (file '$($Lane.File)')" }
}

<#
.SYNOPSIS
Returns the names of the specs that may be skipped on this machine.
#>
function Get-AllowedSkip {
    @((Import-PowerShellDataFile (Join-Path $root tests pester AllowedSkips.psd1)).Skips.Keys)
}

function New-EmptyFolder([string] $Path) {
    if (Test-Path $Path) { Remove-Item $Path -Recurse -Force }
    (New-Item $Path -ItemType Directory -Force).FullName
}
