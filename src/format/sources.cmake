# SPDX-License-Identifier: MIT
set(sources
    csv_value.c
    failing_json.c
    json_writer.c
    markdown.c
    markup.c
    mime_body.c
    mime_header.c
    wrap.c
    xml.c
)
