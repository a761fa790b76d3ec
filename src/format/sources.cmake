# SPDX-License-Identifier: MIT
set(sources
    csv_value.c
    json_value.c
    mail_body.c
    mail_head.c
    markup.c
    wrap.c
    xml.c
)
