# SPDX-License-Identifier: MIT

import json
import shlex
import subprocess


def act(run):
    base = ["--history", "h.db"]
    for _ in range(2):
        run.finish(run.start(["check", *base, "headgate.yml"]))
    run.finish(run.start(["note", *base, "1", "disk \x1b[31mwas\nfull"]))
    assert (run.status, run.stdout, run.stderr) == (0, "", "")
    run.finish(run.start(["note", *base, "17", "nobody"]))
    assert (run.status, run.stderr) == (2, "headgate: error: there is no incident 17\n")
    run.finish(run.start(["explain", *base, "good on"]))
    assert run.status == 2 and 'did you mean "good one"?' in run.stderr, run.stderr
    run.finish(run.start(["explain", *base, "bad", "--at", "1999-01-01 00:00"]))
    assert run.status == 0 and "  > " not in run.stdout, run.stdout
    run.finish(run.start(["explain", *base, "bad", "--at", "9999-01-01 00:00"]))
    assert run.status == 2 and "must not be in the future" in run.stderr, run.stderr
    run.finish(run.start(["history", *base, "bad"]))
    assert run.status == 2 and "not URLs or lists" in run.stderr, run.stderr
    run.finish(run.start(["explain", *base, "bad"]))
    assert run.status == 0, run.stderr
    run.explained = run.stdout
    run.finish(run.start(["history", *base, "--since", "48h", "-o", "json"]))
    run.log = json.loads(run.stdout)
    run.finish(run.start())


def check_curl(run):
    command = run.explained.splitlines()[-1].strip()
    words = shlex.split(command)
    assert words[words.index("--user-agent") + 1] == "it's me", words
    assert "X-Token: ***" in words and "Accept: text/html" in words, words
    assert words[words.index("--max-time") + 1] == "3", words
    assert words[-1].endswith("?a=1&b=it's"), words
    try:
        answer = subprocess.run(["sh", "-c", command], capture_output=True, text=True, timeout=30,
                                check=False)
    except FileNotFoundError:
        return
    if answer.returncode != 127:  # there is a curl
        assert answer.stdout.startswith("503 after "), answer


def check(run):
    assert "2 targets: 1 up, 1 down" in run.stdout, run.stdout
    assert "  1  bad\n" in run.stdout and "still down" in run.stdout, run.stdout
    assert "disk \ufffd[31mwas\ufffdfull\n" in run.stdout, run.stdout
    assert [entry["down"] for entry in run.log["runs"]] == [1, 1], run.log
    assert [(entry["target"], entry["checks"], len(entry["notes"]))
            for entry in run.log["incidents"]] == [("bad", 2, 1)], run.log
    assert "it counts as down" in run.explained, run.explained
    assert "GET, 503" in run.explained, run.explained
    check_curl(run)
