namespace MixturePS.Plots.Typesetting;

/// <summary>
/// The scripts of characters by blocks of Unicode: how text is divided before it is shaped, what a warning calls missing
/// characters, and which words the file names of suitable fonts contain.
/// </summary>
internal static class Scripts
{
    /// <summary>Characters that all scripts share, such as digits and punctuation.</summary>
    public const string Common = "symbols";

    /// <summary>The name of Chinese characters.</summary>
    public const string Han = "Han";

    /// <summary>The name of emoji.</summary>
    public const string Emoji = "emoji";

    // The last code point of each block or of adjoining ones, and the script.
    private static readonly (int Last, string Name)[] Blocks =
    [
        (0x0040, Common), (0x005A, "Latin"), (0x0060, Common), (0x007A, "Latin"), (0x00BF, Common), (0x02AF, "Latin"), (0x036F, Common), (0x03FF, "Greek"),
        (0x052F, "Cyrillic"), (0x058F, "Armenian"), (0x05FF, "Hebrew"), (0x06FF, "Arabic"), (0x074F, "Syriac"), (0x077F, "Arabic"), (0x07BF, "Thaana"), (0x07FF, "NKo"),
        (0x083F, "Samaritan"), (0x085F, "Mandaic"), (0x086F, "Syriac"), (0x08FF, "Arabic"), (0x0963, "Devanagari"), (0x0965, Common), (0x097F, "Devanagari"),
        (0x09FF, "Bengali"), (0x0A7F, "Gurmukhi"), (0x0AFF, "Gujarati"), (0x0B7F, "Oriya"), (0x0BFF, "Tamil"), (0x0C7F, "Telugu"), (0x0CFF, "Kannada"), (0x0D7F, "Malayalam"),
        (0x0DFF, "Sinhala"), (0x0E7F, "Thai"), (0x0EFF, "Lao"), (0x0FFF, "Tibetan"), (0x109F, "Myanmar"), (0x10FF, "Georgian"), (0x11FF, "Hangul"), (0x139F, "Ethiopic"),
        (0x13FF, "Cherokee"), (0x167F, "CanadianAboriginal"), (0x169F, "Ogham"), (0x16FF, "Runic"), (0x171F, "Tagalog"), (0x173F, "Hanunoo"), (0x175F, "Buhid"), (0x177F, "Tagbanwa"),
        (0x17FF, "Khmer"), (0x18AF, "Mongolian"), (0x18FF, "CanadianAboriginal"), (0x194F, "Limbu"), (0x197F, "TaiLe"), (0x19DF, "NewTaiLue"), (0x19FF, "Khmer"), (0x1A1F, "Buginese"),
        (0x1AAF, "TaiTham"), (0x1AFF, Common), (0x1B7F, "Balinese"), (0x1BBF, "Sundanese"), (0x1BFF, "Batak"), (0x1C4F, "Lepcha"), (0x1C7F, "OlChiki"), (0x1C8F, "Cyrillic"),
        (0x1CBF, "Georgian"), (0x1CCF, "Sundanese"), (0x1CFF, Common), (0x1DBF, "Latin"), (0x1DFF, Common), (0x1EFF, "Latin"), (0x1FFF, "Greek"), (0x24FF, Common), (0x25FF, Common),
        (0x27BF, Emoji), (0x2BFF, Common), (0x2C5F, "Glagolitic"), (0x2C7F, "Latin"), (0x2CFF, "Coptic"), (0x2D2F, "Georgian"), (0x2D7F, "Tifinagh"), (0x2DDF, "Ethiopic"), (0x2DFF, "Cyrillic"),
        (0x2E7F, Common), (0x2FFF, Han), (0x3004, Common), (0x3007, Han), (0x303F, Common), (0x30FF, "Kana"), (0x312F, "Bopomofo"), (0x318F, "Hangul"), (0x31BF, "Bopomofo"), (0x31EF, Han),
        (0x31FF, "Kana"), (0x33FF, Common), (0x9FFF, Han), (0xA4CF, "Yi"), (0xA4FF, "Lisu"), (0xA63F, "Vai"), (0xA69F, "Cyrillic"), (0xA6FF, "Bamum"), (0xA7FF, "Latin"), (0xA82F, "SylotiNagri"),
        (0xA83F, Common), (0xA87F, "PhagsPa"), (0xA8DF, "Saurashtra"), (0xA8FF, "Devanagari"), (0xA92F, "KayahLi"), (0xA95F, "Rejang"), (0xA97F, "Hangul"), (0xA9DF, "Javanese"), (0xA9FF, "Myanmar"),
        (0xAA5F, "Cham"), (0xAA7F, "Myanmar"), (0xAADF, "TaiViet"), (0xAAFF, "MeeteiMayek"), (0xAB2F, "Ethiopic"), (0xAB6F, "Latin"), (0xABBF, "Cherokee"), (0xABFF, "MeeteiMayek"),
        (0xD7FF, "Hangul"), (0xF8FF, Common), (0xFAFF, Han), (0xFB12, "Latin"), (0xFB1C, "Armenian"), (0xFB4F, "Hebrew"), (0xFDFF, "Arabic"), (0xFE6F, Common), (0xFEFE, "Arabic"),
        (0xFF20, Common), (0xFF5A, "Latin"), (0xFF65, Common), (0xFF9F, "Kana"), (0xFFDF, "Hangul"), (0xFFFF, Common),
        (0x100FF, "LinearB"), (0x101FF, Common), (0x1032F, "OldItalic"), (0x1034F, "Gothic"), (0x1044F, "Deseret"), (0x104FF, "Osage"), (0x1083F, "Cypriot"), (0x1085F, "ImperialAramaic"),
        (0x10A5F, "Kharoshthi"), (0x10CFF, "OldHungarian"), (0x10D3F, "HanifiRohingya"), (0x10E7F, Common), (0x10EFF, "Arabic"), (0x1107F, "Brahmi"), (0x110CF, "Kaithi"), (0x1114F, "Chakma"),
        (0x111DF, "Sharada"), (0x1122F, "Sinhala"), (0x1137F, "Grantha"), (0x1147F, "Newa"), (0x114DF, "Tirhuta"), (0x1165F, "Modi"), (0x118FF, "WarangCiti"), (0x11FBF, Common), (0x11FFF, "Tamil"),
        (0x1254F, "Cuneiform"), (0x143FF, "EgyptianHieroglyphs"), (0x16FDF, Common), (0x16FFF, Han), (0x18D8F, "Tangut"), (0x1B16F, "Kana"), (0x1D7FF, Common), (0x1E8FF, Common), (0x1E95F, "Adlam"),
        (0x1EDFF, Common), (0x1EEFF, "Arabic"), (0x1F0FF, Emoji), (0x1F1E5, Common), (0x1FAFF, Emoji), (0x1FFFF, Common), (0x3FFFF, Han), (0x10FFFF, Common),
    ];

    private static readonly int[] Ends = Array.ConvertAll(Blocks, block => block.Last);

    /// <summary>The script of a code point.</summary>
    public static string Of(int codePoint)
    {
        int at = Array.BinarySearch(Ends, codePoint);
        return Blocks[at >= 0 ? at : ~at].Name;
    }

    /// <summary>Whether a character takes the width of two, as East Asian characters and emoji do.</summary>
    public static bool IsWide(int codePoint) =>
        codePoint is (>= 0x1100 and <= 0x115F) or (>= 0x2E80 and <= 0xA4CF and not 0x303F) or (>= 0xA960 and <= 0xA97C) or (>= 0xAC00 and <= 0xD7A3)
            or (>= 0xF900 and <= 0xFAFF) or (>= 0xFE30 and <= 0xFE6F) or (>= 0xFF01 and <= 0xFF60) or (>= 0xFFE0 and <= 0xFFE6)
            or (>= 0x16FE0 and <= 0x18D8F) or (>= 0x1B000 and <= 0x1B2FF) or (>= 0x1F300 and <= 0x1FAFF) or (>= 0x20000 and <= 0x3FFFD);

    /// <summary>Words in the names of fonts for a script, the best ones first.</summary>
    /// <param name="script">The script.</param>
    /// <param name="language">The language whose shapes of Chinese characters are wanted: ja, ko, zh-Hans or zh-Hant.</param>
    public static string[] FontWords(string script, string language) => script switch
    {
        Han or "Kana" or "Bopomofo" or "Hangul" => [.. EastAsian(language), "CJK", "SourceHan", "DroidSansFallback", "WenQuanYi", "wqy", "Hei", "Gothic", "Song", "Ming", "uming", "ukai", "Nanum"],
        Emoji => ["ColorEmoji", "Emoji", "Symbols"],
        Common => ["Symbols", "Math", "CJK"],
        "Oriya" => ["Oriya", "Odia"],
        _ => [script],
    };

    /// <summary>The ends of the names of faces in collections, in the order in which they suit a language.</summary>
    public static string[] EastAsian(string language) => language switch
    {
        "ja" => ["JP", "SC", "TC", "KR"],
        "ko" => ["KR", "SC", "JP", "TC"],
        "zh-Hant" => ["TC", "HK", "SC", "JP"],
        _ => ["SC", "TC", "JP", "KR"],
    };

    /// <summary>The language whose shapes of Chinese characters suit texts: Japanese beside kana, Korean beside Hangul, otherwise Chinese.</summary>
    public static string LanguageOf(IEnumerable<string> texts)
    {
        string language = "zh-Hans";
        foreach (char c in texts.SelectMany(text => text))
        {
            // Below are the letters of other scripts.
            if (c < '\u1100') continue;
            switch (Of(c))
            {
                case "Kana":
                    return "ja";
                case "Hangul":
                    language = "ko";
                    break;
                case "Bopomofo" when language == "zh-Hans":
                    language = "zh-Hant";
                    break;
            }
        }

        return language;
    }
}
