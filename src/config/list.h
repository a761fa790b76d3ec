/* SPDX-License-Identifier: MIT */
/* list: addresses one a line. Blank lines and lines that begin with "#" are skipped, blanks around
 * an address and a byte order mark do not count, lines may end with CRLF. */
#ifndef HEADGATE_CONFIG_LIST_H
#define HEADGATE_CONFIG_LIST_H

#include "config/loader.h"

/* Add the listing's addresses to the targets; what is wrong is told, what repeats is noted. */
void hg_list_add(struct hg_loader *loader, struct hg_listing *listing);

#endif
