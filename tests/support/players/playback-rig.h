/* SPDX-License-Identifier: LGPL-2.1-or-later */

/*
 * playback-rig: an application that plays films with the elements in it, and
 * sees of each picture whether what is attached to it is right.
 *
 * What comes in the stream's threads has a lock; the rest belongs to the test.
 */

#pragma once

#include "local-endpoint.h"
#include "support/players/playback-shown.h"

G_BEGIN_DECLS

typedef struct _PlaybackRig PlaybackRig;

/**
 * PlaybackPrepare:
 *
 * Does to the player what is to be done before it begins.
 */
typedef void (*PlaybackPrepare) (PlaybackRig *rig, gpointer user_data);

/**
 * PlaybackRig:
 * @folder: for films
 * @endpoint: has film 0's job; not started before playback_rig_load()
 * @model: who is on film 0
 * @description: (nullable): what playback_rig_load() was given
 * @prepare: (nullable): to be set before playback_rig_load()
 * @prepare_data: for @prepare
 * @pipeline: (nullable): from playback_rig_load() on
 * @bus: (nullable): its bus
 * @watched: (nullable): name of the element where it is looked
 * @lock: guards @shown, @n_segments and @has_begun
 * @changed: something happened to them
 * @shown: (element-type PlaybackShown): since the last flush
 * @n_segments: how many of a looping player's segments are over, there, since
 *   the last flush
 * @has_begun: a stream came to the element
 * @n_warnings: warnings of the element that playback_rig_wait() saw
 * @n_earlier_requests: requests before the player began
 */
struct _PlaybackRig {
  TemporaryFolder *folder;
  LocalEndpoint *endpoint;
  RekModel *model;
  char *description;
  PlaybackPrepare prepare;
  gpointer prepare_data;
  GstElement *pipeline;
  GstBus *bus;
  const char *watched;
  GMutex lock;
  GCond changed;
  GPtrArray *shown;
  guint n_segments;
  gboolean has_begun;
  guint n_warnings;
  guint64 n_earlier_requests;
};

void playback_rig_init (PlaybackRig *rig);

/**
 * playback_rig_clear:
 *
 * As playback_rig_stop(), and frees everything.
 */
void playback_rig_clear (PlaybackRig *rig);

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (PlaybackRig, playback_rig_clear)

/**
 * playback_rig_describe:
 * @launch: a launch line
 * @uri: (nullable): a film's
 *
 * Starts the endpoint if need be.
 *
 * Returns: (transfer full): @launch with @uri for URI, and the element with
 *   what it needs to fetch the job, named "celebrities", for CELEBRITIES
 */
char *playback_rig_describe (PlaybackRig *rig, const char *launch,
    const char *uri);

/**
 * playback_rig_load:
 * @launch: a launch line for playback_rig_describe(); what passes the element
 *   "sink" is what is shown
 */
void playback_rig_load (PlaybackRig *rig, const char *launch, const char *uri);

/**
 * playback_rig_take:
 * @pipeline: (transfer full): what plays
 * @watched: (not copied): name of the element behind which, or before which
 *   where it is a sink, is looked
 */
void playback_rig_take (PlaybackRig *rig, GstElement *pipeline,
    const char *watched);

/**
 * playback_rig_set_state:
 *
 * The test fails where the state can't be had; it may come later.
 */
void playback_rig_set_state (PlaybackRig *rig, GstState state);

/**
 * playback_rig_wait:
 * @types: which messages to wait for
 *
 * The test fails at an error, and where none comes within 20 seconds.
 *
 * Returns: the type of the one that came
 */
GstMessageType playback_rig_wait (PlaybackRig *rig, GstMessageType types);

/**
 * playback_rig_wait_for_segments:
 *
 * The message SEGMENT_DONE comes from the demuxer, before everything is shown.
 * This waits until the end of @n segments came to where it is.
 */
void playback_rig_wait_for_segments (PlaybackRig *rig, guint n);

/**
 * playback_rig_wait_for_shown:
 *
 * Waits until @n buffers are shown since the last flush.
 */
void playback_rig_wait_for_shown (PlaybackRig *rig, guint n);

/**
 * playback_rig_forget_stop:
 *
 * To be called once the player has stopped. Its streamsynchronizer (1.22 to
 * 1.28) answers with an error where its pads go while a buffer passes, and a
 * demuxer tells that: such a message is dropped. Any other error fails.
 */
void playback_rig_forget_stop (PlaybackRig *rig);

/**
 * playback_rig_begin:
 *
 * Goes to PAUSED and waits until a stream comes to the element. On busy
 * machines playbin3 now and then gets stuck before that, whatever its filter
 * is: then another one is made.
 */
void playback_rig_begin (PlaybackRig *rig);

/**
 * playback_rig_preroll:
 *
 * As playback_rig_begin(), and waits until the player is in PAUSED.
 */
void playback_rig_preroll (PlaybackRig *rig);

/**
 * playback_rig_stop:
 *
 * Goes to NULL; the test fails where that takes a second.
 */
void playback_rig_stop (PlaybackRig *rig);

/**
 * playback_rig_count_requests:
 *
 * Returns: how often the endpoint was asked since the player began
 */
guint64 playback_rig_count_requests (PlaybackRig *rig);

/**
 * playback_rig_check_all:
 * @is_drawn: whether the overlay is there
 *
 * The test fails where something that was shown is wrong.
 */
void playback_rig_check_all (PlaybackRig *rig, gboolean is_drawn);

/**
 * playback_rig_get_shown:
 *
 * To be called when nothing flows.
 *
 * Returns: (transfer none): what came as number @index
 */
const PlaybackShown *playback_rig_get_shown (PlaybackRig *rig, guint index);

G_END_DECLS
