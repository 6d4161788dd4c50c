using System.Globalization;
using System.Reflection;

namespace MixturePS.Build.Tests;

/// <summary>What the module's own views show: the values, each in its place.</summary>
public sealed class ViewTests
{
    private const string Functions =
        """
        $ProgressPreference = 'SilentlyContinue'
        $view = [MixturePS.Formatting.View]
        $model = New-MixtureModel -Mu ((0.25, 0.75), (0.125, 0.875)) -Alpha 0.3, 0.7 -Vocabulary cat, dog
        $matrix = $model.Mu.GetType()
        function New-Matrix($rows, $names) { $matrix::new($rows.Count, $rows[0].Count, [double[]]($rows | ForEach-Object { $_ }), [string[]]$names, $null) }
        function New-Term($name, $count, $text, $rank = 1) {
            $table = [ordered]@{ Rank = $rank }
            for ($i = 0; $i -lt $count; $i++) { $table["$name$i"] = "$text$i" }
            [pscustomobject]$table
        }
        $rows = foreach ($i in 1..6) { [pscustomobject]@{ Eta = (0.1, 1)[$i % 2]; Method = 'KMeans'; Accuracy = 0.5 + $i / 100; Purity = 0.5 + $i / 50; Bound = 0.95; Error = '' } }
        """;

    private static readonly Lazy<Engine> Shared = new(Start);

    [Theory]
    [InlineData(80, "      a           b   c          d|0  0.25  0.12345679  12  1234.5679|1  0.50  1.00000000   3     2.5000")]
    [InlineData(34, "      a         b   c          d|0  0.25  0.123457  12  1234.5679|1  0.50  1.000000   3     2.5000")]
    [InlineData(32, "      a       b   c          d|0  0.25  0.1235  12  1234.5679|1  0.50  1.0000   3     2.5000")]
    [InlineData(31, "      a  ...          d|0  0.25  ...  1234.5679|1  0.50  ...     2.5000")]
    public void Numbers_have_the_decimals_that_they_need_and_there_is_room_for(int width, string table) =>
        Assert.Equal("2 x 4 matrix||" + table, Text($"$view::Matrix((New-Matrix @(@(0.25, 0.123456789123, 12, 1234.56789), @(0.5, 1, 3, 2.5)) a, b, c, d), {width})"));

    [Theory]
    [InlineData("0.00001, 0.00002", "1e-05 2e-05")]
    [InlineData("1e9, 5.5", "1e+09 5.5e+00")]
    [InlineData("0.001, 0.0005", "0.0010 0.0005")]
    [InlineData("123.456789, 0.5", "123.45678900 0.50000000")]
    [InlineData("99999, 1000000", "99999 1000000")]
    [InlineData("0.5, 2", "0.5 2.0")]
    public void A_column_has_one_precision(string values, string cells) =>
        Assert.Equal(cells, string.Join(' ', Text($"$view::Matrix((New-Matrix @({string.Join(", ", values.Split(", ").Select(value => $"@(,{value})"))}) a), 80)").Split('|')[3..].Select(line => line.Split(' ')[^1])));

    [Theory]
    [InlineData("New-MixtureModel -K 1 -Vocabulary cat -Seed 1", "Model", "Mixture of 1 cluster over 1 word, eta 1|")]
    [InlineData("(Invoke-KMeans -InputObject (,@(1, 2)) -K 1 -WarningAction Ignore).Dfm", "Dfm", "1 document x 2 features, ")]
    [InlineData("Invoke-KMeans -InputObject (,@(1, 2)) -K 1 -WarningAction Ignore", "Clustering", "k-means of 1 document in 1 cluster (Count)|inertia 0, 1 iteration, ")]
    public void One_of_a_kind_is_no_plural(string made, string view, string start) => Assert.StartsWith(start, Text($"$view::{view}(({made}), 80)"), StringComparison.Ordinal);

    [Fact]
    public void Decimals_are_written_as_in_the_users_culture() => Assert.Contains("0,25  0,75", Text(
        "$before = [cultureinfo]::CurrentCulture; try { [cultureinfo]::CurrentCulture = 'de-DE'; $view::Matrix((New-Matrix @(,@(0.25, 0.75)) a, b), 80) } finally { [cultureinfo]::CurrentCulture = $before }"), StringComparison.Ordinal);

    [Theory]
    [InlineData(11, "0 1 2 3 4 5 6 7 8 9 10")]
    [InlineData(12, "0 1 2 3 4 ... 7 8 9 10 11")]
    public void Of_many_rows_the_first_and_the_last_are_shown(int count, string names)
    {
        string[] lines = Text($"$view::Matrix((New-Matrix @(1..{count} | ForEach-Object {{ ,@($_, 7) }}) x, y), 80)").Split('|')[3..];
        Assert.Equal(names, string.Join(' ', lines.Select(line => line.Split(' ')[0])));
        static string Next(string name) => (int.Parse(name, CultureInfo.InvariantCulture) + 1).ToString(CultureInfo.InvariantCulture);
        Assert.All(lines, line => Assert.Equal(line[0] == '.' ? "..." : Next(line.Split(' ')[0]), line.Split(' ', StringSplitOptions.RemoveEmptyEntries)[1]));
    }

    [Theory]
    [InlineData(32, "   col1  col2  col3  col4  col5|0     1     2     3     4     5", 5)]
    [InlineData(45, "   col1  col2  col3  ...  col29  col30|0     1     2     3  ...     29     30", 30)]
    [InlineData(0, "   col1  col2  col3  col4  col5|0     1     2     3     4     5", 5)]
    public void Of_many_columns_the_first_and_the_last_are_shown(int width, string table, int count) =>
        Assert.EndsWith("||" + table, Text($"$view::Matrix((New-Matrix @(,@(1..{count})) (1..{count}).ForEach{{ \"col$_\" }}), {width})"));

    [Fact]
    public void Where_no_terminal_is_there_are_120_columns()
    {
        string[] lines = Text("$view::Matrix((New-Matrix @(,@(1..40)) (1..40).ForEach{ \"col$_\" }), 0)").Split('|');
        Assert.InRange(lines[2].Length, 105, 119);
    }

    [Theory]
    [InlineData("abcdefghijklmnopqrstuvwx", 24, "abcdefghijklmnopqrstuvwx")]
    [InlineData("abcdefghijklmnopqrstuvwxyz", 24, "abcdefghijkl...rstuvwxyz")]
    [InlineData("abcdefghijkl", 9, "abcd...kl")]
    [InlineData("a`tb`nc", 24, "a b c")]
    public void A_long_word_is_cut_in_its_middle(string word, int width, string expected) => Assert.Equal(expected, Text($"$view::Word(\"{word}\", {width})"));

    [Theory]
    [InlineData(19, "aaaa bbbb cccc dddd|eeee ffff gggg")]
    [InlineData(18, "aaaa bbbb cccc|dddd eeee ffff|gggg")]
    [InlineData(34, "aaaa bbbb cccc dddd eeee ffff gggg")]
    public void A_sentence_breaks_where_a_word_has_no_room(int width, string expected) => Assert.Equal(expected, Text($"$view::Wrapped('aaaa bbbb cccc dddd eeee ffff gggg', {width})"));

    [Fact]
    public void Columns_are_aligned_beside_wide_and_combining_characters()
    {
        string[] lines = Text("$view::Matrix((New-Matrix @(@(1, 2), @(3, 4)) '犬犬', \"e$([char]0x301)e\"), 40)").Split('|');
        Assert.Equal(["   犬犬  e\u0301e", "0     1   2", "1     3   4"], lines[2..]);
    }

    [Fact]
    public void A_dfm_has_its_share_of_cells_and_its_documents_clusters()
    {
        Assert.Equal("3 documents x 4 features, 5 non-zero (41.7 %), Count||      a  b  c  d|doc0  1  2  0  0|doc1  0  0  1  0|doc2  3  0  0  1", Text("$view::Dfm(('a b b', 'c', 'a a a d' | ConvertTo-Dfm -Token WhiteSpace), 80)"));
        Assert.EndsWith("      a  b  cluster|doc0  1  0        0|doc1  0  1        1", Text("$view::Dfm(([pscustomobject]@{ t = 'a'; l = 'x' }, [pscustomobject]@{ t = 'b'; l = 'y' } | ConvertTo-Dfm -TextProperty t -LabelProperty l -Token WhiteSpace), 80)"));
    }

    [Fact]
    public void A_model_has_its_probabilities_and_shares()
    {
        Assert.Equal("Mixture of 2 clusters over 2 words||             cat    dog  alpha|cluster 0  0.250  0.750    0.3|cluster 1  0.125  0.875    0.7", Text("$view::Model($model, 80)"));
        Assert.StartsWith("Mixture of 2 clusters over 8 words, eta (1; 2; 3; 4; 5; 6; ...)|", Text("$view::Model((New-MixtureModel -K 2 -Eta 1, 2, 3, 4, 5, 6, 7, 8 -Seed 1), 80)"));
        Assert.Equal(20, Text("$view::Model((New-MixtureModel -K 20 -Seed 1), 80)").Split('|').Count(line => line.StartsWith("cluster ", StringComparison.Ordinal)));
    }

    [Fact]
    public void A_confusion_matrix_has_known_clusters_as_rows_and_short_labels_where_there_is_little_room()
    {
        Assert.Equal("         estimated 0  estimated 1|known 0            1            2|known 1            3            0", Text("$view::Confusion((Measure-ClusterAccuracy -Known 0, 0, 0, 1, 1, 1 -Estimated 1, 1, 0, 0, 0, 0), 80)"));
        string[] lines = Text("$view::Confusion((Measure-ClusterAccuracy -Known (0..7) -Estimated (0..7)), 85)").Split('|');
        Assert.Equal("columns: estimated", lines[0]);
        Assert.Equal("0 1 2 3 4 5 6 7", string.Join(' ', lines[1].Split(' ', StringSplitOptions.RemoveEmptyEntries)));
        Assert.Equal("known 7  0  0  0  0  0  0  0  1", lines[^1]);
    }

    [Fact]
    public void A_clustering_tells_how_it_was_found()
    {
        Shared.Value.Run("$dfm = $model | Invoke-DfmSample -N 40 -DocumentLength 10 -Seed 3; $k = $dfm | Invoke-KMeans -K 2 -Restart 5 -Seed 1");
        string[] inertia = [.. Shared.Value.Strings("[Linq.Enumerable]::Order([double[]]$k.RestartInertia) | ForEach-Object { $_.ToString('G10') }")];
        string text = Text("$view::Clustering($k, 100)");
        Assert.Contains($"best of 5 starts, whose inertia goes from {inertia[0]} to {inertia[^1]}|", text, StringComparison.Ordinal);
        Assert.NotEqual(inertia[0], inertia[^1]);
        string[] sizes = [.. Shared.Value.Strings("$k.ClusterSize")];
        Assert.Equal(sizes, text.Split('|')[^2..].Select(line => line.Split(' ')[^1]));

        Shared.Value.Run("$two = Invoke-KMeans -InputObject (New-Matrix @(@(0, 1), @(0, 1), @(9, 0)) a, b) -K 2 -Seed 1; $known = $two | Resolve-ClusterLabel -Known @($two.Labels.ForEach{ $_ + 3 })");
        text = Text("$view::Clustering($known, 100)");
        foreach (string label in Shared.Value.Strings("$known.ClusterLabel")) Assert.Contains($"|cluster {label} ", text, StringComparison.Ordinal);
        foreach (string row in Shared.Value.Strings("0, 1 | ForEach-Object { \"cluster $($known.ClusterLabel[$_])  $($known.Centers[$_, 0])  $($known.Centers[$_, 1])     $($known.ClusterSize[$_])\" }"))
            Assert.Contains("|" + row, text, StringComparison.Ordinal);
    }

    [Fact]
    public void A_mixture_has_its_criteria_and_a_sampler_its_priors()
    {
        Shared.Value.Run("$dfm = $model | Invoke-DfmSample -N 40 -DocumentLength 10 -Seed 3; $e = $dfm | Invoke-MixtureEM -K 2 -Restart 3 -Seed 1 -WarningAction Ignore; $g = $dfm | Invoke-MixtureGibbs -K 4 -Iteration 10 -Chain 2 -Alpha 0.7 -Beta 0.2 -Seed 1 -WarningAction Ignore");
        string text = Text("$view::Clustering($e, 200)");
        foreach (string line in Shared.Value.Strings(
            "\"BIC $($e.Bic.ToString('G10')), AIC $($e.Aic.ToString('G10')), ICL $($e.Icl.ToString('G10')) with 3 parameters\"; $s = @([Linq.Enumerable]::Order([double[]]$e.RestartLogLikelihood)); \"best of 3 starts, whose log-likelihood goes from $($s[0].ToString('G10')) to $($s[2].ToString('G10'))\""))
            Assert.Contains(line, text, StringComparison.Ordinal);
        Assert.Contains("|at most 4 clusters, prior alpha 0.7, beta 0.2; best of 2 chains, 5 sweeps burnt in, R-hat ", Text("$view::Clustering($g, 200)"), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("New-Term C 2 word", 60, "Rank  C0                    C1|   1  word0                 word1")]
    [InlineData("New-Term C 2 word 2", 60, "   2  word0                 word1")]
    [InlineData("New-Term Cluster 12 averylongword 2", 60, "   2  avery...  avery...  avery...  avery...  avery...  ...")]
    [InlineData("New-Term Cluster 12 word 2", 37, "   2  word0     word1     ...")]
    public void Terms_stand_side_by_side_as_far_as_there_is_room(string row, int width, string expected) =>
        Assert.Equal(expected, Text($"[MixturePS.Formatting.TermView]::Row(({row}), {width})"));

    [Fact]
    public void The_summary_of_an_experiment_has_its_figures_below_their_names()
    {
        Shared.Value.Run("$s = @($rows | Measure-MixtureExperiment -By Eta, Method)");
        string header = Text("[MixturePS.Formatting.ExperimentView]::Header($s[0], 120)"), row = Text("[MixturePS.Formatting.ExperimentView]::Row($s[0], 120)");
        Assert.Equal("   Eta Method          Count   Mean    Low   High  Bound     Gap Failed     SD Median", header);
        Assert.Equal("     1 KMeans              3 0.5300 0.4803 0.5797 0.9500  0.4200      0 0.0200 0.5300", row);
        Assert.Equal("   Eta Method          Count   Mean    Low   High  Bound", Text("[MixturePS.Formatting.ExperimentView]::Header($s[0], 60)"));
        Shared.Value.Run("$s = @($rows | Measure-MixtureExperiment -By Eta -Metric Purity)");
        Assert.Equal("Purity|   Eta Count   Mean    Low   High  Bound     Gap Failed     SD Median", Text("[MixturePS.Formatting.ExperimentView]::Header($s[0], 120)"));
        Assert.Equal("     1     3 0.5600 0.4606 0.6594      -       -      0 0.0400 0.5600", Text("[MixturePS.Formatting.ExperimentView]::Row($s[0], 120)"));
    }

    [Fact]
    public void A_target_says_where_it_is_reached()
    {
        Shared.Value.Run("$s = @(foreach ($length in 5, 10) { foreach ($m in 'A', 'B') { foreach ($i in 1..3) { [pscustomobject]@{ DocumentLength = $length; Method = $m; Accuracy = $length / 20 + $i / 100 + [int]($m -eq 'B') * 0.45; Bound = 1; Error = '' } } } }) | Measure-MixtureExperiment -By Method -Target 0.9; $s = @($s)");
        Assert.Equal("Method          Target DocumentLength   Mean    Low   High Count", Text("[MixturePS.Formatting.ExperimentView]::Header($s[0], 120)"));
        Assert.Equal("A                  0.9    not reached 0.5200 0.4952 0.5448     3", Text("[MixturePS.Formatting.ExperimentView]::Row($s[0], 120)"));
        Assert.Equal("B                  0.9             10 0.9700 0.9452 0.9948     3", Text("[MixturePS.Formatting.ExperimentView]::Row($s[1], 120)"));
    }

    /// <summary>A text with its lines apart by bars.</summary>
    private static string Text(string script) => string.Join('|', string.Join('\n', Shared.Value.Strings(script)).Split('\n').Select(line => line.TrimEnd()));

    private static Engine Start()
    {
        string folder = typeof(ViewTests).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>().Single(data => data.Key == "ModuleOutput").Value!;
        var engine = new Engine(Path.Combine(folder, "MixturePS.psd1"));
        engine.Run(Functions);
        return engine;
    }
}
