/* SPDX-License-Identifier: MIT */
/* certificate_news: certificates at their warning, at their failure, and when they are renewed.
 *
 * DESIGN. What was said is kept with the certificate, not with its targets: a hundred of them that share one are one event
 * for each of the three. A target keeps the certificate that it had trouble with, also while nothing may be said, so
 * that a renewal is told with the first result after it. */
#ifndef HEADGATE_HISTORY_TRACK_CERTIFICATE_NEWS_H
#define HEADGATE_HISTORY_TRACK_CERTIFICATE_NEWS_H

#include <stdbool.h>

#include "headgate/buf.h"
#include "headgate/event.h"

#include "history/store/database.h"

/* Follow the target's next result. Returns whether there is something to say: `event`, without its target, whose reason is
 * the sample's or in `text`. `is_changed` becomes true where the reported state is to be stored. */
bool hg_certificate_news_follow(struct hg_database *database,
                                struct hg_reported *reported,
                                const struct hg_sample *sample, struct hg_buf *text,
                                struct hg_event *event, bool *is_changed);

#endif
