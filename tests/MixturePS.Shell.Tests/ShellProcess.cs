using System.Diagnostics;
using System.Text;

namespace MixturePS.Shell.Tests;

/// <summary>What a run of the shell left: its exit code and the bytes on its two streams, read as strict UTF-8.</summary>
internal sealed record ShellResult(int ExitCode, string Output, string Error)
{
    /// <summary>The lines of the output, without a last empty one.</summary>
    public string[] Lines => Output.TrimEnd('\n').Split('\n');
}

/// <summary>Starts the built shell in a process of its own.</summary>
internal static class ShellProcess
{
    private static readonly UTF8Encoding Strict = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    /// <summary>Runs the shell to its end.</summary>
    public static ShellResult Run(params string[] args) => Run(new Start(), args);

    /// <summary>Runs the shell to its end with something on its standard input or in its environment.</summary>
    public static ShellResult Run(Start start, params string[] args)
    {
        using var process = Begin(start, args);
        using (var input = process.StandardInput) input.Write(start.Input);
        return End(process);
    }

    /// <summary>Starts the shell and leaves it running.</summary>
    public static Process Begin(Start start, params string[] args)
    {
        var info = new ProcessStartInfo(Environment.GetEnvironmentVariable("DOTNET_HOST_PATH") ?? "dotnet")
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            StandardInputEncoding = Strict,
            StandardOutputEncoding = Encoding.Latin1,
            StandardErrorEncoding = Encoding.Latin1,
            WorkingDirectory = start.Folder ?? Path.GetTempPath(),
        };
        info.ArgumentList.Add(Path.Combine(AppContext.BaseDirectory, "MixturePS.Shell.dll"));
        foreach (string arg in args) info.ArgumentList.Add(arg);
        info.Environment.Remove("NO_COLOR");
        info.Environment["LC_ALL"] = start.Locale;
        foreach (var (name, value) in start.Environment) info.Environment[name] = value;
        return Process.Start(info)!;
    }

    /// <summary>Waits for a started shell, up to a limit that only a hanging one meets.</summary>
    public static ShellResult End(Process process)
    {
        var output = process.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken);
        var error = process.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken);
        if (!process.WaitForExit(60_000))
        {
            process.Kill(entireProcessTree: true);
            Assert.Fail("The shell did not end within a minute.");
        }

        return new ShellResult(process.ExitCode, Decode(output.Result), Decode(error.Result));
    }

    // Latin-1 keeps each byte, so that what comes out shows a byte order mark or bytes that are no UTF-8.
    private static string Decode(string bytes) => Strict.GetString(Encoding.Latin1.GetBytes(bytes)).ReplaceLineEndings("\n");
}

/// <summary>What a shell is started with.</summary>
internal sealed record Start
{
    public string Input { get; init; } = string.Empty;

    public string Locale { get; init; } = "C.UTF-8";

    public string? Folder { get; init; }

    public IReadOnlyDictionary<string, string> Environment { get; init; } = new Dictionary<string, string>();
}

/// <summary>A folder with a script in it, removed after the test.</summary>
internal sealed class ScriptFile : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("MixturePS shell ");

    public ScriptFile(string text, string name = "my script.ps1")
    {
        Path = System.IO.Path.Combine(_folder.FullName, name);
        File.WriteAllText(Path, text);
    }

    public string Path { get; }

    public string Folder => _folder.FullName;

    public void Dispose() => _folder.Delete(recursive: true);
}
