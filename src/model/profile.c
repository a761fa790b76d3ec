/* SPDX-License-Identifier: MIT */
/* profile: sums of phases. */
#include "headgate/profile.h"

#include "headgate/banned.h"

void hg_profile_add_phases(struct hg_profile *profile, const struct hg_phases *phases)
{
    const int32_t all[HG_PROFILE_PHASE_COUNT] = {
        [HG_PROFILE_RESOLVE] = phases->resolve_us,
        [HG_PROFILE_CONNECT] = phases->connect_us,
        [HG_PROFILE_TLS] = phases->tls_us,
        [HG_PROFILE_FIRST_BYTE] = phases->wait_us,
        [HG_PROFILE_TRANSFER] = phases->transfer_us,
    };
    for (size_t i = 0; i < HG_PROFILE_PHASE_COUNT; i++)
        profile->phases_us[i] += all[i] > 0 ? all[i] : 0;
}

int64_t hg_profile_other_us(const struct hg_profile *profile)
{
    int64_t other_us = profile->attempting_us;
    for (size_t i = 0; i < HG_PROFILE_PHASE_COUNT; i++)
        other_us -= profile->phases_us[i];
    return other_us > 0 ? other_us : 0;
}
