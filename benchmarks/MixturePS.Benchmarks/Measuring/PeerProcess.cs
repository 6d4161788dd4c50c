using System.Diagnostics;
using System.Text.Json;

namespace MixturePS.Benchmarks.Measuring;

/// <summary>peer.py as a process that performs one task per request.</summary>
internal sealed class PeerProcess : IDisposable
{
    private readonly Process _process;

    public PeerProcess(string python, string script, string? news)
    {
        var start = new ProcessStartInfo(python, [script]) { RedirectStandardInput = true, RedirectStandardOutput = true };

        // Settings that restrict OpenBLAS to the kernels of an old processor would slow down the peer.
        start.Environment.Remove("OPENBLAS_CORETYPE");
        start.Environment.Remove("OPENBLAS_L2_SIZE");
        if (news is not null) start.Environment["MIXTUREPS_NEWS"] = Path.GetFullPath(news);
        _process = Process.Start(start)!;
    }

    /// <summary>Sends a request and waits for its answer.</summary>
    /// <exception cref="InvalidOperationException">The peer failed, with its message.</exception>
    public JsonElement Ask(params string[] words)
    {
        _process.StandardInput.WriteLine(string.Join(' ', words.Select(word => "'" + word.Replace("'", "'\\''") + "'")));
        _process.StandardInput.Flush();
        string line = _process.StandardOutput.ReadLine() ?? throw new InvalidOperationException("The peer has ended.");
        var answer = JsonDocument.Parse(line).RootElement;
        return answer.TryGetProperty("error", out var error) ? throw new InvalidOperationException(error.GetString()) : answer;
    }

    /// <summary>One timed run of a row.</summary>
    public Seconds Time(string row)
    {
        var answer = Ask("time", row);
        return new Seconds(answer.GetProperty("wall").GetDouble(), answer.GetProperty("cpu").GetDouble());
    }

    public void Dispose()
    {
        _process.StandardInput.Close();
        _process.WaitForExit();
        _process.Dispose();
    }
}
