/* SPDX-License-Identifier: MIT */
/* tls: TLS options, by origin, policy and trust. */
#include "probe/tls.h"

#include "headgate/text.h"

#include <curl/curl.h>

#include "headgate/banned.h"

/* What is meant for the target's own origin, and never leaves it. */
static void set_own(CURL *easy, const struct hg_policy *policy)
{
    /* Without a password OpenSSL would ask for that of an encrypted key on the terminal. */
    curl_easy_setopt(easy, CURLOPT_KEYPASSWD, "");
    curl_easy_setopt(easy, CURLOPT_SSLCERT, policy->client_certificate);
    curl_easy_setopt(easy, CURLOPT_SSLKEY, policy->client_key);
    curl_easy_setopt(easy, CURLOPT_PINNEDPUBLICKEY, policy->pin);
    if (policy->server_name == NULL)
        return;
    curl_easy_setopt(easy, CURLOPT_SSL_VERIFYHOST, 0L); /* hg_peer compares the name */
}

/* The bundle is loaded once per handle only while no folder of certificates is set; the folder
 * holds the same certificates (update-ca-certificates(8)). */
static void set_own_trust(CURL *easy, const struct hg_policy *policy)
{
    curl_easy_setopt(easy, CURLOPT_CRLFILE, policy->crl_file);
    if (policy->ca_file != NULL)
        curl_easy_setopt(easy, CURLOPT_CAINFO, policy->ca_file);
    if (policy->ca_file != NULL || curl_version_info(CURLVERSION_NOW)->cainfo != NULL)
        curl_easy_setopt(easy, CURLOPT_CAPATH, NULL);
}

/* Only by our trust is a session's certificate judged again before it is resumed. A retry begins
 * anew, and what the client has shown of itself belongs to the one connection. */
static bool may_resume(const struct hg_transfer_request *request,
                       const struct hg_trust_store *trust)
{
    return trust != NULL && !request->is_fresh && !request->only_certificate &&
           request->policy->client_certificate == NULL;
}

void hg_tls_set(void *easy, const struct hg_transfer_request *request,
                const struct hg_trust_store *trust)
{
    const struct hg_policy *policy = request->policy;
    const long newer = request->only_certificate ? 0 : (long)policy->min_version;
    curl_easy_setopt(easy, CURLOPT_SSLVERSION, CURL_SSLVERSION_TLSv1_0 + newer);
    curl_easy_setopt(easy, CURLOPT_CONNECT_ONLY, request->only_certificate ? 1L : 0L);
    curl_easy_setopt(easy, CURLOPT_SSL_SESSIONID_CACHE,
                     may_resume(request, trust) ? 1L : 0L);
    if (trust == NULL) {
        set_own_trust(easy, policy);
    } else {
        curl_easy_setopt(easy, CURLOPT_CAINFO, NULL);
        curl_easy_setopt(easy, CURLOPT_CAPATH, NULL);
    }
    if (policy->insecure || request->only_certificate) {
        curl_easy_setopt(easy, CURLOPT_SSL_VERIFYPEER, 0L);
        curl_easy_setopt(easy, CURLOPT_SSL_VERIFYHOST, 0L);
    }
    if (request->is_own_origin)
        set_own(easy, policy);
}

/* libcurl keeps sessions apart neither by version of IP nor by proxy,
 * and compares pins and names of lists as if case did not matter (7.88). */
bool hg_tls_may_remember(const struct hg_policy *before, const struct hg_policy *policy)
{
    return before->resolve.items == policy->resolve.items &&
           before->ip_version == policy->ip_version &&
           hg_text_equals(before->proxy, policy->proxy) &&
           hg_text_equals(before->pin, policy->pin) &&
           hg_text_equals(before->crl_file, policy->crl_file);
}
