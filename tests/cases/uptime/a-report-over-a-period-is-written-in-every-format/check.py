# SPDX-License-Identifier: MIT

import uptimes


def act(run):
    for _ in range(3):
        run.finish(run.start(["check", "--quiet"]))
        assert run.status == 1, run.stderr
    run.finish(run.start())


def check(run):
    text = run.read("r.txt")
    mail_html = run.read("r.html")
    uptimes.check_text(text)
    assert text.splitlines()[0].startswith("2 of 4 down now, "), text
    assert "<script>alert(1)</script>" in uptimes.check_mail_html(mail_html).text
    assert "<script>alert(1)</script>" in uptimes.check_html(run.read("page.html")).text
    report = uptimes.check_json(run.read("r.json"))
    assert [target["uptime"]["checks"]["down"] for target in report["targets"]] == [0, 0, 3, 3]
    assert report["summary"]["now"]["down"] == 2
    assert sum(len(outage["incidents"]) for outage in report["outages"]) == 2
    uptimes.check_csv(run.read("r.csv"), report)
    markdown = run.read("r.md")
    assert "<script" not in markdown and "\\[x\\]\\(javascript:" in markdown
    data = (run.folder / "r.eml").read_bytes()
    message = uptimes.check_mail(data, text, mail_html, run.read("r.csv"))
    name = "::error::night shift 🚀 <script>alert(1)</script>"
    assert message["Subject"] == f"{name}: {text.splitlines()[0]}", message["Subject"]
    assert [address.addr_spec for address in message["To"].addresses] == [
        "ops@example.com", "john@example.com", "jp@example.com"]
    assert [address.display_name for address in message["To"].addresses] == ["", "Doe, John", "日本"]
    assert message["From"].addresses[0].display_name == "Überwachung"
