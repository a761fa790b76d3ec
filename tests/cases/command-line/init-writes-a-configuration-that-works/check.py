# SPDX-License-Identifier: MIT
import re
import subprocess

import yaml


def call(run, *arguments):
    return subprocess.run([run.headgate, *arguments], cwd=run.folder, env=run.environment,
                          capture_output=True, text=True, check=True).stdout


def check(run):
    text = run.read("headgate.yml")
    assert yaml.safe_load(text)["targets"] == [
        "example.com/", "http://a.test/x?y=$$z&a='q", "https://list.test/one", "b.test:8080/two"]
    urls = [line.split()[-1] for line in call(run, "list").splitlines()]
    assert urls == ["https://example.com/", "http://a.test/x?y=$z&a='q", "https://list.test/one",
                    "https://b.test:8080/two"], urls
    # What stands in comments is a configuration too.
    run.write("whole.yml", re.sub(r"(?m)^# (?=- |  |[a-z]+: )", "", text))
    whole = yaml.safe_load(run.read("whole.yml"))
    assert whole.keys() == {"version", "defaults", "targets", "reports", "history", "mail"}, whole
    assert len(whole["targets"]) == 5, whole
    assert call(run, "validate", "whole.yml") == "whole.yml: valid, 5 targets on 5 hosts\n"
