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
)


def judge(workload, figures):
    return [bar.judge(figures, workload.facts) for bar in BARS if bar.workload == workload.name]
