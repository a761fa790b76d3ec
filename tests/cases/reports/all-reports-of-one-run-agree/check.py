# SPDX-License-Identifier: MIT

import reports


def check(run):
    reports.check_all(run)
