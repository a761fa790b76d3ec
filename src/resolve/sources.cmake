# SPDX-License-Identifier: MIT
set(sources
    hosts.c
    naming.c
)
if(HEADGATE_CARES)
    list(APPEND sources names.c)
    target_link_libraries(headgate_core PUBLIC PkgConfig::CARES)
else()
    list(APPEND sources names_none.c)
endif()
