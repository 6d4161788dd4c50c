using System.Globalization;
using System.Management.Automation;
using CsvHelper;
using MathNet.Numerics;

namespace MixturePS.Neighbour;

/// <summary>Uses its own versions of CsvHelper and MathNet.Numerics, and writes their version numbers and results.</summary>
[Cmdlet(VerbsCommon.Get, "Neighbour")]
public sealed class GetNeighbourCommand : PSCmdlet
{
    /// <inheritdoc/>
    protected override void EndProcessing()
    {
        using var reader = new CsvReader(new StringReader("a,b\n1,2"), CultureInfo.InvariantCulture);
        reader.Read();
        reader.Read();
        WriteObject($"{typeof(CsvReader).Assembly.GetName().Version!.Major} {reader[1]}");
        WriteObject($"{typeof(SpecialFunctions).Assembly.GetName().Version!.Major} {SpecialFunctions.Gamma(5).ToString("0", CultureInfo.InvariantCulture)}");
    }
}
