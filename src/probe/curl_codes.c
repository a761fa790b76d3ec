/* SPDX-License-Identifier: MIT */
/* curl_codes: libcurl's codes as failures, and as ends of bodies. */
#include "probe/curl_codes.h"

#include <curl/curl.h>

#include "headgate/banned.h"

/* What a code means when nothing more special is known. */
struct meaning {
    CURLcode code;
    struct hg_failure failure;
};

static const struct meaning meanings[] = {
#include "probe/curl_codes.inc"
};

const struct hg_failure *hg_curl_codes_find(int code)
{
    static const struct hg_failure other = {HG_CAUSE_PROTOCOL, false, false, NULL};
    for (size_t i = 0; i < sizeof meanings / sizeof meanings[0]; i++) {
        if ((int)meanings[i].code == code)
            return &meanings[i].failure;
    }
    return &other;
}

enum hg_body_reader_end hg_curl_codes_body_end(int code)
{
    return code == CURLE_OK                    ? HG_BODY_WHOLE
           : code == CURLE_WRITE_ERROR         ? HG_BODY_ENOUGH
           : code == CURLE_OPERATION_TIMEDOUT  ? HG_BODY_TIMEOUT
           : code == CURLE_ABORTED_BY_CALLBACK ? HG_BODY_CANCELLED
                                               : HG_BODY_BROKEN;
}
