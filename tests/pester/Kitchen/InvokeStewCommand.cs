using System.Management.Automation;
using System.Numerics;

namespace MixturePS.Kitchen;

/// <summary>
/// Stews what is in a <see cref="Pot"/>,
/// slowly.
/// </summary>
/// <remarks>
/// <para>The heat is <see cref="Heat.Low"/> or <c>High</c>; see <see cref="InvokeStewCommand"/> and <see cref="Amount"/>. A &lt; B.</para>
/// <para>Three things happen, <see langword="true"/> or not:
/// <list type="bullet">
/// <item><description>the pot warms;</description></item>
/// <item><term>lid</term><description>it rattles.</description></item>
/// </list>
/// </para>
/// <para>See <see href="https://example.org/stew">the recipe</see> and <see cref="List{T}"/>.</para>
/// </remarks>
/// <example>
/// <summary>Stew once.</summary>
/// <code>
/// foreach ($heat in 'Low', 'High') {
///     Invoke-Stew -Amount 1, 2 -Heat $heat
/// }
/// </code>
/// <output>
/// Name  Amount
/// ----  ------
/// a          1
///   b        2
/// </output>
/// <para>It takes a while.</para>
/// <list type="number">
/// <item>wait</item>
/// <item>eat</item>
/// </list>
/// </example>
/// <example title="Stew in a pipe">
/// <code>$pot | Invoke-Stew |
///     Invoke-Stew -Cut thick</code>
/// The pot comes back.
/// </example>
/// <seealso cref="TestTypedCommand"/>
/// <seealso href="https://example.org/stew">The recipe</seealso>
[Cmdlet(VerbsLifecycle.Invoke, "Stew", DefaultParameterSetName = "Pot", SupportsShouldProcess = true, HelpUri = "https://example.org/help/stew")]
[OutputType(typeof(Pot), typeof(double[]))]
[OutputType("Stew#Row", ParameterSetName = ["Name"])]
public sealed class InvokeStewCommand : CookingCommand
{
    /// <summary>How many grams of each.</summary>
    /// <remarks>One per <paramref name="value"/>.</remarks>
    [Parameter(Mandatory = true, Position = 1, ParameterSetName = "Name")]
    [Parameter(Position = 0, ParameterSetName = "Amounts")]
    [Alias("Grams")]
    public double[] Amount { get; set; } = [];

    /// <summary>The pot.</summary>
    [Parameter(Mandatory = true, ValueFromPipeline = true, ParameterSetName = "Pot")]
    public Pot? InputObject { get; set; }

    /// <summary>Which pots, by name.</summary>
    [Parameter(Mandatory = true, Position = 0, ValueFromPipelineByPropertyName = true, ValueFromPipeline = true, ParameterSetName = "Name")]
    [SupportsWildcards]
    public string? Name { get; set; }

    /// <summary>The heat.</summary>
    [Parameter]
    [PSDefaultValue(Value = Heat.Low)]
    public Heat Heat { get; set; } = Heat.Low;

    /// <summary>How to cut.</summary>
    [Parameter(ParameterSetName = "Pot")]
    [ValidateSet("thin", "thick")]
    [PSDefaultValue(Help = "thin, or thick for roots")]
    public string? Cut { get; set; }

    /// <summary>Keeps the lid on.</summary>
    [Parameter(Mandatory = true, ParameterSetName = "Amounts")]
    public SwitchParameter Lid { get; set; }

    /// <summary>Numbers of any size.</summary>
    [Parameter]
    public IReadOnlyList<BigInteger>? Sizes { get; set; }

    /// <inheritdoc/>
    [Parameter]
    [PSDefaultValue(Value = 3)]
    public override double Minutes { get; set; } = 3;
}
