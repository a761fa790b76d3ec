# SPDX-License-Identifier: MIT
set(suites
    address_order
    dns
    dns_config
    interfaces
)
