/* SPDX-License-Identifier: MIT */
/* codes: what libcurl's codes (CURLcode) mean when nothing more special is known. */
#ifndef HEADGATE_ENGINE_CODES_H
#define HEADGATE_ENGINE_CODES_H

#include "engine/body.h"
#include "engine/trouble.h"

/* Never NULL: an unknown code is broken HTTP. Static. */
const struct hg_failure *hg_codes_find(int code);
/* How a body ended when the transfer ended with the code. */
enum hg_body_end hg_codes_body_end(int code);

#endif
