/* SPDX-License-Identifier: MIT */
/* Tests of url: parsing, switching and redacting. */
#include "headgate/url.h"

#include "model/url_normal.h"
#include "unit.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "headgate/banned.h"

/* The quick way must not read an address otherwise than libcurl does. */
static void assert_reads_as_parsed(const char *normal)
{
    struct hg_url parsed;
    struct hg_url read;
    char problem[256] = "";
    CU_ASSERT_EQUAL_FATAL(hg_url_parse(&parsed, normal, problem, sizeof(problem)), 0);
    hg_url_read(&read, normal);
    UNIT_ASSERT_TEXT(parsed.text, normal);
    UNIT_ASSERT_TEXT(read.text, normal);
    UNIT_ASSERT_TEXT(read.host, parsed.host);
    UNIT_ASSERT_ROW(read.port == parsed.port && read.has_port == parsed.has_port &&
                        read.is_https == parsed.is_https && read.has_scheme,
                    normal);
    hg_url_release(&parsed);
    hg_url_release(&read);
}

static void addresses_are_normalised(void)
{
    static const struct {
        const char *text, *normal, *host;
        uint16_t port;
    } rows[] = {
        {"HTTP://EXAMPLE.com", "http://example.com/", "example.com", 80},
        {"http://example.com:80/", "http://example.com/", "example.com", 80},
        {"https://example.com:443/", "https://example.com/", "example.com", 443},
        {"http://example.com:443/", "http://example.com:443/", "example.com", 443},
        {"https://example.com:8443/a", "https://example.com:8443/a", "example.com", 8443},
        {"https://example.com/a?b=c#d", "https://example.com/a?b=c", "example.com", 443},
        {"https://example.com?q", "https://example.com/?q", "example.com", 443},
        {"http://example.com:", "http://example.com/", "example.com", 80},
        {"http://example.com./", "http://example.com./", "example.com.", 80},
        {"HTTP://AZ-az-09.Example/", "http://az-az-09.example/", "az-az-09.example", 80},
        {"http://h/a/../b/./c", "http://h/b/c", "h", 80},
        {"http://h/a/%2e%2E/b/%2e/c", "http://h/b/c", "h", 80},
        {"http://h/%2e%2e/..", "http://h/", "h", 80},
        {"https://h/a/.%2e?%2e%2e", "https://h/?%2e%2e", "h", 443},
        {"http://h/a//../.../b%2e", "http://h/a/.../b%2e", "h", 80},
        {"http://h:80/..%2f../a", "http://h/..%2f../a", "h", 80},
        {"http://my_host/", "http://my_host/", "my_host", 80},
        {"http://%62.example/", "http://b.example/", "b.example", 80},
        {"http://0x7f.1/", "http://127.0.0.1/", "127.0.0.1", 80},
        {"http://[::1]:8080/x", "http://[::1]:8080/x", "[::1]", 8080},
        {"http://[2001:DB8::A]/", "http://[2001:db8::a]/", "[2001:db8::a]", 80},
        {"http://[FE80::1%25eth0]/x", "http://[fe80::1%25eth0]/x", "[fe80::1]", 80},
        {"http://[fe80::1%eth0]:81/", "http://[fe80::1%25eth0]:81/", "[fe80::1]", 81},
        {"http://h/%C3%A4%zz", "http://h/%C3%A4%zz", "h", 80},
        {"http://h?", "http://h/", "h", 80},
        {"http://h/a?#b", "http://h/a", "h", 80},
        {"http://h//a//b", "http://h//a//b", "h", 80},
        {"http://h/a:1/b@c?d=//e:2", "http://h/a:1/b@c?d=//e:2", "h", 80},
        {"http://h:81?u=http://[::1]:5/%25x", "http://h:81/?u=http://[::1]:5/%25x", "h",
         81},
        {"https://u:p@[::1]/%25]", "https://[::1]/%25]", "[::1]", 443},
    };
    for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
        struct hg_url url;
        char problem[256] = "";
        UNIT_ASSERT_ROW(hg_url_parse(&url, rows[i].text, problem, sizeof(problem)) == 0,
                        rows[i].text);
        UNIT_ASSERT_TEXT(url.text, rows[i].normal);
        UNIT_ASSERT_TEXT(url.host, rows[i].host);
        UNIT_ASSERT_ROW(url.port == rows[i].port, rows[i].text);
        UNIT_ASSERT_ROW(url.has_scheme, rows[i].text);
        UNIT_ASSERT_ROW(url.is_https == (strncmp(url.text, "https:", 6) == 0),
                        rows[i].text);
        assert_reads_as_parsed(url.text);
        hg_url_release(&url);
    }
}

/* Whoever takes the quick way must not come to another place than libcurl. */
static void what_is_taken_for_normal_is_what_libcurl_writes(void)
{
    static const struct {
        const char *text;
        bool is_normal;
    } rows[] = {
        {"http://h/", true},
        {"https://shop.example.com/a/b.c?d=e&f=/g?h", true},
        {"http://127.0.0.1:8080/p/1", true},
        {"http://a-b_c.d1/~x;y=1,2(3)*!$'@:+", true},
        {"http://h:443/", true},
        {"https://h:80/", true},
        {"http://1.example/", true},
        {"http://h", false},
        {"http://H/", false},
        {"HTTP://h/", false},
        {"h/", false},
        {"http://h:80/", false},
        {"https://h:443/", false},
        {"http://h:/", false},
        {"http://h:0/", false},
        {"http://h:08080/", false},
        {"http://h:65536/", false},
        {"http://u@h/", false},
        {"http://h/../a", false},
        {"http://h/a/.", false},
        {"http://h/.a", false},
        {"http://h/%41", false},
        {"http://h/a?", false},
        {"http://h/a#b", false},
        {"http://h/a b", false},
        {"http://h/\xC3\xA4", false},
        {"http://h?q", false},
        {"http://h./", false},
        {"http://.h/", false},
        {"http://a..b/", false},
        {"http://127.1/", false},
        {"http://127.0.0.01/", false},
        {"http://127.0.0.256/", false},
        {"http://127.0.0.0x1/", false},
        {"http://0x7f000001/", false},
        {"http://2130706433/", false},
        {"http://1.2.3.4.5/", false},
        {"http://[::1]/", false},
        {"http:///h/", false},
        {"http://", false},
        {"http:/h/", false},
        {"", false},
    };
    for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
        struct hg_url url;
        char problem[256] = "";
        char with_fragment[128];
        UNIT_ASSERT_ROW(hg_url_is_normal(rows[i].text) == rows[i].is_normal,
                        rows[i].text);
        if (!rows[i].is_normal)
            continue;
        /* Nothing with a fragment takes the quick way. */
        snprintf(with_fragment, sizeof(with_fragment), "%s#", rows[i].text);
        CU_ASSERT_EQUAL_FATAL(hg_url_parse(&url, with_fragment, problem, sizeof(problem)),
                              0);
        UNIT_ASSERT_TEXT(url.text, rows[i].text);
        hg_url_release(&url);
    }
}

static void addresses_are_told_from_names(void)
{
    static const struct {
        const char *text;
        bool has_address;
    } rows[] = {
        {"http://127.0.0.1/", true},
        {"http://127.0.0.1:80/a.b", true},
        {"https://[::1]/", true},
        {"http://[fe80::1%25eth0]:8/", true},
        {"http://localhost/1.2.3.4", false},
        {"http://1.2.3/", false},
        {"http://1.2.3.4.5/", false},
        {"http://1.2.3.x/", false},
        {"http://1.2.3./", false},
        {"http://a.1.2.3/", false},
    };
    for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++)
        UNIT_ASSERT_ROW(hg_url_has_address(rows[i].text) == rows[i].has_address,
                        rows[i].text);
}

static void names_that_are_too_long_are_not_normal(void)
{
    char text[512];
    const char label[] =
        "abcdefghijabcdefghijabcdefghijabcdefghijabcdefghijabcdefghijabc";
    snprintf(text, sizeof(text), "http://%s/", label);
    CU_ASSERT_TRUE(hg_url_is_normal(text));
    snprintf(text, sizeof(text), "http://%sd/", label);
    CU_ASSERT_FALSE(hg_url_is_normal(text));
    snprintf(text, sizeof(text), "http://%s.%s.%s.%s/", label, label, label, label);
    CU_ASSERT_FALSE(hg_url_is_normal(text));
}

static void international_addresses_become_ascii_in_the_c_locale(void)
{
    static const struct {
        const char *text, *normal, *host;
    } rows[] = {
        {"http://bücher.example/ä?q=ü", "http://xn--bcher-kva.example/%c3%a4?q=%c3%bc",
         "xn--bcher-kva.example"},
        {"https://u:p@BÜCHER.example:8443/", "https://xn--bcher-kva.example:8443/",
         "xn--bcher-kva.example"},
        {"bücher.example", "https://xn--bcher-kva.example/", "xn--bcher-kva.example"},
        {"http://b%C3%BCcher.example/", "http://xn--bcher-kva.example/",
         "xn--bcher-kva.example"},
        {"http://１２７.1/", "http://127.0.0.1/", "127.0.0.1"},
        {"http://０x7f.1/", "http://127.0.0.1/", "127.0.0.1"},
    };
    for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
        struct hg_url url;
        char problem[256] = "";
        UNIT_ASSERT_ROW(hg_url_parse(&url, rows[i].text, problem, sizeof(problem)) == 0,
                        rows[i].text);
        UNIT_ASSERT_TEXT(url.text, rows[i].normal);
        UNIT_ASSERT_TEXT(url.host, rows[i].host);
        assert_reads_as_parsed(url.text);
        hg_url_release(&url);
    }
}

static void bare_hosts_are_https_first_and_keep_a_given_port(void)
{
    static const struct {
        const char *text, *normal, *as_http;
        uint16_t port;
    } rows[] = {
        {"example.com", "https://example.com/", "http://example.com/", 80},
        {"example.com/path", "https://example.com/path", "http://example.com/path", 80},
        {"host:8443", "https://host:8443/", "http://host:8443/", 8443},
        {"localhost:80", "https://localhost:80/", "http://localhost/", 80},
        {"localhost:443/x?y", "https://localhost:443/x?y", "http://localhost:443/x?y",
         443},
        {"[::1]:80", "https://[::1]:80/", "http://[::1]/", 80},
        {"[::1]", "https://[::1]/", "http://[::1]/", 80},
        {"127.0.0.1:8080/a", "https://127.0.0.1:8080/a", "http://127.0.0.1:8080/a", 8080},
    };
    for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
        struct hg_url url;
        char problem[256] = "";
        UNIT_ASSERT_ROW(hg_url_parse(&url, rows[i].text, problem, sizeof(problem)) == 0,
                        rows[i].text);
        UNIT_ASSERT_TEXT(url.text, rows[i].normal);
        UNIT_ASSERT_ROW(!url.has_scheme && url.is_https, rows[i].text);

        /* What is made of the text of a target must switch to the same. */
        struct hg_url again;
        hg_url_read(&again, url.text);
        hg_url_switch_to_http(&url);
        hg_url_switch_to_http(&again);
        char *stripped = again.text;
        UNIT_ASSERT_TEXT(stripped, rows[i].as_http);
        UNIT_ASSERT_ROW(!url.is_https && url.port == rows[i].port, rows[i].text);
        UNIT_ASSERT_ROW(again.port == rows[i].port, rows[i].text);
        hg_url_release(&again);
        hg_url_release(&url);
    }
}

static void user_and_password_are_decoded_and_left_out_of_the_text(void)
{
    struct hg_url url;
    char problem[256] = "";
    CU_ASSERT_EQUAL_FATAL(
        hg_url_parse(&url, "http://me%40x:s%3Acret@ü/", problem, sizeof(problem)), 0);
    UNIT_ASSERT_TEXT(url.user, "me@x");
    UNIT_ASSERT_TEXT(url.password, "s:cret");
    UNIT_ASSERT_TEXT(url.text, "http://xn--tda/");
    hg_url_release(&url);
    CU_ASSERT_EQUAL_FATAL(hg_url_parse(&url, "http://me@h/", problem, sizeof(problem)),
                          0);
    UNIT_ASSERT_TEXT(url.user, "me");
    UNIT_ASSERT_TEXT(url.password, NULL);
    hg_url_release(&url);
    CU_ASSERT_EQUAL_FATAL(hg_url_parse(&url, "http://h/", problem, sizeof(problem)), 0);
    UNIT_ASSERT_TEXT(url.user, NULL);
    hg_url_release(&url);
    hg_url_release(NULL);
}

static void what_can_not_be_asked_is_refused_with_a_sentence(void)
{
    static const struct {
        const char *text, *problem;
    } rows[] = {
        {"", "expected an http or https address, got nothing"},
        {"ftp://h/", "expected an http or https address, got scheme \"ftp\""},
        {"file:///etc/passwd", "expected an http or https address, got scheme \"file\""},
        {"file:/etc", "expected an http or https address, got scheme \"file\""},
        {"javascript:alert(1)",
         "expected an http or https address, got scheme \"javascript\""},
        {"mailto:a@b", "expected an http or https address, got scheme \"mailto\""},
        {"0:/2.", "expected an http or https address, got scheme \"0\""},
        {"127.0.0.1:/", "expected an http or https address, got scheme \"127.0.0.1\""},
        {"-a:/", "expected an http or https address, got scheme \"-a\""},
        {"httpx://h/", "expected an http or https address, got scheme \"httpx\""},
        {":80", "expected a host name, got \":80\""},
        {"azAZ09+-.:x", "expected an http or https address, got scheme \"azAZ09+-.\""},
        {"foo bar", "expected no spaces, got \"foo bar\""},
        {"http://h/a b", "expected no spaces, got \"http://h/a b\""},
        {"http://h\u00a0",
         "expected no invisible character (U+00A0), got \"http://h\u00a0\""},
        {"http://h\u00adost/",
         "expected no invisible character (U+00AD), got \"http://h\u00adost/\""},
        {"http://u:p@h/\u200b",
         "expected no invisible character (U+200B), got \"http://***@h/\u200b\""},
        {"\ufeffhttp://h/",
         "expected no invisible character (U+FEFF), got \"\ufeffhttp://h/\""},
        {"http://h/\x01", "expected no control characters, got \"http://h/\ufffd\""},
        {"http://h/\n", "expected no control characters, got \"http://h/\ufffd\""},
        {"http://h/\t", "expected no control characters, got \"http://h/\ufffd\""},
        {"http://h/\u202e", "expected no control characters, got \"http://h/\ufffd\""},
        {"http://h/\xff", "expected UTF-8, got \"http://h/\ufffd\""},
        {"http://", "expected a host name, got \"http://\""},
        {"http:///", "expected a host name, got \"http:///\""},
        {"http://:80/", "expected a host name, got \"http://:80/\""},
        {"/path", "expected a host name, got \"/path\""},
        {"?", "expected a host name, got \"?\""},
        {"http:example.com",
         "expected \"//\" after the scheme, got \"http:example.com\""},
        {"http:", "expected \"//\" after the scheme, got \"http:\""},
        {"http://h:0/", "expected a port from 1 to 65535, got \"http://h:0/\""},
        {"http://h:99999/", "expected a port from 1 to 65535, got \"http://h:99999/\""},
        {"http://h:80x/", "expected a port from 1 to 65535, got \"http://h:80x/\""},
        {"host:0", "expected a port from 1 to 65535, got \"host:0\""},
        {"http://[::g]/", "expected a valid IPv6 address, got \"http://[::g]/\""},
        {"http://a..b/", "expected a valid host name, got \"http://a..b/\""},
        {"http://./", "expected a valid host name, got \"http://./\""},
        {"http://a|b/", "expected a valid host name, got \"http://a|b/\""},
        {"a,b", "expected a valid host name, got \"a,b\""},
        {"http://a%00b/", "expected a valid host name, got \"http://a%00b/\""},
        {"http://a%01b/", "expected a valid host name, got \"http://a%01b/\""},
        {"http://-ü.example/", "expected a valid host name (string start/ends with "
                               "forbidden hyphen), got \"http://-ü.example/\""},
        {"http://me%0a@h/", "expected a user name and password without control "
                            "characters, got \"http://***@h/\""},
    };
    for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
        struct hg_url url;
        char problem[256] = "";
        UNIT_ASSERT_ROW(hg_url_parse(&url, rows[i].text, problem, sizeof(problem)) == -1,
                        rows[i].text);
        UNIT_ASSERT_TEXT(problem, rows[i].problem);
        CU_ASSERT_PTR_NULL(url.text);
    }
}

static void labels_and_names_have_their_greatest_length(void)
{
    char label[80];
    char text[400];
    char problem[256];
    struct hg_url url;
    memset(label, 'a', sizeof(label));
    snprintf(text, sizeof(text), "http://%.63s.example/", label);
    CU_ASSERT_EQUAL(hg_url_parse(&url, text, problem, sizeof(problem)), 0);
    hg_url_release(&url);
    snprintf(text, sizeof(text), "http://%.64s.example/", label);
    CU_ASSERT_EQUAL(hg_url_parse(&url, text, problem, sizeof(problem)), -1);
    snprintf(text, sizeof(text), "http://%.63s.%.63s.%.63s.%.61s./", label, label, label,
             label);
    CU_ASSERT_EQUAL(hg_url_parse(&url, text, problem, sizeof(problem)), 0);
    hg_url_release(&url);
    snprintf(text, sizeof(text), "http://%.63s.%.63s.%.63s.%.62s/", label, label, label,
             label);
    CU_ASSERT_EQUAL(hg_url_parse(&url, text, problem, sizeof(problem)), -1);
}

static void a_long_scheme_is_cut_in_the_message(void)
{
    struct hg_url url;
    char problem[256] = "";
    CU_ASSERT_EQUAL(hg_url_parse(&url, "abcdefghijklmnopqrstuvwxyzabcdefgh:x", problem,
                                 sizeof(problem)),
                    -1);
    UNIT_ASSERT_TEXT(problem, "expected an http or https address, got scheme "
                              "\"abcdefghijklmnopqrstuvwxyzabcde\"");
}

static void a_url_may_be_16_kib_long_and_no_longer(void)
{
    char *text = malloc(HG_URL_MAX_BYTES + 2);
    CU_ASSERT_PTR_NOT_NULL_FATAL(text);
    char problem[256] = "";
    struct hg_url url;
    memset(text, 'a', HG_URL_MAX_BYTES + 1);
    memcpy(text, "http://h/", 9);
    text[HG_URL_MAX_BYTES] = '\0';
    CU_ASSERT_EQUAL(hg_url_parse(&url, text, problem, sizeof(problem)), 0);
    hg_url_release(&url);
    text[HG_URL_MAX_BYTES] = 'a';
    text[HG_URL_MAX_BYTES + 1] = '\0';
    CU_ASSERT_EQUAL(hg_url_parse(&url, text, problem, sizeof(problem)), -1);
    UNIT_ASSERT_TEXT(problem, "expected at most 16384 bytes, got 16385");
    free(text);
}

static void a_password_is_never_repeated(void)
{
    static const char *const rows[] = {"http://me:secret@h:99999/",
                                       "http://me:secret@",
                                       "http://me:secret@a..b/",
                                       "http://me:secret@x@h/",
                                       "http://me:sec/secret@h",
                                       "http://me:secret@h/a b",
                                       "http://me:secret@h/\x01",
                                       "http://me:secret@h/\xff",
                                       "me:secret@h",
                                       "me:9secret@h:99999",
                                       "//me:secret@h",
                                       "http:me:secret@h/",
                                       "ftp://me:secret@h/",
                                       "http://me:secret%0a@h/",
                                       "http://me:secret@\u202e.de/",
                                       "http://me:se?secret@h:0"};
    for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
        struct hg_url url;
        char problem[256] = "";
        UNIT_ASSERT_ROW(hg_url_parse(&url, rows[i], problem, sizeof(problem)) == -1,
                        rows[i]);
        UNIT_ASSERT_ROW(strstr(problem, "secret") == NULL, problem);
        UNIT_ASSERT_ROW(problem[0] != '\0', rows[i]);
    }
}

static void user_info_is_redacted(void)
{
    static const struct {
        const char *text, *redacted;
    } rows[] = {
        {"http://me:secret@h:80/x", "http://***@h:80/x"},
        {"socks5h://me:secret@proxy:1080", "socks5h://***@proxy:1080"},
        {"me:secret@proxy:8080", "***@proxy:8080"},
        {"me:se//cret@proxy", "***@proxy"},
        {"http://a@b@c", "http://***@c"},
        {"http://h/x", "http://h/x"},
        {"proxy:8080", "proxy:8080"},
        {"", ""},
    };
    for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
        char *redacted = hg_url_redact(rows[i].text);
        UNIT_ASSERT_TEXT(redacted, rows[i].redacted);
        free(redacted);
    }
}

static void user_info_is_left_out_however_many_slashes_there_are(void)
{
    static const char *const rows[][2] = {
        {"http://me:secret@h:80/x@y?a@b#c@d", "http://h:80/x@y?a@b#c@d"},
        {"http:/me:secret@h/", "http:/h/"},
        {"HTTP:///me:secret@h", "HTTP:///h"},
        {"me@h:80", "h:80"},
        {"me:1secret@h:80/", "h:80/"},
        {"@h", "h"},
        {"h:80/x@y", "h:80/x@y"},
        {"h?x@y", "h?x@y"},
    };
    for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
        char *plain = hg_url_without_user(rows[i][0]);
        UNIT_ASSERT_TEXT(plain, rows[i][1]);
        free(plain);
    }
}

static void user_info_is_redacted_in_sentences(void)
{
    static const char *const rows[][2] = {
        {"\"http://a:b@c\" or http://d:e@f/ or x@y",
         "\"http://***@c\" or http://***@f/ or x@y"},
        {"Unsupported proxy scheme for 'ftp:/a:b@c'",
         "Unsupported proxy scheme for ***@c'"},
        {"file \"a:b@c.yml\": x", "file \"***@c.yml\": x"},
        {"expected \"//\" after: a@b", "expected \"//\" after: a@b"},
        {" http://h/  ", " http://h/  "},
        {"", ""},
    };
    for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
        char *safe = hg_url_redact_sentence(rows[i][0]);
        UNIT_ASSERT_TEXT(safe, rows[i][1]);
        free(safe);
    }
}

static void prefixes_are_written_as_addresses_are(void)
{
    static const char *const rows[][2] = {
        {"http://www.shop.test", "http://www.shop.test"},
        {"http://www.Shop.TEST:8080", "http://www.shop.test:8080"},
        {"http://www.Shop.TEST/Cart", "http://www.shop.test/Cart"},
        {"https://b\xc3\xbc"
         "cher.example/b",
         "https://xn--bcher-kva.example/b"},
        {"http://www.shop.test:80", "http://www.shop.test/"},
        {"http://www.shop.test:80/a", "http://www.shop.test/a"},
        {"https://www.shop.test:443", "https://www.shop.test/"},
        {"https://www.shop.test:80", "https://www.shop.test:80"},
        {"https://me:secret@www.shop.test/x@y", "https://www.shop.test/x@y"},
        {"https://[2001:DB8::1]", "https://[2001:db8::1]"},
        {"https://[2001:DB8::1]:443/x", "https://[2001:db8::1]/x"},
        {"https://www.shop.test?a=B", "https://www.shop.test/?a=B"},
        {"https://www.shop.test/a/../%2e%2E", "https://www.shop.test/a/../%2e%2E"},
        {"https://", "https://"},
        {"https://www.Shop.test:", "https://www.Shop.test:"},
        {"https://[2001", "https://[2001"},
        {"https://a b", "https://a b"},
    };
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        char *prefix = hg_url_normalise_prefix(rows[i][0]);
        UNIT_ASSERT_TEXT(prefix, rows[i][1]);
        free(prefix);
    }
}

CU_TestInfo url_tests[] = {
    {"prefixes_are_written_as_addresses_are", prefixes_are_written_as_addresses_are},
    {"addresses_are_normalised", addresses_are_normalised},
    {"what_is_taken_for_normal_is_what_libcurl_writes",
     what_is_taken_for_normal_is_what_libcurl_writes},
    {"addresses_are_told_from_names", addresses_are_told_from_names},
    {"names_that_are_too_long_are_not_normal", names_that_are_too_long_are_not_normal},
    {"international_addresses_become_ascii_in_the_c_locale",
     international_addresses_become_ascii_in_the_c_locale},
    {"bare_hosts_are_https_first_and_keep_a_given_port",
     bare_hosts_are_https_first_and_keep_a_given_port},
    {"user_and_password_are_decoded_and_left_out_of_the_text",
     user_and_password_are_decoded_and_left_out_of_the_text},
    {"what_can_not_be_asked_is_refused_with_a_sentence",
     what_can_not_be_asked_is_refused_with_a_sentence},
    {"labels_and_names_have_their_greatest_length",
     labels_and_names_have_their_greatest_length},
    {"a_long_scheme_is_cut_in_the_message", a_long_scheme_is_cut_in_the_message},
    {"a_url_may_be_16_kib_long_and_no_longer", a_url_may_be_16_kib_long_and_no_longer},
    {"a_password_is_never_repeated", a_password_is_never_repeated},
    {"user_info_is_redacted", user_info_is_redacted},
    {"user_info_is_redacted_in_sentences", user_info_is_redacted_in_sentences},
    {"user_info_is_left_out_however_many_slashes_there_are",
     user_info_is_left_out_however_many_slashes_there_are},
    CU_TEST_INFO_NULL,
};
