using MixturePS.Core.Data;

namespace MixturePS.Core.Tests.Twins;

/// <summary>The Bayes rule's expected confusion over every string of tokens, one by one, in plain probabilities.</summary>
internal static class PlainBound
{
    /// <summary>The confusion matrix, K x K: rows are true clusters, columns are decisions, and ties go to the first cluster.</summary>
    public static double[,] Confusion(MixtureModel model, int length)
    {
        var confusion = new double[model.K, model.K];
        void Visit(int tokens, double[] joint)
        {
            if (tokens == length)
            {
                double best = joint.Max();
                int decided = Array.FindIndex(joint, p => p >= best * (1 - 1e-10));
                for (int k = 0; k < model.K; k++) confusion[k, decided] += joint[k];
                return;
            }

            for (int w = 0; w < model.J; w++) Visit(tokens + 1, [.. joint.Select((p, k) => p * model.Mu[k, w])]);
        }

        Visit(0, [.. model.Alpha]);
        return confusion;
    }
}
