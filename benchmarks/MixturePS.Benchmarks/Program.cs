using System.Globalization;
using MixturePS.Benchmarks;

CultureInfo.CurrentCulture = CultureInfo.InvariantCulture;
switch (args)
{
    case ["text", .. var rest]:
        return TextBenchmark.Run(rest);
    case ["text-child", .. var rest]:
        return TextMeasurement.Run(rest);
    default:
        Console.Error.WriteLine("""
            usage: MixturePS.Benchmarks text [--corpus FILE]... [--documents 1000000] [--runs 5] [--python python3]
              Counts the tokens of a corpus (a text file with a document a line, or JSON Lines with a property "text"), and of a
              synthetic one, beside scikit-learn's CountVectorizer.
            """);
        return 64;
}
