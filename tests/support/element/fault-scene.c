/* SPDX-License-Identifier: LGPL-2.1-or-later */

#include "support/element/fault-scene.h"

#include "support/element/fault-clock.h"

#include <string.h>

#define N_PAGES 2
#define SHORT_MS 300
#define MOST_PATIENCE 5
#define PROMPT_US ((gint64) G_USEC_PER_SEC)
#define LIMIT_US (10 * (gint64) G_USEC_PER_SEC)
#define CREDENTIALS_URI "AWS_CONTAINER_CREDENTIALS_FULL_URI"

GST_PLUGIN_STATIC_DECLARE (rekognition);

static void
ignore_leak (gpointer object, gpointer user_data)
{
  (void) user_data;
  GST_OBJECT_FLAG_SET (object, GST_OBJECT_FLAG_MAY_BE_LEAKED);
}

/* Registered classes stay until the process ends. GStreamer marks those of
 * plugins that it loads for its leaks tracer, but not those of linked
 * plugins. */
void
fault_scene_register_plugin (void)
{
  GstRegistry *registry = gst_registry_get ();
  g_autoptr (GstPlugin) plugin = NULL;
  GList *features;

  fault_clock_install ();
  GST_PLUGIN_STATIC_REGISTER (rekognition);
  plugin = gst_registry_find_plugin (registry, "rekognition");
  g_assert_nonnull (plugin);
  ignore_leak (plugin, NULL);
  features = gst_registry_get_feature_list_by_plugin (registry, "rekognition");
  g_list_foreach (features, ignore_leak, NULL);
  gst_plugin_feature_list_free (features);
}

void
fault_scene_init (FaultScene *scene)
{
  *scene = (FaultScene){ .service_script = fault_script_new (),
    .credentials_script = fault_script_new () };
  element_rig_init (&scene->rig, FAULT_SCENE_JOB, NULL);
  g_object_set (scene->rig.element, "retry-attempts", FAULT_SCENE_ATTEMPTS,
      "request-timeout", FAULT_SCENE_LONG_MS, NULL);
}

void
fault_scene_clear (FaultScene *scene)
{
  element_rig_clear (&scene->rig);
  g_clear_pointer (&scene->service, scripted_server_free);
  g_clear_pointer (&scene->credentials, scripted_server_free);
  g_clear_pointer (&scene->service_script, fault_script_free);
  g_clear_pointer (&scene->credentials_script, fault_script_free);
  fault_clock_hold (0);
  g_unsetenv (CREDENTIALS_URI);
}

char *
fault_scene_serve (FaultScene *scene, GTlsCertificate *certificate,
    const char *scheme)
{
  scene->service = scripted_server_new (
      fault_script_get_steps (scene->service_script), certificate);
  return scripted_server_dup_uri (scene->service, scheme, "");
}

void
fault_scene_use_container (FaultScene *scene, const char *uri)
{
  g_setenv (CREDENTIALS_URI, uri, TRUE);
  g_object_set (scene->rig.element, "access-key", NULL, "secret-access-key",
      NULL, NULL);
}

void
fault_scene_play (FaultScene *scene)
{
  g_autofree char *uri = NULL;

  if (fault_script_get_n_steps (scene->credentials_script) > 0) {
    g_autofree char *credentials_uri = NULL;

    scene->credentials = scripted_server_new (
        fault_script_get_steps (scene->credentials_script), NULL);
    credentials_uri = scripted_server_dup_uri (scene->credentials, "http", "/");
    fault_scene_use_container (scene, credentials_uri);
  }
  uri = fault_scene_serve (scene, NULL, "http");
  element_rig_play (&scene->rig, uri);
}

guint
fault_scene_get_short_ms (void)
{
  return SHORT_MS * (guint) MIN (element_rig_get_patience (), MOST_PATIENCE);
}

static void
assert_failed (ElementRig *rig, GstResourceError code)
{
  g_autoptr (GstMessage) message = element_rig_wait (rig, GST_MESSAGE_ERROR);
  g_autoptr (GError) error = NULL;

  gst_message_parse_error (message, &error, NULL);
  g_test_message ("%s", error->message);
  g_assert_error (error, GST_RESOURCE_ERROR, (int) code);
  g_assert_nonnull (strstr (error->message, FAULT_SCENE_JOB));
  element_rig_wait_progress (rig, GST_PROGRESS_TYPE_ERROR);
  g_assert_cmpint (
      gst_harness_push (rig->harness, element_rig_create_buffer (0)), ==,
      GST_FLOW_EOS);
}

static void
assert_complete (ElementRig *rig)
{
  g_autoptr (GstStructure) stats = NULL;
  guint pages = 0, detections = 0;

  element_rig_wait_progress (rig, GST_PROGRESS_TYPE_COMPLETE);
  g_object_get (rig->element, "stats", &stats, NULL);
  gst_structure_get (stats, "pages", G_TYPE_UINT, &pages, "detections",
      G_TYPE_UINT, &detections, NULL);
  g_assert_cmpuint (pages, ==, N_PAGES);
  g_assert_cmpuint (detections, ==, N_PAGES);
}

void
fault_scene_assert_outcome (FaultScene *scene, GstResourceError code)
{
  gint64 start = g_get_monotonic_time ();

  if (code != 0)
    assert_failed (&scene->rig, code);
  else
    assert_complete (&scene->rig);
  g_assert_cmpint (g_get_monotonic_time () - start, <,
      LIMIT_US * element_rig_get_patience ());
}

void
fault_scene_stop (FaultScene *scene)
{
  gint64 start = g_get_monotonic_time ();

  gst_element_set_state (scene->rig.element, GST_STATE_NULL);
  g_assert_cmpint (g_get_monotonic_time () - start, <,
      PROMPT_US * element_rig_get_patience ());
  element_rig_wait_progress (&scene->rig, GST_PROGRESS_TYPE_CANCELED);
}
