/* SPDX-License-Identifier: MIT */
/* curl_loop: what libcurl in threads costs when nothing is around it: each worker has one easy
 * handle, asks, writes a line, and takes the next address of one shared list.
 *
 *   curl_loop [--workers N] [--timeout MS] [--output FILE] [--ca-file FILE] [--tuned] [--get] LIST
 *
 *   --tuned   no connection is kept and no name remembered (CURLOPT_FORBID_REUSE,
 *             CURLOPT_DNS_CACHE_TIMEOUT 0): the best settings where each host has one address
 *   --get     GET in place of HEAD; the body is read and forgotten
 * Everything else is libcurl's default, also how it loads certificates. A line for each result:
 * status (0: no answer), microseconds, address. It judges nothing and asks once. */
#include <curl/curl.h>
#include <getopt.h>
#include <pthread.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>

#include "urls.h"

#include "headgate/banned.h"

enum { STACK_BYTES = 256 * 1024 };

struct loop {
    struct urls urls;
    const char *ca_file; /* NULL: libcurl's default */
    long timeout_ms;
    bool is_tuned;
    bool is_get;
    FILE *output;         /* has a lock of its own */
    pthread_mutex_t lock; /* guards `next` */
    size_t next;
};

static const char *take(struct loop *loop)
{
    pthread_mutex_lock(&loop->lock);
    const char *url =
        loop->next < loop->urls.count ? loop->urls.items[loop->next++] : NULL;
    pthread_mutex_unlock(&loop->lock);
    return url;
}

static size_t forget(char *bytes, size_t size, size_t count, void *context)
{
    (void)bytes;
    (void)context;
    return size * count;
}

static CURL *open_handle(const struct loop *loop)
{
    CURL *easy = curl_easy_init();
    if (easy == NULL)
        return NULL;
    curl_easy_setopt(easy, CURLOPT_NOSIGNAL, 1L);
    curl_easy_setopt(easy, CURLOPT_TIMEOUT_MS, loop->timeout_ms);
    curl_easy_setopt(easy, CURLOPT_CONNECTTIMEOUT_MS, loop->timeout_ms);
    curl_easy_setopt(easy, CURLOPT_USERAGENT, "curl_loop");
    curl_easy_setopt(easy, CURLOPT_WRITEFUNCTION, forget);
    curl_easy_setopt(easy, CURLOPT_NOBODY, loop->is_get ? 0L : 1L);
    if (loop->ca_file != NULL)
        curl_easy_setopt(easy, CURLOPT_CAINFO, loop->ca_file);
    if (loop->is_tuned) {
        curl_easy_setopt(easy, CURLOPT_FORBID_REUSE, 1L);
        curl_easy_setopt(easy, CURLOPT_DNS_CACHE_TIMEOUT, 0L);
    }
    return easy;
}

static void ask(const struct loop *loop, CURL *easy, const char *url)
{
    long status = 0;
    curl_off_t total_us = 0;
    curl_easy_setopt(easy, CURLOPT_URL, url);
    if (curl_easy_perform(easy) == CURLE_OK)
        curl_easy_getinfo(easy, CURLINFO_RESPONSE_CODE, &status);
    curl_easy_getinfo(easy, CURLINFO_TOTAL_TIME_T, &total_us);
    fprintf(loop->output, "%ld %lld %s\n", status, (long long)total_us, url);
}

static void *work(void *context)
{
    struct loop *loop = context;
    CURL *easy = open_handle(loop);
    if (easy == NULL)
        return NULL;
    for (const char *url; (url = take(loop)) != NULL;)
        ask(loop, easy, url);
    curl_easy_cleanup(easy);
    return NULL;
}

/* 0, or -1 when not a single worker could be started. */
static int run(struct loop *loop, size_t worker_count)
{
    pthread_t *workers = calloc(worker_count, sizeof *workers);
    pthread_attr_t attributes;
    size_t started = 0;
    if (workers == NULL)
        return -1;
    pthread_attr_init(&attributes);
    pthread_attr_setstacksize(&attributes, STACK_BYTES);
    while (started < worker_count &&
           pthread_create(&workers[started], &attributes, work, loop) == 0)
        started++;
    for (size_t i = 0; i < started; i++)
        pthread_join(workers[i], NULL);
    pthread_attr_destroy(&attributes);
    free(workers);
    return started > 0 ? 0 : -1;
}

static const struct option options[] = {
    {"workers", required_argument, NULL, 'w'},
    {"timeout", required_argument, NULL, 't'},
    {"output", required_argument, NULL, 'o'},
    {"ca-file", required_argument, NULL, 'c'},
    {"tuned", no_argument, NULL, 'u'},
    {"get", no_argument, NULL, 'g'},
    {0},
};

/* False when the option is unknown or can't be had. */
static bool take_option(struct loop *loop, size_t *worker_count, int key)
{
    switch (key) {
    case 'w':
        *worker_count = strtoul(optarg, NULL, 10);
        return *worker_count > 0;
    case 't':
        loop->timeout_ms = strtol(optarg, NULL, 10);
        return true;
    case 'o':
        loop->output = fopen(optarg, "w");
        return loop->output != NULL;
    case 'c':
        loop->ca_file = optarg;
        return true;
    case 'u':
        loop->is_tuned = true;
        return true;
    case 'g':
        loop->is_get = true;
        return true;
    default:
        return false;
    }
}

int main(int argc, char **argv)
{
    struct loop loop = {.timeout_ms = 5000, .output = stdout};
    size_t worker_count = 50;
    bool is_right = true;
    for (int key; (key = getopt_long(argc, argv, "", options, NULL)) != -1;)
        is_right = take_option(&loop, &worker_count, key) && is_right;
    if (!is_right || optind + 1 != argc) {
        fputs("usage: curl_loop [--workers N] [--timeout MS] [--output FILE] "
              "[--ca-file FILE] [--tuned] [--get] LIST\n",
              stderr);
        return 2;
    }
    urls_init(&loop.urls, argv[optind]);
    pthread_mutex_init(&loop.lock, NULL);
    curl_global_init(CURL_GLOBAL_DEFAULT);
    int status = run(&loop, worker_count) == 0 ? 0 : 3;
    curl_global_cleanup();
    pthread_mutex_destroy(&loop.lock);
    if (fclose(loop.output) != 0)
        status = 3;
    urls_release(&loop.urls);
    return status;
}
