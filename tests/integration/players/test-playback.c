/* SPDX-License-Identifier: LGPL-2.1-or-later */

/* The elements in players: every shown picture has the film's people at that
 * time, the job is fetched once, and players stop at once. */

#include <string.h>

#include "support/element/element-rig.h"
#include "support/players/playback-rig.h"

#define FILTER "video-filter=\"CELEBRITIES ! celebrityoverlay\""
#define SINKS \
  "video-sink=\"fakesink name=sink sync=false\" " \
  "audio-sink=\"fakesink sync=false\""

/* @restarts: whether it can play again from READY. A launch line links to pads
 * that are added later only once. */
typedef struct {
  const char *name;
  const char *launch;
  PlaybackFormat format;
  gboolean restarts;
} Row;

static const Row players[] = {
  { "playbin/webm", "playbin uri=URI " FILTER " " SINKS, PLAYBACK_FORMAT_WEBM,
      TRUE },
  { "playbin/avi", "playbin uri=URI " FILTER " " SINKS, PLAYBACK_FORMAT_AVI,
      TRUE },
  { "playbin3/webm", "playbin3 uri=URI " FILTER " " SINKS, PLAYBACK_FORMAT_WEBM,
      TRUE },
  { "playbin3/mov", "playbin3 uri=URI " FILTER " " SINKS, PLAYBACK_FORMAT_MOV,
      TRUE },
  { "uridecodebin3",
      "uridecodebin3 uri=URI name=film ! videoconvert ! CELEBRITIES ! "
      "celebrityoverlay ! videoconvert ! fakesink name=sink sync=false "
      "film. ! audioconvert ! fakesink sync=false",
      PLAYBACK_FORMAT_WEBM, FALSE },
};

static void
load (PlaybackRig *rig, const Row *row)
{
  g_autofree char *uri = playback_film_make (rig->folder, row->format, 0);

  playback_rig_load (rig, row->launch, uri);
}

static void
assert_whole_film (PlaybackRig *rig)
{
  g_assert_cmpuint (rig->shown->len, ==, PLAYBACK_FILM_N_FRAMES);
  for (guint i = 0; i < rig->shown->len; i++)
    g_assert_cmpuint (playback_rig_get_shown (rig, i)->picture.frame, ==, i);
  playback_rig_check_all (rig, TRUE);
  g_assert_cmpuint (playback_rig_count_requests (rig), ==,
      PLAYBACK_FILM_N_PAGES);
  g_assert_cmpuint (rig->n_warnings, ==, 0);
}

static void
play (PlaybackRig *rig)
{
  playback_rig_begin (rig);
  playback_rig_set_state (rig, GST_STATE_PLAYING);
  playback_rig_wait (rig, GST_MESSAGE_EOS);
}

static void
test_plays (gconstpointer data)
{
  g_auto (PlaybackRig) rig = { 0 };

  playback_rig_init (&rig);
  load (&rig, data);
  play (&rig);
  assert_whole_film (&rig);
}

/* The first answer is delayed. */
static void
delay_fetch (PlaybackRig *rig)
{
  g_autoptr (GError) error = NULL;

  local_endpoint_add_fault (rig->endpoint, "delay:500@1", &error);
  g_assert_no_error (error);
}

static void
await_request (PlaybackRig *rig)
{
  g_assert_true (local_endpoint_wait_for_requests (rig->endpoint, 1,
      20 * G_USEC_PER_SEC * element_rig_get_patience ()));
}

static void
test_paused_while_fetching (gconstpointer data)
{
  static const GstState states[] = { GST_STATE_PLAYING, GST_STATE_PAUSED,
    GST_STATE_PLAYING, GST_STATE_PAUSED };
  g_auto (PlaybackRig) rig = { 0 };

  playback_rig_init (&rig);
  delay_fetch (&rig);
  load (&rig, data);
  playback_rig_begin (&rig);
  await_request (&rig);
  for (gsize i = 0; i < G_N_ELEMENTS (states); i++)
    playback_rig_set_state (&rig, states[i]);
  playback_rig_wait (&rig, GST_MESSAGE_ASYNC_DONE);
  playback_rig_set_state (&rig, GST_STATE_PLAYING);
  playback_rig_wait (&rig, GST_MESSAGE_EOS);
  assert_whole_film (&rig);
}

/* Whatever the network does, READY is reached at once, and the player can start
 * again after that. */
static void
test_stopped_while_fetching (gconstpointer data)
{
  const Row *row = data;
  g_auto (PlaybackRig) rig = { 0 };
  gint64 start;

  playback_rig_init (&rig);
  local_endpoint_add_fault (rig.endpoint, "hang@1", NULL);
  load (&rig, row);
  playback_rig_begin (&rig);
  playback_rig_set_state (&rig, GST_STATE_PLAYING);
  await_request (&rig);

  start = g_get_monotonic_time ();
  playback_rig_set_state (&rig, GST_STATE_READY);
  g_assert_cmpint (g_get_monotonic_time () - start, <,
      G_USEC_PER_SEC * element_rig_get_patience ());
  playback_rig_forget_stop (&rig);
  g_assert_cmpuint (rig.shown->len, ==, 0);
  if (!row->restarts)
    return;

  local_endpoint_reset (rig.endpoint);
  play (&rig);
  playback_rig_check_all (&rig, TRUE);
  g_assert_cmpuint (rig.shown->len, ==, PLAYBACK_FILM_N_FRAMES);
}

/* @format: with sound, the two streams of a playbin, with any filter, may
 * deadlock if they end at the same time. @next: the following film; 0: the same
 * again. @n_warnings: 1 if it is another film. */
typedef struct {
  const char *name;
  const char *launch;
  PlaybackFormat format;
  guint next;
  guint n_warnings;
} GaplessRow;

#define CONCAT \
  "concat name=films ! CELEBRITIES ! celebrityoverlay ! " \
  "fakesink name=sink sync=false " \
  "uridecodebin uri=URI ! videoconvert ! video/x-raw,format=I420 ! films. " \
  "uridecodebin uri=NEXT ! videoconvert ! video/x-raw,format=I420 ! films."

static const GaplessRow gapless[] = {
  { "playbin/next", "playbin uri=URI " FILTER " " SINKS, PLAYBACK_FORMAT_AVI, 1,
      1 },
  { "playbin/again", "playbin uri=URI " FILTER " " SINKS, PLAYBACK_FORMAT_AVI,
      0, 0 },
  { "playbin3/next", "playbin3 uri=URI " FILTER " " SINKS, PLAYBACK_FORMAT_MOV,
      1, 1 },
  { "playbin3/again", "playbin3 uri=URI " FILTER " " SINKS, PLAYBACK_FORMAT_MOV,
      0, 0 },
  { "concat/next", CONCAT, PLAYBACK_FORMAT_WEBM, 1, 1 },
  { "concat/again", CONCAT, PLAYBACK_FORMAT_WEBM, 0, 0 },
};

/* @uri: URI of the following film. @is_set: whether the player has it. */
typedef struct {
  const char *uri;
  gboolean is_set;
} Next;

static void
play_next (GstElement *playbin, gpointer user_data)
{
  Next *next = user_data;

  if (!next->is_set)
    g_object_set (playbin, "uri", next->uri, NULL);
  next->is_set = TRUE;
}

static void
prepare_next (PlaybackRig *rig, gpointer user_data)
{
  if (g_signal_lookup ("about-to-finish", G_OBJECT_TYPE (rig->pipeline)) != 0)
    g_signal_connect (rig->pipeline, "about-to-finish", G_CALLBACK (play_next),
        user_data);
}

static void
test_gapless (gconstpointer data)
{
  const GaplessRow *row = data;
  g_auto (PlaybackRig) rig = { 0 };
  g_autofree char *uri = NULL;
  g_autofree char *next = NULL;
  GString *launch = g_string_new (row->launch);
  Next follows = { NULL, FALSE };

  playback_rig_init (&rig);
  uri = playback_film_make (rig.folder, row->format, 0);
  next = row->next == 0
      ? g_strdup (uri)
      : playback_film_make (rig.folder, row->format, row->next);
  g_string_replace (launch, "NEXT", next, 0);
  rig.prepare = prepare_next;
  rig.prepare_data = &follows;
  follows.uri = next;
  playback_rig_load (&rig, launch->str, uri);
  g_string_free (launch, TRUE);
  play (&rig);
  g_assert_cmpuint (rig.shown->len, ==, 2 * PLAYBACK_FILM_N_FRAMES);
  for (guint i = 0; i < rig.shown->len; i++) {
    const PlaybackShown *shown = playback_rig_get_shown (&rig, i);

    g_assert_cmpuint (shown->picture.film, ==,
        i < PLAYBACK_FILM_N_FRAMES ? 0 : row->next);
    g_assert_cmpuint (shown->picture.frame, ==, i % PLAYBACK_FILM_N_FRAMES);
  }
  playback_rig_check_all (&rig, TRUE);
  g_assert_cmpuint (rig.n_warnings, ==, row->n_warnings);
  g_assert_cmpuint (playback_rig_count_requests (&rig), ==,
      PLAYBACK_FILM_N_PAGES);
}

static void
set_filter (PlaybackRig *rig, gpointer user_data G_GNUC_UNUSED)
{
  g_autofree char *description =
      playback_rig_describe (rig, "CELEBRITIES ! celebrityoverlay", NULL);
  GstElement *names = gst_parse_bin_from_description (description, TRUE, NULL);

  g_object_set (rig->pipeline, "video-filter", names, NULL);
}

/* Sets the filter as a property, as an application does. */
static void
test_property (void)
{
  g_auto (PlaybackRig) rig = { 0 };
  g_autofree char *uri = NULL;

  playback_rig_init (&rig);
  rig.prepare = set_filter;
  uri = playback_film_make (rig.folder, PLAYBACK_FORMAT_AVI, 0);
  playback_rig_load (&rig, "playbin3 uri=URI " SINKS, uri);
  play (&rig);
  assert_whole_film (&rig);
}

/* Checks the shown frames from frame @first on. */
typedef struct {
  guint first;
  const char *caps;
} SizeChange;

static const SizeChange changes[] = {
  { 0, "video/x-raw,format=I420,width=160,height=96" },
  { 20, "video/x-raw,format=I420,width=320,height=192" },
  { 60, "video/x-raw,format=GRAY8,width=640,height=384" },
  { 61, "video/x-raw,format=NV12,width=96,height=58" },
  { 100, "video/x-raw,format=Y444,width=480,height=288" },
};

static GstPadProbeReturn
change_size (GstPad *pad, GstPadProbeInfo *info, gpointer user_data)
{
  GstBuffer *buffer = GST_PAD_PROBE_INFO_BUFFER (info);

  (void) pad;
  for (gsize i = 0; i < G_N_ELEMENTS (changes); i++) {
    g_autoptr (GstCaps) caps = gst_caps_from_string (changes[i].caps);

    if (GST_BUFFER_PTS (buffer) == playback_film_get_time (changes[i].first))
      g_object_set (user_data, "caps", caps, NULL);
  }
  return GST_PAD_PROBE_OK;
}

/* A stream whose frames change their size and format. */
static void
test_sizes (void)
{
  g_auto (PlaybackRig) rig = { 0 };
  g_autoptr (GstElement) painted = NULL;
  g_autoptr (GstElement) size = NULL;
  g_autoptr (GstPad) pad = NULL;
  guint n_sizes = 0;

  playback_rig_init (&rig);
  playback_rig_load (&rig,
      "videotestsrc pattern=solid-color foreground-color=0xff808080 "
      "num-buffers=150 ! video/x-raw,format=I420,width=160,height=96,"
      "framerate=25/1 ! identity name=painted ! videoconvert ! videoscale ! "
      "capsfilter name=size ! CELEBRITIES ! celebrityoverlay ! "
      "fakesink name=sink sync=false",
      NULL);
  painted = gst_bin_get_by_name (GST_BIN (rig.pipeline), "painted");
  size = gst_bin_get_by_name (GST_BIN (rig.pipeline), "size");
  pad = gst_element_get_static_pad (painted, "src");
  playback_film_paint (pad, 0);
  gst_pad_add_probe (pad, GST_PAD_PROBE_TYPE_BUFFER, change_size, size, NULL);

  play (&rig);
  assert_whole_film (&rig);
  for (guint i = 1; i < rig.shown->len; i++)
    n_sizes += playback_rig_get_shown (&rig, i)->picture.width !=
        playback_rig_get_shown (&rig, i - 1)->picture.width;
  g_assert_cmpuint (n_sizes, ==, G_N_ELEMENTS (changes) - 1);
}

static void
add_rows (const char *kind, const Row *rows, gsize n_rows,
    GTestDataFunc function)
{
  for (gsize i = 0; i < n_rows; i++) {
    g_autofree char *path =
        g_strdup_printf ("/playback/%s/%s", kind, rows[i].name);

    g_test_add_data_func (path, &rows[i], function);
  }
}

int
main (int argc, char **argv)
{
  element_rig_main (&argc, &argv);

  add_rows ("plays", players, G_N_ELEMENTS (players), test_plays);
  add_rows ("paused-while-fetching", players, G_N_ELEMENTS (players),
      test_paused_while_fetching);
  add_rows ("stopped-while-fetching", players, G_N_ELEMENTS (players),
      test_stopped_while_fetching);
  for (gsize i = 0; i < G_N_ELEMENTS (gapless); i++) {
    g_autofree char *path =
        g_strdup_printf ("/playback/gapless/%s", gapless[i].name);

    g_test_add_data_func (path, &gapless[i], test_gapless);
  }
  g_test_add_func ("/playback/property", test_property);
  g_test_add_func ("/playback/sizes", test_sizes);
  return element_rig_run ();
}
