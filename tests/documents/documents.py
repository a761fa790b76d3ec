#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""Whether what the documents show is accepted: each configuration in a YAML block is validated, each command
line of headgate is parsed, those of checks with all their options. Nothing is sent.
Usage: documents.py HEADGATE FOLDER"""

import pathlib
import re
import shlex
import subprocess
import sys
import tempfile

import yaml

BLOCK = re.compile(r"^```(\w+)\n(.*?)^```$", re.M | re.S)
TARGET = "targets: [{url: https://example.com, tags: [critical, shop]}]\n"
RUN_KEYS = {"version", "name", "defaults", "targets", "reports", "history", "mail", "gate", "channels", "group_notify",
            "canaries", "report", "keep", "notify", "group_sla", "lock", "max_gap", "secret", "public", "watch"}
CRONTAB = re.compile(r"^(?:\S+\s+){5}(?=headgate )")
CHECKS = {"check", "wait"}
# The programs of others that read files of that kind.
OTHERS = {"image", "before_script", "jobs", "on", "uptime"}


class Documents:
    def __init__(self, headgate, folder):
        self.headgate, self.folder = headgate, folder
        self.counts = {"configurations": 0, "commands": 0}
        self.problems = []

    def call(self, arguments):
        return subprocess.run([self.headgate, *arguments], cwd=self.folder, capture_output=True,
                              text=True, timeout=60, check=False,
                              env={"PATH": "/usr/bin:/bin", "SHA": "abc", "LC_ALL": "C.UTF-8"})

    def expect(self, place, shown, arguments):
        run = self.call(arguments)
        if run.returncode != 0:
            self.problems.append(f"{place}: {shown}\n{run.stderr}")

    def read_yaml(self, place, text):
        """A whole configuration, keys of one, or targets of one; other programs' files are theirs."""
        content = yaml.safe_load(text)
        if isinstance(content, list):
            text = "targets:\n" + text
        elif not content.keys() <= RUN_KEYS:
            if not content.keys() & OTHERS:
                self.problems.append(f"{place}: no keys of a configuration: {', '.join(content)}")
            return
        elif "targets" not in content:
            text += TARGET
        if "channels" in content and "history" not in content:
            text += "history: headgate.db\n"
        text = re.sub(r"/etc/headgate/[\w-]+", "mail-password", text)
        (self.folder / "block.yml").write_text(text, encoding="utf-8")
        self.counts["configurations"] += 1
        self.expect(place, text, ["validate", "--allow-unset", "block.yml"])

    def read_command(self, place, line):
        words = shlex.split(re.sub(r" *[|>] .*", "", line), comments=True)[1:]
        self.counts["commands"] += 1
        self.expect(place, line, [*words, "--help"])
        command = words[0] if words and words[0] in CHECKS else "check"
        if command == "check" and not (words[:1] == ["check"] or not words or "." in words[0] or words[0][0] == "-"):
            return
        rest = words[1:] if words[:1] == [command] else words
        rest = ["headgate.yml" if word.endswith(".yml") else word for word in rest]
        self.expect(place, line, ["validate", *rest])

    def read(self, path):
        text = path.read_text(encoding="utf-8")
        for found in BLOCK.finditer(text):
            place = f"{path.name}:{text.count(chr(10), 0, found.start()) + 1}"
            if found[1] == "yaml":
                self.read_yaml(place, found[2])
                continue
            lines = found[2].replace("\\\n", " ").splitlines()
            if found[1] == "console":
                lines = [line[2:] for line in lines if line.startswith("$ ")]
            elif found[1] == "crontab":
                lines = [CRONTAB.sub("", line) for line in lines]
            elif found[1] != "sh":
                continue
            for line in lines:
                if line.startswith("headgate ") or line == "headgate":
                    self.read_command(place, line)

    def prepare(self):
        for name in ("headgate.yml", "urls.txt", "more-addresses.txt", "mail-password", "company.pem"):
            (self.folder / name).write_text("https://example.com\n" if name.endswith(".txt") else
                                            "name: shop\nhistory: headgate.db\n" + TARGET +
                                            "mail: {server: mail.test, from: a@a.test, to: [b@b.test]}\n"
                                            if name == "headgate.yml" else "https://hooks.test/x\n", encoding="utf-8")


def main():
    headgate, root = pathlib.Path(sys.argv[1]).resolve(), pathlib.Path(sys.argv[2])
    with tempfile.TemporaryDirectory() as folder:
        documents = Documents(headgate, pathlib.Path(folder))
        documents.prepare()
        for path in [root / "README.md", *sorted((root / "docs").glob("*.md"))]:
            documents.read(path)
    print("\n".join(documents.problems))
    print(", ".join(f"{count} {kind}" for kind, count in documents.counts.items()),
          f"and {len(documents.problems)} problems")
    if documents.problems or min(documents.counts.values()) < 10:
        sys.exit(1)


main()
