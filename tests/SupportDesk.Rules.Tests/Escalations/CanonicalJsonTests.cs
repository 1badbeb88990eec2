using SupportDesk.Escalations;

namespace SupportDesk.Tests.Escalations;

/// <summary>Vectors of RFC 8785 as far as strings and whole numbers reach.</summary>
public sealed class CanonicalJsonTests
{
    static string Write(params (string, object)[] members) => CanonicalJson.Write(members.Select(m => KeyValuePair.Create(m.Item1, m.Item2)));

    [Fact]
    public void Strings_are_escaped_as_in_section_3_2_2() =>
        Write(("string", "\u20ac$\u000f\nA'\u0042\u0022\u005c\\\"/")).ShouldBe("{\"string\":\"€$\\u000f\\nA'B\\\"\\\\\\\\\\\"/\"}");

    [Fact]
    public void Members_are_sorted_as_in_section_3_2_3() =>
        Write(("\u20ac", "Euro Sign"), ("\r", "Carriage Return"), ("\ufb33", "Hebrew Letter Dalet With Dagesh"), ("1", "One"), ("\ud83d\ude00", "Emoji: Grinning Face"), ("\u0080", "Control"), ("\u00f6", "Latin Small Letter O With Diaeresis"))
            .ShouldBe("{\"\\r\":\"Carriage Return\",\"1\":\"One\",\"\u0080\":\"Control\",\"ö\":\"Latin Small Letter O With Diaeresis\",\"€\":\"Euro Sign\",\"\ud83d\ude00\":\"Emoji: Grinning Face\",\"\ufb33\":\"Hebrew Letter Dalet With Dagesh\"}");

    [Fact]
    public void Short_escapes_are_used_where_there_are_some() => Write(("a", "\b\t\n\f\r\u001f\u007f")).ShouldBe("{\"a\":\"\\b\\t\\n\\f\\r\\u001f\u007f\"}");

    [Fact]
    public void Whole_numbers_are_plain_decimals() => Write(("a", 0), ("b", -1), ("c", 9007199254740991), ("d", -9007199254740991)).ShouldBe("{\"a\":0,\"b\":-1,\"c\":9007199254740991,\"d\":-9007199254740991}");

    [Fact]
    public void Lists_keep_their_order() => Write(("a", new object[] { "x", 2, Array.Empty<object>() }), ("b", new object[] { 1 })).ShouldBe("{\"a\":[\"x\",2,[]],\"b\":[1]}");

    [Fact]
    public void What_has_no_one_form_is_refused()
    {
        Should.Throw<ArgumentException>(() => Write(("a", 9007199254740992))).Message.ShouldStartWith("'a' is larger than JSON keeps exactly.");
        Should.Throw<ArgumentException>(() => Write(("a", -9007199254740992))).Message.ShouldStartWith("'a' is larger than JSON keeps exactly.");
        Should.Throw<ArgumentException>(() => Write(("a", 1.5))).Message.ShouldStartWith("'a' is neither a string, nor a whole number, nor a list of them.");
        foreach (var lone in new[] { "\udead", "a\udead", "\ud83d", "\ud83da", "\ude00\ud83d", "\ud83d\ude00\ude00" })
            Should.Throw<ArgumentException>(() => Write(("a", lone))).Message.ShouldStartWith("A lone surrogate has no canonical form.");
    }
}
