# SPDX-License-Identifier: MIT
"""What must be shown: a row for each bar, and how its figure comes from the medians."""

from collections.abc import Callable
from dataclasses import dataclass


class NotMeasured(Exception):
    """A row that the figure needs is not there."""


class Medians:
    """Of a workload's rows: medians("headgate", "wall_s")."""

    def __init__(self, figures):
        self.figures = figures  # key of the row: {figure: {"median": ...}}, or None

    def __call__(self, key, name="cpu_10k"):
        if name not in (self.figures.get(key) or {}):
            raise NotMeasured(key)
        return self.figures[key][name]["median"]

    def least(self, keys, name="cpu_10k"):
        """The least of those rows that were measured."""
        values = [self(key, name) for key in keys if self.figures.get(key) is not None]
        if not values:
            raise NotMeasured(keys)
        return min(values)


@dataclass(frozen=True)
class Bar:
    workload: str
    text: str
    figure: Callable  # of Medians and the workload's facts
    most: float | None = None
    least: float | None = None
    note: Callable = lambda of, facts: ""  # shown beside the figure

    def judge(self, medians, facts):
        """What is shown and stored of it."""
        try:
            value, note = self.figure(medians, facts), self.note(medians, facts)
        except NotMeasured:
            value, note = None, ""
        return {"workload": self.workload, "bar": self.text, "figure": value, "note": note,
                "limit": f"≤ {self.most:g}" if self.least is None else f"≥ {self.least:g}",
                "verdict": self.verdict(value)}

    def verdict(self, value):
        if value is None:
            return "not measured"
        is_met = value <= self.most if self.least is None else value >= self.least
        return "met" if is_met else "missed"


# Of user space, where three reports take so much of a check that waits for nothing.
REPORT_PERCENT = 22

AIOHTTP = ("aiohttp gather", "aiohttp as_completed", "aiohttp sequential")


def cpu_at_most(workload, text, other, most):
    """Times the processor's seconds of another row."""
    return Bar(workload, f"CPU, multiple of {text}",
               lambda of, _: of("headgate") / of(other), most=most)


def cpu_less_than(workload, text, others, least):
    """How many times less than the best of the other rows."""
    return Bar(workload, f"CPU, times less than {text}",
               lambda of, _: of.least(others) / of("headgate"), least=least)


def lead_of_loop(workload, text, others, loop, least=0.9):
    """How much of the bare loop's lead over the best of the other rows headgate keeps: what lead is
    possible depends on the machine, and the bare loop shows it."""
    def leads(of):
        return [of.least(others) / of(key) for key in ("headgate", loop)]

    def figure(of, _):
        own, loops = leads(of)
        return own / loops
    return Bar(workload, f"CPU, lead over {text}, of the bare loop's own lead", figure, least=least,
               note=lambda of, _: "{:.3g} of {:.3g} times".format(*leads(of)))


def wall_at_most(workload, text, key, ideal_s, most):
    """Times the seconds that it would take at best, told from the facts."""
    return Bar(workload, f"wall{text}, multiple of the ideal",
               lambda of, facts: of(key, "wall_s") / ideal_s(facts), most=most)


def bytes_each(key, start, count, unit_bytes=1):
    """Peak memory above another row's, for each of so many things (the fact's name)."""
    return lambda of, facts: (of(key, "peak_mb") - of(start, "peak_mb")) * 1024 * 1024 / \
        facts[count] / unit_bytes


def slower_than_alone(key):
    """Until the last host that answers was asked."""
    return lambda of, _: of(key, "answering_s") / of(f"{key}, alone", "answering_s")


BARS = (
    cpu_at_most("A", "the bare libcurl loop", "curl_loop", 1.10),
    cpu_at_most("A", "raw epoll", "raw_epoll", 5),
    cpu_at_most("A", "curl -Z", "curl -Z", 1),
    lead_of_loop("A", "the best form of aiohttp", AIOHTTP, "curl_loop"),
    lead_of_loop("A", "blackbox_exporter", ["blackbox_exporter"], "curl_loop"),
    cpu_at_most("B", "the tuned libcurl loop", "curl_loop, tuned", 1.10),
    cpu_at_most("B", "raw epoll", "raw_epoll", 2.6),
    lead_of_loop("B", "curl -Z", ["curl -Z"], "curl_loop, tuned"),
    lead_of_loop("B", "ffuf", ["ffuf"], "curl_loop, tuned"),
    lead_of_loop("B", "the best form of aiohttp", AIOHTTP, "curl_loop, tuned"),
    cpu_at_most("growth", "that for a check at 10,000", "headgate, 10,000", 1.15),
    Bar("M", "connections, multiple of per_host (2) times hosts",
        lambda of, facts: of("headgate", "connections") / (2 * facts["hosts"]), most=1),
    Bar("M", "connections with per_host 1, multiple of hosts",
        lambda of, facts: of("headgate, per_host 1", "connections") / facts["hosts"], most=1.05),
    cpu_at_most("M", "a plain shared queue", "curl_loop", 0.5),
    cpu_less_than("https", "libcurl's defaults", ["curl_loop"], 50),
    Bar("https", "connections that resumed a session, percent",
        lambda of, _: 100 * of("headgate", "resumed"), least=90),
    Bar("https-start", "CPU seconds in all", lambda of, _: of("headgate", "cpu_s"), most=0.4),
    wall_at_most("D", " with 50 workers", "headgate, 50 workers",
                 lambda facts: facts["urls"] / 50 * facts["answer_s"], 1.02),
    wall_at_most("D", " with 200 workers", "headgate, 200 workers",
                 lambda facts: facts["urls"] / 200 * facts["answer_s"], 1.08),
    Bar("D", "wall with 1,000 workers, seconds above the ideal",
        lambda of, facts: of("headgate, 1000 workers", "wall_s") - facts["answer_s"], most=0.15),
    wall_at_most("E", "", "headgate", lambda facts: facts["ideal_s"], 1.02),
    wall_at_most("E", " with spare workers", "headgate, 48 spares",
                 lambda facts: facts["ideal_s"], 1.02),
    wall_at_most("S", "", "headgate", lambda facts: facts["slowest_s"], 1.03),
    cpu_less_than("S", "the best form of aiohttp", AIOHTTP, 10),
    *(Bar("fair", f"the healthy are done, {workers} workers, multiple of the time alone",
          slower_than_alone(f"headgate, {workers}"), most=2) for workers in (16, 50)),
    cpu_at_most("names", "that for addresses", "headgate, addresses", 1.8),
    Bar("workers", "KB of memory for each worker that waits",
        bytes_each("headgate", "headgate, 10 workers", "workers", 1024), most=60),
    Bar("reports", "instructions that writing takes, percent",
        lambda of, _: 100 * (1 - of("headgate, no report", "instructions") /
                             of("headgate", "instructions")), most=REPORT_PERCENT,
        note=lambda of, _: "{:,.0f} of {:,.0f} a check".format(
            of("headgate", "instructions") - of("headgate, no report", "instructions"),
            of("headgate", "instructions"))),
    *(Bar("memory", f"{key}: bytes for each URL", bytes_each(key, f"{key}, start", "urls"),
          most=200)
      for key in ("one host", "distinct hosts", "jsonl to a pipe")),
)


def judge(workload, figures):
    medians = Medians(figures)
    return [bar.judge(medians, workload.facts) for bar in BARS if bar.workload == workload.name]
