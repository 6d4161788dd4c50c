using MixturePS.Core.Text;

namespace MixturePS.Core.Tests.Text;

/// <summary>Stems are those of Snowball.</summary>
public sealed class StemmerTests
{
    // A few words of Snowball's vocabularies (snowball-data, May 2026, which has the stems of Snowball 3.1), for Dutch those of
    // dutch_porter; for German, Norwegian and Swedish, words with the same stem in Snowball 2.2.
    [Theory]
    [InlineData("Armenian", "\u0561\u0577\u0578\u0582\u0576\u0568:\u0561\u0577\u0578\u0582\u0576")]
    [InlineData("Basque", "amorratua:amor egileak:egile gordetzeko:gorde")]
    [InlineData("Catalan", "adenina:aden animadors:anim conquerides:conquer")]
    [InlineData("Danish", "evangeliet:evangeli israelitterne:israelit standsede:standsed")]
    [InlineData("Dutch", "afkopen:afkop energiekosten:energiekost landouwen:landouw")]
    [InlineData("English", "brightened:brighten galleries:galleri incision:incis")]
    [InlineData("Finnish", "ajavilla:ajav asettunee:asettun ihmeiden:ihm aikeisiin:aike hankkeitten:hank espooseen:espo energioiden:energio")]
    [InlineData("French", "anim\u00e8rent:anim enlev\u00e9:enlev h\u00e9ro\u00efque:h\u00e9ro aigu\u00ebs:aigu cano\u00eb:cano ha\u00efssait:ha\u00efss amu\u00ef:amu\u00ef la\u00efcisme:la\u00efc")]
    [InlineData("German", "anerkanntesten:anerkannt einzelnsten:einzeln geheimnisse:geheimnis geheimnissen:geheimnis mi\u00dfverst\u00e4ndnisse:missverstandnis h\u00e4user:haus")]
    [InlineData("Hungarian", "h\u00e1zb\u00f3l:h\u00e1z kertb\u0151l:kert sz\u00e9kr\u0151l:sz\u00e9k embert\u0151l:ember b\u0151rnek:b\u0151r m\u0171ve:m\u0171v kezdet\u00e9t\u0151l:kezdet")]
    [InlineData("Irish", "bhfuipe\u00e1il:fuipe caibidl\u00edochta:caibidl")]
    [InlineData("Italian", "afferra:afferr complimenti:compl frettoloso:frettol")]
    [InlineData("Norwegian", "barndomstraktene:barndomstrakt handles:handl kontinentale:kontinental")]
    [InlineData("Portuguese", "agitados:agit desculpa:desculp execu\u00e7\u00e3o:execu resolu\u00e7\u00f5es:resolu redu\u00e7\u00f5es:redu\u00e7\u00f5 cau\u00e7\u00e3o:cau\u00e7\u00e3")]
    [InlineData("Romanian", "alergatul:alerg organiza\u0163iile:organiz organiza\u021biile:organiz abandona\u021bi:abandon ale\u015fi:ale\u0219 anun\u0163:anun\u021b")]
    [InlineData("Russian", "\u0437\u0430\u0432\u043e\u0434\u0430\u0445:\u0437\u0430\u0432\u043e\u0434 \u0430\u043a\u0442\u0451\u0440:\u0430\u043a\u0442\u0435\u0440 \u0441\u0451\u043c\u0433\u0438:\u0441\u0435\u043c\u0433")]
    [InlineData("Spanish", "afrontar:afront corredores:corredor detalladas:detall")]
    [InlineData("Swedish", "dramatiska:dramatisk markerade:marker otrogna:otrogn")]
    [InlineData("Turkish", "arsenal'in:arsenal akp'lilerin:akp londra'da:londra a'da:a' birakti:birak")]
    public void WordsHaveTheStemsOfSnowball(string language, string words)
    {
        var stem = Stemmers.Create(language);
        foreach (string pair in words.Split(' ')) Assert.Equal(pair.Split(':')[1], stem(pair.Split(':')[0]));
    }

    /// <summary>The Finnish stemmer has state that all instances share.</summary>
    [Fact]
    public void StemmersOfSeveralThreadsAreIndependent()
    {
        string[] words = ["ihmeiden", "aikeisiin", "hankkeitten", "espooseen", "energioiden", "ajavilla"];
        string[] expected = [.. words.Select(Stemmers.Create("Finnish"))];
        Parallel.For(0, 8, _ =>
        {
            var stem = Stemmers.Create("Finnish");
            for (int i = 0; i < 3000; i++) Assert.Equal(expected[i % words.Length], stem(words[i % words.Length]));
        });
    }

    [Fact]
    public void EachLanguageWithAStemmerIsListed()
    {
        Assert.Equal(19, Languages.WithStemmer.Count);
        Assert.All(Languages.WithStemmer, language => Assert.Equal(new string('x', 300), Stemmers.Create(language)(new string('x', 300))));
    }
}
