/* SPDX-License-Identifier: MIT */
/* option: all options in sections, as people read them: in --help, the man page and completion. */
#ifndef HEADGATE_APP_OPTION_H
#define HEADGATE_APP_OPTION_H

#include <stddef.h>

struct hg_option_text {
    const char *name;     /* long, without dashes; NULL: none */
    char letter;          /* 0: none */
    const char *argument; /* NULL: none */
    const char *summary;
    const char *default_text; /* the default; NULL: none worth telling */
    const char *key;          /* path in the configuration; NULL: none */
};

size_t hg_option_section_count(void);
const char *hg_option_section_title(size_t section);
/* Call `take` with each option of a section, in the order of the tables. */
void hg_option_each(size_t section,
                    void (*take)(const struct hg_option_text *option, void *context),
                    void *context);
/* "-j, --workers NUMBER". */
void hg_option_label(const struct hg_option_text *option, char *out, size_t size);

#endif
