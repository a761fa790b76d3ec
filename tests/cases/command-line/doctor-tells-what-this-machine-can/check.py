# SPDX-License-Identifier: MIT
import re

import names


def prepare(run):
    names.use_name_server(run, {}, routes=["local default dev lo"])


def check(run):
    rows = {line[2:16].strip(): (line[0], line[17:]) for line in run.stdout.splitlines()}
    assert len(rows) == 10 and {mark for mark, _ in rows.values()} == {"✓"}, run.stdout
    assert rows["headgate"][1].startswith(run.version.split()[1]), rows
    assert rows["libcurl"][1].startswith("libcurl/"), rows
    assert rows["resolver"][1].startswith("answers: 127."), rows
    assert rows["routes"][1] == "IPv4 yes, IPv6 no", rows
    assert re.fullmatch(r"\d{4}-\d\d-\d\d \d\d:\d\d:\d\d UTC", rows["clock"][1]), rows
    assert rows["proxy"][1].startswith("http_proxy=") and "proxy.test:3128" in rows["proxy"][1], rows
    assert re.fullmatch(r"\d+ may be open, enough for \d+ workers", rows["files"][1]), rows
