namespace MixturePS.Shell;

/// <summary>Where the lines of an interactive session come from.</summary>
internal interface ICommandReader
{
    /// <summary>Reads one whole command, over several lines where it isn't complete after the first.</summary>
    /// <param name="prompt">Gives the text to show before the first line.</param>
    /// <returns>The command; empty for a line given up; null at the end of input.</returns>
    string? Read(Func<string> prompt);
}
