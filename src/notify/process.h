/* SPDX-License-Identifier: MIT */
/* process: a program that is run for a message, and how it ended. */
#ifndef HEADGATE_NOTIFY_PROCESS_H
#define HEADGATE_NOTIFY_PROCESS_H

#include <stdint.h>

#include "headgate/buf.h"
#include "headgate/cancel.h"

#define HG_PROCESS_WORDS_SIZE 1024

/* Everything is borrowed. */
struct hg_process {
    /* Ends with NULL. The first is the program, looked up in PATH unless it has a slash. */
    char *const *arguments;
    char *const *environment;   /* "NAME=value", ends with NULL */
    const struct hg_buf *input; /* for its standard input */
    const struct hg_cancel *cancel;
    int64_t end_us; /* monotonic: it is ended then */
};

enum hg_process_fate {
    HG_PROCESS_NOT_STARTED, /* `number` is an errno */
    HG_PROCESS_EXITED,      /* `number` is its status */
    HG_PROCESS_KILLED,      /* by the signal `number`, which came from elsewhere */
    HG_PROCESS_LATE,        /* it did not end in time */
    HG_PROCESS_CANCELLED    /* a signal came that ends headgate */
};

struct hg_process_end {
    enum hg_process_fate fate;
    int number;
    /* The beginning of what it wrote to standard error, or to standard output if that was nothing; not clean. */
    char words[HG_PROCESS_WORDS_SIZE];
};

/* Run it in a process group of its own, without descriptors but its standard streams, which are pipes, and without blocked
 * signals. Blocks until it has ended. Then, or when it must end, its group gets SIGTERM, and SIGKILL if anything of it is left
 * a second later. Thread-safe. */
void hg_process_run(const struct hg_process *process, struct hg_process_end *end);

#endif
