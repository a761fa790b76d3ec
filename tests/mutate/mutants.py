# SPDX-License-Identifier: MIT
"""Finds the mutants of a C source: each is one line with one condition, constant or return value
changed."""

import fnmatch
import re
from typing import NamedTuple


class Mutant(NamedTuple):
    path: str
    number: int  # of the line, from 1
    old: str
    new: str

    def __str__(self):
        return f"{self.path}:{self.number}\n-{self.old}\n+{self.new}"


# What is no code: comments, texts, characters, and directives other than #define.
BLANK = re.compile(r'/\*.*?\*/|//[^\n]*|"(?:\\.|[^"\\\n])*"|\'(?:\\.|[^\'\\\n])*\''
                   r'|^[ \t]*#(?![ \t]*define)(?:\\\n|[^\n])*', re.S | re.M)
# Lines whose change no test could or need notice: checks of contracts, sizes of arrays, "= {0}".
SKIPPED = re.compile(r"\{0\}|\bassert\(|\b_Static_assert\(|^\s*(?:static |const |struct |unsigned )*"
                     r"(?!return\b)\w+ \**\w+\[[^]=]*\](?:;|,| =)|__attribute__")

# A variable that is set where it is declared; for a call that gets its address that is no value yet.
DECLARED = re.compile(r"^\s+[\w ]+[ *](\w+) = -?\w+;$")

# condition or constant: what takes its place
OPERATORS = [(re.compile(pattern), replacement) for pattern, replacement in (
    (r"==", "!="),
    (r"!=", "=="),
    (r"(?<!<)<=", "<"),
    (r"(?<!>)>=", ">"),
    (r"(?<=\s)<(?=\s)", "<="),
    (r"(?<=\s)>(?=\s)", ">="),
    (r"&&", "||"),
    (r"\|\|", "&&"),
    (r"!(?=[\w(*])", ""),
    (r"\btrue\b", "false"),
    (r"\bfalse\b", "true"),
    (r"(?<=\bif \()(?=[\w(][^!=<>&|]*\)(?: \{)?$)", "!"),
    (r"(?<=\bwhile \()(?=[\w(][^!=<>&|]*\)(?: \{)?$)", "!"),
)]
NUMBER = re.compile(r"(?<![\w.])(?:0[xX][0-9a-fA-F]+|\d+)(?![\w.])|(?<![\w.])\d+(?=[uUlL]+\b)")
RETURN = re.compile(r"(?<=\breturn )([^;]+)(?=;)")
# Head of a function: its type.
HEAD = re.compile(r"^(?:static |inline |const )*((?:struct |enum )?\w+) (\**)\w+\(")


def blanked(text):
    """The code alone, everything at its place."""
    return BLANK.sub(lambda found: re.sub(r"[^\n]", " ", found[0]), text)


def next_number(digits):
    return "1" if digits == "0" else "0" if digits == "1" else \
        hex(int(digits, 16) + 1) if digits[:2] in ("0x", "0X") else str(int(digits) + 1)


def returned(expression, kind):
    """What is returned in place of the expression by a function of that type; None: nothing else."""
    if expression in ("true", "false"):
        return None  # among the constants
    if kind == "bool":
        return f"!({expression})"
    if kind in ("int", "enum"):
        return {"0": "-1", "-1": "0"}.get(expression, "0")
    if kind == "*":
        return None if expression == "NULL" else "NULL"
    return None if kind is None or expression == "0" else "0"


def kind_of(head):
    """"*" for a pointer, None for a struct."""
    if head[2]:
        return "*"
    return {"struct": None}.get(head[1].split()[0], head[1].split()[0])


def changes_of(line, code, kind):
    """[(begin, end, replacement)] of a line, of which `code` is code, in a function of that type."""
    result = RETURN.search(code)
    within = result.span(1) if result else (0, 0)
    replaced = returned(line[slice(*within)], kind) if result else None
    if replaced is not None:
        yield (*within, replaced)
    for pattern, replacement in OPERATORS:
        for found in pattern.finditer(code):
            yield (*found.span(), replacement)
    for found in NUMBER.finditer(code):
        # As the whole of what is returned it has been replaced above.
        if replaced is None or found.span() != within and result[1] != f"-{found[0]}":
            yield (*found.span(), next_number(found[0]))


def is_output(code, following):
    """Whether this line declares a variable that the next lines hand to a call to be set."""
    declared = DECLARED.match(code)
    return declared is not None and any(f"&{declared[1]}" in line for line in following)


def find(path, text):
    """The mutants of a source."""
    kind = None
    codes = blanked(text).split("\n")
    for number, (line, code) in enumerate(zip(text.split("\n"), codes), 1):
        head = HEAD.match(code)
        kind = kind_of(head) if head else kind
        if SKIPPED.search(code) or is_output(code, codes[number:number + 4]):
            continue
        for begin, end, replacement in changes_of(line, code, kind):
            yield Mutant(path, number, line, line[:begin] + replacement + line[end:])


class Equivalents:
    """Mutants that change nothing that a test could see: rows "FILES | OLD | NEW | WHY", where FILES is
    a pattern of paths, and OLD and NEW are regular expressions that match within the lines."""

    def __init__(self, path):
        self.rows = [[part.strip() for part in line.split(" | ")]
                     for line in path.read_text(encoding="utf-8").splitlines()
                     if line.strip() and not line.startswith("#")]
        for row in self.rows:
            if len(row) != 4:
                raise ValueError(f"{path}: expected FILES | OLD | NEW | WHY, got {' | '.join(row)}")

    def has(self, mutant):
        return any(fnmatch.fnmatch(mutant.path, files) and re.search(old, mutant.old) and
                   re.search(new, mutant.new) for files, old, new, _ in self.rows)
