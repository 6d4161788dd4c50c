using System.Collections;
using System.Management.Automation;
using System.Reflection;

namespace MixturePS.Build.Tests.Errors;

/// <summary>A method that creates an error of the module, with the error and the comment of the method.</summary>
/// <param name="Name">The class and the method.</param>
/// <param name="Id">The id that scripts test for.</param>
/// <param name="Category">PowerShell's error category.</param>
/// <param name="When">The comment's summary: the cause; may be empty.</param>
/// <param name="Cure">The comment's remarks: the remedy; may be empty.</param>
internal sealed record ErrorFactory(string Name, string Id, ErrorCategory Category, string When, string Cure)
{
    /// <summary>All factories of the built module, found in the error classes and called once with dummy arguments.</summary>
    /// <param name="module">The assembly of the cmdlets.</param>
    /// <param name="documentation">The compiler's documentation of this assembly, the core and the plots.</param>
    public static IReadOnlyList<ErrorFactory> Find(Assembly module, XmlDocumentation documentation)
    {
        var catalogue = module.GetType("MixturePS.Errors.ErrorCatalogue", throwOnError: true)!;
        var categorise = catalogue.GetMethod("From")!;
        Type error = categorise.ReturnType, core = categorise.GetParameters()[0].ParameterType;
        var plots = System.Runtime.Loader.AssemblyLoadContext.GetLoadContext(module)!.LoadFromAssemblyName(new AssemblyName("MixturePS.Plots"));
        var classes = core.Assembly.GetTypes().Where(type => type.Namespace == core.Namespace).Append(catalogue).Append(plots.GetType("MixturePS.Plots.PlotError", throwOnError: true)!);
        var methods = classes.SelectMany(type => type.GetMethods(BindingFlags.Public | BindingFlags.Static | BindingFlags.DeclaredOnly))
            .Where(method => (method.ReturnType == core || method.ReturnType == error) && method != categorise);
        return [.. methods.Select(Read)];

        ErrorFactory Read(MethodInfo method)
        {
            object made = method.Invoke(null, [.. method.GetParameters().Select(Anything)])!;
            if (made.GetType() == core) made = categorise.Invoke(null, [made])!;
            string id = $"M:{method.DeclaringType!.FullName}.{method.Name}";
            var comment = documentation.Find(other => other == id || other.StartsWith(id + "(", StringComparison.Ordinal));
            var prose = new Prose(new Dictionary<string, string>());
            return new ErrorFactory(
                $"{method.DeclaringType.Name}.{method.Name}",
                (string)error.GetProperty("Id")!.GetValue(made)!,
                (ErrorCategory)error.GetProperty("Category")!.GetValue(made)!,
                prose.Line(comment?.Element("summary")),
                prose.Line(comment?.Element("remarks")));
        }
    }

    private static object? Anything(ParameterInfo parameter)
    {
        var type = parameter.ParameterType;
        if (type == typeof(string)) return "text";
        if (type == typeof(Exception)) return new InvalidOperationException("text");
        if (type.IsValueType) return Activator.CreateInstance(type);
        if (type.IsArray) return Array.CreateInstance(type.GetElementType()!, 0);
        if (type.IsAssignableTo(typeof(IEnumerable)) && type.IsGenericType) return Array.CreateInstance(type.GetGenericArguments()[0], 0);
        return type == typeof(object) ? "text" : null;
    }
}
