# SPDX-License-Identifier: MIT
target_sources(headgate_core PRIVATE
    ${CMAKE_CURRENT_LIST_DIR}/compound.c
    ${CMAKE_CURRENT_LIST_DIR}/content.c
    ${CMAKE_CURRENT_LIST_DIR}/document.c
    ${CMAKE_CURRENT_LIST_DIR}/dump.c
    ${CMAKE_CURRENT_LIST_DIR}/entries.c
    ${CMAKE_CURRENT_LIST_DIR}/form.c
    ${CMAKE_CURRENT_LIST_DIR}/index.c
    ${CMAKE_CURRENT_LIST_DIR}/interpolate.c
    ${CMAKE_CURRENT_LIST_DIR}/key.c
    ${CMAKE_CURRENT_LIST_DIR}/keys.c
    ${CMAKE_CURRENT_LIST_DIR}/layer.c
    ${CMAKE_CURRENT_LIST_DIR}/list.c
    ${CMAKE_CURRENT_LIST_DIR}/load.c
    ${CMAKE_CURRENT_LIST_DIR}/loading.c
    ${CMAKE_CURRENT_LIST_DIR}/merge.c
    ${CMAKE_CURRENT_LIST_DIR}/node.c
    ${CMAKE_CURRENT_LIST_DIR}/override.c
    ${CMAKE_CURRENT_LIST_DIR}/policies.c
    ${CMAKE_CURRENT_LIST_DIR}/problem.c
    ${CMAKE_CURRENT_LIST_DIR}/reference.c
    ${CMAKE_CURRENT_LIST_DIR}/schema.c
    ${CMAKE_CURRENT_LIST_DIR}/targets.c
    ${CMAKE_CURRENT_LIST_DIR}/tree.c
    ${CMAKE_CURRENT_LIST_DIR}/value.c
)
