# SPDX-License-Identifier: MIT
target_sources(headgate_core PRIVATE
    ${CMAKE_CURRENT_LIST_DIR}/attempts.c
    ${CMAKE_CURRENT_LIST_DIR}/csv.c
    ${CMAKE_CURRENT_LIST_DIR}/csv_value.c
    ${CMAKE_CURRENT_LIST_DIR}/groups.c
    ${CMAKE_CURRENT_LIST_DIR}/json.c
    ${CMAKE_CURRENT_LIST_DIR}/json_run.c
    ${CMAKE_CURRENT_LIST_DIR}/json_target.c
    ${CMAKE_CURRENT_LIST_DIR}/json_value.c
    ${CMAKE_CURRENT_LIST_DIR}/jsonl.c
    ${CMAKE_CURRENT_LIST_DIR}/junit.c
    ${CMAKE_CURRENT_LIST_DIR}/junit_plan.c
    ${CMAKE_CURRENT_LIST_DIR}/junit_text.c
    ${CMAKE_CURRENT_LIST_DIR}/markup.c
    ${CMAKE_CURRENT_LIST_DIR}/names.c
    ${CMAKE_CURRENT_LIST_DIR}/phrase.c
    ${CMAKE_CURRENT_LIST_DIR}/table.c
    ${CMAKE_CURRENT_LIST_DIR}/text.c
    ${CMAKE_CURRENT_LIST_DIR}/text_mark.c
    ${CMAKE_CURRENT_LIST_DIR}/text_result.c
    ${CMAKE_CURRENT_LIST_DIR}/text_summary.c
    ${CMAKE_CURRENT_LIST_DIR}/xml.c
)
