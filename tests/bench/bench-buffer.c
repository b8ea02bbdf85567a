/* SPDX-License-Identifier: LGPL-2.1-or-later */

/*
 * The cost of rekognitioncelebrity per buffer, measured alternately with a
 * reference: identity if nobody is on screen, and an element that adds the same
 * metas by hand if one person is. Fails if a ratio is over its limit.
 */

#include "config.h"

#include "bench-element.h"
#include "by-hand.h"

#include <gst/check/gstharness.h>
#include <gst/video/video.h>
#include <local-endpoint.h>

#include <stdlib.h>
#include <time.h>

#define N_BUFFERS 500
#define N_ROUNDS 101
#define FRAME (40 * GST_MSECOND)
#define SAMPLE_MS 500
#define N_SAMPLES 45
/* In the first job a person is on screen throughout a round, in the second
 * nobody is. */
#define PERSON_START (0 * GST_SECOND)
#define NOBODY_START (100 * GST_SECOND)
#define MAX_NOBODY_RATIO 1.3
#define MAX_PERSON_RATIO 1.5
#define CAPS \
  "video/x-raw,format=GRAY8,framerate=25/1," \
  "width=" G_STRINGIFY (BY_HAND_FRAME_WIDTH) "," \
                                             "height=" G_STRINGIFY ( \
                                                 BY_HAND_FRAME_HEIGHT)
#define FETCH_TIMEOUT (20 * GST_SECOND)

typedef struct {
  const char *name;
  GstHarness *harness;
  GstClockTime start;
  double ns[N_ROUNDS];
} Side;

static void
append_member (GString *json, const char *name, double value, char after)
{
  char text[G_ASCII_DTOSTR_BUF_SIZE];

  g_ascii_dtostr (text, sizeof text, value);
  g_string_append_printf (json, "\"%s\":%s%c", name, text, after);
}

/* The face moves a little between samples, so that boxes are interpolated. */
static void
append_face (GString *json, double shift)
{
  g_string_append (json, "\"Face\":{\"BoundingBox\":{");
  append_member (json, "Width", BY_HAND_WIDTH, ',');
  append_member (json, "Height", BY_HAND_HEIGHT, ',');
  append_member (json, "Left", BY_HAND_LEFT + shift, ',');
  append_member (json, "Top", BY_HAND_TOP, '}');
  g_string_append (json, ",\"Landmarks\":[");
  for (guint i = 0; i < BY_HAND_N_LANDMARKS; i++) {
    g_string_append_printf (json, "%s{\"Type\":\"%s\",", i > 0 ? "," : "",
        by_hand_landmarks[i].type);
    append_member (json, "X", by_hand_landmarks[i].x + shift, ',');
    append_member (json, "Y", by_hand_landmarks[i].y, '}');
  }
  g_string_append (json, "],\"Pose\":{");
  append_member (json, "Roll", BY_HAND_ROLL, ',');
  append_member (json, "Yaw", BY_HAND_YAW + shift, ',');
  append_member (json, "Pitch", BY_HAND_PITCH, '}');
  g_string_append (json, ",\"Quality\":{");
  append_member (json, "Brightness", BY_HAND_BRIGHTNESS, ',');
  append_member (json, "Sharpness", BY_HAND_SHARPNESS, '}');
  g_string_append_c (json, ',');
  append_member (json, "Confidence", BY_HAND_FACE_CONFIDENCE, '}');
}

static char *
create_results (void)
{
  GString *json =
      g_string_new ("{\"JobStatus\":\"SUCCEEDED\",\"Celebrities\":[");

  for (guint i = 0; i < N_SAMPLES; i++) {
    g_string_append_printf (json, "%s{\"Timestamp\":%u,\"Celebrity\":{",
        i > 0 ? "," : "", i * SAMPLE_MS);
    g_string_append (json,
        "\"Urls\":[\"" BY_HAND_URL_1 "\",\"" BY_HAND_URL_2
        "\"],\"Name\":\"" BY_HAND_NAME "\",\"Id\":\"" BY_HAND_ID
        "\",\"KnownGender\":{\"Type\":\"" BY_HAND_GENDER "\"},");
    append_member (json, "Confidence", BY_HAND_CONFIDENCE, ',');
    append_face (json, i * 0.005);
    g_string_append (json, "}}");
  }
  g_string_append (json, "]}");
  return g_string_free (json, FALSE);
}

static LocalEndpoint *
start_endpoint (void)
{
  g_autoptr (LocalEndpoint) endpoint = local_endpoint_new (NULL);
  g_autoptr (GError) error = NULL;
  g_autofree char *results = create_results ();

  if (!local_endpoint_add_results (endpoint, results, -1, BY_HAND_JOB_ID,
          &error) ||
      !local_endpoint_start (endpoint, &error))
    g_error ("the local endpoint did not start: %s", error->message);
  return g_steal_pointer (&endpoint);
}

static GstHarness *
create_harness (GstElement *element)
{
  GstHarness *harness = gst_harness_new_with_element (element, "sink", "src");

  gst_harness_set_live (harness, FALSE);
  gst_harness_set_src_caps_str (harness, CAPS);
  gst_object_unref (element);
  return harness;
}

static GstHarness *
create_fetched_harness (LocalEndpoint *endpoint)
{
  GstElement *element =
      bench_element_new (BY_HAND_JOB_ID, local_endpoint_get_uri (endpoint));
  GstHarness *harness = bench_element_fetch (element, CAPS, FETCH_TIMEOUT);

  gst_object_unref (element);
  return harness;
}

static GstBuffer *
create_buffer (GstClockTime time)
{
  GstBuffer *buffer = gst_buffer_new_allocate (NULL,
      BY_HAND_FRAME_WIDTH * BY_HAND_FRAME_HEIGHT, NULL);

  GST_BUFFER_PTS (buffer) = time;
  GST_BUFFER_DURATION (buffer) = FRAME;
  return buffer;
}

static GstBuffer *
pass (GstHarness *harness, GstBuffer *buffer)
{
  if (gst_harness_push (harness, buffer) != GST_FLOW_OK)
    g_error ("a buffer was not accepted");
  return gst_harness_pull (harness);
}

/* CPU time of this thread, in which all measured code runs, so that other load
 * does not matter. */
static double
get_cpu_ns (void)
{
  struct timespec now;

  clock_gettime (CLOCK_THREAD_CPUTIME_ID, &now);
  return (double) now.tv_sec * 1e9 + (double) now.tv_nsec;
}

/* Returns nanoseconds per buffer, to push and free it. */
static double
time_round (const Side *side)
{
  GstBuffer *buffers[N_BUFFERS];
  double start;

  for (guint i = 0; i < N_BUFFERS; i++)
    buffers[i] = create_buffer (side->start + i * FRAME);

  start = get_cpu_ns ();
  for (guint i = 0; i < N_BUFFERS; i++)
    gst_buffer_unref (pass (side->harness, buffers[i]));
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
get_median (double *numbers)
{
  qsort (numbers, N_ROUNDS, sizeof (double), compare_doubles);
  return numbers[N_ROUNDS / 2];
}

static gboolean
compare (Side *ours, Side *theirs, double limit)
{
  double our_median;
  double their_median;
  double ratio;

  time_round (ours);
  time_round (theirs);
  for (guint i = 0; i < N_ROUNDS; i++) {
    ours->ns[i] = time_round (ours);
    theirs->ns[i] = time_round (theirs);
  }

  our_median = get_median (ours->ns);
  their_median = get_median (theirs->ns);
  ratio = our_median / their_median;
  g_print ("%s: %.0f ns, %s: %.0f ns per buffer; ratio %.2f (at most %.1f)\n",
      ours->name, our_median, theirs->name, their_median, ratio, limit);
  return ratio <= limit;
}

static void
append_params (GString *out, GstVideoRegionOfInterestMeta *region)
{
  static const char *const names[] = { "detection", "celebrity" };
  static const char *const fields[] = { "x_min", "x_max", "y_min", "y_max",
    "label_id", "confidence", "label", "id", "model_name" };

  for (guint i = 0; i < G_N_ELEMENTS (names); i++) {
    GstStructure *param =
        gst_video_region_of_interest_meta_get_param (region, names[i]);

    for (guint k = 0; param != NULL && k < G_N_ELEMENTS (fields); k++) {
      const GValue *value = gst_structure_get_value (param, fields[k]);
      g_autofree char *text =
          value != NULL ? gst_value_serialize (value) : NULL;

      g_string_append_printf (out, " %s=%s", fields[k], text);
    }
  }
}

static char *
describe_region (GstBuffer *buffer)
{
  GstVideoRegionOfInterestMeta *region =
      gst_buffer_get_video_region_of_interest_meta (buffer);
  GString *out;

  if (region == NULL)
    return g_strdup ("none");
  out = g_string_new (g_quark_to_string (region->roi_type));
  g_string_append_printf (out, " %d %u,%u %ux%u %d", region->id, region->x,
      region->y, region->w, region->h, g_list_length (region->params));
  append_params (out, region);
  return g_string_free (out, FALSE);
}

/* Checks that both attach the same metas; otherwise the comparison is void. */
static void
check_same (GstHarness *ours, GstHarness *theirs)
{
  g_autoptr (GstBuffer) a = pass (ours, create_buffer (0));
  g_autoptr (GstBuffer) b = pass (theirs, create_buffer (0));
  GstCustomMeta *record_a = gst_buffer_get_custom_meta (a, "CelebrityMeta");
  GstCustomMeta *record_b = gst_buffer_get_custom_meta (b, "CelebrityMeta");
  g_autofree char *region_a = describe_region (a);
  g_autofree char *region_b = describe_region (b);

  g_assert_nonnull (record_a);
  g_assert_nonnull (record_b);
  g_assert_true (
      gst_structure_is_equal (gst_custom_meta_get_structure (record_a),
          gst_custom_meta_get_structure (record_b)));
  g_assert_cmpstr (region_a, ==, region_b);
}

static void
check_metas (GstHarness *harness, GstClockTime time, guint n_expected)
{
  g_autoptr (GstBuffer) buffer = pass (harness, create_buffer (time));
  gpointer state = NULL;
  guint n = 0;

  while (gst_buffer_iterate_meta (buffer, &state) != NULL)
    n++;
  g_assert_cmpuint (n, ==, n_expected);
}

static gboolean
measure (GstHarness *element)
{
  GstHarness *identity = create_harness (
      gst_object_ref_sink (gst_element_factory_make ("identity", NULL)));
  GstHarness *by_hand = create_harness (
      gst_object_ref_sink (g_object_new (BY_HAND_TYPE_ELEMENT, NULL)));
  Side nobody = { .name = "nobody on screen",
    .harness = element,
    .start = NOBODY_START };
  Side nothing = { .name = "identity",
    .harness = identity,
    .start = NOBODY_START };
  Side person = { .name = "one person on screen",
    .harness = element,
    .start = PERSON_START };
  Side same = { .name = "by hand", .harness = by_hand, .start = PERSON_START };
  gboolean passes;

  check_same (element, by_hand);
  check_metas (element, PERSON_START + (N_BUFFERS - 1) * FRAME,
      2 + HAVE_ANALYTICS);
  check_metas (element, NOBODY_START, HAVE_ANALYTICS);
  passes = compare (&nobody, &nothing, MAX_NOBODY_RATIO);
  passes = compare (&person, &same, MAX_PERSON_RATIO) && passes;

  gst_harness_teardown (by_hand);
  gst_harness_teardown (identity);
  return passes;
}

int
main (int argc, char **argv)
{
  g_autoptr (LocalEndpoint) endpoint = NULL;
  GstHarness *element;
  gboolean passes;

  gst_init (&argc, &argv);
  endpoint = start_endpoint ();
  element = create_fetched_harness (endpoint);
  /* The endpoint's thread must not take time from the measurement. */
  local_endpoint_stop (endpoint);

  passes = measure (element);
  gst_harness_teardown (element);
  gst_deinit ();
  return passes ? EXIT_SUCCESS : EXIT_FAILURE;
}
