using System.IO.Compression;
using System.Security.Cryptography;
using MixturePS.Core.Foundation;

namespace MixturePS.Core.Files;

/// <summary>
/// A decompressing gzip stream that detects truncation, which <see cref="GZipStream"/> mistakes for the end. A gzip member
/// with a random mark is appended to the file: the mark is decompressed last only if the file's own members are complete.
/// </summary>
internal sealed class VerifiedGzipStream : Stream
{
    private static readonly byte[] Mark = RandomNumberGenerator.GetBytes(16);
    private static readonly byte[] MarkMember = Compress(Mark);
    private readonly GZipStream _decompressed;
    private readonly byte[] _buffer = new byte[1 << 16];
    private int _start;
    private int _end;
    private bool _isAtEnd;

    public VerifiedGzipStream(Stream file) => _decompressed = new GZipStream(new Chain(file), CompressionMode.Decompress);

    /// <summary>Whether a file can be decompressed to its end; closes the file.</summary>
    public static bool IsComplete(Stream file, CancellationToken cancellation)
    {
        using var stream = new VerifiedGzipStream(file);
        var buffer = new byte[1 << 16];
        try
        {
            while (stream.Read(buffer) > 0) cancellation.Check();
            return true;
        }
        catch (InvalidDataException)
        {
            return false;
        }
    }

    public override bool CanRead => true;

    public override bool CanSeek => false;

    public override bool CanWrite => false;

    public override long Length => throw new NotSupportedException();

    public override long Position { get => throw new NotSupportedException(); set => throw new NotSupportedException(); }

    public override int Read(byte[] buffer, int offset, int count) => Read(buffer.AsSpan(offset, count));

    /// <summary>Reads decompressed bytes.</summary>
    /// <exception cref="InvalidDataException">The file is damaged or truncated.</exception>
    public override int Read(Span<byte> buffer)
    {
        // Holds back the last bytes, which may be the mark, until more bytes follow.
        while (!_isAtEnd && _end - _start <= Mark.Length)
        {
            _buffer.AsSpan(_start, _end - _start).CopyTo(_buffer);
            (_start, _end) = (0, _end - _start);
            int read = _decompressed.Read(_buffer, _end, _buffer.Length - _end);
            _end += read;
            if (read > 0) continue;
            _isAtEnd = true;
            if (!_buffer.AsSpan(_start, _end - _start).SequenceEqual(Mark)) throw new InvalidDataException();
        }

        int count = Math.Min(buffer.Length, _end - _start - Mark.Length);
        _buffer.AsSpan(_start, count).CopyTo(buffer);
        _start += count;
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
        if (disposing) _decompressed.Dispose();
        base.Dispose(disposing);
    }

    private static byte[] Compress(byte[] content)
    {
        using var compressed = new MemoryStream();
        using (var stream = new GZipStream(compressed, CompressionLevel.Fastest)) stream.Write(content);
        return compressed.ToArray();
    }

    /// <summary>The file, followed by the member with the mark.</summary>
    private sealed class Chain(Stream file) : Stream
    {
        private int _position;

        public override bool CanRead => true;

        public override bool CanSeek => false;

        public override bool CanWrite => false;

        public override long Length => throw new NotSupportedException();

        public override long Position { get => throw new NotSupportedException(); set => throw new NotSupportedException(); }

        public override int Read(byte[] buffer, int offset, int count)
        {
            int read = file.Read(buffer, offset, count);
            if (read > 0) return read;
            int left = Math.Min(count, MarkMember.Length - _position);
            Array.Copy(MarkMember, _position, buffer, offset, left);
            _position += left;
            return left;
        }

        public override void Flush()
        {
        }

        public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

        public override void SetLength(long value) => throw new NotSupportedException();

        public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

        protected override void Dispose(bool disposing)
        {
            if (disposing) file.Dispose();
            base.Dispose(disposing);
        }
    }
}
