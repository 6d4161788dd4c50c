using System.Numerics;
using MixturePS.Core.Foundation;

namespace MixturePS.Core.Text;

/// <summary>The ids of n-grams.</summary>
/// <remarks>
/// <para>The plain algorithm is a dictionary from the joined words to ids.</para>
/// <para>Here the key is the pair of the id of the n-gram without its last word and the id of that word, which identifies the
/// words exactly; an entry takes a dozen bytes. The table is divided into shards with a lock each, so that several
/// threads can add at once. Benchmark: RESULTS-text.md.</para>
/// </remarks>
/// <param name="nextId">Returns the id of a new n-gram.</param>
internal sealed class NGramTable(Func<int> nextId)
{
    private const int ShardBits = 6;
    private readonly Shard[] _shards = [.. Enumerable.Range(0, 1 << ShardBits).Select(_ => new Shard())];

    /// <summary>The id of an n-gram, or -1 if it has none and may not be added.</summary>
    /// <param name="prefix">The id of the n-gram without its last word.</param>
    /// <param name="word">The id of the last word.</param>
    /// <param name="add">Whether to add an n-gram without an id.</param>
    public int Find(int prefix, int word, bool add)
    {
        ulong key = ((ulong)(uint)prefix << 32) | (uint)word;
        ulong hash = key * 0x9e3779b97f4a7c15UL;
        hash ^= hash >> 29;
        var shard = _shards[hash >> (64 - ShardBits)];
        lock (shard) return shard.Find(key, (uint)hash, add ? nextId : null);
    }

    /// <summary>Calls an action with the prefix, word and id of each n-gram, in no particular order.</summary>
    public void ForEach(Action<int, int, int> action, CancellationToken cancellation = default)
    {
        foreach (var shard in _shards)
        {
            cancellation.Check();
            shard.ForEach(action);
        }
    }

    private sealed class Shard
    {
        private ulong[] _keys = [];

        // The id plus one; zero marks a free slot.
        private int[] _ids = [];
        private int _count;

        public int Find(ulong key, uint hash, Func<int>? nextId)
        {
            int at = 0;
            if (_ids.Length > 0)
            {
                at = Place(key, hash);
                if (_ids[at] != 0) return _ids[at] - 1;
            }

            if (nextId is null) return FeatureTable.Unseen;
            if (3 * _count >= 2 * _ids.Length)
            {
                Grow();
                at = Place(key, hash);
            }

            int id = nextId();
            _keys[at] = key;
            _ids[at] = id + 1;
            _count++;
            return id;
        }

        public void ForEach(Action<int, int, int> action)
        {
            for (int i = 0; i < _ids.Length; i++)
                if (_ids[i] != 0) action((int)(_keys[i] >> 32), (int)(uint)_keys[i], _ids[i] - 1);
        }

        private int Place(ulong key, uint hash)
        {
            int mask = _ids.Length - 1;
            int at = (int)hash & mask;
            while (_ids[at] != 0 && _keys[at] != key) at = (at + 1) & mask;
            return at;
        }

        private void Grow()
        {
            var (keys, ids) = (_keys, _ids);
            int size = (int)BitOperations.RoundUpToPowerOf2((uint)Math.Max(16, 2 * ids.Length));
            (_keys, _ids) = (new ulong[size], new int[size]);
            for (int i = 0; i < ids.Length; i++)
            {
                if (ids[i] == 0) continue;
                ulong hash = keys[i] * 0x9e3779b97f4a7c15UL;
                hash ^= hash >> 29;
                int at = Place(keys[i], (uint)hash);
                _keys[at] = keys[i];
                _ids[at] = ids[i];
            }
        }
    }
}
