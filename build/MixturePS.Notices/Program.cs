namespace MixturePS.Notices;

/// <summary>Generates the file of third-party licences, or reports a file without a licence.</summary>
public static class Program
{
    private const string Usage = "MixturePS.Notices MODULE DEPS-JSON PACKAGES TEXTS OUTPUT";

    /// <summary>Runs the tool.</summary>
    /// <param name="arguments">
    /// The module's folder, the list of its packages (.deps.json), the folder of packages, the folder of licence texts for
    /// packages that only name their licence, and the output file.
    /// </param>
    /// <returns>0 if the file was written; 1 if a third-party file has no licence; 2 if the arguments are wrong.</returns>
    public static int Main(string[] arguments)
    {
        if (arguments.Length != 5)
        {
            Console.WriteLine($"MixturePS.Notices : error MPN000: {Usage}");
            return 2;
        }

        return Make(arguments[0], arguments[1], arguments[2], new LicenceTexts(arguments[3]), arguments[4], Console.Out);
    }

    /// <summary>Writes the file, or reports the faults.</summary>
    internal static int Make(string module, string dependencies, string packages, LicenceTexts texts, string output, TextWriter messages)
    {
        string notices;
        try
        {
            notices = NoticeText.Of(ThirdParty.Find(module, PackageFiles.Read(dependencies), packages, texts));
        }
        catch (NoLicenceException fault)
        {
            messages.WriteLine($"MixturePS.Notices : error MPN001: {fault.Message}");
            return 1;
        }

        if (!File.Exists(output) || File.ReadAllText(output) != notices) File.WriteAllText(output, notices);
        return 0;
    }
}

/// <summary>A third-party file without a licence that the tool can find.</summary>
internal sealed class NoLicenceException(string message) : Exception(message);
