# SPDX-License-Identifier: MIT
"""Pictures of the HTML examples in a folder (ci/look): mail and page, light and dark, and the mail as clients show it
that turn its colours themselves."""

import pathlib
import sys

import chromium

REPORTS = pathlib.Path(__file__).resolve().parents[2] / "reports"
FILES = {"mail": ("example-uptime.html", (600, 320)), "alert": ("example-alert.html", (600, 320)),
         "page": ("example-uptime-page.html", (1280, 320))}


def shoot(browser, folder, name, file, width):
    for mode in ("light", "dark", "turned"):
        with browser.open(REPORTS / file, width=width, dark=mode == "dark") as page:
            if mode == "turned":
                page.command("Emulation.setAutoDarkModeOverride", enabled=True)
            picture = folder / f"{name}-{mode}-{width}.png"
            page.screenshot(picture)
            print(picture)


def main(folder):
    with chromium.Browser() as browser:
        for name, (file, widths) in FILES.items():
            for width in widths:
                shoot(browser, folder, name, file, width)
        with browser.open(REPORTS / FILES["page"][0]) as page:
            page.print(folder / "page.pdf")
    print(folder / "page.pdf")


if __name__ == "__main__":
    main(pathlib.Path(sys.argv[1]))
