# SPDX-License-Identifier: MIT

from pathlib import Path

PROJECT = Path(__file__).resolve().parents[4]
DOCUMENTS = {"schema": "configs/headgate.schema.json", "reference": "docs/configuration.md",
             "man": "docs/headgate.1"}


def act(run):
    run.documents = {}
    for name in DOCUMENTS:
        run.finish(run.start(["generate", name]))
        run.documents[name] = run.stdout


def check(run):
    for name, file in DOCUMENTS.items():
        assert run.documents[name] == (PROJECT / file).read_text(encoding="utf-8"), file
