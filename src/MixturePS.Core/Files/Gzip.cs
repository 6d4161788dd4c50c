namespace MixturePS.Core.Files;

/// <summary>Recognises compressed files by their names or by their first bytes.</summary>
internal static class Gzip
{
    /// <summary>The first bytes of a gzip file, as characters.</summary>
    public const string Mark = "\u001F\u008B";

    /// <summary>Whether bytes start like a gzip file.</summary>
    public static bool IsStart(ReadOnlySpan<byte> bytes) => bytes.Length >= Mark.Length && bytes[0] == Mark[0] && bytes[1] == Mark[1];

    /// <summary>Whether a file is compressed: its name ends in .gz, or its bytes say so.</summary>
    /// <param name="path">The path.</param>
    /// <param name="stream">The stream at its start; afterwards a stream that is still at the start, also if it can't be rewound.</param>
    public static bool IsCompressed(string path, ref Stream stream)
    {
        if (DfmPaths.IsCompressed(path)) return true;
        var start = new byte[Mark.Length];
        int read = stream.ReadAtLeast(start, start.Length, throwOnEndOfStream: false);
        if (stream.CanSeek) stream.Position = 0;
        else stream = new Restarted(start[..read], stream);
        return IsStart(start.AsSpan(0, read));
    }

    /// <summary>A stream before which the bytes that were read of it are put back.</summary>
    private sealed class Restarted(byte[] start, Stream rest) : Stream
    {
        private int _position;

        public override bool CanRead => true;

        public override bool CanSeek => false;

        public override bool CanWrite => false;

        public override long Length => throw new NotSupportedException();

        public override long Position { get => throw new NotSupportedException(); set => throw new NotSupportedException(); }

        public override int Read(byte[] buffer, int offset, int count) => Read(buffer.AsSpan(offset, count));

        public override int Read(Span<byte> buffer)
        {
            if (_position == start.Length) return rest.Read(buffer);
            int count = Math.Min(buffer.Length, start.Length - _position);
            start.AsSpan(_position, count).CopyTo(buffer);
            _position += count;
            return count;
        }

        public override void Flush()
        {
        }

        public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

        public override void SetLength(long value) => throw new NotSupportedException();

        public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

        protected override void Dispose(bool disposing)
        {
            if (disposing) rest.Dispose();
            base.Dispose(disposing);
        }
    }
}
