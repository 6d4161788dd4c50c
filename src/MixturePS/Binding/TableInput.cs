using System.Collections;
using System.Globalization;
using System.Management.Automation;
using MixturePS.Core.Clustering;
using MixturePS.Core.Data;
using MixturePS.Core.Experiments;
using MixturePS.Core.Foundation;

namespace MixturePS.Binding;

/// <summary>Reads the rows of a table from objects of any type.</summary>
/// <param name="properties">All properties that are named for the table; those that are computed are computed while rows are read.</param>
internal sealed class TableInput(TableProperty[] properties)
{
    private const string Separator = ", ";

    /// <summary>The rows.</summary>
    public TableRows Rows { get; } = new();

    /// <summary>Checks that each property is named or computed.</summary>
    /// <param name="parameter">The parameter that gives the properties.</param>
    /// <param name="given">The properties.</param>
    /// <exception cref="MixtureException">InvalidOption.</exception>
    public static void Check(string parameter, IReadOnlyList<TableProperty> given)
    {
        foreach (var property in given)
        {
            if (property.Reader is null && string.IsNullOrWhiteSpace(property.Name))
                throw MixtureError.InvalidOption(parameter, property.Heading is null ? "must not have blank names" : $"must have an expression for '{property.Heading}', as in @{{ Label = 'Mean'; Expression = 'Mean' }}", property.Heading);
        }
    }

    /// <summary>Adds a row, or each item of an array. Returns false for an object without columns.</summary>
    /// <param name="input">The row or the array.</param>
    /// <param name="stop">The cancellation token.</param>
    public bool Add(PSObject input, CancellationToken stop)
    {
        stop.ThrowIfCancellationRequested();
        if (input.BaseObject is IList list and not IDictionary)
        {
            foreach (object? item in list)
                if (item is not null && !Add(PSObject.AsPSObject(item), stop)) return false;
            return true;
        }

        if (LiveObjectConverter.Restore(input) is { } live) input = PSObject.AsPSObject(live);
        if (input.BaseObject is string or ValueType or FittedClustering or Dfm or MixtureModel or IIndexed) return false;
        var cells = input.BaseObject is IDictionary dictionary
            ? dictionary.Cast<DictionaryEntry>().Select(entry => Cell(entry.Key.ToString() ?? string.Empty, entry.Value))
            : input.Properties.Where(property => property.IsGettable).Select(property => Cell(property.Name, Value(property)));
        Rows.Add([.. cells, .. properties.Where(property => property.Reader is not null).Select(property => Cell(Computed(property), property.Reader!.Read(input, out _, out _)))]);
        return true;
    }

    /// <summary>The columns of properties, with those that patterns match.</summary>
    /// <param name="given">The properties.</param>
    /// <param name="names">The names that they can have.</param>
    /// <exception cref="MixtureException">MissingProperty: a name or a pattern matches nothing.</exception>
    public IReadOnlyList<TableField> Fields(IReadOnlyList<TableProperty> given, IReadOnlyList<string> names)
    {
        var fields = new List<TableField>();
        foreach (var property in given)
        {
            if (property.Name is not { } name)
            {
                fields.Add(new TableField(Computed(property), property.Heading, IsNamed: true));
                continue;
            }

            // A name may have wildcard characters of its own.
            string? literal = names.FirstOrDefault(known => known.Equals(name, StringComparison.OrdinalIgnoreCase));
            string[] matching = literal is not null ? [literal] : !WildcardPattern.ContainsWildcardCharacters(name) ? [] : Matching(name, names);
            if (matching.Length == 0) throw TableError.MissingProperty(name, names);
            foreach (string match in matching)
                if (literal is not null || !fields.Exists(field => field.Name.Equals(match, StringComparison.OrdinalIgnoreCase))) fields.Add(new TableField(match, property.Heading, literal is not null));
        }

        return fields;
    }

    private string[] Matching(string pattern, IReadOnlyList<string> names)
    {
        var wildcard = WildcardPattern.Get(pattern, WildcardOptions.IgnoreCase | WildcardOptions.CultureInvariant);
        return [.. names.Where(wildcard.IsMatch).Where(name => Rows.IsShown(name) || !Rows.Has(name))];
    }

    private string Computed(TableProperty property) => $"{TableRows.Computed}{Array.IndexOf(properties, property).ToString(CultureInfo.InvariantCulture)}";

    private KeyValuePair<string, TableValue?> Cell(string name, object? value)
    {
        if (TryRead(value, out var read)) return KeyValuePair.Create(name, read);
        Rows.Hide(name);
        string text = PSValue.Text(value);
        return KeyValuePair.Create(name, text == PSValue.Unwrap(value)!.GetType().ToString() ? null : new TableValue(null, text));
    }

    // Returns false for an object with parts, such as a matrix.
    private static bool TryRead(object? value, out TableValue? read)
    {
        value = PSValue.Unwrap(value);
        read = null;
        switch (value)
        {
            case null or DBNull:
                return true;
            case string text:
                if (text.Trim().Length > 0) read = new TableValue(NumberText.TryRead(text, out double written) ? written : null, text.Trim());
                return true;
            case IDictionary or PSCustomObject or ScriptBlock or IIndexed:
                return false;
            case DateTime or DateTimeOffset:
                read = TextValue.TryRead(value, out string date) ? new TableValue(null, date) : null;
                return true;
            case IEnumerable list:
                var items = new List<string>();
                foreach (object? item in list)
                {
                    if (PSValue.IsList(PSValue.Unwrap(item)) || !TryRead(item, out var part)) return false;
                    if (part is not null) items.Add(part.Text);
                }

                if (items.Count > 0) read = new TableValue(null, string.Join(Separator, items));
                return true;
        }

        string shown = PSValue.Text(value);
        if (PSValue.TryNumber(value, out double number)) read = value is double or float ? TableValue.Of(number) : new TableValue(number, shown);
        else if (value is IConvertible or IFormattable) read = new TableValue(null, shown);
        else return false;
        return true;
    }

    private static object? Value(PSPropertyInfo property)
    {
        try
        {
            return property.Value;
        }
        catch (RuntimeException error) when (error is not PipelineStoppedException)
        {
            // A property that can't be read has no value, like that of a failed run.
            return null;
        }
    }
}
