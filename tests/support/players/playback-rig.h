/* SPDX-License-Identifier: LGPL-2.1-or-later */

/*
 * playback-rig: an application that plays films with the project's elements,
 * and checks the metas of each picture.
 *
 * State that streaming threads change is guarded by a lock; the rest belongs to
 * the test's thread.
 */

#pragma once

#include "local-endpoint.h"
#include "support/players/playback-shown.h"

G_BEGIN_DECLS

typedef struct _PlaybackRig PlaybackRig;

/**
 * PlaybackPrepare:
 *
 * Prepares the player before it starts.
 */
typedef void (*PlaybackPrepare) (PlaybackRig *rig, gpointer user_data);

/**
 * PlaybackRig:
 * @folder: folder for films
 * @endpoint: has the job of film 0; started by playback_rig_load()
 * @model: the people on film 0
 * @description: (nullable): launch line of playback_rig_load()
 * @prepare: (nullable): to be set before playback_rig_load()
 * @prepare_data: for @prepare
 * @pipeline: (nullable): from playback_rig_load() on
 * @bus: (nullable): its bus
 * @watched: (nullable): name of the element whose buffers are checked
 * @lock: guards @shown, @n_segments and @has_begun
 * @changed: signalled when one of them changes
 * @shown: (element-type PlaybackShown): since the last flush
 * @n_segments: number of a looping player's segments that ended there since the
 *   last flush
 * @has_begun: whether a stream has reached the element
 * @n_warnings: warnings of the element that playback_rig_wait() saw
 * @n_earlier_requests: number of requests before the player started
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
 * Calls playback_rig_stop() and frees everything.
 */
void playback_rig_clear (PlaybackRig *rig);

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (PlaybackRig, playback_rig_clear)

/**
 * playback_rig_describe:
 * @launch: a launch line
 * @uri: (nullable): URI of a film
 *
 * Starts the endpoint if it is not running.
 *
 * Returns: (transfer full): @launch, with URI replaced by @uri, and CELEBRITIES
 *   by a rekognitioncelebrity named "celebrities" that can fetch the job
 */
char *playback_rig_describe (PlaybackRig *rig, const char *launch,
    const char *uri);

/**
 * playback_rig_load:
 * @launch: a launch line for playback_rig_describe(); the buffers of its
 *   element "sink" are checked
 */
void playback_rig_load (PlaybackRig *rig, const char *launch, const char *uri);

/**
 * playback_rig_take:
 * @pipeline: (transfer full): the player
 * @watched: (not copied): name of the element whose output (input, if it is a
 *   sink) is checked
 */
void playback_rig_take (PlaybackRig *rig, GstElement *pipeline,
    const char *watched);

/**
 * playback_rig_set_state:
 *
 * Sets the state, which may be reached later; the test fails if it cannot be
 * set.
 */
void playback_rig_set_state (PlaybackRig *rig, GstState state);

/**
 * playback_rig_wait:
 * @types: messages to wait for
 *
 * The test fails on an error, or if no such message arrives within 20 seconds.
 *
 * Returns: the type of the message that arrived
 */
GstMessageType playback_rig_wait (PlaybackRig *rig, GstMessageType types);

/**
 * playback_rig_wait_for_segments:
 *
 * Waits until @n segments have ended at the watched element. (The demuxer posts
 * SEGMENT_DONE before everything is shown.)
 */
void playback_rig_wait_for_segments (PlaybackRig *rig, guint n);

/**
 * playback_rig_wait_for_shown:
 *
 * Waits until @n buffers were shown since the last flush.
 */
void playback_rig_wait_for_shown (PlaybackRig *rig, guint n);

/**
 * playback_rig_forget_stop:
 *
 * To be called after the player has stopped. If pads are removed while a buffer
 * passes, streamsynchronizer (1.22 to 1.28) returns an error, which a demuxer
 * posts: such a message is dropped. Any other error fails the test.
 */
void playback_rig_forget_stop (PlaybackRig *rig);

/**
 * playback_rig_begin:
 *
 * Goes to PAUSED and waits until a stream reaches the element. On busy machines
 * playbin3, with any filter, occasionally gets stuck before that: it is then
 * recreated.
 */
void playback_rig_begin (PlaybackRig *rig);

/**
 * playback_rig_preroll:
 *
 * Like playback_rig_begin(), and waits until the player is in PAUSED.
 */
void playback_rig_preroll (PlaybackRig *rig);

/**
 * playback_rig_stop:
 *
 * Goes to NULL; the test fails if that takes a second or more.
 */
void playback_rig_stop (PlaybackRig *rig);

/**
 * playback_rig_count_requests:
 *
 * Returns: number of requests to the endpoint since the player started
 */
guint64 playback_rig_count_requests (PlaybackRig *rig);

/**
 * playback_rig_check_all:
 * @is_drawn: whether the pipeline has the overlay
 *
 * Checks all shown buffers; the test fails if one is wrong.
 */
void playback_rig_check_all (PlaybackRig *rig, gboolean is_drawn);

/**
 * playback_rig_get_shown:
 *
 * To be called while no data flows.
 *
 * Returns: (transfer none): the shown buffer number @index, from 0
 */
const PlaybackShown *playback_rig_get_shown (PlaybackRig *rig, guint index);

G_END_DECLS
