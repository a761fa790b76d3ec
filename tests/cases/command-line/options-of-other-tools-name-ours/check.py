# SPDX-License-Identifier: MIT
"""As people type them from memory of curl, hurl, lychee and others."""

ANSWERS = {
    ("--retry", "3"): "--retries N",
    ("--jobs", "8"): "--workers N",
    ("-k",): "--insecure",
    ("--json",): "-o json",
    ("--format", "json"): "-o json",
    ("-t", "5"): "--timeout 5s",
    ("--max-time", "5"): "--timeout",
    ("--accept", "200,404"): "--expect-status",
    ("--max-concurrency", "8"): "--workers",
    ("--report-junit", "r.xml"): "-o junit=FILE",
    ("-X", "GET"): "--method",
    ("-timeout", "5s"): "--timeout",
    ("--oauth2-bearer", "x"): "auth: {bearer:",
    ("--netrc",): "auth: {basic:",
    ("--proxy-user", "me:x"): "proxy:",
    ("--cookie-jar", "x"): "Cookie:",
    ("--cache",): "--history FILE",
    ("--base-url", "https://a/"): "reads no pages",
    ("--secret", "A=b"): "${NAME}",
    ("--tls-max", "1.2"): "--tls-min-version",
    ("--tries", "3"): "--retries N",
}


def act(run):
    for typed, answer in ANSWERS.items():
        run.finish(run.start([*typed, "https://127.0.0.1:1/"]))
        assert run.status == 2, typed
        assert run.stderr.startswith(f'headgate: error: unknown option "{typed[0]}": '), run.stderr
        assert answer in run.stderr, f"{typed}: {run.stderr}"
