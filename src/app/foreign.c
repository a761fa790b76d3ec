/* SPDX-License-Identifier: MIT */
/* foreign: the table of options of curl 7.88, hurl 4, lychee 0.14 and gatus's environment, and of words
 * that several tools share. Where two tools give a letter two meanings, the answer has both. */
#include "app/foreign.h"

#include "headgate/banned.h"

#define CREDENTIALS                                                                      \
    "write auth: {basic: {user: NAME, password: \"${PASSWORD}\"}} in a configuration"
#define CONTENT     "write body: or form: in a configuration"
#define COMPARED    "write --expect-status STATUSES"
#define CONCURRENCY "write --workers N (-j N)"
#define ADDRESS     "an address needs no option: headgate https://example.com"
#define SELECTED    "targets are selected by --group GROUPS and --tag TAGS"
#define UNVERIFIED  "write --insecure"
#define DURATION    "write --timeout with a unit, such as --timeout 5s"
#define NEGOTIATED                                                                       \
    "the version of HTTP is negotiated; --expect-http-version VERSIONS says what is up"
#define FOLLOWED   "redirects are followed anyway; --redirects N says how many"
#define DOWN       "what is not 200 to 299 is down anyway; --expect-status STATUSES differs"
#define VARIABLE   "write ${NAME} in a configuration for a variable of the environment"
#define NO_REQUEST "write headgate list"

static const struct hg_foreign_option options[] = {
    /* addresses */
    {"url", 0, ADDRESS},
    {"urls", 0, "write -f FILE"},
    {"input", 0, "write -f FILE"},
    {"input-file", 0, "write -f FILE"},
    {"files-from", 0, "write -f FILE"},
    {"include", 0, SELECTED},
    {"exclude", 0, SELECTED},
    {NULL, 'i', "write --insecure (lychee's -i), or -v (curl's)"},
    /* how targets are asked */
    {"request", 'X', "write --method METHOD"},
    {"head", 'I', "HEAD is what is sent anyway; --method HEAD leaves out GET"},
    {"get", 'G', "write --method GET"},
    {"data", 'd', CONTENT},
    {"data-raw", 0, CONTENT},
    {"data-binary", 0, CONTENT},
    {"data-urlencode", 0, CONTENT},
    {"form", 'F', CONTENT},
    {"user", 'u', CREDENTIALS},
    {"basic", 0, CREDENTIALS},
    {"basic-auth", 0, CREDENTIALS},
    {"digest", 0,
     "write auth: {digest: {user: NAME, password: \"${PASSWORD}\"}} in a "
     "configuration"},
    {"oauth2-bearer", 0, "write auth: {bearer: \"${TOKEN}\"} in a configuration"},
    {NULL, 'A', "write --user-agent TEXT"},
    {"cookie", 'b', "write -H \"Cookie: NAME=VALUE\""},
    {"referer", 'e', "write -H \"Referer: URL\""},
    {NULL, 'L', FOLLOWED},
    {"location-trusted", 0, FOLLOWED},
    {"follow", 0, FOLLOWED},
    {"follow-redirects", 0, FOLLOWED},
    {"max-redirs", 0, "write --redirects N"},
    {"max-redirects", 0, "write --redirects N"},
    {"max-time", 'm',
     "write --timeout with a unit, such as --timeout 5s (-m of lychee is "
     "--redirects N)"},
    {NULL, 't', DURATION},
    {"retry", 0, "write --retries N"},
    {"max-retries", 0, "write --retries N"},
    {"retry-max-time", 0, "write --deadline DURATION, which limits the whole run"},
    {"retry-interval", 0, "write --retry-delay DURATION"},
    {"retry-wait-time", 'r', "write --retry-delay DURATION"},
    {"retry-all-errors", 0,
     "failures that may be transient are retried anyway; --retries N "
     "says how often"},
    {"retry-connrefused", 0,
     "a refused connection is retried anyway; --retries N says how "
     "often"},
    {NULL, 'x', "write --proxy URL"},
    {"noproxy", 0, "write --proxy none"},
    {"socks5", 0, "write --proxy socks5://HOST"},
    {"socks5-hostname", 0, "write --proxy socks5h://HOST"},
    {"connect-to", 0, "write --resolve HOST:PORT:ADDRESS"},
    {"ipv4", 0, "write -4"},
    {"ipv6", 0, "write -6"},
    {"compressed", 0, "a compressed body is read anyway"},
    {"http1.0", 0, NEGOTIATED},
    {"http1.1", 0, NEGOTIATED},
    {"http2", 0, NEGOTIATED},
    {"http3", 0, NEGOTIATED},
    {"max-filesize", 0, "write --body-limit SIZE"},
    /* TLS */
    {NULL, 'k', UNVERIFIED},
    {"no-verify", 0, UNVERIFIED},
    {"skip-verify", 0, UNVERIFIED},
    {"no-check-certificate", 0, UNVERIFIED},
    {"cacert", 0, "write --ca-file FILE"},
    {"cert", 'E', "write --client-certificate FILE"},
    {"key", 0, "write --client-key FILE"},
    {"crlfile", 0, "write --crl-file FILE"},
    {"pinnedpubkey", 0, "write --pin PINS"},
    {"min-tls", 0, "write --tls-min-version VERSION"},
    {"tlsv1", 0, "write --tls-min-version 1.0"},
    {"tlsv1.0", 0, "write --tls-min-version 1.0"},
    {"tlsv1.1", 0, "write --tls-min-version 1.1"},
    {"tlsv1.2", 0, "write --tls-min-version 1.2"},
    {"tlsv1.3", 0, "write --tls-min-version 1.3"},
    {"require-https", 0, "write --expect-tls required"},
    {"exclude-private", 0, "write --deny-private"},
    {"exclude-all-private", 0, "write --deny-private"},
    /* what counts as up */
    {"accept", 'a', COMPARED},
    {"status", 0, COMPARED},
    {"status-code", 0, COMPARED},
    {"expected-status", 0, COMPARED},
    {"fail", 0, DOWN},
    {"fail-with-body", 0, DOWN},
    {"fail-early", 0,
     "all targets are checked anyway; --fail-on OUTCOMES says what closes "
     "the gate"},
    {"continue-on-error", 0, "all targets are checked anyway"},
    /* the run */
    {"jobs", 0, CONCURRENCY},
    {"parallel", 'Z',
     "targets are checked in parallel anyway; --workers N says how many"},
    {"parallel-max", 0, CONCURRENCY},
    {"concurrency", 0, CONCURRENCY},
    {"max-concurrency", 0, CONCURRENCY},
    {"threads", 'T', CONCURRENCY},
    {"host-concurrency", 0, "write --per-host N"},
    {"host-request-interval", 0, "write --host-interval DURATION"},
    {"delay", 0, "write --host-interval DURATION"},
    {"rate", 0, "write --host-interval DURATION"},
    {"interval", 0, "write headgate wait --every DURATION, or have cron run headgate"},
    {"variable", 0, VARIABLE},
    {"variables-file", 0, VARIABLE},
    {"test", 0, "write headgate check"},
    {"dry-run", 0, NO_REQUEST},
    {"offline", 0, NO_REQUEST},
    {"dump", 0, NO_REQUEST},
    {"dump-inputs", 0, NO_REQUEST},
    /* output */
    {"json", 0, "write -o json"},
    {"jsonl", 0, "write -o jsonl"},
    {"junit", 0, "write -o junit"},
    {"csv", 0, "write -o csv"},
    {"format", 0, "write -o FORMAT or -o FORMAT=FILE, such as -o json"},
    {"output-format", 0, "write -o FORMAT or -o FORMAT=FILE, such as -o json"},
    {"output-file", 0, "write -o FORMAT=FILE, such as -o json=report.json"},
    {NULL, 'O', "write -o FORMAT=FILE, such as -o json=report.json"},
    {"report-json", 0, "write -o json=FILE"},
    {"report-junit", 0, "write -o junit=FILE"},
    {"report-html", 0, "write headgate report -o html=FILE, which needs a history"},
    {"report-tap", 0, "write -o junit=FILE"},
    {"write-out", 'w', "write -o json"},
    {"dump-header", 'D', "write -v"},
    {"very-verbose", 0, "write -v"},
    {"debug", 0, "write -v"},
    {"trace", 0, "write -v"},
    {"silent", 's', "write -q"},
    {"show-error", 'S', "errors are shown anyway"},
    {"no-progress", 'n', "write --progress never"},
    {"no-progress-meter", 0, "write --progress never"},
    {"progress-bar", '#', "write --progress always"},
    {"no-color", 0, "write --color never"},
    {"no-colour", 0, "write --color never"},
};

#define OPTION_COUNT (sizeof options / sizeof options[0])

const struct hg_foreign_option *hg_foreign_options(size_t *count)
{
    *count = OPTION_COUNT;
    return options;
}

const char *hg_foreign_find_letter(char letter)
{
    for (size_t i = 0; i < OPTION_COUNT; i++) {
        if (options[i].letter == letter)
            return options[i].answer;
    }
    return NULL;
}
