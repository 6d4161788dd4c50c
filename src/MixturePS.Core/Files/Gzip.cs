namespace MixturePS.Core.Files;

/// <summary>Recognises compressed files by their first bytes, whatever their name.</summary>
internal static class Gzip
{
    private const int First = 0x1F, Second = 0x8B;

    /// <summary>Whether a stream starts like a gzip file.</summary>
    /// <param name="stream">The stream at its start; afterwards a stream that is still at the start, also if it can't be rewound.</param>
    public static bool IsStart(ref Stream stream)
    {
        var start = new byte[2];
        int read = stream.ReadAtLeast(start, start.Length, throwOnEndOfStream: false);
        if (stream.CanSeek) stream.Position = 0;
        else stream = new Restarted(start[..read], stream);
        return read == 2 && start[0] == First && start[1] == Second;
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
