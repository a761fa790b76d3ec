/* SPDX-License-Identifier: MIT */
/* curl_codes: what libcurl's codes (CURLcode) mean when nothing more special is known. */
#ifndef HEADGATE_PROBE_CURL_CODES_H
#define HEADGATE_PROBE_CURL_CODES_H

#include "probe/body_reader.h"
#include "probe/failure.h"

/* Never NULL: an unknown code is broken HTTP. Static. */
const struct hg_failure *hg_curl_codes_find(int code);
/* How a body ended when the transfer ended with the code. */
enum hg_body_reader_end hg_curl_codes_body_end(int code);

#endif
