using System.Text;

namespace MixturePS.Shell;

/// <summary>The entry point: reads the command line and says what the process's exit code is.</summary>
internal static class Program
{
    /// <summary>The exit code for a command line that can't be followed, as in pwsh (EX_USAGE of sysexits.h).</summary>
    public const int BadCommandLine = 64;

    private static int Main(string[] args)
    {
        UseUtf8();
        var line = CommandLineParser.Parse(args, () => Console.IsInputRedirected);
        if (line.Error is not null)
        {
            Console.Error.WriteLine(line.Error);
            if (line.ErrorShowsUsage) Console.Out.WriteLine(Environment.NewLine + Usage.Summary);
            return BadCommandLine;
        }

        if (line.ShowsVersion)
        {
            Console.Out.WriteLine(ShellVersion.Banner);
            return 0;
        }

        if (line.ShowsHelp)
        {
            Console.Out.WriteLine(Usage.Summary + Environment.NewLine + Usage.Details);
            return 0;
        }

        using var session = new ShellSession(line);
        return session.Run();
    }

    /// <summary>Text goes in and out as UTF-8 without a byte order mark, whatever the locale's character set.</summary>
    private static void UseUtf8()
    {
        if (Console.OutputEncoding.CodePage != Encoding.UTF8.CodePage) Console.OutputEncoding = new UTF8Encoding(false);
        if (Console.InputEncoding.CodePage != Encoding.UTF8.CodePage) Console.InputEncoding = new UTF8Encoding(false);
    }
}
