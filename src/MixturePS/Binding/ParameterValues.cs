using System.Collections.Concurrent;
using System.Management.Automation;
using System.Reflection;
using MixturePS.Errors;

namespace MixturePS.Binding;

/// <summary>
/// Checks the numbers among a cmdlet's parameters, and reads parameters from the rows of a table: an empty cell is as if the
/// row had no such column.
/// </summary>
internal sealed class ParameterValues
{
    private static readonly ConcurrentDictionary<Type, (PropertyInfo[] Numbers, PropertyInfo[] Columns)> Parameters = new();
    private readonly PSCmdlet _cmdlet;
    private readonly PropertyInfo[] _numbers;
    private readonly PropertyInfo[] _columns;
    private readonly HashSet<string> _typed;
    private readonly object?[] _before;

    /// <summary>Remembers what the command line gave; call it in BeginProcessing, before rows are bound.</summary>
    public ParameterValues(PSCmdlet cmdlet)
    {
        _cmdlet = cmdlet;
        (_numbers, _columns) = Parameters.GetOrAdd(cmdlet.GetType(), Find);
        _typed = new HashSet<string>(cmdlet.MyInvocation.BoundParameters.Keys, StringComparer.OrdinalIgnoreCase);
        _before = Array.ConvertAll(_columns, column => column.GetValue(cmdlet));
    }

    /// <summary>Whether the current row supplied a parameter, so that an invalid value is an error of the row.</summary>
    public bool IsFromRow { get; private set; }

    /// <summary>Whether the command line, and not a row, gave a parameter.</summary>
    public bool IsTyped(string name) => _typed.Contains(name);

    /// <summary>The first number that can't be read, or null. Only what the command line or the current row gave is checked.</summary>
    public ErrorRecord? Fault()
    {
        foreach (var property in _numbers)
        {
            object? value = property.GetValue(_cmdlet);
            if (value is null)
            {
                bool refused = _typed.Contains(property.Name) && !property.IsDefined(typeof(AllowNullAttribute));
                if (refused) return Refused(property, 0, property.PropertyType.IsArray ? null : Whole(property), "null is not a number");
            }
            else if (value is NumericArgument number)
            {
                if (FaultOf(property, number) is { } fault) return Refused(property, 0, number, fault);
                if (number.Range is not null) return Refused(property, 0, number, $"{NumericArgument.Shown(number.Given)} is a range; give a single number");
            }
            else if (value is NumericArgument?[] list)
            {
                for (int i = 0; i < list.Length; i++)
                    if (FaultOf(property, list[i]) is { } fault) return Refused(property, list.Length > 1 ? i + 1 : 0, list[i] ?? Whole(property), fault);
            }
        }

        return null;
    }

    /// <summary>Gives each parameter whose cell in the current row is empty the value that it has without a row.</summary>
    public void ClearBlanks()
    {
        IsFromRow = false;
        for (int c = 0; c < _columns.Length; c++)
        {
            var column = _columns[c];
            if (_typed.Contains(column.Name) || ReferenceEquals(column.GetValue(_cmdlet), _before[c])) continue;
            if (IsBlank(column.GetValue(_cmdlet)) && !(IsMandatory(column) && _before[c] is null)) column.SetValue(_cmdlet, _before[c]);
            else IsFromRow = true;
        }
    }

    /// <summary>Reads numbers in cells with the decimal separator of the current culture, in which Export-Csv writes them.</summary>
    public void ReadCulture()
    {
        foreach (var column in _columns)
        {
            if (_typed.Contains(column.Name)) continue;
            object? value = column.GetValue(_cmdlet);
            if (value is Number number) column.SetValue(_cmdlet, Number.InCulture(number));
            else if (value is Number?[] list && list.Any(item => item?.Fault is not null)) column.SetValue(_cmdlet, Array.ConvertAll(list, item => item is null ? null : Number.InCulture(item)));
        }
    }

    private static bool IsBlank(object? value) => value switch
    {
        NumericArgument number => number.IsBlank,
        SeedArgument seed => seed.IsBlank,
        DocumentLengthArgument length => length.IsBlank,
        Array { Length: 1 } list => IsBlank(list.GetValue(0)),
        _ => PSValue.IsBlank(value),
    };

    private static bool IsMandatory(PropertyInfo column) => column.GetCustomAttributes<ParameterAttribute>().Any(parameter => parameter.Mandatory);

    private static Type ItemType(PropertyInfo property) => property.PropertyType.GetElementType() ?? property.PropertyType;

    private static NumericArgument Whole(PropertyInfo property) => ItemType(property) == typeof(WholeNumber) ? WholeNumber.Of(null) : Number.Of(null);

    private static string? FaultOf(PropertyInfo property, NumericArgument? number)
    {
        if (number is null) return "null is not a number";
        if (number.Fault is not null) return number.Fault;

        // Reading an attribute takes longer than all else here, so it is done only for numbers of more than 32 bits.
        return number.Fits(isLong: false) || property.IsDefined(typeof(LongIntegerAttribute)) ? null : $"{number} is beyond the numbers of 32 bits";
    }

    private static ErrorRecord Refused(PropertyInfo property, int item, NumericArgument? value, string fault)
    {
        string place = item > 0 ? $"item {item}: {fault}" : fault;
        if (NumberRange.IsMeant(value?.Given as string)) return ErrorCatalogue.InvalidRange(property.Name, place, value!.Given);
        return ItemType(property) == typeof(WholeNumber)
            ? ErrorCatalogue.InvalidInteger(property.Name, place, value?.Given)
            : ErrorCatalogue.InvalidParameterNumber(property.Name, place, value?.Given);
    }

    private static (PropertyInfo[] Numbers, PropertyInfo[] Columns) Find(Type cmdlet)
    {
        var parameters = cmdlet.GetProperties().Where(property => property.IsDefined(typeof(ParameterAttribute))).ToArray();
        return (
            [.. parameters.Where(property => ItemType(property).IsSubclassOf(typeof(NumericArgument)))],
            [.. parameters.Where(property => property.GetCustomAttributes<ParameterAttribute>().Any(parameter => parameter.ValueFromPipelineByPropertyName && !parameter.ValueFromPipeline))]);
    }
}

/// <summary>Marks a parameter of type <see cref="WholeNumber"/> that takes numbers of 64 bits.</summary>
[AttributeUsage(AttributeTargets.Property)]
internal sealed class LongIntegerAttribute : Attribute;
