/* SPDX-License-Identifier: LGPL-2.1-or-later */

/* min-confidence and celebrities changed while the stream plays: each change
 * takes effect with the next buffer. */

#include <string.h>

#include "support/element/element-rig.h"

#define JOB "job-1"
#define N_PAGES 2
#define PAGE_SIZE 200
#define N_CHANGES 200
#define N_BUFFERS 50
/* Number of one person's faces in a sample: the limit of the tracking. */
#define N_FACES 128
#define MAX_TIMES 200
#define NULL_PATIENCE G_TIME_SPAN_SECOND

/* Each face lies within the next larger one, so that all of them match the same
 * face of the next sample best. */
static void
append_detection (GString *json, guint time, guint face)
{
  guint size = (time % 2 == 0 ? 1000 : 3000) + face * 5;

  g_string_append_printf (json,
      "%s{\"Timestamp\":%u,\"Celebrity\":{\"Id\":\"a\",\"Confidence\":50,"
      "\"Face\":{\"BoundingBox\":{\"Left\":0.1,\"Top\":0.1,\"Width\":0.%04u,"
      "\"Height\":0.%04u}}}}",
      json->len > 0 ? "," : "", time * 500, size, size);
}

/* Fewer samples on slow machines. */
static guint
get_n_times (void)
{
  return MAX_TIMES / (guint) element_rig_get_patience ();
}

/* A job whose detections take seconds to join. */
static char *
create_hard_job (void)
{
  g_autoptr (GString) json = g_string_new (NULL);

  for (guint time = 0; time < get_n_times (); time++) {
    for (guint face = 0; face < N_FACES; face++)
      append_detection (json, time, face);
  }
  return g_strdup_printf ("{\"JobStatus\":\"SUCCEEDED\",\"Celebrities\":[%s]}",
      json->str);
}

static guint
push (ElementRig *rig, guint n)
{
  g_autoptr (GstBuffer) buffer =
      element_rig_push (rig, element_rig_get_pts (n));

  return element_rig_count_regions (buffer);
}

/* The element stops at once while it joins the detections of such a job. */
static void
test_hard_start (void)
{
  g_auto (ElementRig) rig = { 0 };
  g_autofree char *job = create_hard_job ();
  g_autoptr (GError) error = NULL;
  guint n_detections = 0;
  gint64 start;

  element_rig_init (&rig, JOB, NULL);
  local_endpoint_add_results (rig.endpoint, job, -1, JOB, &error);
  g_assert_no_error (error);
  element_rig_start (&rig);
  while (n_detections < get_n_times () * N_FACES) {
    g_autoptr (GstStructure) stats = NULL;

    gst_message_unref (element_rig_wait (&rig, GST_MESSAGE_PROGRESS));
    g_object_get (rig.element, "stats", &stats, NULL);
    gst_structure_get_uint (stats, "detections", &n_detections);
  }

  start = g_get_monotonic_time ();
  gst_element_set_state (rig.element, GST_STATE_NULL);
  g_assert_cmpint (g_get_monotonic_time () - start, <,
      NULL_PATIENCE * element_rig_get_patience ());
  element_rig_wait_progress (&rig, GST_PROGRESS_TYPE_CANCELED);
}

static gpointer
change_often (gpointer data)
{
  for (guint i = 0; i < N_CHANGES; i++)
    g_object_set (data, "min-confidence", i % 2 == 0 ? 100.0 : 96.0, NULL);
  return NULL;
}

/* Two threads change the property while the stream plays; the latest value
 * wins. */
static void
test_newest (void)
{
  g_auto (ElementRig) rig = { 0 };
  GThread *threads[2];
  guint n_people;

  element_rig_init (&rig, JOB, NULL);
  g_object_set (rig.element, "max-results", PAGE_SIZE, NULL);
  local_endpoint_add_synthetic (rig.endpoint, JOB, N_PAGES, PAGE_SIZE);
  element_rig_start (&rig);
  n_people = push (&rig, 0);
  g_assert_cmpuint (n_people, >, 0);

  for (guint i = 0; i < G_N_ELEMENTS (threads); i++)
    threads[i] = g_thread_new ("changes", change_often, rig.element);
  for (guint n = 0; n < N_BUFFERS; n++)
    push (&rig, n);
  for (guint i = 0; i < G_N_ELEMENTS (threads); i++)
    g_thread_join (threads[i]);

  for (guint i = 0; i < N_BUFFERS; i++) {
    g_object_set (rig.element, "min-confidence", 100.0, NULL);
    g_assert_cmpuint (push (&rig, 0), ==, 0);
    g_object_set (rig.element, "min-confidence", 0.0, NULL);
    g_assert_cmpuint (push (&rig, 0), ==, n_people);
  }
}

static guint
count_warnings (ElementRig *rig)
{
  GstBus *bus = GST_ELEMENT_BUS (rig->element);
  GstMessage *message;
  guint n = 0;

  while ((message = gst_bus_pop_filtered (bus, GST_MESSAGE_WARNING)) != NULL) {
    gst_message_unref (message);
    n++;
  }
  return n;
}

/* Sets "celebrities" as a command line does. */
static void
set_celebrities (ElementRig *rig, const char *celebrities)
{
  gst_util_set_object_arg (G_OBJECT (rig->element), "celebrities", celebrities);
}

static void
add_people (ElementRig *rig)
{
  g_autoptr (GError) error = NULL;

  local_endpoint_add_results (rig->endpoint,
      "{\"JobStatus\":\"SUCCEEDED\",\"Celebrities\":["
      "{\"Timestamp\":0,\"Celebrity\":{\"Id\":\"a\",\"Name\":\"Ada Moreno\","
      "\"Face\":{\"BoundingBox\":{\"Left\":0.1,\"Top\":0.1,\"Width\":0.1,"
      "\"Height\":0.1}}}},"
      "{\"Timestamp\":0,\"Celebrity\":{\"Id\":\"b\",\"Name\":\"Otto Brandt\","
      "\"Face\":{\"BoundingBox\":{\"Left\":0.5,\"Top\":0.1,\"Width\":0.1,"
      "\"Height\":0.1}}}}]}",
      -1, JOB, &error);
  g_assert_no_error (error);
}

static void
test_celebrities (void)
{
  g_auto (ElementRig) rig = { 0 };

  element_rig_init (&rig, JOB, NULL);
  add_people (&rig);
  element_rig_start (&rig);
  g_assert_cmpuint (push (&rig, 0), ==, 2);
  set_celebrities (&rig, "<\"Ada\\ Moreno\">");
  g_assert_cmpuint (push (&rig, 0), ==, 1);
  set_celebrities (&rig, "<a,b>");
  g_assert_cmpuint (push (&rig, 0), ==, 2);
  set_celebrities (&rig, "<\"ada\\ moreno\">");
  g_assert_cmpuint (push (&rig, 0), ==, 0);
  set_celebrities (&rig, "<>");
  g_assert_cmpuint (push (&rig, 0), ==, 2);
}

/* A filter that matches nobody in the job is usually a mistake, so it warns. */
static void
test_unmatched (void)
{
  g_auto (ElementRig) rig = { 0 };
  g_autoptr (GstMessage) message = NULL;
  g_autoptr (GError) error = NULL;

  element_rig_init (&rig, JOB, NULL);
  add_people (&rig);
  set_celebrities (&rig, "<\"Ada\\ Morena\">");
  element_rig_start (&rig);
  g_assert_cmpuint (push (&rig, 0), ==, 0);
  message = element_rig_wait (&rig, GST_MESSAGE_WARNING);
  gst_message_parse_warning (message, &error, NULL);
  g_assert_error (error, GST_RESOURCE_ERROR, GST_RESOURCE_ERROR_SETTINGS);
  g_assert_nonnull (strstr (error->message, "Ada Moreno (a), Otto Brandt (b)"));

  /* It warns once per filter, however often other settings change. */
  g_object_set (rig.element, "min-confidence", 10.0, NULL);
  g_object_set (rig.element, "ts-offset", (gint64) 1, NULL);
  push (&rig, 0);
  gst_element_set_state (rig.element, GST_STATE_NULL);
  g_assert_cmpuint (count_warnings (&rig), ==, 0);
}

/* Setting it does not wait for the results. */
static void
test_not_running (void)
{
  g_auto (ElementRig) rig = { 0 };
  double min_confidence;

  element_rig_init (&rig, JOB, NULL);
  local_endpoint_add_synthetic (rig.endpoint, JOB, N_PAGES, PAGE_SIZE);
  local_endpoint_add_fault (rig.endpoint, "hang", NULL);
  g_object_set (rig.element, "min-confidence", 10.0, NULL);
  element_rig_start (&rig);
  g_object_set (rig.element, "min-confidence", 20.0, NULL);
  gst_element_set_state (rig.element, GST_STATE_NULL);
  g_object_set (rig.element, "min-confidence", 30.0, NULL);
  g_object_get (rig.element, "min-confidence", &min_confidence, NULL);
  g_assert_cmpfloat (min_confidence, ==, 30.0);
}

static void
set_confidence (ElementRig *rig, double min_confidence)
{
  g_object_set (rig->element, "min-confidence", min_confidence, NULL);
}

/* Waits for a warning that contains @expected. NULL: asserts that there is none
 * so far. */
static void
assert_warning (ElementRig *rig, const char *expected)
{
  g_autoptr (GstMessage) message = NULL;
  g_autoptr (GError) error = NULL;

  if (expected == NULL) {
    g_assert_cmpuint (count_warnings (rig), ==, 0);
    return;
  }
  message = element_rig_wait (rig, GST_MESSAGE_WARNING);
  gst_message_parse_warning (message, &error, NULL);
  g_assert_error (error, GST_RESOURCE_ERROR, GST_RESOURCE_ERROR_SETTINGS);
  g_assert_nonnull (strstr (error->message, expected));
}

/* A ratio is used as a percentage, with one warning per run. */
static void
test_ratio (void)
{
  g_auto (ElementRig) rig = { 0 };
  double min_confidence;

  element_rig_init (&rig, JOB, NULL);
  local_endpoint_add_synthetic (rig.endpoint, JOB, N_PAGES, PAGE_SIZE);
  set_confidence (&rig, 0.95);
  assert_warning (&rig, NULL);
  element_rig_start (&rig);
  assert_warning (&rig, "0.95 percent: did you mean 95?");
  g_assert_cmpuint (push (&rig, 0), >, 0);
  g_object_get (rig.element, "min-confidence", &min_confidence, NULL);
  g_assert_cmpfloat (min_confidence, ==, 0.95);
  set_confidence (&rig, 0.5);
  assert_warning (&rig, NULL);

  gst_element_set_state (rig.element, GST_STATE_NULL);
  set_confidence (&rig, 0.0);
  gst_element_set_state (rig.element, GST_STATE_PLAYING);
  set_confidence (&rig, 1.01);
  assert_warning (&rig, NULL);
  set_confidence (&rig, 1.0);
  assert_warning (&rig, "1 percent: did you mean 100?");
}

int
main (int argc, char **argv)
{
  element_rig_main (&argc, &argv);
  g_test_add_func ("/min-confidence-live/hard-start", test_hard_start);
  g_test_add_func ("/min-confidence-live/newest", test_newest);
  g_test_add_func ("/min-confidence-live/not-running", test_not_running);
  g_test_add_func ("/min-confidence-live/celebrities", test_celebrities);
  g_test_add_func ("/min-confidence-live/unmatched", test_unmatched);
  g_test_add_func ("/min-confidence-live/ratio", test_ratio);
  return element_rig_run ();
}
