/* SPDX-License-Identifier: MIT */
/* job_summary: the file that a service shows beside a job, to which each step appends Markdown. */
#ifndef HEADGATE_APP_JOB_SUMMARY_H
#define HEADGATE_APP_JOB_SUMMARY_H

#include "headgate/error.h"
#include "headgate/run.h"

/* Append the run as Markdown to the file that the variable names; nothing where `variable` is NULL, or not set. A file
 * that would be too large for the service stays as it is, with a warning: GitHub shows nothing of one with more than a
 * MiB. -1 when it can't be written. */
int hg_job_summary_append(const char *variable, const struct hg_run *run,
                          struct hg_error *err) __attribute__((warn_unused_result));

#endif
