# SPDX-License-Identifier: MIT

import uptimes
from reports import PROJECT


def example(name, kind="uptime"):
    return (PROJECT / "reports" / f"example-{kind}{name}").read_bytes()


def check_alert():
    text, mail_html = example(".txt", "alert").decode(), example(".html", "alert").decode()
    uptimes.check_text(text)
    page = uptimes.check_mail_html(mail_html)
    message = uptimes.check_mail(example(".eml", "alert"), text, mail_html)
    assert message["Subject"].startswith("night shift: DOWN: checkout (timeout); UP: blog; CERTIFICATE: login · 1 of 14 down now")
    for words in (text, page.text):
        places = [words.index(word) for word in ("What changed", "nothing came within 10 s", "came back", "Checks up")]
        assert places == sorted(places), places


def check(run):
    assert "missing/r.html" in run.stderr
    text, mail_html = example(".txt").decode(), example(".html").decode()
    uptimes.check_text(text)
    uptimes.check_mail_html(mail_html)
    page = uptimes.check_html(example("-page.html").decode())
    uptimes.check_colors(example("-page.html").decode())
    assert sum(tag == "svg" and attributes.get("class") == "chart" for tag, attributes in page.seen) == 1 + 14
    report = uptimes.check_json(example(".json").decode())
    uptimes.check_csv(example(".csv").decode(), report)
    message = uptimes.check_mail(example(".eml"), text, mail_html)
    assert message["Subject"] == f"night shift: {report['report']['headline']}"
    check_alert()
    for target in report["targets"]:
        assert target["name"] in page.text, target["name"]
