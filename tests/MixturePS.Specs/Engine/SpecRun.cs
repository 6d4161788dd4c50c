using System.Management.Automation;

namespace MixturePS.Specs.Engine;

/// <summary>
/// Runs the discovered blocks of a file, each in the scope that Pester gives it: a block's <c>BeforeAll</c> in a scope
/// around its children, and each test with its <c>BeforeEach</c> and <c>AfterEach</c> in one below that.
/// </summary>
internal sealed class SpecRun(SpecSession session, TestDrive drive)
{
    /// <summary>Runs a block and everything in it. Failures are left on the tests and the file.</summary>
    public void Run(SpecBlock block)
    {
        if (block.IsSkipped)
        {
            foreach (SpecTest test in block.Tests)
                test.Outcome = SpecOutcome.Skipped;
            return;
        }

        TestDrive.Content before = drive.Snapshot();
        session.InScope(() =>
        {
            session.SetVariables(block);
            if (Try(() => session.Dot(block.BeforeAll), "BeforeAll", block))
            {
                foreach (SpecNode child in block.Children)
                {
                    if (child is SpecBlock inner)
                        Run(inner);
                    else
                        Run((SpecTest)child);
                }
            }

            Try(() => session.Dot(block.AfterAll), "AfterAll", block);
        });
        drive.Restore(before);
    }

    private void Run(SpecTest test)
    {
        if (test.SkipReason is not null)
        {
            test.Outcome = SpecOutcome.Skipped;
            return;
        }

        session.InScope(() =>
        {
            session.SetVariables(test);
            SpecBlock[] blocks = Ancestors(test).ToArray();
            string step = "BeforeEach";
            Try(test, () => step, () =>
            {
                foreach (SpecBlock block in blocks.Reverse())
                    session.Dot(block.BeforeEach);
                step = "";
                session.Dot(test.Body);
            });
            foreach (SpecBlock block in blocks)
                Try(test, () => "AfterEach", () => session.Dot(block.AfterEach));
        });
        if (test.SkipReason is not null)
            test.Outcome = SpecOutcome.Skipped;
        else
            test.Outcome = test.Failures.Count == 0 ? SpecOutcome.Passed : SpecOutcome.Failed;
    }

    private static IEnumerable<SpecBlock> Ancestors(SpecNode node)
    {
        for (SpecBlock? block = node.Parent; block is not null; block = block.Parent)
            yield return block;
    }

    private static void Try(SpecTest test, Func<string> step, Action action)
    {
        try
        {
            action();
        }
        catch (Exception exception)
        {
            if (SpecFailure.Unwrap(exception) is IContainsErrorRecord { ErrorRecord.Exception: SpecSkippedException skipped })
                test.SkipReason = skipped.Message;
            else
                test.Failures.Add(SpecFailure.From(exception, step()));
        }
    }

    /// <summary>Runs a block's setup or teardown; a setup that fails takes every test of the block with it.</summary>
    private bool Try(Action action, string step, SpecBlock block)
    {
        try
        {
            action();
            return true;
        }
        catch (Exception exception)
        {
            string where = block.Parent is null ? step : $"{step} of '{block.FullName}'";
            SpecFailure failure = SpecFailure.From(exception, where);
            session.File.Failures.Add(failure);
            foreach (SpecTest test in block.Tests.Where(test => test.Outcome == SpecOutcome.NotRun))
            {
                test.Outcome = test.SkipReason is null ? SpecOutcome.Failed : SpecOutcome.Skipped;
                if (test.SkipReason is null)
                    test.Failures.Add(failure);
            }

            return false;
        }
    }
}
