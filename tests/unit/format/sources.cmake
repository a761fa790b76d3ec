# SPDX-License-Identifier: MIT
set(suites
    markup
    mime_body
    mime_header
    wrap
    xml
)
