# SPDX-License-Identifier: MIT
set(suites
    dialogue
    mail
)
set(shared smtp_server.c)
