# SPDX-License-Identifier: MIT
set(sources
    channels.c
    chat_text.c
    command_channel.c
    dialogue.c
    discord.c
    event_json.c
    field_text.c
    http.c
    mail.c
    process.c
    sending.c
    signature.c
    slack.c
    smtp.c
    webhook.c
)
