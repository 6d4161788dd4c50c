namespace MixturePS.Core.Foundation;

/// <summary>
/// Runs work in fixed blocks. Callers combine block results in block order, so they don't depend on the number of threads.
/// </summary>
internal static class ParallelBlocks
{
    /// <summary>Calls an action for each block of [0, count). Blocks run concurrently, so they must not write to shared data.</summary>
    /// <param name="count">The number of items.</param>
    /// <param name="blockSize">The number of items per block, which must not depend on the number of threads.</param>
    /// <param name="threads">The maximum number of threads; zero or less for one per core.</param>
    /// <param name="cancellation">The cancellation token, checked before each block.</param>
    /// <param name="action">Receives the index of the block, its first item, and the item after its last.</param>
    public static void Run(int count, int blockSize, int threads, CancellationToken cancellation, Action<int, int, int> action)
    {
        int blocks = Blocks(count, blockSize);
        if (threads == 1 || blocks <= 1)
        {
            for (int b = 0; b < blocks; b++)
            {
                cancellation.Check();
                action(b, b * blockSize, Math.Min(count, (b + 1) * blockSize));
            }

            return;
        }

        var options = new ParallelOptions
        {
            CancellationToken = cancellation,
            MaxDegreeOfParallelism = threads > 0 ? threads : Environment.ProcessorCount,
        };
        Parallel.For(0, blocks, options, b =>
        {
            cancellation.Check();
            action(b, b * blockSize, Math.Min(count, (b + 1) * blockSize));
        });
    }

    /// <summary>The number of blocks for a number of items.</summary>
    public static int Blocks(int count, int blockSize) => (int)(((long)count + blockSize - 1) / blockSize);
}
