using System.Net;
using AngleSharp.Html.Dom;
using AngleSharp.Html.Parser;

namespace SupportDesk.Web.Tests;

/// <summary>A browser without scripts: keeps cookies, follows nothing by itself, fills in forms as they stand on the page.</summary>
public sealed class DeskClient : IDisposable
{
    private readonly Uri at;
    private readonly CookieContainer cookies = new();
    private readonly HttpClient http;

    /// <param name="home">Where the desk answers; the in-memory one where none is named.</param>
    internal DeskClient(HttpMessageHandler handler, string? staffCookie, Uri? home = null)
    {
        at = home ?? new("http://localhost/");
        http = new(handler) { BaseAddress = at };
        if (staffCookie is not null)
            cookies.Add(at, new Cookie("desk-staff", staffCookie));
    }

    /// <summary>A header that goes with every request from now on.</summary>
    public void Always(string name, string value)
    {
        http.DefaultRequestHeaders.Remove(name);
        http.DefaultRequestHeaders.Add(name, value);
    }

    public Task<DeskPage> GetAsync(string path, params (string Name, string Value)[] headers)
    {
        var request = new HttpRequestMessage(HttpMethod.Get, path);
        foreach (var (name, value) in headers)
            request.Headers.Add(name, value);
        return SendAsync(request);
    }

    /// <summary>Fills in a form of the page and sends it, as a person without scripts would.</summary>
    /// <param name="form">A selector of the form.</param>
    /// <param name="fields">What is typed or chosen; the rest stays as the page has it. A null value leaves the field out.</param>
    /// <param name="press">A selector, within the form, of the button.</param>
    /// <param name="files">Contents for its file input, by name.</param>
    public Task<DeskPage> SubmitAsync(DeskPage page, string form, IEnumerable<(string Name, string? Value)>? fields = null, string press = "button", IEnumerable<(string Name, byte[] Content)>? files = null)
    {
        var element = page.Document.QuerySelector(form) as IHtmlFormElement ?? throw new InvalidOperationException($"No form {form} on {page.Path}");
        var button = element.QuerySelector(press) as IHtmlButtonElement ?? throw new InvalidOperationException($"No button {press} in {form} on {page.Path}");
        var values = Successful(element).ToList();
        if (button.Name is { Length: > 0 } name)
            values.Add((name, button.Value));
        var typed = fields?.ToList() ?? [];
        values.RemoveAll(v => typed.Exists(field => field.Name == v.Name));
        values.AddRange(typed.Where(field => field.Value is not null).Select(field => (field.Name, field.Value!)));

        var address = button.GetAttribute("formaction") ?? element.GetAttribute("action") ?? page.Path;
        if (address.StartsWith('?'))
            address = page.Path.Split('?')[0] + address;
        return element.Method == "get" ? GetAsync($"{address.Split('?')[0]}?{Query(values)}") : SendAsync(new(HttpMethod.Post, address) { Content = ContentOf(element, values, files ?? []) });
    }

    /// <summary>Sends a form that only a script sends.</summary>
    public Task<DeskPage> SubmitWithoutButtonAsync(DeskPage page, string address)
    {
        var form = page.Document.QuerySelector($"form[action='{address}']") as IHtmlFormElement ?? page.Document.Forms.First(f => f.Method == "post");
        return PostAsync(address, [.. Successful(form)]);
    }

    /// <summary>Posts fields as they are, with nothing added.</summary>
    public Task<DeskPage> PostAsync(string path, params (string Name, string Value)[] fields) =>
        SendAsync(new(HttpMethod.Post, path) { Content = new FormUrlEncodedContent(fields.Select(f => KeyValuePair.Create(f.Name, f.Value))) });

    /// <summary>Posts fields and one file as they are.</summary>
    public Task<DeskPage> PostFileAsync(string path, (string Name, byte[] Content) file, params (string Name, string Value)[] fields)
    {
        var content = new MultipartFormDataContent();
        foreach (var (name, value) in fields)
            content.Add(new StringContent(value), name);
        content.Add(new ByteArrayContent(file.Content), "file", file.Name);
        return SendAsync(new(HttpMethod.Post, path) { Content = content });
    }

    /// <summary>What a form of the page would send as it stands.</summary>
    public static List<(string Name, string Value)> FieldsOf(DeskPage page, string form) =>
        [.. Successful(page.Document.QuerySelector(form) as IHtmlFormElement ?? throw new InvalidOperationException($"No form {form} on {page.Path}"))];

    /// <summary>Sends the one form of the page's content and gives what is answered while it is still being written. The caller disposes it.</summary>
    public async Task<HttpResponseMessage> BeginAsync(DeskPage page)
    {
        var values = Successful((IHtmlFormElement)page.Document.QuerySelector("main form")!);
        using var request = new HttpRequestMessage(HttpMethod.Post, page.Path) { Content = new FormUrlEncodedContent(values.Select(v => KeyValuePair.Create(v.Name, v.Value))) };
        request.Headers.Add("Cookie", cookies.GetCookieHeader(at));
        return await http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, TestContext.Current.CancellationToken);
    }

    /// <summary>The page a redirect leads to.</summary>
    public Task<DeskPage> FollowAsync(DeskPage page) => GetAsync(page.Location ?? throw new InvalidOperationException($"{page.Path} answered {page.Status} and leads nowhere: {page.Text}"));

    public void Dispose() => http.Dispose();

    private async Task<DeskPage> SendAsync(HttpRequestMessage request)
    {
        var cancel = TestContext.Current.CancellationToken;
        if (cookies.GetCookieHeader(at) is { Length: > 0 } header)
            request.Headers.Add("Cookie", header);
        using var answer = await http.SendAsync(request, cancel);
        foreach (var cookie in answer.Headers.TryGetValues("Set-Cookie", out var set) ? set : [])
            cookies.SetCookies(at, cookie);
        var headers = answer.Headers.Concat(answer.Content.Headers).ToDictionary(h => h.Key, h => string.Join(", ", h.Value), StringComparer.OrdinalIgnoreCase);
        return new(request.RequestUri!.OriginalString, answer.StatusCode, headers, await answer.Content.ReadAsByteArrayAsync(cancel));
    }

    private static IEnumerable<(string Name, string Value)> Successful(IHtmlFormElement form)
    {
        foreach (var control in form.Elements.Where(e => e.GetAttribute("name") is { Length: > 0 } && !e.HasAttribute("disabled")))
        {
            var name = control.GetAttribute("name")!;
            if (control is IHtmlInputElement { Type: "checkbox" or "radio", IsChecked: false } or IHtmlInputElement { Type: "file" } or IHtmlButtonElement)
                continue;

            var value = control switch
            {
                IHtmlInputElement input => input.Value,
                IHtmlTextAreaElement area => area.Value,
                IHtmlSelectElement select => select.Value,
                _ => null,
            };
            if (value is not null)
                yield return (name, value);
        }
    }

    private static HttpContent ContentOf(IHtmlFormElement form, List<(string Name, string Value)> values, IEnumerable<(string Name, byte[] Content)> files)
    {
        if (form.Enctype != "multipart/form-data")
            return new FormUrlEncodedContent(values.Select(v => KeyValuePair.Create(v.Name, v.Value)));

        var content = new MultipartFormDataContent();
        foreach (var (name, value) in values)
            content.Add(new StringContent(value), name);
        var input = form.Elements.OfType<IHtmlInputElement>().FirstOrDefault(e => e.Type == "file")?.Name;
        foreach (var (name, bytes) in files)
            content.Add(new ByteArrayContent(bytes) { Headers = { ContentType = new("application/octet-stream") } }, input!, name);
        return content;
    }

    private static string Query(IEnumerable<(string Name, string Value)> values) =>
        string.Join('&', values.Select(v => $"{Uri.EscapeDataString(v.Name)}={Uri.EscapeDataString(v.Value)}"));
}

/// <summary>What the desk answered.</summary>
public sealed record DeskPage(string Path, HttpStatusCode Status, IReadOnlyDictionary<string, string> Headers, byte[] Content)
{
    private IHtmlDocument? document;

    public string Text { get; } = System.Text.Encoding.UTF8.GetString(Content);

    /// <summary>Where a redirect leads, or null.</summary>
    public string? Location => Headers.GetValueOrDefault("Location");

    public IHtmlDocument Document => document ??= new HtmlParser().ParseDocument(Text);

    /// <summary>The words of the first element a selector finds, white space folded; null where there is none.</summary>
    public string? WordsOf(string selector) => Document.QuerySelector(selector) is { } found ? Fold(found.TextContent) : null;

    /// <summary>The words of the whole page, white space folded.</summary>
    public string Words => Fold(Document.Body!.TextContent);

    private static string Fold(string text) => string.Join(' ', text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));
}
