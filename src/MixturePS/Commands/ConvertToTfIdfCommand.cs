using System.Management.Automation;
using MixturePS.Binding;
using MixturePS.Core.Data;
using MixturePS.Core.Text;

namespace MixturePS.Commands;

/// <summary>A definition of tf-idf by the name of the tool that uses it.</summary>
public enum TfIdfScheme
{
    /// <summary>scikit-learn's TfidfTransformer: tf (ln((1 + n) / (1 + df)) + 1), scaled to a Euclidean norm of 1.</summary>
    ScikitLearn,

    /// <summary>quanteda's dfm_tfidf: tf log10(n / df).</summary>
    Quanteda,
}

/// <summary>Weights the counts of a document-feature matrix by TF-IDF, so that words found in most documents count less.</summary>
/// <remarks>
/// <para>The defaults are those of scikit-learn's TfidfTransformer: smoothed idf, Euclidean norm; -Scheme Quanteda gives
/// counts times log10(N / df) instead. What was used stands in the result's Weighting, with the idf of each word.</para>
/// <para>A document without tokens stays zero. A DFM that is weighted already is refused.</para>
/// </remarks>
/// <example>
/// <summary>Weight, then cluster</summary>
/// <code>New-MixtureModel -K 3 -Seed 2026 | Invoke-DfmSample -N 1000 | ConvertTo-TfIdf | Invoke-KMeans -Seed 42</code>
/// </example>
/// <example>
/// <summary>The weights that quanteda gives</summary>
/// <code>$dfm = New-MixtureModel -K 2 -J 8 -Eta 0.3 -Seed 1 | Invoke-DfmSample -N 50
/// $weighted = $dfm | ConvertTo-TfIdf -Scheme Quanteda
/// $weighted.Weighting.FeatureWeight</code>
/// <para>The idf of each word.</para>
/// </example>
/// <seealso cref="ConvertToDfmCommand"/>
/// <seealso cref="InvokeKMeansCommand"/>
[Cmdlet(VerbsData.ConvertTo, "TfIdf", HelpUri = HelpPages.Root + "ConvertTo-TfIdf.md")]
[OutputType(typeof(Dfm))]
public sealed class ConvertToTfIdfCommand : DfmCmdlet
{
    /// <summary>The definition that the other options start from.</summary>
    [Parameter]
    [PSDefaultValue(Value = "ScikitLearn")]
    public TfIdfScheme Scheme { get; set; }

    /// <summary>Whether counts are multiplied with the words' inverse document frequency; -UseIdf:$false leaves it out.</summary>
    [Parameter]
    [Alias("use_idf")]
    [PSDefaultValue(Help = "True")]
    public SwitchParameter UseIdf { get; set; } = true;

    /// <summary>Whether one document with every word is added to the frequencies; -SmoothIdf:$false leaves it out.</summary>
    [Parameter]
    [Alias("smooth_idf")]
    [PSDefaultValue(Help = "True, but for Quanteda")]
    public SwitchParameter SmoothIdf { get; set; } = true;

    /// <summary>Replaces a count tf with 1 + ln tf.</summary>
    [Parameter]
    [Alias("sublinear_tf")]
    public SwitchParameter SublinearTf { get; set; }

    /// <summary>What each document is scaled to: a Euclidean norm of 1 (L2), a sum of 1 (L1), or nothing (None).</summary>
    [Parameter]
    [PSDefaultValue(Help = "L2, but None for Quanteda")]
    public RowNorm Norm { get; set; }

    /// <inheritdoc/>
    protected override void Process(Dfm dfm) => WriteComputed("Weighting", (_, stop) => TfIdf.Transform(dfm, Options(), stop));

    private TfIdfOptions Options()
    {
        var options = Scheme == TfIdfScheme.Quanteda ? TfIdfOptions.Quanteda : new TfIdfOptions();
        var bound = MyInvocation.BoundParameters;
        return options with
        {
            UseIdf = UseIdf,
            SublinearTf = SublinearTf,
            SmoothIdf = bound.ContainsKey(nameof(SmoothIdf)) ? SmoothIdf : options.SmoothIdf,
            Norm = bound.ContainsKey(nameof(Norm)) ? Norm : options.Norm,
        };
    }
}
