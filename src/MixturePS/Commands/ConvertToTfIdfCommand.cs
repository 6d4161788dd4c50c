using System.Management.Automation;
using MixturePS.Binding;
using MixturePS.Core.Data;
using MixturePS.Core.Text;

namespace MixturePS.Commands;

/// <summary>A definition of TF-IDF, named after the tool that uses it.</summary>
public enum TfIdfScheme
{
    /// <summary>scikit-learn's TfidfTransformer: tf (ln((1 + n) / (1 + df)) + 1), scaled to a Euclidean norm of 1.</summary>
    ScikitLearn,

    /// <summary>quanteda's dfm_tfidf: tf log10(n / df).</summary>
    Quanteda,
}

/// <summary>Weights the counts of a document-feature matrix by TF-IDF, so that words found in most documents count less.</summary>
/// <remarks>
/// <para>The TF-IDF weight of a word in a document is its count there (term frequency, tf) times its inverse document
/// frequency (IDF). The IDF decreases with the number of documents that contain the word (df). By default the weights
/// are those of scikit-learn's TfidfTransformer: smoothed IDF, and each document scaled to a Euclidean norm of 1.
/// -Scheme Quanteda computes tf log10(n / df) instead, where n is the number of documents.</para>
/// <para>The output is a weighted DFM. Its property Weighting contains the definition used and the IDF of each word. A
/// document without tokens keeps only zeros. A DFM that is already weighted causes an error.</para>
/// </remarks>
/// <example>
/// <summary>Weight documents and cluster them</summary>
/// <code>New-MixtureModel -K 3 -Seed 2026 | Invoke-DfmSample -N 1000 | ConvertTo-TfIdf | Invoke-KMeans -Seed 42</code>
/// <para>The documents are clustered by k-means on their TF-IDF weights.</para>
/// </example>
/// <example>
/// <summary>Compute the weights of quanteda</summary>
/// <code>$dfm = New-MixtureModel -K 2 -J 8 -Eta 0.3 -Seed 1 | Invoke-DfmSample -N 50
/// $weighted = $dfm | ConvertTo-TfIdf -Scheme Quanteda
/// $weighted.Weighting.FeatureWeight</code>
/// <para>The output is the IDF of each word.</para>
/// </example>
/// <seealso cref="ConvertToDfmCommand"/>
/// <seealso cref="InvokeKMeansCommand"/>
[Cmdlet(VerbsData.ConvertTo, "TfIdf", HelpUri = HelpPages.Root + "ConvertTo-TfIdf.md")]
[OutputType(typeof(Dfm))]
public sealed class ConvertToTfIdfCommand : DfmCmdlet
{
    /// <summary>The definition of TF-IDF. It sets the defaults of -SmoothIdf and -Norm and the formula of the IDF.</summary>
    [Parameter]
    [PSDefaultValue(Value = "ScikitLearn")]
    public TfIdfScheme Scheme { get; set; }

    /// <summary>Multiplies counts by the IDF of the words. -UseIdf:$false turns this off.</summary>
    [Parameter]
    [Alias("use_idf")]
    [PSDefaultValue(Help = "True")]
    public SwitchParameter UseIdf { get; set; } = true;

    /// <summary>
    /// Computes document frequencies as if there were one more document that contains every word, so that none is zero.
    /// -SmoothIdf:$false turns this off.
    /// </summary>
    [Parameter]
    [Alias("smooth_idf")]
    [PSDefaultValue(Help = "True; False with -Scheme Quanteda")]
    public SwitchParameter SmoothIdf { get; set; } = true;

    /// <summary>Replaces each count tf by 1 + ln tf, so that repeated words count less.</summary>
    [Parameter]
    [Alias("sublinear_tf")]
    public SwitchParameter SublinearTf { get; set; }

    /// <summary>
    /// The scaling of each document: to a Euclidean norm of 1 (L2), to a sum of absolute values of 1 (L1), or none
    /// (None).
    /// </summary>
    [Parameter]
    [PSDefaultValue(Help = "L2; None with -Scheme Quanteda")]
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
