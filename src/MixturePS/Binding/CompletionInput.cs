using System.Collections;
using System.Management.Automation;
using System.Management.Automation.Language;

namespace MixturePS.Binding;

/// <summary>
/// The input of a command that is being typed, as far as it can be determined without running anything: the value of
/// -InputObject, or the variable at the beginning of the pipeline.
/// </summary>
internal static class CompletionInput
{
    private const string Variable = "param($name) $ExecutionContext.SessionState.PSVariable.GetValue($name)";

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

    private static object? FromPipeline(CommandAst command)
    {
        if (command.Parent is not PipelineAst { PipelineElements: [CommandExpressionAst { Expression: var first }, _, ..] }) return null;
        if (first is StringConstantExpressionAst text) return text.Value;
        if (first is not VariableExpressionAst { VariablePath: { IsVariable: true } path }) return null;
        try
        {
            return Value(ScriptBlock.Create(Variable).InvokeReturnAsIs(path.UserPath));
        }
        catch (RuntimeException)
        {
            return null;
        }
    }

    private static object? Value(object? value) => value is PSObject { BaseObject: not PSCustomObject } wrapped ? wrapped.BaseObject : value;
}
