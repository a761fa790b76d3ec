/* SPDX-License-Identifier: MIT */
/* name_answer: why a name has no address. libcurl only says that there is none, and the C library's
 * codes confuse "no such name" with answers that it can't use (glibc 2.36: FORMERR is EAI_NONAME). So
 * the name servers are asked once more by res_nsearch(3), and then the C library, which may know the name from
 * elsewhere (nsswitch.conf(5)): only where it has none either, there is none. Without that function three answers
 * remain: not found, no address, no usable answer. */
#ifndef HEADGATE_PROBE_NAME_ANSWER_H
#define HEADGATE_PROBE_NAME_ANSWER_H

#include <stdbool.h>

#include "headgate/lookup.h"

/* Ask for the name (lower case ASCII, no numeric address). Blocks for as long as name servers are silent: some
 * seconds for each of them; where the name `was_silent`, the resolver is looked at first. Any thread; it changes the resolver state of its own thread. */
enum hg_name_answer hg_name_answer_find(const char *name, enum hg_ip_version version,
                                        bool was_silent);

/* Whether name servers answer a question that every resolver can answer: the control question, ". NS". False
 * also where nobody can be asked. Blocks for seconds. */
bool hg_name_answer_has_resolver(void);

/* Parts of hg_name_answer_find(). */

/* What was said of a name: of its IPv4 and IPv6 addresses by name servers, and of both by the C library
 * (NO_ANSWER: was not asked). */
struct hg_name_answers {
    enum hg_name_answer ipv4;
    enum hg_name_answer ipv6;
    enum hg_name_answer libc;
};

/* What that means for a wanted version of IP. Only what every source proves is "no such name" or "no
 * address". Pure. */
enum hg_name_answer hg_name_answer_join(const struct hg_name_answers *answers,
                                        enum hg_ip_version version);

#endif
