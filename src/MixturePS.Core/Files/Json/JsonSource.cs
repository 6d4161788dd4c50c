using MixturePS.Core.Foundation;

namespace MixturePS.Core.Files;

/// <summary>A JSON text during reading: how its errors are reported, progress and cancellation.</summary>
/// <param name="fault">Creates the error for a description of what is wrong.</param>
/// <param name="progress">Receives progress on the calling thread; or null.</param>
/// <param name="cancellation">The cancellation token.</param>
internal sealed class JsonSource(Func<string, MixtureException> fault, IProgress<ProgressReport>? progress = null, CancellationToken cancellation = default)
{
    // The approximate shares of the time for reading and parsing the text; the rest is for converting the values.
    private const double TextShare = 0.1, ParsingShare = 0.4;
    private long _expected;
    private long _read;

    /// <summary>The cancellation token.</summary>
    public CancellationToken Cancellation => cancellation;

    /// <summary>An error in the text.</summary>
    public MixtureException Fault(string what) => fault(what);

    /// <summary>Sets the number of values to convert.</summary>
    public void Expect(long values) => _expected = values;

    /// <summary>Reports progress of reading the text.</summary>
    /// <param name="fraction">The fraction of the text that was read.</param>
    public void ReportText(double fraction) => Report("reading", TextShare * Math.Min(1, fraction));

    /// <summary>Reports that the text is being parsed.</summary>
    public void ReportParsing() => Report("parsing", TextShare);

    /// <summary>Counts converted values, checks the cancellation token and reports progress.</summary>
    public void Pass(int values)
    {
        cancellation.Check();
        _read += values;
        Report("reading values", TextShare + ParsingShare + ((1 - TextShare - ParsingShare) * Math.Min(1, (double)_read / Math.Max(1, _expected))));
    }

    private void Report(string status, double fraction) => progress?.Report(new ProgressReport(status, fraction));
}
