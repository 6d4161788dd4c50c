<#
.SYNOPSIS
Runs blocks of PowerShell code in one session, as the reader of a page types them, and writes what each prints as JSON.

.DESCRIPTION
Each statement is run by itself, because a prompt shows the output of each separately. The session has a terminal of 120 columns.
Invoke-Page (Pages.ps1) starts this script in a child process.

.PARAMETER Block
A JSON file with a list of texts: the code of each block.

.PARAMETER ModuleFolder
The folder of the module, which the code imports by its name.
#>
param(
    [Parameter(Mandatory)] [string] $Block,
    [Parameter(Mandatory)] [string] $ModuleFolder
)

$ErrorActionPreference = 'Stop'
[cultureinfo]::DefaultThreadCurrentCulture = [cultureinfo]::DefaultThreadCurrentUICulture = [cultureinfo]::CurrentCulture = 'en-US'
$env:PSModulePath = (Split-Path $ModuleFolder) + [IO.Path]::PathSeparator + $env:PSModulePath
$PSStyle.OutputRendering = 'PlainText'

# A host that has a width and nothing else: the output is what the statements write.
Add-Type @'
using System;
using System.Collections.Generic;
using System.Collections.ObjectModel;
using System.Globalization;
using System.Management.Automation;
using System.Management.Automation.Host;
using System.Security;

public sealed class PageHost : PSHost
{
    public override string Name => "Page";
    public override Version Version => new Version(1, 0);
    public override Guid InstanceId { get; } = Guid.NewGuid();
    public override CultureInfo CurrentCulture => CultureInfo.CurrentCulture;
    public override CultureInfo CurrentUICulture => CultureInfo.CurrentUICulture;
    public override PSHostUserInterface UI { get; } = new PageUI();
    public override void EnterNestedPrompt() => throw new NotSupportedException();
    public override void ExitNestedPrompt() => throw new NotSupportedException();
    public override void NotifyBeginApplication() { }
    public override void NotifyEndApplication() { }
    public override void SetShouldExit(int exitCode) { }
}

public sealed class PageUI : PSHostUserInterface
{
    public override PSHostRawUserInterface RawUI { get; } = new PageRawUI();
    public override void Write(string value) { }
    public override void Write(ConsoleColor foregroundColor, ConsoleColor backgroundColor, string value) { }
    public override void WriteLine(string value) { }
    public override void WriteErrorLine(string value) { }
    public override void WriteDebugLine(string message) { }
    public override void WriteProgress(long sourceId, ProgressRecord record) { }
    public override void WriteVerboseLine(string message) { }
    public override void WriteWarningLine(string message) { }
    public override string ReadLine() => throw new NotSupportedException();
    public override SecureString ReadLineAsSecureString() => throw new NotSupportedException();
    public override Dictionary<string, PSObject> Prompt(string caption, string message, Collection<FieldDescription> descriptions) => throw new NotSupportedException();
    public override PSCredential PromptForCredential(string caption, string message, string userName, string targetName) => throw new NotSupportedException();
    public override PSCredential PromptForCredential(string caption, string message, string userName, string targetName, PSCredentialTypes allowedCredentialTypes, PSCredentialUIOptions options) => throw new NotSupportedException();
    public override int PromptForChoice(string caption, string message, Collection<ChoiceDescription> choices, int defaultChoice) => throw new NotSupportedException();
}

public sealed class PageRawUI : PSHostRawUserInterface
{
    public override Size BufferSize { get; set; } = new Size(120, 50);
    public override Size WindowSize { get; set; } = new Size(120, 50);
    public override Size MaxWindowSize => new Size(120, 50);
    public override Size MaxPhysicalWindowSize => new Size(120, 50);
    public override ConsoleColor ForegroundColor { get; set; }
    public override ConsoleColor BackgroundColor { get; set; }
    public override Coordinates CursorPosition { get; set; }
    public override Coordinates WindowPosition { get; set; }
    public override int CursorSize { get; set; }
    public override bool KeyAvailable => false;
    public override string WindowTitle { get; set; } = "";
    public override void FlushInputBuffer() { }
    public override BufferCell[,] GetBufferContents(Rectangle rectangle) => throw new NotSupportedException();
    public override KeyInfo ReadKey(ReadKeyOptions options) => throw new NotSupportedException();
    public override void ScrollBufferContents(Rectangle source, Coordinates destination, Rectangle clip, BufferCell fill) => throw new NotSupportedException();
    public override void SetBufferContents(Coordinates origin, BufferCell[,] contents) => throw new NotSupportedException();
    public override void SetBufferContents(Rectangle rectangle, BufferCell fill) => throw new NotSupportedException();
}
'@

$runspace = [runspacefactory]::CreateRunspace([PageHost]::new())
$runspace.Open()
@(foreach ($code in Get-Content $Block -Raw | ConvertFrom-Json) {
    $problems = $null
    $tree = [Management.Automation.Language.Parser]::ParseInput($code, [ref]$null, [ref]$problems)
    $errors = @($problems | ForEach-Object Message)
    $output = foreach ($statement in $problems ? @() : $tree.EndBlock.Statements) {
        $shell = [powershell]::Create($runspace)
        $null = $shell.AddScript($statement.Extent.Text).AddCommand('Out-String').AddParameter('Width', 120)
        $text = try { -join $shell.Invoke() } catch { $errors += "$_" }
        $errors += @($shell.Streams.Error | ForEach-Object { "$_" })
        $shell.Streams.Warning | ForEach-Object { "WARNING: $_`n" }
        $text
        $shell.Dispose()
    }
    [ordered]@{ Output = -join $output; Error = @($errors | Where-Object { $_ }) }
}) | ConvertTo-Json -AsArray -Depth 3
