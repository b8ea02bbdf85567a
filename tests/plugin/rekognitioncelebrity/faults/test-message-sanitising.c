/* SPDX-License-Identifier: LGPL-2.1-or-later */

/* Texts from the service, files, programs, names and properties must not bring
 * control characters for a terminal into warnings, errors and progress
 * messages. */

#include <string.h>

#include "support/element/hostile-name-scene.h"

/* Other answers of the service with such a text, and the code of the error. */
static const struct {
  const char *label;
  guint status;
  HostileNameFrame frame;
} answers[] = {
  { "status-message", 200,
      { "{\"JobStatus\":\"FAILED\",\"StatusMessage\":\"", NULL, "\"}" } },
  { "job-status", 200, { "{\"JobStatus\":\"", NULL, "\"}" } },
  { "job-id", 200,
      { "{\"JobStatus\":\"SUCCEEDED\",\"Celebrities\":[],\"JobId\":\"", NULL,
          "\"}" } },
  { "error-message", 400,
      { "{\"__type\":\"OddException\",\"message\":\"", NULL, "\"}" } },
  { "error-type", 400, { "{\"__type\":\"", NULL, "\"}" } },
  { "xml", 400,
      { "<ErrorResponse><Error><Code>Odd</Code><Message>", NULL,
          "</Message></Error></ErrorResponse>" } },
  { "no-json", 200, { "", NULL, "" } },
};

static void
test_reports (gconstpointer data)
{
  guint index = GPOINTER_TO_UINT (data);
  const HostileName *rows;
  guint n_rows;

  rows = hostile_names_get (&n_rows);
  for (guint i = 0; i < n_rows; i++) {
    g_auto (HostileNameScene) scene = { 0 };
    g_autoptr (GstBuffer) buffer = NULL;
    g_autoptr (GError) warning = NULL;

    g_test_message ("%s", rows[i].label);
    hostile_name_scene_init (&scene, &answers[index].frame, &rows[i]);
    hostile_name_scene_play_from_service (&scene, answers[index].status);
    buffer = element_rig_push (&scene.rig, 0);
    warning = hostile_name_scene_check_bus (scene.rig.bus, NULL, NULL);
    g_assert_nonnull (warning);
    g_assert_cmpuint (strlen (warning->message), <, 9000);
  }
}

/* The file contains the job's id, which a warning about the video repeats. */
static void
test_job_of_file (void)
{
  static const HostileNameFrame frame = {
    "{\"JobStatus\":\"SUCCEEDED\",\"Celebrities\":[],\"VideoMetadata\":"
    "{\"FrameWidth\":100,\"FrameHeight\":900},\"JobId\":\"",
    NULL,
    "\"}",
  };
  const HostileName *rows;
  guint n_rows;

  rows = hostile_names_get (&n_rows);
  for (guint i = 0; i < n_rows; i++) {
    g_auto (HostileNameScene) scene = { 0 };
    g_autoptr (GstBuffer) buffer = NULL;
    g_autoptr (GError) warning = NULL;

    hostile_name_scene_init (&scene, &frame, &rows[i]);
    hostile_name_scene_play_from_file (&scene);
    buffer = element_rig_push (&scene.rig, 0);
    warning = hostile_name_scene_check_bus (scene.rig.bus, NULL, NULL);
    g_assert_nonnull (warning);
  }
}

/* Values of properties and paths of files are shown, too. */
static void
test_properties (void)
{
  static const char *const properties[] = { "job-id", "results-location",
    "region", "profile", "endpoint-uri" };
  const HostileName *rows;
  guint n_rows;

  rows = hostile_names_get (&n_rows);
  for (guint i = 0; i < n_rows; i++) {
    for (guint k = 0; k < G_N_ELEMENTS (properties); k++) {
      g_auto (ElementRig) rig = { 0 };
      g_autofree char *name = hostile_name_dup (&rows[i]);
      g_autoptr (GstBuffer) buffer = NULL;
      g_autoptr (GError) warning = NULL;

      g_test_message ("%s %s", rows[i].label, properties[k]);
      element_rig_init (&rig, k == 1 ? NULL : HOSTILE_NAME_SCENE_JOB, NULL);
      g_object_set (rig.element, "fail-on-error", FALSE, "retry-attempts", 1,
          properties[k], name, NULL);
      element_rig_play (&rig, k == 4 ? name : "http://127.0.0.1:1");
      buffer = element_rig_push (&rig, 0);
      warning = hostile_name_scene_check_bus (rig.bus, NULL, NULL);
      g_assert_nonnull (warning);
    }
  }
}

/* Output of a credential_process. */
static void
test_credential_process (void)
{
  g_autoptr (TemporaryFolder) folder = temporary_folder_new ();
  g_autofree char *said = temporary_folder_get_path (folder, "said");
  g_autofree char *script = g_strdup_printf ("cat '%s' >&2\nexit 1\n", said);
  g_autofree char *program = temporary_folder_write (folder, "run", script);
  g_autofree char *text =
      g_strdup_printf ("[default]\ncredential_process = /bin/sh %s\n", program);
  g_autofree char *config = temporary_folder_write (folder, "config", text);
  const HostileName *rows;
  guint n_rows;

  g_setenv ("AWS_CONFIG_FILE", config, TRUE);
  rows = hostile_names_get (&n_rows);
  for (guint i = 0; i < n_rows; i++) {
    g_auto (ElementRig) rig = { 0 };
    g_autoptr (GString) name = g_string_new (NULL);
    g_autoptr (GstBuffer) buffer = NULL;
    g_autoptr (GError) warning = NULL;

    hostile_name_append_json (&rows[i], name);
    g_file_set_contents (said, name->str, (gssize) name->len, NULL);
    element_rig_init (&rig, HOSTILE_NAME_SCENE_JOB, NULL);
    g_object_set (rig.element, "fail-on-error", FALSE, "access-key", NULL,
        "secret-access-key", NULL, NULL);
    element_rig_play (&rig, "http://127.0.0.1:1");
    buffer = element_rig_push (&rig, 0);
    warning = hostile_name_scene_check_bus (rig.bus, NULL, NULL);
    g_assert_error (warning, GST_RESOURCE_ERROR,
        GST_RESOURCE_ERROR_NOT_AUTHORIZED);
    g_assert_nonnull (strstr (warning->message, "exit code 1"));
  }
  g_setenv ("AWS_CONFIG_FILE", "/nonexistent/config", TRUE);
}

/* Location of celebritylog. */
static void
test_log_location (void)
{
  const HostileName *rows;
  guint n_rows;

  rows = hostile_names_get (&n_rows);
  for (guint i = 0; i < n_rows; i++) {
    g_autofree char *name = hostile_name_dup (&rows[i]);
    g_autofree char *path = g_strconcat ("/nonexistent/", name, NULL);
    GstElement *element = gst_element_factory_make ("celebritylog", NULL);
    g_autoptr (GstBus) bus = gst_bus_new ();
    g_autoptr (GstMessage) message = NULL;
    g_autoptr (GError) error = NULL;

    gst_object_ref_sink (element);
    gst_element_set_bus (element, bus);
    g_object_set (element, "location", path, NULL);
    g_assert_cmpint (gst_element_set_state (element, GST_STATE_PAUSED), ==,
        GST_STATE_CHANGE_FAILURE);
    message = gst_bus_pop_filtered (bus, GST_MESSAGE_ERROR);
    g_assert_nonnull (message);
    gst_message_parse_error (message, &error, NULL);
    g_assert_error (error, GST_RESOURCE_ERROR, GST_RESOURCE_ERROR_OPEN_WRITE);
    hostile_names_assert_shown (error->message);
    gst_element_set_state (element, GST_STATE_NULL);
    gst_element_set_bus (element, NULL);
    gst_object_unref (element);
  }
}

int
main (int argc, char **argv)
{
  element_rig_main (&argc, &argv);

  for (guint i = 0; i < G_N_ELEMENTS (answers); i++) {
    g_autofree char *path =
        g_strconcat ("/message-sanitising/", answers[i].label, NULL);

    g_test_add_data_func (path, GUINT_TO_POINTER (i), test_reports);
  }
  g_test_add_func ("/message-sanitising/job-of-file", test_job_of_file);
  g_test_add_func ("/message-sanitising/properties", test_properties);
  g_test_add_func ("/message-sanitising/credential-process",
      test_credential_process);
  g_test_add_func ("/message-sanitising/log-location", test_log_location);
  return element_rig_run ();
}
