using System.ComponentModel.DataAnnotations;
using SupportDesk.People;

namespace SupportDesk.Escalations;

/// <summary>Section <c>Receipts</c> of appsettings.json.</summary>
public sealed class ReceiptOptions : IValidatableObject
{
    /// <summary>Addresses that get the daily anchor by mail, best outside this desk: what they keep can't be rewritten here.</summary>
    public List<string> Auditors { get; set; } = [];

    public IEnumerable<ValidationResult> Validate(ValidationContext validationContext) =>
        Auditors.Where(a => MailAddress.Fold(a) is null).Select(a => new ValidationResult($"“{a}” is not a mail address; expected one like audit@example.org.", [nameof(Auditors)]));
}
