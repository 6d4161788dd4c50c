using System.Globalization;
using MixturePS.Core.Data;

namespace MixturePS.Core.Tests.Data;

public sealed class DocumentVariableTests
{
    public static TheoryData<object?[], DocumentVariableType> Values => new()
    {
        { [1, 2.5, null], DocumentVariableType.Number },
        { ["1", "2.5", " "], DocumentVariableType.Number },
        { ["1", 2], DocumentVariableType.Number },
        { ["1", "x"], DocumentVariableType.Text },
        { ["007", "008"], DocumentVariableType.Text },
        { ["0.5", "0"], DocumentVariableType.Number },
        { [1234567890123456789L, 1234567890123456788L], DocumentVariableType.Text },
        { ["2026-11-30", "2026-12-01T10:00:00Z"], DocumentVariableType.Date },
        { ["2026-11-30", "2026-13-01"], DocumentVariableType.Text },
        { [new DateTime(2026, 11, 30), "2026-12-01"], DocumentVariableType.Date },
        { ["a", "b", "a", "b"], DocumentVariableType.Factor },
        { ["a", "b", "c"], DocumentVariableType.Text },
        { [true, false], DocumentVariableType.Factor },
        { [null, null], DocumentVariableType.Text },
        { [double.NaN, 1], DocumentVariableType.Number },
        { [double.PositiveInfinity, 1], DocumentVariableType.Text },
    };

    [Theory]
    [MemberData(nameof(Values))]
    public void The_type_follows_from_the_values(object?[] values, DocumentVariableType expected)
    {
        var variable = Build(values);
        Assert.Equal(expected, variable.Type);
        Assert.Equal(values.Length, variable.Value.Count);
        Assert.Equal(expected == DocumentVariableType.Factor, variable.Level is not null);
    }

    [Fact]
    public void Types_and_cells_do_not_depend_on_the_culture()
    {
        var before = CultureInfo.CurrentCulture;
        try
        {
            CultureInfo.CurrentCulture = CultureInfo.GetCultureInfo("de-DE");
            Assert.Equal(DocumentVariableType.Number, Build(["1.5", "2"]).Type);
            Assert.Equal(DocumentVariableType.Text, Build(["1,5", "2"]).Type);
            Assert.Equal("1.5", Build([1.5, "x"]).Text(0));
            Assert.Equal("2026-11-30", Build([new DateTime(2026, 11, 30)]).Cell(0));
        }
        finally
        {
            CultureInfo.CurrentCulture = before;
        }
    }

    [Theory]
    [InlineData("2026-11-30", "2026-11-30")]
    [InlineData("2026-11-30T10:15", "2026-11-30T10:15:00")]
    [InlineData("2026-11-30T10:15:20.5", "2026-11-30T10:15:20.5")]
    [InlineData("2026-11-30T10:15:20Z", "2026-11-30T10:15:20Z")]
    [InlineData("2026-11-30T10:15:20+02:00", "2026-11-30T08:15:20Z")]
    [InlineData("2026-11-30T00:00:00Z", "2026-11-30T00:00:00Z")]
    public void Dates_are_read_and_written_as_ISO_8601(string text, string expected)
    {
        Assert.True(DocumentVariable.TryDate(text, out var date));
        Assert.Equal(expected, DocumentVariable.TextOf(date));
        Assert.True(DocumentVariable.TryDate(expected, out var again));
        Assert.Equal((date, date.Kind), (again, again.Kind));
    }

    [Fact]
    public void Values_of_other_kinds_are_refused()
    {
        var builder = new DocumentVariableBuilder("v");
        Assert.False(builder.TryAdd(new object()));
        Assert.False(builder.TryAdd(new[] { 1 }));
        Assert.Equal(0, builder.Count);
    }

    [Fact]
    public void A_part_has_the_values_of_its_documents()
    {
        var part = Build(["a", "b", "a", "b"]).Of([3, 0]);
        Assert.Equal(["b", "a"], part.Value);
        Assert.Equal(["a", "b"], part.Level!);
    }

    private static DocumentVariable Build(object?[] values)
    {
        var builder = new DocumentVariableBuilder("v");
        foreach (object? value in values) Assert.True(builder.TryAdd(value));
        return builder.Build();
    }
}
