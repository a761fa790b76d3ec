# SPDX-License-Identifier: MIT

def check(run):
    assert run.stdout.startswith("Usage: headgate report [OPTION]... [CONFIG.yml]...\n")
    assert "  headgate report --since last-week headgate.yml\n" in run.stdout
    assert "--since PERIOD" in run.stdout and "  markdown " in run.stdout
    assert "--timeout" not in run.stdout and "  junit " not in run.stdout
