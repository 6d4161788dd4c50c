using System.IO.Compression;
using System.Security.Cryptography;
using MixturePS.Core.Foundation;

namespace MixturePS.Core.Files;

/// <summary>
/// Unpacks a gzip file and notices when it was cut off, which the library's stream takes for its end. A member with a
/// mark that nobody can guess is put after the file: only if the file's own members are whole does the mark come out last.
/// </summary>
internal sealed class WholeGzip : Stream
{
    private static readonly byte[] Mark = RandomNumberGenerator.GetBytes(16);
    private static readonly byte[] MarkMember = Pack(Mark);
    private readonly GZipStream _unpacked;
    private readonly byte[] _buffer = new byte[1 << 16];
    private int _start;
    private int _end;
    private bool _isAtEnd;

    public WholeGzip(Stream file) => _unpacked = new GZipStream(new Chain(file), CompressionMode.Decompress);

    /// <summary>Whether a file can be unpacked to its end; the file is closed.</summary>
    public static bool IsWhole(Stream file, CancellationToken cancellation)
    {
        using var whole = new WholeGzip(file);
        var buffer = new byte[1 << 16];
        try
        {
            while (whole.Read(buffer) > 0) cancellation.Check();
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

    /// <summary>Reads on.</summary>
    /// <exception cref="InvalidDataException">The file is damaged or cut off.</exception>
    public override int Read(Span<byte> buffer)
    {
        // What could be the mark is kept back until more has come.
        while (!_isAtEnd && _end - _start <= Mark.Length)
        {
            _buffer.AsSpan(_start, _end - _start).CopyTo(_buffer);
            (_start, _end) = (0, _end - _start);
            int read = _unpacked.Read(_buffer, _end, _buffer.Length - _end);
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
        if (disposing) _unpacked.Dispose();
        base.Dispose(disposing);
    }

    private static byte[] Pack(byte[] content)
    {
        using var packed = new MemoryStream();
        using (var stream = new GZipStream(packed, CompressionLevel.Fastest)) stream.Write(content);
        return packed.ToArray();
    }

    /// <summary>The file, and after it the member with the mark.</summary>
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
