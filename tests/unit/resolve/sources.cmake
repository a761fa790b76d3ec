# SPDX-License-Identifier: MIT
set(suites
    dns_config
    hosts
)
