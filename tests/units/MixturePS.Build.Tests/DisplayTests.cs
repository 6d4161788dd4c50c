using System.Reflection;
using System.Text.RegularExpressions;

namespace MixturePS.Build.Tests;

/// <summary>What a user sees of each type at a console of 80 columns: nothing wider, no column left out, no colour of the module's own.</summary>
public sealed partial class DisplayTests
{
    private const int Width = 80;

    private const string Objects =
        """
        $ProgressPreference = 'SilentlyContinue'
        $model = New-MixtureModel -K 4 -J 200 -Eta 0.2 -Seed 3
        $dfm = $model | Invoke-DfmSample -N 60 -DocumentLength 60
        $long = 'a name that goes on and on, quite without an end, and then some more of it'
        $text = [pscustomobject]@{ t = 'the cat sat on the mat'; n = $long; l = 'pets' }, [pscustomobject]@{ t = 'stocks fell'; n = 'b'; l = 'money' } |
            ConvertTo-Dfm -TextProperty t -NameProperty n -LabelProperty l
        $kmeans = $dfm | ConvertTo-TfIdf | Invoke-KMeans -Seed 42
        $few = $text | Invoke-KMeans -K 2 -Seed 1
        $em = $dfm | Invoke-MixtureEM -Restart 2
        $polya = $dfm | Invoke-MixtureEM -K 3 -Component DirichletMultinomial -Restart 2 -MaxIteration 20
        $gibbs = $dfm | Invoke-MixtureGibbs -K 20 -Iteration 10
        """;

    private static readonly Lazy<Engine> Narrow = new(Start);

    /// <summary>What is shown, and a word that must be seen: the last column or row.</summary>
    public static TheoryData<string, string> Shown => new()
    {
        { "$model", "alpha" },
        { "New-MixtureModel -K 2 -Eta 0.123456, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11 -Seed 1", "alpha" },
        { "$dfm", "cluster" },
        { "$text", "cluster" },
        { "$dfm | ConvertTo-TfIdf", "cluster" },
        { "$dfm | ConvertTo-TfIdf -Norm None | Select-DfmFeature -Keep feature1, feature2", "cluster" },
        { "$kmeans", "size" },
        { "$few", "size" },
        { "$em", "alpha" },
        { "$polya", "precision" },
        { "$gibbs", "size" },
        { "$em | Resolve-ClusterLabel", "labels matched" },
        { "$kmeans | Measure-ClusterAccuracy", "known 3" },
        { "Measure-ClusterAccuracy -Known (0..29) -Estimated (0..29)", "known 29" },
        { "($kmeans | Measure-ClusterAccuracy).ConfusionMatrix", "estimated 3" },
        { "$kmeans | Measure-ClusterQuality", "Seed" },
        { "New-MixtureModel -K 3 -Seed 1 | Measure-MixtureBound -DocumentLength 3", "Enumeration" },
        { "$model | Test-MixtureIdentifiability", "OutcomeCount" },
        { "$dfm | Find-ClusterCount -K 2, 4 -Method EM -Restart 1 -Fold 2 -Subsample 1 -Seed 1", "Reason" },
        { "$em | Get-ClusterAssignment", "Distance" },
        { "$few | Get-ClusterAssignment", "Distance" },
        { "$kmeans | Get-ClusterTerm -Top 2", "Score" },
        { "$kmeans | Get-ClusterTerm -Top 2 -SideBySide", "Cluster3" },
        { "$few | Get-ClusterDocument", "KnownCluster" },
        { "$dfm | Invoke-ClusterPrediction $em", "UnseenTokens" },
        { "$text | Invoke-ClusterPrediction $few", "UnseenTokens" },
        { "$dfm | Invoke-ClusterPrediction $em -AsMatrix", "cluster3" },
        { "New-RandomGenerator", "Seed" },
        { "Invoke-DirichletSample -Eta 0.5 -Size 20 -Seed 1", "fox" },
        { "Invoke-MultinomialSample -Trials 1000000 -Probability ($model.Mu) -Seed 1", "feature199" },
        { "$text | ConvertFrom-Dfm -As Long", "Count" },
        { "$text | ConvertTo-TfIdf | ConvertFrom-Dfm -As Long", "Weight" },
        { "$text.TextStatistics", "CountTotal" },
    };

    [Theory]
    [MemberData(nameof(Shown))]
    public void ItFitsTheConsoleAndNothingIsCutOff(string script, string last)
    {
        string text = Coloured().Replace(Narrow.Value.Show(script), string.Empty);
        Assert.Contains(last, text, StringComparison.Ordinal);

        // The engine puts one for what it cuts off; the module's own views shorten in the middle, with three dots.
        Assert.DoesNotContain('…', text);
        Assert.All(text.Split('\n'), line => Assert.InRange(line.Length, 0, Width));
    }

    [Theory]
    [InlineData("Model($model, 80)")]
    [InlineData("Dfm($dfm, 80)")]
    [InlineData("Clustering($gibbs, 80)")]
    [InlineData("Matrix($model.Mu, 80)")]
    [InlineData("Confusion(($kmeans | Measure-ClusterAccuracy), 80)")]
    public void TheModuleAddsNoColourOfItsOwn(string call) =>
        Assert.DoesNotContain('\u001b', Assert.Single(Narrow.Value.Strings($"[MixturePS.Formatting.View]::{call}")));

    [Fact]
    public void SentencesBreakBetweenWords()
    {
        string text = Narrow.Value.Show("$dfm | Find-ClusterCount -K 2, 4 -Method EM -Restart 1 -Fold 2 -Subsample 0 -Seed 1");
        string[] words = [.. text.Split('\n').Where(line => line.Length > 0).SelectMany(line => line.Split(' ', StringSplitOptions.RemoveEmptyEntries))];
        Assert.Contains("least,", words);
        Assert.Contains("above", words);
    }

    /// <summary>The colours that the engine gives to the names of columns.</summary>
    [GeneratedRegex("\u001b\\[[0-9;]*m")]
    private static partial Regex Coloured();

    private static Engine Start()
    {
        string folder = typeof(DisplayTests).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>().Single(data => data.Key == "ModuleOutput").Value!;
        var engine = new Engine(Path.Combine(folder, "MixturePS.psd1"), Width);
        engine.Run(Objects);
        return engine;
    }
}
