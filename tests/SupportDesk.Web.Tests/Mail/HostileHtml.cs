using System.Net;

namespace SupportDesk.Web.Tests.Mail;

/// <summary>
/// HTML that wants to run a script, to fetch something from elsewhere, or to lead to a script when somebody clicks: each thing that acts, within each
/// thing that parsers read differently from one another (mXSS). Whatever it fetches or runs names <c>evil</c>.
/// </summary>
static class HostileHtml
{
    // Where another piece goes in, and at last the piece's number: a failure says which it was.
    const string What = "{0}";

    static readonly string[] Acting =
    [
        "<img src=/evil onerror=alert({0})>",
        "<script>alert({0})</script>",
        "<svg onload=alert({0})></svg>",
        "<iframe srcdoc='<script>parent.alert({0})</script>'></iframe>",
        "<details open ontoggle=alert({0})>x</details>",
        "<input autofocus onfocus=alert({0})>",
    ];

    static readonly string[] Hiding =
    [
        "{0}",
        "<p title='</p>{0}'>x</p>",
        "<noscript><p title=\"</noscript>{0}\">",
        "<noscript>{0}</noscript>",
        "<template>{0}</template>",
        "<xmp><p title=\"</xmp>{0}\">",
        "<textarea><p title=\"</textarea>{0}\">",
        "<title><p title=\"</title>{0}\">",
        "<style><p title=\"</style>{0}\">",
        "<iframe><p title=\"</iframe>{0}\">",
        "<noembed><p title=\"</noembed>{0}\">",
        "<noframes><p title=\"</noframes>{0}\">",
        "<select><template></select>{0}",
        "<select><option>{0}</select>",
        "<!--><p title=\"-->{0}\">",
        "<!-- --!>{0} -->",
        "<math><mtext><table><mglyph><style><!--</style><p title=\"--&gt;{0}\">",
        "<form><math><mtext></form><form><mglyph><style></math>{0}",
        "<math><annotation-xml encoding=\"text/html\">{0}</annotation-xml></math>",
        "<svg><style>{0}</style></svg>",
        "<svg></p><style><a id=\"</style>{0}\">",
        "<svg><desc>{0}</desc></svg>",
        "<svg><foreignObject>{0}</foreignObject></svg>",
        "<svg><title><style><p title=\"</style>{0}\">",
        "<svg><![CDATA[><p title=\"]]>{0}\">",
        "<table><caption><svg><title>{0}",
        "<table><td>{0}</table>",
        "</div></article></main></body></html>{0}",
        "<plaintext>{0}",
    ];

    static readonly string[] Addresses =
    [
        "javascript:alert({0})", "JaVaScRiPt:alert({0})", " javascript:alert({0})", "java\tscript:alert({0})", "java&#10;script:alert({0})", "&#1;javascript:alert({0})",
        "&#106;avascript:alert({0})", "javascript&colon;alert({0})", "javascript:&#47;&#47;%0aalert({0})", "java\0script:alert({0})", "vbscript:alert({0})",
        "data:text/html,<script>alert({0})</script>", "data:text/html;base64,PHNjcmlwdD5hbGVydCgxKTwvc2NyaXB0Pg==", "blob:https://evil.test/{0}", "feed:javascript:alert({0})", "/evil/{0}", "//evil.test/{0}",
    ];

    static readonly string[] Leading =
    [
        "<a href=\"{0}\">link</a>",
        "<svg><a xlink:href=\"{0}\"><text>link</text></a></svg>",
        "<form action=\"{0}\"><button>link</button></form>",
    ];

    static readonly string[] Fetching =
    [
        "<img src=https://evil.test/p.gif>", "<img srcset='https://evil.test/p.gif 2x'>", "<picture><source srcset=https://evil.test/p.gif><img src=/evil></picture>", "<img src=//evil.test/p.gif>", "<img src=/evil/p.gif>",
        "<video poster=https://evil.test/p.gif src=https://evil.test/v.mp4 autoplay></video>", "<audio src=https://evil.test/a.mp3 autoplay></audio>", "<video><track default src=https://evil.test/t.vtt></video>",
        "<body background=https://evil.test/p.gif>", "<table background=https://evil.test/p.gif><tr><td background=https://evil.test/q.gif>x</table>",
        "<p style=\"background:url(https://evil.test/p.gif)\">x</p>", "<p style=\"content:url('https://evil.test/p.gif')\">x</p>", "<p style=\"background:u\\72l(https://evil.test/p.gif)\">x</p>", "<li style=\"list-style-image:url(https://evil.test/p.gif)\">x",
        "<style>@import 'https://evil.test/s.css';</style>", "<style>p { background: url(https://evil.test/p.gif) }</style>", "<style>@font-face { font-family: e; src: url(https://evil.test/f) } * { font-family: e }</style>",
        "<link rel=stylesheet href=https://evil.test/s.css>", "<link rel=preload as=image href=https://evil.test/p.gif>", "<link rel=prefetch href=https://evil.test/p>", "<link rel=dns-prefetch href=https://evil.test>", "<link rel=icon href=https://evil.test/i.ico>", "<link rel=manifest href=/evil/m>",
        "<svg><image href=https://evil.test/p.gif></svg>", "<svg><use href=https://evil.test/s.svg#a></svg>", "<svg><filter id=f><feImage href=https://evil.test/p.gif></filter><rect filter=url(#f)></svg>", "<svg><script href=https://evil.test/s.js></script></svg>",
        "<object data=https://evil.test/o></object>", "<embed src=https://evil.test/e>", "<iframe src=https://evil.test/f></iframe>", "<frameset><frame src=https://evil.test/f></frameset>", "<input type=image src=https://evil.test/p.gif>", "<script src=https://evil.test/s.js></script>",
        "<meta http-equiv=refresh content='0;url=https://evil.test'>", "<base href=https://evil.test/>", "<div hx-get=/evil hx-trigger=load>x</div>", "<div data-hx-get=/evil data-hx-trigger=load>x</div>", "<div hx-on::load=alert({0})>x</div>", "<form id=f action=/evil></form><button form=f autofocus>x</button>",
    ];

    /// <summary>Every piece once, saying its own number.</summary>
    public static IReadOnlyList<string> All { get; } = [.. Pieces().Select((piece, no) => piece.Replace(What, $"{no}", StringComparison.Ordinal))];

    static IEnumerable<string> Pieces() =>
    [
        .. from hiding in Hiding from acting in Acting select hiding.Replace(What, hiding.Contains("--&gt;", StringComparison.Ordinal) ? WebUtility.HtmlEncode(acting) : acting, StringComparison.Ordinal),
        .. from leading in Leading from address in Addresses select leading.Replace(What, address, StringComparison.Ordinal),
        .. Fetching,
    ];
}
