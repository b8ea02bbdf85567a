/* SPDX-License-Identifier: LGPL-2.1-or-later */

/*
 * playback-shown: a frame that passed, with what is attached to it, and whether
 * that is right.
 */

#pragma once

#include "support/players/playback-film.h"

G_BEGIN_DECLS

/**
 * PlaybackShown:
 * @picture: what is seen
 * @stream_time: of the buffer, ns
 * @duration: of the buffer, ns, or of a frame of the film
 * @record: (nullable): the CelebrityMeta
 * @n_regions: how many regions of interest there are
 *
 * A buffer that passed.
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
 * @pad: that @buffer passes
 *
 * Returns: (transfer full) (nullable): NULL for what is no frame of a film: the
 *   black between the clips of a timeline
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
 * The test fails where something else is attached than what belongs to the
 * picture, or where the record's time is not the picture's.
 */
void playback_shown_check (const PlaybackShown *shown, const RekModel *model);

/**
 * playback_shown_check_drawing:
 * @model: who is on film 0
 *
 * The test fails where something is drawn on a picture with nobody on it, or
 * nothing on one with somebody.
 */
void playback_shown_check_drawing (const PlaybackShown *shown,
    const RekModel *model);

G_END_DECLS
