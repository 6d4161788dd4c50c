using System.Net;
using System.Security.Cryptography;
using System.Text;
using MixturePS.Core.Clustering;
using MixturePS.Core.Files;
using MixturePS.Core.Foundation;

namespace MixturePS.Core.Reports;

/// <summary>
/// Writes a report as one HTML file, which needs no network: a policy in the page forbids everything except the page's own script
/// and styles, by their hashes. The data are JSON in an element that isn't executed. The content depends only on the report.
/// </summary>
internal static class ReportFile
{
    private const string Extension = ".html";
    private static readonly Lazy<(string Script, string Style)> s_bundle = new(() => (Resource("report.js"), Resource("report.css")));

    /// <summary>The path of a report: with the extension .html, unless it has it already, or .htm.</summary>
    public static string PathOf(string path) =>
        Path.GetExtension(path).ToUpperInvariant() is ".HTML" or ".HTM" ? path : path + Extension;

    /// <summary>Validates a file path before there is a report.</summary>
    /// <param name="path">The file.</param>
    /// <param name="overwrite">Whether an existing file is replaced.</param>
    /// <exception cref="MixtureException">FolderNotFound or FileExists.</exception>
    public static void Check(string path, bool overwrite)
    {
        if (!Directory.Exists(Path.GetDirectoryName(Path.GetFullPath(path)))) throw ReportError.FolderNotFound(path);
        if (!overwrite && File.Exists(path)) throw FileError.Exists(path);
    }

    /// <summary>Gathers a report on a clustering and writes it to a temporary file, which is renamed when complete.</summary>
    /// <param name="clustering">The clustering.</param>
    /// <param name="path">The file.</param>
    /// <param name="options">The options.</param>
    /// <param name="overwrite">Whether an existing file is replaced.</param>
    /// <param name="progress">Receives progress, or null.</param>
    /// <param name="cancellation">The cancellation token.</param>
    /// <returns>The number of documents shown, and the size of the file in bytes.</returns>
    /// <exception cref="MixtureException">The errors of <see cref="Check"/> and <see cref="ClusterReport.Gather"/>, and FileNotWritable.</exception>
    public static (int Shown, long Length) Write(
        FittedClustering clustering, string path, ReportOptions options, bool overwrite, IProgress<ProgressReport>? progress = null, CancellationToken cancellation = default)
    {
        Check(path, overwrite);
        var report = ClusterReport.Gather(clustering, options, progress is null ? null : new ProgressPart(progress, 0, 0.9), cancellation);
        return (report.Documents.Index.Length, Save(path, overwrite, stream => Write(report, stream, cancellation), cancellation));
    }

    /// <summary>Gathers a report on an experiment and writes it to a temporary file, which is renamed when complete.</summary>
    /// <param name="rows">The rows.</param>
    /// <param name="path">The file.</param>
    /// <param name="options">The options.</param>
    /// <param name="overwrite">Whether an existing file is replaced.</param>
    /// <param name="progress">Receives progress, or null.</param>
    /// <param name="cancellation">The cancellation token.</param>
    /// <returns>The number of runs shown, and the size of the file in bytes.</returns>
    /// <exception cref="MixtureException">The errors of <see cref="Check"/> and <see cref="ExperimentReport.Gather"/>, and FileNotWritable.</exception>
    public static (int Shown, long Length) Write(
        RunTable rows, string path, ExperimentReportOptions options, bool overwrite, IProgress<ProgressReport>? progress = null, CancellationToken cancellation = default)
    {
        Check(path, overwrite);
        var report = ExperimentReport.Gather(rows, options, progress is null ? null : new ProgressPart(progress, 0, 0.9), cancellation);
        return (report.Runs.Length, Save(path, overwrite, stream => Write(report, stream, cancellation), cancellation));
    }

    /// <summary>Writes the page of a report on a clustering.</summary>
    /// <param name="report">The report.</param>
    /// <param name="stream">The destination, which is left open.</param>
    /// <param name="cancellation">The cancellation token.</param>
    internal static void Write(ClusterReport report, Stream stream, CancellationToken cancellation = default) =>
        Page(report.Title, json => ReportJson.Write(report, json), stream, cancellation);

    /// <summary>Writes the page of a report on an experiment.</summary>
    /// <param name="report">The report.</param>
    /// <param name="stream">The destination, which is left open.</param>
    /// <param name="cancellation">The cancellation token.</param>
    internal static void Write(ExperimentReport report, Stream stream, CancellationToken cancellation = default) =>
        Page(report.Title, json => ExperimentJson.Write(report, json), stream, cancellation);

    private static long Save(string path, bool overwrite, Action<Stream> write, CancellationToken cancellation)
    {
        using var page = new MemoryStream();
        write(page);
        cancellation.ThrowIfCancellationRequested();
        using var files = new FileTransaction(overwrite);
        using (var stream = files.Create(path))
        {
            try
            {
                page.WriteTo(stream);
                stream.Flush();
            }
            catch (Exception error) when (FileTransaction.IsFileError(error))
            {
                throw FileError.NotWritable(path, error.Message);
            }
        }

        files.Commit();
        return page.Length;
    }

    private static void Page(string heading, Action<JsonObjectWriter> data, Stream stream, CancellationToken cancellation)
    {
        var (script, style) = s_bundle.Value;
        string title = WebUtility.HtmlEncode(heading);
        Text($"""
            <!DOCTYPE html>
            <html lang="en">
            <head>
            <meta charset="utf-8">
            <meta http-equiv="Content-Security-Policy" content="default-src 'none'; script-src '{Hash(script)}'; style-src '{Hash(style)}'; img-src data:; base-uri 'none'; form-action 'none'">
            <meta name="viewport" content="width=device-width, initial-scale=1">
            <meta name="color-scheme" content="light dark">
            <title>{title}</title>
            <style>{style}</style>
            </head>
            <body>
            <noscript>This report needs JavaScript, which runs only in this page.</noscript>
            <script type="application/json" id="data">
            """);
        ReportJson.Write(stream, data, cancellation);
        Text($"</script>\n<script>{script}</script>\n</body>\n</html>\n");

        void Text(string text) => stream.Write(Encoding.UTF8.GetBytes(text.ReplaceLineEndings("\n")));
    }

    private static string Hash(string content) => "sha256-" + Convert.ToBase64String(SHA256.HashData(Encoding.UTF8.GetBytes(content)));

    private static string Resource(string name)
    {
        using var reader = new StreamReader(typeof(ReportFile).Assembly.GetManifestResourceStream(name)!, Encoding.UTF8);
        return reader.ReadToEnd().ReplaceLineEndings("\n").TrimEnd('\n');
    }
}
