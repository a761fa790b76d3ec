# SPDX-License-Identifier: MIT
set(sources suites.c cli.c curl.c findings.c help.c moment.c profile.c proxy.c reports.c
    resolver.c terminal.c waiting.c)
