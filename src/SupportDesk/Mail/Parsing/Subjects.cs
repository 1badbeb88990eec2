namespace SupportDesk.Mail.Parsing;

/// <summary>Subjects of our own mail.</summary>
public static class Subjects
{
    /// <summary>A subject without the marks of answers at its front ("AW: Re: "), and without ticket numbers ("[#59]") at its end.</summary>
    public static string Bare(string subject) => MarkerLines.WithoutMarks(subject);

    /// <summary>At most <paramref name="length"/> characters, of which a ticket's number at the end is never cut off.</summary>
    public static string Cut(string subject, int length)
    {
        if (subject.Length <= length) return subject;
        var number = subject.EndsWith(']') ? subject.LastIndexOf("[#", StringComparison.Ordinal) : -1;
        var end = number > 0 && subject.Length - number <= 30 ? " " + subject[number..] : "";
        return Texts.Cut(subject[..(subject.Length - end.Length)].TrimEnd(), length - end.Length) + end;
    }
}
