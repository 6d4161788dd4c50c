using System.Collections;
using System.Management.Automation;

namespace MixturePS.Binding;

/// <summary>
/// Reads numbers from text, alone or in lists, where PowerShell would skip thousands separators and read '1,5' as 15. Other
/// values are left to PowerShell.
/// </summary>
[AttributeUsage(AttributeTargets.Property)]
public sealed class NumberTransformationAttribute : ArgumentTransformationAttribute
{
    /// <inheritdoc/>
    public override object Transform(EngineIntrinsics engineIntrinsics, object inputData) => PSValue.Unwrap(inputData) switch
    {
        string text => Read(text),
        IList list => list.Cast<object?>().Select(item => PSValue.Unwrap(item) is string text ? Read(text) : item).ToArray(),
        _ => inputData,
    };

    private static object Read(string text) => PSValue.TryNumber(text, out double number)
        ? number
        : throw new ArgumentTransformationMetadataException(
            Core.Foundation.VisibleText.Of($"'{text}' is not a number. Write numbers with a decimal point and without thousands separators, such as 1.5."));
}
