/* SPDX-License-Identifier: MIT */
/* mailbox: reads display names and addresses. */
#include "headgate/mailbox.h"

#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "headgate/address.h"
#include "headgate/ascii.h"
#include "headgate/buf.h"
#include "headgate/memory.h"
#include "headgate/text.h"

#include "model/idn.h"

#include "headgate/banned.h"

#define LOCAL_MAX 64 /* RFC 5321 4.5.3.1.1 */
#define LABEL_MAX 63

static bool is_atom(char character)
{
    return hg_ascii_is_letter(character) || hg_ascii_is_digit(character) ||
           (character != '\0' && strchr("!#$%&'*+-/=?^_`{|}~", character) != NULL);
}

static bool is_of_domain(char character)
{
    return hg_ascii_is_letter(character) || hg_ascii_is_digit(character) ||
           character == '-' || character == '_';
}

/* Parts of characters that `may_hold` accepts, between single dots, none longer than `most`. */
static bool is_dotted(const char *text, size_t len, size_t most,
                      bool (*may_hold)(char character))
{
    size_t part = 0;
    for (size_t i = 0; i < len; i++) {
        if (text[i] == '.' ? part == 0 : !may_hold(text[i]))
            return false;
        part = text[i] == '.' ? 0 : part + 1;
        if (part > most)
            return false;
    }
    return part > 0;
}

/* "[192.0.2.1]" or "[IPv6:2001:db8::1]". */
static bool is_literal(const char *domain)
{
    static const char mark[] = "[IPv6:";
    struct hg_address address;
    const size_t len = strlen(domain);
    if (len < 3 || domain[0] != '[' || domain[len - 1] != ']')
        return false;
    const bool is_v6 = strncmp(domain, mark, strlen(mark)) == 0;
    const char *begin = domain + (is_v6 ? strlen(mark) : 1);
    char ip[HG_ADDRESS_TEXT_SIZE];
    snprintf(ip, sizeof ip, "%.*s", (int)(domain + len - 1 - begin), begin);
    hg_address_parse(&address, ip, 0);
    return strchr(ip, '%') == NULL && address.family == (is_v6 ? 6 : 4);
}

static int report(char *problem, size_t size, const char *text, const char *why)
{
    snprintf(problem, size, "\"%s\" is not a mail address: %s", text, why);
    return -1;
}

/* The domain in ASCII, to be freed; NULL with `why`. */
static char *read_domain(const char *domain, const char **why)
{
    if (is_literal(domain))
        return hg_memory_copy_text(domain);
    *why = "expected a domain name after the \"@\"";
    if (*domain == '\0' || *domain == '[')
        return NULL;
    const char *problem;
    char *ascii = hg_idn_to_ascii(domain, &problem);
    if (ascii != NULL && is_dotted(ascii, strlen(ascii), LABEL_MAX, is_of_domain))
        return ascii;
    free(ascii);
    return NULL;
}

/* `text` is the whole, for the problem. */
static char *read_address(const char *address, const char *text, char *problem,
                          size_t size)
{
    const char *at = strrchr(address, '@');
    if (at == NULL)
        return report(problem, size, text, "it has no \"@\""), NULL;
    const size_t local_len = (size_t)(at - address);
    if (local_len > LOCAL_MAX || !is_dotted(address, local_len, LOCAL_MAX, is_atom))
        return report(problem, size, text,
                      "expected ASCII letters, digits and !#$%&'*+-/=?^_`{|}~ "
                      "before the \"@\", with single dots between them"),
               NULL;
    const char *why;
    char *domain = read_domain(at + 1, &why);
    if (domain == NULL)
        return report(problem, size, text, why), NULL;
    struct hg_buf whole;
    hg_buf_init(&whole);
    hg_buf_add(&whole, address, local_len + 1);
    hg_buf_add_text(&whole, domain);
    free(domain);
    if (whole.len <= HG_MAILBOX_ADDRESS_MAX)
        return hg_buf_steal(&whole);
    hg_buf_release(&whole);
    return report(problem, size, text, "it is too long"), NULL;
}

/* Without the blanks around it, and without quotation marks around the whole. */
static char *read_name(const char *text, size_t len)
{
    struct hg_buf name;
    hg_buf_init(&name);
    while (len > 0 && text[len - 1] == ' ')
        len--;
    const bool is_quoted = len >= 2 && text[0] == '"' && text[len - 1] == '"';
    const size_t begin = is_quoted ? 1 : 0;
    const size_t end = is_quoted ? len - 1 : len;
    for (size_t i = begin; i < end; i++) {
        if (is_quoted && text[i] == '\\' && i + 1 < end)
            i++;
        if (text[i] != '"')
            hg_buf_add_char(&name, text[i]);
    }
    if (name.len > 0)
        return hg_buf_steal(&name);
    hg_buf_release(&name);
    return NULL;
}

int hg_mailbox_parse(struct hg_mailbox *mailbox, const char *text, char *problem,
                     size_t size)
{
    *mailbox = (struct hg_mailbox){0};
    if (!hg_text_is_clean(text, strlen(text), NULL))
        return report(problem, size, text, "it has control characters");
    const char *begin = text + strspn(text, " ");
    const char *open = strrchr(begin, '<');
    if (open == NULL) {
        mailbox->address = read_address(begin, text, problem, size);
        return mailbox->address == NULL ? -1 : 0;
    }
    const size_t len = strlen(open);
    if (open[len - 1] != '>')
        return report(problem, size, text, "it must end with \">\"");
    char *address = hg_memory_copy_text(open + 1);
    address[len - 2] = '\0';
    mailbox->address = read_address(address, text, problem, size);
    free(address);
    if (mailbox->address == NULL)
        return -1;
    mailbox->name = read_name(begin, (size_t)(open - begin));
    return 0;
}

void hg_mailbox_release(struct hg_mailbox *mailbox)
{
    free(mailbox->name);
    free(mailbox->address);
    *mailbox = (struct hg_mailbox){0};
}
