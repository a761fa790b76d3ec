/* SPDX-License-Identifier: MIT */
/* codes: what libcurl's codes (CURLcode) mean when nothing more special is known. */
#ifndef HEADGATE_PROBE_CODES_H
#define HEADGATE_PROBE_CODES_H

#include "probe/body.h"
#include "probe/trouble.h"

/* Never NULL: an unknown code is broken HTTP. Static. */
const struct hg_failure *hg_codes_find(int code);
/* How a body ended when the transfer ended with the code. */
enum hg_body_end hg_codes_body_end(int code);

#endif
