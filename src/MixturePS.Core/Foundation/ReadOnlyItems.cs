using System.Collections;
using System.Text;

namespace MixturePS.Core.Foundation;

/// <summary>
/// The base class of the lists that results expose. PowerShell indexes and enumerates them, ConvertTo-Json writes them as
/// arrays, and their text is their items in brackets, so that a cell of a table shows numbers or words and not the name of
/// a type.
/// </summary>
/// <typeparam name="T">The type of an item.</typeparam>
public abstract class ReadOnlyItems<T> : IReadOnlyList<T>, IList<T>, IList
{
    // A longer list shows its first and last items only.
    private const int ItemsShown = 32, FirstShown = 8, LastShown = 2, LongestText = 400;
    private const string Dots = "...";

    private protected ReadOnlyItems()
    {
    }

    /// <summary>The number of items.</summary>
    public abstract int Count { get; }

    /// <summary>Always true: items can't be added, removed or replaced.</summary>
    public bool IsReadOnly => true;

    bool IList.IsFixedSize => true;

    bool ICollection.IsSynchronized => false;

    object ICollection.SyncRoot => this;

    /// <summary>The item at an index.</summary>
    /// <param name="index">The index, from zero.</param>
    /// <exception cref="ArgumentOutOfRangeException">There is no such item.</exception>
    public abstract T this[int index] { get; }

    T IList<T>.this[int index]
    {
        get => this[index];
        set => throw ReadOnly();
    }

    object? IList.this[int index]
    {
        get => this[index];
        set => throw ReadOnly();
    }

    /// <summary>Whether the list has an item.</summary>
    /// <param name="item">The item.</param>
    public bool Contains(T item) => IndexOf(item) >= 0;

    /// <summary>The index of the first occurrence of an item, or -1.</summary>
    /// <param name="item">The item.</param>
    public int IndexOf(T item)
    {
        for (int i = 0; i < Count; i++)
            if (EqualityComparer<T>.Default.Equals(this[i], item)) return i;
        return -1;
    }

    /// <summary>Copies all items to an array.</summary>
    /// <param name="array">The array.</param>
    /// <param name="arrayIndex">The index of the first item in the array.</param>
    public virtual void CopyTo(T[] array, int arrayIndex)
    {
        for (int i = 0; i < Count; i++) array[arrayIndex + i] = this[i];
    }

    /// <summary>All items, in brackets and separated by spaces; numbers in the invariant culture; only the first and last of many.</summary>
    public sealed override string ToString()
    {
        string whole = Count <= ItemsShown ? Text(Enumerable.Range(0, Count)) : string.Empty;
        return whole.Length is > 0 and <= LongestText || Count <= FirstShown + LastShown
            ? whole
            : Text([.. Enumerable.Range(0, FirstShown), -1, .. Enumerable.Range(Count - LastShown, LastShown)]);
    }

    IEnumerator<T> IEnumerable<T>.GetEnumerator() => Items();

    IEnumerator IEnumerable.GetEnumerator() => Items();

    bool IList.Contains(object? value) => value is T item && Contains(item);

    int IList.IndexOf(object? value) => value is T item ? IndexOf(item) : -1;

    void ICollection.CopyTo(Array array, int index)
    {
        for (int i = 0; i < Count; i++) array.SetValue(this[i], index + i);
    }

    void ICollection<T>.Add(T item) => throw ReadOnly();

    void ICollection<T>.Clear() => throw ReadOnly();

    bool ICollection<T>.Remove(T item) => throw ReadOnly();

    void IList<T>.Insert(int index, T item) => throw ReadOnly();

    void IList<T>.RemoveAt(int index) => throw ReadOnly();

    int IList.Add(object? value) => throw ReadOnly();

    void IList.Clear() => throw ReadOnly();

    void IList.Insert(int index, object? value) => throw ReadOnly();

    void IList.Remove(object? value) => throw ReadOnly();

    void IList.RemoveAt(int index) => throw ReadOnly();

    private static NotSupportedException ReadOnly() => new("The list is read-only.");

    private IEnumerator<T> Items()
    {
        for (int i = 0; i < Count; i++) yield return this[i];
    }

    private string Text(IEnumerable<int> indices)
    {
        var text = new StringBuilder("[");
        foreach (int i in indices)
        {
            if (text.Length > 1) text.Append(' ');
            text.Append(i < 0 ? Dots : ReadOnlyValues.Text(this[i]));
        }

        return text.Append(']').ToString();
    }
}
