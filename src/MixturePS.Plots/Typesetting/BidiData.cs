namespace MixturePS.Plots.Typesetting;

/// <summary>
/// The bidirectional classes and paired brackets of Unicode 15, from DerivedBidiClass.txt and BidiBrackets.txt (Unicode,
/// Inc., terms of use at https://www.unicode.org/copyright.html).
/// </summary>
internal static class BidiData
{
    // Runs of characters from U+0000: the symbol of the class, and the length of the run if it isn't 1.
    private const string Runs =
        "Z9SBSWBZ14B3SWO2%3O5+,+,2E10,O6L26O6L26O4Z6BZ26,O%4O4LO2ZO2%2E2OLO3ELO5L23OL31OL449O2L7O14L2O14L5O9LO17M112L4O2L8OL5O2LOL110OL140M7L256OL2O2%RM45RMRM2" +
        "RM2RMR56N6O2A%2A,AO2M11A48M21N10%N2A3MA101M7NOM6A2M2OM4A2E10A23MA30M27A91M11A15R43M9R2O4R3MR24M4RM9RM3RM5R43M3R4A48N2A6M8A42M24NM32L55MLML4M8L4ML3M7L1" +
        "0M2L29ML58ML4M4L8ML20M2L14%2L7%L2ML2M2L57ML4M2L4M2L2M3L3ML30M2L3ML11M2L57ML4M5LM2L4ML20M2L13%L8M6LML58ML2MLM4L8ML7M2L11M2L30ML61ML12ML37O6%OL5ML3ML55M" +
        "LM3L5M3LM4L7M2L11M2L20O7L2ML58ML15M2L20M2L28M2L57M2L4M4L8ML20M2L29ML72ML7M3LML90ML2M7L4%L7M8L98ML2M9L11M7L73M2L27MLMLMO4L51M14LM5LM2L5M11LM36L9ML102M4" +
        "LM6LM2L2M2L25M2L4M3L16M4L13ML2M2L6ML15ML703M3L48O10L102OL639WL26O2L117M3L29M2L30M2L30M2L64M2LM7L8ML2M11L7%LML18O10L6O11M3ZML117M2L34ML118M3L4M2L9ML6M3" +
        "L4OL3O2L152O34L23M2L2ML58MLM7LMLML2M8L6M10L2ML48M31L49M4L48MLM5LML5ML40M9L12M2L32M4L2M2LM3L56MLM2L3MLM3L58M8L2M2L152M3LM13LM7L4ML6ML3M2L198M64L445OLO3" +
        "L11O3L13O3L13O3L13O2LW11Z3LRO24WBefqop,%5O15,O26WZ6ijklZ6EL3E6+2O3LE10+2O3L17%48M33L15O2LO4LO2L10OLO3L5O6LOLOLOL4%L11O2L4O5L5O4L2O16L41O3L4O130+%O290L" +
        "69O26LO145L25O11L21O40E20L78O450LO339L256O628L2O32LO105L229O6L4M3L7O7L127ML96M32O94L34O26LO89L12O214L26O12L4WO4L3O25L9M4L2OL5O2L5O3L89M2O2L3OL90OL196O" +
        "36L57O2L49O16L28O3L50O15L12O4L167O4L99O2L31OL6592O64L22160O55L326O3L95M4OM10O2L30M2L80M2L14O34L102OL121ML3ML4ML25M2LO4ML11%2L58O4L76M2L26M18L13ML38M8L" +
        "25M11L46M3L48ML2M4L2M2L39ML67M6L2M2L2M2L12ML8ML47ML51MLM3L2M2L5M2LML42M2L8ML115O2L121ML2ML4ML20271RMR10+R38A494O18A127OZ32A13O3M16O10L6M16O32,O,LO,O9%" +
        "O2+2O3LO%2OL4A143ZLO2%3O5+,+,2E10,O6L26O6L26O11L122%2O3%2LO7LZ9O5Z2L257OL62O77L3O13L3OL92ML226ME27L122M5L1157R287OR225M3RM2R5M4R40M3R4MR165M2R82O7R448" +
        "A36M4A8N10A6R288N31R44M2R19A61M3R48A22M11A31R18M4R122LML54M15L11O20L10ML2M2L10M3L49M4L2M2L7ML61M3L36M5LM8L62ML12M2L52M9L10M4L2ML95M3L2MLM2L6ML2ML157ML" +
        "3M8L21M2L57M2L3ML37M7L3M5L195M8L2M3LML23ML84M6LML4M2LM2L238M4L6M2LM2L27M2L85M8L2MLM2L31O13L62MLML2M6LML101M3L2M4LM5L259M9LM2L256M2LML4ML144M4L2M2L4ML3" +
        "2M6L2M2L40M6L2M4L8ML9M6L2M3L46M13LM2L406M7LM6L84M22L2M7LM2LM2L122M6L3MLM2LM7LML72M2L3MLML347M2L11M2L52M5L5MLML146O8%4O17L5198ML6M15L13978M5L59M7L1048M" +
        "L63M4L79OLML19640M2LZ4L4700M46L2M23L544M3L9Z8M8L2M7L30M4L59O2L21O66M3OL186O87L900OL57OL57OL57OL57OL10E50L512M55L4M50L8ML14ML22M5LM15L1360M7LM17L2M7LM2" +
        "LM5L100ML160M7L375ML61M4L15%L492M4L784R208M7R109M7R805A80R64A80R176A240O2A14R256O44L4O100L12O15L2O15LO15LO37L10E11O5L31OL58O6L61OL178O6L154O984L4O17L3" +
        "O13L3O119L4O95L6O12L4OL15O12L4O56L8O10L6O40L8O30L2O2L78O340L12O14L2O13L3O9L7O46LO7L8O14L4O9L7O9L7O147LO55L37E10L1028Z2L65534Z2L65534Z2L65534Z2L65534Z2" +
        "L65534Z2L65534Z2L65534Z2L65534Z2L65534Z2L65534Z2L65534Z2L65534Z258M240Z3600L61438Z2L65534Z2L65534Z2";

    // Each opening bracket and its closing one.
    private const string Brackets =
        "\u0028\u0029\u005B\u005D\u007B\u007D\u0F3A\u0F3B\u0F3C\u0F3D\u169B\u169C\u2045\u2046\u207D\u207E\u208D\u208E\u2308\u2309\u230A\u230B\u2329\u232A" +
        "\u2768\u2769\u276A\u276B\u276C\u276D\u276E\u276F\u2770\u2771\u2772\u2773\u2774\u2775\u27C5\u27C6\u27E6\u27E7\u27E8\u27E9\u27EA\u27EB\u27EC\u27ED" +
        "\u27EE\u27EF\u2983\u2984\u2985\u2986\u2987\u2988\u2989\u298A\u298B\u298C\u298D\u2990\u298F\u298E\u2991\u2992\u2993\u2994\u2995\u2996\u2997\u2998" +
        "\u29D8\u29D9\u29DA\u29DB\u29FC\u29FD\u2E22\u2E23\u2E24\u2E25\u2E26\u2E27\u2E28\u2E29\u2E55\u2E56\u2E57\u2E58\u2E59\u2E5A\u2E5B\u2E5C\u3008\u3009" +
        "\u300A\u300B\u300C\u300D\u300E\u300F\u3010\u3011\u3014\u3015\u3016\u3017\u3018\u3019\u301A\u301B\uFE59\uFE5A\uFE5B\uFE5C\uFE5D\uFE5E\uFF08\uFF09" +
        "\uFF3B\uFF3D\uFF5B\uFF5D\uFF5F\uFF60\uFF62\uFF63";

    // The symbols of the classes, in the order of BidiClass.
    private const string Symbols = "LRAE+%N,MZBSWOeofpqijkl";

    private static readonly Lazy<(int[] Start, BidiClass[] Class)> Table = new(Read);
    private static readonly Lazy<Dictionary<int, int>> Closing = new(() => Pairs(0));
    private static readonly Lazy<Dictionary<int, int>> Opening = new(() => Pairs(1));

    /// <summary>The class of a code point, assigned or not.</summary>
    public static BidiClass Class(int codePoint)
    {
        var (starts, classes) = Table.Value;
        int at = Array.BinarySearch(starts, codePoint);
        return classes[at >= 0 ? at : ~at - 1];
    }

    /// <summary>The closing bracket of an opening one, or -1.</summary>
    public static int ClosingOf(int codePoint) => Closing.Value.TryGetValue(codePoint, out int other) ? Canonical(other) : -1;

    /// <summary>The closing bracket itself in its canonical form, or -1 for another character.</summary>
    public static int AsClosing(int codePoint) => Opening.Value.ContainsKey(codePoint) ? Canonical(codePoint) : -1;

    /// <summary>The mirror image of a bracket; any other character itself.</summary>
    public static int Mirrored(int codePoint) =>
        Closing.Value.TryGetValue(codePoint, out int closing) ? closing : Opening.Value.TryGetValue(codePoint, out int opening) ? opening : codePoint;

    // U+2329 and U+232A are canonically equivalent to U+3008 and U+3009 (BD16).
    private static int Canonical(int bracket) => bracket == 0x232A ? 0x3009 : bracket;

    private static Dictionary<int, int> Pairs(int from)
    {
        var pairs = new Dictionary<int, int>();
        for (int i = 0; i < Brackets.Length; i += 2) pairs.Add(Brackets[i + from], Brackets[i + 1 - from]);
        return pairs;
    }

    private static (int[] Start, BidiClass[] Class) Read()
    {
        var starts = new List<int>();
        var classes = new List<BidiClass>();
        int start = 0;
        for (int i = 0; i < Runs.Length;)
        {
            starts.Add(start);
            classes.Add((BidiClass)Symbols.IndexOf(Runs[i++], StringComparison.Ordinal));
            int length = 0;
            for (; i < Runs.Length && char.IsAsciiDigit(Runs[i]); i++) length = (10 * length) + (Runs[i] - '0');
            start += Math.Max(1, length);
        }

        return ([.. starts], [.. classes]);
    }
}
