using System.Collections;
using System.Globalization;
using System.Management.Automation;
using MixturePS.Core.Clustering;
using MixturePS.Core.Data;
using MixturePS.Core.Experiments;
using MixturePS.Core.Foundation;
using MixturePS.Errors;

namespace MixturePS.Binding;

/// <summary>The named script blocks of an experiment. They run on the pipeline thread, which has their runspace.</summary>
internal sealed class ExperimentScripts
{
    private readonly Dictionary<string, ScriptBlock> _scripts = new(StringComparer.Ordinal);

    /// <summary>Reads a script block, a list of script blocks, or a table of script blocks by name.</summary>
    /// <exception cref="RecordException">A value is not a script block.</exception>
    public ExperimentScripts(object? value)
    {
        object? given = PSValue.Unwrap(value);
        var methods = new List<(string, string)>();
        if (given is IDictionary table)
        {
            // An unordered table is read in order of the names, so that rows always come in the same order.
            var names = table.Keys.Cast<object>().Select(key => (Key: key, Name: Convert.ToString(key, CultureInfo.InvariantCulture)!));
            foreach (var (key, name) in table is System.Collections.Specialized.IOrderedDictionary ? names : names.OrderBy(pair => pair.Name, StringComparer.Ordinal)) Add(name, table[key]);
        }
        else if (given is IEnumerable list and not string)
        {
            int number = 0;
            foreach (object? item in list) Add($"ScriptBlock{number++}", item);
        }
        else if (given is not null)
        {
            Add("ScriptBlock0", given);
        }

        Methods = methods;

        void Add(string name, object? item)
        {
            var script = PSValue.Unwrap(item) as ScriptBlock ?? throw new RecordException(ErrorCatalogue.NotAScriptBlock(name, item));
            _scripts[name] = script;
            methods.Add((name, script.ToString()));
        }
    }

    /// <summary>The script blocks with given names and code, in this order.</summary>
    public static ExperimentScripts Restore(IEnumerable<(string Name, string Code)> methods)
    {
        var table = new System.Collections.Specialized.OrderedDictionary();
        foreach (var (name, code) in methods) table.Add(name, ScriptBlock.Create(code));
        return new ExperimentScripts(table);
    }

    /// <summary>Checks that the script blocks use no variable of this session, because other processes don't have them.</summary>
    /// <exception cref="MixtureException">ScriptNotPortable.</exception>
    public void CheckPortable()
    {
        foreach (var (name, _) in Methods)
            if (ScriptVariables.Foreign(_scripts[name]) is { } variable) throw ClusterError.ScriptNotPortable(name, variable);
    }

    /// <summary>The name and the code of each script block.</summary>
    public IReadOnlyList<(string Name, string Code)> Methods { get; }

    /// <summary>
    /// Runs a script block with the documents and the seed as arguments, and reads the labels or the clustering that it
    /// returns.
    /// </summary>
    public ExperimentOutcome Run(ExperimentMethod method, Dfm dfm, long seed)
    {
        System.Collections.ObjectModel.Collection<PSObject> results;
        try
        {
            results = _scripts[method.Name].Invoke(dfm, seed);
        }
        catch (RuntimeException error) when (error is not PipelineStoppedException)
        {
            string id = error.ErrorRecord.FullyQualifiedErrorId;
            return new ExperimentOutcome { ErrorId = id.Split(',')[0], Error = error.Message };
        }

        if (results.Count == 1 && results[0]?.BaseObject is FittedClustering clustering) return ExperimentOutcome.Of(clustering);
        try
        {
            return new ExperimentOutcome { Labels = DocumentLabels.Read(results.SelectMany(PSValue.Items), "returned").Labels };
        }
        catch (MixtureException error)
        {
            return new ExperimentOutcome { ErrorId = error.Id, Error = $"The script block must return a clustering, or a label for each document. {error.Message}" };
        }
    }
}
