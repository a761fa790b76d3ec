# SPDX-License-Identifier: MIT
"""What must be shown: a row for each bar, and how its figure comes from the medians."""

from dataclasses import dataclass


@dataclass
class Bar:
    workload: str
    text: str
    figure: object  # of the workload's figures (key: {figure: {median}}) and facts; None: no data
    most: float | None = None
    least: float | None = None

    def judge(self, figures, facts):
        """What is shown and stored of it."""
        value = self.figure(figures, facts)
        is_met = value is not None and (self.most is None or value <= self.most) and \
            (self.least is None or value >= self.least)
        limit = f"≤ {self.most:g}" if self.least is None else f"≥ {self.least:g}"
        verdict = "not measured" if value is None else "met" if is_met else "missed"
        return {"workload": self.workload, "bar": self.text, "limit": limit, "figure": value,
                "verdict": verdict}


def median(figures, key, name):
    return figures[key][name]["median"] if figures.get(key) else None


def ratio(key, other, name="cpu_10k"):
    """The first row's figure, as a multiple of the second's."""
    def figure(figures, _):
        mine, theirs = median(figures, key, name), median(figures, other, name)
        return mine / theirs if mine is not None and theirs else None
    return figure


def cpu(workload, text, other, **limit):
    """headgate's processor time against another's: at most so many times, or so many times less."""
    if "most" in limit:
        return Bar(workload, text, ratio("headgate", other), **limit)
    return Bar(workload, text, ratio(other, "headgate"), **limit)


def connections(key, per_host):
    """How many were opened, as a multiple of what the hosts allow."""
    def figure(figures, facts):
        opened = median(figures, key, "connections")
        return opened / (per_host * facts["hosts"]) if opened is not None else None
    return figure


def wall(key, ideal_s):
    """As a multiple of the ideal, which a function tells from the facts."""
    def figure(figures, facts):
        seconds = median(figures, key, "wall_s")
        return seconds / ideal_s(facts) if seconds is not None else None
    return figure


def wall_above(key, ideal_s):
    """In seconds above the ideal."""
    def figure(figures, _):
        seconds = median(figures, key, "wall_s")
        return seconds - ideal_s if seconds is not None else None
    return figure


def memory(key, start, count, unit_bytes):
    """Peak memory above the start's, for each of so many things (the fact's name), in a unit."""
    def figure(figures, facts):
        peak, first = median(figures, key, "peak_mb"), median(figures, start, "peak_mb")
        if peak is None or first is None:
            return None
        return (peak - first) * 1024 * 1024 / facts[count] / unit_bytes
    return figure


def share(key, without):
    """The part of the processor's time that the second row does not need, in percent."""
    def figure(figures, _):
        whole, part = median(figures, key, "cpu_s"), median(figures, without, "cpu_s")
        return 100 * (whole - part) / whole if whole and part is not None else None
    return figure


def plainly(key, name, factor=1):
    def figure(figures, _):
        value = median(figures, key, name)
        return value * factor if value is not None else None
    return figure


def waves(workers):
    """The ideal of workload D: each worker asks one after another."""
    return lambda facts: facts["urls"] / workers * facts["answer_s"]


BARS = (
    cpu("A", "CPU, multiple of the bare libcurl loop", "curl_loop", most=1.10),
    cpu("A", "CPU, multiple of raw epoll", "raw_epoll", most=5),
    cpu("A", "CPU, multiple of curl -Z", "curl -Z", most=1),
    cpu("A", "CPU, times less than aiohttp gather", "aiohttp gather", least=7),
    cpu("A", "CPU, times less than blackbox_exporter", "blackbox_exporter", least=25),
    cpu("B", "CPU, multiple of the tuned libcurl loop", "curl_loop, tuned", most=1.10),
    cpu("B", "CPU, multiple of raw epoll", "raw_epoll", most=2.6),
    cpu("B", "CPU, times less than curl -Z", "curl -Z", least=7),
    cpu("B", "CPU, times less than ffuf", "ffuf", least=2),
    cpu("B", "CPU, times less than aiohttp gather", "aiohttp gather", least=5),
    Bar("growth", "CPU for each check, multiple of that at 10,000",
        ratio("headgate", "headgate, 10,000"), most=1.15),
    Bar("M", "connections, multiple of per_host (2) times hosts", connections("headgate", 2),
        most=1),
    Bar("M", "connections with per_host 1, multiple of hosts",
        connections("headgate, per_host 1", 1), most=1.05),
    cpu("M", "CPU, multiple of a plain shared queue (curl_loop)", "curl_loop", most=0.5),
    cpu("https", "CPU of a new connection, times less than libcurl's defaults", "curl_loop",
        least=50),
    Bar("https", "sessions resumed, percent of the connections",
        plainly("headgate", "resumed", 100), least=90),
    Bar("https-start", "CPU seconds in all", plainly("headgate", "cpu_s"), most=0.4),
    Bar("D", "wall with 50 workers, multiple of the ideal",
        wall("headgate, 50 workers", waves(50)), most=1.02),
    Bar("D", "wall with 200 workers, multiple of the ideal",
        wall("headgate, 200 workers", waves(200)), most=1.08),
    Bar("D", "wall with 1,000 workers, seconds above the ideal",
        wall_above("headgate, 1000 workers", 0.2), most=0.15),
    Bar("E", "wall, multiple of the ideal", wall("headgate", lambda facts: facts["ideal_s"]),
        most=1.02),
    Bar("S", "wall, multiple of the slowest site", wall("headgate", lambda facts: facts["slowest_s"]),
        most=1.03),
    Bar("S", "CPU, times less than aiohttp gather", ratio("aiohttp gather", "headgate"), least=10),
    Bar("names", "CPU, multiple of that for addresses", ratio("headgate", "headgate, addresses"),
        most=1.8),
    Bar("workers", "KB of memory for each worker that waits",
        memory("headgate", "headgate, 10 workers", "workers", 1024), most=60),
    Bar("reports", "percent of the CPU that writing takes", share("headgate", "headgate, no report"),
        most=8),
    *(Bar("memory", f"{key}: bytes for each URL", memory(key, f"{key}, start", "urls", 1), most=200)
      for key in ("one host", "distinct hosts", "jsonl to a pipe")),
)


def judge(workload, figures):
    return [bar.judge(figures, workload.facts) for bar in BARS if bar.workload == workload.name]
