# SPDX-License-Identifier: MIT
set(sources suites.c cli.c findings.c help.c profile.c proxy.c reports.c resolver.c terminal.c waiting.c)
