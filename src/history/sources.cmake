# SPDX-License-Identifier: MIT
target_sources(headgate_core PRIVATE
    ${CMAKE_CURRENT_LIST_DIR}/database.c
    ${CMAKE_CURRENT_LIST_DIR}/schema.c
)
