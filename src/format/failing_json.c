/* SPDX-License-Identifier: MIT */
/* failing_json: a list of objects. */
#include "format/failing_json.h"

#include "headgate/banned.h"

void hg_failing_json_write(struct hg_json_writer *json,
                           const struct hg_failing_channels *channels)
{
    hg_json_begin_array(json, "failing_channels");
    for (size_t i = 0; i < channels->count; i++) {
        hg_json_begin_object(json, NULL);
        hg_json_write_text(json, "name", channels->items[i].name);
        hg_json_write_time(json, "since", channels->items[i].since_us);
        hg_json_write_integer(json, "waiting", channels->items[i].waiting_count);
        hg_json_write_text(json, "problem", channels->items[i].problem);
        hg_json_end_object(json);
    }
    hg_json_end_array(json);
}
