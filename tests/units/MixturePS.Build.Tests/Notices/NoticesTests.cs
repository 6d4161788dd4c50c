using MixturePS.Notices;
using Tool = MixturePS.Notices.Program;

namespace MixturePS.Build.Tests.Notices;

/// <summary>Third-party licences: read from packages, completed if a package has only the name, and reported if missing.</summary>
public sealed class NoticesTests : IDisposable
{
    private const string Permission = "Permission is granted to everyone who reads these words, and to everyone who does not read them either. ";

    private readonly string _folder = Directory.CreateTempSubdirectory().FullName;

    public NoticesTests()
    {
        Write("texts/MIT.txt", string.Concat(Enumerable.Repeat(Permission, 6)));
        Write("texts/Free-1.0.txt", string.Concat(Enumerable.Repeat("Do as you like with this, and say who wrote it. ", 12)));
        Write("module/Own.dll", "");
        Write("module/deps/One.dll", "");
        Write("deps.json",
            """
            {
              "targets": { ".NET": {
                "Own/1.0.0": { "runtime": { "Own.dll": {} } },
                "One/1.2.3": { "runtime": { "lib/net8.0/One.dll": {} } },
                "Two/2.0.0": { "runtimeTargets": { "runtimes/a/native/two.so": {}, "runtimes/b/native/two.so": {} } } } },
              "libraries": { "Own/1.0.0": { "type": "project" }, "One/1.2.3": { "type": "package" }, "Two/2.0.0": { "type": "package" } }
            }
            """);
        Package("one/1.2.3", "<license type=\"expression\">MIT</license><copyright>Copyright One</copyright>");
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public void A_package_that_only_names_its_licence_gets_the_text_with_its_copyright()
    {
        Assert.Equal("", Faults());
        Assert.Contains("\nOne 1.2.3\n    Licence:   MIT\n    Copyright: Copyright One\n    Texts:     [1]\n    File:      deps/One.dll\n", Made, StringComparison.Ordinal);
        Assert.Contains("[1] One 1.2.3\n" + new string('=', 80) + "\n\nMIT License\n\nCopyright One\n\n" + Permission, Made, StringComparison.Ordinal);
        Assert.DoesNotContain("Own", Made, StringComparison.Ordinal);
    }

    [Fact]
    public void Notices_of_a_package_are_not_its_licence()
    {
        Write("packages/one/1.2.3/THIRD-PARTY-NOTICES.txt", "Others:\n" + string.Concat(Enumerable.Repeat(Permission, 6)));
        Assert.Equal("", Faults());
        Assert.Contains("    Texts:     [1], [2]\n", Made, StringComparison.Ordinal);
        Assert.Contains("Copyright One\n\n" + Permission, Made, StringComparison.Ordinal);
        Assert.Contains("Others:\n" + Permission, Made, StringComparison.Ordinal);
    }

    [Fact]
    public void A_text_of_a_package_is_reproduced_verbatim_and_once()
    {
        string text = "The words of Two\n\n" + string.Concat(Enumerable.Repeat("Do as you like with this, and say who wrote it. ", 12));
        Package("two/2.0.0", "<license type=\"file\">LICENSE.txt</license>");
        Package("one/1.2.3", "<license type=\"file\">LICENSE.txt</license>");
        Write("packages/two/2.0.0/LICENSE.txt", "\uFEFF" + text.Replace("\n", "\r\n", StringComparison.Ordinal));
        Write("packages/one/1.2.3/LICENSE.txt", text);
        Write("module/deps/runtimes/b/native/two.so", "");
        Assert.Equal("", Faults());
        Assert.Contains("\nTwo 2.0.0\n    Licence:   Free-1.0\n    Texts:     [1]\n    File:      deps/runtimes/b/native/two.so\n", Made, StringComparison.Ordinal);
        Assert.Contains("[1] One 1.2.3, Two 2.0.0\n", Made, StringComparison.Ordinal);
        Assert.Equal(2, Made.Split(text).Length);
    }

    [Fact]
    public void The_licence_whose_text_is_available_is_chosen()
    {
        Package("one/1.2.3", "<license type=\"expression\">Other OR Free-1.0</license>");
        Assert.Equal("", Faults());
        Assert.Contains("Licence:   Other OR Free-1.0 (here under Free-1.0)\n", Made, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("module/deps/Stray.dll", "deps/Stray.dll")]
    [InlineData("module/Stray.dll", "Stray.dll")]
    [InlineData("module/deps/fonts/a.ttf", "deps/fonts/a.ttf")]
    public void A_file_of_unknown_origin_fails_the_build(string file, string named)
    {
        Write(file, "");
        Assert.StartsWith($"MixturePS.Notices : error MPN001: {named} is from no package", Faults(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("", "names no licence")]
    [InlineData("<license type=\"expression\">Other</license>", "is under Other but doesn't contain its text")]
    [InlineData("<license type=\"file\">LICENSE.md</license>", "names no licence")]
    public void A_package_without_a_licence_fails_the_build(string about, string message)
    {
        Package("one/1.2.3", about);
        Assert.Contains(message, Faults(), StringComparison.Ordinal);
    }

    [Fact]
    public void A_package_that_names_no_licence_has_the_published_one_of_its_project()
    {
        Package("one/1.2.3", "");
        string text = "MIT License\n\nCopyright One\n\n" + string.Concat(Enumerable.Repeat(Permission, 6));
        Write("texts/packages/on.txt", text);
        Assert.Contains("names no licence", Faults(), StringComparison.Ordinal);
        Write("texts/packages/one.txt", text);
        Assert.Equal("", Faults());
        Assert.Contains("\nOne 1.2.3\n    Licence:   MIT\n", Made, StringComparison.Ordinal);
        Assert.Contains(text, Made, StringComparison.Ordinal);
    }

    [Fact]
    public void A_folder_with_its_own_licence_is_named_after_its_first_words()
    {
        Write("module/deps/fonts/a.ttf", "");
        Write("module/deps/fonts/LICENSE.txt", "Letters 1.5, as its makers say\n\nUse it.");
        Assert.Equal("", Faults());
        Assert.Contains("\nLetters 1.5\n    Licence:   its own, as below\n", Made, StringComparison.Ordinal);
        Assert.Contains("\n\nLetters 1.5, as its makers say\n\nUse it.\n", Made, StringComparison.Ordinal);
    }

    [Fact]
    public void Unicode_data_in_the_core_has_its_licence()
    {
        Write("module/deps/MixturePS.Core.dll", "");
        Write("deps.json",
            """
            {
              "targets": { ".NET": {
                "Own/1.0.0": { "runtime": { "Own.dll": {} } },
                "MixturePS.Core/1.0.0": { "runtime": { "MixturePS.Core.dll": {} } },
                "One/1.2.3": { "runtime": { "lib/net8.0/One.dll": {} } } } },
              "libraries": { "Own/1.0.0": { "type": "project" }, "MixturePS.Core/1.0.0": { "type": "project" }, "One/1.2.3": { "type": "package" } }
            }
            """);
        Assert.Contains("Unicode-3.0", Faults(), StringComparison.Ordinal);
        Write("texts/Unicode-3.0.txt", string.Concat(Enumerable.Repeat("Use the data, and keep this notice with it. ", 12)));
        Assert.Equal("", Faults());
        Assert.Contains("\nUnicode Character Database, tables generated from it\n    Licence:   Unicode-3.0\n", Made, StringComparison.Ordinal);
        Assert.Contains("    File:      deps/MixturePS.Core.dll\n", Made, StringComparison.Ordinal);
    }

    private string Made => File.ReadAllText(Path.Combine(_folder, "notices.txt"));

    private string Faults()
    {
        using var messages = new StringWriter();
        int code = Tool.Make(Path.Combine(_folder, "module"), Path.Combine(_folder, "deps.json"), Path.Combine(_folder, "packages"),
            new LicenceTexts(Path.Combine(_folder, "texts")), Path.Combine(_folder, "notices.txt"), messages);
        Assert.Equal(messages.ToString().Length > 0 ? 1 : 0, code);
        return messages.ToString();
    }

    private void Package(string folder, string about) =>
        Write($"packages/{folder}/{folder.Split('/')[0]}.nuspec", $"<package xmlns=\"urn:any\"><metadata>{about}</metadata></package>");

    private void Write(string name, string text)
    {
        string path = Path.Combine(_folder, name);
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        File.WriteAllText(path, text);
    }
}
