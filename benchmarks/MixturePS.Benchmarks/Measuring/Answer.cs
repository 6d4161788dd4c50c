using System.Runtime.InteropServices;
using MixturePS.Core.Data;

namespace MixturePS.Benchmarks.Measuring;

/// <summary>The peer's results in a folder: raw arrays, one per file.</summary>
internal sealed class Answer(string folder)
{
    public int[] Labels => Read<int>("labels");

    public double[] Scalars => Read<double>("scalars");

    public double[] Values => Read<double>("values");

    /// <summary>The sparse matrix that the peer wrote.</summary>
    public SparseMatrix Matrix(int columns)
    {
        var offsets = Read<int>("offsets");
        return new SparseMatrix(offsets.Length - 1, columns, offsets, Read<int>("columns"), Values);
    }

    /// <summary>The difference of a matrix from the peer's: positions must be equal, and values equal to the bit or within a relative tolerance.</summary>
    public string? Difference(SparseMatrix own, double tolerance)
    {
        if (!own.RowOffsets.SequenceEqual(Read<int>("offsets")) || !own.ColumnIndices.SequenceEqual(Read<int>("columns")))
            return "cells are elsewhere";
        var theirs = Values;
        for (int p = 0; p < theirs.Length; p++)
        {
            if (!(Math.Abs(own.Values[p] - theirs[p]) <= tolerance * Math.Abs(theirs[p]))) return $"value {p} is {own.Values[p]:R}, not {theirs[p]:R}";
        }

        return null;
    }

    /// <summary>The difference of labels from the peer's.</summary>
    public string? Difference(IReadOnlyList<int> own)
    {
        var theirs = Labels;
        if (own.Count != theirs.Length) return $"{own.Count} labels, not {theirs.Length}";
        int differ = theirs.Where((label, i) => own[i] != label).Count();
        return differ == 0 ? null : $"{differ} labels differ";
    }

    private T[] Read<T>(string name)
        where T : unmanaged => MemoryMarshal.Cast<byte, T>(File.ReadAllBytes(Path.Combine(folder, name))).ToArray();
}
