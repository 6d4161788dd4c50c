using MixturePS.Benchmarks.Measuring;

namespace MixturePS.Benchmarks.Rows;

/// <summary>A piece of work that both sides do.</summary>
/// <param name="Name">Its name, to run it alone.</param>
/// <param name="Peer">The peer's row.</param>
/// <param name="Title">What is done.</param>
/// <param name="Floor">How many times faster than the peer it should be.</param>
/// <param name="Bytes">The bytes that must at least be read and written, once each: inputs and results.</param>
/// <param name="Prepare">Makes the input, untimed, and gives the timed work.</param>
/// <param name="Check">How the result differs from the peer's answer, or null where they agree.</param>
/// <param name="Why">What keeps it from the memory's limit.</param>
internal sealed record PeerRow(
    string Name, string Peer, string Title, double? Floor, Func<object, double> Bytes, Func<PeerInput, Func<object>> Prepare, Func<object, Answer, string?>? Check, string Why);

/// <summary>What a row's input may be made from.</summary>
/// <param name="Read">What the peer starts from, for work whose input only the peer can make.</param>
internal sealed record PeerInput(Func<string, Answer> Read);
