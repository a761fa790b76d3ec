/* SPDX-License-Identifier: MIT */
/* example: the files in reports/, which tests hold to what is written. */
#ifndef HEADGATE_TESTS_REPORT_EXAMPLE_H
#define HEADGATE_TESTS_REPORT_EXAMPLE_H

/* The text is that of the file `name` in reports/, byte for byte. With
 * HEADGATE_UPDATE_EXAMPLES in the environment the file is written first. */
void check_example(const char *name, const char *actual);

#endif
