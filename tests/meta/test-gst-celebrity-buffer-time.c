/* SPDX-License-Identifier: LGPL-2.1-or-later */

#include "gst-celebrity-buffer-time.h"

#define MS GST_MSECOND
#define NONE (-1)

/* Milliseconds. @start and @expected are positions in the segment; a frame
 * without a duration lasts 40. */
typedef struct {
  const char *name;
  GstFormat format;
  gint64 start;
  gint64 stop;
  gint64 pts;
  gint64 duration;
  gint64 expected;
} Row;

#define TIME GST_FORMAT_TIME

static const Row rows[] = {
  { "inside", TIME, 1000, 2000, 1500, 20, 1500 },
  { "at-start", TIME, 1000, 2000, 1000, 20, 1000 },
  { "no-duration", TIME, 1000, 2000, 1500, NONE, 1500 },
  { "no-end", TIME, 0, NONE, 99000, 20, 99000 },
  { "no-pts", TIME, 0, NONE, NONE, 20, NONE },
  { "into-start", TIME, 1000, 2000, 990, 20, 1000 },
  { "just-into-start", TIME, 1000, 2000, 981, 20, 1000 },
  { "up-to-start", TIME, 1000, 2000, 980, 20, NONE },
  { "before-start", TIME, 1000, 2000, 500, 20, NONE },
  { "over-all", TIME, 1000, 2000, 500, 5000, 1000 },
  { "into-start-by-caps", TIME, 1000, 2000, 961, NONE, 1000 },
  { "up-to-start-by-caps", TIME, 1000, 2000, 960, NONE, NONE },
  { "into-start-no-length", TIME, 1000, 2000, 990, 0, 1000 },
  { "into-stop", TIME, 1000, 2000, 1990, 20, 1990 },
  { "behind-stop", TIME, 1000, 2000, 2001, 20, NONE },
  { "bytes", GST_FORMAT_BYTES, 0, NONE, 0, 20, NONE },
  { "undefined", GST_FORMAT_UNDEFINED, 0, NONE, 0, 20, NONE },
};

static guint64
get_time (gint64 ms)
{
  return ms == NONE ? GST_CLOCK_TIME_NONE : (guint64) ms * MS;
}

static void
test_start (gconstpointer data)
{
  const Row *row = data;
  g_autoptr (GstBuffer) buffer = gst_buffer_new ();
  GstClockTime duration;
  GstSegment segment;

  gst_segment_init (&segment, row->format);
  segment.start = get_time (row->start);
  segment.stop = get_time (row->stop);
  GST_BUFFER_PTS (buffer) = get_time (row->pts);
  GST_BUFFER_DURATION (buffer) = get_time (row->duration);

  duration = gst_celebrity_time_get_duration (buffer, 40 * MS);
  g_assert_cmpuint (duration, ==,
      get_time (row->duration > 0 ? row->duration : 40));
  g_assert_cmpuint (gst_celebrity_time_get_start (&segment, buffer, duration),
      ==, get_time (row->expected));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  gst_init (&argc, &argv);

  for (gsize i = 0; i < G_N_ELEMENTS (rows); i++) {
    g_autofree char *path =
        g_strdup_printf ("/gst-celebrity-buffer-time/%s", rows[i].name);

    g_test_add_data_func (path, &rows[i], test_start);
  }
  return g_test_run ();
}
