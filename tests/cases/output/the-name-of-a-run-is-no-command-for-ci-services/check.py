# SPDX-License-Identifier: MIT

def check(run):
    lines = run.read("report.txt").splitlines()
    assert any("::error::name" in line for line in lines), lines
    assert not any(line.lstrip().startswith(("::", "##")) for line in lines), lines
