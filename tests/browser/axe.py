# SPDX-License-Identifier: MIT
"""What axe-core says against a page: WCAG 2.2 A and AA, and best practice.

    reason = axe.missing()          # a sentence where a test has to be skipped, else None
    with chromium.Browser() as browser:
        axe.check(browser, "report.html")

or, as a program: axe.py FILE... prints what is wrong with each; 77 where something is not installed.
"""

import json
import pathlib
import sys

import chromium

PROJECT = pathlib.Path(__file__).resolve().parents[2]
SOURCE = PROJECT / "build/npm/node_modules/axe-core/axe.min.js"
TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22a", "wcag22aa", "best-practice"]
# A telephone, and 1280 pixels enlarged to 400 % (WCAG 2.2, 1.4.10); a desk.
WIDTHS = (320, 1280)


def missing():
    return chromium.missing() or (None if SOURCE.exists() else "axe-core is not installed (ci/deps look)")


def violations(page):
    """Sentences: the rule, what to do, and the elements as they are written."""
    page.evaluate(SOURCE.read_text(encoding="utf-8") + ";0")
    options = {"runOnly": TAGS, "resultTypes": ["violations"]}
    found = page.evaluate(f"axe.run(document, {json.dumps(options)}).then(report => report.violations)")
    return [f"{rule['id']}: {rule['help']}: " + "; ".join(
        f"{node['html'][:200]} ({node['failureSummary'].splitlines()[-1].strip()})" for node in rule["nodes"][:5])
        for rule in found]


def _problems_of(page):
    found = violations(page)
    if page.overflow():
        found.append(f"{page.overflow()} pixels wider than the window")
    return found + [f"loads {url}" for url in page.requests()]


def problems(browser, file):
    """Everything that is wrong with a page on a telephone and on a desk, light and dark, folded and unfolded:
    accessibility, what does not fit, and what it loads."""
    found = {}
    for width in WIDTHS:
        for dark in (False, True):
            with browser.open(file, width=width, dark=dark) as page:
                here = _problems_of(page)
                if page.unfold():
                    here += _problems_of(page)
            for problem in dict.fromkeys(here):
                found.setdefault(problem, []).append(f"{width} pixels {'dark' if dark else 'light'}")
    return [f"{pathlib.Path(file).name}: {problem} [{', '.join(where)}]" for problem, where in found.items()]


def check(browser, file):
    found = problems(browser, file)
    assert not found, "\n".join(found)


def main(files):
    reason = missing()
    if reason:
        print(f"skipped: accessibility: {reason}")
        return 77
    failed = 0
    with chromium.Browser() as browser:
        for file in files:
            found = problems(browser, file)
            failed += bool(found)
            print("\n".join(found) or f"{pathlib.Path(file).name}: nothing found")
    print(f"{len(files) - failed} passed, {failed} failed")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
