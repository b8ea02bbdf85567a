/* SPDX-License-Identifier: LGPL-2.1-or-later */

/* Seeks, loops, other rates and directions: every shown picture has the film's
 * people at that time, and the job is fetched once. */

#include "support/element/element-rig.h"
#include "support/players/playback-rig.h"

#define PLAYER(playbin) \
  playbin " uri=URI video-filter=\"CELEBRITIES ! celebrityoverlay\" " \
          "video-sink=\"fakesink name=sink sync=false\" " \
          "audio-sink=\"fakesink sync=false\""

#define FLUSH GST_SEEK_FLAG_FLUSH
#define ACCURATE (GST_SEEK_FLAG_FLUSH | GST_SEEK_FLAG_ACCURATE)
#define KEY_UNIT (GST_SEEK_FLAG_FLUSH | GST_SEEK_FLAG_KEY_UNIT)
#define NEAREST (GST_SEEK_FLAG_SNAP_NEAREST)
#define SEGMENT (GST_SEEK_FLAG_SEGMENT)
#define TRICK (GST_SEEK_FLAG_TRICKMODE)
#define TRICK_KEY (GST_SEEK_FLAG_TRICKMODE | GST_SEEK_FLAG_TRICKMODE_KEY_UNITS)

#define LAST (PLAYBACK_FILM_N_FRAMES - 1)

static const struct {
  const char *name;
  const char *launch;
} players[] = {
  { "playbin", PLAYER ("playbin") },
  { "playbin3", PLAYER ("playbin3") },
};

static const struct {
  const char *name;
  PlaybackFormat format;
} formats[] = {
  { "webm", PLAYBACK_FORMAT_WEBM },
  { "avi", PLAYBACK_FORMAT_AVI },
  { "mov", PLAYBACK_FORMAT_MOV },
};

/* The seek is to [@start, @stop), in frames. At least @first and @last must be
 * shown, in this order, and with @is_complete every frame between them. @n_loops
 * is the number of repetitions, each by a seek without a flush at the end of
 * the segment. */
typedef struct {
  const char *name;
  double rate;
  GstSeekFlags flags;
  guint start;
  guint stop;
  guint first;
  guint last;
  gboolean is_complete;
  guint n_loops;
} Row;

static const Row rows[] = {
  { "accurate", 1.0, ACCURATE, 73, 150, 73, LAST, TRUE, 0 },
  { "accurate-part", 1.0, ACCURATE, 33, 47, 33, 46, TRUE, 0 },
  { "plain", 1.0, FLUSH, 73, 150, 73, LAST, TRUE, 0 },
  { "key-unit", 1.0, KEY_UNIT, 75, 150, 80, LAST, TRUE, 0 },
  { "key-unit-nearest", 1.0, KEY_UNIT | NEAREST, 78, 150, 80, LAST, TRUE, 0 },
  { "rate-4", 4.0, ACCURATE, 10, 150, 10, LAST, TRUE, 0 },
  { "slow", 0.25, ACCURATE, 10, 150, 10, LAST, TRUE, 0 },
  { "trick", 4.0, ACCURATE | TRICK, 20, 150, 20, 130, FALSE, 0 },
  { "trick-key-units", 8.0, ACCURATE | TRICK_KEY, 20, 150, 20, 120, FALSE, 0 },
  { "reverse", -1.0, ACCURATE, 0, 150, LAST, 0, TRUE, 0 },
  { "reverse-part", -1.0, ACCURATE, 40, 90, 89, 40, TRUE, 0 },
  { "reverse-trick", -4.0, ACCURATE | TRICK_KEY, 0, 150, 140, 0, FALSE, 0 },
  { "segment", 1.0, ACCURATE | SEGMENT, 50, 100, 50, 99, TRUE, 0 },
  { "loop", 1.0, ACCURATE | SEGMENT, 50, 100, 50, 99, TRUE, 3 },
  { "loop-rate-4", 4.0, ACCURATE | SEGMENT, 50, 100, 50, 99, TRUE, 3 },
  { "loop-reverse", -1.0, ACCURATE | SEGMENT, 50, 100, 99, 50, TRUE, 3 },
};

typedef struct {
  gsize player;
  gsize format;
} Case;

static void
seek (PlaybackRig *rig, const Row *row, GstSeekFlags flags)
{
  g_assert_true (gst_element_seek (rig->pipeline, row->rate, GST_FORMAT_TIME,
      flags, GST_SEEK_TYPE_SET, (gint64) playback_film_get_time (row->start),
      GST_SEEK_TYPE_SET, (gint64) playback_film_get_time (row->stop)));
}

static void
load (PlaybackRig *rig, gsize player, gsize format)
{
  g_autofree char *uri = NULL;

  playback_rig_init (rig);
  uri = playback_film_make (rig->folder, formats[format].format, 0);
  playback_rig_load (rig, players[player].launch, uri);
}

/* Plays to the end, with the row's repetitions. */
static void
play (PlaybackRig *rig, const Row *row)
{
  GstMessageType end = row->flags & GST_SEEK_FLAG_SEGMENT
      ? GST_MESSAGE_SEGMENT_DONE
      : GST_MESSAGE_EOS;

  playback_rig_set_state (rig, GST_STATE_PLAYING);
  playback_rig_wait (rig, end);
  for (guint i = 0; i < row->n_loops; i++) {
    seek (rig, row, row->flags & ~GST_SEEK_FLAG_FLUSH);
    playback_rig_wait (rig, end);
  }
  if (end == GST_MESSAGE_SEGMENT_DONE)
    playback_rig_wait_for_segments (rig, row->n_loops + 1);
}

/* Checks one pass from picture number @index on; returns the number of the
 * first picture after it. */
static guint
check_pass (PlaybackRig *rig, const Row *row, guint index)
{
  gboolean is_forward = row->rate > 0;
  guint n_wanted = 0;
  guint previous = 0;
  guint begin = index;

  for (; index < rig->shown->len; index++) {
    guint frame = playback_rig_get_shown (rig, index)->picture.frame;

    if (index > begin && (frame > previous) != is_forward)
      break;
    if (row->is_complete && index > begin)
      g_assert_cmpuint (frame, ==, is_forward ? previous + 1 : previous - 1);
    n_wanted += frame == row->first;
    n_wanted += frame == row->last;
    previous = frame;
  }
  g_assert_cmpuint (n_wanted, ==, 2);
  return index;
}

static void
test_row (PlaybackRig *rig, const Row *row)
{
  guint index = 0;

  g_test_message ("%s", row->name);
  playback_rig_set_state (rig, GST_STATE_PAUSED);
  seek (rig, row, row->flags);
  play (rig, row);

  playback_rig_check_all (rig, TRUE);
  for (guint pass = 0; pass <= row->n_loops; pass++)
    index = check_pass (rig, row, index);
  g_assert_cmpuint (index, ==, rig->shown->len);
}

/* All seeks, one after another, in one player. */
static void
test_rows (gconstpointer data)
{
  const Case *c = data;
  g_auto (PlaybackRig) rig = { 0 };

  load (&rig, c->player, c->format);
  playback_rig_preroll (&rig);
  for (gsize i = 0; i < G_N_ELEMENTS (rows); i++)
    test_row (&rig, &rows[i]);
  g_assert_cmpuint (playback_rig_count_requests (&rig), ==,
      PLAYBACK_FILM_N_PAGES);
  g_assert_cmpuint (rig.n_warnings, ==, 0);
}

/* Like a user who drags the slider of a paused player. */
static void
test_scrub (gconstpointer data)
{
  g_auto (PlaybackRig) rig = { 0 };

  load (&rig, GPOINTER_TO_SIZE (data), 0);
  playback_rig_preroll (&rig);
  for (guint i = 0; i < 30; i++) {
    guint frame = (guint) g_test_rand_int_range (0, PLAYBACK_FILM_N_FRAMES - 1);
    const Row row = { "", 1.0, ACCURATE, frame, PLAYBACK_FILM_N_FRAMES, 0, 0,
      TRUE, 0 };

    seek (&rig, &row, row.flags);
    playback_rig_wait (&rig, GST_MESSAGE_ASYNC_DONE);
    g_assert_cmpuint (rig.shown->len, ==, 1);
    g_assert_cmpuint (playback_rig_get_shown (&rig, 0)->picture.frame, ==,
        frame);
    playback_rig_check_all (&rig, TRUE);
  }
  g_assert_cmpuint (playback_rig_count_requests (&rig), ==,
      PLAYBACK_FILM_N_PAGES);
}

static GstPadProbeReturn
on_first_buffer (GstPad *pad G_GNUC_UNUSED, GstPadProbeInfo *info G_GNUC_UNUSED,
    gpointer user_data)
{
  g_async_queue_push (user_data, GINT_TO_POINTER (TRUE));
  return GST_PAD_PROBE_REMOVE;
}

/* Seeks while the first buffer waits for the results. */
static void
test_while_fetching (void)
{
  static const Row row = { "", 1.0, ACCURATE, 73, 150, 73, LAST, TRUE, 0 };
  g_auto (PlaybackRig) rig = { 0 };
  g_autoptr (GAsyncQueue) arrivals = g_async_queue_new ();
  g_autoptr (GstElement) element = NULL;
  g_autoptr (GstPad) pad = NULL;
  g_autofree char *uri = NULL;

  playback_rig_init (&rig);
  local_endpoint_add_fault (rig.endpoint, "delay:500@1", NULL);
  uri = playback_film_make (rig.folder, PLAYBACK_FORMAT_WEBM, 0);
  playback_rig_load (&rig,
      "uridecodebin uri=URI ! CELEBRITIES ! celebrityoverlay ! "
      "fakesink name=sink sync=false",
      uri);
  element = gst_bin_get_by_name (GST_BIN (rig.pipeline), "celebrities");
  pad = gst_element_get_static_pad (element, "sink");
  gst_pad_add_probe (pad, GST_PAD_PROBE_TYPE_BUFFER, on_first_buffer, arrivals,
      NULL);
  playback_rig_begin (&rig);
  playback_rig_set_state (&rig, GST_STATE_PLAYING);
  g_async_queue_pop (arrivals);

  seek (&rig, &row, row.flags);
  playback_rig_wait (&rig, GST_MESSAGE_EOS);
  g_assert_cmpuint (check_pass (&rig, &row, 0), ==, rig.shown->len);
  playback_rig_check_all (&rig, TRUE);
  g_assert_cmpuint (playback_rig_count_requests (&rig), ==,
      PLAYBACK_FILM_N_PAGES);
}

/* The rate changes during synchronised playback, without a flush and without a
 * new segment. GStreamer 1.22's playbin3 does not support that. */
static void
test_instant_rate (void)
{
  static const Row row = { "", 1.0, ACCURATE, 100, 150, 100, LAST, TRUE, 0 };
  g_auto (PlaybackRig) rig = { 0 };
  g_autoptr (GstElement) sink = NULL;

  load (&rig, 0, 0);
  g_object_get (rig.pipeline, "video-sink", &sink, NULL);
  g_object_set (sink, "sync", TRUE, NULL);
  playback_rig_preroll (&rig);
  seek (&rig, &row, row.flags);
  playback_rig_set_state (&rig, GST_STATE_PLAYING);
  playback_rig_wait (&rig, GST_MESSAGE_ASYNC_DONE);
  g_assert_true (gst_element_seek (rig.pipeline, 4.0, GST_FORMAT_TIME,
      GST_SEEK_FLAG_INSTANT_RATE_CHANGE, GST_SEEK_TYPE_NONE, -1,
      GST_SEEK_TYPE_NONE, -1));
  playback_rig_wait (&rig, GST_MESSAGE_EOS);
  g_assert_cmpuint (check_pass (&rig, &row, 0), ==, rig.shown->len);
  playback_rig_check_all (&rig, TRUE);
  g_assert_cmpuint (playback_rig_count_requests (&rig), ==,
      PLAYBACK_FILM_N_PAGES);
}

int
main (int argc, char **argv)
{
  static Case cases[G_N_ELEMENTS (players) * G_N_ELEMENTS (formats)];
  gsize n = 0;

  element_rig_main (&argc, &argv);

  for (gsize i = 0; i < G_N_ELEMENTS (players); i++) {
    g_autofree char *scrub =
        g_strdup_printf ("/seeking/scrub/%s", players[i].name);

    g_test_add_data_func (scrub, GSIZE_TO_POINTER (i), test_scrub);
    for (gsize j = 0; j < G_N_ELEMENTS (formats); j++) {
      g_autofree char *path =
          g_strdup_printf ("/seeking/%s/%s", players[i].name, formats[j].name);

      cases[n] = (Case){ i, j };
      g_test_add_data_func (path, &cases[n++], test_rows);
    }
  }
  g_test_add_func ("/seeking/while-fetching", test_while_fetching);
  g_test_add_func ("/seeking/instant-rate", test_instant_rate);
  return element_rig_run ();
}
