<#
.SYNOPSIS
Measures the time from the start of PowerShell to the first result, and compares it with Python.

.DESCRIPTION
Starts processes in turn: an empty PowerShell, one that imports the module, one that also runs the first line of the README,
one that runs examples/notebook.ps1, and the same notebook in Python with NumPy, pandas, SciPy and scikit-learn. Each is
started once before the measured runs. Prints the median and the range of each in seconds, and the difference of the median from
that of the empty PowerShell.

.PARAMETER Repeat
The number of runs of each process.

.PARAMETER Python
A Python with NumPy, pandas, SciPy and scikit-learn.

.PARAMETER OutFile
A Markdown file for the table.

.EXAMPLE
./first-use.ps1 -Repeat 20
#>
param(
    [int] $Repeat = 10,
    [string] $Python = '/usr/bin/python3',
    [string] $OutFile
)

$ErrorActionPreference = 'Stop'
$root = Split-Path $PSScriptRoot
. (Join-Path $root build Shell.ps1)
$program, $first = Get-ShellCommand
$shell = @(@($first) + '-NoProfile' + '-NonInteractive' | Where-Object { $_ })
$module = Join-Path $root out MixturePS MixturePS.psd1
$line = 'New-MixtureModel -K 3 -Eta 1 | Invoke-DfmSample -N 1000 | Invoke-KMeans | Measure-ClusterAccuracy'
$commands = [ordered]@{
    'an empty PowerShell'                 = $program, ($shell + '-Command', '1')
    'that imports the module'             = $program, ($shell + '-Command', "Import-Module '$module'")
    'and runs the line, output discarded' = $program, ($shell + '-Command', "Import-Module '$module'; `$null = $line")
    'and shows the result of the line'    = $program, ($shell + '-Command', "Import-Module '$module'; $line")
    'the notebook'                        = $program, ($shell + '-File', (Join-Path $root examples notebook.ps1))
    'the notebook in Python'              = $Python, @(Join-Path $PSScriptRoot notebook.py)
}
$seconds = @{}
foreach ($run in 0..$Repeat) {
    foreach ($name in $commands.Keys) {
        $command, $arguments = $commands[$name]
        $taken = (Measure-Command { & $command @arguments *> $null }).TotalSeconds
        if ($LASTEXITCODE) { throw "$name failed: $command $arguments" }
        if ($run) { $seconds[$name] += @($taken) }
    }
}

$rows = foreach ($name in $commands.Keys) {
    $sorted = @($seconds[$name] | Sort-Object)
    $median = ($sorted[[Math]::Floor(($Repeat - 1) / 2)] + $sorted[[Math]::Floor($Repeat / 2)]) / 2
    if ($name -eq 'an empty PowerShell') { $empty = $median }
    [pscustomobject]@{ Process = $name; Median = $median; Least = $sorted[0]; Most = $sorted[-1]; AboveEmpty = $median - $empty }
}
$rows | Format-Table Process, @{ n = 'Median'; e = { '{0:0.000}' -f $_.Median }; a = 'Right' }, @{ n = 'Least'; e = { '{0:0.000}' -f $_.Least }; a = 'Right' },
    @{ n = 'Most'; e = { '{0:0.000}' -f $_.Most }; a = 'Right' }, @{ n = 'AboveEmpty'; e = { '{0:0.000}' -f $_.AboveEmpty }; a = 'Right' }
$ratio = $rows[4].Median / $rows[5].Median
'The notebook takes {0:0.00} of the time that it takes in Python.' -f $ratio

if ($OutFile) {
    $lines = @(
        '# First use', ''
        'Whole processes, started in turn; seconds. Written by `benchmarks/first-use.ps1 -OutFile`.', ''
        "$(Get-Date -Format 'yyyy-MM-dd HH:mm') UTC; $([Environment]::ProcessorCount) cores; PowerShell $($PSVersionTable.PSVersion), .NET $([Environment]::Version); $(& $Python --version). $Repeat runs of each."
        '', '| process | median | least | most | median above the empty PowerShell |', '| --- | ---: | ---: | ---: | ---: |'
        foreach ($row in $rows) { [string]::Format([cultureinfo]::InvariantCulture, '| {0} | {1:0.000} | {2:0.000} | {3:0.000} | {4:0.000} |', $row.Process, $row.Median, $row.Least, $row.Most, $row.AboveEmpty) }
        '', [string]::Format([cultureinfo]::InvariantCulture, 'The notebook takes {0:0.00} of the time that it takes in Python.', $ratio)
    )
    Set-Content $OutFile $lines
}
