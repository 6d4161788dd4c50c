using System.Management.Automation;
using MixturePS.Binding;
using MixturePS.Core.Experiments;
using MixturePS.Core.Foundation;
using MixturePS.Errors;

namespace MixturePS.Commands;

/// <summary>Converts rows to a table for a paper: Markdown, LaTeX or HTML, as text.</summary>
/// <remarks>
/// <para>The rows may be those of any cmdlet, of Import-Csv, or objects of your own. Each row becomes a row of the table. With
/// -Row, -Column and -Value, the table is a cross table instead: the levels of some properties down, those of others
/// across, and values in the cells. A cell that several runs belong in, such as the replicates of Invoke-MixtureExperiment,
/// has their mean. The output is one string, which ends without a line break. It is the same in every culture.</para>
/// <para>Figures that belong together are one cell: a mean and, in parentheses, its standard error, as in 0.842 (0.013). With
/// -Interval the interval takes its place, as in 0.842 [0.815, 0.869]. This holds for Mean, StandardError, ConfidenceLow and
/// ConfidenceHigh, for Estimate or Share with Lower and Upper, and for names such as Bound and BoundError. A column that -Property
/// names in full is shown on its own.</para>
/// <para>The numbers of a column have the same number of decimals, so that they line up. The decimals are those that give the
/// greatest standard error two significant digits, and the smallest at least one, but at most two more. Without standard
/// errors, the quarter of the width of the intervals or the numbers themselves decide, of which the greatest then has three
/// significant digits. -Digit sets another number. Whole numbers and the parameters of experiments are written in
/// full. A missing value is a dash.</para>
/// <para>The headings are those of the module, such as "Document length (tokens)" and "ARI", or the words of the property's
/// name. The mean of a single metric has the metric's heading. A calculated property sets another one:
/// @{ Label = 'Right'; Expression = 'Accuracy' }.</para>
/// <para>LaTeX needs the package booktabs, for -Long also longtable, and LuaLaTeX or XeLaTeX for letters other than Latin ones. Special characters
/// of each format are escaped, in headings, captions and cells. Characters that change the direction of the text are left
/// out; letters of right-to-left scripts stay as they are.</para>
/// </remarks>
/// <example>
/// <summary>Compare methods in a cross table</summary>
/// <code>$grid = @{ K = 3; Eta = 0.1, 1; N = 200; Method = 'KMeans', 'EM' }
/// $rows = Invoke-MixtureExperiment @grid -Replicate 10 -Seed 2026
/// $cells = @{ Row = 'Eta'; Column = 'Method'; Value = 'Accuracy' }
/// $rows | ConvertTo-MixtureTable @cells -Best Auto</code>
/// <para>There is a row for each eta and a column for each method. Each cell has the mean accuracy of ten runs and its standard
/// error. The better method of each row is in bold.</para>
/// </example>
/// <example>
/// <summary>Write a summary as LaTeX</summary>
/// <code>$grid = @{ K = 3; Eta = 0.1, 1; N = 200; Method = 'KMeans', 'EM' }
/// Invoke-MixtureExperiment @grid -Replicate 10 -Seed 2026 |
///     Measure-MixtureExperiment -By Eta, Method -Reference KMeans |
///     ConvertTo-MixtureTable -As LaTeX -Interval -Caption Accuracy -Label t:a</code>
/// <para>The caption and the label make it a floating table, to which \ref{t:a} refers.</para>
/// </example>
/// <example>
/// <summary>Write a table of clusters with other headings</summary>
/// <code>$model = New-MixtureModel -K 3 -J 40 -Eta 0.1 -Seed 2026
/// $fit = $model | Invoke-DfmSample -N 200 | Invoke-KMeans -Seed 42
/// $words = @{ Label = 'Typical words'; Expression = 'TopTerms' }
/// $fit | Get-ClusterSummary |
///     ConvertTo-MixtureTable Cluster, Size, $words -As Html</code>
/// <para>The result is a table element of HTML.</para>
/// </example>
/// <seealso cref="MeasureMixtureExperimentCommand"/>
/// <seealso cref="ExportMixturePlotCommand"/>
[Cmdlet(VerbsData.ConvertTo, "MixtureTable", DefaultParameterSetName = ListSet, HelpUri = HelpPages.Root + "ConvertTo-MixtureTable.md")]
[OutputType(typeof(string))]
public sealed class ConvertToMixtureTableCommand : MixtureCmdlet
{
    private const string ListSet = "List", CrossSet = "Cross";
    private TableInput _input = null!;
    private TableOptions _options = null!;

    /// <summary>The rows.</summary>
    [Parameter(Mandatory = true, ValueFromPipeline = true)]
    public PSObject InputObject { get; set; } = null!;

    /// <summary>
    /// The columns: names of properties, which may have wildcards, script blocks, and calculated properties as for
    /// Select-Object. By default all properties that have values; for summaries of Measure-MixtureExperiment, the groups,
    /// counts, means, differences, bounds and gaps.
    /// </summary>
    [Parameter(Position = 0, ParameterSetName = ListSet)]
    [ArgumentCompleter(typeof(PropertyCompleter))]
    [SupportsWildcards]
    public TableProperty[]? Property { get; set; }

    /// <summary>The properties whose combinations of values are the rows of a cross table, in order of first appearance.</summary>
    [Parameter(Mandatory = true, ParameterSetName = CrossSet)]
    [ArgumentCompleter(typeof(PropertyCompleter))]
    [SupportsWildcards]
    public TableProperty[] Row { get; set; } = [];

    /// <summary>The properties whose combinations of values are the columns of a cross table. Without them, each value of -Value has one column.</summary>
    [Parameter(ParameterSetName = CrossSet)]
    [ArgumentCompleter(typeof(PropertyCompleter))]
    [SupportsWildcards]
    public TableProperty[] Column { get; set; } = [];

    /// <summary>
    /// The properties whose values are in the cells of a cross table. Of the rows of Measure-MixtureExperiment, the name of a
    /// metric means its mean.
    /// </summary>
    [Parameter(Mandatory = true, ParameterSetName = CrossSet)]
    [ArgumentCompleter(typeof(ExperimentColumnCompleter))]
    [SupportsWildcards]
    public TableProperty[] Value { get; set; } = [];

    /// <summary>The format.</summary>
    [Parameter]
    [PSDefaultValue(Value = "Markdown")]
    public TableFormat As { get; set; }

    /// <summary>
    /// The number of significant digits, from 1 to 15: of the greatest standard error of a column, or, where there are none, of
    /// its greatest number.
    /// </summary>
    [Parameter]
    [PSDefaultValue(Help = "2 for standard errors, 3 for other numbers")]
    public WholeNumber? Digit { get; set; }

    /// <summary>Shows intervals beside estimates instead of standard errors.</summary>
    [Parameter]
    public SwitchParameter Interval { get; set; }

    /// <summary>
    /// Sets the best values of each column in bold, in a cross table those of each row: Maximum, Minimum, or Auto, which knows that
    /// indices of agreement should be great and gaps, seconds and iterations small, and leaves other columns alone. Values
    /// that are written alike are all bold. Parameters and counts never are, nor are the bounds of the method Bound.
    /// </summary>
    [Parameter]
    public TableBest? Best { get; set; }

    /// <summary>
    /// The properties that divide the rows into groups, each with best values of its own. By default, a column is one group, and in a
    /// cross table, each row is one.
    /// </summary>
    [Parameter]
    [ArgumentCompleter(typeof(PropertyCompleter))]
    public string[]? BestBy { get; set; }

    /// <summary>The caption.</summary>
    [Parameter]
    public string? Caption { get; set; }

    /// <summary>
    /// The name by which a document refers to the table: the \label of LaTeX, the id of the HTML element, or the identifier in
    /// Pandoc's Markdown. LaTeX and Markdown need a caption for it.
    /// </summary>
    [Parameter]
    public string? Label { get; set; }

    /// <summary>Writes a longtable of LaTeX, which may be longer than a page and repeats its headings on each. It needs the package longtable.</summary>
    [Parameter]
    public SwitchParameter Long { get; set; }

    /// <inheritdoc/>
    protected override bool EndsAtError => true;

    /// <inheritdoc/>
    protected override void BeginProcessing()
    {
        base.BeginProcessing();
        if (BestBy is not null && Best is null) ThrowTerminatingError(ErrorCatalogue.ParameterNeeded(nameof(BestBy), "-Best"));
        if (Long && As != TableFormat.LaTeX) ThrowTerminatingError(ErrorCatalogue.ParameterNeeded(nameof(Long), "-As LaTeX"));
        if (Label is not null && Caption is null && As != TableFormat.Html) ThrowTerminatingError(ErrorCatalogue.ParameterNeeded(nameof(Label), "-Caption"));
        TryCompute("Checking the table", (_, _) => Checked(), out bool _);
    }

    /// <inheritdoc/>
    protected override void ProcessRecord()
    {
        if (TryCompute("Reading rows", (_, stop) => _input.Add(InputObject, stop), out bool isRow) && !isRow) ThrowTerminatingError(ErrorCatalogue.NotTabular(PSValue.Unwrap(InputObject)));
    }

    /// <inheritdoc/>
    protected override void EndProcessing()
    {
        if (_input.Rows.Count == 0) return;
        if (!TryCompute("Writing a table", (_, stop) => Written(stop), out (string Text, ResultTable Table, IReadOnlyCollection<string> Averaged) written)) return;
        Say($"Wrote {Counted.Of(_input.Rows.Count, "row")} as a table of {Counted.Of(written.Table.RowCount, "row")} and {Counted.Of(written.Table.Columns.Count, "column")} in {As}");
        if (written.Averaged.Count > 0)
            WriteWarning($"Cells have means over different values of {string.Join(", ", written.Averaged)}. Give {Counted.Agree(written.Averaged.Count, "it", "them")} to -Row or -Column to tell {Counted.Agree(written.Averaged.Count, "its values", "their values")} apart.");
        WriteObject(written.Text);
    }

    private bool Checked()
    {
        TableInput.Check(nameof(Property), Property ?? []);
        TableInput.Check(nameof(Row), Row);
        TableInput.Check(nameof(Column), Column);
        TableInput.Check(nameof(Value), Value);
        _input = new TableInput([.. Property ?? [], .. Row, .. Column, .. Value]);
        _options = new TableOptions { Digits = (int?)Digit, UseIntervals = Interval, Best = Best, BestBy = BestBy, IsLong = Long, Caption = Caption, Label = Label };
        return true;
    }

    private (string Text, ResultTable Table, IReadOnlyCollection<string> Averaged) Written(CancellationToken stop)
    {
        var rows = _input.Rows;
        foreach (string name in BestBy ?? [])
            if (!rows.Has(name)) throw TableError.MissingProperty(name, rows.Columns);
        if (ParameterSetName == ListSet)
        {
            var fields = Property is null ? null : _input.Fields(Property, rows.Columns);
            return UncancellableWork.Run(() => Written(ListTable.Of(rows, fields, _options, stop), [], stop), stop);
        }

        var cross = new CrossTable(rows, _input.Fields(Row, rows.Columns), _input.Fields(Column, rows.Columns), _options);
        var values = _input.Fields(Value, CrossTable.Names(rows));
        return UncancellableWork.Run(() => Written(cross.Of(values, stop), cross.Averaged, stop), stop);
    }

    private (string Text, ResultTable Table, IReadOnlyCollection<string> Averaged) Written(ResultTable table, IReadOnlyCollection<string> averaged, CancellationToken stop) =>
        (TableWriter.Of(As).Write(table, stop), table, averaged);
}
