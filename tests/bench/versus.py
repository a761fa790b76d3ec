# SPDX-License-Identifier: MIT
"""Two builds of headgate on the same workloads: in each round both run once, right after one
another, and each is the first one in every other round. The figures are ratios, new to old: the
median over the rounds, and the interval that contains the true median with 95 % certainty."""

import math
import statistics

OLD = "old headgate"  # the key of the second program
ROUNDS, QUICK_ROUNDS, CERTAIN_ROUNDS = 15, 7, 6
COUNTED = 5000  # checks whose instructions are counted
LIMIT = 1.03
FIGURES = {"CPU": "cpu_10k", "wall": "wall_s", "peak memory": "peak_mb"}
HEADINGS = ("workload", "row", "rounds", *FIGURES, "instructions", "within 3 %?")


def interval(ratios):
    """That of the sign test, which needs six; with fewer, everything is possible."""
    ordered = sorted(ratios)
    if len(ordered) < CERTAIN_ROUNDS:
        return 0, math.inf
    skipped = math.floor((len(ordered) - 1.96 * math.sqrt(len(ordered))) / 2)
    return ordered[skipped], ordered[-1 - skipped]


def cell(ratios):
    low, high = interval(ratios)
    bounds = f" ({low:.3f}–{high:.3f})" if high < math.inf else ""
    return f"{statistics.median(ratios):.3f}{bounds}"


def verdict(row):
    """By peak memory, and by the CPU's time, or by instructions when that is too uncertain."""
    low, high = interval(row["ratios"]["CPU"])
    if low > LIMIT or statistics.median(row["ratios"]["peak memory"]) > LIMIT:
        return "no"
    if high <= LIMIT:
        return "yes"
    is_counted = row["instructions"] is not None and row["instructions"] <= LIMIT
    return "yes, by instructions" if is_counted else "not certain"


def measure_pairs(bench, entry, server, rounds):
    """The figures of each round in which both runs count: [(new, old)]; and why others do not."""
    pairs, problems = [], set()
    for turn in range(rounds):
        order = ("headgate", OLD) if turn % 2 == 0 else (OLD, "headgate")
        samples = {program: bench.measure(entry, server, program) for program in order}
        problems |= {sample.problem for sample in samples.values() if sample.problem is not None}
        if all(sample.problem is None for sample in samples.values()):
            pairs.append((samples["headgate"].figures, samples[OLD].figures))
    return pairs, sorted(problems)


def compare_row(bench, entry, server, rounds):
    pairs, problems = measure_pairs(bench, entry, server, rounds)
    counts = [bench.count_instructions(entry, min(COUNTED, len(entry.urls)), program)
              for program in ("headgate", OLD)]
    return {"key": entry.key, "rounds": len(pairs), "problems": problems,
            "ratios": {heading: [new[name] / old[name] for new, old in pairs]
                       for heading, name in FIGURES.items()},
            "instructions": counts[0] / counts[1] if None not in counts else None}


def compare(bench, workload):
    """The headgate rows of a workload, as they are reported."""
    rows = [compare_row(bench, entry, workload.server, bench.count_rounds(entry))
            for entry in workload.entries if bench.is_headgate(entry)]
    return {"name": workload.name, "title": workload.title, "rows": rows}


def table_row(name, row):
    if row["rounds"] == 0:
        return (name, row["key"], "0", *[""] * len(FIGURES), "", "; ".join(row["problems"]))
    cells = [cell(ratios) for ratios in row["ratios"].values()]
    count = "" if row["instructions"] is None else f"{row['instructions']:.3f}"
    return (name, row["key"], str(row["rounds"]), *cells, count, verdict(row))


def table_rows(workloads):
    return [table_row(workload["name"], row) for workload in workloads for row in workload["rows"]]


def is_slower(workloads):
    """Whether a row takes more than the limit for certain, or has no figures."""
    return any(row["rounds"] == 0 or verdict(row) == "no"
               for workload in workloads for row in workload["rows"])
