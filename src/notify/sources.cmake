# SPDX-License-Identifier: MIT
target_sources(headgate_core PRIVATE
    ${CMAKE_CURRENT_LIST_DIR}/dialogue.c
    ${CMAKE_CURRENT_LIST_DIR}/mail.c
)
