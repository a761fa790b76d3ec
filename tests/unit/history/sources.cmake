# SPDX-License-Identifier: MIT
set(sources suites.c fixture.c ../base/folder.c history.c late.c opening.c rollup.c span.c)
