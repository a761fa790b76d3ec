/* SPDX-License-Identifier: MIT */
/* page_style: how the page for browsers looks. */
#ifndef HEADGATE_UPTIME_PAGE_STYLE_H
#define HEADGATE_UPTIME_PAGE_STYLE_H

#include "headgate/output.h"

/* CSS: light and dark, from 320 pixels on, and on paper. */
void hg_page_style_write(struct hg_sink *sink);

#endif
