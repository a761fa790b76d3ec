# SPDX-License-Identifier: MIT
"""What bash, zsh and fish offer for command lines, by the scripts that are committed."""

import re
import shutil
import subprocess
from pathlib import Path

from servers import Skip

DOCS = Path(__file__).resolve().parents[2] / "docs"

# Reads a line for each command line: its words as readline splits them, between tabs.
BASH = r"""
source "$1"
while IFS= read -r line; do
    COMPREPLY=() COMP_WORDS=()
    while [[ $line == *$'\t'* ]]; do
        COMP_WORDS+=("${line%%$'\t'*}")
        line=${line#*$'\t'}
    done
    COMP_WORDS+=("$line")
    COMP_CWORD=$((${#COMP_WORDS[@]} - 1))
    _headgate
    printf '%s\t' "${COMPREPLY[@]}"
    echo
done
"""

# Types each line into an interactive shell, where compadd also prints what it is given.
ZSH = r"""
zmodload zsh/zpty
print -r -- '
PROMPT= RPROMPT=
unsetopt auto_list auto_menu beep
autoload -Uz compinit && compinit -D -u
bindkey "^I" complete-word
bindkey "^U" kill-whole-line
compadd() {
    local -a offered
    if [[ " $* " != *" "-[A-Za-z0-9]#(O|A|D)* ]]; then
        builtin compadd -O offered "$@"
        print -rl -- "" "<"${^offered}">"
    fi
    builtin compadd "$@"
}
end_offering() {
    comppostfuncs=(end_offering)
    print -rl -- "" "<<end>>"
}
comppostfuncs=(end_offering)
print -r -- "<<ready>>"
' >$1/setup
zpty z "cd ${(q)PWD}; FPATH=${(q)1}:\$FPATH TERM=dumb zsh -f -i -o extendedglob"
zpty -w z "source ${(q)1}/setup"
zpty -r z out '*<<ready>>*'
while IFS= read -r line; do
    zpty -w -n z "$line"$'\t'
    zpty -r z out '*<<end>>*'
    words=(${(f)out})
    words=(${words%%$'\r'*})
    words=(${(M)words:#\<[^<]*\>})
    words=(${${words#<}%>})
    print -r -- "${(pj:\t:)words}"
    zpty -w -n z $'\x15'
done
zpty -d z
"""

FISH = r"""
source $argv[1]
while read -l line
    set -l words (complete -C $line | string replace -r '\t.*' '')
    echo (string join -- \t $words)
end
"""


def offer(run, shell, lines):
    """A list of words for each line; of "--option=value" and "format=file" what follows the "="."""
    if shutil.which(shell) is None:
        raise Skip(f"{shell} is not available here")
    place = run.folder.parent / shell
    place.mkdir(exist_ok=True)
    script = place / "script"
    script.write_text({"bash": BASH, "zsh": ZSH, "fish": FISH}[shell], encoding="utf-8")
    command = {"bash": ["bash", "--norc", script, DOCS / "headgate.bash"],
               "zsh": ["zsh", "-f", script, place],
               "fish": ["fish", "--no-config", script, DOCS / "headgate.fish"]}[shell]
    if shell == "zsh":
        shutil.copy(DOCS / "headgate.zsh", place / "_headgate")
    if shell == "bash":
        lines = ["\t".join(word for words in line.split(" ")
                           for word in re.split("(?<==)|(?==)", words)) for line in lines]
    done = subprocess.run(command, cwd=run.folder, env={**run.environment, "HOME": str(place)},
                          input="".join(line + "\n" for line in lines), text=True,
                          capture_output=True, timeout=60, check=False)
    offered = [[word.split("=")[-1] for word in line.split("\t") if word]
               for line in done.stdout.splitlines()]
    assert len(offered) == len(lines), f"{shell}: {done.stdout}\n{done.stderr}"
    return offered
