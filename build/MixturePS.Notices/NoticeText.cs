namespace MixturePS.Notices;

/// <summary>The file of notices: the list of third-party software, then each text once.</summary>
internal static class NoticeText
{
    private const string Head =
        """
        THIRD-PARTY NOTICES

        MixturePS is under the licence in LICENSE.txt. It contains the software listed here, unchanged, each under its own
        licence. The numbers refer to the texts that follow the list, which are reproduced verbatim.

        """;

    private static readonly string Rule = new('=', 80);

    /// <summary>The text; the same software gives the same text.</summary>
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
