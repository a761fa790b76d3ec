# SPDX-License-Identifier: MIT
set(sources
    dns.c
    dns_config.c
)
