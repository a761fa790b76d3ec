# SPDX-License-Identifier: MIT
set(suites
    body_reader
    certificate_cache
    date
    failure
    head
    inflate
    resolve_cache
    response
    timestamps
    tried_addresses
    trust_store
)
