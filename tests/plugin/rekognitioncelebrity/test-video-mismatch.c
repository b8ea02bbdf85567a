/* SPDX-License-Identifier: LGPL-2.1-or-later */

/* There is exactly one warning if the video cannot be the job's, and none if it
 * can. */

#include <string.h>

#include "support/element/element-rig.h"
#include "support/common/temporary-folder.h"

#define PATIENCE (60 * GST_SECOND)
#define HD "\"FrameWidth\":1280,\"FrameHeight\":720"
#define LASTS_20_S ",\"DurationMillis\":20000"

/* @source: the source's elements; one frame per second, so that frames count
 * seconds. @warnings: text of the one warning; NULL: there is none. */
typedef struct {
  const char *name;
  const char *metadata;
  const char *source;
  const char *caps;
  gint64 ts_offset;
  const char *warnings[2];
} Row;

#define FRAMES(n) "videotestsrc num-buffers=" #n
#define UNKNOWN_END "videotestsrc ! identity eos-after=3"
#define LIVE "videotestsrc num-buffers=3 is-live=true"
#define SECONDS ",framerate=1/1"
#define TAGGED(n, orientation) \
  FRAMES (n) " ! taginject tags=image-orientation=" orientation

static const Row rows[] = {
  { "right", HD LASTS_20_S, FRAMES (20), "width=1280,height=720" SECONDS, 0,
      { NULL } },
  { "smaller", HD LASTS_20_S, FRAMES (20), "width=320,height=180" SECONDS, 0,
      { NULL } },
  { "nearly-the-shape", HD LASTS_20_S, FRAMES (20),
      "width=362,height=200" SECONDS, 0, { NULL } },
  { "wide-pixels", HD LASTS_20_S, FRAMES (20),
      "width=320,height=360,pixel-aspect-ratio=2/1" SECONDS, 0, { NULL } },
  { "nearly-as-long", HD LASTS_20_S, FRAMES (22),
      "width=320,height=180" SECONDS, 0, { NULL } },
  { "a-little-longer", HD ",\"DurationMillis\":300000", FRAMES (305),
      "width=32,height=18" SECONDS, 0, { NULL } },
  { "no-metadata", "", FRAMES (3), "width=320,height=240" SECONDS, 0,
      { NULL } },
  { "no-size", "\"DurationMillis\":20000", FRAMES (20),
      "width=320,height=240" SECONDS, 0, { NULL } },
  { "no-duration", HD, FRAMES (3), "width=320,height=180" SECONDS, 0,
      { NULL } },
  { "zero", "\"FrameWidth\":0,\"FrameHeight\":0,\"DurationMillis\":0",
      FRAMES (3), "width=320,height=240" SECONDS, 0, { NULL } },
  { "no-end", HD LASTS_20_S, UNKNOWN_END, "width=320,height=180" SECONDS, 0,
      { NULL } },
  { "live", HD LASTS_20_S, LIVE, "width=320,height=180,framerate=50/1", 0,
      { NULL } },
  { "a-part", HD LASTS_20_S, FRAMES (5), "width=320,height=180" SECONDS,
      10 * GST_SECOND, { NULL } },

  { "equal-pixels", "\"FrameWidth\":720,\"FrameHeight\":576", FRAMES (3),
      "width=720,height=576,pixel-aspect-ratio=64/45" SECONDS, 0, { NULL } },
  { "coded-shape", HD LASTS_20_S, FRAMES (20),
      "width=320,height=180,pixel-aspect-ratio=4/3" SECONDS, 0, { NULL } },
  { "displayed-shape", "\"FrameWidth\":1024,\"FrameHeight\":576", FRAMES (3),
      "width=720,height=576,pixel-aspect-ratio=64/45" SECONDS, 0, { NULL } },
  { "turned-90", HD LASTS_20_S, TAGGED (20, "rotate-90"),
      "width=720,height=1280" SECONDS, 0, { NULL } },
  { "turned-270", HD LASTS_20_S, TAGGED (20, "rotate-270"),
      "width=360,height=640" SECONDS, 0, { NULL } },
  { "turned-and-mirrored", HD LASTS_20_S, TAGGED (20, "flip-rotate-90"),
      "width=720,height=1280" SECONDS, 0, { NULL } },
  { "turned-coded-shape", "\"FrameWidth\":576,\"FrameHeight\":720",
      TAGGED (3, "rotate-90"),
      "width=720,height=576,pixel-aspect-ratio=64/45" SECONDS, 0, { NULL } },
  { "turned-displayed-shape", "\"FrameWidth\":576,\"FrameHeight\":1024",
      TAGGED (3, "rotate-90"),
      "width=720,height=576,pixel-aspect-ratio=64/45" SECONDS, 0, { NULL } },
  { "turned-already", HD LASTS_20_S, TAGGED (20, "rotate-90"),
      "width=1280,height=720" SECONDS, 0, { NULL } },
  { "turned-180", HD LASTS_20_S, TAGGED (20, "rotate-180"),
      "width=1280,height=720" SECONDS, 0, { NULL } },

  { "rotated", HD LASTS_20_S, FRAMES (20), "width=720,height=1280" SECONDS, 0,
      { "1280x720", "720x1280" } },
  { "rotated-180", HD LASTS_20_S, TAGGED (20, "rotate-180"),
      "width=720,height=1280" SECONDS, 0, { "1280x720", "720x1280" } },
  { "turned-to-other-shape", HD LASTS_20_S, TAGGED (20, "rotate-90"),
      "width=240,height=320" SECONDS, 0, { "1280x720", "240x320" } },
  { "other-shape", HD LASTS_20_S, FRAMES (20), "width=320,height=240" SECONDS,
      0, { "(1.78:1)", "(1.33:1)" } },
  { "just-not-the-shape", HD LASTS_20_S, FRAMES (20),
      "width=364,height=200" SECONDS, 0, { "1280x720", "364x200" } },
  { "other-pixels", HD LASTS_20_S, FRAMES (20),
      "width=320,height=240,pixel-aspect-ratio=2/1" SECONDS, 0,
      { "1280x720", "(2.67:1)" } },
  { "other-shape-no-end", HD LASTS_20_S, UNKNOWN_END,
      "width=320,height=240" SECONDS, 0, { "1280x720", "320x240" } },
  { "shorter", HD LASTS_20_S, FRAMES (17), "width=320,height=180" SECONDS, 0,
      { "20.0 s", "17.0 s" } },
  { "longer", HD LASTS_20_S, FRAMES (23), "width=320,height=180" SECONDS, 0,
      { "20.0 s", "23.0 s" } },
  { "both", HD LASTS_20_S, FRAMES (5), "width=320,height=240" SECONDS, 0,
      { "(1.33:1)", "5.0 s" } },
};

static GstElement *
create_pipeline (const Row *row, const char *results)
{
  g_autofree char *description = g_strdup_printf (
      "%s ! video/x-raw,format=GRAY8,%s ! rekognitioncelebrity name=c ! "
      "fakesink",
      row->source, row->caps);
  g_autoptr (GError) error = NULL;
  GstElement *pipeline = gst_parse_launch (description, &error);
  g_autoptr (GstElement) element = NULL;

  g_assert_no_error (error);
  element = gst_bin_get_by_name (GST_BIN (pipeline), "c");
  g_object_set (element, "results-location", results, "ts-offset",
      row->ts_offset, NULL);
  return pipeline;
}

static void
assert_warning (GstMessage *message, const Row *row)
{
  g_autoptr (GError) error = NULL;

  gst_message_parse_warning (message, &error, NULL);
  g_test_message ("%s", error->message);
  g_assert_error (error, GST_STREAM_ERROR, GST_STREAM_ERROR_WRONG_TYPE);
  g_assert_nonnull (strstr (error->message, "another video"));
  g_assert_nonnull (strstr (error->message, "\"job-1\""));
  for (gsize i = 0; i < G_N_ELEMENTS (row->warnings); i++) {
    g_assert_nonnull (row->warnings[i]);
    g_assert_nonnull (strstr (error->message, row->warnings[i]));
  }
}

/* Plays to the end; returns the number of warnings. */
static guint
play (GstElement *pipeline, const Row *row)
{
  const GstMessageType types =
      GST_MESSAGE_EOS | GST_MESSAGE_ERROR | GST_MESSAGE_WARNING;
  g_autoptr (GstBus) bus = gst_element_get_bus (pipeline);
  GstMessageType type = GST_MESSAGE_WARNING;
  guint n_warnings = 0;

  gst_element_set_state (pipeline, GST_STATE_PLAYING);
  while (type == GST_MESSAGE_WARNING) {
    g_autoptr (GstMessage) message = gst_bus_timed_pop_filtered (bus,
        PATIENCE * element_rig_get_patience (), types);

    g_assert_nonnull (message);
    type = GST_MESSAGE_TYPE (message);
    if (type != GST_MESSAGE_WARNING)
      continue;
    assert_warning (message, row);
    n_warnings++;
  }
  g_assert_cmpint (type, ==, GST_MESSAGE_EOS);
  gst_element_set_state (pipeline, GST_STATE_NULL);
  return n_warnings;
}

static void
test_row (gconstpointer data)
{
  const Row *row = data;
  g_autoptr (TemporaryFolder) folder = temporary_folder_new ();
  g_autofree char *text = g_strdup_printf (
      "{\"JobStatus\":\"SUCCEEDED\",\"JobId\":\"job-1\",\"VideoMetadata\":{%s},"
      "\"Celebrities\":[]}",
      row->metadata);
  g_autofree char *results = temporary_folder_write (folder, "f", text);
  g_autoptr (GstElement) pipeline = create_pipeline (row, results);

  g_assert_cmpuint (play (pipeline, row), ==, row->warnings[0] != NULL);
  /* Once per run. */
  g_assert_cmpuint (play (pipeline, row), ==, row->warnings[0] != NULL);
}

int
main (int argc, char **argv)
{
  element_rig_main (&argc, &argv);

  for (gsize i = 0; i < G_N_ELEMENTS (rows); i++) {
    g_autofree char *path =
        g_strdup_printf ("/video-mismatch/%s", rows[i].name);

    g_test_add_data_func (path, &rows[i], test_row);
  }
  return element_rig_run ();
}
