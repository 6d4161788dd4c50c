using MixturePS.Plots.Typesetting;

namespace MixturePS.Plots.Tests.Typesetting;

public class BidiTextTests
{
    [Theory]
    [InlineData("abc 12", "abc 12", 0)]
    [InlineData("אבג", "גבא", 1)]
    [InlineData("אבג 123", "123 גבא", 1)]
    [InlineData("abc אבג 12.5%", "abc 12.5% גבא", 0)]
    [InlineData("אב ab cd גד", "דג ab cd בא", 1)]
    [InlineData("אב (abc) ג", "ג )abc( בא", 1)]
    [InlineData("ab (אבג) cd", "ab (גבא) cd", 0)]
    [InlineData("אב (ג) 1-2", "1-2 )ג( בא", 1)]
    [InlineData("مئة 12/5", "12/5 ةئم", 1)]
    [InlineData("+1 אב", "בא 1+", 1)]
    [InlineData("a +1 אב", "a +1 בא", 0)]
    [InlineData("אa\u0301ב", "בa\u0301א", 1)]
    [InlineData("123", "123", 0)]
    [InlineData("אב  ", "  בא", 1)]
    [InlineData("a אב  ", "a בא  ", 0)]
    public void Characters_are_in_visual_order(string text, string visual, int line)
    {
        int[] codePoints = [.. text.Select(c => (int)c)];
        var (levels, level) = BidiText.Levels(codePoints);
        Assert.Equal(line, level);
        Assert.Equal(visual, new string([.. BidiText.VisualOrder(levels).Select(i => text[i])]));
    }

    // Characters that the algorithm removes have no level: x.
    [Theory]
    [InlineData("\u202Eabc\u202Cd", "x 1 1 1 x 0")]
    [InlineData("\u202Dאב\u202C", "x 2 2 x")]
    [InlineData("a\u2067אב 1\u2069b", "0 0 1 1 1 2 0 0")]
    [InlineData("\u2068אב\u2069 a", "0 1 1 0 0 0")]
    [InlineData("\u2067a", "0 2")]
    public void Marks_of_direction_are_obeyed(string text, string levels)
    {
        int[] codePoints = [.. text.Select(c => (int)c)];
        int[] kept = [.. Enumerable.Range(0, text.Length).Where(i => !BidiText.IsRemoved(BidiData.Class(codePoints[i])))];
        string[] expected = levels.Split(' ');
        var (found, _) = BidiText.Levels(codePoints);
        Assert.Equal(text.Length, expected.Length);
        Assert.All(kept, i => Assert.Equal(expected[i], $"{found[i]}"));
    }

    [Theory]
    [InlineData(0x05D0, "R")]
    [InlineData(0x0627, "AL")]
    [InlineData(0x0661, "AN")]
    [InlineData(0x06F1, "EN")]
    [InlineData('1', "EN")]
    [InlineData('+', "ES")]
    [InlineData('%', "ET")]
    [InlineData('.', "CS")]
    [InlineData(0x0301, "NSM")]
    [InlineData(' ', "WS")]
    [InlineData('!', "ON")]
    [InlineData('\t', "S")]
    [InlineData('\n', "B")]
    [InlineData(0x200B, "BN")]
    [InlineData(0x202A, "LRE")]
    [InlineData(0x202B, "RLE")]
    [InlineData(0x202C, "PDF")]
    [InlineData(0x202D, "LRO")]
    [InlineData(0x202E, "RLO")]
    [InlineData(0x2066, "LRI")]
    [InlineData(0x2067, "RLI")]
    [InlineData(0x2068, "FSI")]
    [InlineData(0x2069, "PDI")]
    [InlineData(0x2800, "L")]
    [InlineData(0x4E00, "L")]
    [InlineData(0x10FFF, "R")]
    [InlineData(0x1EE00, "AL")]
    [InlineData(0x10FFFD, "L")]
    public void Classes_are_those_of_Unicode(int codePoint, string expected) => Assert.Equal(expected, BidiData.Class(codePoint).ToString());

    [Fact]
    public void Deep_nesting_and_any_sequence_of_classes_give_a_level_for_each_character()
    {
        var random = new Random(5);
        int[] deep = [.. Enumerable.Repeat(0x202B, 300), 0x05D0, .. Enumerable.Repeat(0x202C, 300)];
        Assert.Equal(125, BidiText.Levels(deep).Levels[300]);
        for (int run = 0; run < 500; run++)
        {
            var classes = new BidiClass[random.Next(0, 40)];
            for (int i = 0; i < classes.Length; i++) classes[i] = (BidiClass)random.Next(23);
            int[] codePoints = [.. classes.Select(_ => random.Next(2) == 0 ? '(' : ')')];
            var (levels, line) = BidiText.Levels(codePoints, classes, null);
            Assert.Equal(classes.Length, levels.Length);
            Assert.All(levels, level => Assert.InRange(level, line, 127));
            Assert.Equal(Enumerable.Range(0, levels.Length), BidiText.VisualOrder(levels).Order());
        }
    }
}
