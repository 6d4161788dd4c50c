# Bundles the page that Export-MixtureReport writes, and tests it in a browser. Needs Node.js, which nothing else does.

$reportSource = Join-Path $root src MixturePS.Report

<#
.SYNOPSIS
Runs npm or node in the folder of the page's sources. Throws an error if it fails.
#>
function Invoke-ReportTool([string] $Program) {
    Push-Location $reportSource
    try {
        & $Program @args 2>&1 | ForEach-Object { "$_" } | Tee-Object -Variable lines | Out-Null
        if ($LASTEXITCODE -ne 0) { throw "$Program $args failed with exit code ${LASTEXITCODE}: $($lines | Select-Object -Last 20 | Out-String)" }
    }
    finally { Pop-Location }
}

<#
.SYNOPSIS
Installs the packages of the lock file, unless they are already installed.
#>
function Install-ReportPackage {
    $installed = Join-Path $reportSource node_modules .package-lock.json
    $lock = Join-Path $reportSource package-lock.json
    if ((Test-Path $installed) -and (Get-Item $installed -Force).LastWriteTimeUtc -gt (Get-Item $lock).LastWriteTimeUtc) { return }
    Invoke-ReportTool npm ci --no-audit --no-fund
}

<#
.SYNOPSIS
Bundles the page's script and styles into src/MixturePS.Report/dist, which is committed.
#>
function Build-Report {
    Install-ReportPackage
    Invoke-ReportTool node (Join-Path $reportSource node_modules typescript bin tsc) --noEmit
    Invoke-ReportTool node (Join-Path $reportSource build.mjs)
    Get-ChildItem (Join-Path $reportSource dist) | Select-Object Name, Length | Out-Host
}

<#
.SYNOPSIS
Returns the path of a Chromium or Chrome on this machine, or nothing.
#>
function Get-Chromium {
    $names = 'chromium', 'chromium-browser', 'google-chrome', 'chrome', 'msedge'
    @($env:CHROMIUM) + $names | Where-Object { $_ } | ForEach-Object { Get-Command $_ -CommandType Application -ErrorAction Ignore | Select-Object -First 1 } | Select-Object -First 1 -ExpandProperty Source
}

<#
.SYNOPSIS
Tests the bundle and, in a headless browser, the pages that the built module writes. Returns the numbers of passed, failed and
skipped tests.

.DESCRIPTION
Without Node.js or a browser, the tests count as one skipped test, and the reason is shown. With the environment variable CI, they
fail instead.

.PARAMETER Name
A part of the names of the tests to run. The default is all tests.
#>
function Test-Report([string] $Name) {
    $count = [pscustomobject]@{ Passed = 0; Failed = 0; Skipped = 0 }
    $browser = Get-Chromium
    $missing = @(if (-not (Get-Command node, npm -CommandType Application -ErrorAction Ignore)) { 'Node.js' }) + @(if (-not $browser) { 'Chromium' })
    if ($missing) {
        Write-Host "The tests of the report's page need $($missing -join ' and '), which this machine doesn't have."
        if ($env:CI) { $count.Failed = 1 } else { $count.Skipped = 1 }
        return $count
    }
    Write-Host "The report's page in $browser"
    Install-ReportPackage
    $pages = New-EmptyFolder (Join-Path $out tests report)
    $written = Invoke-Shell -TimeoutSecond 300 -ArgumentList '-File', (Join-Path $reportSource test Pages.ps1), '-Module', (Join-Path $module MixturePS.psd1), '-Folder', $pages
    if ($written.ExitCode -ne 0) {
        Write-Host "The pages weren't written: $($written.Output | Out-String)$($written.Error)"
        $count.Failed = 1
        return $count
    }
    $before = $env:PAGES, $env:CHROMIUM
    Push-Location $reportSource
    try {
        $env:PAGES, $env:CHROMIUM = $pages, $browser
        $options = @('--test', '--test-reporter=tap'; if ($Name) { "--test-name-pattern=$([regex]::Escape($Name))" }) + @(Get-ChildItem test -Filter *.test.mjs | ForEach-Object FullName)
        $lines = @(node @options 2>&1 | ForEach-Object { "$_" })
        $isFailed = $LASTEXITCODE -ne 0
    }
    finally {
        Pop-Location
        $env:PAGES, $env:CHROMIUM = $before
    }

    # A failed test with what it says; times that the page took; and, at the end, lines such as "# pass 12".
    $detail = $false
    foreach ($line in $lines) {
        if ($line -match '^\s*(not )?ok \d') { $detail = [bool]$Matches[1] }
        if ($detail -or $line -match '^# .* \d+ ms') { Write-Host $line }
        if ($line -match '^# (pass|fail|skipped) (\d+)$') { $count.$(@{ pass = 'Passed'; fail = 'Failed'; skipped = 'Skipped' }[$Matches[1]]) = [int]$Matches[2] }
    }
    if ($isFailed -and $count.Failed -eq 0) {
        $lines | Select-Object -Last 30 | ForEach-Object { Write-Host $_ }
        $count.Failed = 1
    }
    $count
}
