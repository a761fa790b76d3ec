# SPDX-License-Identifier: MIT
import re

PLACES = ["loading", "waiting in queue", "checking", "  resolve", "  connect", "  tls", "  first byte",
          "  transfer", "  other", "judging", "reporting", "writing"]


def check(run):
    title, *rows = run.stderr.splitlines()
    assert title.startswith("profile: 2 attempts in "), title
    assert [re.split(r" {2,}(?=\d)", row)[0] for row in rows] == PLACES, rows
    assert re.search(r"^  first byte +[3-9]\d\d ms ", run.stderr, re.M), run.stderr
    assert run.stdout == ""
