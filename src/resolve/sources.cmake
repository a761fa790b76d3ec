# SPDX-License-Identifier: MIT
set(sources
    dns_config.c
    hosts.c
)
if(HEADGATE_CARES)
    list(APPEND sources dns.c)
    target_link_libraries(headgate_core PUBLIC PkgConfig::CARES)
else()
    list(APPEND sources dns_none.c)
endif()
