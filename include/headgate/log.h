/* SPDX-License-Identifier: MIT */
/* log: the only writer to standard error, but for hg_memory_exhausted(). Each call is one write(2), so
 * lines never mix.
 * Thread-safe; keeps no state; failures to write are ignored. */
#ifndef HEADGATE_LOG_H
#define HEADGATE_LOG_H

#include <stddef.h>

/* "headgate: error: ...", "headgate: warning: ...", "headgate: ..." and a newline. */
void hg_log_error(const char *format, ...) __attribute__((format(printf, 1, 2)));
void hg_log_warning(const char *format, ...) __attribute__((format(printf, 1, 2)));
void hg_log_note(const char *format, ...) __attribute__((format(printf, 1, 2)));
/* The text as it is but for commands to CI services (headgate/ci_command.h), for the progress bar and
 * for messages that start with a source location. */
void hg_log_raw(const char *text, size_t len);

#endif
