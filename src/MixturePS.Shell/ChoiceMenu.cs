using System.Management.Automation.Host;

namespace MixturePS.Shell;

/// <summary>A question with a few answers, each with a key: the letter after the ampersand in its label.</summary>
internal sealed class ChoiceMenu
{
    private readonly List<(string Key, string Label, string Help)> _choices;
    private readonly int _default;

    /// <summary>A menu of the choices, in order.</summary>
    /// <param name="choices">The choices.</param>
    /// <param name="defaultChoice">What an empty answer means, from zero; -1 for nothing.</param>
    public ChoiceMenu(IEnumerable<ChoiceDescription> choices, int defaultChoice)
    {
        _choices = [.. choices.Select(c => (Key(c.Label), c.Label.Replace("&", string.Empty), c.HelpMessage))];
        _default = defaultChoice;
    }

    /// <summary>The choices in one line, with what an empty answer means.</summary>
    public string Question
    {
        get
        {
            string list = string.Join("  ", _choices.Select(c => $"[{c.Key}] {c.Label}"));
            string fallback = _default >= 0 ? $" (default is \"{_choices[_default].Key}\")" : string.Empty;
            return $"{list}  [?] Help{fallback}: ";
        }
    }

    /// <summary>What each choice means, a line each.</summary>
    public string Help => string.Join(Environment.NewLine, _choices.Select(c => $"{c.Key} - {c.Help}"));

    /// <summary>The choice that an answer means, from zero, or null for none.</summary>
    /// <param name="answer">A key or a label in any case; null at the end of input.</param>
    public int? Choose(string? answer)
    {
        answer = answer?.Trim() ?? string.Empty;
        if (answer.Length == 0) return _default >= 0 ? _default : null;
        int index = _choices.FindIndex(c => c.Key.Equals(answer, StringComparison.OrdinalIgnoreCase));
        if (index < 0) index = _choices.FindIndex(c => c.Label.Equals(answer, StringComparison.OrdinalIgnoreCase));
        return index < 0 ? null : index;
    }

    private static string Key(string label)
    {
        int mark = label.IndexOf('&');
        return mark >= 0 && mark + 1 < label.Length ? label.Substring(mark + 1, 1).ToUpperInvariant() : label;
    }
}
