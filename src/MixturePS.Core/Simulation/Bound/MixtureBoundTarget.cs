using MixturePS.Core.Data;
using MixturePS.Core.Foundation;

namespace MixturePS.Core.Simulation;

/// <summary>How many tokens a document needs for a wanted accuracy.</summary>
public static class MixtureBoundTarget
{
    /// <summary>
    /// The fewest tokens with which the bound reaches a target. As the bound never falls with the length, which only adds
    /// to what is known of a document, the length is doubled until it does and then bisected.
    /// </summary>
    /// <param name="model">The mixture, with mu K x J and alpha of length K.</param>
    /// <param name="target">The wanted accuracy, above 0 and below 1.</param>
    /// <param name="maxLength">The most tokens to try.</param>
    /// <param name="options">When to enumerate and how much to simulate, or null for the defaults.</param>
    /// <param name="cancellationToken">Stops the work.</param>
    /// <returns>The bound at that length; at the greatest length where none reaches the target.</returns>
    /// <exception cref="MixtureException">InvalidOption.</exception>
    public static MixtureBoundResult Find(MixtureModel model, double target, long maxLength, MixtureBoundOptions? options = null, CancellationToken cancellationToken = default)
    {
        if (!(target > 0 && target < 1))
            throw MixtureError.InvalidOption("Target", FormattableString.Invariant($"must be above 0 and below 1; it is {target:R}"), target);
        if (maxLength < 0) throw MixtureError.InvalidSize("The maximum length", maxLength);
        long below = -1, length = 0;
        var bound = MixtureBound.Measure(model, length, options, cancellationToken);
        while (bound.Accuracy < target)
        {
            if (length == maxLength) return bound;
            below = length;
            length = Math.Min(maxLength, Math.Max(1, 2 * length));
            bound = MixtureBound.Measure(model, length, options, cancellationToken);
        }

        while (length - below > 1)
        {
            long middle = below + ((length - below) / 2);
            var between = MixtureBound.Measure(model, middle, options, cancellationToken);
            if (between.Accuracy < target)
            {
                below = middle;
            }
            else
            {
                length = middle;
                bound = between;
            }
        }

        return bound;
    }
}
