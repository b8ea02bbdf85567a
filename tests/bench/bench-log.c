/* SPDX-License-Identifier: LGPL-2.1-or-later */

/*
 * What celebritylog costs a buffer on the streaming thread: with nobody on
 * screen in turns with identity, with five people written frame by frame in
 * microseconds. Fails where it is over its mark.
 */

#include <gst/check/gstharness.h>
#include <meta/gst-celebrity-meta.h>
#include <rekognition/rek-cursor.h>
#include <rekognition/rek-page.h>

#include <stdlib.h>
#include <string.h>
#include <time.h>

#define N_BUFFERS 500
#define N_ROUNDS 51
#define N_PEOPLE 5
#define FRAME (40 * GST_MSECOND)
#define WIDTH 1280
#define HEIGHT 720
#define MAX_NOBODY_RATIO 1.2
#define MAX_FRAME_US 30.0

typedef struct {
  const char *name;
  GstHarness *harness;
  double ns[N_ROUNDS];
} Side;

/* What the service gives of a person: a face with five landmarks. */
static char *
create_page (void)
{
  GString *json =
      g_string_new ("{\"JobStatus\":\"SUCCEEDED\",\"Celebrities\":[");

  for (guint i = 0; i < N_PEOPLE; i++)
    g_string_append_printf (json,
        "%s{\"Timestamp\":0,\"Celebrity\":{\"Name\":\"Person No. %u\","
        "\"Id\":\"1aB%u\",\"Confidence\":98.76543,\"KnownGender\":{\"Type\":"
        "\"Female\"},\"Urls\":[\"www.example.org/name/%u\","
        "\"www.example.com/%u\"],\"Face\":{\"BoundingBox\":{\"Left\":0.1%u7,"
        "\"Top\":0.125,\"Width\":0.0612345,\"Height\":0.1234567},"
        "\"Confidence\":99.9,\"Pose\":{\"Roll\":1.5,\"Yaw\":-3.25,\"Pitch\":7},"
        "\"Quality\":{\"Brightness\":71.5,\"Sharpness\":83.25},\"Landmarks\":["
        "{\"Type\":\"eyeLeft\",\"X\":0.1234567,\"Y\":0.2345678},"
        "{\"Type\":\"eyeRight\",\"X\":0.1534567,\"Y\":0.2345678},"
        "{\"Type\":\"mouthLeft\",\"X\":0.1334567,\"Y\":0.2745678},"
        "{\"Type\":\"mouthRight\",\"X\":0.1434567,\"Y\":0.2745678},"
        "{\"Type\":\"nose\",\"X\":0.1384567,\"Y\":0.2545678}]}}}",
        i > 0 ? "," : "", i, i, i, i, i);
  g_string_append (json, "]}");
  return g_string_free (json, FALSE);
}

static RekTimeline *
create_timeline (void)
{
  /* Nobody leaves while it is measured. */
  const RekTimelineSettings settings = {
    .hold = 3600 * GST_SECOND,
    .max_gap = REK_AUTOMATIC,
  };
  g_autofree char *json = create_page ();
  g_autoptr (GBytes) bytes = g_bytes_new (json, strlen (json));
  g_autoptr (RekPool) pool = rek_pool_new ();
  g_autoptr (RekResults) results = rek_results_new (pool);
  g_autoptr (GError) error = NULL;
  g_autoptr (RekPage) page = rek_page_parse (bytes, pool, &error);

  g_assert_no_error (error);
  rek_results_add_page (results, page);
  return rek_timeline_new (results, &settings, NULL);
}

static GstHarness *
create_harness (GstElement *element)
{
  GstHarness *harness;
  g_autofree char *caps = g_strdup_printf (
      "video/x-raw,format=GRAY8,width=%d,height=%d,framerate=25/1", WIDTH,
      HEIGHT);

  gst_object_ref_sink (element);
  harness = gst_harness_new_with_element (element, "sink", "src");
  gst_harness_set_live (harness, FALSE);
  gst_harness_set_src_caps_str (harness, caps);
  gst_object_unref (element);
  return harness;
}

static GstHarness *
create_log_harness (const char *mode)
{
  GstElement *element = gst_element_factory_make ("celebritylog", NULL);

  if (element == NULL)
    g_error ("celebritylog is not there: is GST_PLUGIN_PATH set?");
  g_object_set (element, "location", "/dev/null", NULL);
  gst_util_set_object_arg (G_OBJECT (element), "mode", mode);
  return create_harness (element);
}

/* @cursor: (nullable): who is on it; NULL: nobody */
static GstBuffer *
create_buffer (RekCursor *cursor, guint n)
{
  GstBuffer *buffer = gst_buffer_new ();
  const GstCelebrityFrame frame = {
    .job_id = "job",
    .width = WIDTH,
    .height = HEIGHT,
    .stream_time = n * FRAME,
    .types = GST_CELEBRITY_META_TYPE_CELEBRITY | GST_CELEBRITY_META_TYPE_ROI,
  };
  const RekMoment moment = { .time = (gint64) (n * FRAME) };

  GST_BUFFER_PTS (buffer) = n * FRAME;
  GST_BUFFER_DURATION (buffer) = FRAME;
  if (cursor != NULL) {
    guint n_people;
    const RekPresence *people = rek_cursor_look (cursor, &moment, &n_people);

    g_assert_cmpuint (n_people, ==, N_PEOPLE);
    gst_celebrity_meta_attach (buffer, &frame, people, n_people);
  }
  return buffer;
}

static void
pass (GstHarness *harness, GstBuffer *buffer)
{
  if (gst_harness_push (harness, buffer) != GST_FLOW_OK)
    g_error ("a buffer was not taken");
  gst_buffer_unref (gst_harness_pull (harness));
}

/* Of this thread, which is the streaming thread. */
static double
get_cpu_ns (void)
{
  struct timespec now;

  clock_gettime (CLOCK_THREAD_CPUTIME_ID, &now);
  return (double) now.tv_sec * 1e9 + (double) now.tv_nsec;
}

/* Nanoseconds a buffer: through the element and freed. */
static double
time_round (GstHarness *harness, RekCursor *cursor)
{
  GstBuffer *buffers[N_BUFFERS];
  double start;

  for (guint i = 0; i < N_BUFFERS; i++)
    buffers[i] = create_buffer (cursor, i);
  start = get_cpu_ns ();
  for (guint i = 0; i < N_BUFFERS; i++)
    pass (harness, buffers[i]);
  return (get_cpu_ns () - start) / N_BUFFERS;
}

static gint
compare_doubles (gconstpointer a, gconstpointer b)
{
  double one = *(const double *) a;
  double two = *(const double *) b;

  return (one > two) - (one < two);
}

static double
get_median (Side *side)
{
  qsort (side->ns, N_ROUNDS, sizeof (double), compare_doubles);
  return side->ns[N_ROUNDS / 2];
}

static void
time_both (Side *ours, Side *theirs, RekCursor *cursor)
{
  time_round (ours->harness, cursor);
  time_round (theirs->harness, cursor);
  for (guint i = 0; i < N_ROUNDS; i++) {
    ours->ns[i] = time_round (ours->harness, cursor);
    theirs->ns[i] = time_round (theirs->harness, cursor);
  }
}

static gboolean
measure_nobody (Side *ours, Side *identity)
{
  double our_median;
  double their_median;

  time_both (ours, identity, NULL);
  our_median = get_median (ours);
  their_median = get_median (identity);
  g_print ("%s, nobody on screen: %.0f ns, %s: %.0f ns a buffer; ratio %.2f "
           "(at most %.1f)\n",
      ours->name, our_median, identity->name, their_median,
      our_median / their_median, MAX_NOBODY_RATIO);
  return our_median / their_median <= MAX_NOBODY_RATIO;
}

/* What identity takes is not the log's: the harness, and freeing metas. */
static gboolean
measure_people (Side *ours, Side *identity, RekCursor *cursor)
{
  double us;

  time_both (ours, identity, cursor);
  us = (get_median (ours) - get_median (identity)) / 1000.0;
  g_print ("%s, %d people on screen: %.1f us a buffer (at most %.0f)\n",
      ours->name, N_PEOPLE, us, MAX_FRAME_US);
  return us <= MAX_FRAME_US;
}

int
main (int argc, char **argv)
{
  g_autoptr (RekTimeline) timeline = NULL;
  g_autoptr (RekCursor) cursor = NULL;
  Side identity = { .name = "identity" };
  Side appearances = { .name = "mode=appearances" };
  Side frames = { .name = "mode=frames" };
  gboolean passes;

  gst_init (&argc, &argv);
  if (!gst_celebrity_meta_register (NULL))
    g_error ("CelebrityMeta can't be registered");
  timeline = create_timeline ();
  cursor = rek_cursor_new (timeline);
  identity.harness =
      create_harness (gst_element_factory_make ("identity", NULL));
  appearances.harness = create_log_harness ("appearances");
  frames.harness = create_log_harness ("frames");

  passes = measure_nobody (&appearances, &identity);
  passes = measure_nobody (&frames, &identity) && passes;
  passes = measure_people (&appearances, &identity, cursor) && passes;
  passes = measure_people (&frames, &identity, cursor) && passes;

  gst_harness_teardown (frames.harness);
  gst_harness_teardown (appearances.harness);
  gst_harness_teardown (identity.harness);
  gst_deinit ();
  return passes ? EXIT_SUCCESS : EXIT_FAILURE;
}
