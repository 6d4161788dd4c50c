using System.Text;

namespace MixturePS.Build.Tests.Errors;

/// <summary>The page of all errors, docs/errors.md, made from the factories that raise them.</summary>
internal static class ErrorPage
{
    private const string Head =
        """
        # Errors

        <!-- Made from the comments of the methods that raise the errors. To change it, change those and run
             MIXTUREPS_UPDATE=1 dotnet test tests/units/MixturePS.Build.Tests -c Release --filter ErrorPageTests -->

        Each error has an id that stays the same, whatever the wording of its message; a script asks for it by `FullyQualifiedErrorId`, which is the id, a comma and the cmdlet's class:

            try { New-MixtureModel -K 0 }
            catch { if ($_.FullyQualifiedErrorId -like 'InvalidClusterCount,*') { 'K is too small' } }

        The message tells the numbers involved. An error of one object that came down a pipeline is written and the next object is worked on, unless `-ErrorAction Stop` says otherwise; an error of a parameter, or of the only object there is, ends the command. The category is what `$_.CategoryInfo.Category` says.

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
