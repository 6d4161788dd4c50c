namespace MixturePS.Core.Foundation;

/// <summary>A receiver of progress that shows few of the reports. A computation with many short steps makes only those that are due.</summary>
internal interface IThrottledProgress : IProgress<ProgressReport>
{
    /// <summary>Whether the next report would be shown.</summary>
    bool IsDue { get; }
}
