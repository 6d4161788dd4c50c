using System.Globalization;
using MixturePS.Benchmarks;
using MixturePS.Benchmarks.Micro;
using MixturePS.Benchmarks.Rows;
using MixturePS.Benchmarks.Sweep;

CultureInfo.CurrentCulture = CultureInfo.InvariantCulture;
switch (args)
{
    case ["peer", ..]:
        return new PeerCommand(new Arguments(args)).Run();
    case ["sweep", ..]:
        return new SweepCommand(new Arguments(args)).Run();
    case ["scale", ..]:
        return ScaleCommand.Run(new Arguments(args));
    case ["scale-child", .. var rest]:
        return ShardScale.RunChild(rest);
    case ["micro", .. var rest]:
        MicroCommand.Run(rest);
        return 0;
    case ["text", ..]:
        return new TextBenchmark(new Arguments(args)).Run();
    case ["text-child", .. var rest]:
        return TextMeasurement.Run(rest);
    default:
        Console.Error.WriteLine("""
            usage: MixturePS.Benchmarks peer [--rows NAME,...] [--repeat 7] [--news FILE] [--titles FILE --sttm JAR]
              [--dmn-clusters 7] [--dmn-large-clusters 7] [--dmn-limit 900] [--write FILE] [--python python3] [--pwsh '["pwsh"]']
              [--module MANIFEST] [--topics FILE,...] [--topics-documents 20000] [--topics-words 5000] [--topics-k 50]
              [--topics-limit 300]
              Runs the same work here and in NumPy, SciPy, scikit-learn, pandas, gensim, R and Java, alternating, and compares the results.
              --news and --titles are corpora in JSON Lines with the properties "text" and "cluster"; --sttm is the Java library that
              the Gibbs sampler is compared with. --dmn-clusters and --dmn-large-clusters are the greatest K of the Dirichlet-multinomial
              mixtures, --dmn-limit the seconds that R may take for all K of one. --topics are files with one text per line or JSON
              Lines, for topic models; --topics-documents and --topics-words are the size of the simulated ones, --topics-k their
              topics, --topics-limit the seconds that a fit of a peer may take. --write is a Markdown file for the table; --pwsh
              is the command that runs PowerShell, as a JSON list, and --module the module in it, by default that of the last build.
            usage: MixturePS.Benchmarks sweep [--shapes NAME,...] [--repeat 7] [--write FILE] [--python python3] [--pwsh '["pwsh"]']
              [--module MANIFEST]
              Runs k-means over shapes of data in PowerShell, in scikit-learn and in ML.NET. A shape's name is that of its size, such
              as 200000x50; those beside ML.NET also have K, as mlnet-200000x50x10. --module is the module to test, by default that
              of the last build.
            usage: MixturePS.Benchmarks scale [--large [--wide]] [--shards [--shard-documents 2000000] [--huge-documents N]
              [--folder FOLDER]] [--write FILE]
              Measures how time and memory grow with documents, features, clusters and tokens, and fits of documents in shards
              beside those in memory. --huge-documents adds a corpus of so many documents, which takes about 1 KB of disk each;
              --folder is where the shards are written.
            usage: MixturePS.Benchmarks micro [--write FILE] [BenchmarkDotNet's options]
              Measures single kernels and their allocations.
            usage: MixturePS.Benchmarks text [--corpus FILE]... [--documents 1000000] [--runs 5] [--write FILE]
              [--python python3]
              Counts the tokens of a corpus (a text file with one document per line, or JSON Lines with a property "text") and of a
              synthetic one, and compares with scikit-learn's CountVectorizer; --write is a Markdown file for the table, such as
              benchmarks/RESULTS-text.md.
            """);
        return 64;
}
