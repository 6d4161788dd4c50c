using BenchmarkDotNet.Exporters;
using BenchmarkDotNet.Loggers;
using BenchmarkDotNet.Running;

namespace MixturePS.Benchmarks.Micro;

/// <summary>Runs BenchmarkDotNet and collects its tables in one file.</summary>
internal static class MicroCommand
{
    public static void Run(string[] words)
    {
        int at = Array.IndexOf(words, "--write");
        string? file = at >= 0 && at + 1 < words.Length ? words[at + 1] : null;
        string[] rest = file is null ? words : [.. words[..at], .. words[(at + 2)..]];
        var summaries = BenchmarkSwitcher.FromAssembly(typeof(MicroCommand).Assembly).Run(rest);
        if (file is null) return;
        var text = new AccumulationLogger();
        text.WriteLine("# Single kernels");
        text.WriteLine();
        text.WriteLine("Written by the benchmark program's command `micro`, with BenchmarkDotNet.");
        foreach (var summary in summaries)
        {
            text.WriteLine();
            text.WriteLine("## " + summary.BenchmarksCases[0].Descriptor.Type.Name);
            text.WriteLine();
            MarkdownExporter.GitHub.ExportToLog(summary, text);
        }

        File.WriteAllText(file, text.GetLog());
    }
}
