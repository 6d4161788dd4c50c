using System.Diagnostics;
using System.Text.Json;

namespace MixturePS.Benchmarks.Measuring;

/// <summary>A child process that answers each line of its input with one line of JSON.</summary>
internal class LineProcess : IDisposable
{
    private readonly Process _process;
    private readonly string _name;

    /// <summary>Starts a process.</summary>
    /// <param name="command">The program and its arguments.</param>
    /// <param name="environment">Environment variables to set, or to remove where the value is null.</param>
    public LineProcess(IReadOnlyList<string> command, IReadOnlyDictionary<string, string?>? environment = null)
    {
        _name = Path.GetFileName(command[0]);
        var start = new ProcessStartInfo(command[0], command.Skip(1)) { RedirectStandardInput = true, RedirectStandardOutput = true };
        foreach (var (name, value) in environment ?? new Dictionary<string, string?>())
        {
            if (value is null) start.Environment.Remove(name);
            else start.Environment[name] = value;
        }

        _process = Process.Start(start)!;
    }

    /// <summary>Sends a line and waits for the answer.</summary>
    /// <exception cref="InvalidOperationException">The process failed, with its message.</exception>
    public JsonElement Send(string line) => Send(line, Timeout.InfiniteTimeSpan)!.Value;

    /// <summary>Sends a line and waits for the answer; null if it takes longer than the limit, in which case the process is killed.</summary>
    /// <exception cref="InvalidOperationException">The process failed, with its message.</exception>
    public JsonElement? Send(string line, TimeSpan limit)
    {
        _process.StandardInput.WriteLine(line);
        _process.StandardInput.Flush();
        var reading = _process.StandardOutput.ReadLineAsync();
        if (!reading.Wait(limit))
        {
            _process.Kill(entireProcessTree: true);
            return null;
        }

        string answer = reading.Result ?? throw new InvalidOperationException($"{_name} has ended.");
        var json = JsonDocument.Parse(answer).RootElement;
        return json.TryGetProperty("error", out var error) ? throw new InvalidOperationException($"{_name}: {error.GetString()}") : json;
    }

    public void Dispose()
    {
        if (!_process.HasExited)
        {
            _process.StandardInput.Close();
            if (!_process.WaitForExit(10_000)) _process.Kill(entireProcessTree: true);
        }

        _process.Dispose();
    }

    /// <summary>The times in an answer.</summary>
    protected static Seconds Times(JsonElement answer) => new(answer.GetProperty("wall").GetDouble(), answer.GetProperty("cpu").GetDouble());
}
