# SPDX-License-Identifier: MIT
set(sources
    channels.c
    chat_text.c
    dialogue.c
    discord.c
    http.c
    mail.c
    sending.c
    signature.c
    slack.c
    smtp.c
    webhook.c
)
