namespace MixturePS.Core.Files;

/// <summary>A complete line of a journal.</summary>
/// <param name="Number">The line number, from 1.</param>
/// <param name="Offset">The byte offset in the file.</param>
/// <param name="Bytes">The bytes without the line end.</param>
internal readonly record struct JournalLine(int Number, long Offset, byte[] Bytes);
