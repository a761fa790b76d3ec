# SPDX-License-Identifier: MIT
set(sources suites.c address.c body.c field.c fixture.c gate.c idn.c json.c judge.c judge_expect.c media.c method.c
    outcome.c pattern.c policy.c reply.c result.c run.c statuses.c summary.c url.c url_resolve.c
    wall.c)
