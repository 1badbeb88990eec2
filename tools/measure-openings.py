#!/usr/bin/env python3
"""Measures what `mail inspect` folds of opening mails (mails that answer nothing), and whether it loses words of them.
usage: measure-openings.py FOLDER COMMAND...   (reads every .eml in and below FOLDER; the command gets file paths appended)
Prints each mail of which something stands in the history, each whose words stand nowhere, and the counts. Whether what is folded is a
marked quotation or the writer's own words only a reader can tell. Answers (Re:, In-Reply-To, References) are left out.
Words of the body are read by Python's own parsers: the last form of alternatives, no attachments, nothing hidden. Exit 1 where words are lost."""
import email
import email.header
import email.policy
import html
import html.parser
import json
import pathlib
import re
import subprocess
import sys
from collections import Counter

HIDDEN = {"script", "style", "title", "template", "noscript", "noframes", "iframe", "object", "option", "svg", "math", "textarea", "select", "button", "audio", "video", "canvas", "map"}
BLOCKS = {"address", "article", "aside", "blockquote", "br", "caption", "center", "dd", "details", "div", "dl", "dt", "fieldset", "figcaption", "figure", "footer", "form", "h1", "h2", "h3", "h4", "h5", "h6", "header", "hr", "img", "legend", "li", "main", "nav", "ol", "p", "pre", "section", "summary", "table", "tbody", "td", "tfoot", "th", "thead", "tr", "ul"}
VOID = {"br", "hr", "img", "input", "meta", "link", "base", "col", "area", "embed", "param", "source", "wbr"}
ANSWER = re.compile(r"^\s*(\[[^\]]*\]\s*)*(re|aw|antw|sv|vs|odp|res|rif|ynt)\s*([\[(^]\d+[\])]?)?\s*:", re.I)


class Shown(html.parser.HTMLParser):
    """The text of HTML that a reader sees."""

    def __init__(self):
        super().__init__()
        self.text, self.open, self.hidden = [], [], None

    def handle_starttag(self, tag, attrs):
        if tag in BLOCKS:
            self.text.append(" ")
        if tag in VOID:
            return
        style = "".join((dict(attrs).get("style") or "").lower().split())
        self.open.append(tag)
        if self.hidden is None and (tag in HIDDEN or "display:none" in style or "mso-hide:all" in style or "hidden" in dict(attrs)):
            self.hidden = len(self.open)

    def handle_endtag(self, tag):
        if tag in BLOCKS:
            self.text.append(" ")
        if tag not in self.open:
            return
        while self.open.pop() != tag:
            pass
        if self.hidden is not None and len(self.open) < self.hidden:
            self.hidden = None

    def handle_data(self, data):
        if self.hidden is None:
            self.text.append(data)


def is_answer(mail):
    try:
        subject = str(email.header.make_header(email.header.decode_header(str(mail.get("Subject", "")))))
    except (LookupError, ValueError, UnicodeError, email.errors.MessageError):
        subject = str(mail.get("Subject", ""))
    return "In-Reply-To" in mail or "References" in mail or bool(ANSWER.match(subject))


def decoded(part):
    content = part.get_payload(decode=True) or b""
    if any("Base64" in type(defect).__name__ for defect in part.defects):
        return ""
    try:
        return content.decode(part.get_content_charset() or "utf-8")
    except (LookupError, UnicodeError):
        # What the other bytes mean is a guess, and some of them are pairs with a letter.
        return "\n".join(line.decode() for line in content.splitlines() if line.isascii())


def shown(text):
    parser = Shown()
    parser.feed(text.replace("<![", "<! ["))
    parser.close()
    return "".join(parser.text)


def surely_shown(text):
    """Without what stands in a broken tag: text for Python's parser, none for a mail program."""
    bare = words(html.unescape(re.sub(r"<[^>]*>", " ", text)))
    return " ".join(word for word in words(shown(text)) if word in bare)


def body(part):
    """The texts of a message's body, one form of each."""
    kind = part.get_content_type()
    if part.get_content_disposition() == "attachment" or kind.startswith("message/"):
        return []
    if part.is_multipart():
        inside = part.get_payload()
        if kind == "multipart/alternative":
            rich = [p for p in inside if p.get_content_type() == "text/html" or p.is_multipart()]
            return body((rich or inside[:1])[-1]) if inside else []
        return [text for p in (inside[:1] if kind == "multipart/related" else inside) for text in body(p)]
    if kind not in ("text/plain", "text/html") or part.get_filename():
        return []
    text = decoded(part)
    return [surely_shown(text) if kind == "text/html" else text]


# Runs of ASCII letters and digits are the same under nearly every charset, also a wrongly declared one.
def words(text):
    return Counter(re.findall(r"[a-z0-9]+", text.lower()))


def lost_words(mail, read):
    page = words("\n".join(shown(read[name]) for name in ("newHtml", "signatureHtml", "quotedHtml")))
    return [w for w in words("\n".join(body(mail))) if w not in page]


def main(folder, command):
    files, mails = [], {}
    for path in sorted(pathlib.Path(folder).rglob("*.eml")):
        mail = email.message_from_bytes(path.read_bytes(), policy=email.policy.compat32)
        if not is_answer(mail):
            files.append(str(path))
            mails[str(path)] = mail
    counts = Counter(mails=len(files))
    for at in range(0, len(files), 200):
        printed = subprocess.run(command + files[at:at + 200], capture_output=True, check=True).stdout.decode("utf-8", "replace")
        for line in printed.splitlines():
            read = json.loads(line)
            judge(read, mails.pop(read["file"]), counts)
    counts["not printed"] = len(mails)
    print(", ".join(f"{name}: {counts[name]}" for name in ("mails", "not printed", "unreadable", "folded", "signed", "lose words")))
    return 1 if counts["lose words"] or mails else 0


def judge(read, mail, counts):
    name = pathlib.Path(read["file"]).name
    if read["unreadable"]:
        counts["unreadable"] += 1
        print(f"{name}: unreadable: {read['unreadable']}")
        return
    counts["signed"] += bool(read["signature"].strip())
    if read["quotedText"].strip() or read["quotedHtml"].strip():
        counts["folded"] += 1
        print(f"{name}: folded: {' '.join(read['quotedText'].split())[:120]!r}")
    if lost := lost_words(mail, read):
        counts["lose words"] += 1
        print(f"{name}: lost: {' '.join(lost[:12])} ({len(lost)}) {read['leftOut']}")


if __name__ == "__main__":
    sys.exit(main(sys.argv[1], sys.argv[2:]))
