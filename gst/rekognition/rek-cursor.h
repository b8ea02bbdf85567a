/* SPDX-License-Identifier: LGPL-2.1-or-later */

/*
 * rek-cursor: a place in a timeline that moves with the stream.
 *
 * Going forwards costs O(people on screen) a step, amortised; going elsewhere
 * O(people * log n). What it answers depends on the time alone, not on how it
 * got there.
 */

#pragma once

#include "rek-timeline.h"

G_BEGIN_DECLS

/**
 * RekMoment:
 * @time: stream time, ns; may be negative (nobody is on then)
 * @frame_duration: how long one frame lasts, ns: a detection counts as
 *   detected less than this after its Timestamp
 * @interpolate: move boxes between detections
 * @box: which box is shown, for the state
 *
 * What is asked of a cursor.
 */
typedef struct {
  gint64 time;
  guint64 frame_duration;
  gboolean interpolate;
  RekBoxChoice box;
} RekMoment;

typedef struct _RekCursor RekCursor;

/**
 * rek_cursor_new:
 * @timeline: a reference is kept
 *
 * Belongs to one thread at a time.
 *
 * Returns: (transfer full): a cursor at no time yet
 */
RekCursor *rek_cursor_new (RekTimeline *timeline);

void rek_cursor_free (RekCursor *cursor);

/**
 * rek_cursor_look:
 * @moment: when and how
 * @n_people: (out): how many are on screen
 *
 * Returns: (transfer none) (nullable) (array length=n_people): who is on
 *   screen, by track id; NULL for nobody; good until the next call
 */
const RekPresence *rek_cursor_look (RekCursor *cursor, const RekMoment *moment,
    guint *n_people);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (RekCursor, rek_cursor_free)

G_END_DECLS
