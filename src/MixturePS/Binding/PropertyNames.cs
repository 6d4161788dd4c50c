namespace MixturePS.Binding;

/// <summary>Names for the properties of a row, which differ in more than case and are none that PowerShell keeps for itself.</summary>
internal sealed class PropertyNames
{
    private readonly HashSet<string> _taken = new(["PSObject", "PSTypeNames", "PSBase", "PSAdapted", "PSExtended"], StringComparer.OrdinalIgnoreCase);

    /// <summary>The names that had to be changed, and what they became.</summary>
    public List<(string From, string To)> Renamed { get; } = [];

    /// <summary>The name itself, or with _2, _3 and so on where it is taken.</summary>
    public string Add(string name)
    {
        string free = name;
        for (int number = 2; !_taken.Add(free); number++) free = $"{name}_{number}";
        if (free != name) Renamed.Add((name, free));
        return free;
    }
}
