using System.Collections;
using System.Globalization;
using System.Management.Automation;
using System.Numerics;
using System.Text.RegularExpressions;
using System.Xml;

namespace MixturePS.Kitchen;

/// <summary>Tests a parameter of each type that has a short name, and of some that have none.</summary>
/// <remarks>All parameters have the same text.</remarks>
/// <example title="A number">
/// <code>Test-Typed -P13 4</code>
/// </example>
/// <example title="A text">
/// <code>Test-Typed -P22 four</code>
/// </example>
[Cmdlet(VerbsDiagnostic.Test, "Typed")]
public sealed class TestTypedCommand : PSCmdlet
{
    /// <summary>A value.</summary>
    [Parameter] public Array? P01 { get; set; }

    /// <inheritdoc cref="P01"/>
    [Parameter, PSDefaultValue(Help = "The default of its type")] public bool P02 { get; set; }

    /// <inheritdoc cref="P01"/>
    [Parameter, PSDefaultValue(Help = "The default of its type")] public byte P03 { get; set; }

    /// <inheritdoc cref="P01"/>
    [Parameter, PSDefaultValue(Help = "The default of its type")] public char P04 { get; set; }

    /// <inheritdoc cref="P01"/>
    [Parameter] public Hashtable? P05 { get; set; }

    /// <inheritdoc cref="P01"/>
    [Parameter] public System.Collections.Specialized.OrderedDictionary? P06 { get; set; }

    /// <inheritdoc cref="P01"/>
    [Parameter, PSDefaultValue(Help = "The default of its type")] public DateTime P07 { get; set; }

    /// <inheritdoc cref="P01"/>
    [Parameter, PSDefaultValue(Help = "The default of its type")] public decimal P08 { get; set; }

    /// <inheritdoc cref="P01"/>
    [Parameter, PSDefaultValue(Help = "The default of its type")] public double P09 { get; set; }

    /// <inheritdoc cref="P01"/>
    [Parameter] public CultureInfo? P10 { get; set; }

    /// <inheritdoc cref="P01"/>
    [Parameter, PSDefaultValue(Help = "The default of its type")] public Guid P11 { get; set; }

    /// <inheritdoc cref="P01"/>
    [Parameter, PSDefaultValue(Help = "The default of its type")] public short P12 { get; set; }

    /// <inheritdoc cref="P01"/>
    [Parameter, PSDefaultValue(Help = "The default of its type")] public int P13 { get; set; }

    /// <inheritdoc cref="P01"/>
    [Parameter, PSDefaultValue(Help = "The default of its type")] public long P14 { get; set; }

    /// <inheritdoc cref="P01"/>
    [Parameter] public PSCredential? P15 { get; set; }

    /// <inheritdoc cref="P01"/>
    [Parameter] public PSObject? P16 { get; set; }

    /// <inheritdoc cref="P01"/>
    [Parameter] public ScriptBlock? P17 { get; set; }

    /// <inheritdoc cref="P01"/>
    [Parameter] public SwitchParameter[]? P18 { get; set; }

    /// <inheritdoc cref="P01"/>
    [Parameter, PSDefaultValue(Help = "The default of its type")] public BigInteger P19 { get; set; }

    /// <inheritdoc cref="P01"/>
    [Parameter, PSDefaultValue(Help = "The default of its type")] public sbyte P20 { get; set; }

    /// <inheritdoc cref="P01"/>
    [Parameter, PSDefaultValue(Help = "The default of its type")] public float P21 { get; set; }

    /// <inheritdoc cref="P01"/>
    [Parameter] public string? P22 { get; set; }

    /// <inheritdoc cref="P01"/>
    [Parameter] public Regex? P23 { get; set; }

    /// <inheritdoc cref="P01"/>
    [Parameter, PSDefaultValue(Help = "The default of its type")] public TimeSpan P24 { get; set; }

    /// <inheritdoc cref="P01"/>
    [Parameter] public Type? P25 { get; set; }

    /// <inheritdoc cref="P01"/>
    [Parameter, PSDefaultValue(Help = "The default of its type")] public ushort P26 { get; set; }

    /// <inheritdoc cref="P01"/>
    [Parameter, PSDefaultValue(Help = "The default of its type")] public uint P27 { get; set; }

    /// <inheritdoc cref="P01"/>
    [Parameter, PSDefaultValue(Help = "The default of its type")] public ulong P28 { get; set; }

    /// <inheritdoc cref="P01"/>
    [Parameter] public Uri? P29 { get; set; }

    /// <inheritdoc cref="P01"/>
    [Parameter] public Version? P30 { get; set; }

    /// <inheritdoc cref="P01"/>
    [Parameter] public XmlDocument? P31 { get; set; }

    /// <inheritdoc cref="P01"/>
    [Parameter] public object? P32 { get; set; }

    /// <inheritdoc cref="P01"/>
    [Parameter] public double[][]? P33 { get; set; }

    /// <inheritdoc cref="P01"/>
    [Parameter] public double[,]? P34 { get; set; }

    /// <inheritdoc cref="P01"/>
    [Parameter] public int? P35 { get; set; }

    /// <inheritdoc cref="P01"/>
    [Parameter] public int?[]? P36 { get; set; }

    /// <inheritdoc cref="P01"/>
    [Parameter] public IReadOnlyList<double>? P37 { get; set; }

    /// <inheritdoc cref="P01"/>
    [Parameter] public Dictionary<string, Pot[]>? P38 { get; set; }

    /// <inheritdoc cref="P01"/>
    [Parameter] public Heat[]? P39 { get; set; }

    /// <inheritdoc cref="P01"/>
    [Parameter] public Heat? P40 { get; set; }

    /// <inheritdoc cref="P01"/>
    [Parameter, PSDefaultValue(Help = "The default of its type")] public Environment.SpecialFolder P41 { get; set; }

    /// <inheritdoc cref="P01"/>
    [Parameter] public List<Heat>? P42 { get; set; }

    /// <inheritdoc cref="P01"/>
    [Parameter] public IDictionary? P43 { get; set; }
}
