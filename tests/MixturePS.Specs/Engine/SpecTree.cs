using System.Management.Automation;

namespace MixturePS.Specs.Engine;

/// <summary>What became of one <c>It</c>.</summary>
internal enum SpecOutcome
{
    NotRun,
    Passed,
    Failed,
    Skipped,
}

/// <summary>A node of a spec file: a block or a test, with the data that <c>-ForEach</c> gave it.</summary>
internal abstract class SpecNode
{
    public required SpecBlock? Parent { get; init; }

    public required string Name { get; init; }

    /// <summary>Why it isn't run, or null.</summary>
    public string? SkipReason { get; set; }

    /// <summary>Whether <see cref="Data"/> was given; the data itself may be null.</summary>
    public bool HasData { get; init; }

    public object? Data { get; init; }

    /// <summary>The names from the outermost block to this node.</summary>
    public string FullName => Parent is { Parent: not null } ? $"{Parent.FullName} > {Name}" : Name;
}

/// <summary>A <c>Describe</c> or <c>Context</c>, or the file itself (which has no parent).</summary>
internal sealed class SpecBlock : SpecNode
{
    public ScriptBlock? BeforeAll { get; set; }

    public ScriptBlock? BeforeEach { get; set; }

    public ScriptBlock? AfterEach { get; set; }

    public ScriptBlock? AfterAll { get; set; }

    /// <summary>Blocks and tests in the order of the file.</summary>
    public List<SpecNode> Children { get; } = [];

    public IEnumerable<SpecTest> Tests =>
        Children.SelectMany(child => child is SpecBlock block ? block.Tests : [(SpecTest)child]);

    /// <summary>Its setup and teardown run only for a test that runs.</summary>
    public bool IsSkipped => Tests.All(test => test.SkipReason is not null);
}

/// <summary>One <c>It</c>: a case of it, where it has <c>-ForEach</c>.</summary>
internal sealed class SpecTest : SpecNode
{
    public required ScriptBlock Body { get; init; }

    public required int Line { get; init; }

    /// <summary>The name that tells it from every other test of the file.</summary>
    public string Key { get; set; } = "";

    public SpecOutcome Outcome { get; set; }

    public List<SpecFailure> Failures { get; } = [];
}
