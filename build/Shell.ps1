# Starts PowerShell in child processes, in the version that runs this script.

<#
.SYNOPSIS
Returns the program that runs PowerShell, followed by its leading arguments.

.DESCRIPTION
The .NET tool has no executable: its process is dotnet, with PowerShell's assembly as the first argument.
#>
function Get-ShellCommand {
    if ([IO.Path]::GetFileNameWithoutExtension([Environment]::ProcessPath) -eq 'pwsh') { return [Environment]::ProcessPath }
    'dotnet', (Join-Path $PSHOME pwsh.dll)
}

<#
.SYNOPSIS
Starts a PowerShell process without a profile and returns it. Its streams are redirected unless -NoRedirect is given.

.PARAMETER ArgumentList
PowerShell's arguments, such as -File and a path, or -Command and a text.

.PARAMETER Environment
Environment variables to set.

.PARAMETER WorkingDirectory
The folder to start in. The default is the current location.

.PARAMETER NoRedirect
Shares the standard streams of this process.
#>
function Start-Shell {
    param(
        [Parameter(Mandatory)] [string[]] $ArgumentList,
        [hashtable] $Environment = @{},
        [string] $WorkingDirectory = (Get-Location -PSProvider FileSystem).ProviderPath,
        [switch] $NoRedirect
    )
    $program, $first = Get-ShellCommand
    $start = [Diagnostics.ProcessStartInfo]::new($program)
    foreach ($argument in @($first) + '-NoProfile' + '-NonInteractive' + $ArgumentList) { if ($null -ne $argument) { $start.ArgumentList.Add($argument) } }
    foreach ($name in $Environment.Keys) { $start.Environment[$name] = $Environment[$name] }
    $start.WorkingDirectory = $WorkingDirectory
    $start.RedirectStandardInput = $start.RedirectStandardOutput = $start.RedirectStandardError = -not $NoRedirect
    if (-not $NoRedirect) { $start.StandardOutputEncoding = $start.StandardErrorEncoding = [Text.Encoding]::UTF8 }
    [Diagnostics.Process]::Start($start)
}

<#
.SYNOPSIS
Runs PowerShell in a child process, waits for its end, and returns its exit code, its output as lines and its errors as text.

.PARAMETER ArgumentList
PowerShell's arguments, such as -File and a path, or -Command and a text.

.PARAMETER Environment
Environment variables to set.

.PARAMETER InputText
The text to write to standard input.

.PARAMETER TimeoutSecond
The limit after which the process and its children are killed and an error is thrown.
#>
function Invoke-Shell {
    param(
        [Parameter(Mandatory)] [string[]] $ArgumentList,
        [hashtable] $Environment = @{},
        [string] $InputText = '',
        [int] $TimeoutSecond = 120
    )
    $process = Start-Shell $ArgumentList $Environment
    try {
        $process.StandardInput.Write($InputText)
        $process.StandardInput.Close()
        $output = $process.StandardOutput.ReadToEndAsync()
        $problem = $process.StandardError.ReadToEndAsync()
        if (-not $process.WaitForExit(1000 * $TimeoutSecond)) { throw "PowerShell did not end within $TimeoutSecond s: $ArgumentList" }
        $text = $output.Result.TrimEnd()
        [pscustomobject]@{
            ExitCode = $process.ExitCode
            Output   = @(if ($text) { $text -split '\r?\n' })
            Error    = $problem.Result
        }
    }
    finally {
        if (-not $process.HasExited) { $process.Kill($true) }
        $process.Dispose()
    }
}
