/* SPDX-License-Identifier: MIT */
/* banned: functions that must not be used, as compile errors. Included last by every source. */
#ifndef HEADGATE_BANNED_H
#define HEADGATE_BANNED_H

#pragma GCC poison strcpy strcat sprintf vsprintf strncpy strncat strtok atoi atol atof  \
    gets
#pragma GCC poison gmtime localtime ctime asctime signal system

#endif
