# SPDX-License-Identifier: MIT
set(sources suites.c address.c baseline.c condition.c field.c fixture.c gate.c idn.c judge.c method.c outcome.c
    pattern.c policy.c reply.c result.c run.c statuses.c summary.c url.c url_resolve.c waiver.c)
