# SPDX-License-Identifier: MIT
set(suites
    mail_body
    mail_head
    wrap
    xml
)
