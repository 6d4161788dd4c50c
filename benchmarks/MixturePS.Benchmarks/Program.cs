using System.Globalization;
using MixturePS.Benchmarks;
using MixturePS.Benchmarks.Micro;
using MixturePS.Benchmarks.Rows;

CultureInfo.CurrentCulture = CultureInfo.InvariantCulture;
switch (args)
{
    case ["peer", ..]:
        return new PeerCommand(new Arguments(args)).Run();
    case ["scale", ..]:
        return ScaleCommand.Run(new Arguments(args));
    case ["micro", .. var rest]:
        MicroCommand.Run(rest);
        return 0;
    case ["text", ..]:
        return new TextBenchmark(new Arguments(args)).Run();
    case ["text-child", .. var rest]:
        return TextMeasurement.Run(rest);
    default:
        Console.Error.WriteLine("""
            usage: MixturePS.Benchmarks peer [--rows NAME,...] [--repeat 7] [--news FILE] [--write FILE] [--python python3] [--pwsh '["pwsh"]']
              The same work here and in NumPy, SciPy and scikit-learn, turn by turn; answers are compared. --news is a corpus as
              JSON Lines with a property "text"; --write names a Markdown file for the table; --pwsh is the command that
              runs PowerShell, as a JSON list.
            usage: MixturePS.Benchmarks scale [--large [--wide]] [--write FILE]
              How time and memory grow with documents, features, clusters and tokens.
            usage: MixturePS.Benchmarks micro [--write FILE] [BenchmarkDotNet's options]
              Single kernels with their allocations.
            usage: MixturePS.Benchmarks text [--corpus FILE]... [--documents 1000000] [--runs 5] [--write FILE]
              [--python python3]
              Counts the tokens of a corpus (a text file with a document a line, or JSON Lines with a property "text"), and of a
              synthetic one, beside scikit-learn's CountVectorizer; --write names a Markdown file for the table, as
              benchmarks/RESULTS-text.md.
            """);
        return 64;
}
