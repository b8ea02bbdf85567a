/* SPDX-License-Identifier: LGPL-2.1-or-later */

/* With GST_DEBUG=rekognitioncelebrity:6 the debug log tells what happened, in
 * order, and no secret. */

#include <string.h>

#include "support/element/element-rig.h"

#define JOB "job-1"
#define N_PAGES 3
#define PAGE_SIZE 40
#define PATIENCE_US (20 * (gint64) G_USEC_PER_SEC)
#define KEY_ID "AKIDOFTHELOGSTORY"
#define SECRET "wJalrXUtnFEMIofTheLogStory"
#define TOKEN "FwoGZXIvYXdzEofTheLogStory"
#define PASSWORD "hunter2OfTheLogStory"

#ifndef GST_DISABLE_GST_DEBUG

/* Lines begin with their level. */
typedef struct {
  ElementRig rig;
  GMutex lock;
  GCond changed;
  GPtrArray *lines;
} Scene;

static void
keep_line (GstDebugCategory *category, GstDebugLevel level,
    const char *file G_GNUC_UNUSED, const char *function G_GNUC_UNUSED,
    gint line G_GNUC_UNUSED, GObject *object G_GNUC_UNUSED,
    GstDebugMessage *message, gpointer user_data)
{
  Scene *scene = user_data;
  g_autofree char *name = NULL;

  if (!g_str_equal (gst_debug_category_get_name (category),
          "rekognitioncelebrity"))
    return;
  /* The names of levels are padded. */
  name = g_strchomp (g_strdup (gst_debug_level_get_name (level)));
  g_mutex_lock (&scene->lock);
  g_ptr_array_add (scene->lines,
      g_strdup_printf ("%s %s", name, gst_debug_message_get (message)));
  g_cond_broadcast (&scene->changed);
  g_mutex_unlock (&scene->lock);
}

static void
scene_init (Scene *scene)
{
  const LocalEndpointSettings settings = {
    .access_key_id = KEY_ID,
    .secret_access_key = SECRET,
    .session_token = TOKEN,
  };

  g_mutex_init (&scene->lock);
  g_cond_init (&scene->changed);
  scene->lines = g_ptr_array_new_with_free_func (g_free);
  element_rig_init (&scene->rig, JOB, &settings);
  local_endpoint_add_synthetic (scene->rig.endpoint, JOB, N_PAGES, PAGE_SIZE);
  g_object_set (scene->rig.element, "access-key", KEY_ID, "secret-access-key",
      SECRET, "session-token", TOKEN, "max-results", PAGE_SIZE,
      "retry-attempts", 3, NULL);
  /* In brackets, for the function: the macro of that name is no ISO C. */
  (gst_debug_add_log_function) (keep_line, scene, NULL);
  gst_debug_set_threshold_for_name ("rekognitioncelebrity", GST_LEVEL_LOG);
}

static void
scene_clear (Scene *scene)
{
  element_rig_clear (&scene->rig);
  gst_debug_unset_threshold_for_name ("rekognitioncelebrity");
  (gst_debug_remove_log_function) (keep_line);
  g_ptr_array_unref (scene->lines);
  g_cond_clear (&scene->changed);
  g_mutex_clear (&scene->lock);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Scene, scene_clear)

static void
add_fault (Scene *scene, const char *fault)
{
  g_autoptr (GError) error = NULL;

  local_endpoint_add_fault (scene->rig.endpoint, fault, &error);
  g_assert_no_error (error);
}

/* Whether @line has the first of @parts at its start and the others somewhere.
 */
static gboolean
line_matches (const char *line, const char *const *parts)
{
  if (!g_str_has_prefix (line, parts[0]))
    return FALSE;
  for (parts++; *parts != NULL; parts++) {
    if (strstr (line, *parts) == NULL)
      return FALSE;
  }
  return TRUE;
}

/* With the lock held. Returns: the index after the first match from @from on;
 * 0: there is none */
static guint
find_line (const Scene *scene, guint from, const char *const *parts)
{
  for (guint i = from; i < scene->lines->len; i++) {
    if (line_matches (g_ptr_array_index (scene->lines, i), parts))
      return i + 1;
  }
  return 0;
}

/* Waits until there is such a line after @from. */
static guint
wait_for_line (Scene *scene, guint from, const char *const *parts)
{
  gint64 until =
      g_get_monotonic_time () + PATIENCE_US * element_rig_get_patience ();
  gboolean in_time = TRUE;
  guint at;

  g_mutex_lock (&scene->lock);
  while ((at = find_line (scene, from, parts)) == 0 && in_time)
    in_time = g_cond_wait_until (&scene->changed, &scene->lock, until);
  for (guint i = 0; at == 0 && i < scene->lines->len; i++)
    g_test_message ("%s", (const char *) g_ptr_array_index (scene->lines, i));
  if (at == 0)
    g_error ("no line \"%s\" after line %u", parts[0], from);
  g_mutex_unlock (&scene->lock);
  return at;
}

static void
assert_no_secret (Scene *scene)
{
  static const char *const secrets[] = { KEY_ID, SECRET, TOKEN, PASSWORD };

  g_mutex_lock (&scene->lock);
  for (guint i = 0; i < scene->lines->len; i++) {
    for (guint k = 0; k < G_N_ELEMENTS (secrets); k++)
      g_assert_null (strstr (g_ptr_array_index (scene->lines, i), secrets[k]));
  }
  g_mutex_unlock (&scene->lock);
}

typedef const char *const Parts[7];

static const Parts start[] = {
  { "INFO starting with", "job-id=" JOB, "region=eu-west-1", "access-key=...",
      "endpoint-uri=http://127.0.0.1", "max-results=40" },
  { "INFO Fetching the celebrities of job " JOB },
  { "INFO Attempt 1 failed, trying again in ", " ms: ", "hrottl" },
  { "INFO Attempt 2 failed, trying again in ", " ms: " },
  { "DEBUG Page 1: 40 detections" },
  { "DEBUG Page 3: 120 detections" },
  { "INFO credentials: properties" },
  { "INFO the fetch succeeded after ", "source: service, requests: 5",
      "retries: 2" },
  { "INFO results: pages: 3, detections: 120, skipped: 0" },
  { "INFO timeline: tracks: ", "built in " },
  { "INFO timeline, faces: interval: ", "max-gap: ", "hold: " },
  { "DEBUG looking up with min-confidence=0" },
  { "INFO Done: pages: 3, detections: 120" },
};

static const Parts stream[] = {
  { "DEBUG caps event: ", "video/x-raw" },
  { "DEBUG segment: ", "time" },
  { "LOG buffer at 0:00:00.000000000", "people: " },
};

static void
assert_stream (Scene *scene)
{
  static const Parts flush_start = { "DEBUG flush-start" };
  static const Parts flush_stop = { "DEBUG flush-stop" };
  static const Parts seek = { "DEBUG seek: ", "(GstFormat)time" };
  GstHarness *harness = scene->rig.harness;

  for (guint i = 0; i < G_N_ELEMENTS (stream); i++)
    wait_for_line (scene, 0, stream[i]);

  gst_harness_push_upstream_event (harness,
      gst_event_new_seek (1.0, GST_FORMAT_TIME, GST_SEEK_FLAG_FLUSH,
          GST_SEEK_TYPE_SET, 0, GST_SEEK_TYPE_NONE, 0));
  gst_harness_push_event (harness, gst_event_new_flush_start ());
  gst_harness_push_event (harness, gst_event_new_flush_stop (TRUE));
  wait_for_line (scene,
      wait_for_line (scene, wait_for_line (scene, 0, seek), flush_start),
      flush_stop);
}

/* Throttled, then cut off, then all is well. */
static void
test_success (void)
{
  static const Parts changed = { "DEBUG looking up with min-confidence=5" };
  g_auto (Scene) scene = { 0 };
  guint at = 0;

  scene_init (&scene);
  add_fault (&scene, "throttle@1");
  add_fault (&scene, "cut@2");
  element_rig_start (&scene.rig);
  gst_buffer_unref (element_rig_push (&scene.rig, 0));
  element_rig_wait_progress (&scene.rig, GST_PROGRESS_TYPE_COMPLETE);

  for (guint i = 0; i < G_N_ELEMENTS (start); i++)
    at = wait_for_line (&scene, at, start[i]);
  assert_stream (&scene);
  g_object_set (scene.rig.element, "min-confidence", 5.0, NULL);
  wait_for_line (&scene, at, changed);
  assert_no_secret (&scene);
}

static void
test_failure (void)
{
  static const Parts failure[] = {
    { "INFO the fetch failed after ", "source: service, requests: 1" },
    { "ERROR Can't get the celebrities of job", "aws-error-type=Thrott",
        "attempts=1" },
  };
  g_auto (Scene) scene = { 0 };
  guint at = 0;

  scene_init (&scene);
  g_object_set (scene.rig.element, "retry-attempts", 1, NULL);
  add_fault (&scene, "throttle");
  element_rig_start (&scene.rig);
  element_rig_wait_progress (&scene.rig, GST_PROGRESS_TYPE_ERROR);

  for (guint i = 0; i < G_N_ELEMENTS (failure); i++)
    at = wait_for_line (&scene, at, failure[i]);
  assert_no_secret (&scene);
}

/* Settings that have a secret where none belongs. */
static void
test_misplaced_secret (void)
{
  static const Parts settings = { "INFO starting with",
    "endpoint-uri=http://127.0.0.1:9/", "profile=(hidden)" };
  g_auto (Scene) scene = { 0 };

  scene_init (&scene);
  g_object_set (scene.rig.element, "profile", "secret-access-key=" SECRET,
      "job-timeout", 0, NULL);
  element_rig_play (&scene.rig,
      "http://somebody:" PASSWORD "@127.0.0.1:9/?token=" TOKEN);
  wait_for_line (&scene, 0, settings);
  element_rig_wait_progress (&scene.rig, GST_PROGRESS_TYPE_ERROR);
  assert_no_secret (&scene);
}

#endif

int
main (int argc, char **argv)
{
  element_rig_main (&argc, &argv);
#ifndef GST_DISABLE_GST_DEBUG
  g_test_add_func ("/log-story/success", test_success);
  g_test_add_func ("/log-story/failure", test_failure);
  g_test_add_func ("/log-story/misplaced-secret", test_misplaced_secret);
#endif
  return element_rig_run ();
}
