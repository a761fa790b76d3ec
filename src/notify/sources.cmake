# SPDX-License-Identifier: MIT
set(sources
    channels.c
    dialogue.c
    mail.c
    smtp.c
)
