# SPDX-License-Identifier: MIT
set(sources suites.c baseline.c conditions.c fixture.c known.c problem.c key.c tree.c interpolate.c
    value.c load.c targets.c list.c written.c)
