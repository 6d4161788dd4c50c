using System.Reflection;

namespace MixturePS.Help;

/// <summary>Reads the parameters of a cmdlet's class and its base classes.</summary>
internal static class ParameterReader
{
    private const BindingFlags Declared = BindingFlags.Public | BindingFlags.Instance | BindingFlags.DeclaredOnly;

    /// <summary>The type of a switch parameter.</summary>
    public static readonly TypeDescription Switch = new("switch", "System.Management.Automation.SwitchParameter", null);

    /// <summary>The visible parameters, those of the class before those of its base classes, each in order of declaration.</summary>
    public static List<ParameterDescription> Read(Type cmdlet)
    {
        var parameters = new List<ParameterDescription>();
        var seen = new Dictionary<string, int>();
        for (var type = cmdlet; type is not null; type = type.BaseType)
        {
            foreach (var property in type.GetProperties(Declared).OrderBy(property => property.MetadataToken))
            {
                string id = TypeNames.Id('P', type, property.Name);
                if (seen.TryGetValue(property.Name, out int index))
                {
                    if (index >= 0) parameters[index] = parameters[index] with { DocumentationIds = [.. parameters[index].DocumentationIds, id] };
                    continue;
                }

                bool visible = property.Attributes("Parameter").Any(data => !data.Named("DontShow", false));
                seen[property.Name] = visible ? parameters.Count : -1;
                if (visible) parameters.Add(Describe(property, id));
            }
        }

        return parameters;
    }

    private static ParameterDescription Describe(PropertyInfo property, string id)
    {
        var type = TypeNames.Describe(property.PropertyType);
        return new ParameterDescription(
            property.Name,
            type,
            type.FullName == Switch.FullName,
            property.PropertyType.IsValueType && TypeNames.WithoutNullable(property.PropertyType) == property.PropertyType,
            [id],
            [.. property.Attributes("Alias").SelectMany(AttributeReading.Arguments).Cast<string>()],
            Values(property),
            AttributeReading.DefaultValue(property),
            property.Attributes("SupportsWildcards").Any(),
            [.. property.Attributes("Parameter").Where(data => !data.Named("DontShow", false)).Select(Use)]);
    }

    private static ValueDescription[] Values(PropertyInfo property)
    {
        var allowed = property.Attributes("ValidateSet").SelectMany(AttributeReading.Arguments).OfType<string>().ToArray();
        if (allowed.Length > 0) return [.. allowed.Select(value => new ValueDescription(value, null))];
        var type = TypeNames.WithoutNullable(property.PropertyType);
        var element = type.IsArray ? TypeNames.WithoutNullable(type.GetElementType()!) : type;
        if (!element.IsEnum) return [];
        var members = element.GetFields(BindingFlags.Public | BindingFlags.Static).OrderBy(member => member.MetadataToken);
        return [.. members.Select(member => new ValueDescription(member.Name, TypeNames.Id('F', element, member.Name)))];
    }

    private static ParameterUse Use(CustomAttributeData data)
    {
        int position = data.Named("Position", int.MinValue);
        return new ParameterUse(
            data.Named("ParameterSetName", ParameterUse.AllSets),
            data.Named("Mandatory", false),
            position == int.MinValue ? null : position,
            data.Named("ValueFromPipeline", false),
            data.Named("ValueFromPipelineByPropertyName", false),
            data.Named("ValueFromRemainingArguments", false));
    }
}
