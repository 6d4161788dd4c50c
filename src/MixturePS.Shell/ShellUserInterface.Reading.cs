using System.Collections.ObjectModel;
using System.Management.Automation;
using System.Management.Automation.Host;
using System.Security;

namespace MixturePS.Shell;

/// <content>Asks the user for lines, secrets, values of parameters and choices.</content>
internal sealed partial class ShellUserInterface
{
    /// <summary>Whether lines read from redirected input are shown, as a terminal shows what is typed.</summary>
    public bool EchoesInput { get; init; } = true;

    /// <summary>Stops the pipeline in which the user answers a question with Ctrl+C.</summary>
    public Action OnCancel { get; set; } = () => { };

    /// <inheritdoc/>
    public override string? ReadLine()
    {
        RefuseIfNonInteractive();
        HideProgress();
        if (Console.IsInputRedirected || Console.IsOutputRedirected)
        {
            string? text = Console.In.ReadLine();
            if (Console.IsInputRedirected && EchoesInput) WriteLine(text ?? string.Empty);
            return text;
        }

        var editor = new LineEditor(this);
        string? line = editor.Read(string.Empty, null);
        return editor.WasCancelled ? throw Cancelled() : line;
    }

    /// <inheritdoc/>
    public override SecureString ReadLineAsSecureString()
    {
        RefuseIfNonInteractive();
        HideProgress();
        var secret = new SecureString();
        if (Console.IsInputRedirected)
        {
            foreach (char c in Console.In.ReadLine() ?? string.Empty) secret.AppendChar(c);
            return secret;
        }

        using var keys = new KeyReading();
        while (KeyReading.Next() is var key && key.Key != ConsoleKey.Enter)
        {
            if (KeyReading.IsCancel(key)) throw Cancelled();
            if (key.Key == ConsoleKey.Backspace)
            {
                if (secret.Length == 0) continue;
                secret.RemoveAt(secret.Length - 1);
                Write("\b \b");
            }
            else if (!char.IsControl(key.KeyChar))
            {
                secret.AppendChar(key.KeyChar);
                Write("*");
            }
        }

        WriteLine();
        return secret;
    }

    /// <inheritdoc/>
    public override Dictionary<string, PSObject> Prompt(string caption, string message, Collection<FieldDescription> descriptions)
    {
        RefuseIfNonInteractive();
        WriteCaption(caption, message);
        var result = new Dictionary<string, PSObject>();
        foreach (var field in descriptions)
        {
            if (ReadField(field) is not { } value) break;
            result[field.Name] = value;
        }

        return result;
    }

    /// <inheritdoc/>
    public override int PromptForChoice(string caption, string message, Collection<ChoiceDescription> choices, int defaultChoice)
    {
        RefuseIfNonInteractive();
        WriteCaption(caption, message);
        var menu = new ChoiceMenu(choices, defaultChoice);
        while (true)
        {
            Write(menu.Question);
            string? answer = ReadLine();
            if (menu.Choose(answer) is { } choice) return choice;
            if (answer is null) throw new HostException("The input ended before a choice was made.");
            if (answer.Trim() == "?") WriteLine(menu.Help);
        }
    }

    /// <inheritdoc/>
    public override PSCredential PromptForCredential(string caption, string message, string userName, string targetName) =>
        PromptForCredential(caption, message, userName, targetName, PSCredentialTypes.Default, PSCredentialUIOptions.Default);

    /// <inheritdoc/>
    public override PSCredential PromptForCredential(
        string caption, string message, string userName, string targetName, PSCredentialTypes allowedCredentialTypes, PSCredentialUIOptions options)
    {
        RefuseIfNonInteractive();
        WriteCaption(caption, message);
        if (string.IsNullOrEmpty(userName))
        {
            Write("User: ");
            userName = ReadLine() ?? string.Empty;
        }

        Write($"Password for user {userName}: ");
        return new PSCredential(userName, ReadLineAsSecureString());
    }

    private PipelineStoppedException Cancelled()
    {
        OnCancel();
        return new PipelineStoppedException();
    }

    private PSObject? ReadField(FieldDescription field)
    {
        var type = FieldType(field);
        string label = string.IsNullOrEmpty(field.Label) ? field.Name : field.Label.Replace("&", string.Empty);
        if (type == typeof(PSCredential)) return PSObject.AsPSObject(PromptForCredential(string.Empty, string.Empty, string.Empty, string.Empty));
        if (!type.IsArray || type.GetElementType() is not { } element) return ReadValue($"{label}: ", type, field.HelpMessage);

        var items = new List<object?>();
        while (ReadValue($"{label}[{items.Count}]: ", element, field.HelpMessage, emptyEnds: true) is { } item) items.Add(item);
        return PSObject.AsPSObject(LanguagePrimitives.ConvertTo(items.ToArray(), type, null));
    }

    private PSObject? ReadValue(string question, Type type, string help, bool emptyEnds = false)
    {
        while (true)
        {
            Write(question);
            if (type == typeof(SecureString)) return PSObject.AsPSObject(ReadLineAsSecureString());
            if (ReadLine() is not { } text || (emptyEnds && text.Length == 0)) return null;
            if (text == "!?")
            {
                WriteLine(string.IsNullOrEmpty(help) ? "There is no help for this value." : help);
                continue;
            }

            try
            {
                return PSObject.AsPSObject(LanguagePrimitives.ConvertTo(text, type, null));
            }
            catch (PSInvalidCastException exception) when (!Console.IsInputRedirected)
            {
                WriteErrorLine(exception.Message);
            }
        }
    }

    private static Type FieldType(FieldDescription field)
    {
        string name = string.IsNullOrEmpty(field.ParameterAssemblyFullName) ? field.ParameterTypeFullName : field.ParameterAssemblyFullName;
        return LanguagePrimitives.TryConvertTo(name, out Type? type) && type is not null ? type
            : LanguagePrimitives.TryConvertTo(field.ParameterTypeFullName, out type) && type is not null ? type
            : typeof(string);
    }

    private void WriteCaption(string caption, string message)
    {
        WriteLine();
        if (!string.IsNullOrEmpty(caption)) WriteLine(caption);
        if (!string.IsNullOrEmpty(message)) WriteLine(message);
    }

    private void RefuseIfNonInteractive()
    {
        if (_nonInteractive) throw new PSInvalidOperationException("The shell was started with -NonInteractive, so nothing can be asked.");
    }
}
