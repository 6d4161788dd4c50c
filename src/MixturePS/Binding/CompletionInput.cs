using System.Collections;
using System.Management.Automation;
using System.Management.Automation.Language;
using MixturePS.Core.Files;

namespace MixturePS.Binding;

/// <summary>
/// The input of a command that is being typed, as far as it can be determined without running anything: the value of
/// -InputObject, or the variable at the beginning of the pipeline.
/// </summary>
internal static class CompletionInput
{
    private const string Variable = "param($name) $ExecutionContext.SessionState.PSVariable.GetValue($name)";
    private const string OutputTypes = "param($name) (Get-Command -Name $name -ErrorAction Ignore).OutputType.Type";
    private static readonly HashSet<string> Tables = new(["Import-Csv", "ipcsv"], StringComparer.OrdinalIgnoreCase);
    private static readonly HashSet<string> Folders = new(["Get-ChildItem", "gci", "dir", "ls", "Get-Item", "gi"], StringComparer.OrdinalIgnoreCase);

    // Commands that write the objects that they receive, or others with the same features.
    private static readonly HashSet<string?> PassThrough = new(["Where-Object", "where", "?", "Sort-Object", "sort", "Tee-Object", "tee", "Export-Dfm", "Export-MixtureModel", "ConvertTo-TfIdf", "Select-DfmFeature"], StringComparer.OrdinalIgnoreCase);

    /// <summary>The input object or, for a list, its first item; null if unknown.</summary>
    /// <param name="command">The command.</param>
    /// <param name="bound">The parameters given so far.</param>
    public static PSObject? Of(CommandAst command, IDictionary bound)
    {
        object? input = bound.Contains("InputObject") ? Value(bound["InputObject"]) : FromPipeline(command);
        if (input is IList { Count: > 0 } list) input = Value(list[0]);
        return input is null ? null : PSObject.AsPSObject(input);
    }

    /// <summary>The paths given as -Path or -LiteralPath, or as text from the pipeline.</summary>
    public static IEnumerable<string> Paths(CommandAst command, IDictionary bound)
    {
        object? given = bound["Path"] ?? bound["LiteralPath"] ?? FromPipeline(command);
        return (Value(given) as IEnumerable is { } list and not string ? list.Cast<object?>() : [given])
            .Select(item => Value(item) switch { string path => path, FileInfo file => file.FullName, _ => null }).OfType<string>();
    }

    /// <summary>
    /// The properties or columns of the input: of the object or the file, if it is known, otherwise of what the command before
    /// writes. Import-Csv writes the columns of its file.
    /// </summary>
    /// <param name="command">The command.</param>
    /// <param name="bound">The parameters given so far.</param>
    public static IReadOnlyList<string> Properties(CommandAst command, IDictionary bound)
    {
        var input = Of(command, bound);
        if (input is { BaseObject: not (string or FileSystemInfo) }) return PropertyReader.Names(input);
        if (Columns(Paths(command, bound)) is { Count: > 0 } columns) return columns;
        if (input is not null) return PropertyReader.Names(input);
        if (command.Parent is not PipelineAst pipeline) return [];
        var source = pipeline.PipelineElements.TakeWhile(element => element != command).OfType<CommandAst>().LastOrDefault(element => !PassThrough.Contains(element.GetCommandName()));
        return source?.GetCommandName() is not { } name ? []
            : Tables.Contains(name) ? Columns(Arguments(source))
            : Folders.Contains(name) ? [.. typeof(FileInfo).GetProperties().Select(property => property.Name)]
            : Outputs(name);
    }

    /// <summary>The columns of the first file that has any.</summary>
    public static IReadOnlyList<string> Columns(IEnumerable<string> paths) =>
        paths.Select(path => Resolved(path) is { } file ? FirstLine.Names(file) : []).FirstOrDefault(names => names.Count > 0) ?? [];

    private static IReadOnlyList<string> Outputs(string name)
    {
        try
        {
            return [.. ScriptBlock.Create(OutputTypes).Invoke(name).Select(type => type?.BaseObject).OfType<Type>().Where(type => type != typeof(PSObject))
                .SelectMany(type => type.GetProperties()).Where(property => property.GetIndexParameters().Length == 0).Select(property => property.Name)];
        }
        catch (RuntimeException)
        {
            return [];
        }
    }

    private static IEnumerable<string> Arguments(CommandAst command) =>
        command.CommandElements.Skip(1).Select(element => element switch
        {
            StringConstantExpressionAst text => text.Value,
            VariableExpressionAst { VariablePath: { IsVariable: true } path } => Variables(path.UserPath) as string,
            _ => null,
        }).OfType<string>();

    private static string? Resolved(string path)
    {
        try
        {
            return ScriptBlock.Create("param($path) $ExecutionContext.SessionState.Path.GetUnresolvedProviderPathFromPSPath($path)").InvokeReturnAsIs(path)?.ToString();
        }
        catch (RuntimeException)
        {
            return null;
        }
    }

    private static object? FromPipeline(CommandAst command)
    {
        if (command.Parent is not PipelineAst { PipelineElements: [CommandExpressionAst { Expression: var first }, _, ..] elements }) return null;
        if (elements.Skip(1).TakeWhile(element => element != command).Any(element => element is not CommandAst between || !PassThrough.Contains(between.GetCommandName()))) return null;
        if (first is StringConstantExpressionAst text) return text.Value;
        if (first is not VariableExpressionAst { VariablePath: { IsVariable: true } path }) return null;
        return Variables(path.UserPath);
    }

    private static object? Variables(string name)
    {
        try
        {
            return Value(ScriptBlock.Create(Variable).InvokeReturnAsIs(name));
        }
        catch (RuntimeException)
        {
            return null;
        }
    }

    private static object? Value(object? value) => value is PSObject { BaseObject: not PSCustomObject } wrapped ? wrapped.BaseObject : value;
}
