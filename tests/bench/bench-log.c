/* SPDX-License-Identifier: LGPL-2.1-or-later */

/*
 * The cost of celebritylog per buffer on the streaming thread, for frames of
 * several sizes: without people measured alternately with identity, with people
 * in microseconds more than that. Fails if a value is over its limit.
 */

#include <gst/check/gstharness.h>
#include "gst-celebrity-meta.h"
#include "timeline/rek-cursor.h"
#include "page/rek-page.h"

#include "bench-time.h"

#include <stdlib.h>
#include <string.h>

#define N_BUFFERS 200
#define N_ROUNDS 21
#define MAX_PEOPLE 20
#define FRAME (40 * GST_MSECOND)
#define MAX_NOBODY_RATIO 1.2
/* The limit for this number of people; for more it is proportional. */
#define LIMIT_PEOPLE 5
#define LIMIT_US 30.0

typedef struct {
  const char *name;
  GstHarness *harness;
  double ns[N_ROUNDS];
} Side;

/* The properties of the measured frames. */
typedef struct {
  guint width;
  guint height;
  GstMemory *pixels;
  guint n_people;
  RekCursor *cursor;
} Film;

/* The service's data for a person: a face with five landmarks. */
static char *
create_page (void)
{
  GString *json =
      g_string_new ("{\"JobStatus\":\"SUCCEEDED\",\"Celebrities\":[");

  for (guint i = 0; i < MAX_PEOPLE; i++)
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
  /* Nobody leaves during the measurement. */
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
create_harness (GstElement *element, const Film *film)
{
  GstHarness *harness;
  g_autofree char *caps = g_strdup_printf (
      "video/x-raw,format=GRAY8,width=%u,height=%u,framerate=25/1", film->width,
      film->height);

  gst_object_ref_sink (element);
  harness = gst_harness_new_with_element (element, "sink", "src");
  gst_harness_set_live (harness, FALSE);
  gst_harness_set_src_caps_str (harness, caps);
  gst_object_unref (element);
  return harness;
}

static GstHarness *
create_log_harness (const char *mode, const Film *film)
{
  GstElement *element = gst_element_factory_make ("celebritylog", NULL);

  if (element == NULL)
    g_error ("celebritylog was not found: is GST_PLUGIN_PATH set?");
  g_object_set (element, "location", "/dev/null", NULL);
  gst_util_set_object_arg (G_OBJECT (element), "mode", mode);
  return create_harness (element, film);
}

static GstBuffer *
create_buffer (const Film *film, guint n)
{
  GstBuffer *buffer = gst_buffer_new ();
  const GstCelebrityFrame frame = {
    .job_id = "job",
    .width = film->width,
    .height = film->height,
    .stream_time = n * FRAME,
    .types = GST_CELEBRITY_META_TYPE_CELEBRITY | GST_CELEBRITY_META_TYPE_ROI,
  };
  const RekLookup lookup = { .time = (gint64) (n * FRAME) };

  gst_buffer_append_memory (buffer, gst_memory_ref (film->pixels));
  GST_BUFFER_PTS (buffer) = n * FRAME;
  GST_BUFFER_DURATION (buffer) = FRAME;
  if (film->n_people > 0) {
    guint n_people;
    const RekPresence *people =
        rek_cursor_lookup (film->cursor, &lookup, &n_people);

    g_assert_cmpuint (n_people, ==, MAX_PEOPLE);
    gst_celebrity_meta_attach (buffer, &frame, people, film->n_people);
  }
  return buffer;
}

static GstBuffer *
pass (GstHarness *harness, GstBuffer *buffer)
{
  if (gst_harness_push (harness, buffer) != GST_FLOW_OK)
    g_error ("a buffer was not accepted");
  return gst_harness_pull (harness);
}

/* Returns nanoseconds per buffer, to push it. Freeing it is not measured: with
 * many metas it takes longer, but is not the element's work. */
static double
time_round (GstHarness *harness, const Film *film)
{
  GstBuffer *buffers[N_BUFFERS];
  double start;
  double ns;

  for (guint i = 0; i < N_BUFFERS; i++)
    buffers[i] = create_buffer (film, i);
  start = bench_get_cpu_ns ();
  for (guint i = 0; i < N_BUFFERS; i++)
    buffers[i] = pass (harness, buffers[i]);
  ns = (bench_get_cpu_ns () - start) / N_BUFFERS;
  for (guint i = 0; i < N_BUFFERS; i++)
    gst_buffer_unref (buffers[i]);
  return ns;
}

static void
time_sides (Side *sides, guint n_sides, const Film *film)
{
  for (guint i = 0; i < n_sides; i++)
    time_round (sides[i].harness, film);
  for (guint round = 0; round < N_ROUNDS; round++)
    for (guint i = 0; i < n_sides; i++)
      sides[i].ns[round] = time_round (sides[i].harness, film);
}

static gboolean
check_nobody (const char *name, guint height, double ns, double identity_ns)
{
  g_print ("%s, %up, nobody on screen: %.0f ns, identity: %.0f ns per buffer; "
           "ratio %.2f (at most %.1f)\n",
      name, height, ns, identity_ns, ns / identity_ns, MAX_NOBODY_RATIO);
  return ns / identity_ns <= MAX_NOBODY_RATIO;
}

/* Identity's time is that of the harness. */
static gboolean
check_people (const char *name, const Film *film, double ns, double identity_ns)
{
  double us = (ns - identity_ns) / 1000.0;
  double limit = LIMIT_US * MAX (film->n_people, LIMIT_PEOPLE) / LIMIT_PEOPLE;

  g_print ("%s, %up, people on screen: %u: %.1f us per buffer (at most %.0f)\n",
      name, film->height, film->n_people, us, limit);
  return us <= limit;
}

static gboolean
measure (const Film *film)
{
  Side sides[] = { { .name = "identity" }, { .name = "appearances" },
    { .name = "frames" } };
  double identity_ns;
  gboolean passes = TRUE;

  sides[0].harness =
      create_harness (gst_element_factory_make ("identity", NULL), film);
  for (guint i = 1; i < G_N_ELEMENTS (sides); i++)
    sides[i].harness = create_log_harness (sides[i].name, film);
  time_sides (sides, G_N_ELEMENTS (sides), film);

  identity_ns = bench_get_median (sides[0].ns, N_ROUNDS);
  for (guint i = 1; i < G_N_ELEMENTS (sides); i++) {
    double ns = bench_get_median (sides[i].ns, N_ROUNDS);

    passes =
        (film->n_people == 0
                ? check_nobody (sides[i].name, film->height, ns, identity_ns)
                : check_people (sides[i].name, film, ns, identity_ns)) &&
        passes;
  }
  for (guint i = 0; i < G_N_ELEMENTS (sides); i++)
    gst_harness_teardown (sides[i].harness);
  return passes;
}

static gboolean
measure_size (RekCursor *cursor, guint height)
{
  static const guint counts[] = { 20, 5, 1, 0 };
  Film film = { .width = height * 16 / 9, .height = height, .cursor = cursor };
  gboolean passes = TRUE;

  film.pixels =
      gst_allocator_alloc (NULL, (gsize) film.width * film.height, NULL);
  for (guint i = 0; i < G_N_ELEMENTS (counts); i++) {
    film.n_people = counts[i];
    passes = measure (&film) && passes;
  }
  gst_memory_unref (film.pixels);
  return passes;
}

int
main (int argc, char **argv)
{
  static const guint heights[] = { 720, 1080, 2160 };
  g_autoptr (RekTimeline) timeline = NULL;
  g_autoptr (RekCursor) cursor = NULL;
  gboolean passes = TRUE;

  gst_init (&argc, &argv);
  if (!gst_celebrity_meta_register (NULL))
    g_error ("cannot register CelebrityMeta");
  timeline = create_timeline ();
  cursor = rek_cursor_new (timeline);
  for (guint i = 0; i < G_N_ELEMENTS (heights); i++)
    passes = measure_size (cursor, heights[i]) && passes;
  gst_deinit ();
  return passes ? EXIT_SUCCESS : EXIT_FAILURE;
}
