using System.IO.Compression;
using System.Security.Cryptography;
using MixturePS.Core.Foundation;

namespace MixturePS.Core.Files;

/// <summary>
/// A decompressing gzip stream that detects truncation, which <see cref="GZipStream"/> mistakes for the end. A gzip member
/// with a random mark is appended to the file: the mark is decompressed last only if the file's own members are complete.
/// Zero bytes after the last member, with which tapes and archives pad files, are skipped.
/// </summary>
internal sealed class VerifiedGzipStream : Stream
{
    private static readonly byte[] Mark = RandomNumberGenerator.GetBytes(16);
    private static readonly byte[] MarkMember = Compress(Mark);
    private readonly Chain _chain;
    private readonly GZipStream _decompressed;
    private readonly byte[] _buffer = new byte[1 << 16];
    private int _start;
    private int _end;
    private int _held = Mark.Length;
    private bool _isAtEnd;

    public VerifiedGzipStream(Stream file)
    {
        _chain = new Chain(file);
        _decompressed = new GZipStream(_chain, CompressionMode.Decompress);
    }

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

            // The library ends at bytes that start no member, and asks for more while a member is incomplete.
            if (_chain.IsInPadding) _held = 0;
            else if (!_buffer.AsSpan(_start, _end - _start).SequenceEqual(Mark)) throw new InvalidDataException();
        }

        int count = Math.Min(buffer.Length, _end - _start - _held);
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

    /// <summary>
    /// The file, followed by the member with the mark. Zero bytes are held back until it is known whether they are the last
    /// ones of the file; these are read on their own, because some of them may belong to the last member.
    /// </summary>
    private sealed class Chain(Stream file) : Stream
    {
        private readonly byte[] _block = new byte[1 << 14];
        private int _from;
        private int _to;
        private long _zeros;
        private bool _isAtEnd;
        private int _next;
        private int _position;

        /// <summary>Whether only zero bytes at the end of the file were read after its other bytes, and not yet the mark.</summary>
        public bool IsInPadding { get; private set; }

        public override bool CanRead => true;

        public override bool CanSeek => false;

        public override bool CanWrite => false;

        public override long Length => throw new NotSupportedException();

        public override long Position { get => throw new NotSupportedException(); set => throw new NotSupportedException(); }

        public override int Read(byte[] buffer, int offset, int count)
        {
            while (_from == _to && !_isAtEnd)
            {
                _from = 0;
                int read = file.Read(_block);
                _isAtEnd = read == 0;
                _to = _block.AsSpan(0, read).LastIndexOfAnyExcept((byte)0) + 1;
                if (_to == 0) _zeros += read;
                else _next = read - _to;
            }

            if (_from < _to)
            {
                int zeros = (int)Math.Min(count, _zeros);
                if (zeros > 0) return Zeros(buffer.AsSpan(offset, zeros));
                int given = Math.Min(count, _to - _from);
                _block.AsSpan(_from, given).CopyTo(buffer.AsSpan(offset));
                _from += given;
                if (_from == _to) (_zeros, _next) = (_next, 0);
                return given;
            }

            IsInPadding = _zeros > 0;
            if (IsInPadding) return Zeros(buffer.AsSpan(offset, (int)Math.Min(count, _zeros)));
            int left = Math.Min(count, MarkMember.Length - _position);
            Array.Copy(MarkMember, _position, buffer, offset, left);
            _position += left;
            return left;
        }

        private int Zeros(Span<byte> buffer)
        {
            buffer.Clear();
            _zeros -= buffer.Length;
            return buffer.Length;
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
