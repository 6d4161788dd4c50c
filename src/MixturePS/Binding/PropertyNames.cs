namespace MixturePS.Binding;

/// <summary>Names for the properties of a row that differ regardless of case and are not reserved by PowerShell.</summary>
internal sealed class PropertyNames
{
    private readonly HashSet<string> _taken = new(["PSObject", "PSTypeNames", "PSBase", "PSAdapted", "PSExtended"], StringComparer.OrdinalIgnoreCase);

    /// <summary>The names of the properties of rows of a type, which further columns may not have.</summary>
    public static PropertyNames Of(Type row)
    {
        var names = new PropertyNames();
        foreach (var property in row.GetProperties()) names.Add(property.Name);
        return names;
    }

    /// <summary>The names that were changed, with their new names.</summary>
    public List<(string From, string To)> Renamed { get; } = [];

    /// <summary>The name itself, or with the suffix _2, _3 and so on if it is taken.</summary>
    public string Add(string name)
    {
        string free = name;
        for (int number = 2; !_taken.Add(free); number++) free = $"{name}_{number}";
        if (free != name) Renamed.Add((name, free));
        return free;
    }
}
