using SupportDesk.Escalations.Redaction;

namespace SupportDesk.Tests.Escalations.Redaction;

public sealed class TelephoneFormsTests
{
    static string Redact(string text) => Redactor.Apply(text, new Redactor(KnownPerson.Named("Jo Li")).Find(text));

    [Theory]
    [InlineData("+44 20 7946 0958")]
    [InlineData("(020) 7946-0958")]
    [InlineData("07700 900123")]
    [InlineData("+1-202-555-0143")]
    [InlineData("202.555.0143")]
    [InlineData("(202)555-0143")]
    [InlineData("2025550143")]
    [InlineData("+1 (202) 555 0143 ext. 12")]
    [InlineData("0044 (0) 20 7946 0958")]
    [InlineData("030/901820-12")]
    [InlineData("138 0013 8000")]
    [InlineData("98765-43210")]
    [InlineData("8-800-555-35-35")]
    [InlineData("+380(44)537-02-22")]
    [InlineData("+55 11 91234-5678")]
    [InlineData("06.12.34.56.78")]
    [InlineData("12 34 56 78")]
    [InlineData("612 345 678")]
    [InlineData("0 18 05 / 123 456")]
    [InlineData("۰۹۱۲ ۳۴۵ ۶۷۸۹")]
    [InlineData("९८७६५ ४३२१०")]
    [InlineData("０３－１２３４－５６７８")]
    [InlineData("[+49] 171 5550123")]
    [InlineData("0171_555_0123")]
    [InlineData("0171 — 5550123")]
    [InlineData("0171•555•0123")]
    [InlineData("1-800-FLOWERS")]
    public void A_telephone_number_is_left_out_whatever_its_form(string number) => Redact($"You reach us at {number}, mostly.").ShouldBe("You reach us at […], mostly.");

    [Theory]
    [InlineData("Ask T0301234567 or call+4930901820.", "Ask T[…] or call[…].")]
    [InlineData("Tel 12 34 5", "Tel […]")]
    [InlineData("The account is GB82 WEST 1234 5698 7654 32.", "The account is […].")]
    [InlineData("111111111111111111111111111111111111111111", "[…]")]
    public void Numbers_behind_letters_short_ones_and_accounts_are_left_out(string text, string redacted) => Redact(text).ShouldBe(redacted);

    [Theory]
    [InlineData("On 2026/11/30 at 10:15-12:30, on 30/11/26 from 09:00 – 17:30.")]
    [InlineData("In 2019 2020 2021 we paid for 1 250 000 visits and 12 345 678 views.")]
    [InlineData("ISO 27001:2022, RFC 5322, 24/7 for 3-4 weeks, 1920x1080 pixels.")]
    [InlineData("Am 30. 11. 2026 um 10.15 Uhr, und am 12.03.2024 10.30 Uhr.")]
    [InlineData("Rows 1 2 3 4 5 6 7 8 9 10 11 12 13 14 15 16 17 18 19 20 21 22 23.")]
    public void Dates_amounts_and_rows_of_numbers_stay(string text) => Redact(text).ShouldBe(text);
}
