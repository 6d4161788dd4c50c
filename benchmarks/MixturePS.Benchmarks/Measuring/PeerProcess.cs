using System.Text.Json;

namespace MixturePS.Benchmarks.Measuring;

/// <summary>A Python script that performs one task per request.</summary>
internal sealed class PeerProcess : LineProcess
{
    /// <summary>Starts a script.</summary>
    /// <param name="python">The Python.</param>
    /// <param name="script">The script.</param>
    /// <param name="news">A corpus with known clusters, in JSON Lines; or null.</param>
    /// <param name="files">The folder for files that both sides read; or null.</param>
    public PeerProcess(string python, string script, string? news = null, string? files = null)
        : base([python, script], Environment(news, files))
    {
    }

    /// <summary>Sends a request and waits for its answer.</summary>
    /// <exception cref="InvalidOperationException">The peer failed, with its message.</exception>
    public JsonElement Ask(params string[] words) => Send(string.Join(' ', words.Select(word => "'" + word.Replace("'", "'\\''") + "'")));

    /// <summary>One timed run of a row.</summary>
    public Seconds Time(string row) => Time(row, out _);

    /// <summary>One timed run of a row, and the algorithm, where the peer chooses the faster of several.</summary>
    public Seconds Time(string row, out string? algorithm)
    {
        var answer = Ask("time", row);
        algorithm = answer.TryGetProperty("algorithm", out var name) ? name.GetString() : null;
        return Times(answer);
    }

    private static Dictionary<string, string?> Environment(string? news, string? files)
    {
        // Settings that restrict OpenBLAS to the kernels of an old processor would slow down the peer.
        var variables = new Dictionary<string, string?> { ["OPENBLAS_CORETYPE"] = null, ["OPENBLAS_L2_SIZE"] = null };
        if (news is not null) variables["MIXTUREPS_NEWS"] = Path.GetFullPath(news);
        if (files is not null) variables["MIXTUREPS_FILES"] = files;
        return variables;
    }
}
