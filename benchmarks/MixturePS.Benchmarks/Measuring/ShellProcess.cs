using System.Text.Json;

namespace MixturePS.Benchmarks.Measuring;

/// <summary>A PowerShell with the module, in which session.ps1 performs one task per request.</summary>
internal sealed class ShellProcess(Arguments arguments) : LineProcess(
    [.. arguments.PowerShell, "-NoProfile", "-NonInteractive", "-File", Path.Combine(arguments.Root, "benchmarks", "session.ps1"), arguments.Module],
    new Dictionary<string, string?> { ["NO_COLOR"] = "1" })
{
    /// <summary>Performs a task.</summary>
    /// <param name="request">The request, with a property "task".</param>
    /// <returns>The times, and the task's own figures.</returns>
    /// <exception cref="InvalidOperationException">The task failed, with its message.</exception>
    public (Seconds Taken, JsonElement Answer) Run(object request)
    {
        var answer = Send(JsonSerializer.Serialize(request));
        return (answer.TryGetProperty("wall", out _) ? Times(answer) : default, answer);
    }
}
