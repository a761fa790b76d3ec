# SPDX-License-Identifier: MIT
target_sources(headgate_core PRIVATE
    ${CMAKE_CURRENT_LIST_DIR}/backoff.c
    ${CMAKE_CURRENT_LIST_DIR}/body.c
    ${CMAKE_CURRENT_LIST_DIR}/canaries.c
    ${CMAKE_CURRENT_LIST_DIR}/cancel.c
    ${CMAKE_CURRENT_LIST_DIR}/certificate.c
    ${CMAKE_CURRENT_LIST_DIR}/check.c
    ${CMAKE_CURRENT_LIST_DIR}/codes.c
    ${CMAKE_CURRENT_LIST_DIR}/crew.c
    ${CMAKE_CURRENT_LIST_DIR}/date.c
    ${CMAKE_CURRENT_LIST_DIR}/dependents.c
    ${CMAKE_CURRENT_LIST_DIR}/descriptors.c
    ${CMAKE_CURRENT_LIST_DIR}/expansion.c
    ${CMAKE_CURRENT_LIST_DIR}/exchange.c
    ${CMAKE_CURRENT_LIST_DIR}/head.c
    ${CMAKE_CURRENT_LIST_DIR}/heap.c
    ${CMAKE_CURRENT_LIST_DIR}/hosts.c
    ${CMAKE_CURRENT_LIST_DIR}/inflate.c
    ${CMAKE_CURRENT_LIST_DIR}/library.c
    ${CMAKE_CURRENT_LIST_DIR}/lines.c
    ${CMAKE_CURRENT_LIST_DIR}/lookup.c
    ${CMAKE_CURRENT_LIST_DIR}/naming.c
    ${CMAKE_CURRENT_LIST_DIR}/network.c
    ${CMAKE_CURRENT_LIST_DIR}/offsets.c
    ${CMAKE_CURRENT_LIST_DIR}/pace.c
    ${CMAKE_CURRENT_LIST_DIR}/peer.c
    ${CMAKE_CURRENT_LIST_DIR}/pins.c
    ${CMAKE_CURRENT_LIST_DIR}/pool.c
    ${CMAKE_CURRENT_LIST_DIR}/probe.c
    ${CMAKE_CURRENT_LIST_DIR}/queue.c
    ${CMAKE_CURRENT_LIST_DIR}/response.c
    ${CMAKE_CURRENT_LIST_DIR}/roster.c
    ${CMAKE_CURRENT_LIST_DIR}/schedule.c
    ${CMAKE_CURRENT_LIST_DIR}/shortcut.c
    ${CMAKE_CURRENT_LIST_DIR}/shown.c
    ${CMAKE_CURRENT_LIST_DIR}/stamps.c
    ${CMAKE_CURRENT_LIST_DIR}/tls.c
    ${CMAKE_CURRENT_LIST_DIR}/transfer.c
    ${CMAKE_CURRENT_LIST_DIR}/tried.c
    ${CMAKE_CURRENT_LIST_DIR}/trouble.c
    ${CMAKE_CURRENT_LIST_DIR}/trust.c
)
if(HEADGATE_CARES)
    target_sources(headgate_core PRIVATE ${CMAKE_CURRENT_LIST_DIR}/names.c)
    target_link_libraries(headgate_core PUBLIC PkgConfig::CARES)
else()
    target_sources(headgate_core PRIVATE ${CMAKE_CURRENT_LIST_DIR}/names_none.c)
endif()
