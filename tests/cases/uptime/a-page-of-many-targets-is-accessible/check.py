# SPDX-License-Identifier: MIT
"""Rows, folds, groups and hours, which the example in reports/ does not have."""

import json
import sys

from reports import PROJECT
from servers import Skip

sys.path.append(str(PROJECT / "tests" / "browser"))

import axe
import chromium

COUNT = 60
HOUR_S = 3600


def configure(run, down):
    """The first `down` targets refuse connections."""
    up = f"{run.places['fault']}/ok/{run.name}"
    run.write("headgate.yml", json.dumps({
        "name": "<b>many</b>", "history": "h.db", "report": {"tz": "UTC", "since": "24h"}, "defaults": {"retries": 0},
        "group_sla": {"b": "99.9%"},
        "targets": [{"name": f"https://site.example.com/{i}", "group": "ab"[i % 2],
                     "url": f"http://127.0.0.1:{run.places['closed_port']}/{i}" if i < down else f"{up}?{i}"}
                    for i in range(COUNT)]}))


def act(run):
    if axe.missing():
        raise Skip(axe.missing())
    for hours_ago, down in ((26, 0), (4, 0), (3, 55), (2, 13), (1, 13)):
        configure(run, down)
        run.set_clock(-hours_ago * HOUR_S)
        run.finish(run.start(["check", "-q", "headgate.yml"]))
    run.set_clock(0)
    run.finish(run.start(["report", "-o", "page=p.html", "headgate.yml"]))
    with chromium.Browser() as browser:
        axe.check(browser, run.folder / "p.html")
        check_links(browser, run.folder / "p.html")


def check_links(browser, file):
    """A link leads into a fold that opens; the skip link is seen once it has the focus."""
    with browser.open(file) as page:
        assert page.evaluate("document.title").startswith("<b>many</b>: 13 of 60 down now")
        assert page.evaluate("document.querySelectorAll('.strips .row').length") == 2 + 40
        assert not page.evaluate("t20.parentElement.open")
        page.evaluate("document.querySelector('.strips a[href=\"#t20\"]').click()")
        page.evaluate("new Promise(done => requestAnimationFrame(() => requestAnimationFrame(done)))")
        assert page.evaluate("t20.parentElement.open")
        skip = "document.querySelector('.skip')"
        assert page.evaluate(f"{skip}.getBoundingClientRect().right") <= 0
        page.evaluate(f"{skip}.focus()")
        assert page.evaluate(f"{skip}.getBoundingClientRect().left") >= 0
