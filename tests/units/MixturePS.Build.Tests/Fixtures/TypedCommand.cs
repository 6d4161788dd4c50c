using System.Collections;
using System.Globalization;
using System.Management.Automation;
using System.Numerics;
using System.Text.RegularExpressions;
using System.Xml;

namespace MixturePS.Build.Tests.Fixtures;

/// <summary>A parameter of each type that has a short name, and of some that have none.</summary>
[Cmdlet(VerbsDiagnostic.Test, "Typed")]
public sealed class TypedCommand : PSCmdlet
{
    [Parameter] public Array? P01 { get; set; }
    [Parameter] public bool P02 { get; set; }
    [Parameter] public byte P03 { get; set; }
    [Parameter] public char P04 { get; set; }
    [Parameter] public Hashtable? P05 { get; set; }
    [Parameter] public System.Collections.Specialized.OrderedDictionary? P06 { get; set; }
    [Parameter] public DateTime P07 { get; set; }
    [Parameter] public decimal P08 { get; set; }
    [Parameter] public double P09 { get; set; }
    [Parameter] public CultureInfo? P10 { get; set; }
    [Parameter] public Guid P11 { get; set; }
    [Parameter] public short P12 { get; set; }
    [Parameter] public int P13 { get; set; }
    [Parameter] public long P14 { get; set; }
    [Parameter] public PSCredential? P15 { get; set; }
    [Parameter] public PSObject? P16 { get; set; }
    [Parameter] public ScriptBlock? P17 { get; set; }
    [Parameter] public SwitchParameter[]? P18 { get; set; }
    [Parameter] public BigInteger P19 { get; set; }
    [Parameter] public sbyte P20 { get; set; }
    [Parameter] public float P21 { get; set; }
    [Parameter] public string? P22 { get; set; }
    [Parameter] public Regex? P23 { get; set; }
    [Parameter] public TimeSpan P24 { get; set; }
    [Parameter] public Type? P25 { get; set; }
    [Parameter] public ushort P26 { get; set; }
    [Parameter] public uint P27 { get; set; }
    [Parameter] public ulong P28 { get; set; }
    [Parameter] public Uri? P29 { get; set; }
    [Parameter] public Version? P30 { get; set; }
    [Parameter] public XmlDocument? P31 { get; set; }
    [Parameter] public object? P32 { get; set; }
    [Parameter] public double[][]? P33 { get; set; }
    [Parameter] public double[,]? P34 { get; set; }
    [Parameter] public int? P35 { get; set; }
    [Parameter] public int?[]? P36 { get; set; }
    [Parameter] public IReadOnlyList<double>? P37 { get; set; }
    [Parameter] public Dictionary<string, Pot[]>? P38 { get; set; }
    [Parameter] public Heat[]? P39 { get; set; }
    [Parameter] public Heat? P40 { get; set; }
    [Parameter] public Environment.SpecialFolder P41 { get; set; }
    [Parameter] public List<Heat>? P42 { get; set; }
    [Parameter] public IDictionary? P43 { get; set; }
}
