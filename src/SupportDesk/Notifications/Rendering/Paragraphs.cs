using System.Globalization;
using System.Text.Encodings.Web;
using Fluid;
using Fluid.Values;

namespace SupportDesk.Notifications.Rendering;

/// <summary>
/// Words that a person typed, of more than one line. In an HTML part <c>{{ statement }}</c> has its paragraphs and lists;
/// in a text part <c>{{ statement.quoted }}</c> has the mark "&gt;" before each line, and <c>{{ statement }}</c> is as typed.
/// </summary>
public sealed record Paragraphs
{
    internal Paragraphs(string text) => Text = text;

    internal string Text { get; }

    public string Quoted => PlainText.Quote(Text);

    public static implicit operator Paragraphs(string text) => new(text);

    /// <summary>As Liquid sees it: compares like a string.</summary>
    internal sealed class Value(Paragraphs words) : FluidValue
    {
        public override FluidValues Type => FluidValues.String;

        public override bool Equals(FluidValue? other) => other is not null && ToStringValue() == other.ToStringValue();

        public override bool Equals(object? obj) => obj is FluidValue other && Equals(other);

        public override int GetHashCode() => StringComparer.Ordinal.GetHashCode(words.Text);

        public override bool ToBooleanValue() => true;

        public override decimal ToNumberValue() => 0;

        public override string ToStringValue() => words.Text;

        public override object ToObjectValue() => words;

        public override ValueTask<FluidValue> GetValueAsync(string name, TemplateContext context) =>
            ValueTask.FromResult<FluidValue>(name == "quoted" ? StringValue.Create(words.Quoted) : NilValue.Instance);

        public override ValueTask WriteToAsync(TextWriter writer, TextEncoder encoder, CultureInfo cultureInfo) =>
            new(writer.WriteAsync(encoder == NullEncoder.Default ? words.Text.ReplaceLineEndings("\n") : PlainText.ToHtml(words.Text)));
    }
}
