/* SPDX-License-Identifier: MIT */
/* curl_library: starting the libraries of the prober, and their names. */
#include "headgate/network.h"

#include "probe/curl_library.h"

#include <curl/curl.h>

#include "headgate/banned.h"

int hg_prober_start(struct hg_error *err)
{
    const CURLcode code = curl_global_init(CURL_GLOBAL_DEFAULT);
    if (code != CURLE_OK)
        return hg_error_system(err, "libcurl can't start: %s", curl_easy_strerror(code));
    return 0;
}

void hg_prober_end(void)
{
    curl_global_cleanup();
}

struct hg_trust_stores *hg_library_trust_stores(void)
{
    const curl_version_info_data *info = curl_version_info(CURLVERSION_NOW);
    return hg_trust_stores_new(info->ssl_version, info->cainfo, info->capath);
}

/* Later ones would pass trailers as well (8.8). */
void hg_library_work_around(void *easy)
{
    if (curl_version_info(CURLVERSION_NOW)->version_num < 0x080200)
        curl_easy_setopt((CURL *)easy, CURLOPT_HEADER, 1L);
}

int hg_library_http_version(void *easy)
{
    static const int versions[] = {0, 10, 11, 20, [CURL_HTTP_VERSION_3] = 30};
    long version = 0;
    curl_easy_getinfo((CURL *)easy, CURLINFO_HTTP_VERSION, &version);
    return version >= 0 && version <= CURL_HTTP_VERSION_3 ? versions[version] : 0;
}

const char *hg_prober_library(void)
{
    return curl_version_info(CURLVERSION_NOW)->version;
}

const char *hg_prober_library_features(void)
{
    return curl_version();
}
