# SPDX-License-Identifier: MIT
set(suites
    channels
    dialogue
    mail
    process
)
set(shared smtp_server.c)
