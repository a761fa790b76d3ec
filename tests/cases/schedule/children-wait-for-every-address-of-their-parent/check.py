# SPDX-License-Identifier: MIT
import names
from servers import Skip


def prepare(run):
    if run.places["fault6"] is None:
        raise Skip("no IPv6 here")
    names.use_no_resolver(run, "127.0.0.1 both.example\n::1 both.example\n127.0.0.1 four.example\n")
