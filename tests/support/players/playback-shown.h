/* SPDX-License-Identifier: LGPL-2.1-or-later */

/*
 * playback-shown: a frame that was shown, with its metas, and checks of them.
 */

#pragma once

#include "support/players/playback-film.h"

G_BEGIN_DECLS

/**
 * PlaybackShown:
 * @picture: content of the picture
 * @stream_time: stream time of the buffer, in ns
 * @duration: duration of the buffer, or of a frame of the film if it has none,
 *   in ns
 * @record: (nullable): the CelebrityMeta
 * @n_regions: number of regions of interest
 *
 * A buffer that was shown.
 */
typedef struct {
  PlaybackPicture picture;
  GstClockTime stream_time;
  GstClockTime duration;
  GstStructure *record;
  guint n_regions;
} PlaybackShown;

/**
 * playback_shown_new:
 * @pad: the pad that @buffer passes
 *
 * Returns: (transfer full) (nullable): NULL if it is not a frame of a film but
 *   the black between clips of a timeline
 */
PlaybackShown *playback_shown_new (GstPad *pad, GstBuffer *buffer);

/**
 * playback_shown_free:
 * @data: (transfer full): a PlaybackShown
 */
void playback_shown_free (gpointer data);

/**
 * playback_shown_check:
 * @model: who is on film 0
 *
 * The test fails if the metas do not match the picture, or if the record's time
 * is not the picture's.
 */
void playback_shown_check (const PlaybackShown *shown, const RekModel *model);

/**
 * playback_shown_check_drawing:
 * @model: who is on film 0
 *
 * The test fails if something is drawn on a picture without people, or nothing
 * on a picture with people.
 */
void playback_shown_check_drawing (const PlaybackShown *shown,
    const RekModel *model);

G_END_DECLS
