# SPDX-License-Identifier: MIT

import contextlib
import sqlite3

import uptimes

# Not UTF-8, and a sequence for terminals with what looks like a header.
UNCLEAN = {"one": b"\xff\xfe\x80", "two": b"\x1b[31m\r\nBcc: evil@example.com\r\n\r\n::error::x"}


def act(run):
    run.finish(run.start(["check", "--quiet"]))
    (run.folder / "headgate.yml").unlink()
    with contextlib.closing(sqlite3.connect(run.folder / "h.db")) as database, database:
        for name, text in UNCLEAN.items():
            database.execute(
                "UPDATE incidents SET reason = CAST(?1 AS TEXT), common = CAST(?1 AS TEXT)"
                " WHERE target = (SELECT id FROM targets WHERE name = ?2)", (text, name))
            database.execute(
                "UPDATE targets SET name = CAST(?1 AS TEXT), url = CAST(?1 AS TEXT),"
                " group_name = CAST(?1 AS TEXT), tags = CAST(?1 AS TEXT), reason = CAST(?1 AS TEXT)"
                " WHERE name = ?2", (text, name))
        database.execute("UPDATE runs SET host = CAST(?1 AS TEXT)", (UNCLEAN["two"],))
    run.finish(run.start())


def check(run):
    text = run.read("r.txt")
    uptimes.check_text(text)
    report = uptimes.check_json(run.read("r.json"))
    names = [target["name"] for target in report["targets"]]
    assert "\ufffd" * 3 in names, names
    for content in (text, run.read("r.md"), *names):
        assert not any(character < " " and character != "\n" for character in content), content
    message = uptimes.read_mail((run.folder / "r.eml").read_bytes())
    assert "Bcc" not in message
