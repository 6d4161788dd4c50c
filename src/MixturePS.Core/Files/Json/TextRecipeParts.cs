using MixturePS.Core.Data;
using MixturePS.Core.Foundation;
using MixturePS.Core.Text;

namespace MixturePS.Core.Files;

/// <summary>The record of how texts were tokenised, as an object with the values of each option; older files don't have it.</summary>
internal static class TextRecipeParts
{
    private const string Name = "textRecipe";

    /// <summary>Writes a recipe, or nothing if there is none.</summary>
    public static void Write(JsonObjectWriter json, TextRecipe? recipe)
    {
        if (recipe is null) return;
        json.Object(Name, () =>
        {
            foreach (var option in recipe.Options) json.Texts(option.Name, option.Values);
        });
    }

    /// <summary>Reads the recipe in an object; null if it has none.</summary>
    /// <exception cref="MixtureException">The error of the file.</exception>
    public static TextRecipe? Read(JsonNodeReader parent)
    {
        if (parent.Optional(Name) is not { IsNull: false } node) return null;
        try
        {
            return TextRecipes.Read(node.Members().Select(member => (member.Name, member.Value.Texts())).DistinctBy(option => option.Name));
        }
        catch (MixtureException error) when (error.Id == "InvalidTextRecipe")
        {
            throw node.Fault(error.Message.TrimEnd('.'));
        }
    }
}
