# SPDX-License-Identifier: MIT
set(suites
    body
    date
    head
    inflate
    pins
    response
    shown
    stamps
    tried
    trouble
    trust
)
