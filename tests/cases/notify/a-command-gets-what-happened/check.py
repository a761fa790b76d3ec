# SPDX-License-Identifier: MIT
"""A command gets our JSON and variables, keeps what it could not do, and shows none of its secrets."""

import json
import signal

from sink import begin_a_minute, check_now, configure
import reports

KEY = "s3cret-key-of-ours"
SCRIPT = """#!/bin/sh
cat > hooks/stdin.json
env -0 > hooks/environment
echo "$@" > hooks/arguments
echo "no route with $@" >&2
exit "$(cat hooks/status)"
"""
HOSTILE = '$(touch hooks/bad) "`\'; \\ <!channel>'


def act(run):
    run.write("hooks/notify", SCRIPT).chmod(0o755)
    run.environment |= {"HOOK_KEY": KEY, "HEADGATE_RETRIES": "0", "HOOK_SEEN": "yes"}
    channels = {"ops": {"type": "command", "command": ["hooks/notify", "--key", "${HOOK_KEY}", ""]}}
    run.write("hooks/status", "3")
    begin_a_minute(run)
    stderr = check_now(run, channels, {HOSTILE: False, "blog": False})
    assert "1 message is not sent yet" in stderr, stderr
    assert "hooks/notify ended with status 3: no route with --key ***" in stderr, stderr
    assert KEY not in stderr and KEY.encode() not in (run.folder / "h.db").read_bytes()
    run.finish(run.start(["notify", "--dry-run", "headgate.yml"]))
    assert run.stdout.split("\n")[1] == 'run ["hooks/notify","--key","***",""]', run.stdout
    assert "\nHEADGATE_COUNT=2\n" in run.stdout and KEY not in run.stdout, run.stdout
    run.finish(run.start(["list", "-o", "json", "headgate.yml"]))
    shown = json.loads(run.stdout)["run"]["channels"]["ops"]["command"]
    assert shown == ["hooks/notify", "--key", "***", ""], shown

    # SIGCHLD may be ignored by whatever has started headgate.
    run.write("hooks/status", "0")
    run.set_clock(180)
    configure(run, channels, {HOSTILE: False, "blog": False})
    run.finish(run.start(preexec_fn=lambda: signal.signal(signal.SIGCHLD, signal.SIG_IGN)))
    assert run.status == 1 and run.stderr == "", run.stderr
    assert run.read("hooks/arguments") == f"--key {KEY} \n"
    message = json.loads(run.read("hooks/stdin.json"))
    variables = dict(line.split("=", 1) for line in run.read("hooks/environment").split("\0") if line)
    ours = {name: value for name, value in variables.items() if name.startswith("HEADGATE_")}
    first, second = message["events"]
    # They went down together.
    text = ours.pop("HEADGATE_TEXT")
    assert text.startswith("went down: 2 targets: ") and text.endswith(f"({first['target']}, {second['target']})"), text
    assert ours == {
        "HEADGATE_ID": message["id"], "HEADGATE_RUN": message["run"], "HEADGATE_TEST": "false",
        "HEADGATE_AT": message["at"][:19] + "Z", "HEADGATE_COUNT": "2",
        "HEADGATE_TITLE": message["title"], "HEADGATE_EVENT": "down",
        "HEADGATE_TARGET": first["target"], "HEADGATE_URL": first["url"],
        "HEADGATE_CAUSE": "connect", "HEADGATE_REASON": first["reason"],
        "HEADGATE_EVENT_GROUP": "", "HEADGATE_EVENT_LOCATION": "",
        "HEADGATE_EVENT_SINCE": first["since"][:19] + "Z", "HEADGATE_INCIDENT": str(first["incident"])}, ours
    assert variables["HOOK_SEEN"] == "yes" and not (run.folder / "hooks/bad").exists()
    try:
        assert reports.problems_of(reports.schema("headgate-event-1.schema.json"), message) == []
    except reports.Skip:
        pass
