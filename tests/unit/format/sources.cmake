# SPDX-License-Identifier: MIT
set(suites
    mime_body
    mime_header
    wrap
    xml
)
