namespace MixturePS.Build.Tests;

/// <summary>What a user sees at the console.</summary>
public sealed class RenderingTests
{
    [Fact]
    public void FullHelpShowsEverySection()
    {
        string text = Fixture.Engine.Show("Get-Help Invoke-Stew -Full");
        string[] headings = ["NAME", "SYNOPSIS", "SYNTAX", "DESCRIPTION", "PARAMETERS", "INPUTS", "OUTPUTS", "RELATED LINKS"];
        Assert.Equal(headings, text.Split('\n').Where(line => line.Length > 0 && !line.StartsWith(' ')));
        Assert.Contains("\n    Invoke-Stew [[-Amount] <double[]>] -Lid [-Heat {Low | High | Unsaid}]", text, StringComparison.Ordinal);
        Assert.Contains("\n    Three things happen, true or not:\n\n    * the pot warms;\n    * lid: it rattles.\n\n    See the recipe", text, StringComparison.Ordinal);
        Assert.Contains("\n    Stew#Row\n", text, StringComparison.Ordinal);
        Assert.Contains("\n    Online version: https://example.org/help/stew\n    Invoke-Bare\n", text, StringComparison.Ordinal);
    }

    [Fact]
    public void ExamplesAreShownAsASession() =>
        Assert.Contains(
            """

                PS > foreach ($heat in 'Low', 'High') {
                    Invoke-Stew -Amount 1, 2 -Heat $heat
                }
                Name  Amount
                ----  ------
                a          1
                  b        2

                It takes a while.

                1. wait
                2. eat

                --------------------- Example 2: Stew in a pipe ----------------------

                PS > $pot | Invoke-Stew |
                    Invoke-Stew -Cut thick

                The pot comes back.

            """.ReplaceLineEndings("\n"),
            Fixture.Engine.Show("Get-Help Invoke-Stew -Examples"),
            StringComparison.Ordinal);

    [Fact]
    public void AParameterIsShownWithItsValuesAndDefault() =>
        Assert.Equal(
            """
            -Heat <Heat>
                The heat.

                Low
                    Hardly warm.

                High
                    As hot as it gets; not Low.

                Unsaid

                Required?                    false
                Position?                    named
                Default value                Low
                Accept pipeline input?       false
                Aliases                      none
                Accept wildcard characters?  false
            """.ReplaceLineEndings("\n"),
            Fixture.Engine.Show("Get-Help Invoke-Stew -Parameter Heat").Trim());
}
