/* SPDX-License-Identifier: MIT */
/* easy_options: options by origin, policy and trust. */
#include "probe/easy_options.h"

#include <string.h>

#include "headgate/buf.h"
#include "headgate/memory.h"
#include "headgate/text.h"
#include "headgate/units.h"

#include <curl/curl.h>

#include "headgate/banned.h"

void hg_easy_list_add(void *list, const char *line)
{
    struct curl_slist **lines = list;
    struct curl_slist *longer = curl_slist_append(*lines, line);
    if (longer == NULL)
        hg_memory_exhausted();
    *lines = longer;
}

static void add_header(struct curl_slist **list, const struct hg_header *header)
{
    struct hg_buf line;
    hg_buf_init(&line);
    hg_header_write(header, &line);
    hg_easy_list_add(list, line.data);
    hg_buf_release(&line);
}

static void add_headers(struct curl_slist **list, const struct hg_policy *policy)
{
    for (size_t i = 0; i < policy->headers.count; i++)
        add_header(list, &policy->headers.items[i]);
    if (policy->bearer != NULL)
        add_header(list, &(struct hg_header){"Authorization", policy->bearer});
    if (hg_policy_expects_body(policy) &&
        !hg_policy_has_header(policy, "Accept-Encoding"))
        hg_easy_list_add(list, "Accept-Encoding: gzip");
}

static void add_content_headers(struct curl_slist **list, const struct hg_policy *policy)
{
    const char *body = policy->body;
    hg_easy_list_add(list, "Expect:"); /* do not wait for 100 (Continue) */
    if (hg_policy_has_header(policy, "Content-Type"))
        return;
    if (body == NULL)
        hg_easy_list_add(list, "Content-Type: application/x-www-form-urlencoded");
    else if (body[0] == '{' || body[0] == '[')
        hg_easy_list_add(list, "Content-Type: application/json");
    else
        hg_easy_list_add(list, "Content-Type: text/plain; charset=utf-8");
}

void hg_easy_lists_make(struct hg_easy_lists *lists, const struct hg_policy *policy)
{
    *lists = (struct hg_easy_lists){0};
    add_headers(&lists->headers, policy);
    add_headers(&lists->content_headers, policy);
    add_content_headers(&lists->content_headers, policy);
    for (size_t i = 0; i < policy->resolve.count; i++)
        hg_easy_list_add(&lists->resolve, policy->resolve.items[i]);
}

void hg_easy_lists_release(struct hg_easy_lists *lists)
{
    curl_slist_free_all(lists->headers);
    curl_slist_free_all(lists->content_headers);
    curl_slist_free_all(lists->resolve);
    *lists = (struct hg_easy_lists){0};
}

/* libcurl keeps sessions apart neither by version of IP nor by proxy,
 * and compares pins and names of lists as if case did not matter (7.88). */
bool hg_easy_may_remember(const struct hg_policy *before, const struct hg_policy *policy)
{
    return before->resolve.items == policy->resolve.items &&
           before->ip_version == policy->ip_version &&
           hg_text_equals(before->proxy, policy->proxy) &&
           hg_text_equals(before->pin, policy->pin) &&
           hg_text_equals(before->crl_file, policy->crl_file);
}

/* Users and contents may be gone by now: only that there were none can be compared. */
bool hg_easy_has_same_options(const struct hg_request *a, const struct hg_request *b)
{
    return a->policy == b->policy && a->method == b->method && a->user == NULL &&
           b->user == NULL && a->content == NULL && b->content == NULL &&
           a->is_own_origin == b->is_own_origin && a->is_fresh == b->is_fresh &&
           a->keeps_connection == b->keeps_connection &&
           a->only_certificate == b->only_certificate &&
           a->watches_goaway == b->watches_goaway;
}

static void set_connection(CURL *easy, const struct hg_request *request)
{
    curl_easy_setopt(easy, CURLOPT_NOSIGNAL, 1L);
    /* After a time-out, abandon a look-up that is still going on. */
    curl_easy_setopt(easy, CURLOPT_QUICK_EXIT, 1L);
    curl_easy_setopt(easy, CURLOPT_MAXCONNECTS, 4L);
    const bool reuses = request->keeps_connection && !request->is_fresh;
    curl_easy_setopt(easy, CURLOPT_FRESH_CONNECT, reuses ? 0L : 1L);
    curl_easy_setopt(easy, CURLOPT_FORBID_REUSE, request->keeps_connection ? 0L : 1L);
    if (!reuses)
        curl_easy_setopt(easy, CURLOPT_DNS_CACHE_TIMEOUT, 0L);
}

static void set_policy(CURL *easy, const struct hg_request *request,
                       const struct hg_easy_lists *lists)
{
    const struct hg_policy *policy = request->policy;
    curl_easy_setopt(easy, CURLOPT_IPRESOLVE, (long)policy->ip_version); /* any, 4, 6 */
    curl_easy_setopt(easy, CURLOPT_USERAGENT, policy->user_agent);
    if (request->is_own_origin)
        curl_easy_setopt(easy, CURLOPT_HTTPHEADER,
                         request->content != NULL ? lists->content_headers
                                                  : lists->headers);
}

/* For the target's own origin only. */
static void set_own_tls(CURL *easy, const struct hg_policy *policy)
{
    /* Without a password OpenSSL would prompt for the one of an encrypted key on the terminal. */
    curl_easy_setopt(easy, CURLOPT_KEYPASSWD, "");
    curl_easy_setopt(easy, CURLOPT_SSLCERT, policy->client_certificate);
    curl_easy_setopt(easy, CURLOPT_SSLKEY, policy->client_key);
    curl_easy_setopt(easy, CURLOPT_PINNEDPUBLICKEY, policy->pin);
    if (policy->server_name == NULL)
        return;
    curl_easy_setopt(easy, CURLOPT_SSL_VERIFYHOST, 0L); /* hg_peer compares the name */
}

/* libcurl loads the bundle once per handle only while no folder of certificates is set; the folder
 * holds the same certificates (update-ca-certificates(8)). */
static void set_libcurl_trust(CURL *easy, const struct hg_policy *policy)
{
    curl_easy_setopt(easy, CURLOPT_CRLFILE, policy->crl_file);
    if (policy->ca_file != NULL)
        curl_easy_setopt(easy, CURLOPT_CAINFO, policy->ca_file);
    if (policy->ca_file != NULL || curl_version_info(CURLVERSION_NOW)->cainfo != NULL)
        curl_easy_setopt(easy, CURLOPT_CAPATH, NULL);
}

/* Only a trust store of ours judges a session's certificate again before it is resumed. A retry
 * begins anew, and a client certificate was shown for one connection only. */
static bool may_resume(const struct hg_request *request,
                       const struct hg_trust_store *trust)
{
    return trust != NULL && !request->is_fresh && !request->only_certificate &&
           request->policy->client_certificate == NULL;
}

static void set_tls(CURL *easy, const struct hg_request *request,
                    const struct hg_trust_store *trust)
{
    const struct hg_policy *policy = request->policy;
    const long newer = request->only_certificate ? 0 : (long)policy->min_version;
    curl_easy_setopt(easy, CURLOPT_SSLVERSION, CURL_SSLVERSION_TLSv1_0 + newer);
    curl_easy_setopt(easy, CURLOPT_CONNECT_ONLY, request->only_certificate ? 1L : 0L);
    curl_easy_setopt(easy, CURLOPT_SSL_SESSIONID_CACHE,
                     may_resume(request, trust) ? 1L : 0L);
    if (trust == NULL) {
        set_libcurl_trust(easy, policy);
    } else {
        curl_easy_setopt(easy, CURLOPT_CAINFO, NULL);
        curl_easy_setopt(easy, CURLOPT_CAPATH, NULL);
    }
    if (policy->insecure || request->only_certificate) {
        curl_easy_setopt(easy, CURLOPT_SSL_VERIFYPEER, 0L);
        curl_easy_setopt(easy, CURLOPT_SSL_VERIFYHOST, 0L);
    }
    if (request->is_own_origin)
        set_own_tls(easy, policy);
}

static void set_method(CURL *easy, enum hg_method method, const char *content)
{
    const bool has_content =
        content != NULL || (method != HG_METHOD_DELETE && hg_method_has_content(method));
    if (method == HG_METHOD_HEAD) {
        curl_easy_setopt(easy, CURLOPT_NOBODY, 1L);
        return;
    }
    if (has_content) {
        curl_easy_setopt(easy, CURLOPT_POSTFIELDS, content == NULL ? "" : content);
        curl_easy_setopt(easy, CURLOPT_POSTFIELDSIZE_LARGE,
                         content == NULL ? 0 : (curl_off_t)strlen(content));
    }
    if (method != HG_METHOD_GET)
        curl_easy_setopt(easy, CURLOPT_CUSTOMREQUEST, hg_method_word(method));
}

static void set_request(CURL *easy, const struct hg_request *request)
{
    curl_easy_setopt(easy, CURLOPT_PROTOCOLS_STR, "http,https");
    curl_easy_setopt(easy, CURLOPT_PATH_AS_IS, 1L); /* hg_url_remove_dots() */
    /* Our own reader does it: which codings libcurl refuses, even where no body is read, and what it takes for
     * a chunk, depends on its version. */
    curl_easy_setopt(easy, CURLOPT_HTTP_TRANSFER_DECODING, 0L);
    set_method(easy, request->method, request->content);
    const char *password = request->password == NULL ? "" : request->password;
    curl_easy_setopt(easy, CURLOPT_HTTPAUTH,
                     request->uses_digest ? CURLAUTH_DIGEST : CURLAUTH_BASIC);
    curl_easy_setopt(easy, CURLOPT_USERNAME, request->user);
    curl_easy_setopt(easy, CURLOPT_PASSWORD, request->user == NULL ? NULL : password);
}

void hg_easy_set_proxy(void *easy, const char *proxy)
{
    curl_easy_setopt(easy, CURLOPT_PROXY, proxy == NULL ? "" : proxy);
    curl_easy_setopt(easy, CURLOPT_NOPROXY, "");
}

void hg_easy_set_options(void *easy, const struct hg_request *request,
                         const struct hg_easy_lists *lists, struct hg_trust_store *trust)
{
    set_connection(easy, request);
    set_policy(easy, request, lists);
    hg_easy_set_proxy(easy, NULL);
    set_tls(easy, request, trust);
    set_request(easy, request);
}

/* Where HTTP/3 alone is expected, an answer by another version would be none of what was asked for; where
 * it is one of several, libcurl may fall back. Without TLS there is none. */
static long http_version_of(const struct hg_request *request)
{
    const uint32_t expected = request->policy->expect.http_versions;
    if (request->only_http1)
        return CURL_HTTP_VERSION_1_1;
    if (!request->url->is_https || (expected & HG_HTTP_3_BIT) == 0)
        return CURL_HTTP_VERSION_2TLS;
    return expected == HG_HTTP_3_BIT ? CURL_HTTP_VERSION_3ONLY : CURL_HTTP_VERSION_3;
}

void hg_easy_set_url(void *easy, const struct hg_request *request,
                     struct curl_slist *resolve, int64_t lookup_us)
{
    const int64_t connect_us = request->policy->connect_timeout_us;
    curl_easy_setopt(easy, CURLOPT_URL, request->url->text);
    curl_easy_setopt(easy, CURLOPT_HTTP_VERSION, http_version_of(request));
    curl_easy_setopt(easy, CURLOPT_RESOLVE, resolve);
    curl_easy_setopt(easy, CURLOPT_TIMEOUT_MS,
                     hg_easy_timeout_ms(request->timeout_us - lookup_us));
    curl_easy_setopt(easy, CURLOPT_CONNECTTIMEOUT_MS,
                     hg_easy_timeout_ms(connect_us - lookup_us));
}

long hg_easy_timeout_ms(int64_t us)
{
    return us <= 0 ? 1 : (long)((us + HG_US_PER_MS - 1) / HG_US_PER_MS);
}
