# SPDX-License-Identifier: MIT
"""Reads outputs as the agents of CI services read logs: which commands they would obey.

The rules are those of actions/runner (src/Runner.Common/ActionCommand.cs) and of
microsoft/azure-pipelines-agent (src/Agent.Sdk/Command.cs); both compare by .NET's culture, which passes
over invisible characters, and read lines that end with CR, LF or both."""

import re
import unicodedata


def lines(text):
    """Lines as the agents compare them."""
    for line in re.split(r"\r\n|\r|\n", text):
        yield "".join(c for c in line if unicodedata.category(c) not in ("Cf", "Cc") or c == "\t")


def github(line):
    """ActionCommand.TryParseV2, then TryParse."""
    start = line.lstrip()
    if start.startswith("::") and "::" in start[2:]:
        return start
    at = line.find("##[")
    return line[at:] if at >= 0 and "]" in line[at:] else None


def azure(line):
    """Command.TryParse; and TeamCity's service messages, which work alike."""
    found = re.search(r"##(vso|teamcity)\[[^]]*\]?", line, re.IGNORECASE)
    return found[0] if found else None


def commands(text):
    """What the agents would obey."""
    return [found for line in lines(text) for found in (github(line), azure(line)) if found]
