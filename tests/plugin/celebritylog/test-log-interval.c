/* SPDX-License-Identifier: LGPL-2.1-or-later */

/* When a buffer or a gap is on screen, in the time of the film. */

#include "log-interval.h"
#include "gst-celebrity-meta.h"

#define NONE (-1)

/* Milliseconds. A buffer without a duration lasts 40.
 * @meta: time of its CelebrityMeta; NONE: it has none
 * @expected: start and end; NONE: not known */
typedef struct {
  const char *name;
  double rate;
  double applied_rate;
  gint64 start;
  gint64 stop;
  gint64 time;
  gint64 pts;
  gint64 duration;
  gint64 meta;
  gint64 expected[2];
  gboolean is_backward;
} Row;

static const Row buffers[] = {
  { "plain", 1, 1, 0, NONE, 0, 2000, 20, NONE, { 2000, 2020 }, FALSE },
  { "no-duration", 1, 1, 0, NONE, 0, 2000, NONE, NONE, { 2000, 2040 }, FALSE },
  { "no-length", 1, 1, 0, NONE, 0, 2000, 0, NONE, { 2000, 2040 }, FALSE },
  { "late-start", 1, 1, 5000, NONE, 0, 7000, 20, NONE, { 2000, 2020 }, FALSE },
  { "26-hours", 1, 1, 93600000, NONE, 93600000, 93602000, 20, NONE,
      { 93602000, 93602020 }, FALSE },
  { "fast", 4, 1, 0, NONE, 0, 2000, 20, NONE, { 2000, 2020 }, FALSE },
  { "made-faster", 1, 2, 0, NONE, 0, 1000, 20, NONE, { 2000, 2040 }, FALSE },
  { "made-slower", 1, 0.5, 0, NONE, 0, 4000, 20, NONE, { 2000, 2010 }, FALSE },
  { "reverse", -1, 1, 0, 9000, 0, 2000, 20, NONE, { 2000, 2020 }, TRUE },
  { "made-backward", 1, -1, 0, 9000, 0, 7000, 20, NONE, { 1980, 2000 }, TRUE },
  { "made-backward-reverse", -1, -1, 0, 9000, 0, 7000, 20, NONE, { 1980, 2000 },
      FALSE },
  { "made-backward-first", 1, -1, 0, 9000, 0, 9000, 20, NONE, { 0, 20 }, TRUE },
  { "into-start", 1, 1, 2000, NONE, 2000, 1990, 30, NONE, { 2000, 2020 },
      FALSE },
  { "into-start-no-duration", 1, 1, 2000, NONE, 0, 1990, NONE, NONE, { 0, 30 },
      FALSE },
  { "before-start", 1, 1, 2000, NONE, 2000, 1000, 20, NONE, { NONE, NONE },
      FALSE },
  { "behind-stop", 1, 1, 0, 2000, 0, 2040, 20, NONE, { NONE, NONE }, FALSE },
  { "no-time", 1, 1, 0, NONE, 0, NONE, 20, NONE, { NONE, NONE }, FALSE },
  { "no-time-but-meta", 1, 1, 0, NONE, 0, NONE, 20, 3000, { 3000, 3020 },
      FALSE },
  { "meta-before-time", 1, 1, 0, NONE, 0, 2000, 20, 3000, { 3000, 3020 },
      FALSE },
  { "meta-of-that-time", 1, 1, 0, NONE, 0, 2000, 20, 2000, { 2000, 2020 },
      FALSE },
  { "meta-of-that-time-reverse", -1, 1, 0, 9000, 0, 2000, 20, 2000,
      { 2000, 2020 }, TRUE },
  { "outside-but-meta", 1, 1, 2000, NONE, 2000, 1000, 20, 3000, { 3000, 3020 },
      FALSE },
};

/* A gap has no people on it: only its end matters. */
static const Row gaps[] = {
  { "plain", 1, 1, 0, NONE, 0, 2000, 500, NONE, { 2500, 2500 }, FALSE },
  { "no-duration", 1, 1, 0, NONE, 0, 2000, NONE, NONE, { 2000, 2000 }, FALSE },
  { "late-start", 1, 1, 5000, NONE, 0, 7000, 500, NONE, { 2500, 2500 }, FALSE },
  { "made-faster", 1, 2, 0, NONE, 0, 1000, 500, NONE, { 3000, 3000 }, FALSE },
  { "reverse", -1, 1, 0, 9000, 0, 2000, 500, NONE, { 2000, 2000 }, TRUE },
  { "before-start", 1, 1, 5000, NONE, 0, 0, 2023, NONE, { NONE, NONE }, FALSE },
};

static guint64
get_time (gint64 ms)
{
  return ms == NONE ? GST_CLOCK_TIME_NONE : (guint64) ms * GST_MSECOND;
}

static void
init_segment (GstSegment *segment, const Row *row)
{
  gst_segment_init (segment, GST_FORMAT_TIME);
  segment->rate = row->rate;
  segment->applied_rate = row->applied_rate;
  segment->start = get_time (row->start);
  segment->stop = get_time (row->stop);
  segment->time = get_time (row->time);
}

static GstBuffer *
create_buffer (const Row *row)
{
  GstBuffer *buffer = gst_buffer_new ();
  GstCustomMeta *meta;

  GST_BUFFER_PTS (buffer) = get_time (row->pts);
  GST_BUFFER_DURATION (buffer) = get_time (row->duration);
  if (row->meta == NONE)
    return buffer;

  meta = gst_buffer_add_custom_meta (buffer, GST_CELEBRITY_META_NAME);
  gst_structure_set (gst_custom_meta_get_structure (meta), "stream-time",
      G_TYPE_UINT64, get_time (row->meta), NULL);
  return buffer;
}

static void
assert_interval (gboolean is_known, const CelebrityInterval *interval,
    const Row *row)
{
  g_assert_cmpint (is_known, ==, row->expected[0] != NONE);
  if (!is_known)
    return;
  g_assert_cmpuint (interval->start, ==, get_time (row->expected[0]));
  g_assert_cmpuint (interval->end, ==, get_time (row->expected[1]));
  g_assert_cmpint (interval->is_backward, ==, row->is_backward);
}

static void
test_buffer (gconstpointer data)
{
  const Row *row = data;
  g_autoptr (GstBuffer) buffer = create_buffer (row);
  CelebrityLogTimeMap time = { 0 };
  GstSegment segment;
  CelebrityInterval interval;
  gboolean is_known;

  init_segment (&segment, row);
  is_known = celebrity_log_interval_from_buffer (&time, buffer, &segment,
      get_time (40), &interval);
  assert_interval (is_known, &interval, row);
}

static void
test_gap (gconstpointer data)
{
  const Row *row = data;
  g_autoptr (GstEvent) event =
      gst_event_new_gap (get_time (row->pts), get_time (row->duration));
  CelebrityLogTimeMap time = { 0 };
  GstSegment segment;
  CelebrityInterval interval;
  gboolean is_known;

  init_segment (&segment, row);
  is_known =
      celebrity_log_interval_from_gap (&time, event, &segment, &interval);
  assert_interval (is_known, &interval, row);
}

/* Without a segment in time format, the time is that of the CelebrityMeta. */
static void
test_not_in_time (void)
{
  const Row row = { .pts = 2000, .duration = 20, .meta = 3000 };
  g_autoptr (GstBuffer) with = create_buffer (&row);
  g_autoptr (GstBuffer) without = gst_buffer_new ();
  CelebrityLogTimeMap time = { 0 };
  GstSegment segment;
  CelebrityInterval interval;

  gst_segment_init (&segment, GST_FORMAT_BYTES);
  GST_BUFFER_PTS (without) = get_time (2000);
  g_assert_false (celebrity_log_interval_from_buffer (&time, without, &segment,
      get_time (40), &interval));
  g_assert_true (celebrity_log_interval_from_buffer (&time, with, &segment,
      get_time (40), &interval));
  g_assert_cmpuint (interval.start, ==, get_time (3000));
  g_assert_cmpuint (interval.end, ==, get_time (3020));
}

/* Frames of 40 ms, one after another; no PTS is a gap of a second at that
 * time. */
typedef struct {
  gint64 pts;
  gint64 meta;
  gint64 gap;
  gint64 expected;
  gboolean is_backward;
} Step;

static const Step other_steps[] = {
  /* Before the first record, the receiver has only the buffers' times. */
  { 100000, NONE, NONE, 100000, FALSE },
  { 100040, 5000, NONE, 5000, FALSE },
  { 100080, NONE, NONE, 5040, FALSE },
  { 100120, 5080, NONE, 5080, FALSE },
  { NONE, NONE, 100160, 6120, FALSE },
  /* The sender seeks. */
  { 101160, 1000, NONE, 1000, FALSE },
  { 101200, NONE, NONE, 1040, FALSE },
  { 101240, 3600000, NONE, 3600000, FALSE },
  /* The sender reverses. */
  { 101280, 3599960, NONE, 3599960, TRUE },
  { 101320, 3599920, NONE, 3599920, TRUE },
  { 101360, NONE, NONE, 3599880, TRUE },
  { NONE, NONE, 101400, 3599840, TRUE },
  { 101440, 3599960, NONE, 3599960, FALSE },
  /* Times before the start of the film are clamped. */
  { 101480, 10, NONE, 10, FALSE },
  { 101400, NONE, NONE, 0, FALSE },
  /* Both times agree again. */
  { 101520, 101520, NONE, 101520, FALSE },
  { 101560, NONE, NONE, 101560, FALSE },
};

static gboolean
take_step (CelebrityLogTimeMap *time, const Step *step,
    const GstSegment *segment, CelebrityInterval *interval)
{
  const Row row = { .pts = step->pts, .duration = 40, .meta = step->meta };
  g_autoptr (GstBuffer) buffer = create_buffer (&row);
  g_autoptr (GstEvent) event = NULL;

  if (step->gap == NONE)
    return celebrity_log_interval_from_buffer (time, buffer, segment,
        get_time (40), interval);
  event = gst_event_new_gap (get_time (step->gap), GST_SECOND);
  return celebrity_log_interval_from_gap (time, event, segment, interval);
}

/* If records have other times than buffers, as in another process. */
static void
test_other_time (void)
{
  CelebrityLogTimeMap time = { 0 };
  GstSegment segment;
  CelebrityInterval interval;

  gst_segment_init (&segment, GST_FORMAT_TIME);
  for (gsize i = 0; i < G_N_ELEMENTS (other_steps); i++) {
    const Step *step = &other_steps[i];

    g_assert_true (take_step (&time, step, &segment, &interval));
    g_assert_cmpuint (interval.start, ==, get_time (step->expected));
    g_assert_cmpint (interval.is_backward, ==, step->is_backward);
  }
}

static void
add_rows (const char *kind, const Row *rows, gsize n_rows,
    GTestDataFunc function)
{
  for (gsize i = 0; i < n_rows; i++) {
    g_autofree char *path =
        g_strdup_printf ("/log-interval/%s/%s", kind, rows[i].name);

    g_test_add_data_func (path, &rows[i], function);
  }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  gst_init (&argc, &argv);
  gst_celebrity_meta_register (NULL);

  add_rows ("buffer", buffers, G_N_ELEMENTS (buffers), test_buffer);
  add_rows ("gap", gaps, G_N_ELEMENTS (gaps), test_gap);
  g_test_add_func ("/log-interval/other-time", test_other_time);
  g_test_add_func ("/log-interval/not-in-time", test_not_in_time);
  return g_test_run ();
}
