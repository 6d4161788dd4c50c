using BenchmarkDotNet.Running;
using MixturePS.Benchmarks;
using MixturePS.Benchmarks.Rows;

var arguments = new Arguments(args);
switch (arguments.Command)
{
    case "peer":
        return new PeerCommand(arguments).Run();
    case "micro":
        BenchmarkSwitcher.FromAssembly(typeof(Arguments).Assembly).Run(arguments.Rest);
        return 0;
    default:
        Console.WriteLine("""
            peer [--rows a,b] [--repeat 7] [--news FILE] [--write FILE] [--python PATH]
                the same work here and in NumPy, SciPy and scikit-learn, turn by turn
            micro [BenchmarkDotNet's options]
                single kernels with their allocations
            """);
        return arguments.Command == "help" ? 0 : 2;
}
