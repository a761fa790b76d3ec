# SPDX-License-Identifier: MIT
set(suites
    channels
    dialogue
    mail
)
set(shared smtp_server.c)
