namespace MixturePS.Core.Foundation;

/// <summary>
/// Work in fixed blocks whose results are put together in order, so that they don't depend on the number of threads.
/// </summary>
internal static class ParallelBlocks
{
    /// <summary>Calls an action for each block of [0, count); blocks run side by side and must not share what they write.</summary>
    /// <param name="count">The number of items.</param>
    /// <param name="blockSize">The items in a block; fixed by the caller and never by the number of threads.</param>
    /// <param name="threads">The most threads to use; zero or less for one a core.</param>
    /// <param name="cancellation">Ends the work between blocks.</param>
    /// <param name="action">The block's number, its first item and the item after its last.</param>
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

    /// <summary>The number of blocks that hold a number of items.</summary>
    public static int Blocks(int count, int blockSize) => (int)(((long)count + blockSize - 1) / blockSize);
}
