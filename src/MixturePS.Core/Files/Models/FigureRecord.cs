using System.Reflection;
using System.Text.Json;

namespace MixturePS.Core.Files;

/// <summary>Records of whole numbers and doubles, such as the statistics of a text: each property that can be set, under its name.</summary>
internal static class FigureRecord
{
    public static void Write(JsonObjectWriter json, object record)
    {
        foreach (var property in Figures(record.GetType()))
        {
            if (property.GetValue(record) is double number) json.Number(Name(property), number);
            else json.Integer(Name(property), Convert.ToInt64(property.GetValue(record), null));
        }
    }

    public static T? Read<T>(JsonNodeReader? node)
        where T : class, new()
    {
        if (node is not { IsNull: false } source) return null;
        var record = new T();
        foreach (var property in Figures(typeof(T)))
        {
            // A figure that an older file doesn't have is zero.
            if (source.Optional(Name(property)) is not { } value) continue;
            object figure = property.PropertyType == typeof(double) ? value.Number() : (object)value.Integer(0, property.PropertyType == typeof(int) ? int.MaxValue : long.MaxValue);
            property.SetValue(record, Convert.ChangeType(figure, property.PropertyType, null));
        }

        return record;
    }

    private static IEnumerable<PropertyInfo> Figures(Type type) => type.GetProperties().Where(property =>
        property.CanWrite && (property.PropertyType == typeof(int) || property.PropertyType == typeof(long) || property.PropertyType == typeof(double)));

    private static string Name(PropertyInfo property) => JsonNamingPolicy.CamelCase.ConvertName(property.Name);
}
