using System.Management.Automation;
using MixturePS.Specs.Commands;
using MixturePS.Specs.Engine;

namespace MixturePS.Specs.Assertions;

/// <summary>What <c>-Throw</c> means.</summary>
internal static class ErrorAssertion
{
    /// <summary>Runs a script block and fails the test unless it throws what the command asks for.</summary>
    /// <returns>The error that was caught, or null where none was and none should have been.</returns>
    public static ErrorRecord? Check(SpecSession session, object? body, ShouldCommand command)
    {
        ScriptBlock script = (body is PSObject item ? item.BaseObject : body) as ScriptBlock
            ?? throw new ArgumentException("Should -Throw needs a script block in braces.");
        ErrorRecord? caught = session
            .Evaluate("try { $null = & $args[0] } catch { $_ }", script)
            .Select(value => value?.BaseObject as ErrorRecord)
            .FirstOrDefault();
        string because = ValueFormat.Because(command.Because);
        if (command.Not)
        {
            if (caught is not null)
                command.Fail($"Should -Not -Throw doesn't hold{because}.\n  thrown:   {Describe(caught)}");
            return null;
        }

        if (caught is null)
            command.Fail($"Should -Throw doesn't hold{because}: nothing was thrown.{Wanted(command)}");
        else if (!Fits(caught, command))
            command.Fail($"Should -Throw doesn't hold{because}: another error was thrown.{Wanted(command)}\n  thrown:   {Describe(caught)}");
        return caught;
    }

    private static bool Fits(ErrorRecord caught, ShouldCommand command) =>
        Like(caught.Exception.Message, command.ExpectedMessage)
        && Like(caught.FullyQualifiedErrorId, command.ErrorId)
        && command.ExceptionType?.IsInstanceOfType(caught.Exception) != false;

    private static bool Like(string text, string pattern) =>
        string.IsNullOrWhiteSpace(pattern) || new WildcardPattern(pattern, WildcardOptions.IgnoreCase).IsMatch(text);

    private static string Wanted(ShouldCommand command) =>
        (command.ExpectedMessage.Length > 0 ? $"\n  message:  {ValueFormat.Quoted(command.ExpectedMessage)}" : "")
        + (command.ErrorId.Length > 0 ? $"\n  error id: {ValueFormat.Quoted(command.ErrorId)}" : "")
        + (command.ExceptionType is null ? "" : $"\n  type:     {ValueFormat.Quoted(command.ExceptionType)}");

    private static string Describe(ErrorRecord error) =>
        $"{ValueFormat.TypeName(error.Exception)} {ValueFormat.Quoted(error.Exception.Message)}, error id '{error.FullyQualifiedErrorId}'";
}
