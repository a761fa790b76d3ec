/* SPDX-License-Identifier: MIT */
/* failing_json: channels that fail, as a member of JSON reports. */
#ifndef HEADGATE_FORMAT_FAILING_JSON_H
#define HEADGATE_FORMAT_FAILING_JSON_H

#include "headgate/failing_channel.h"
#include "headgate/json_writer.h"

/* The member `failing_channels`. */
void hg_failing_json_write(struct hg_json_writer *json,
                           const struct hg_failing_channels *channels);

#endif
