/* SPDX-License-Identifier: LGPL-2.1-or-later */

/*
 * rek-presence: one person of a track at one time. The type itself, which
 * others read, is in rek-timeline.h; this is for who makes one.
 */

#pragma once

#include "rek-cursor.h"

G_BEGIN_DECLS

/**
 * rek_presence_init:
 * @presence: (out caller-allocates): what to fill
 * @index: of the track's last detection at or before the time; it must be on
 */
void rek_presence_init (RekPresence *presence, const RekTrack *track,
    guint index, const RekMoment *moment);

G_END_DECLS
