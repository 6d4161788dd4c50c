using System.Xml.Linq;

namespace MixturePS.Build.Tests;

public sealed class ProseTests
{
    private static readonly Prose Prose = new(new Dictionary<string, string> { ["T:N.InvokeStewCommand"] = "Invoke-Stew" });

    [Theory]
    [InlineData("<see cref=\"T:N.InvokeStewCommand\"/>", "Invoke-Stew")]
    [InlineData("<see cref=\"T:N.M.Pot\"/>", "Pot")]
    [InlineData("<see cref=\"T:System.Collections.Generic.List`1\"/>", "List")]
    [InlineData("<see cref=\"P:N.InvokeStewCommand.Amount\"/>", "Amount")]
    [InlineData("<see cref=\"M:N.Pot.Stir(System.Int32,System.Double)\"/>", "Stir")]
    [InlineData("<see cref=\"M:N.Pot.#ctor(System.Int32)\"/>", "Pot")]
    [InlineData("<see cref=\"T:N.Pot\">the pot</see>", "the pot")]
    [InlineData("<see langword=\"null\"/>", "null")]
    [InlineData("<paramref name=\"k\"/> &lt; <c>K</c>", "k < K")]
    [InlineData("<see href=\"https://example.org\"/>", "https://example.org")]
    [InlineData("<see href=\"https://example.org\">here</see>", "here (https://example.org)")]
    [InlineData("  two\n   lines  ", "two lines")]
    public void AReferenceIsPlainText(string comment, string text) => Assert.Equal(text, Prose.Line(Parse(comment)));

    [Fact]
    public void ParagraphsListsAndBareTextKeepTheirOrder()
    {
        var comment = Parse("a\n<para>b <list type=\"number\"><item>x</item><item><term>y</term><description>z</description></item></list> c</para>d<code>\n  e\n    f\n</code>");
        Assert.Equal(["a", "b", "1. x\n2. y: z", "c", "d", "e\n  f"], Prose.Paragraphs(comment));
    }

    [Theory]
    [InlineData("<code>\n            a {\n                b\n\n            }\n            </code>", "a {\n    b\n\n}")]
    [InlineData("<code>a</code>", "a")]
    [InlineData("<code>\n  a</code>", "a")]
    [InlineData("<code>\r\n  a\r\n  b\r\n</code>", "a\nb")]
    public void CodeLosesTheIndentationOfTheComment(string block, string code) => Assert.Equal(code, Prose.Code(Parse(block).Element("code")!));

    [Fact]
    public void CodeOnTheLineOfItsElementKeepsTheIndentationOfTheNextLines() =>
        Assert.Equal("a |\n    b", Prose.Code(Parse("\n            <code>a |\n                b</code>").Element("code")!));

    private static XElement Parse(string content) => XElement.Parse($"<x>{content}</x>", LoadOptions.PreserveWhitespace | LoadOptions.SetLineInfo);
}
