/* SPDX-License-Identifier: MIT */
/* response: what comes back to a request, line by line and piece by piece, into an exchange. */
#ifndef HEADGATE_PROBE_RESPONSE_H
#define HEADGATE_PROBE_RESPONSE_H

#include <stdbool.h>
#include <stddef.h>

#include "probe/transfer.h"

/* Take a line of a head as it came. False: what follows is of no interest. */
bool hg_response_line(struct hg_exchange *exchange,
                      const struct hg_transfer_request *request, const char *line,
                      size_t len);
/* Take a piece of a body. False: likewise. */
bool hg_response_data(struct hg_exchange *exchange,
                      const struct hg_transfer_request *request, const char *data,
                      size_t len);

#endif
