# SPDX-License-Identifier: MIT
set(sources
    documents.c
    json_schema.c
    man.c
    reference.c
)
