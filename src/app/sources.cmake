# SPDX-License-Identifier: MIT
target_sources(headgate_core PRIVATE
    ${CMAKE_CURRENT_LIST_DIR}/check.c
    ${CMAKE_CURRENT_LIST_DIR}/checking.c
    ${CMAKE_CURRENT_LIST_DIR}/cli.c
    ${CMAKE_CURRENT_LIST_DIR}/command.c
    ${CMAKE_CURRENT_LIST_DIR}/exit.c
    ${CMAKE_CURRENT_LIST_DIR}/findings.c
    ${CMAKE_CURRENT_LIST_DIR}/generate.c
    ${CMAKE_CURRENT_LIST_DIR}/help.c
    ${CMAKE_CURRENT_LIST_DIR}/list.c
    ${CMAKE_CURRENT_LIST_DIR}/live.c
    ${CMAKE_CURRENT_LIST_DIR}/man.c
    ${CMAKE_CURRENT_LIST_DIR}/option.c
    ${CMAKE_CURRENT_LIST_DIR}/print.c
    ${CMAKE_CURRENT_LIST_DIR}/profile.c
    ${CMAKE_CURRENT_LIST_DIR}/progress.c
    ${CMAKE_CURRENT_LIST_DIR}/proxy.c
    ${CMAKE_CURRENT_LIST_DIR}/reports.c
    ${CMAKE_CURRENT_LIST_DIR}/resolver.c
    ${CMAKE_CURRENT_LIST_DIR}/setup.c
    ${CMAKE_CURRENT_LIST_DIR}/terminal.c
    ${CMAKE_CURRENT_LIST_DIR}/wait.c
    ${CMAKE_CURRENT_LIST_DIR}/waiting.c
)
