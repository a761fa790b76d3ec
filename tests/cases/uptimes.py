# SPDX-License-Identifier: MIT
"""Reads reports over a period with the tools of others and compares what the formats say."""

import csv
import email
import email.policy
import html.parser
import io
import json
import re
import unicodedata

import reports

VOID = {"meta", "br", "img", "link", "hr", "input"}
ACTIVE = {"script", "iframe", "object", "embed", "form", "img", "link", "base"}


class Page(html.parser.HTMLParser):
    """Elements, attributes and texts; elements that are not closed in order are problems."""

    def __init__(self, text):
        super().__init__(convert_charrefs=True)
        self.open, self.seen, self.words, self.problems = [], [], [], []
        self.feed(text)
        self.close()
        if self.open:
            self.problems.append(f"not closed: {self.open}")

    def handle_starttag(self, tag, attrs):
        self.seen.append((tag, dict(attrs)))
        if tag not in VOID:
            self.open.append(tag)

    def handle_startendtag(self, tag, attrs):
        self.seen.append((tag, dict(attrs)))

    def handle_endtag(self, tag):
        if not self.open or self.open.pop() != tag:
            self.problems.append(f"</{tag}> at {self.getpos()}")

    def handle_data(self, data):
        self.words.append(data)

    @property
    def text(self):
        return "".join(self.words)


def columns(line):
    return sum(0 if unicodedata.combining(c) else 2 if unicodedata.east_asian_width(c) in "WF" else 1
               for c in line)


def check_calm(text):
    """Regular runs leave no odd ends, and no figure is torn."""
    assert "59 m 59 s" not in text and "skipped 0 s" not in text, text
    torn = re.search(r"\d+ ?\n *[dhms]\b|\d+ [dhm] ?\n *\d+ [hms]\b|\d ?\n *m?s\b", text)
    assert torn is None, torn


def check_text(text):
    check_calm(text)
    assert "\u00a0" not in text
    for line in text.splitlines():
        assert columns(line) <= 76, line
        assert not line.lstrip().startswith(("::", "##")), line


def check_html(text):
    page = Page(text)
    check_calm(page.text.replace("\u00a0", " "))
    assert not re.search(r"[0-9] [dhm] [0-9]", page.text), "a duration can be torn"
    assert not page.problems, page.problems
    for tag, attributes in page.seen:
        assert tag not in ACTIVE, (tag, attributes)
        assert not any(name.startswith("on") or name == "src" for name in attributes), attributes
        assert attributes.get("href", "https://").startswith(("http://", "https://", "#")), attributes
    return page


def luminance(color):
    """Of "#1a2b3c" or "#abc" (WCAG 2.2, relative luminance)."""
    digits = color.lstrip("#")
    digits = digits if len(digits) == 6 else "".join(digit * 2 for digit in digits)
    parts = [int(digits[i:i + 2], 16) / 255 for i in (0, 2, 4)]
    red, green, blue = (part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one, other):
    darker, lighter = sorted((luminance(one), luminance(other)))
    return (lighter + 0.05) / (darker + 0.05)


def check_colors(text):
    """Words have a contrast of 4.5 (WCAG 2.2, 1.4.3), bars, lines and the mark of what has the focus one of 3 (1.4.11)."""
    schemes = [dict(re.findall(r"--([\w-]+):(#[0-9a-f]+)", block)) for block in re.findall(r":root{([^}]*--ink[^}]*)}", text)]
    assert len(schemes) == 2, schemes
    for colors in schemes:
        for name in ("ink", "faint"):
            assert min(contrast(colors[name], colors[ground]) for ground in ("paper", "ground")) >= 4.5, name
        for name in ("good", "warning", "bad", "unknown", "planned", "plain"):
            assert contrast(colors[name], colors["on"]) >= 4.5, name
        for name in ("lu", "lw", "ld", "le", "lf", "lp", "ln", "p95", "was"):
            assert contrast(colors[name], colors["paper"]) >= 3, name
    assert re.search(r":focus-visible{outline:[^}]*var\(--p95\)", text)


def check_mail_html(text):
    assert len(text.replace("\r", "").replace("\n", "\r\n").encode()) < 98 * 1000
    page = check_html(text)
    allowed = {"html", "head", "meta", "title", "style", "body", "div", "table", "tr", "td", "span", "b", "br", "a",
               "h1", "h2", "h3"}
    assert {tag for tag, _ in page.seen} <= allowed, {tag for tag, _ in page.seen} - allowed
    return page


def check_json(text):
    report = json.loads(text)
    problems = reports.problems_of(reports.schema("headgate-uptime-1.schema.json"), report)
    assert not problems, problems
    for target in report["targets"]:
        check_tally(target["uptime"])
        for name in ("time_ms", "checks"):
            for word, value in target["uptime"][name].items():
                check_sum(name, value, [day["uptime"][name][word] for day in target["days"]])
    for name in ("time_ms", "checks"):
        for word, value in report["summary"]["uptime"][name].items():
            check_sum(name, value, [target["uptime"][name][word] for target in report["targets"]])
    return report


def check_sum(name, value, parts):
    """Milliseconds are rounded down, so that of each part one may be missing."""
    missing = value - sum(parts)
    assert 0 <= missing <= (len(parts) if name == "time_ms" else 0), (name, value, parts)


def check_tally(tally):
    """The percentages are those of the milliseconds and checks, rounded down."""
    for percent, counts in (("uptime_percent", tally["time_ms"]), ("checks_up_percent", tally["checks"])):
        available = counts["up"] + counts["flaky"] + counts["degraded"]
        whole = available + counts["down"]
        if whole == 0:
            assert tally[percent] is None or counts is tally["time_ms"]
            continue
        millionths = available * 100_000_000 // whole
        # Milliseconds are rounded down themselves.
        assert abs(round(tally[percent] * 1_000_000) - millionths) <= 200_000_000 // whole + 1, tally


def check_csv(text, report):
    rows = list(csv.DictReader(io.StringIO(text, newline=""), strict=True))
    assert all(None not in row and None not in row.values() for row in rows)
    targets = [row for row in rows if row["scope"] == "period"]
    days = [row for row in rows if row["scope"] == "day"]
    assert len(days) == sum(len(target["days"]) for target in report["targets"])
    for row, target in zip(targets, report["targets"], strict=True):
        assert row["name"].removeprefix("'") == target["name"]
        assert row["down_s"] == f"{target['uptime']['time_ms']['down'] / 1000:.3f}"
        assert row["down_checks"] == str(target["uptime"]["checks"]["down"])
        assert row["outcome"] == target["outcome"]
        assert not any(value.startswith(("=", "+", "@", "\t", "\r")) for value in row.values()), row


def read_mail(data):
    """Parsed by Python's email package; its defects are those of RFC 5322 and MIME."""
    message = email.message_from_bytes(data, policy=email.policy.default)
    for part in message.walk():
        assert not part.defects, (part.get_content_type(), part.defects)
        for name, value in part.items():
            assert not value.defects, (name, value, value.defects)
        if part.get_content_maintype() == "text":
            assert part.get_content_charset() == "utf-8", part["Content-Type"]
            part.get_payload(decode=True).decode("utf-8")
    assert data.isascii()
    assert all(len(line) <= 78 for line in data.split(b"\r\n"))
    assert data.count(b"\n") == data.count(b"\r\n") == data.count(b"\r")
    return message


def check_mail(data, text, html_text, csv_text=None):
    message = read_mail(data)
    expected = ["multipart/alternative", "text/plain", "text/html"]
    if csv_text is not None:
        expected = ["multipart/mixed", *expected, "text/csv"]
    assert [part.get_content_type() for part in message.walk()] == expected
    assert message["Auto-Submitted"] == "auto-generated"
    assert message["MIME-Version"] == "1.0"
    assert message["Date"].datetime is not None
    assert message["Message-ID"].startswith("<") and "@" in message["Message-ID"]

    def content(kind):
        return message.get_body((kind,)).get_content().replace("\r\n", "\n")

    assert content("plain") == text
    assert content("html") == html_text
    if csv_text is not None:
        attachment, = message.iter_attachments()
        assert attachment.get_filename() == "uptime.csv"
        assert attachment.get_content() == csv_text
    headline = " ".join(text.split("\nuptime")[0].split())
    assert str(message["Subject"]).endswith(headline), message["Subject"]
    return message
