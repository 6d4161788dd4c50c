using System.Collections;
using System.Management.Automation;
using MixturePS.Specs.Engine;

namespace MixturePS.Specs.Commands;

/// <summary>What <c>Describe</c>, <c>Context</c> and <c>It</c> have in common.</summary>
public abstract class SpecNodeCommand : PSCmdlet
{
    private const string FullShellTag = "FullPowerShell";

    /// <summary>The name, with templates such as <c>&lt;_&gt;</c> for data.</summary>
    [Parameter(Mandatory = true, Position = 0)]
    public string Name { get; set; } = "";

    /// <summary>The tags; <c>FullPowerShell</c> marks what only the full shell can run.</summary>
    [Parameter]
    public string[] Tag { get; set; } = [];

    /// <summary>A value for each case.</summary>
    [Parameter, Alias("TestCases"), AllowNull, AllowEmptyCollection]
    public object? ForEach { get; set; }

    /// <summary>Leaves the tests out.</summary>
    [Parameter]
    public SwitchParameter Skip { get; set; }

    private protected string? SkipReason(SpecBlock parent)
    {
        if (parent.SkipReason is not null)
            return parent.SkipReason;
        if (Tag.Contains(FullShellTag, StringComparer.OrdinalIgnoreCase))
            return $"Tagged {FullShellTag}: it needs commands that the embedded engine doesn't have.";
        return Skip ? "-Skip is set in the spec." : null;
    }

    /// <summary>The cases: one without data where <c>-ForEach</c> isn't given.</summary>
    private protected IEnumerable<(bool HasData, object? Data)> Cases()
    {
        if (!MyInvocation.BoundParameters.ContainsKey(nameof(ForEach)))
            return [(false, null)];
        IEnumerable values = LanguagePrimitives.GetEnumerable(ForEach) ?? (ForEach is null ? Array.Empty<object>() : new[] { ForEach });
        (bool, object?)[] cases = values.Cast<object?>().Select(value => (true, value)).ToArray();
        return cases.Length > 0 ? cases : throw new SpecUnsupportedException("-ForEach without a value (Pester 5 finds no test, Pester 6 fails)");
    }

    private protected static SpecSession Discovering(string command) =>
        SpecSession.Current.IsDiscovering ? SpecSession.Current : throw new SpecUnsupportedException($"{command} inside a test");

    internal static ScriptBlock WithoutParameters(ScriptBlock body, string command) =>
        ((System.Management.Automation.Language.ScriptBlockAst)body.Ast).ParamBlock is null
            ? body
            : throw new SpecUnsupportedException($"A param block in {command} (data is there as variables)");
}

/// <summary>A group of tests.</summary>
[Cmdlet(VerbsLifecycle.Register, "SpecDescribe")]
public class DescribeCommand : SpecNodeCommand
{
    /// <summary>The body.</summary>
    [Parameter(Mandatory = true, Position = 1)]
    public ScriptBlock Fixture { get; set; } = null!;

    /// <inheritdoc/>
    protected override void EndProcessing()
    {
        SpecSession session = Discovering("Describe");
        ScriptBlock body = WithoutParameters(Fixture, "Describe");
        foreach ((bool hasData, object? data) in Cases())
        {
            SpecBlock Named(string name) =>
                new() { Parent = session.Block, Name = name, HasData = hasData, Data = data, SkipReason = SkipReason(session.Block) };
            session.Discover(Named(SpecName.Expand(session, Name, Named(Name))), body);
        }
    }
}

/// <summary>A group of tests, by its other name.</summary>
[Cmdlet(VerbsLifecycle.Register, "SpecContext")]
public sealed class ContextCommand : DescribeCommand;

/// <summary>A test.</summary>
[Cmdlet(VerbsLifecycle.Register, "SpecIt")]
public sealed class ItCommand : SpecNodeCommand
{
    /// <summary>The body.</summary>
    [Parameter(Mandatory = true, Position = 1)]
    public ScriptBlock Test { get; set; } = null!;

    /// <inheritdoc/>
    protected override void EndProcessing()
    {
        SpecSession session = Discovering("It");
        SpecBlock block = session.Block;
        if (block.Parent is null)
            throw new SpecUnsupportedException("It outside of Describe");
        ScriptBlock body = WithoutParameters(Test, "It");
        foreach ((bool hasData, object? data) in Cases())
        {
            SpecTest Named(string name) => new()
            {
                Parent = block,
                Name = name,
                HasData = hasData,
                Data = data,
                SkipReason = SkipReason(block),
                Body = body,
                Line = MyInvocation.ScriptLineNumber,
            };
            block.Children.Add(Named(SpecName.Expand(session, Name, Named(Name))));
        }
    }
}
