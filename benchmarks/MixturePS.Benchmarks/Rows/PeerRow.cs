using MixturePS.Benchmarks.Measuring;

namespace MixturePS.Benchmarks.Rows;

/// <summary>A task that both sides perform.</summary>
/// <param name="Name">The name, by which it can be selected.</param>
/// <param name="Peer">The peer's row.</param>
/// <param name="Title">The description.</param>
/// <param name="Floor">The required speed relative to the peer.</param>
/// <param name="Bytes">The minimum number of bytes to read and write: inputs and results, once each.</param>
/// <param name="Prepare">Prepares the input, untimed, and returns the timed work.</param>
/// <param name="Check">Compares the result with the peer's; null if both draw from streams of their own.</param>
/// <param name="Why">The reason why it doesn't reach the memory bandwidth.</param>
internal sealed record PeerRow(
    string Name, string Peer, string Title, double? Floor, Func<object, double> Bytes, Func<PeerInput, Func<object>> Prepare, Func<object, Answer, Comparison>? Check, string Why);

/// <summary>The sources of a row's input.</summary>
/// <param name="Read">The input of the peer, for work whose input only the peer can create.</param>
internal sealed record PeerInput(Func<string, Answer> Read);

/// <summary>The result of comparing answers.</summary>
internal sealed record Comparison(bool Agrees, string Text)
{
    /// <summary>Answers that agree if there is no difference.</summary>
    public static Comparison Of(string? difference) => new(difference is null, difference ?? "agree");
}
