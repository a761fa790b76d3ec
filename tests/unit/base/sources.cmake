# SPDX-License-Identifier: MIT
set(sources suites.c arena.c buf.c calendar.c clock.c error.c folder.c input.c log.c memory.c
    output.c output_faults.c sink.c somebody.c text.c text_nearest.c units.c zone.c)
