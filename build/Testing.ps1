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
Runs Pester specs in a child process. Returns the numbers of passed, failed and skipped specs.

.DESCRIPTION
The child process loads the module's assemblies, so this process doesn't lock them. A spec fails if it exceeds the time limit,
if its file can't be discovered, or if it is skipped but not listed in tests/pester/AllowedSkips.psd1.

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

.PARAMETER AllowedSkip
The names of specs that may be skipped.
#>
function Test-Specs {
    param([string] $Version, [string[]] $Path, [string[]] $Name, [string] $Culture, [string[]] $ExcludeTag, [int] $Limit = $specLimit, [string[]] $AllowedSkip = (Get-AllowedSkip))
    $pester = Get-Pester $Version
    $folder = New-EmptyFolder (Join-Path $out tests "pester-$Version$(if ($Culture) { "-$Culture" })")
    $plan = Join-Path $folder plan.json
    $result = Join-Path $folder result.json
    $environment = @{ NO_COLOR = '1' }
    if ($Culture) { $environment.LC_ALL = "$($Culture.Replace('-', '_')).UTF-8" }
    Write-Host "Pester $Version$(if ($Culture) { ", $Culture" })"

    # -Command instead of -File, because -File can't bind lists.
    $run = Join-Path $root build Invoke-Specs.ps1
    $options = @{ Pester = $pester; Path = $Path; Name = @($Name | Where-Object { $_ }); Culture = $Culture; ExcludeTag = @($ExcludeTag | Where-Object { $_ }); Plan = $plan; Result = $result }
    $process = Start-Shell -Environment $environment -ArgumentList '-Command', "`$options = '$(($options | ConvertTo-Json -Compress).Replace("'", "''"))' | ConvertFrom-Json -AsHashtable; & '$($run.Replace("'", "''"))' @options"
    try {
        $process.StandardInput.Close()
        $problem = $process.StandardError.ReadToEndAsync()
        $hung = Watch-Specs $process $plan $Limit
        if ($hung) { Write-Host "[-] $hung did not end within $Limit s; its process was ended" -ForegroundColor Red }
        elseif ($process.ExitCode -ne 0) { Write-Host $problem.Result }
    }
    finally {
        # Also runs after Ctrl+C.
        if (-not $process.HasExited) { $process.Kill($true) }
        $process.Dispose()
    }

    if (-not (Test-Path $result)) { return [pscustomobject]@{ Passed = 0; Failed = 1; Skipped = 0 } }
    $run = Get-Content $result -Raw | ConvertFrom-Json
    $refused = @($run.Skipped | Where-Object { $_ -notin $AllowedSkip })
    foreach ($spec in $refused) { Write-Host "[-] $spec was skipped, and tests/pester/AllowedSkips.psd1 gives no reason" -ForegroundColor Red }
    foreach ($block in $run.Broken) { Write-Host "[-] $block failed outside its specs" -ForegroundColor Red }
    [pscustomobject]@{
        Passed  = $run.Passed
        Failed  = $run.Failed.Count + $refused.Count + $run.Broken.Count
        Skipped = $run.Skipped.Count - $refused.Count
    }
}

<#
.SYNOPSIS
Shows the output of running specs until the process ends. Returns the name of the running spec if the time limit is exceeded.

.DESCRIPTION
Pester prints a line for each finished spec; the plan contains the name of the next one.
#>
function Watch-Specs([Diagnostics.Process] $Process, [string] $Plan, [int] $Limit) {
    $file = ''
    $ended = 0
    $reading = $Process.StandardOutput.ReadLineAsync()
    $watch = [Diagnostics.Stopwatch]::StartNew()
    while ($true) {
        # Short waits, so that Ctrl+C takes effect.
        while (-not $reading.Wait(100)) {
            if ($watch.Elapsed.TotalSeconds -lt $Limit) { continue }
            $specs = @(if (Test-Path $Plan) { Get-Content $Plan -Raw | ConvertFrom-Json | Where-Object File -EQ $file })
            if ($ended -ge $specs.Count) { return "the run of specs (file '$file')" }
            return "$($specs[$ended].Name) in $file"
        }
        $line = $reading.Result
        if ($null -eq $line) { break }
        $watch.Restart()
        if ($line -match "^Running tests from '(.+)'$") {
            $file = $Matches[1]
            $ended = 0
            Write-Host (Resolve-Path $file -Relative)
        }
        elseif ($line -match '^\s*\[[-+!?]\] ') {
            $ended++
            if ($Matches[0] -notmatch '\+') { Write-Host $line }
        }
        elseif ($line.Trim() -and $line -notmatch '^\s*(Describing|Context) |^(Pester v|Running tests|Starting discovery|Discovery found)') { Write-Host $line }
        $reading = $Process.StandardOutput.ReadLineAsync()
    }
    $Process.WaitForExit()
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
