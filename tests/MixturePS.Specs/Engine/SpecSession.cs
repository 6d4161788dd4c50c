using System.Collections;
using System.Management.Automation;

namespace MixturePS.Specs.Engine;

/// <summary>
/// What the commands of a spec file (<c>Describe</c>, <c>It</c>, <c>Should</c>, ...) share while the file is discovered
/// and run: the tree of blocks, and the ways to run a script block in the scope where Pester would run it.
/// </summary>
internal sealed class SpecSession(SpecFile file)
{
    [ThreadStatic]
    private static SpecSession? _current;

    private readonly Stack<Action> _pending = [];
    private readonly Dictionary<string, ScriptBlock> _scripts = [];
    private PSCmdlet? _host;

    /// <summary>The session of the runspace on this thread.</summary>
    public static SpecSession Current
    {
        get => _current ?? throw new InvalidOperationException("The command works only inside a spec file.");
        set => _current = value;
    }

    public SpecFile File { get; } = file;

    /// <summary>The block whose body is being discovered.</summary>
    public SpecBlock Block { get; private set; } = new() { Parent = null, Name = "" };

    public bool IsDiscovering { get; private set; }

    private PSCmdlet Host => _host ?? throw new InvalidOperationException("The session has not been started.");

    /// <summary>What the <c>Invoke-SpecScope</c> command does: the work that was asked for, inside the scope made for it.</summary>
    public void RunPending(PSCmdlet host)
    {
        _host ??= host;
        _pending.Pop()();
    }

    /// <summary>Sets the work for the first <c>Invoke-SpecScope</c>.</summary>
    public void Start(Action<PSCmdlet> work) => _pending.Push(() => work(Host));

    /// <summary>Runs work in a new scope under the current one, as <c>&amp; { ... }</c> does.</summary>
    public void InScope(Action work)
    {
        _pending.Push(work);
        Host.InvokeCommand.InvokeScript(true, Script("try { Invoke-SpecScope } catch { throw }"), null);
    }

    /// <summary>Runs work in a new script scope under the current one.</summary>
    public void InScriptScope(Action work)
    {
        _pending.Push(work);
        RunFile(Path.Combine(AppContext.BaseDirectory, "Engine", "SpecScope.ps1"));
    }

    /// <summary>Runs a script file in a script scope of its own.</summary>
    public void RunFile(string path) => Evaluate("$null = & $args[0]", path);

    /// <summary>Runs a script block in the current scope, as dot-sourcing does.</summary>
    public void Dot(ScriptBlock? body)
    {
        if (body is not null)
            Host.InvokeCommand.InvokeScript(false, body, null);
    }

    /// <summary>Evaluates a script in a new scope under the current one.</summary>
    public IReadOnlyList<PSObject?> Evaluate(string script, params object?[] arguments) =>
        Host.InvokeCommand.InvokeScript(true, Script(script), null, arguments);

    /// <summary>Whether a path exists, on any drive; it may hold wildcards.</summary>
    public bool PathExists(string path) => Host.SessionState.InvokeProvider.Item.Exists(path);

    /// <summary>Makes the data of a node variables of the current scope: itself as <c>$_</c>, and the entries of a dictionary by name.</summary>
    public void SetVariables(SpecNode node)
    {
        if (!node.HasData)
            return;
        PSVariableIntrinsics variables = Host.SessionState.PSVariable;
        variables.Set("_", node.Data);
        if (DataOf(node) is { } entries)
        {
            foreach (DictionaryEntry entry in entries)
                variables.Set(entry.Key.ToString(), entry.Value);
        }
    }

    /// <summary>The data of a node as named values, or null where it isn't a dictionary.</summary>
    public static IDictionary? DataOf(SpecNode node) =>
        (node.Data is PSObject wrapped ? wrapped.BaseObject : node.Data) as IDictionary;

    /// <summary>Runs the file to learn its blocks and tests.</summary>
    public void Discover()
    {
        IsDiscovering = true;
        try
        {
            RunFile(File.Path);
        }
        finally
        {
            IsDiscovering = false;
        }
    }

    /// <summary>Discovers the body of a block, once.</summary>
    public void Discover(SpecBlock block, ScriptBlock body)
    {
        SpecBlock outer = Block;
        outer.Children.Add(block);
        Block = block;
        try
        {
            InScope(() =>
            {
                SetVariables(block);
                Dot(body);
            });
        }
        finally
        {
            Block = outer;
        }
    }

    private ScriptBlock Script(string text) =>
        _scripts.TryGetValue(text, out ScriptBlock? script) ? script : _scripts[text] = ScriptBlock.Create(text);
}
