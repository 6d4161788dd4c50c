using System.Management.Automation;
using System.Management.Automation.Language;

namespace MixturePS.Binding;

/// <summary>Finds variables that a script block takes from the session in which it was written.</summary>
internal static class ScriptVariables
{
    // Variables that PowerShell itself sets in every process.
    private static readonly HashSet<string> Automatic = new(StringComparer.OrdinalIgnoreCase)
    {
        "_", "?", "^", "$", "args", "ConsoleFileName", "EnabledExperimentalFeatures", "Error", "Event", "ExecutionContext", "false", "foreach", "HOME", "Host", "input",
        "IsCoreCLR", "IsLinux", "IsMacOS", "IsWindows", "LASTEXITCODE", "Matches", "MaximumHistoryCount", "MyInvocation", "NestedPromptLevel", "null", "OFS", "OutputEncoding",
        "PID", "PSBoundParameters", "PSCmdlet", "PSCommandPath", "PSCulture", "PSDefaultParameterValues", "PSEdition", "PSHOME", "PSItem", "PSScriptRoot", "PSStyle",
        "PSUICulture", "PSVersionTable", "PWD", "ShellId", "StackTrace", "switch", "this", "true",
    };

    // Commands that assign variables whose names the code needn't show.
    private static readonly HashSet<string> Assigning = new(StringComparer.OrdinalIgnoreCase) { "Set-Variable", "New-Variable", "sv", "nv", "set", "Invoke-Expression", "iex" };

    /// <summary>The first variable that nothing in the script block assigns, as it is written there; null if there is none, or if other code may assign it.</summary>
    /// <param name="script">The script block.</param>
    public static string? Foreign(ScriptBlock script)
    {
        var root = script.Ast;
        if (root.Find(node => node is UsingExpressionAst, searchNestedScriptBlocks: true) is { } passed) return passed.ToString();
        if (root.Find(node => node is CommandAst command && (command.InvocationOperator == TokenKind.Dot || Assigning.Contains(command.GetCommandName() ?? string.Empty)), searchNestedScriptBlocks: true) is not null) return null;
        var assigned = new HashSet<string>(Automatic, StringComparer.OrdinalIgnoreCase);
        foreach (var node in root.FindAll(node => node is AssignmentStatementAst or ParameterAst or ForEachStatementAst or CommandParameterAst, searchNestedScriptBlocks: true))
        {
            if (node is AssignmentStatementAst assignment) assigned.UnionWith(Variables(assignment.Left).Select(Name));
            else if (node is ParameterAst parameter) assigned.Add(Name(parameter.Name));
            else if (node is ForEachStatementAst loop) assigned.Add(Name(loop.Variable));
            else if (node is CommandParameterAst { Parent: CommandAst command } option && IsOutput(option.ParameterName) && After(command, option) is StringConstantExpressionAst name) assigned.Add(name.Value.TrimStart('+'));
        }

        return Variables(root).FirstOrDefault(variable => !variable.VariablePath.IsDriveQualified && !variable.VariablePath.UserPath.EndsWith("Preference", StringComparison.OrdinalIgnoreCase) && !assigned.Contains(Name(variable)))?.ToString();
    }

    // -OutVariable and its kin, and their abbreviations such as -ov.
    private static bool IsOutput(string name) => name.EndsWith("Variable", StringComparison.OrdinalIgnoreCase) || name.ToUpperInvariant() is "OV" or "EV" or "WV" or "IV" or "PV";

    private static CommandElementAst? After(CommandAst command, CommandParameterAst option) =>
        option.Argument as CommandElementAst ?? command.CommandElements.SkipWhile(element => element != option).Skip(1).FirstOrDefault();

    private static IEnumerable<VariableExpressionAst> Variables(Ast root) => root.FindAll(node => node is VariableExpressionAst, searchNestedScriptBlocks: true).Cast<VariableExpressionAst>();

    private static string Name(VariableExpressionAst variable) => variable.VariablePath.UserPath[(variable.VariablePath.UserPath.LastIndexOf(':') + 1)..];
}
