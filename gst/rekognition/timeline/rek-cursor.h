/* SPDX-License-Identifier: LGPL-2.1-or-later */

/*
 * rek-cursor: looks up who is on screen, at a position in a timeline that moves
 * with the stream.
 *
 * A step forwards costs O(people on screen), amortised; any other move
 * O(people * log n). The answer depends only on the lookup, not on those before
 * it.
 */

#pragma once

#include "timeline/rek-presence.h"

G_BEGIN_DECLS

typedef struct _RekCursor RekCursor;

/**
 * rek_cursor_new:
 * @timeline: a reference is kept
 *
 * A cursor belongs to one thread at a time.
 *
 * Returns: (transfer full): a cursor
 */
RekCursor *rek_cursor_new (RekTimeline *timeline);

void rek_cursor_free (RekCursor *cursor);

/**
 * rek_cursor_lookup:
 * @lookup: what to look up
 * @n_people: (out): how many are on screen
 *
 * Returns: (transfer none) (nullable) (array length=n_people): who is on
 *   screen, by track id; NULL if nobody is; valid until the next call
 */
const RekPresence *rek_cursor_lookup (RekCursor *cursor,
    const RekLookup *lookup, guint *n_people);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (RekCursor, rek_cursor_free)

G_END_DECLS
