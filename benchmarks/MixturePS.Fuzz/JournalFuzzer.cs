using System.Text;
using MixturePS.Core.Experiments;
using MixturePS.Core.Foundation;
using MixturePS.Core.Simulation;

namespace MixturePS.Fuzz;

/// <summary>
/// Reads mutated journals of an experiment. The result must be an error of the catalogue or rows, each of which equals
/// that of the run it claims to be. The same seed gives the same journals.
/// </summary>
internal sealed class JournalFuzzer
{
    private readonly Random _random;
    private readonly Mutator _mutator;
    private readonly byte[] _journal;
    private readonly byte[][] _lines;
    private readonly Dictionary<long, ExperimentRow> _rows;

    public JournalFuzzer(int seed)
    {
        _random = new Random(seed);
        _mutator = new Mutator(_random);
        _journal = Original(seed);
        using var journal = ExperimentJournal.Read(new MemoryStream(_journal), "x.jsonl", null);
        _rows = journal.Runs.ToDictionary(run => run, journal.Row);
        _lines = [.. Encoding.UTF8.GetString(_journal).TrimEnd('\n').Split('\n').Select(Encoding.UTF8.GetBytes)];
    }

    /// <summary>The number of occurrences of each error, and of accepted journals as "accepted".</summary>
    public SortedDictionary<string, int> Outcomes { get; } = new(StringComparer.Ordinal);

    /// <summary>Reads the next mutated journal.</summary>
    /// <returns>The failure with the journal, or null.</returns>
    public (string What, byte[] Journal)? Next()
    {
        byte[] mutated = _random.Next(2) == 0 ? _mutator.Mutate(_journal) : Lines();
        try
        {
            using var journal = ExperimentJournal.Read(new MemoryStream(mutated), "x.jsonl", null);
            foreach (long run in journal.Runs)
                if (!_rows.TryGetValue(run, out var row) || journal.Row(run) != row) return ($"run {run} is wrong", mutated);
            Count("accepted");
            return null;
        }
        catch (MixtureException error)
        {
            Count(error.Id);
            return null;
        }
        catch (Exception error)
        {
            return (error.ToString(), mutated);
        }
    }

    private static byte[] Original(int seed)
    {
        string path = Path.Combine(Path.GetTempPath(), $"MixturePS.Fuzz-{Guid.NewGuid():N}.jsonl");
        try
        {
            var values = new ExperimentValues { K = [2, 30], Eta = [[1], [1, 2, 3, 4, 5]], N = [20], DocumentLength = [DocumentLength.Fixed(5)], Replicates = 2 };
            foreach (var row in ExperimentRunner.Run(ExperimentGrid.Create(values), new ExperimentRunOptions { Seed = seed & int.MaxValue, Journal = path, ThrottleLimit = 1 })) _ = row;
            return File.ReadAllBytes(path);
        }
        finally
        {
            File.Delete(path);
        }
    }

    // Lines are deleted, duplicated, moved and joined, sometimes with a flipped bit or a truncated end.
    private byte[] Lines()
    {
        var lines = _lines.Select(line => (byte[])[.. line, (byte)'\n']).ToList();
        for (int change = _random.Next(1, 6); change > 0; change--)
        {
            int at = _random.Next(lines.Count), to = _random.Next(lines.Count);
            switch (_random.Next(5))
            {
                case 0 when lines.Count > 1:
                    lines.RemoveAt(at);
                    break;
                case 1:
                    lines.Insert(to, lines[at]);
                    break;
                case 2:
                    (lines[at], lines[to]) = (lines[to], lines[at]);
                    break;
                case 3:
                    lines[at] = lines[at][..^1];
                    break;
                case 4 when lines[at].Length > 0:
                    lines[at] = [.. lines[at]];
                    lines[at][_random.Next(lines[at].Length)] ^= (byte)(1 << _random.Next(8));
                    break;
            }
        }

        byte[] all = [.. lines.SelectMany(line => line)];
        return _random.Next(3) == 0 ? all[.._random.Next(all.Length + 1)] : all;
    }

    private void Count(string outcome) => Outcomes[outcome] = Outcomes.GetValueOrDefault(outcome) + 1;
}
