using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using Microsoft.EntityFrameworkCore;
using SupportDesk.Data;
using SupportDesk.People;

namespace SupportDesk.Escalations;

/// <summary>One receipt as it is hashed, with its hash. The names are those of the hashed object (docs/receipts.md).</summary>
public sealed record ExportedReceipt(int V, Guid Escalation, int No, string Kind, string At, int Level, string LevelName, string By, string Details, string Previous, string Hash);

/// <summary>What one receipt's details stand for.</summary>
/// <param name="Salt">Hex; null where they are erased or withheld.</param>
/// <param name="Json">The very text that is hashed behind the salt.</param>
/// <param name="State">shown, erased, or withheld: they would tell which supporter acted.</param>
public sealed record ExportedDetails(int No, string State, string? Salt, string? Json);

/// <summary>The receipts of a case, enough to check them.</summary>
public record ExportedReceipts(string Format, string Case, Guid Escalation, string Head, IReadOnlyList<ExportedReceipt> Receipts);

/// <summary>A case as one member of staff may read it at this moment.</summary>
public sealed record ExportedCase(
    string Format, string Case, Guid Escalation, string Head, IReadOnlyList<ExportedReceipt> Receipts, IReadOnlyList<ExportedDetails> Details, DateTimeOffset ExportedAt, ExportedWords Dossier)
    : ExportedReceipts(Format, Case, Escalation, Head, Receipts);

/// <summary>What the dossier shows its reader.</summary>
/// <param name="Wordless">How many are counted without words.</param>
public sealed record ExportedWords(
    string Title, EscalationState State, string Level, PolicyShown Policy, int People, int Wordless, IReadOnlyList<Quote> Quotes, IReadOnlyList<QuestionShown> Questions,
    IReadOnlyList<NoteShown> Notes, IReadOnlyList<DecisionShown> Decisions);

/// <summary>Writes a case to a file that outsiders can check: for staff what its dossier shows them, for supporters the receipts alone.</summary>
public sealed class CaseExport(DeskDb db, DossierQuery dossiers, DeskClock clock)
{
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web)
    {
        WriteIndented = true,
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping, // a file, never a part of a page
        Converters = { new JsonStringEnumConverter() },
    };

    /// <summary>For staff: the dossier under the consent that holds now, and the receipts with their details.</summary>
    public async Task<byte[]> WriteAsync(SeenCase seen, StaffUser reader, CancellationToken cancel)
    {
        var receipts = await ReceiptsAsync(seen.Escalation.Id, cancel);
        var details = await db.ReceiptDetails.AsNoTracking().Where(d => d.EscalationId == seen.Escalation.Id).OrderBy(d => d.No).ToListAsync(cancel);
        var dossier = await dossiers.ReadAsync(seen, reader, whole: true, cancel);
        return JsonSerializer.SerializeToUtf8Bytes(new ExportedCase(
            "supportdesk-case-1", $"E-{seen.Escalation.Number}", seen.Escalation.Id, HeadOf(receipts), [.. receipts.Select(Show)],
            [.. details.Select(d => Show(d, receipts.Find(r => r.No == d.No)))],
            clock.Now, Show(dossier)), Json);
    }

    /// <summary>For a supporter: no words, no names, no details and no salts, so no counts either.</summary>
    public async Task<byte[]> WriteReceiptsAsync(Guid escalation, long number, CancellationToken cancel)
    {
        var receipts = await ReceiptsAsync(escalation, cancel);
        return JsonSerializer.SerializeToUtf8Bytes(new ExportedReceipts("supportdesk-receipts-1", $"E-{number}", escalation, HeadOf(receipts), [.. receipts.Select(Show)]), Json);
    }

    private Task<List<Receipt>> ReceiptsAsync(Guid escalation, CancellationToken cancel) =>
        db.Receipts.AsNoTracking().Where(r => r.EscalationId == escalation).OrderBy(r => r.No).ToListAsync(cancel);

    // What is exported is what there is, broken or not: its reader finds out.
    private static string HeadOf(List<Receipt> receipts) => receipts.Count == 0 ? "" : receipts[^1].Hash;

    private static ExportedWords Show(Dossier d) => new(
        d.Case.Title, d.Case.State, d.Case.Level, d.Policy, d.People.Voices.All, d.People.Wordless, d.Quotes, d.Questions, d.Notes, d.Decisions);

    private static ExportedReceipt Show(Receipt r) => new(Receipt.Form, r.EscalationId, r.No, r.Word, r.Moment, r.Level, r.LevelName, r.By, r.Details, r.Previous, r.Hash);

    // An actor's id, or a supporter's, leads to a person who may have consented to no more than being counted.
    private static ExportedDetails Show(ReceiptDetails details, Receipt? receipt) =>
        details.ErasedAt is not null ? new(details.No, "erased", null, null)
        : receipt is null || receipt.By == "supporter" || details.Json.Contains("\"supporter\":", StringComparison.Ordinal) ? new(details.No, "withheld", null, null)
        : new(details.No, "shown", Convert.ToHexStringLower(details.Salt), details.Json);
}
