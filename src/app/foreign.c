/* SPDX-License-Identifier: MIT */
/* foreign: the table of options of curl 8, hurl 7 and lychee 0.24, and of words that several tools share
 * (gatus has no options). Left out are those of other protocols, and those that few people know. Where two tools
 * give a letter two meanings, the answer has both. */
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
#define NO_PAGES                                                                         \
    "headgate checks the addresses that it is given, and reads no pages for others"
#define SCHEMES "only http and https are checked; --expect-tls required for https only"
#define SCHEMED                                                                          \
    "authentication is basic, digest or bearer: write auth: in a configuration"
#define BEARER "write auth: {bearer: \"${TOKEN}\"} in a configuration"
#define RESOLVER                                                                         \
    "names are looked up as this machine does; --resolve HOST:PORT:ADDRESS gives an "    \
    "address"
#define COOKIES                                                                          \
    "cookies are kept for the redirects of one attempt only; write -H \"Cookie: "        \
    "NAME=VALUE\" to send one"
#define CIPHERS    "ciphers and curves are those of OpenSSL at its security level 2"
#define PEM        "certificates and keys are read as PEM"
#define REVOCATION "revoked certificates are found with --crl-file FILE"
#define ANEW       "every run asks anew; --history FILE keeps the results"
#define NO_STORE                                                                         \
    "bodies are not stored; --expect-body EXPRESSION says what they must contain"
#define HIDDEN_VARIABLE                                                                  \
    "write ${NAME} in a configuration for a variable of the environment, whose value "   \
    "is hidden where a request sends it"

static const struct hg_foreign_option options[] = {
    /* addresses */
    {"url", 0, ADDRESS},
    {"urls", 0, "write -f FILE"},
    {"input", 0, "write -f FILE"},
    {"input-file", 0, "write -f FILE"},
    {"files-from", 0, "write -f FILE"},
    {"include", 0, SELECTED},
    {"exclude", 0, SELECTED},
    {"exclude-file", 0, SELECTED},
    {"exclude-path", 0, SELECTED},
    {"from-entry", 0, SELECTED},
    {"to-entry", 0, SELECTED},
    {"glob", 0, "write -f FILE for each list"},
    {"next", 0, "write one address behind the other"},
    {"url-query", 0, "write the query in the address"},
    {"globoff", 'g', "braces and brackets in an address are taken as they are"},
    {"scheme", 0, SCHEMES},
    {"proto", 0, SCHEMES},
    {"proto-redir", 0,
     "redirects from https to http are followed with --allow-downgrade only"},
    {"proto-default", 0, "a host without a scheme is asked by https, then by http"},
    {"exclude-mail", 0, SCHEMES},
    {"include-mail", 0, SCHEMES},
    {"base", 0, NO_PAGES},
    {"base-url", 0, NO_PAGES},
    {"root-dir", 0, NO_PAGES},
    {"recursive", 0, NO_PAGES},
    {"extensions", 0, NO_PAGES},
    {"include-fragments", 0, NO_PAGES},
    {"include-verbatim", 0, NO_PAGES},
    {"suggest", 0, NO_PAGES},
    {"archive", 0, NO_PAGES},
    {"skip-missing", 0, "a list that is named must exist"},
    {NULL, 'i', "write --insecure (lychee's -i), or -v (curl's)"},
    /* how targets are asked */
    {"request", 'X', "write --method METHOD"},
    {"head", 'I', "HEAD is what is sent anyway; --method HEAD leaves out GET"},
    {"spider", 0, "HEAD is what is sent anyway; --method HEAD leaves out GET"},
    {"get", 'G', "write --method GET"},
    {"data", 'd', CONTENT},
    {"data-raw", 0, CONTENT},
    {"data-binary", 0, CONTENT},
    {"data-urlencode", 0, CONTENT},
    {"data-ascii", 0, CONTENT},
    {"form-string", 0, CONTENT},
    {"upload-file", 0, CONTENT},
    {"form", 'F', CONTENT},
    {"user", 'u', CREDENTIALS},
    {"basic", 0, CREDENTIALS},
    {"basic-auth", 0, CREDENTIALS},
    {"digest", 0,
     "write auth: {digest: {user: NAME, password: \"${PASSWORD}\"}} in a "
     "configuration"},
    {"username", 0, CREDENTIALS},
    {"password", 0, CREDENTIALS},
    {"netrc", 0, CREDENTIALS},
    {"netrc-file", 0, CREDENTIALS},
    {"netrc-optional", 0, CREDENTIALS},
    {"oauth2-bearer", 0, BEARER},
    {"bearer", 0, BEARER},
    {"token", 0, BEARER},
    {"github-token", 0, BEARER},
    {"ntlm", 0, SCHEMED},
    {"negotiate", 0, SCHEMED},
    {"anyauth", 0, SCHEMED},
    {"aws-sigv4", 0, SCHEMED},
    {"headers", 0, "write -H \"NAME: VALUE\", once for each header"},
    {NULL, 'A', "write --user-agent TEXT"},
    {"cookie", 'b', "write -H \"Cookie: NAME=VALUE\""},
    {"cookie-jar", 0, COOKIES},
    {"no-cookie-store", 0, COOKIES},
    {"referer", 'e', "write -H \"Referer: URL\""},
    {NULL, 'L', FOLLOWED},
    {"location-trusted", 0, FOLLOWED},
    {"follow", 0, FOLLOWED},
    {"follow-redirects", 0, FOLLOWED},
    {"max-redirs", 0, "write --redirects N"},
    {"max-redirects", 0, "write --redirects N"},
    {"max-redirect", 0, "write --redirects N"},
    {"max-time", 'm',
     "write --timeout with a unit, such as --timeout 5s; for a number of redirects, "
     "--redirects N"},
    {NULL, 't', DURATION},
    {"retry", 0, "write --retries N"},
    {"max-retries", 0, "write --retries N"},
    {"tries", 0, "write --retries N"},
    {"no-retry", 0, "write --retries 0"},
    {"speed-limit", 'Y', "write --timeout DURATION, which limits all of an attempt"},
    {"speed-time", 'y', "write --timeout DURATION, which limits all of an attempt"},
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
    {"no-proxy", 0, "write --proxy none, or set the variable no_proxy"},
    {"proxy-user", 'U',
     "write proxy: \"http://NAME:${PASSWORD}@HOST\" in a configuration"},
    {"proxytunnel", 'p', "https goes through a tunnel of the proxy anyway"},
    {"socks4", 0, "write --proxy socks4://HOST"},
    {"socks4a", 0, "write --proxy socks4a://HOST"},
    {"dns-servers", 0, RESOLVER},
    {"doh-url", 0, RESOLVER},
    {"remap", 0, RESOLVER},
    {"interface", 0, "this machine's routes choose the local address"},
    {"unix-socket", 0, "only addresses with a host are checked"},
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
    {"http2-prior-knowledge", 0, NEGOTIATED},
    {"http3-only", 0, NEGOTIATED},
    {"range", 0, "bodies are read from the beginning; --body-limit SIZE says how far"},
    {"remote-name", 0, NO_STORE},
    {"max-filesize", 0, "write --body-limit SIZE"},
    /* TLS */
    {NULL, 'k', UNVERIFIED},
    {"no-verify", 0, UNVERIFIED},
    {"skip-verify", 0, UNVERIFIED},
    {"no-check-certificate", 0, UNVERIFIED},
    {"no-verify-ssl", 0, UNVERIFIED},
    {"verify", 0, "certificates are verified anyway; --insecure turns that off"},
    {"cacert", 0, "write --ca-file FILE"},
    {"ca-certificate", 0, "write --ca-file FILE"},
    {"capath", 0, "write --ca-file FILE"},
    {"ca-native", 0, "the certificates that this machine trusts are trusted anyway"},
    {"cert", 'E', "write --client-certificate FILE"},
    {"key", 0, "write --client-key FILE"},
    {"cert-type", 0, PEM},
    {"key-type", 0, PEM},
    {"pass", 0, "the key in --client-key FILE must not be encrypted"},
    {"crlfile", 0, "write --crl-file FILE"},
    {"cert-status", 0, REVOCATION},
    {"ssl-no-revoke", 0, REVOCATION},
    {"pinnedpubkey", 0, "write --pin PINS"},
    {"min-tls", 0, "write --tls-min-version VERSION"},
    {"tlsv1", 0, "write --tls-min-version 1.0"},
    {"tlsv1.0", 0, "write --tls-min-version 1.0"},
    {"tlsv1.1", 0, "write --tls-min-version 1.1"},
    {"tlsv1.2", 0, "write --tls-min-version 1.2"},
    {"tlsv1.3", 0, "write --tls-min-version 1.3"},
    {"tls-max", 0, "write --tls-min-version VERSION; there is no highest version"},
    {"ciphers", 0, CIPHERS},
    {"tls13-ciphers", 0, CIPHERS},
    {"curves", 0, CIPHERS},
    {"ssl", 0, "write https:// in the address, or --expect-tls required"},
    {"ssl-reqd", 0, "write https:// in the address, or --expect-tls required"},
    {"require-https", 0, "write --expect-tls required"},
    {"exclude-private", 0, "write --deny-private"},
    {"exclude-all-private", 0, "write --deny-private"},
    {"exclude-link-local", 0, "write --deny-private"},
    {"exclude-loopback", 0, "write --deny-private"},
    /* what counts as up */
    {"accept", 'a', COMPARED},
    {"status", 0, COMPARED},
    {"status-code", 0, COMPARED},
    {"expected-status", 0, COMPARED},
    {"fail", 0, DOWN},
    {"fail-with-body", 0, DOWN},
    {"check-status", 0, DOWN},
    {"ignore-asserts", 0, "write --expect-status 100-599"},
    {"no-assert", 0, "write --expect-status 100-599"},
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
    {"variable", 0, VARIABLE},
    {"variables-file", 0, VARIABLE},
    {"secret", 0, HIDDEN_VARIABLE},
    {"secrets-file", 0, HIDDEN_VARIABLE},
    {"repeat", 0, "write headgate wait --successes N, or have cron run headgate"},
    {"cache", 0, ANEW},
    {"max-cache-age", 0, ANEW},
    {NULL, 'K', "write -c FILE"},
    {"offline", 0, NO_REQUEST},
    {"dump", 0, NO_REQUEST},
    {"dump-inputs", 0, NO_REQUEST},
    /* output */
    {"json", 0,
     "write -o json for a report; to send JSON, write body: in a configuration"},
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
    {"output-dir", 0, "write -o FORMAT=FOLDER/FILE"},
    {"create-dirs", 0, "the folder of a report must exist"},
    {"host-stats", 0, "write -o json"},
    {"curl", 0, "headgate explain NAME prints a curl command, from the history"},
    {"no-output", 0, "write -q"},
    {"stderr", 0, "write 2> FILE"},
    {"manual", 'M', "write headgate help, or man headgate"},
    {"no-buffer", 'N', "each result is printed at once anyway"},
    {"dump-header", 'D', "write -v"},
    {"very-verbose", 0, "write -v"},
    {"debug", 0, "write -v"},
    {"trace", 0, "write -v"},
    {"trace-ascii", 0, "write -v"},
    {"trace-time", 0, "write -v"},
    {"verbosity", 0, "write -v"},
    {"log-level", 0, "write -v, or -q"},
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
