# SPDX-License-Identifier: MIT

COMMANDS = [
    (["list", "headgate.yml"], 0), (["headgate.yml", "-o", "csv"], 0),
    (["::error::argument"], 2), (["::error::file.yml"], 2), (["validate", "::error::right.yml"], 0),
    (["::error::list.txt"], 2), (["--group", "::error::group", "headgate.yml"], 2),
]


def check(run):
    run.write("::error::right.yml", "version: 1\ntargets: [example.com]\n")
    run.write("::error::list.txt", "ftp://example.com\n")
    for arguments, status in COMMANDS:
        run.finish(run.start(arguments))
        assert run.status == status, (arguments, run.status, run.stderr)
        lines = (run.stdout + run.stderr).splitlines()
        assert any("::error::" in line for line in lines), (arguments, lines)
        assert not any(line.lstrip().startswith(("::", "##")) for line in lines), (arguments, lines)
