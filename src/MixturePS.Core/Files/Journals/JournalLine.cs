namespace MixturePS.Core.Files;

/// <summary>A whole line of a journal.</summary>
/// <param name="Number">Its number, from 1.</param>
/// <param name="Offset">The bytes before it.</param>
/// <param name="Bytes">Its bytes without the end of the line.</param>
internal readonly record struct JournalLine(int Number, long Offset, byte[] Bytes);
