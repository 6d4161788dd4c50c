using System.Text.Json;
using MixturePS.Core.Random;

namespace MixturePS.Benchmarks;

/// <summary>The texts to count.</summary>
internal static class TextCorpus
{
    private const int Words = 30_000;
    private const int Length = 20;

    /// <summary>The documents of a file: the lines of a text file, read lazily, or the property text of JSON Lines, read at once.</summary>
    public static IEnumerable<string> Read(string path)
    {
        if (!path.EndsWith(".jsonl", StringComparison.OrdinalIgnoreCase)) return File.ReadLines(path);
        return [.. File.ReadLines(path).Select(line =>
        {
            using var json = JsonDocument.Parse(line);
            return json.RootElement.GetProperty("text").GetString()!;
        })];
    }

    /// <summary>Writes documents of 20 words drawn from Zipf's distribution, one document per line.</summary>
    public static void WriteSynthetic(string path, int documents)
    {
        var generator = RandomGenerator.FromSeed(2026);
        var cumulative = new double[Words];
        double sum = 0;
        for (int r = 0; r < Words; r++) cumulative[r] = sum += 1.0 / (r + 1);
        string[] words = [.. Enumerable.Range(0, Words).Select(Word)];
        using var writer = new StreamWriter(path);
        for (int i = 0; i < documents; i++)
        {
            for (int t = 0; t < Length; t++)
            {
                int at = Array.BinarySearch(cumulative, generator.NextDouble() * sum);
                if (t > 0) writer.Write(' ');
                writer.Write(words[at < 0 ? ~at : at]);
            }

            writer.Write('\n');
        }
    }

    /// <summary>A unique word for each rank, longer for rarer ones.</summary>
    private static string Word(int rank)
    {
        const string Letters = "etaoinshrdlucmfwypvbgk";
        var word = new System.Text.StringBuilder();
        for (int r = rank + Letters.Length; r > 0; r /= Letters.Length) word.Append(Letters[r % Letters.Length]);
        return word.Append(rank % 3 == 0 ? "ing" : string.Empty).ToString();
    }
}
