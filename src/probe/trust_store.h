/* SPDX-License-Identifier: MIT */
/* trust_store: trusted authorities, and lists of revoked certificates. Read from the files once in
 * a run, when the first handshake needs them, and shared by all workers: reading the system's for
 * each connection would cost forty times the handshake.
 *
 * What is accepted is as with libcurl: its own default file, else folder, if the policy sets no
 * file (SSL_CERT_FILE and SSL_CERT_DIR are ignored), else OpenSSL's defaults; an authority in the
 * middle of a chain is enough, unless there are lists of revoked certificates.
 *
 * Any thread, except for new and free. OpenSSL's types pass through here as void pointers. */
#ifndef HEADGATE_PROBE_TRUST_STORE_H
#define HEADGATE_PROBE_TRUST_STORE_H

#include <stdbool.h>

#include "headgate/policy.h"

struct hg_trust_stores; /* all of a run's */
struct hg_trust_store;

/* `library` is libcurl's TLS library ("OpenSSL/3.0.19"); file and folder are where it expects the
 * system's authorities (NULL: unknown). They are borrowed. Never NULL. */
struct hg_trust_stores *hg_trust_stores_new(const char *library, const char *system_file,
                                            const char *system_folder);
/* After all threads. Frees the stores that were found, too. Takes NULL. */
void hg_trust_stores_free(struct hg_trust_stores *trust_stores);

/* Whether libcurl uses our OpenSSL: only then may its contexts be touched. */
bool hg_trust_stores_know_contexts(const struct hg_trust_stores *trust_stores);

/* The policy's store: one for each pair of files. NULL if libcurl is to verify by itself, because
 * nothing is verified, its TLS library is another one, or a proxy may have a certificate too, which
 * `tls.ca` does not apply to. */
struct hg_trust_store *hg_trust_stores_find(struct hg_trust_stores *trust_stores,
                                            const struct hg_policy *policy);
/* Make an SSL_CTX verify by the store, and complete a client certificate's chain from it. False
 * when its files can't be loaded: the message says why. */
bool hg_trust_store_apply(struct hg_trust_store *trust, void *context);
/* Why the files can't be loaded; "" as long as nothing has failed. */
const char *hg_trust_store_message(const struct hg_trust_store *trust);

#endif
