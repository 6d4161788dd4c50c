using System.IO.Compression;
using MixturePS.Core.Agreement;
using MixturePS.Core.Data;
using MixturePS.Core.Foundation;
using MixturePS.Core.Random;

namespace MixturePS.Core.Files;

/// <summary>
/// The whole content of an object as bytes, with which it is stored by PowerShell or passed to another process: JSON as in a
/// model file, compressed. Numbers read back to the same bits.
/// </summary>
internal static class ObjectContent
{
    /// <summary>The format version that is written, and the newest that can be read.</summary>
    public const int Version = 1;

    // Compression only pays above this length.
    private const int ShortestCompressed = 512;

    private static readonly ModelSection[] Sections =
    [
        .. ModelFile.Sections, new DfmObjectSection(), new DenseMatrixSection(), new CountMatrixSection(), new SparseMatrixSection(),
        new GeneratorObjectSection(), new SeedObjectSection(), new MappingSection(), new WeightingSection(),
    ];

    /// <summary>The types that have content.</summary>
    public static IEnumerable<Type> Types => Sections.Select(section => section.Type);

    /// <summary>The content of an object.</summary>
    /// <param name="value">An object of one of <see cref="Types"/>.</param>
    /// <exception cref="ArgumentException">The object has another type.</exception>
    public static byte[] Write(object value)
    {
        var section = Array.Find(Sections, candidate => candidate.Type == value.GetType())
            ?? throw new ArgumentException($"{value.GetType().Name} has no content.", nameof(value));
        using var text = new MemoryStream();
        using (var json = new JsonObjectWriter(text))
        {
            json.Root(() =>
            {
                json.Integer("version", Version);
                json.Text("kind", section.Type.Name);
                json.Object("content", () => section.Write(json, value, withDocuments: true));
            });
        }

        if (text.Length < ShortestCompressed) return text.ToArray();
        using var bytes = new MemoryStream();
        using (var gzip = new GZipStream(bytes, CompressionLevel.Fastest, leaveOpen: true)) gzip.Write(text.GetBuffer(), 0, (int)text.Length);
        return bytes.ToArray();
    }

    /// <summary>The object with a content.</summary>
    /// <param name="content">What <see cref="Write"/> returned.</param>
    /// <exception cref="MixtureException">InvalidModelFile, or an error of a constructor: the content is damaged.</exception>
    public static object Read(byte[] content)
    {
        var source = new JsonSource(Fault);
        try
        {
            if (!Gzip.IsStart(content)) return JsonText.ReadLong(content, source, Object);
            using var gzip = new GZipStream(new MemoryStream(content), CompressionMode.Decompress);
            return JsonText.ReadLong(gzip, 0, source, Object);
        }
        catch (InvalidDataException error)
        {
            throw Fault(error.Message.TrimEnd('.'));
        }
    }

    private static object Object(JsonNodeReader root)
    {
        long version = root["version"].Integer(1, int.MaxValue);
        if (version > Version) throw root["version"].Fault(FormattableString.Invariant($"version {version} is newer than {Version}"));
        string kind = root["kind"].Text();
        var section = Array.Find(Sections, candidate => candidate.Type.Name == kind) ?? throw root["kind"].Fault($"'{kind}' is not a known kind of object");
        return section.Read(root["content"]);
    }

    private static MixtureException Fault(string what) => FileError.InvalidModel("(serialised object)", what);
}

/// <summary>A document-feature matrix.</summary>
internal sealed class DfmObjectSection : ModelSection
{
    public override Type Type => typeof(Data.Dfm);

    public override void Write(JsonObjectWriter json, object value, bool withDocuments) => DfmSection.Write(json, (Data.Dfm)value, withDocuments);

    public override object Read(JsonNodeReader content) => DfmSection.Read(content);
}

/// <summary>A random generator at its position in the stream.</summary>
internal sealed class GeneratorObjectSection : ModelSection
{
    public override Type Type => typeof(RandomGenerator);

    public override void Write(JsonObjectWriter json, object value, bool withDocuments) => GeneratorSection.Write(json, (RandomGenerator)value);

    public override object Read(JsonNodeReader content) => GeneratorSection.Generator(content);
}

/// <summary>A seed sequence.</summary>
internal sealed class SeedObjectSection : ModelSection
{
    public override Type Type => typeof(SeedSequence);

    public override void Write(JsonObjectWriter json, object value, bool withDocuments) => GeneratorSection.WriteSeed(json, (SeedSequence)value);

    public override object Read(JsonNodeReader content) => GeneratorSection.Seed(content);
}

/// <summary>A matching of labels.</summary>
internal sealed class MappingSection : ModelSection
{
    public override Type Type => typeof(LabelMapping);

    public override void Write(JsonObjectWriter json, object value, bool withDocuments) => ClusteringParts.Write(json, (LabelMapping)value);

    public override object Read(JsonNodeReader content) => ClusteringParts.Map(content);
}

/// <summary>A weighting with its factors.</summary>
internal sealed class WeightingSection : ModelSection
{
    public override Type Type => typeof(DfmWeighting);

    public override void Write(JsonObjectWriter json, object value, bool withDocuments)
    {
        var weighting = (DfmWeighting)value;
        json.Flag("isCount", weighting.IsCount);
        json.Text("name", weighting.Name);
        json.Numbers("featureWeight", weighting.FeatureWeight);
    }

    public override object Read(JsonNodeReader content) => content["isCount"].Flag()
        ? DfmWeighting.Count
        : DfmWeighting.Weighted(content["name"].Text(), content["featureWeight"].OrNull(values => values.Numbers(any: true)));
}
