/* SPDX-License-Identifier: MIT */
/* signature: OpenSSL's HMAC. */
#include "notify/signature.h"

#include <string.h>

#include "headgate/memory.h"

#include <openssl/crypto.h>
#include <openssl/evp.h>
#include <openssl/hmac.h>

#include "headgate/banned.h"

#define PREFIX        "whsec_"
#define KEY_MAX_BYTES 96

/* Bytes of the key; 0 when it is no base64. */
static int decode(const char *secret, unsigned char key[KEY_MAX_BYTES])
{
    const char *text =
        strncmp(secret, PREFIX, strlen(PREFIX)) == 0 ? secret + strlen(PREFIX) : secret;
    const size_t len = strlen(text);
    if (len == 0 || len / 4 * 3 > KEY_MAX_BYTES)
        return 0;
    int count = EVP_DecodeBlock(key, (const unsigned char *)text, (int)len);
    /* OpenSSL counts the padding, too. */
    for (size_t i = len; count > 0 && i > 0 && text[i - 1] == '='; i--)
        count--;
    return count > 0 ? count : 0;
}

void hg_signature_write(const char *secret, const char *id, int64_t now_s,
                        const struct hg_buf *body, struct hg_buf *out)
{
    unsigned char key[KEY_MAX_BYTES];
    unsigned char digest[EVP_MAX_MD_SIZE];
    unsigned digest_len = 0;
    struct hg_buf text;
    const int key_len = decode(secret, key);
    hg_buf_init(&text);
    hg_buf_printf(&text, "msg_%s.%lld.", id, (long long)now_s);
    hg_buf_add(&text, body->data, body->len);
    if (HMAC(EVP_sha256(), key, key_len, (const unsigned char *)text.data, text.len,
             digest, &digest_len) == NULL)
        hg_memory_exhausted();
    hg_buf_add_text(out, "v1,");
    hg_buf_add_base64(out, digest, digest_len);
    hg_buf_release(&text);
    OPENSSL_cleanse(key, sizeof key);
}
