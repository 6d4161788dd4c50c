using MixturePS.Core.Foundation;
using MixturePS.Plots.Data;

namespace MixturePS.Plots.Tests;

internal static class Tables
{
    public const string First = "#0072B2";
    public const string Second = "#D55E00";

    public static PlotTable Of(string[] columns, params object?[][] rows)
    {
        var table = new PlotTable();
        foreach (var row in rows)
            table.Add(columns.Zip(row, (name, value) => KeyValuePair.Create(name, value is int number ? (double)number : value)));
        return table;
    }

    public static string IdOf(Action action) => Assert.Throws<MixtureException>(action).Id;
}
