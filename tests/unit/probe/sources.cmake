# SPDX-License-Identifier: MIT
set(suites
    body_reader
    certificate_cache
    chunks
    curl_library
    easy_options
    exchange
    failure
    head
    inflate
    kept
    name_answer
    proxy
    resolve_cache
    trust_store
    unkept_hosts
)
