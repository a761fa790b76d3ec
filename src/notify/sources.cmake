# SPDX-License-Identifier: MIT
set(sources
    dialogue.c
    mail.c
)
