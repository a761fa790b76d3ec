#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""Reports on hourly runs under a clock that ticks a little unevenly are calm: no "59 m 59 s", no "skipped 0 s", no
duration that a line break tears, in any format, whatever happened. Mails are what mail readers expect.

hours.py PROGRAM: the program writes them (hours.c)."""

import os
import pathlib
import re
import subprocess
import sys
import tempfile

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[1] / "cases"))
import uptimes  # pylint: disable=wrong-import-position

FORMATS = ("text", "markdown", "html", "page", "csv", "json", "eml")
PERIODS = ("alert", "24h", "today", "yesterday", "7d", "2026-02", "last-month", "63d")
# Seed, targets, days.
HISTORIES = [(1, 1, 3), (2, 10, 3), (3, 10, 8), (4, 13, 20), (5, 10, 63), (6, 33, 40), (7, 10, 126)]


def check_days(text):
    """No day that says the same as the one before it, and none that is down without a time."""
    days = text.split("  Day by day ")[1].splitlines()[2:]
    for line, after in zip(days, days[1:]):
        assert not re.match(r"✗ \S+( to \S+)? +[0-9.]+ %$", line), line
        same = [re.sub(r"^(\S) \S+( to \S+)?", r"\1", entry) for entry in (line, after)]
        # Under maintenance, days are no more alike than their lengths of it are.
        assert same[0] != same[1] or same[0] in ("", "...") or line.startswith(("▸", " ")), (line, after)


def check_once(text):
    for sentence in ("Checked every", "A mark is", "Each result is valid"):
        assert text.count(sentence) <= 1, (sentence, text)


def check_hours(text):
    """What lasts from one run to another lasts whole hours, or half of one more in maintenance."""
    for lasted in re.findall(r"(?:, lasted|, was down|down, for|was down for|unknown, lasted) ([0-9dhms ]+)", text):
        assert not re.search(r"\b(59|0?1) m\b|\b(59|0?1) s\b|\b[1-9] m [0-9]", lasted), lasted


def check_text(text):
    uptimes.check_text(text)
    check_hours(text)
    check_once(text)
    check_days(text)
    assert not re.search(r"\d+ down, \d+ recovered", text), text


def check_figures(text):
    """Of formats for machines, and of tables: they have no line of a certain width to break."""
    uptimes.check_calm(text.replace("\u00a0", " "))


def check_mail(data):
    message = uptimes.read_mail(data)
    assert [part.get_content_type() for part in message.walk()] == ["multipart/alternative", "text/plain", "text/html"]
    check_text(message.get_body(("plain",)).get_content().replace("\r\n", "\n"))
    uptimes.check_mail_html(message.get_body(("html",)).get_content())


def check_file(path):
    kind, data = path.suffix[1:], path.read_bytes()
    if kind == "eml":
        check_mail(data)
    elif kind == "text":
        check_text(data.decode())
    elif kind == "html":
        uptimes.check_mail_html(data.decode())
    elif kind == "page":
        uptimes.check_html(data.decode())
    else:
        check_figures(data.decode())


def check_history(program, seed, targets, days):
    with tempfile.TemporaryDirectory(dir="/dev/shm" if os.access("/dev/shm", os.W_OK) else None) as folder:
        subprocess.run([program, folder, str(seed), str(targets), str(days)], check=True, timeout=550)
        for period in PERIODS:
            for kind in FORMATS:
                path = pathlib.Path(folder) / f"{period}.{kind}"
                try:
                    check_file(path)
                except AssertionError as problem:
                    sys.exit(f"hours: seed {seed}, {targets} targets, {days} days, {path.name}: {problem}")
    return len(PERIODS) * len(FORMATS)


def main():
    count = sum(check_history(sys.argv[1], *history) for history in HISTORIES)
    print(f"hours: {count} reports are calm")


if __name__ == "__main__":
    main()
