/* SPDX-License-Identifier: MIT */
/* history_findings: each finding in a paragraph, with the command that puts it right where there is one. */
#include "app/history_findings.h"

#include <inttypes.h>

#include "headgate/buf.h"
#include "headgate/units.h"

#include "app/curl.h"

#include "headgate/banned.h"

bool hg_history_findings_has_any(const struct hg_history_check *check)
{
    return check->damage != NULL || check->hours.count > 0 || check->days.count > 0 ||
           check->future_count > 0;
}

static void write_command(const char *file, const char *sql, struct hg_sink *sink)
{
    struct hg_buf command;
    hg_buf_init(&command);
    hg_buf_add_text(&command, "sqlite3");
    hg_curl_add_word(&command, file);
    hg_curl_add_word(&command, sql);
    hg_sink_printf(sink, "    %s\n", command.data);
    hg_buf_release(&command);
}

static void write_damage(const struct hg_history_check *check, struct hg_sink *sink)
{
    hg_sink_printf(
        sink,
        "damaged: %s\n    Move the file away, and try `.recover` of sqlite3 to "
        "rescue the data.\n",
        check->damage);
}

/* The begin of the day of the earliest one: days are made from hours. */
static int64_t first_day_ms(const struct hg_history_check *check)
{
    int64_t first_ms = INT64_MAX;
    if (check->hours.count > 0)
        first_ms = check->hours.first_us / HG_US_PER_MS;
    if (check->days.count > 0 && check->days.first_us / HG_US_PER_MS < first_ms)
        first_ms = check->days.first_us / HG_US_PER_MS;
    return first_ms - first_ms % HG_MS_PER_DAY;
}

static void write_wrong(const struct hg_history_reader *reader,
                        const struct hg_wrong_rollups *wrong, const char *what,
                        const char *source, struct hg_sink *sink)
{
    char time[HG_ZONE_TIME_SIZE];
    if (wrong->count == 0)
        return;
    hg_history_reader_format_time(reader, wrong->first_us, time);
    hg_sink_printf(sink,
                   "wrong: %" PRId64 " %s%s not what the %s say, the first one of \"%s\" "
                   "at %s\n",
                   wrong->count, what, wrong->count == 1 ? " is" : "s are", source,
                   wrong->target, time);
}

static void write_rollups(const struct hg_history_reader *reader,
                          const struct hg_history_check *check, struct hg_sink *sink)
{
    struct hg_buf sql;
    if (check->hours.count == 0 && check->days.count == 0)
        return;
    write_wrong(reader, &check->hours, "hour", "results", sink);
    write_wrong(reader, &check->days, "day", "hours", sink);
    const int64_t since_ms = first_day_ms(check);
    if (since_ms * HG_US_PER_MS < check->raw_us) {
        hg_sink_text(sink, "    Reports of that time are wrong; its results are gone: "
                           "restore the file from a backup.\n");
        return;
    }
    hg_sink_text(sink, "    Reports of that time are wrong. This has the next run make "
                       "them again from the results:\n");
    hg_buf_init(&sql);
    hg_history_write_remake(since_ms * HG_US_PER_MS, &sql);
    write_command(reader->config.settings.history.file, sql.data, sink);
    hg_buf_release(&sql);
}

static void write_future(const struct hg_history_reader *reader,
                         const struct hg_history_check *check, struct hg_sink *sink)
{
    char time[HG_ZONE_TIME_SIZE];
    if (check->future_count == 0)
        return;
    hg_history_reader_format_time(reader, check->future_us, time);
    hg_sink_printf(sink,
                   "future: %" PRId64 " run%s later than now, up to %s: a clock was "
                   "wrong, or is\n    Set the clock right. These runs count once their "
                   "time has come, and change nothing until then; to be rid of them, "
                   "restore the file from a backup.\n",
                   check->future_count, check->future_count == 1 ? " is" : "s are", time);
}

void hg_history_findings_write(const struct hg_history_reader *reader,
                               const struct hg_history_check *check, struct hg_sink *sink)
{
    if (check->damage != NULL) {
        write_damage(check, sink);
        return;
    }
    hg_sink_printf(sink, "%" PRId64 " run%s, %" PRId64 " target%s%s\n", check->run_count,
                   check->run_count == 1 ? "" : "s", check->target_count,
                   check->target_count == 1 ? "" : "s",
                   hg_history_findings_has_any(check) ? "" : ": nothing is wrong");
    write_rollups(reader, check, sink);
    write_future(reader, check, sink);
}
