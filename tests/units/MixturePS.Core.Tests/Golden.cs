using System.Text.Json;

namespace MixturePS.Core.Tests;

/// <summary>The recorded reference figures, as parsed JSON.</summary>
internal static class Golden
{
    public static JsonElement Notebook => Load("notebook.json")[0];

    public static JsonElement[] Notebooks => [.. Load("notebook.json").EnumerateArray()];

    public static JsonElement Streams => Load("numpy-streams.json");

    public static JsonElement Sklearn => Load("sklearn.json");

    public static JsonElement Text => Load("text.json");

    public static double[] Doubles(this JsonElement element) => [.. element.EnumerateArray().Select(e => e.GetDouble())];

    public static int[] Ints(this JsonElement element) => [.. element.EnumerateArray().Select(e => e.GetInt32())];

    public static double[][] DoubleRows(this JsonElement element) => [.. element.EnumerateArray().Select(Doubles)];

    internal static JsonElement Load(string name)
    {
        using var stream = File.OpenRead(Path.Combine(AppContext.BaseDirectory, "golden", name));
        return JsonDocument.Parse(stream).RootElement;
    }
}
