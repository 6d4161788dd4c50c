using System.Management.Automation;
using MixturePS.Specs.Engine;

namespace MixturePS.Specs.Commands;

/// <summary>What the setups and teardowns have in common.</summary>
public abstract class SetupCommand : PSCmdlet
{
    /// <summary>The code to run.</summary>
    [Parameter(Mandatory = true, Position = 0)]
    public ScriptBlock Scriptblock { get; set; } = null!;

    private protected abstract string Keyword { get; }

    /// <inheritdoc/>
    protected override void EndProcessing()
    {
        if (!SpecSession.Current.IsDiscovering)
            throw new SpecUnsupportedException($"{Keyword} inside a test");
        SpecNodeCommand.WithoutParameters(Scriptblock, Keyword);
        Keep(SpecSession.Current);
    }

    private protected abstract void Keep(SpecSession session);

    private protected ScriptBlock Once(ScriptBlock? earlier) =>
        earlier is null ? Scriptblock : throw new SpecUnsupportedException($"A second {Keyword} in a block (Pester 6 fails, Pester 5 drops the first)");

    private protected ScriptBlock InBlock(SpecBlock block, ScriptBlock? earlier) =>
        block.Parent is not null ? Once(earlier) : throw new SpecUnsupportedException($"{Keyword} outside of Describe (Pester fails too)");
}

/// <summary>Runs once, in discovery.</summary>
[Cmdlet(VerbsLifecycle.Register, "SpecBeforeDiscovery")]
public sealed class BeforeDiscoveryCommand : SetupCommand
{
    private protected override string Keyword => "BeforeDiscovery";

    private protected override void Keep(SpecSession session) => session.Dot(Scriptblock);
}

/// <summary>Runs before the first test of a block.</summary>
[Cmdlet(VerbsLifecycle.Register, "SpecBeforeAll")]
public sealed class BeforeAllCommand : SetupCommand
{
    private protected override string Keyword => "BeforeAll";

    private protected override void Keep(SpecSession session) => session.Block.BeforeAll = Once(session.Block.BeforeAll);
}

/// <summary>Runs before each test, in its scope.</summary>
[Cmdlet(VerbsLifecycle.Register, "SpecBeforeEach")]
public sealed class BeforeEachCommand : SetupCommand
{
    private protected override string Keyword => "BeforeEach";

    private protected override void Keep(SpecSession session) =>
        session.Block.BeforeEach = InBlock(session.Block, session.Block.BeforeEach);
}

/// <summary>Runs after each test, in its scope.</summary>
[Cmdlet(VerbsLifecycle.Register, "SpecAfterEach")]
public sealed class AfterEachCommand : SetupCommand
{
    private protected override string Keyword => "AfterEach";

    private protected override void Keep(SpecSession session) =>
        session.Block.AfterEach = InBlock(session.Block, session.Block.AfterEach);
}

/// <summary>Runs after the last test of a block.</summary>
[Cmdlet(VerbsLifecycle.Register, "SpecAfterAll")]
public sealed class AfterAllCommand : SetupCommand
{
    private protected override string Keyword => "AfterAll";

    private protected override void Keep(SpecSession session) => session.Block.AfterAll = Once(session.Block.AfterAll);
}
