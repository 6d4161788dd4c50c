using System.Collections;
using System.Globalization;
using System.Management.Automation;
using MixturePS.Binding;
using MixturePS.Core.Foundation;
using MixturePS.Core.Text;
using MixturePS.Errors;

namespace MixturePS.Commands;

/// <content>Reads documents from the pipeline and from files.</content>
public sealed partial class ConvertToDfmCommand
{
    private void AddObject(object? source)
    {
        object? value = PSValue.Unwrap(source);
        if (TextProperty is not null && value is not null and not IList)
        {
            if (TryRead(TextProperty, source!, out object? text)) Add(AsText(text!), source!, null, 0);
        }
        else if (value is string whole)
        {
            Add(whole, source!, null, 0);
        }
        else if (value is FileSystemInfo file)
        {
            AddFile(file.FullName, source!);
        }
        else if (value is IEnumerable list and not IDictionary)
        {
            foreach (object? item in list) AddObject(item);
        }
        else
        {
            Refuse(ErrorCatalogue.NotText(value));
        }
    }

    private void AddPath(string path, bool isLiteral)
    {
        IReadOnlyList<string> files;
        try
        {
            files = FilePaths.Of(this, path, isLiteral);
        }
        catch (RecordException error)
        {
            WriteError(error.Record);
            return;
        }

        foreach (string file in files) AddFile(file, new FileInfo(file));
    }

    private void AddFile(string path, object source)
    {
        string name = System.IO.Path.GetFileName(path);
        try
        {
            if (TextFileReader.Read(path, _encoding, DocumentPer, (text, line) => Add(text, source, name, line), StopToken))
                WriteWarning($"'{path}' isn't UTF-8; it was read as {TextFile.FallbackName}. If that is wrong, give its encoding with -Encoding.");
        }
        catch (OperationCanceledException) when (StopToken.IsCancellationRequested)
        {
            throw new PipelineStoppedException();
        }
        catch (MixtureException error)
        {
            WriteError(ErrorCatalogue.From(error));
        }
    }

    private void Add(string text, object source, string? name, int line)
    {
        object? named = null, label = null;
        if (NameProperty is not null && !TryRead(NameProperty, source, out named)) return;
        if (LabelProperty is not null && !TryRead(LabelProperty, source, out label, isLabel: true)) return;
        if (named is not null) name = AsText(named);
        try
        {
            if (line > 0) _builder!.AddLine(text, name!, line, label);
            else _builder!.Add(text, name, label);
        }
        catch (OperationCanceledException) when (StopToken.IsCancellationRequested)
        {
            throw new PipelineStoppedException();
        }
        catch (MixtureException error)
        {
            ThrowTerminatingError(ErrorCatalogue.From(error));
        }
    }

    private bool TryRead(PropertyReader property, object source, out object? value, bool isLabel = false)
    {
        value = property.Read(PSObject.AsPSObject(source), out string? missing, isLabel);
        if (missing is null) return true;
        WriteError(ErrorCatalogue.MissingProperty(missing, source));
        return false;
    }

    private void Refuse(ErrorRecord record)
    {
        if (ParameterSetName == InputSet) RefuseInput(record);
        else WriteError(record);
    }

    private static string AsText(object value) => value is IEnumerable list and not string
        ? string.Join('\n', list.Cast<object?>().Select(item => AsText(PSValue.Unwrap(item) ?? string.Empty)))
        : Convert.ToString(value, CultureInfo.InvariantCulture) ?? string.Empty;
}
