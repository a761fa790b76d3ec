/* SPDX-License-Identifier: MIT */
/* shortage: what this machine ran out of while a library worked, and hid it. libcurl and OpenSSL turn a failed
 * allocation into whatever error is near: a name that is not found, a handshake that failed, a broken answer. So their
 * allocators are ours, and count; for the rest the system is asked once more.
 *
 * The count is the process's, because allocators know nothing of who asks: while memory runs out in one thread, the
 * failures of others prove nothing either. */
#ifndef HEADGATE_PROBE_SHORTAGE_H
#define HEADGATE_PROBE_SHORTAGE_H

#include <stdbool.h>

#include "headgate/error.h"

/* Start libcurl and OpenSSL with our allocators. Before any other call of theirs; -1 with a system error. */
int hg_shortage_start_libraries(struct hg_error *err);
/* How many allocations of libcurl and OpenSSL have failed. Any thread. */
unsigned hg_shortage_count(void);
/* Why a failure since there were `before` of them may be this machine's own, in a short sentence; NULL: there is no sign
 * of that. `needs_thread`: libcurl starts one to look up a name. Static. */
const char *hg_shortage_find(unsigned before, bool needs_thread);

#endif
