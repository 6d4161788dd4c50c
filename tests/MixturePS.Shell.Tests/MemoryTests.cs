namespace MixturePS.Shell.Tests;

/// <summary>What a process that has 200 MiB to itself says to more.</summary>
public sealed class MemoryTests
{
    private static readonly Start Small = new() { Environment = new Dictionary<string, string> { ["DOTNET_GCHeapHardLimit"] = "C800000" } };

    [Fact]
    public void AMatrixLargerThanTheMemoryThereIsIsRefusedWithItsSize()
    {
        var result = ShellProcess.Run(Small, "-Command", "try { New-MixtureModel -K 1 -J 30000000 } catch { $_.FullyQualifiedErrorId; $_.Exception.Message }");
        Assert.Equal("MatrixTooLarge,MixturePS.Commands.NewMixtureModelCommand", result.Lines[0]);
        Assert.Contains("240000000 bytes (228.88 MiB); there are 200 MiB for this process", result.Lines[1], StringComparison.Ordinal);
    }

    [Fact]
    public void MemoryThatRunsOutOnTheWayIsAnErrorAndNotTheEndOfTheSession()
    {
        // One vector of 15 million numbers fits, two don't.
        var result = ShellProcess.Run(Small, "-Command", "try { New-MixtureModel -K 1 -J 15000000 } catch { $_.FullyQualifiedErrorId }; (New-MixtureModel -K 2 -J 3).K");
        Assert.Equal(["OutOfMemory,MixturePS.Commands.NewMixtureModelCommand", "2"], result.Lines);
    }
}
