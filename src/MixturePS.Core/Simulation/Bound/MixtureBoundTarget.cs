using MixturePS.Core.Data;
using MixturePS.Core.Foundation;

namespace MixturePS.Core.Simulation;

/// <summary>The document length needed for a target accuracy.</summary>
public static class MixtureBoundTarget
{
    /// <summary>
    /// Finds the smallest document length at which the bound reaches a target. The bound never decreases with the length, because
    /// more tokens only add information; so the length is doubled until the bound reaches the target, and then bisected.
    /// </summary>
    /// <param name="model">The mixture, with mu K x J and alpha of length K.</param>
    /// <param name="target">The target accuracy, above 0 and below 1.</param>
    /// <param name="maxLength">The maximum length in tokens.</param>
    /// <param name="options">The options for enumeration and simulation, or null for the defaults.</param>
    /// <param name="cancellationToken">The cancellation token.</param>
    /// <returns>The bound at that length, or at the maximum length if the target isn't reached.</returns>
    /// <exception cref="MixtureException">InvalidOption.</exception>
    internal static MixtureBoundResult Find(MixtureModel model, double target, long maxLength, MixtureBoundOptions? options = null, CancellationToken cancellationToken = default)
    {
        _ = Option.Probability(target, "Target");
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
