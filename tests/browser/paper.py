# SPDX-License-Identifier: MIT
"""A page on paper: paper.py FILE... says what would be cut by the end of a sheet of A4, is wider than it, or is of no use
there; 77 where Chromium is not installed."""

import pathlib
import sys

import chromium

WIDTH = 794 # pixels of A4, of which there are 96 in an inch

# Rows and charts that a sheet could cut, links that lead nowhere, and whether folded parts are mentioned.
ASK = """(() => {
    const found = [];
    for (const element of document.querySelectorAll("tr, li, article, figure, section details[open]"))
        if (getComputedStyle(element).breakInside !== "avoid" && element.checkVisibility())
            found.push(`can be cut: <${element.localName} class="${element.className}">`);
    for (const element of document.querySelectorAll("nav, .skip:focus, details details:not([open])"))
        if (element.checkVisibility())
            found.push(`is printed: <${element.localName}>`);
    const hint = document.querySelector(".paper");
    if (!hint || !hint.checkVisibility())
        found.push("does not say that folded parts are not printed");
    return [...new Set(found)];
})()"""


def problems(browser, file):
    with browser.open(file, width=WIDTH, medium="print") as page:
        found = page.evaluate(ASK)
        if page.overflow():
            found.append(f"{page.overflow()} pixels wider than the sheet")
    with browser.open(file) as page:
        if page.evaluate('document.querySelector(".paper").checkVisibility()'):
            found.append("speaks of paper on a screen")
    return [f"{pathlib.Path(file).name}: {problem}" for problem in found]


def main(files):
    reason = chromium.missing()
    if reason:
        print(f"skipped: paper: {reason}")
        return 77
    with chromium.Browser() as browser:
        found = [problem for file in files for problem in problems(browser, file)]
    print("\n".join(found) or f"{', '.join(pathlib.Path(file).name for file in files)}: nothing is cut")
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
