using System.Runtime.CompilerServices;
using MixturePS.Core.Numerics;

namespace MixturePS.Core.Clustering;

/// <summary>
/// The nearest centre of each distinct row, kept up to date while centres move. A row is compared with all centres at
/// first. Later it is compared only with the groups of centres for which bounds on its distances don't settle that its
/// own centre stays the nearest.
/// </summary>
/// <remarks>
/// What is compared is |c|^2 - 2 x c as it is computed, so labels are those of comparing every row with every centre,
/// ties and rounding included: bounds are widened by more than all rounding errors, and they rule a centre out only where
/// its computed distance, too, is greater. Source of the bounds by groups: Ding, Y., Zhao, Y., Shen, X., Musuvathi, M.
/// and Mytkowicz, T. (2015), Yinyang k-means, ICML 2015, 579-587; here rivals share a group (<see cref="CenterGroups"/>).
/// </remarks>
internal sealed class NearestCenters
{
    // One rounding up or down, and a little more.
    private const double Up = 1 + 1e-15, Down = 1 - 1e-15;

    // Centres whose dot products with a row are computed side by side.
    private const int MostAtOnce = 16;
    private readonly PointSet _points;
    private readonly int _k;
    private readonly int _threads;
    private readonly CenterTable _table;
    private readonly CenterGroups _groups;
    private readonly int[] _label;
    private readonly int[] _rival;
    private readonly double[] _atMost;
    private readonly double[] _othersAtLeast;
    private readonly double[] _norms;
    private readonly double[] _moved;
    private readonly double[] _normAt;
    private readonly double _rounding;
    private double[] _centers = [];
    private double _scale;
    private int _moves;

    public NearestCenters(PointSet points, int k, int threads, VectorWidth width = VectorWidth.Widest)
    {
        _points = points;
        _k = k;
        _threads = threads;
        _table = new CenterTable(width);
        _groups = new CenterGroups(k);
        _label = LargeArray.Uninitialized<int>(points.Count);
        _rival = LargeArray.Uninitialized<int>(points.Count);
        _atMost = LargeArray.Uninitialized<double>(points.Count);
        _othersAtLeast = LargeArray.Uninitialized<double>((long)points.Count * _groups.Count);
        _norms = new double[k];
        _moved = new double[k];
        _normAt = new double[_groups.Count * _groups.Size];

        // Sums of up to 2 J products, each rounded by half a unit, twice over; a few more steps; and a margin of 4.
        _rounding = 4 * Math.ScaleB(1, -52) * ((2.0 * points.FeatureCount) + 64);
    }

    private int Features => _points.FeatureCount;

    /// <summary>Starts with centres that are not where any were before.</summary>
    /// <param name="centers">The centres, K x J; kept until the next ones come, and read.</param>
    public void Start(double[] centers)
    {
        _centers = centers;
        _moves = 0;
        _groups.Reset();
        for (int c = 0; c < _k; c++) _norms[c] = SumOfProducts.Squares(centers.AsSpan(c * Features, Features));
        _scale = _norms.Max();
        LoadAll();
    }

    /// <summary>Goes on to new centres.</summary>
    /// <param name="centers">The centres, K x J; kept until the next ones come, and read.</param>
    /// <param name="squaredShifts">How far each moved, squared; 0 only for one with the same bits as before; length K; read.</param>
    /// <returns>Whether rows have to be found anew, as centres were put into other groups; else they can follow.</returns>
    public bool Move(double[] centers, double[] squaredShifts)
    {
        _centers = centers;
        int[] changed = [.. Enumerable.Range(0, _k).Where(c => squaredShifts[c] != 0)];
        for (int c = 0; c < _k; c++) _moved[c] = Math.Sqrt(squaredShifts[c]) * (1 + _rounding);
        foreach (int c in changed) _norms[c] = SumOfProducts.Squares(centers.AsSpan(c * Features, Features));
        _scale = Math.Max(_scale, _norms.Max());

        // Centres are near their clusters' middles after two moves; groups are made of who are rivals by then.
        if (++_moves <= 2 && _groups.Count > 1)
        {
            _groups.Make(_label, _rival);
            LoadAll();
            return true;
        }

        _groups.Move(_moved);
        if (2 * changed.Length > _k)
        {
            LoadAll();
        }
        else
        {
            _table.Reload(centers, changed, _groups.PlaceOf, Features);
            foreach (int c in changed) _normAt[_groups.PlaceOf[c]] = _norms[c];
        }

        return false;
    }

    /// <summary>Compares each of a range of rows with all centres; ranges may be worked on side by side.</summary>
    /// <param name="from">The first row.</param>
    /// <param name="to">The row after the last.</param>
    /// <param name="labels">The centre of each row; written.</param>
    /// <returns>The sum of the documents' squared distances from their centres.</returns>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public double Find(int from, int to, int[] labels)
    {
        var dots = new double[_table.Stride];
        double sum = 0;
        for (int row = from; row < to; row++)
        {
            int start = _points.Offsets[row], length = _points.Offsets[row + 1] - start;
            _table.Dots(_points.Columns.AsSpan(start, length), _points.Values.AsSpan(start, length), dots);
            var found = new Best(double.MaxValue, -1);
            for (int g = 0; g < _groups.Count; g++) Consider(row, g, -1, dots.AsSpan(g * _groups.Size), ref found);
            Keep(row, found);
            _rival[row] = Rival(found.Center, dots);
            labels[row] = found.Center;
            sum += _points.Weights[row] * Math.Max(0, found.Distance + _points.SquaredNorms[row]);
        }

        return sum;
    }

    /// <summary>Follows the centres' move for a range of rows; ranges may be worked on side by side.</summary>
    /// <param name="from">The first row.</param>
    /// <param name="to">The row after the last.</param>
    /// <param name="labels">The centre of each row; written.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public void Follow(int from, int to, int[] labels)
    {
        var dots = new double[_table.Stride];
        var movedGroups = _groups.Moved;
        for (int row = from; row < to; row++)
        {
            int own = _label[row], place = row * _groups.Count;
            double atMost = (_atMost[row] + _moved[own]) * Up;
            _atMost[row] = atMost;
            bool isSettled = true;
            foreach (int g in movedGroups)
            {
                double atLeast = (_othersAtLeast[place + g] - _groups.FarthestBut(g, own)) * Down;
                _othersAtLeast[place + g] = atLeast;
                isSettled &= Settles(row, atMost, atLeast);
            }

            // A centre that moved away from the row may let any other one be the nearest.
            if (_moved[own] != 0)
                for (int g = 0; g < _groups.Count; g++) isSettled &= Settles(row, atMost, _othersAtLeast[place + g]);
            if (!isSettled) Look(row, dots);
            labels[row] = _label[row];
        }
    }

    // Whether a distance of at most one is computed as less than one of at least the other.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private bool Settles(int row, double atMost, double atLeast) =>
        atLeast > 0 && (atMost * atMost) + (2 * Slack(row)) < atLeast * atLeast;

    // More than the error of a computed squared distance.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private double Slack(int row) => _rounding * (_points.SquaredNorms[row] + _scale);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private double AtMost(int row, double distance) => Math.Sqrt(Math.Max(0, distance + _points.SquaredNorms[row] + Slack(row))) * Up;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private double AtLeast(int row, double distance) => Math.Sqrt(Math.Max(0, distance + _points.SquaredNorms[row] - Slack(row))) * Down;

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void Look(int row, double[] dots)
    {
        int own = _label[row], place = row * _groups.Count, size = _groups.Size;
        int start = _points.Offsets[row], length = _points.Offsets[row + 1] - start;
        var columns = _points.Columns.AsSpan(start, length);
        var values = _points.Values.AsSpan(start, length);

        // The sums of one vector or two wait for each other as long as a single sum does, so where groups are so small the
        // whole group of the row's own centre, in which its rivals are, costs no more than that centre alone.
        int looked = -1;
        double ownDistance;
        Best found;
        if (size <= MostAtOnce)
        {
            int at = _groups.PlaceOf[own];
            looked = at / size;
            _table.Dots(columns, values, dots, looked * size, size);
            found = new Best(ownDistance = _normAt[at] - (2 * dots[at % size]), own);
            Consider(row, looked, own, dots, ref found);
        }
        else
        {
            found = new Best(ownDistance = Distance(row, own), own);
        }

        double atMost = AtMost(row, found.Distance);
        for (int g = 0; g < _groups.Count; g++)
        {
            if (g == looked || Settles(row, atMost, _othersAtLeast[place + g])) continue;
            _table.Dots(columns, values, dots, g * size, size);
            Consider(row, g, own, dots, ref found);
        }

        if (found.Center != own) IsOther(row, own, ownDistance);
        Keep(row, found);
    }

    /// <summary>Compares a row with a group's centres, but its own, and takes one that is nearer or as near and earlier.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void Consider(int row, int group, int own, ReadOnlySpan<double> dots, ref Best found)
    {
        int from = group * _groups.Size, size = _groups.Size, nearest = int.MaxValue;
        var norms = _normAt.AsSpan(from, size);
        var centers = _groups.CenterAt.AsSpan(from, size);
        double least = double.MaxValue, second = double.MaxValue;
        for (int i = 0; i < norms.Length; i++)
        {
            double distance = norms[i] - (2 * dots[i]);
            if (distance > least || centers[i] == own)
            {
                if (distance < second && centers[i] != own) second = distance;
                continue;
            }

            second = least;
            if (distance < least || centers[i] < nearest) nearest = centers[i];
            least = distance;
        }

        ref double atLeast = ref _othersAtLeast[(row * _groups.Count) + group];
        if (!(least < found.Distance || (least == found.Distance && nearest < found.Center)))
        {
            atLeast = AtLeast(row, least);
            return;
        }

        // The one that was nearest is one of the others now.
        atLeast = AtLeast(row, second);
        if (found.Center >= 0) IsOther(row, found.Center, found.Distance);
        found = new Best(least, nearest);
    }

    private void IsOther(int row, int center, double distance)
    {
        ref double atLeast = ref _othersAtLeast[(row * _groups.Count) + (_groups.PlaceOf[center] / _groups.Size)];
        atLeast = Math.Min(atLeast, AtLeast(row, distance));
    }

    // The next to nearest centre, or -1 if there is none.
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private int Rival(int nearest, double[] dots)
    {
        int rival = -1;
        double least = double.MaxValue;
        for (int place = 0; place < _k; place++)
        {
            double distance = _normAt[place] - (2 * dots[place]);
            if (!(distance < least) || _groups.CenterAt[place] == nearest) continue;
            least = distance;
            rival = _groups.CenterAt[place];
        }

        return rival;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private void Keep(int row, Best found)
    {
        _label[row] = found.Center;
        _atMost[row] = AtMost(row, found.Distance);
    }

    /// <summary>The squared distance from a centre less |x|^2, with the bits that the table's dot product gives.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private double Distance(int row, int center)
    {
        int start = _points.Offsets[row], length = _points.Offsets[row + 1] - start;
        var columns = _points.Columns.AsSpan(start, length);
        var values = _points.Values.AsSpan(start, length);
        var features = _centers.AsSpan(center * Features, Features);
        double dot = 0;
        for (int p = 0; p < columns.Length; p++) dot += values[p] * features[columns[p]];
        return _norms[center] - (2 * dot);
    }

    private void LoadAll()
    {
        _table.Load(_centers, _groups.CenterAt.AsSpan(0, _k).ToArray(), Features, _threads, _normAt.Length);
        for (int place = 0; place < _normAt.Length; place++)
            _normAt[place] = _groups.CenterAt[place] < _k ? _norms[_groups.CenterAt[place]] : double.PositiveInfinity;
    }

    /// <summary>The nearest centre so far.</summary>
    private readonly record struct Best(double Distance, int Center);
}
