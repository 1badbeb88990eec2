using CsCheck;
using SupportDesk.Search;

namespace SupportDesk.Tests.Search;

public sealed class FoldingTests
{
    /// <summary>Scripts of the world, and what ruins a fold: marks, ligatures, forms of width, invisible characters.</summary>
    internal static readonly Gen<string> AnyText = Gen.OneOf(
        Gen.Char['a', 'z'], Gen.Char['A', 'Z'], Gen.Char['0', '9'], Gen.Char['\u00a0', '\u024f'], Gen.Char['\u0300', '\u036f'],
            Gen.Char['\u0370', '\u03ff'], Gen.Char['\u0400', '\u052f'],
        Gen.Char['\u0531', '\u05f4'], Gen.Char['\u0600', '\u06ff'], Gen.Char['\u0900', '\u0dff'], Gen.Char['\u0e01', '\u0edf'],
            Gen.Char['\u1000', '\u11ff'], Gen.Char['\u1780', '\u17e9'],
        Gen.Char['\u1e00', '\u20ff'], Gen.Char['\u2100', '\u24ff'], Gen.Char['\u3000', '\u318f'], Gen.Char['\u3200', '\u33ff'],
            Gen.Char['\u4e00', '\u4eff'], Gen.Char['\uac00', '\uacff'],
        Gen.Char['\ufb00', '\ufdff'], Gen.Char['\ufe00', '\uffef'], Gen.OneOfConst(' ', '.', '-', '\'', '"', '\u00ad', '\u200b',
            '\u200d')).Array[0, 40].Select(chars => new string(chars));

    [Theory]
    [InlineData("Straße STRASSE", "strasse strasse")]
    [InlineData("Łódź Søren Ærø œuvre đak ÞÓR ıspanak İzmir", "lodz soren aero oeuvre dak thor ispanak izmir")]
    [InlineData("Ελλάδα ΜΑΪΟΣ Ὀδυσσεύς", "ελλαδα μαιοσ οδυσσευσ")]
    [InlineData("ёлка ЙОГУРТ за́мок Київ Ґудзик ўсё", "елка йогурт замок київ ґудзик ўсе")]
    [InlineData("שָׁלוֹם עֲלֵיכֶם", "שלום עליכם")]
    [InlineData("مُحَمَّد أحمد إسلام آية مـــرحبا هدى ٱلله سؤال", "محمد احمد اسلام ايه مرحبا هدي الله سؤال")]
    [InlineData("گیلاس کتاب", "گيلاس كتاب")]
    [InlineData("ｶﾞｷﾞ がか ﾊﾟﾊ", "ガギ がか パハ")]
    [InlineData("กิ่ง น้ำ", "กิ่ง น้ํา")]
    [InlineData("हिन्दी कि की", "हिन्दी कि की")]
    [InlineData("അവൻ അവന്\u200D হঠাৎ হঠাত্\u200D", "അവന് അവന് হঠাত্ হঠাত্")]
    [InlineData("한국어 ﾡﾢ", "한국어 ᄀᄁ")]
    [InlineData("ＡＢＣ１２３ ﬁn ① ½ ㎏", "abc123 fin 1 1 2 kg")]
    [InlineData("№5 Brand™ 5㎏ m² 2½", "no 5 brand tm 5 kg m2 2 1 2")]
    [InlineData("٣٤٥ ۳۴ ३४ ๑๒", "345 34 34 12")]
    [InlineData("п’ять п'ять пʼять", "п ять п ять п ять")]
    [InlineData("soft\u00adhyphen zero\u200dwidth", "softhyphen zerowidth")]
    [InlineData("tiếng Việt ĐƯỜNG", "tieng viet duong")]
    [InlineData("iPhone手机壳", "iphone 手机壳")]
    public void Text_is_folded_as_its_readers_write_it(string text, string words) => Fold(text).ShouldBe(words);

    [Theory]
    [InlineData("й", "и")]
    [InlineData("が", "か")]
    [InlineData("ї", "і")]
    [InlineData("กิ", "กี")]
    [InlineData("कि", "क")]
    [InlineData("ў", "у")]
    [InlineData("ئ", "ي")]
    public void Letters_of_their_own_stay_apart(string one, string other) => Fold(one).ShouldNotBe(Fold(other));

    [Fact]
    public void Folding_again_changes_nothing() => AnyText.Sample(text => Fold(Fold(text)).ShouldBe(Fold(text)), iter: 20_000);

    [Fact]
    public void A_text_is_folded_as_its_normal_forms_are() => AnyText.Sample(text =>
    {
        // Lone surrogates and noncharacters have no normal form.
        Fold(text.Normalize(System.Text.NormalizationForm.FormC)).ShouldBe(Fold(text));
        Fold(text.Normalize(System.Text.NormalizationForm.FormD)).ShouldBe(Fold(text));
    }, iter: 5_000);

    [Fact]
    public void Words_stand_where_they_are_said_to_stand() => Gen.OneOf(AnyText, Gen.String).Sample(text =>
    {
        var end = 0;
        foreach (var token in Tokens.Of(text))
        {
            token.Start.ShouldBeGreaterThanOrEqualTo(0);
            token.End.ShouldBeGreaterThan(token.Start);
            token.End.ShouldBeGreaterThanOrEqualTo(end);
            token.End.ShouldBeLessThanOrEqualTo(text.Length);
            end = token.FirstEnd;
        }
    });

    [Theory]
    [InlineData("退款政策", "退款 款政 政策 策")]
    [InlineData("好", "好")]
    [InlineData("a手机b", "a 手机 机 b")]
    [InlineData("𠀋𠮷野", "𠀋𠮷 𠮷野 野")]
    [InlineData("ភាសា", "ភា ាស សា ា")]
    [InlineData("환불 요청", "환불 요청")]
    public void Scripts_without_spaces_are_cut_into_pairs(string text, string tokens) =>
        string.Join(' ', Tokens.Of(text).Select(t => t.Text)).ShouldBe(tokens);

    [Fact]
    public void A_letter_with_endless_marks_takes_no_endless_time()
    {
        var marks = string.Concat(Enumerable.Repeat("\u0301\u0316\u05B0\u064B", 50_000));

        Fold("a" + marks + " b").ShouldStartWith("a");
    }

    [Fact]
    public void The_foldings_version_is_raised_with_what_it_makes_of_letters()
    {
        var folded = new System.Text.StringBuilder();
        for (var c = 0; c <= char.MaxValue; c++)
        {
            // Old letters only: newer runtimes know more of them.
            if (c is < 0x2000 or (>= 0x3040 and < 0x3130) or (>= 0xFB00 and < 0xFE00) or (>= 0xFF00 and < 0xFFF0)
                && !char.IsSurrogate((char)c) && char.IsLetterOrDigit((char)c))
                folded.Append(Letters.Fold([(char)c])).Append('\n');
        }

        var hash = Convert.ToHexString(System.Security.Cryptography.SHA256.HashData(System.Text.Encoding.UTF8.GetBytes(folded.ToString())))[..16];

        (Letters.Version, hash).ShouldBe((2, "3E22BC6B0B8B5D08"),
            "What folding makes of a letter changed: raise Letters.Version, so that desks store their words anew, and write the new hash here.");
    }

    internal static string Fold(string text) => string.Join(' ', WordReader.WordsOf(text).Select(w => w.Text));
}
