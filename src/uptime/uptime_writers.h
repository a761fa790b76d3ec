/* SPDX-License-Identifier: MIT */
/* uptime_writers: the functions behind the table of uptime reporters; their contract is
 * that of its column. */
#ifndef HEADGATE_UPTIME_UPTIME_WRITERS_H
#define HEADGATE_UPTIME_UPTIME_WRITERS_H

#include "headgate/uptime_report.h"

void hg_uptime_text(const struct hg_uptime *uptime, const struct hg_uptime_style *style,
                    struct hg_sink *sink);
void hg_uptime_markdown(const struct hg_uptime *uptime,
                        const struct hg_uptime_style *style, struct hg_sink *sink);
void hg_uptime_html(const struct hg_uptime *uptime, const struct hg_uptime_style *style,
                    struct hg_sink *sink);
void hg_uptime_page(const struct hg_uptime *uptime, const struct hg_uptime_style *style,
                    struct hg_sink *sink);
void hg_uptime_csv(const struct hg_uptime *uptime, const struct hg_uptime_style *style,
                   struct hg_sink *sink);
void hg_uptime_json(const struct hg_uptime *uptime, const struct hg_uptime_style *style,
                    struct hg_sink *sink);
void hg_uptime_eml(const struct hg_uptime *uptime, const struct hg_uptime_style *style,
                   struct hg_sink *sink);

#endif
