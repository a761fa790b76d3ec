/* SPDX-License-Identifier: MIT */
/* request: forms (WHATWG URL 5.2) and credentials (RFC 7617). */
#include "config/request.h"

#include "headgate/buf.h"

#include <string.h>

#include "headgate/banned.h"

/* RFC 4648 4. */
static const char *encode_credentials(struct hg_arena *arena, const char *user,
                                      const char *password)
{
    struct hg_buf plain;
    struct hg_buf encoded;
    hg_buf_init(&plain);
    hg_buf_init(&encoded);
    hg_buf_printf(&plain, "%s:%s", user, password == NULL ? "" : password);
    hg_buf_add_base64(&encoded, plain.data, plain.len);
    const char *text = hg_arena_text(arena, encoded.data);
    hg_buf_release(&plain);
    hg_buf_release(&encoded);
    return text;
}

static void add_encoded(struct hg_buf *out, const char *text)
{
    static const char harmless[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz"
                                   "0123456789*-._";
    for (; *text != '\0'; text++) {
        if (*text == ' ')
            hg_buf_add_char(out, '+');
        else if (strchr(harmless, *text) != NULL)
            hg_buf_add_char(out, *text);
        else
            hg_buf_printf(out, "%%%02X", (unsigned)(unsigned char)*text);
    }
}

static const char *encode_form(struct hg_arena *arena, const struct hg_headers *form)
{
    struct hg_buf out;
    hg_buf_init(&out);
    for (size_t i = 0; i < form->count; i++) {
        hg_buf_add_text(&out, i == 0 ? "" : "&");
        add_encoded(&out, form->items[i].name);
        hg_buf_add_char(&out, '=');
        add_encoded(&out, form->items[i].value);
    }
    const char *text = hg_arena_text(arena, out.data);
    hg_buf_release(&out);
    return text;
}

static void complete_authentication(struct hg_arena *arena, struct hg_policy *policy)
{
    struct hg_authentication *all = &policy->authentication;
    policy->uses_digest = false;
    policy->bearer = NULL;
    if (policy->user != NULL) {
        *all = (struct hg_authentication){0};
    } else if (all->digest_user != NULL) {
        policy->user = all->digest_user;
        policy->password = all->digest_password;
        policy->uses_digest = true;
    } else {
        policy->user = all->basic_user;
        policy->password = all->basic_password;
    }
    if (policy->user != NULL)
        policy->credentials = encode_credentials(arena, policy->user, policy->password);
    if (all->token != NULL) {
        struct hg_buf bearer;
        hg_buf_init(&bearer);
        hg_buf_printf(&bearer, "Bearer %s", all->token);
        policy->bearer = hg_arena_text(arena, bearer.data);
        hg_buf_release(&bearer);
    }
}

void hg_request_complete(struct hg_arena *arena, struct hg_policy *policy)
{
    complete_authentication(arena, policy);
    policy->content = policy->body;
    if (policy->body == NULL && policy->form.count > 0)
        policy->content = encode_form(arena, &policy->form);
}

void hg_request_forget(struct hg_policy *policy)
{
    const struct hg_authentication *all = &policy->authentication;
    if (all->basic_user != NULL || all->digest_user != NULL) {
        policy->user = NULL;
        policy->password = NULL;
        policy->credentials = NULL;
        policy->uses_digest = false;
    }
    policy->authentication = (struct hg_authentication){0};
    policy->bearer = NULL;
    policy->body = NULL;
    policy->form = (struct hg_headers){0};
    policy->content = NULL;
}
