# SPDX-License-Identifier: MIT

import re

from shells import DOCS, offer

SHELLS = ("bash", "zsh", "fish")
COMMANDS = ("check wait watch validate list report history explain note notify init doctor generate "
            "help").split()
FILES = ["headgate.yml", "urls.txt"]
RUN_FORMATS = ("text json jsonl csv junit markdown github codequality nagios prometheus tap "
               "ctrf").split()

# what is typed: what is offered
LINES = {
    "headgate ": COMMANDS + FILES,
    "headgate wa": ["wait", "watch"],
    "headgate -j 4 li": ["list"],
    "headgate --workers=4 -q li": ["list"],
    "headgate other.yml li": [],
    "headgate check ": FILES,
    "headgate wait url": ["urls.txt"],
    "headgate report ": ["headgate.yml"],
    "headgate explain ": [],
    "headgate help ": COMMANDS,
    "headgate help check ": [],
    "headgate generate ": ["completion"],
    "headgate generate completion ": list(SHELLS),
    "headgate generate completion zsh ": [],
    "headgate --insec": ["--insecure"],
    "headgate -q --on": ["--on-change"],
    "headgate wait --on": [],
    "headgate --history x.db report --on": [],
    "headgate --color ": ["auto", "always", "never"],
    "headgate --color=al": ["always"],
    "headgate check --fail-on d": ["degraded", "down"],
    "headgate --method G": ["GET"],
    "headgate --timeout ": [],
    "headgate --baseline url": ["urls.txt"],
    "headgate list -c head": ["headgate.yml"],
    "headgate -o ": RUN_FORMATS,
    "headgate wait --output ju": ["junit"],
    "headgate list -o ": ["text", "json"],
    "headgate report -o ": "text markdown html page csv json eml".split(),
    "headgate -o json=url": ["urls.txt"],
    "headgate --output=csv=url": ["urls.txt"],
}


def options_of(text):
    """Those that a help shows, in all their spellings."""
    rows = re.findall(r"^  (?:(-\w)|  )(?:,|  |$) *(--[\w-]+)?( \S+)?", text, re.MULTILINE)
    return {spelling: argument != "" for letter, name, argument in rows
            for spelling in (letter, name) if spelling}


def refusal(run, command, options):
    """The first of these options that the command refuses."""
    arguments = [word for option, has_argument in options.items()
                 if option not in ("-h", "--help", "-V", "--version")
                 for word in ([option, "x"] if has_argument else [option])]
    run.finish(run.start([command, *arguments]))
    match = re.search(r'unknown option "(\S+)"|option "(\S+)" is for ', run.stderr)
    return match and (match[1] or match[2])


def check_options(run):
    run.finish(run.start(["--help"]))
    known = options_of(run.stdout)
    shown = {}
    for command in COMMANDS:
        run.finish(run.start([command, "--help"]))
        shown[command] = options_of(run.stdout)
        assert refusal(run, command, shown[command]) is None, (command, run.stderr)
    for command in ("check", "wait", "watch", "validate", "list"):
        for option in known.keys() - shown[command]:
            assert refusal(run, command, {option: known[option]}) == option, (command, option)
    for shell in SHELLS:
        offered = offer(run, shell, [f"headgate {command} -" for command in COMMANDS])
        for command, words in zip(COMMANDS, offered):
            assert sorted(words) == sorted(shown[command]), \
                (shell, command, set(words) ^ set(shown[command]))


def check_values(run):
    for shell in SHELLS:
        for (line, expected), words in zip(LINES.items(), offer(run, shell, list(LINES))):
            # Newer fish also offers words that have the letters further inside.
            words = [word for word in words if word.startswith(re.split("[ =]", line)[-1])]
            assert sorted(words) == sorted(expected), (shell, line, words)


def check_scripts(run):
    for shell in SHELLS:
        run.finish(run.start(["generate", "completion", shell]))
        assert run.stdout == (DOCS / f"headgate.{shell}").read_text(encoding="utf-8"), shell
    run.finish(run.start(["generate", "completion"]))
    assert run.stdout == (DOCS / "headgate.bash").read_text(encoding="utf-8")
    run.finish(run.start(["generate", "completion", "tcsh"]))
    assert run.stderr == ("headgate: error: generate completion needs one of bash, zsh, fish, "
                          'not "tcsh"\n') and run.status == 2


def act(run):
    check_scripts(run)
    check_options(run)
    check_values(run)
    run.finish(run.start())
