# SPDX-License-Identifier: MIT

def check(run):
    for text in (run.stdout, run.stderr, run.read("report.txt"), run.read("report.json"),
                 run.read("report.xml"), run.read("report.csv")):
        assert not any(ord(character) < 32 and character not in "\r\n" for character in text)
        assert not any(line.lstrip().startswith(("::", "##")) for line in text.splitlines())
