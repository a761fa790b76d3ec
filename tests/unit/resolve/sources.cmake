# SPDX-License-Identifier: MIT
set(suites
    dns
    dns_config
)
