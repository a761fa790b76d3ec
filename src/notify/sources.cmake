# SPDX-License-Identifier: MIT
set(sources
    channels.c
    dialogue.c
    http.c
    mail.c
    sending.c
    signature.c
    smtp.c
    webhook.c
)
