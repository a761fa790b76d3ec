/* SPDX-License-Identifier: MIT */
/* list: URLs, one a line. Blank lines and lines that start with "#" are skipped; blanks around a URL
 * and a byte order mark are ignored; lines may end with CRLF. */
#ifndef HEADGATE_CONFIG_LIST_H
#define HEADGATE_CONFIG_LIST_H

#include "config/loader.h"

/* Add the URLs of the listing to the targets. Problems are reported, duplicates are noted. */
void hg_list_add(struct hg_loader *loader, struct hg_listing *listing);

#endif
