# SPDX-License-Identifier: MIT


def check(run):
    text = run.read("report.xml")
    assert "\ncertificate: localhost, expired 24 hours ago" in text, text
    assert 'type="certificate"' in text, text
