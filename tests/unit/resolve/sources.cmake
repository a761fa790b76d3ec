# SPDX-License-Identifier: MIT
set(suites
    hosts
    naming
)
