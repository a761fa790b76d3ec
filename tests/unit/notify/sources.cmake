# SPDX-License-Identifier: MIT
set(suites
    dialogue
)
