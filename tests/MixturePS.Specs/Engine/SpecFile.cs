namespace MixturePS.Specs.Engine;

/// <summary>A spec file as it was discovered or run.</summary>
internal sealed class SpecFile(string path)
{
    public string Path { get; } = path;

    public IReadOnlyList<SpecTest> Tests { get; private set; } = [];

    /// <summary>
    /// What went wrong outside the tests: in discovery, in a <c>BeforeAll</c> or <c>AfterAll</c>,
    /// or by the use of something that this runner doesn't support.
    /// </summary>
    public List<SpecFailure> Failures { get; } = [];

    /// <summary>Takes the discovered tests over and gives each a name of its own.</summary>
    public void Add(IEnumerable<SpecTest> tests)
    {
        Tests = tests.ToArray();
        Dictionary<string, int> seen = [];
        foreach (SpecTest test in Tests)
        {
            int count = seen[test.FullName] = seen.GetValueOrDefault(test.FullName) + 1;
            test.Key = count == 1 ? test.FullName : $"{test.FullName} (case {count})";
        }

        if (Tests.Count == 0)
            Failures.Add(new SpecFailure("The file has no It.", [$"{Path}: line 1"]));
    }
}
