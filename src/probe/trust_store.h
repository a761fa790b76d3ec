/* SPDX-License-Identifier: MIT */
/* trust_store: the authorities that may vouch for servers, and their lists of revoked certificates. Read
 * from the files once in a run, when the first handshake needs them, and shared by all workers: to
 * read the system's anew for each connection costs forty times the handshake.
 *
 * What is accepted is as libcurl has it: its own default file, else folder, where no file is given
 * (it knows nothing of SSL_CERT_FILE and SSL_CERT_DIR), else OpenSSL's defaults; an authority in
 * the middle of a chain is enough, unless there are lists of revoked certificates.
 *
 * Any thread, but for new and free. OpenSSL's types pass through here as void pointers. */
#ifndef HEADGATE_PROBE_TRUST_STORE_H
#define HEADGATE_PROBE_TRUST_STORE_H

#include <stdbool.h>

#include "headgate/policy.h"

struct hg_trust_stores; /* all of a network's */
struct hg_trust_store;

/* Of libcurl's TLS library ("OpenSSL/3.0.19"), and where it expects the system's authorities (NULL:
 * not known), which must outlive it. Never NULL. */
struct hg_trust_stores *hg_trust_stores_new(const char *library, const char *system_file,
                                            const char *system_folder);
/* After all threads: nothing that it gave may be used any longer. */
void hg_trust_stores_free(struct hg_trust_stores *trust_stores);

/* Whether libcurl's contexts are those of our OpenSSL: nobody else may touch them. */
bool hg_trust_stores_know_contexts(const struct hg_trust_stores *trust_stores);

/* The trust of the policy: the same for the same files. NULL where it is left to libcurl: nothing
 * is verified, its TLS library is another one, or a proxy may have a certificate too, which
 * `tls.ca` is not for. */
struct hg_trust_store *hg_trust_stores_find(struct hg_trust_stores *trust_stores,
                                            const struct hg_policy *policy);
/* Have an SSL_CTX verify by it, and complete a client certificate's chain from it. False when its
 * files can't be used: then the words say why. */
bool hg_trust_store_apply(struct hg_trust_store *trust, void *context);
/* "tls.crl is unusable: ..."; empty as long as nothing has failed. */
const char *hg_trust_store_message(const struct hg_trust_store *trust);

#endif
