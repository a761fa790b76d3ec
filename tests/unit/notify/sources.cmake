# SPDX-License-Identifier: MIT
set(sources
    suites.c
    dialogue.c
)
