# SPDX-License-Identifier: MIT
"""The one place where what changes from run to run is replaced: times, ports, folders, versions."""

import csv
import io
import json
import re

TEXT = [
    (re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?Z?"), "{time}"),
    (re.compile(r"(?<=\()\d{4}-\d\d-\d\d(?=\))"), "{date}"),
    (re.compile(r"(?<=starts in )\d+ days\b"), "{days}"),
    (re.compile(r"\b\d{8}T\d{6}Z-[0-9a-f]{6}\b"), "{run}"),
    (re.compile(r" *(?<![\w.])\d+(\.\d+)? (ms|s)\b"), " {duration}"),
    (re.compile(r"\b(resolve|connect|tls|wait) \d+(\.\d)?\b"), r"\1 {ms}"),
    (re.compile(r"\b(time=)\"\d+\.\d+\""), r'\1"{seconds}"'),
    (re.compile(r"\bheadgate[/ ]\d+\.\d+\.\d+"), "headgate {version}"),
]
VOLATILE_KEYS = {"id": "{run}", "host": "{host}", "version": "{version}", "libcurl": "{version}"}


def places(text, known):
    """Ports and folders by their names."""
    for name in ("tmp", "ca", "crl", "client_certificate", "client_key", "pin"):
        if known.get(name):
            text = text.replace(known[name], "{" + name + "}")
    for name in sorted(known):
        if name.endswith("_port") and known[name]:
            text = re.sub(rf"(?<=:){known[name]}\b", "{" + name + "}", text)
    return text


def text(content, known):
    content = places(content, known)
    for pattern, replacement in TEXT:
        content = pattern.sub(replacement, content)
    return content


def value(key, item):
    """A JSON value with its times made 0; null stays, because "not reached" is a fact."""
    if isinstance(item, dict):
        inside_ms = key.endswith("_ms")
        return {name: 0 if inside_ms and isinstance(entry, (int, float)) else value(name, entry)
                for name, entry in item.items()}
    if isinstance(item, list):
        return [value(key, entry) for entry in item]
    if isinstance(item, (int, float)) and not isinstance(item, bool) and key.endswith("_ms"):
        return 0
    return VOLATILE_KEYS.get(key, item) if isinstance(item, str) else item


def json_text(content, known):
    return text(json.dumps(value("", json.loads(content)), indent=2, ensure_ascii=False) + "\n",
                known)


def jsonl_text(content, known):
    return "".join(text(json.dumps(value("", json.loads(line)), ensure_ascii=False) + "\n", known)
                   for line in content.splitlines())


def csv_text(content, known):
    rows = list(csv.reader(io.StringIO(content, newline="")))
    times = [column.endswith("_ms") for column in rows[0]]
    return text("".join("|".join("0" if is_time and cell else cell
                                 for is_time, cell in zip(times, row)) + "\n"
                        for row in rows), known)


BY_EXTENSION = {".json": json_text, ".jsonl": jsonl_text, ".csv": csv_text}


def file_text(path, content, known):
    return BY_EXTENSION.get(path.suffix, text)(content, known)
