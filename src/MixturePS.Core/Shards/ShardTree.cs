namespace MixturePS.Core.Shards;

/// <summary>
/// Combines the results of shards along a binary tree over their numbers: those of shards 2i and 2i + 1 first, and so on
/// upwards. The tree depends on nothing but the number of shards, so that sums have the same bits however they are computed.
/// </summary>
/// <typeparam name="T">The type of a result.</typeparam>
/// <param name="add">Adds the second result to the first and returns it.</param>
internal sealed class ShardTree<T>(Func<T, T, T> add)
{
    private readonly Stack<(int Level, T Value)> _open = new();

    /// <summary>Adds the result of the next shard.</summary>
    /// <param name="value">The result, which may be changed.</param>
    public void Add(T value)
    {
        int level = 0;
        while (_open.TryPeek(out var last) && last.Level == level)
        {
            _ = _open.Pop();
            value = add(last.Value, value);
            level++;
        }

        _open.Push((level, value));
    }

    /// <summary>The combined result of all shards, of which there is at least one.</summary>
    public T Total()
    {
        var (_, total) = _open.Pop();
        while (_open.TryPop(out var before)) total = add(before.Value, total);
        return total;
    }
}
