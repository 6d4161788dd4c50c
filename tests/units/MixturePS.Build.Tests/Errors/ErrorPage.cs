using System.Text;

namespace MixturePS.Build.Tests.Errors;

/// <summary>The page of all errors, docs/errors.md, generated from the methods that create them.</summary>
internal static class ErrorPage
{
    private const string Head =
        """
        # Errors

        <!-- Generated from the comments of the methods that create the errors. To change this page, edit them and run
             MIXTUREPS_UPDATE=1 dotnet test tests/units/MixturePS.Build.Tests -c Release --filter ErrorPageTests -->

        Each error has an id that stays the same even if its message is reworded. Scripts can test for it with `FullyQualifiedErrorId`, which consists of the id, a comma and the class of the cmdlet:

            try { New-MixtureModel -K 0 }
            catch { if ($_.FullyQualifiedErrorId -like 'InvalidClusterCount,*') { 'K is too small' } }

        The message states the values involved. If one of several objects from the pipeline causes an error, the cmdlet writes the error and continues with the next object, unless you give `-ErrorAction Stop`. An error in a parameter, or in the only input object, ends the command. The last column is `$_.CategoryInfo.Category`.

        | Id | When | What to do | Category |
        | --- | --- | --- | --- |

        """;

    /// <summary>The page's text.</summary>
    public static string Text(IEnumerable<ErrorFactory> factories)
    {
        var page = new StringBuilder(Head.ReplaceLineEndings("\n"));
        foreach (var id in factories.GroupBy(factory => factory.Id, StringComparer.Ordinal).OrderBy(group => group.Key, StringComparer.Ordinal))
        {
            page.Append("| `").Append(id.Key).Append("` | ").Append(Joined(id.Select(factory => factory.When)))
                .Append(" | ").Append(Joined(id.Select(factory => factory.Cure)))
                .Append(" | ").Append(Joined(id.Select(factory => factory.Category.ToString()))).Append(" |\n");
        }

        return page.ToString();
    }

    private static string Joined(IEnumerable<string> texts) =>
        string.Join(' ', texts.Distinct(StringComparer.Ordinal)).Replace("|", "\\|", StringComparison.Ordinal);
}
