namespace MixturePS.Notices;

/// <summary>The file of notices: what there is of others, then the texts, each once.</summary>
internal static class NoticeText
{
    private const string Head =
        """
        THIRD-PARTY NOTICES

        MixturePS is under the licence in LICENSE.txt. It brings along what is listed here, unchanged, each under its own
        licence. The numbers are those of the texts that follow the list, which stand as their authors wrote them.

        """;

    private static readonly string Rule = new('=', 80);

    /// <summary>The same text for the same software.</summary>
    public static string Of(IReadOnlyList<ThirdParty> software)
    {
        List<string> texts = [.. software.SelectMany(item => item.Texts).Distinct(StringComparer.Ordinal)];
        var lines = new List<string> { Head };
        foreach (var item in software)
        {
            lines.Add(item.Name);
            Add("Licence", item.Licence);
            Add("Copyright", item.Copyright);
            Add("Page", item.Address);
            Add("Texts", string.Join(", ", item.Texts.Select(text => $"[{texts.IndexOf(text) + 1}]")));
            foreach (string file in item.Files) Add("File", file);
            lines.Add(string.Empty);
        }

        for (int i = 0; i < texts.Count; i++)
        {
            string whose = string.Join(", ", software.Where(item => item.Texts.Contains(texts[i])).Select(item => item.Name));
            lines.AddRange([Rule, $"[{i + 1}] {whose}", Rule, string.Empty, texts[i], string.Empty]);
        }

        return string.Join('\n', lines).ReplaceLineEndings("\n");

        void Add(string field, string value)
        {
            if (value.Length > 0) lines.Add($"    {field + ':',-11}{value}");
        }
    }
}
