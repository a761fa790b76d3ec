# SPDX-License-Identifier: MIT
target_sources(headgate_core PRIVATE
    ${CMAKE_CURRENT_LIST_DIR}/attempts.c
    ${CMAKE_CURRENT_LIST_DIR}/certificates.c
    ${CMAKE_CURRENT_LIST_DIR}/course.c
    ${CMAKE_CURRENT_LIST_DIR}/database.c
    ${CMAKE_CURRENT_LIST_DIR}/history.c
    ${CMAKE_CURRENT_LIST_DIR}/incidents.c
    ${CMAKE_CURRENT_LIST_DIR}/keep.c
    ${CMAKE_CURRENT_LIST_DIR}/meta.c
    ${CMAKE_CURRENT_LIST_DIR}/results.c
    ${CMAKE_CURRENT_LIST_DIR}/rewind.c
    ${CMAKE_CURRENT_LIST_DIR}/rollup.c
    ${CMAKE_CURRENT_LIST_DIR}/runs.c
    ${CMAKE_CURRENT_LIST_DIR}/schema.c
    ${CMAKE_CURRENT_LIST_DIR}/span.c
    ${CMAKE_CURRENT_LIST_DIR}/targets.c
)
