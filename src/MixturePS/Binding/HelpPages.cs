namespace MixturePS.Binding;

/// <summary>The web address of the cmdlets' pages, which <c>Get-Help -Online</c> opens.</summary>
internal static class HelpPages
{
    /// <summary>The folder of the pages: the manifest's ProjectUri followed by docs/commands/, one page per cmdlet.</summary>
    public const string Root = "https://mixtureps.example/docs/commands/";
}
