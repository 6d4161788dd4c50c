namespace MixturePS.Plots.Typesetting;

/// <summary>The bidirectional class of a character (UAX #9, table 4).</summary>
internal enum BidiClass : byte
{
    /// <summary>Left-to-right letter.</summary>
    L,

    /// <summary>Right-to-left letter, such as a Hebrew one.</summary>
    R,

    /// <summary>Arabic letter.</summary>
    AL,

    /// <summary>European digit.</summary>
    EN,

    /// <summary>Plus or minus sign.</summary>
    ES,

    /// <summary>Sign beside a number, such as % or $.</summary>
    ET,

    /// <summary>Arabic digit.</summary>
    AN,

    /// <summary>Separator within a number.</summary>
    CS,

    /// <summary>Combining mark.</summary>
    NSM,

    /// <summary>Character without a width or an effect.</summary>
    BN,

    /// <summary>Paragraph separator.</summary>
    B,

    /// <summary>Tab.</summary>
    S,

    /// <summary>Space.</summary>
    WS,

    /// <summary>Other neutral character.</summary>
    ON,

    /// <summary>Left-to-right embedding.</summary>
    LRE,

    /// <summary>Left-to-right override.</summary>
    LRO,

    /// <summary>Right-to-left embedding.</summary>
    RLE,

    /// <summary>Right-to-left override.</summary>
    RLO,

    /// <summary>End of an embedding or override.</summary>
    PDF,

    /// <summary>Left-to-right isolate.</summary>
    LRI,

    /// <summary>Right-to-left isolate.</summary>
    RLI,

    /// <summary>Isolate with the direction of its first strong character.</summary>
    FSI,

    /// <summary>End of an isolate.</summary>
    PDI,
}
