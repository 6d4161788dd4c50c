namespace MixturePS.Shell;

/// <summary>What -Help and a mistaken command line print.</summary>
internal static class Usage
{
    /// <summary>The command line in short.</summary>
    public const string Summary =
        """
        Usage: MixturePS.Shell [switches] [-File] <script> [arguments]
               MixturePS.Shell [switches] -Command { - | <text> ... }
               MixturePS.Shell [switches] -CommandWithArgs <text> [arguments]
               MixturePS.Shell [switches] -EncodedCommand <Base64>
               MixturePS.Shell [switches]
               MixturePS.Shell -Version | -Help

        Switches: -NoExit -NoLogo -NoProfile -NonInteractive -Interactive -Login
                  -WorkingDirectory <folder> -ExecutionPolicy <policy>
                  -InputFormat Text -OutputFormat Text

        Names may be shortened as for pwsh (-f, -c, -nop, -noni), in any case.
        """;

    /// <summary>What each way of starting does, for -Help.</summary>
    public const string Details =
        """

        A PowerShell host for machines that have the .NET SDK and no pwsh. It runs the
        same engine, with the MixturePS module at hand and the engine's Core commands
        (ForEach-Object, Where-Object, Get-Help, Get-Command, Import-Module and others);
        Microsoft.PowerShell.Utility and Microsoft.PowerShell.Management are pwsh's own.

        -File <script> [arguments]
            Runs a script in the session's scope. What follows the path goes to the
            script's parameters: -Name value, -Switch, -Switch:$false, or by position;
            the rest is $args. File - reads commands from standard input, with prompts.
            Exit code: that of `exit`; 1 where an error ended the script; else 0.

        -Command <text> ...
            Runs the words after it, joined by spaces. Command - reads commands from
            standard input, without prompts. $input has the lines of standard input.
            Exit code: that of `exit`; else 0 where the last command succeeded, or 1.

        -CommandWithArgs <text> [arguments]
            Runs the text alone; the words after it are $args.

        -EncodedCommand <Base64>
            Runs a text given as Base64 of its UTF-16LE bytes.

        None of these starts a prompt, or reads commands from standard input where that
        is redirected.

        -NoExit             Goes on to the prompt after the script or the command.
        -NoLogo             Leaves out the line with the version.
        -NonInteractive     Whatever would ask the user something is an error.
        -WorkingDirectory   Starts in this folder; short: -wd.
        -NoProfile, -ExecutionPolicy, -Login, -Interactive
                            Accepted; this shell reads no profile and runs any script.

        Exit code 64 tells a mistake in the command line or a missing script, 130 that
        Ctrl+C stopped the run. The culture follows LANG and LC_ALL.
        """;
}
