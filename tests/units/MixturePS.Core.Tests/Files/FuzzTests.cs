using MixturePS.Core.Files;
using MixturePS.Fuzz;

namespace MixturePS.Core.Tests.Files;

/// <summary>A short run of benchmarks/MixturePS.Fuzz.</summary>
public class FuzzTests
{
    [Theory]
    [InlineData(DfmFormat.WideCsv)]
    [InlineData(DfmFormat.LongCsv)]
    [InlineData(DfmFormat.MatrixMarket)]
    [InlineData(DfmFormat.LdaC)]
    [InlineData(DfmFormat.JsonLines)]
    [InlineData(DfmFormat.Json)]
    [InlineData(DfmFormat.SvmLight)]
    [InlineData(DfmFormat.Uci)]
    [InlineData(DfmFormat.Arrow)]
    [InlineData(DfmFormat.Parquet)]
    public void A_thousand_mutated_inputs_are_read_or_refused(DfmFormat format)
    {
        var fuzzer = new DfmFuzzer(format, seed: 20260101);
        for (int i = 0; i < 1000; i++) Assert.Null(fuzzer.Next()?.What);

        // A run that refuses or accepts everything tests nothing.
        Assert.InRange(fuzzer.Outcomes["accepted"], 20, 900);
        Assert.True(fuzzer.Outcomes.Count > (format is DfmFormat.Arrow or DfmFormat.Parquet ? 2 : 8));
    }
}
