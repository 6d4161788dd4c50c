using MixturePS.Core.Experiments;

namespace MixturePS.Core.Tests.Experiments;

/// <summary>The table of columns is complete, as everything that reads rows depends on it.</summary>
public sealed class ExperimentColumnTests
{
    [Fact]
    public void EveryPropertyOfARowHasAColumnInTheSameOrder() =>
        Assert.Equal(typeof(ExperimentRow).GetProperties().Select(property => property.Name), ExperimentRow.Columns.Select(column => column.Name));

    [Fact]
    public void EveryColumnHasTheSourceThatItsKindNeeds()
    {
        Assert.All(ExperimentRow.ColumnsOf(ExperimentColumnKind.Documents), column => Assert.NotNull(column.OfCell));
        Assert.All(ExperimentRow.ColumnsOf(ExperimentColumnKind.Index), column => Assert.NotNull(column.OfAccuracy));
        Assert.All(ExperimentRow.ColumnsOf(ExperimentColumnKind.Method), column => Assert.True(column.KMeans is not null || column.EM is not null || column.Gibbs is not null || column.Topics is not null));
    }

    [Theory]
    [InlineData("PriorBeta", 0.25)]
    [InlineData("Restart", 7)]
    [InlineData("Eta", 0.5)]
    [InlineData("FowlkesMallows", double.NaN)]
    public void AColumnReturnsTheValueThatItSets(string name, double value)
    {
        var row = new ExperimentRow();
        var column = ExperimentRow.Columns.Single(column => column.Name == name);
        column.Set(row, value);
        Assert.Equal(value, Convert.ToDouble(column.Get(row), System.Globalization.CultureInfo.InvariantCulture));
        Assert.All(ExperimentRow.Columns.Where(other => other != column), other => Assert.Equal(other.Get(new ExperimentRow()), other.Get(row)));
    }

    [Fact]
    public void TheDefaultsOfAMethodAreThoseOfItsOptions()
    {
        var em = ExperimentMethod.BuiltIn(ExperimentMethodKind.EM, _ => null);
        var options = new Core.Clustering.MixtureEMOptions { K = 1 };
        Assert.Equal((options.Restarts, options.MaxIterations, options.Tolerance, options.Smoothing), (em["Restart"], em["MaxIteration"], em["Tolerance"], em["Smoothing"]));
        Assert.Null(em["Sweep"]);
    }
}
