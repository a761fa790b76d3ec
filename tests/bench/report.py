# SPDX-License-Identifier: MIT
"""What comes out: tables as text for the terminal, the same as Markdown for docs/performance.md."""

from pathlib import Path

BEGIN, END = "<!-- bench: begin -->", "<!-- bench: end -->"
HEADINGS = ("client", "wall s", "checks/s", "CPU s / 10,000", "peak MB", "connections", "notes")


def number(value):
    """Three digits that count; whole numbers from a hundred on."""
    return f"{value:,.0f}" if abs(value) >= 100 else f"{value:.3g}"


def spread(figure):
    middle, low, high = (number(figure[name]) for name in ("median", "min", "max"))
    return middle if low == high else f"{middle} ({low}–{high})"


def client_row(row):
    """The row of one client's figures; a star where it was given less than the whole list."""
    notes = "; ".join(row["notes"])
    name = row["key"] + ("*" if row["scale"] != 1 else "")
    if row["figures"] is None:
        return (name, "not run", "", "", "", "", notes)
    figures = row["figures"]
    wall = {part: value * row["scale"] for part, value in figures["wall_s"].items()}
    connections = {part: value * row["scale"] for part, value in figures["connections"].items()}
    return (name, spread(wall), number(figures["rate"]["median"]), spread(figures["cpu_10k"]),
            number(figures["peak_mb"]["median"]), number(connections["median"]), notes)


def bar_row(bar):
    figure = "" if bar["figure"] is None else number(bar["figure"])
    return (bar["bar"], bar["limit"], figure, bar["verdict"])


def plain_table(headings, rows):
    widths = [max(len(str(row[i])) for row in (headings, *rows)) for i in range(len(headings))]
    return "".join("  ".join(str(cell).ljust(width) for cell, width in zip(row, widths)).rstrip()
                   + "\n" for row in (headings, *rows))


def markdown_table(headings, rows):
    lines = [headings, ["---"] * len(headings), *rows]
    return "".join("| " + " | ".join(map(str, line)) + " |\n" for line in lines)


def render(workload, table, heading):
    """A workload's two tables."""
    text = f"{heading}{workload['name']}: {workload['title']}\n\n"
    text += table(HEADINGS, [client_row(row) for row in workload["rows"]])
    if workload["bars"]:
        text += "\n" + table(("bar", "limit", "figure", ""),
                             [bar_row(bar) for bar in workload["bars"]])
    return text + "\n"


def plain(workload):
    return render(workload, plain_table, "")


def markdown(document):
    machine = document["machine"]
    text = (f"Measured on {document['date']} in {document['rounds']} rounds: "
            f"{machine['processors']} processors ({machine['processor']}), Linux "
            f"{machine['kernel']}, {machine['system']}, libcurl {machine['libcurl']}.\n\n")
    return text + "".join(render(workload, markdown_table, "### ")
                          for workload in document["workloads"])


def write_page(path, document):
    """Replace what is between the two markers; the rest of the page is written by people."""
    page = Path(path).read_text(encoding="utf-8")
    before, begin, rest = page.partition(BEGIN)
    _, end, after = rest.partition(END)
    if not begin or not end:
        raise ValueError(f"{path} lacks the lines {BEGIN} and {END}")
    Path(path).write_text(f"{before}{BEGIN}\n{markdown(document)}{END}{after}", encoding="utf-8")
