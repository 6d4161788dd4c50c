namespace MixturePS.Notices;

/// <summary>Makes the file of licences of what the module brings along, or says which file has none.</summary>
public static class Program
{
    private const string Usage = "MixturePS.Notices MODULE DEPS-JSON PACKAGES TEXTS OUTPUT";

    /// <summary>Runs the tool.</summary>
    /// <param name="arguments">
    /// The module's folder, the list of its packages (.deps.json), the folder of packages, that of the texts of licences which
    /// packages name without having them, and the file to write.
    /// </param>
    /// <returns>0 where the file was written; 1 where a file of others has no licence; 2 where the arguments are wrong.</returns>
    public static int Main(string[] arguments)
    {
        if (arguments.Length != 5)
        {
            Console.WriteLine($"MixturePS.Notices : error MPN000: {Usage}");
            return 2;
        }

        return Make(arguments[0], arguments[1], arguments[2], new LicenceTexts(arguments[3]), arguments[4], Console.Out);
    }

    /// <summary>Writes the file, or the faults.</summary>
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

/// <summary>A file that others wrote comes without a licence that the tool can find.</summary>
internal sealed class NoLicenceException(string message) : Exception(message);
