using System.Globalization;
using System.Numerics;
using System.Text;
using MixturePS.Core.Clustering;
using MixturePS.Core.Files;
using MixturePS.Core.Foundation;

namespace MixturePS.Core.Tests.Files;

/// <summary>JSON objects read back as they were written, and errors state the position in the text.</summary>
public class JsonTests
{
    [Fact]
    public void Values_read_back_as_equal()
    {
        double[] numbers = [0, -0.0, 1.0 / 3, double.Epsilon, double.MaxValue, double.NaN, double.PositiveInfinity, double.NegativeInfinity];
        byte[] text = Write(json => json.Root(() =>
        {
            json.Text("text", "\"\u00fc\ud83d\ude00\"\n");
            json.Flag("flag", true);
            json.Integer("integer", long.MinValue);
            json.Text("big", BigInteger.Pow(7, 300));
            json.Numbers("numbers", numbers);
            json.Texts("texts", ["", "a"]);
            json.Texts("none", null);
            json.Optional("missing", null);
            json.Object("object", () => json.Integers("integers", [0, int.MaxValue]));
        }));
        Read(text, root =>
        {
            Assert.Equal("\"\u00fc\ud83d\ude00\"\n", root["text"].Text());
            Assert.True(root["flag"].Flag());
            Assert.Equal(long.MinValue, root["integer"].Integer(long.MinValue, 0));
            Assert.Equal(BigInteger.Pow(7, 300), root["big"].Big());
            Assert.Equal(numbers.Select(BitConverter.DoubleToInt64Bits), root["numbers"].Numbers(any: true).Select(BitConverter.DoubleToInt64Bits));
            Assert.Equal(["", "a"], root["texts"].Texts(2));
            Assert.True(root["none"].IsNull);
            Assert.Null(root.Optional("missing"));
            Assert.Equal([0, int.MaxValue], root["object"]["integers"].Integers());
            Assert.Equal(["text", "flag", "integer", "big", "numbers", "texts", "none", "object"], root.Members().Select(member => member.Name));
            return true;
        });
    }

    [Fact]
    public void Objects_are_written_on_lines() =>
        Assert.Equal("{\"i\":0}\n{\"i\":1}\n", Encoding.UTF8.GetString(Write(json =>
        {
            for (int i = 0; i < 2; i++) json.Line(() => json.Integer("i", i));
        })));

    [Theory]
    [InlineData("{\"a\":1}", "it has no 'b'")]
    [InlineData("{\"b\":1}", "b: it is not an object")]
    [InlineData("{\"b\":{}}", "b: it has no 'c'")]
    [InlineData("{\"b\":{\"c\":[0,2]}}", "b.c: 2 is outside the range from 0 to 1")]
    [InlineData("{\"b\":{\"c\":[0,1,1]}}", "b.c: it must have 2 values, but has 3")]
    [InlineData("{\"b\":{\"c\":[0,1.5]}}", "b.c: it is not a whole number")]
    [InlineData("{\"\\ud800\":1}", "a name contains half of a surrogate pair")]
    [InlineData("[]", "it is not an object")]
    [InlineData("{", "it is not valid JSON (")]
    public void Errors_state_the_position(string text, string expected)
    {
        var error = Assert.Throws<MixtureException>(() => Read(Encoding.UTF8.GetBytes(text), root => root["b"]["c"].Integers(2, below: 2)));
        Assert.StartsWith("The file 'x' doesn't have the expected content: " + expected, error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Errors_quote_little_of_the_text()
    {
        var error = Assert.Throws<MixtureException>(() => Read(Encoding.UTF8.GetBytes("{\"a\":t" + new string('x', 100_000)), root => root.IsNull));
        Assert.InRange(error.Message.Length, 100, 400);
        Assert.Contains("BytePositionInLine", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_choice_is_the_name_of_a_value()
    {
        Assert.Equal(ExitReason.Completed, Read("\"Completed\""u8.ToArray(), root => root.Choice<ExitReason>()));
        foreach (string text in new[] { "\"completed\"", ((int)ExitReason.Completed).ToString(CultureInfo.InvariantCulture), "\"0\"" })
            Assert.Throws<MixtureException>(() => Read(Encoding.UTF8.GetBytes(text), root => root.Choice<ExitReason>()));
    }

    private static byte[] Write(Action<JsonObjectWriter> write)
    {
        using var stream = new MemoryStream();
        using (var json = new JsonObjectWriter(stream)) write(json);
        return stream.ToArray();
    }

    private static T Read<T>(byte[] text, Func<JsonNodeReader, T> read) => JsonText.Read(text, new JsonSource(what => FileError.InvalidModel("x", what)), read);
}
