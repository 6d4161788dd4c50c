using System.Management.Automation;
using MixturePS.Specs.Assertions;
using MixturePS.Specs.Engine;

namespace MixturePS.Specs.Commands;

/// <summary>Asserts something of the values that come down the pipeline. Each operator is a parameter set.</summary>
[Cmdlet(VerbsLifecycle.Assert, "SpecShould", DefaultParameterSetName = NoOperator)]
public sealed class ShouldCommand : PSCmdlet
{
    private const string NoOperator = "";
    private readonly List<object?> _values = [];

    /// <summary>The value to look at.</summary>
    [Parameter(ValueFromPipeline = true), AllowNull, AllowEmptyString, AllowEmptyCollection]
    public object? ActualValue { get; set; }

    /// <summary>Asserts the opposite.</summary>
    [Parameter]
    public SwitchParameter Not { get; set; }

    /// <summary>The reason, for the message.</summary>
    [Parameter]
    public string Because { get; set; } = "";

    /// <summary>What the value is compared with.</summary>
    [Parameter(ParameterSetName = "Be", Position = 0)]
    [Parameter(ParameterSetName = "BeExactly", Position = 0)]
    [Parameter(ParameterSetName = "BeGreaterThan", Position = 0)]
    [Parameter(ParameterSetName = "BeGreaterOrEqual", Position = 0)]
    [Parameter(ParameterSetName = "BeLessThan", Position = 0)]
    [Parameter(ParameterSetName = "BeLessOrEqual", Position = 0)]
    [Parameter(ParameterSetName = "BeIn", Position = 0)]
    [Parameter(ParameterSetName = "BeLike", Position = 0)]
    [Parameter(ParameterSetName = "BeLikeExactly", Position = 0)]
    [Parameter(ParameterSetName = "Contain", Position = 0)]
    [Parameter(ParameterSetName = "HaveCount", Position = 0)]
    public object? ExpectedValue { get; set; }

    /// <summary>The pattern of <c>-Match</c>.</summary>
    [Parameter(ParameterSetName = "Match", Position = 0)]
    [Parameter(ParameterSetName = "MatchExactly", Position = 0)]
    public object? RegularExpression { get; set; }

    /// <summary>A type, or its name.</summary>
    [Parameter(ParameterSetName = "BeOfType", Position = 0)]
    public object? ExpectedType { get; set; }

    /// <summary>A wildcard for the message of the error.</summary>
    [Parameter(ParameterSetName = "Throw", Position = 0)]
    public string ExpectedMessage { get; set; } = "";

    /// <summary>A wildcard for the fully qualified id of the error.</summary>
    [Parameter(ParameterSetName = "Throw")]
    public string ErrorId { get; set; } = "";

    /// <summary>A type that the exception has.</summary>
    [Parameter(ParameterSetName = "Throw")]
    public Type? ExceptionType { get; set; }

    /// <summary>Writes the error that was caught.</summary>
    [Parameter(ParameterSetName = "Throw")]
    public SwitchParameter PassThru { get; set; }

    [Parameter(ParameterSetName = "Be", Mandatory = true)] public SwitchParameter Be { get; set; }
    [Parameter(ParameterSetName = "BeExactly", Mandatory = true)] public SwitchParameter BeExactly { get; set; }
    [Parameter(ParameterSetName = "BeTrue", Mandatory = true)] public SwitchParameter BeTrue { get; set; }
    [Parameter(ParameterSetName = "BeFalse", Mandatory = true)] public SwitchParameter BeFalse { get; set; }
    [Parameter(ParameterSetName = "BeNullOrEmpty", Mandatory = true)] public SwitchParameter BeNullOrEmpty { get; set; }
    [Parameter(ParameterSetName = "BeOfType", Mandatory = true)] public SwitchParameter BeOfType { get; set; }
    [Parameter(ParameterSetName = "BeGreaterThan", Mandatory = true)] public SwitchParameter BeGreaterThan { get; set; }
    [Parameter(ParameterSetName = "BeGreaterOrEqual", Mandatory = true)] public SwitchParameter BeGreaterOrEqual { get; set; }
    [Parameter(ParameterSetName = "BeLessThan", Mandatory = true)] public SwitchParameter BeLessThan { get; set; }
    [Parameter(ParameterSetName = "BeLessOrEqual", Mandatory = true)] public SwitchParameter BeLessOrEqual { get; set; }
    [Parameter(ParameterSetName = "BeIn", Mandatory = true)] public SwitchParameter BeIn { get; set; }
    [Parameter(ParameterSetName = "BeLike", Mandatory = true)] public SwitchParameter BeLike { get; set; }
    [Parameter(ParameterSetName = "BeLikeExactly", Mandatory = true)] public SwitchParameter BeLikeExactly { get; set; }
    [Parameter(ParameterSetName = "Match", Mandatory = true)] public SwitchParameter Match { get; set; }
    [Parameter(ParameterSetName = "MatchExactly", Mandatory = true)] public SwitchParameter MatchExactly { get; set; }
    [Parameter(ParameterSetName = "Contain", Mandatory = true)] public SwitchParameter Contain { get; set; }
    [Parameter(ParameterSetName = "HaveCount", Mandatory = true)] public SwitchParameter HaveCount { get; set; }
    [Parameter(ParameterSetName = "Throw", Mandatory = true)] public SwitchParameter Throw { get; set; }
    [Parameter(ParameterSetName = "Exist", Mandatory = true)] public SwitchParameter Exist { get; set; }

    /// <summary>Words that no operator takes.</summary>
    [Parameter(ValueFromRemainingArguments = true, DontShow = true)]
    public object[] Rest { get; set; } = [];

    /// <inheritdoc/>
    protected override void ProcessRecord() => _values.Add(ActualValue);

    /// <inheritdoc/>
    protected override void EndProcessing()
    {
        if (Rest.Length > 0)
            throw new SpecUnsupportedException($"Should {string.Join(' ', Rest)}");
        if (ParameterSetName.Length == 0)
            throw new SpecUnsupportedException("Should without an operator");
        SpecSession session = SpecSession.Current;
        if (Throw)
        {
            foreach (object? value in OneByOne())
                WriteCaught(ErrorAssertion.Check(session, value, this));
            return;
        }

        Comparison comparison = Comparison.Named(ParameterSetName);
        object? expected = Expected(comparison);
        foreach (object? value in comparison.TakesAll ? [All(comparison)] : OneByOne())
        {
            if (!comparison.Holds(session, value, expected, Not))
                Fail(comparison.Explain(session, value, expected, Not, Because));
        }
    }

    /// <summary>Ends the test with a message.</summary>
    internal void Fail(string message) =>
        ThrowTerminatingError(new ErrorRecord(new SpecAssertionException(message), "PesterAssertionFailed", ErrorCategory.InvalidResult, null));

    private void WriteCaught(ErrorRecord? caught)
    {
        if (PassThru && caught is not null)
            WriteObject(caught);
    }

    private object? Expected(Comparison comparison)
    {
        if (!comparison.TakesExpected)
            return null;
        (string name, object? value) = ParameterSetName switch
        {
            "Match" or "MatchExactly" => (nameof(RegularExpression), RegularExpression),
            "BeOfType" => (nameof(ExpectedType), ExpectedType),
            _ => (nameof(ExpectedValue), ExpectedValue),
        };
        return MyInvocation.BoundParameters.ContainsKey(name)
            ? value
            : throw new SpecUnsupportedException($"Should -{ParameterSetName} without an expected value");
    }

    /// <summary>The values, or null where the pipeline was empty.</summary>
    private List<object?> OneByOne() => _values.Count == 0 ? [null] : _values;

    private object?[]? All(Comparison comparison)
    {
        if (!MyInvocation.ExpectingInput && LanguagePrimitives.GetEnumerable(ActualValue) is not null)
            throw new SpecUnsupportedException($"Should -ActualValue with a collection for -{comparison.Name} (Pester 5 and 6 differ; use the pipeline)");
        return _values.Count == 0 ? null : _values.ToArray();
    }
}
