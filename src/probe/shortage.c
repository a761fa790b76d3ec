/* SPDX-License-Identifier: MIT */
/* shortage: allocators that count, and second looks. */
#include "probe/shortage.h"

#include <errno.h>
#include <poll.h>
#include <pthread.h>
#include <stdatomic.h>
#include <stdlib.h>
#include <string.h>

#include "headgate/descriptors.h"

#include <curl/curl.h>
#include <openssl/crypto.h>
#include <openssl/rand.h>

#include "headgate/banned.h"

/* About what a handshake needs at once. */
#define TRIAL_BYTES 65536

static atomic_uint failed_count;

static void *count_failure(void *memory, size_t size)
{
    if (memory == NULL && size > 0)
        atomic_fetch_add(&failed_count, 1);
    return memory;
}

static void *on_malloc(size_t size)
{
    return count_failure(malloc(size), size);
}

static void *on_realloc(void *memory, size_t size)
{
    return count_failure(realloc(memory, size), size);
}

static void *on_calloc(size_t count, size_t size)
{
    return count_failure(calloc(count, size), count * size);
}

static char *on_strdup(const char *text)
{
    const size_t size = strlen(text) + 1;
    char *copy = on_malloc(size);
    return copy == NULL ? NULL : memcpy(copy, text, size);
}

static void *on_crypto_malloc(size_t size, const char *file, int line)
{
    (void)file;
    (void)line;
    return on_malloc(size);
}

static void *on_crypto_realloc(void *memory, size_t size, const char *file, int line)
{
    (void)file;
    (void)line;
    return on_realloc(memory, size);
}

static void on_crypto_free(void *memory, const char *file, int line)
{
    (void)file;
    (void)line;
    free(memory);
}

int hg_shortage_start_libraries(struct hg_error *err)
{
    /* Without effect when OpenSSL has allocated already; then its own errors have to do. */
    (void)CRYPTO_set_mem_functions(on_crypto_malloc, on_crypto_realloc, on_crypto_free);
    const CURLcode code = curl_global_init_mem(CURL_GLOBAL_DEFAULT, on_malloc, free,
                                               on_realloc, on_strdup, on_calloc);
    if (code != CURLE_OK)
        return hg_error_system(err, "libcurl can't start: %s", curl_easy_strerror(code));
    /* OpenSSL makes what all its users share when it is first asked for, does not report that there was no memory for
     * it, and crashes later (3.0: RAND_get0_primary()). */
    if (hg_shortage_count() == 0)
        (void)RAND_status();
    return hg_shortage_count() == 0
               ? 0
               : hg_error_system(err, "libcurl can't start: out of memory");
}

unsigned hg_shortage_count(void)
{
    return atomic_load(&failed_count);
}

static bool can_allocate(void)
{
    /* Volatile: a compiler may leave out memory that nobody uses. */
    void *volatile memory = malloc(TRIAL_BYTES);
    const bool is_there = memory != NULL;
    free(memory);
    return is_there;
}

static bool can_poll(void)
{
    struct pollfd none = {.fd = -1};
    return poll(&none, 1, 0) >= 0 || (errno != ENOMEM && errno != EAGAIN);
}

static void *end_at_once(void *context)
{
    return context;
}

static bool can_start_thread(void)
{
    pthread_t thread;
    if (pthread_create(&thread, NULL, end_at_once, NULL) != 0)
        return false;
    pthread_join(thread, NULL);
    return true;
}

const char *hg_shortage_find(unsigned before, bool needs_thread)
{
    if (hg_shortage_count() != before || !can_allocate())
        return "this machine is out of memory";
    if (!can_poll())
        return "this machine has no memory to wait for connections (poll)";
    if (!hg_descriptors_are_left())
        return "too many open files";
    if (needs_thread && !can_start_thread())
        return "this machine can start no more threads";
    return NULL;
}
