/* SPDX-License-Identifier: LGPL-2.1-or-later */

/*
 * log-appearance-tracker: turns the people on each buffer into appearances.
 *
 * Works forwards and backwards. A jump against the direction of playback, and a
 * change of direction, start another pass, in which everybody on screen begins
 * another appearance.
 */

#pragma once

#include "log-appearance.h"

G_BEGIN_DECLS

typedef struct _CelebrityAppearanceTracker CelebrityAppearanceTracker;

/**
 * CelebrityAppearanceFunc:
 * @appearance: (transfer none): an appearance that just began
 */
typedef void (*CelebrityAppearanceFunc) (const CelebrityAppearance *appearance,
    gpointer user_data);

/**
 * celebrity_appearance_tracker_new:
 * @gap: breaks shorter than this do not end an appearance, ns
 *
 * A break shorter than half a buffer never ends one either, so that timestamps
 * may be rounded.
 *
 * Returns: (transfer full): a tracker that has seen nobody
 */
CelebrityAppearanceTracker *celebrity_appearance_tracker_new (guint64 gap);
void celebrity_appearance_tracker_free (CelebrityAppearanceTracker *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (CelebrityAppearanceTracker,
    celebrity_appearance_tracker_free)

/**
 * celebrity_appearance_tracker_set_begin_func:
 * @on_begin: (nullable): called for each appearance that begins
 * @user_data: for @on_begin
 */
void celebrity_appearance_tracker_set_begin_func (
    CelebrityAppearanceTracker *self, CelebrityAppearanceFunc on_begin,
    gpointer user_data);

/**
 * celebrity_appearance_tracker_add:
 * @interval: when the buffer is on screen
 * @people: (nullable) (element-type CelebrityLogPerson): who is on the buffer
 * @ended: (element-type CelebrityAppearance) (inout): receives the appearances
 *   that ended, finished and sorted by start
 */
void celebrity_appearance_tracker_add (CelebrityAppearanceTracker *self,
    const CelebrityInterval *interval, const GArray *people, GPtrArray *ended);

/**
 * celebrity_appearance_tracker_end:
 * @ended: (element-type CelebrityAppearance) (inout): as above
 *
 * Ends all open appearances.
 */
void celebrity_appearance_tracker_end (CelebrityAppearanceTracker *self,
    GPtrArray *ended);

/**
 * celebrity_appearance_tracker_drop:
 *
 * Discards all open appearances and the time of the last buffer.
 */
void celebrity_appearance_tracker_drop (CelebrityAppearanceTracker *self);

/**
 * celebrity_appearance_tracker_get_first_start:
 *
 * Returns: the earliest start of an open appearance, ns; GST_CLOCK_TIME_NONE if
 *   none is open
 */
guint64 celebrity_appearance_tracker_get_first_start (
    const CelebrityAppearanceTracker *self);

/**
 * celebrity_appearance_tracker_get_max_kept:
 *
 * Returns: the largest number of samples that an open appearance keeps
 */
guint celebrity_appearance_tracker_get_max_kept (
    const CelebrityAppearanceTracker *self);

/**
 * celebrity_appearance_tracker_is_monotonic:
 *
 * Returns: whether time has only moved forwards since the first person; if not,
 *   an appearance may begin before one that began earlier in playback
 */
gboolean celebrity_appearance_tracker_is_monotonic (
    const CelebrityAppearanceTracker *self);

G_END_DECLS
