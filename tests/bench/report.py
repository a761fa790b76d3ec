# SPDX-License-Identifier: MIT
"""What comes out: tables as text for the terminal, the same as Markdown for docs/performance.md."""

from pathlib import Path

BEGIN, END = "<!-- bench: begin -->", "<!-- bench: end -->"
HEADINGS = ("client", "checks", "wall s", "checks/s", "CPU s / 10,000", "peak MB", "connections",
            "notes")
BAR_HEADINGS = ("workload", "bar", "limit", "figure", "")


def number(value):
    """Three digits that count; whole numbers from a hundred on."""
    return f"{value:,.0f}" if abs(value) >= 100 else f"{value:.3g}"


def spread(figure):
    middle, low, high = (number(figure[name]) for name in ("median", "min", "max"))
    return middle if low == high else f"{middle} ({low}–{high})"


def client_row(row):
    """One client's figures. A star says that it was given a part of the list, and that its wall
    clock is scaled to the whole."""
    notes = "; ".join(row["notes"])
    name = row["key"] + ("*" if row["scale"] != 1 else "")
    if row["figures"] is None:
        return (name, "not counted" if row["rounds"] else "not run", "", "", "", "", "", notes)
    figures = row["figures"]
    wall = {part: value * row["scale"] for part, value in figures["wall_s"].items()}
    return (name, number(row["checks"]), spread(wall), number(figures["rate"]["median"]),
            spread(figures["cpu_10k"]), number(figures["peak_mb"]["median"]),
            number(figures["connections"]["median"]), notes)


def bar_row(bar):
    # A digit more than elsewhere: 1.0204 is not within a limit of 1.02.
    figure = "" if bar["figure"] is None else f"{bar['figure']:.4g}"
    if bar["note"]:
        figure += f" ({bar['note']})"
    return (bar["workload"], bar["bar"], bar["limit"], figure, bar["verdict"])


def plain_table(headings, rows):
    widths = [max(len(row[i]) for row in (headings, *rows)) for i in range(len(headings))]
    return "".join("  ".join(cell.ljust(width) for cell, width in zip(row, widths)).rstrip() + "\n"
                   for row in (headings, *rows))


def markdown_table(headings, rows):
    lines = [headings, ["---"] * len(headings), *rows]
    return "".join("| " + " | ".join(line) + " |\n" for line in lines)


def clients_table(workload, table):
    return table(HEADINGS, [client_row(row) for row in workload["rows"]])


def bars_table(document, table):
    return table(BAR_HEADINGS, [bar_row(bar) for workload in document["workloads"]
                                for bar in workload["bars"]])


def plain_workload(workload):
    return (f"{workload['name']}: {workload['title']} (took {workload['took_s']:.0f} s)\n\n"
            f"{clients_table(workload, plain_table)}")


def plain_bars(document):
    return bars_table(document, plain_table)


def markdown(document):
    machine = document["machine"]
    versions = ", ".join(f"{name} {version}" for name, version in machine["versions"].items())
    kind = "quick, " if document["quick"] else ""
    text = (f"Measured on {document['date']} ({kind}{document['rounds']} rounds): "
            f"{machine['processors']} processors ({machine['processor']}), Linux "
            f"{machine['kernel']}, {machine['system']}; load average before "
            f"{machine['load']:.1f}. {versions}.\n\n"
            f"### What it must show\n\n{bars_table(document, markdown_table)}\n")
    for workload in document["workloads"]:
        text += (f"### {workload['name']}: {workload['title']}\n\n"
                 f"{clients_table(workload, markdown_table)}\n")
    return text


def split_page(path):
    """What stands before the tables and after them; the rest of the page is written by people."""
    before, begin, rest = Path(path).read_text(encoding="utf-8").partition(BEGIN)
    _, end, after = rest.partition(END)
    if not begin or not end:
        raise ValueError(f"{path} lacks the lines {BEGIN} and {END}")
    return before, after


def write_page(path, document):
    before, after = split_page(path)
    Path(path).write_text(f"{before}{BEGIN}\n\n{markdown(document)}{END}{after}", encoding="utf-8")
