using System.Collections;
using System.Dynamic;
using System.Globalization;
using System.Linq.Expressions;

namespace MixturePS.Core.Foundation;

/// <summary>
/// Indexing from languages that bind at run time. PowerShell converts every exception of an indexer to null, so that an
/// index out of range would go unnoticed, and returns the whole object for a missing indexer. An object that binds its
/// indices itself reports both.
/// </summary>
internal sealed class IndexBinding : DynamicMetaObject
{
    private IndexBinding(Expression expression, IIndexed value)
        : base(expression, BindingRestrictions.GetTypeRestriction(expression, value.GetType()), value)
    {
    }

    /// <summary>The binding of an object.</summary>
    public static DynamicMetaObject Of(Expression expression, IIndexed value) => new IndexBinding(expression, value);

    /// <inheritdoc/>
    public override DynamicMetaObject BindGetIndex(GetIndexBinder binder, DynamicMetaObject[] indexes)
    {
        // The language unwraps its own wrappers and then binds again.
        if (Array.Exists(indexes, index => !index.HasValue || index.Value is IDynamicMetaObjectProvider)) return binder.FallbackGetIndex(this, indexes);
        var restrictions = Restrictions.Merge(BindingRestrictions.Combine(indexes));
        foreach (var index in indexes)
        {
            restrictions = restrictions.Merge(index.Value is null
                ? BindingRestrictions.GetInstanceRestriction(index.Expression, null)
                : BindingRestrictions.GetTypeRestriction(index.Expression, index.LimitType));
        }

        var arguments = Expression.NewArrayInit(typeof(object), indexes.Select(index => Expression.Convert(index.Expression, typeof(object))));
        var call = Expression.Call(Expression.Convert(Expression, typeof(IIndexed)), typeof(IIndexed).GetMethod(nameof(IIndexed.At))!, arguments);
        return new DynamicMetaObject(call, restrictions);
    }

    /// <summary>A row, several rows or a cell of an object with rows and columns.</summary>
    /// <param name="indices">One index or one list of indices for rows; two for a cell. A negative index counts from the end.</param>
    /// <param name="rows">The name and the number of rows.</param>
    /// <param name="columns">The name and the number of columns.</param>
    /// <param name="row">A copy of a row.</param>
    /// <param name="cell">A cell.</param>
    /// <exception cref="MixtureException">InvalidIndex.</exception>
    public static object RowOrCell(object?[] indices, (string Name, int Count) rows, (string Name, int Count) columns, Func<int, object> row, Func<int, int, object> cell) => indices switch
    {
        [IEnumerable list and not string] => list.Cast<object?>().Select(index => row(Position(index, rows.Name, rows.Count))).ToArray(),
        [var index] => row(Position(index, rows.Name, rows.Count)),
        [var i, var j] => cell(Position(i, rows.Name, rows.Count), Position(j, columns.Name, columns.Count)),
        _ => throw MixtureError.InvalidIndex($"there are {indices.Length} indices. Give one for a {rows.Name}, or two for a cell", null),
    };

    /// <summary>A whole number.</summary>
    /// <param name="index">A number of any type, or its digits.</param>
    /// <param name="what">What is indexed.</param>
    /// <exception cref="MixtureException">InvalidIndex.</exception>
    public static int Whole(object? index, string what) =>
        index is not (null or bool or char or IEnumerable and not string)
        && double.TryParse(Convert.ToString(index, CultureInfo.InvariantCulture), NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out double number)
        && number == Math.Floor(number) && Math.Abs(number) <= int.MaxValue
            ? (int)number
            : throw MixtureError.InvalidIndex($"'{(index is null ? "null" : Convert.ToString(index, CultureInfo.InvariantCulture))}' is not the whole number of a {what}", index);

    private static int Position(object? index, string what, int count)
    {
        int number = Whole(index, what);
        if (number < count && number >= -count) return number < 0 ? number + count : number;
        throw MixtureError.InvalidIndex(count == 0 ? $"there is no {what}" : $"there is no {what} {number}; a {what} is from 0 to {count - 1}, or from -1 back to -{count} if counted from the end", index);
    }
}

/// <summary>An object that languages with run-time binding can index.</summary>
internal interface IIndexed : IDynamicMetaObjectProvider
{
    /// <summary>The value at the indices.</summary>
    /// <param name="indices">The indices as given.</param>
    /// <exception cref="MixtureException">InvalidIndex, or another error of the object.</exception>
    object At(object?[] indices);
}
