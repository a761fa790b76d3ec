# SPDX-License-Identifier: MIT

import re


def check(run):
    names = [path.name for path in run.folder.iterdir()]
    assert len(names) == 1, names
    assert re.fullmatch(r"run-\d{4}-\d\d-\d\d-[\d-]+\.json", names[0]), names
