# SPDX-License-Identifier: MIT
import names


def prepare(run):
    names.use_no_resolver(run)
