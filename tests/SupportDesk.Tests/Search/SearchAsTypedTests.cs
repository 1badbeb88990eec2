using SupportDesk.Data;
using SupportDesk.Events;
using SupportDesk.Mail.Parsing;
using SupportDesk.Search;
using SupportDesk.Threads;
using SupportDesk.Tickets;
using Desk = SupportDesk.Tests.Tickets.StaffedDesk;

namespace SupportDesk.Tests.Search;

/// <summary>What agents type, letter by letter as their keyboards give it, finds what customers wrote in the same language.</summary>
public sealed class SearchAsTypedTests
{
    /// <summary>A ticket's words; what finds it, parted by bars; and what does not.</summary>
    static readonly (string Text, string Found, string Missed)[] Cases =
    [
        ("Не могу войти, мой пароль не подходит. Сергей Ёлкин", "войти|мой|Сергей|Ёлкин|ёлкин|елкин|СЕРГЕЙ|вой|серг|\"мой пароль\"", "воити|мои|сергеи|ойти"),
        ("Привіт, їжте ґрунт, об’єкт і під’їзд", "їжте|ґрунт|об'єкт|об’єкт|обʼєкт|під'їзд", "іжте|грунт"),
        ("Дапамажыце, калі ласка, ўсё зламалася", "ўсё|ўсе|зламал", "усё"),
        ("Η οδός μου άλλαξε και δεν μπορώ να συνδεθώ", "συνδεθώ|οδός|ΟΔΟΣ|οδος|συνδεθω|ΣΥΝΔΕΘΏ|αλλαξε", "συνθω"),
        ("パスワードを忘れたので再設定したい。がっこうの田中です", "パスワード|再設定|がっこう|ﾊﾟｽﾜｰﾄﾞ|設定|田中|ワード", "ハスワード|かっこう|定設"),
        ("ｶﾞﾁｬｶﾞﾁｬ ﾄﾞｱ ＡＢＣ－１２３", "ガチャ|ドア|abc-123|ＡＢＣ|１２３|abc", "カチャ|トア"),
        ("मुझे हिन्दी में पैसे वापस चाहिए, दिल्ली ४७१", "हिन्दी|पैसे|दिल्ली|471|४७१|वाप", "हिनदी|पैसा|दिल्ला"),
        ("আমার টাকা ফেরত দিন, হঠাৎ বন্ধ", "টাকা|ফেরত|হঠাৎ|হঠাত্\u200D", "ঠাৎ|টাকি"),
        ("അവൻ പണം തിരികെ ചോദിച്ചു", "അവൻ|അവന്\u200D|പണം", "പണ"),
        ("எனக்கு பணம் திரும்ப வேண்டும்", "பணம்|வேண்டும்|திரும்ப", "பணமு"),
        ("您好，我上周购买的台灯坏了，请帮我办理退款手续。", "退款|台灯|退款手续|坏|购买的台灯|台灯坏了", "款退|灯台"),
        ("請協助重設密碼，謝謝", "密碼|重設密碼|協助|謝", "碼密"),
        ("สินค้าที่สั่งซื้อยังไม่ถึง กรุณาตรวจสอบด้วย", "สั่งซื้อ|สินค้า|ตรวจสอบ|ยังไม่ถึง", "สงซอ|สินคา"),
        ("비밀번호를 재설정해 주세요", "비밀번호|비밀|재설정|비밀번호를", "번호를|비말"),
        ("שָׁלוֹם, הַחֶשְׁבּוֹן שֶׁלִּי נֶעֱלָם. צה״ל", "שלום|החשבון|שלי|צה\"ל|צה״ל", "חשבו"),
        ("أُرِيدُ اسْتِرْدَادَ الـمـبـلـغ، رقم ٤٧١", "اريد|أريد|استرداد|المبلغ|471|٤٧١", "بلغ"),
        ("سلام، می‌خواهم حساب کاربری‌ام را ببندم", "می‌خواهم|حساب|كاربري|ببندم", "کاربر ام"),
        ("İSTANBULKART Işıl ILIK ığdır", "istanbulkart|İstanbulkart|ISTANBUL|isil|ışıl|ılık|igdir|IĞDIR", "stanbul"),
        ("Mühlbach Zürichsee ﬁnanzamt Ångström 10½ Œuvre", "muhlbach|MÜHLBACH|zurichsee|finanzamt|angstrom|10½|œuvre|oeuvre|Zür", "see|amt"),
        ("Smørrebrød, łódź, Þórður, đường, naïve, coöp, façade", "smorrebrod|smørrebrød|lodz|ŁÓDŹ|thordur|duong|naive|coop|facade", "smrrebrd"),
        ("Jahresrechnung 2025/0471-A, Kundennummer KD-00817", "jahresrechnung|2025/0471-A|0471|kd-00817|00817|\"kundennummer kd\"|“kundennummer kd”|„kundennummer kd“", "rechnung|\"kd kundennummer\"|“kd kundennummer”"),
        ("გამარჯობა, პაროლი დამავიწყდა", "პაროლი|ᲞᲐᲠᲝᲚᲘ|დამავ", "აროლი"),
        ("Բարև, մոռացել եմ գաղտնաբառը", "բարև|բարեւ|ԲԱՐԵՒ|գաղտնաբառը", "արև"),
        ("ขอบคุณครับ ທ່ານ ສະບາຍດີ សួស្តី မင်္ဂလာပါ", "ขอบคุณ|ສະບາຍ|សួស្តី|မင်္ဂလာ", "ขอคุณ"),
    ];

    [Theory, MemberData(nameof(TestDatabase.Engines), MemberType = typeof(TestDatabase))]
    public async Task Words_are_found_as_they_are_typed_and_no_others(DatabaseProvider engine)
    {
        await using var desk = await Desk.CreateAsync(engine);
        var numbers = new List<long>();
        foreach (var (text, _, _) in Cases)
            numbers.Add((await desk.AskAsync("Ticket", text: text)).Number);

        var wrong = new List<string>();
        foreach (var ((_, found, missed), number) in Cases.Zip(numbers))
        {
            foreach (var typed in found.Split('|'))
                await AskAsync(typed, number, isFound: true);
            foreach (var typed in missed.Split('|'))
                await AskAsync(typed, number, isFound: false);
        }

        wrong.ShouldBeEmpty();

        async Task AskAsync(string typed, long number, bool isFound)
        {
            if ((await NumbersAsync(desk, typed)).Contains(number) != isFound)
                wrong.Add($"“{typed}” {(isFound ? "misses" : "finds")} #{number}");
        }
    }

    [Theory, MemberData(nameof(TestDatabase.Engines), MemberType = typeof(TestDatabase))]
    public async Task A_requester_is_found_by_part_of_name_address_and_domain_as_typed(DatabaseProvider engine)
    {
        await using var desk = await Desk.CreateAsync(engine);
        var wrong = new List<string>();
        foreach (var (name, address, found) in new[]
        {
            ("Jürgen Öztürk-Weiß", "j.oeztuerk@firma-nord.example.org", "Öztürk|ozturk|oeztuerk|weiss|Weiß|tür|firma-nord|firma-nord.example.org|nord.ex|j.oez|@firma-nord|öz|ju"),
            ("Сергей Ёлкин", "sergej@почта.example", "Сергей|елкин|Ёлк|sergej|почта|ёл"),
            ("Αγγελική Παπαδοπούλου", "angeliki@hellas.test", "παπαδοπουλου|ΑΓΓΕΛΙΚΉ|δοπουλ|hellas|αγ"),
            ("山田太郎", "taro@nippon.test", "山田|太郎|田太|taro"),
            ("สมชาย ใจดี", "somchai@siam.test", "สมชาย|ใจดี|สมช|somchai|siam"),
            ("김철수", "chulsoo@hanguk.test", "김철수|철수|김|hanguk"),
            ("מֹשֶׁה כהן", "moshe@israel.test", "משה|כהן|moshe"),
            ("محمد الأحمد", "mohammed@masr.test", "محمد|الاحمد|أحمد|masr"),
            ("Łukasz Wójcik", "lw@polska.test", "lukasz|wojcik|Wójc|polska|lu"),
            ("Sören D’Ångelo", "soren@oresund.test", "soren|d'angelo|d’Ångelo|angelo|oresund"),
            ("राजेश शर्मा", "rajesh@bharat.test", "राजेश|शर्मा|bharat"),
            ("Işıl Çağlar", "isil@turkiye.test", "isil|caglar|IŞIL|ışıl|turkiye"),
        })
        {
            var ticket = await desk.AskAsync("Matter", by: desk.Meet(name, address), text: "nothing");
            foreach (var typed in found.Split('|'))
            {
                if (!(await FindAsync(desk, typed)).ByRequester.Select(r => r.Number).SequenceEqual([ticket.Number]))
                    wrong.Add($"“{typed}” misses {name}");
            }
        }

        wrong.ShouldBeEmpty();
    }

    [Theory, MemberData(nameof(TestDatabase.Engines), MemberType = typeof(TestDatabase))]
    public async Task A_file_is_found_by_its_name_and_its_beginnings_of_two_letters(DatabaseProvider engine)
    {
        await using var desk = await Desk.CreateAsync(engine);
        var wrong = new List<string>();
        foreach (var (name, found) in new[]
        {
            ("Mahnung_Oktober.pdf", "Mahnung_Oktober.pdf|mahnung_ok|mahnung okt|ma|ok|oktober.pd"),
            ("Ru\u0308ckseite Fu\u0308hrerschein.pdf", "Rückseite Führerschein.pdf|ruckseite|führ|rü"),
            ("Επιστολή 7_2026.pdf", "επιστολη|7_2026|Επ"),
            ("請求書_2026年3月.pdf", "請求書|2026年3月|求書"),
            ("Жалоба на Ёлку.docx", "жалоба|елку|жа|ЁЛКУ.docx"),
            ("ใบเสร็จ.jpg", "ใบเสร็จ|เสร็จ"),
            ("شكوى.pdf", "شكوى|شكوي|شك"),
        })
        {
            var ticket = await desk.AskAsync("See the file", text: "nothing");
            await AttachAsync(desk, ticket, FileNames.Clean(name, "file"));
            foreach (var typed in found.Split('|'))
            {
                if (!(await NumbersAsync(desk, typed)).SequenceEqual([ticket.Number]))
                    wrong.Add($"“{typed}” misses {name}");
            }
        }

        wrong.ShouldBeEmpty();
        (await NumbersAsync(desk, "kt")).ShouldBeEmpty();
    }

    [Theory, MemberData(nameof(TestDatabase.Engines), MemberType = typeof(TestDatabase))]
    public async Task A_word_is_found_that_a_mail_program_broke_over_two_lines(DatabaseProvider engine)
    {
        await using var desk = await Desk.CreateAsync(engine);
        var broken = await desk.AskAsync("Broken", text: "先日購入した商品についてお問い合わせいたします。パスワ\r\nードを忘れてしまいました。\n\n山中\n京都市");

        (await NumbersAsync(desk, "パスワード")).ShouldBe([broken.Number]);
        (await FindAsync(desk, "パスワード")).Tickets.Single().Best!.Excerpt.Hits.ShouldHaveSingleItem().Length.ShouldBe(5);
        (await NumbersAsync(desk, "中京")).ShouldBeEmpty();
    }

    [Theory]
    [InlineData("＃１０４２")]
    [InlineData("#1042")]
    public void A_number_is_read_in_any_width(string typed) => SearchWords.Parse(typed).Number.ShouldBe(1042);

    static async Task AttachAsync(Desk desk, Ticket ticket, string name)
    {
        var post = ticket.Receive(new(PostKind.Reply, desk.Damion.Id, "Damion", null, "", "Here.", Origin.Mail, HasFiles: true),
            new(desk.Damion.Id, Capacity.Requester, Via.Mail), desk.Now);
        desk.Db.Add(Attachment.Of(post, name, "application/pdf", 1, null, null, FileState.LeftOut, desk.Now));
        await desk.CommitAsync();
    }

    static async Task<List<long>> NumbersAsync(Desk desk, string typed) =>
        [.. (await FindAsync(desk, typed)).Tickets.Select(t => t.Row.Number)];

    static Task<SearchResult> FindAsync(Desk desk, string typed) => desk.Service<DeskSearch>()
        .FindAsync(desk.Aldo, SearchWords.Parse(typed), null, Desk.Stop);
}
