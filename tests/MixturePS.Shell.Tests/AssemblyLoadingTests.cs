namespace MixturePS.Shell.Tests;

public sealed class AssemblyLoadingTests
{
    private const string Loaded = """
        $names = [string[]]([AppDomain]::CurrentDomain.GetAssemblies().GetName().Name)
        ('MixturePS.Core', 'MixturePS.Plots', 'ScottPlot', 'SkiaSharp', 'CsvHelper', 'MathNet.Numerics', 'Lucene.Net' | Where-Object { $names -contains $_ }) -join ' '
        """;

    [Fact]
    public void WhatDrawsIsLoadedByTheFirstPicture()
    {
        string folder = Directory.CreateTempSubdirectory("MixturePS").FullName;
        try
        {
            var result = ShellProcess.Run(
                new Start { Folder = folder },
                "-nop",
                "-noni",
                "-c",
                $$"""
                Import-Module MixturePS
                {{Loaded}}
                $model = New-MixtureModel -K 2 -J 5 -Seed 1
                {{Loaded}}
                $model | Export-MixturePlot words.png
                {{Loaded}}
                """);
            Assert.Equal(string.Empty, result.Error);
            Assert.Equal("MixturePS.Core", result.Lines[0]);
            Assert.Equal(["MixturePS.Core", "MixturePS.Core", "MixturePS.Core MixturePS.Plots ScottPlot SkiaSharp"], Array.ConvertAll(result.Lines, line => line.Replace(" MathNet.Numerics", string.Empty, StringComparison.Ordinal)));
            Assert.True(File.Exists(Path.Combine(folder, "words.png")));
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }
}
