using MixturePS.Core.Files;
using MixturePS.Fuzz;

// MixturePS.Fuzz [inputs per format] [seed] [format or Journal ...]. Returns 1 after a failure; the input is written to a folder.
const string Journal = "Journal";
int inputs = args.Length > 0 ? int.Parse(args[0], System.Globalization.CultureInfo.InvariantCulture) : 100_000;
int seed = args.Length > 1 ? int.Parse(args[1], System.Globalization.CultureInfo.InvariantCulture) : Random.Shared.Next();
DfmFormat[] formats = args.Length > 2 ? [.. args[2..].Where(arg => arg != Journal).Select(Enum.Parse<DfmFormat>)] : Enum.GetValues<DfmFormat>();
int failures = 0;
Console.WriteLine($"{inputs} inputs per format, seed {seed}");
foreach (var format in formats)
{
    var fuzzer = new DfmFuzzer(format, seed);
    for (int i = 0; i < inputs; i++)
    {
        if (fuzzer.Next() is not { } failure) continue;
        string folder = Directory.CreateDirectory(Path.Combine(Path.GetTempPath(), $"MixturePS.Fuzz-{format}-{seed}-{i}")).FullName;
        foreach (var (name, content) in failure.Files.Contents) File.WriteAllBytes(Path.Combine(folder, name), content);
        Console.WriteLine($"{format} {i}: {folder}{Path.DirectorySeparatorChar}{failure.Path}\n{failure.What}");
        if (++failures == 10) return 1;
    }

    Console.WriteLine($"{format}: at most {fuzzer.GreatestMemory >> 10} KiB and {fuzzer.GreatestTime.TotalMilliseconds} ms per input");
    Console.WriteLine("  " + string.Join(", ", fuzzer.Outcomes.Select(outcome => $"{outcome.Key} {outcome.Value}")));
}

if (args.Length <= 2 || args.AsSpan(2).Contains(Journal))
{
    var fuzzer = new JournalFuzzer(seed);
    for (int i = 0; i < inputs; i++)
    {
        if (fuzzer.Next() is not { } failure) continue;
        string file = Path.Combine(Path.GetTempPath(), $"MixturePS.Fuzz-{Journal}-{seed}-{i}.jsonl");
        File.WriteAllBytes(file, failure.Journal);
        Console.WriteLine($"{Journal} {i}: {file}\n{failure.What}");
        if (++failures == 10) return 1;
    }

    Console.WriteLine($"{Journal}: " + string.Join(", ", fuzzer.Outcomes.Select(outcome => $"{outcome.Key} {outcome.Value}")));
}

return failures == 0 ? 0 : 1;
