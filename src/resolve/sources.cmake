# SPDX-License-Identifier: MIT
set(sources
    address_order.c
    dns.c
    dns_config.c
    interfaces.c
)
