/* SPDX-License-Identifier: LGPL-2.1-or-later */

/* Names that somebody might choose to break what shows them, from the service
 * and from a file: each comes through byte by byte or is refused as a whole;
 * and no text of the element's own shows what they may do. */

#include <gst/video/video.h>
#include <string.h>

#include "element-rig.h"
#include "hostile-names.h"
#include "scripted-server.h"
#include "temporary-folder.h"

#define JOB "job-1"
#define META "CelebrityMeta"
#define MESSAGE "rekognition-celebrity"

/* What stands before and behind a name; the name stands in it twice where
 * there is a middle. */
typedef struct {
  const char *before;
  const char *middle;
  const char *behind;
} Frame;

static const Frame page = {
  "{\"JobStatus\":\"SUCCEEDED\",\"JobId\":\"" JOB "\",\"Celebrities\":["
  "{\"Timestamp\":0,\"Celebrity\":{\"Confidence\":90,\"Face\":{\"BoundingBox\":"
  "{\"Left\":0.25,\"Top\":0.25,\"Width\":0.5,\"Height\":0.5}},"
  "\"KnownGender\":{\"Type\":\"",
  "\"},\"Name\":\"",
  "\"}}]}\n",
};

static GString *
fill (const Frame *frame, const HostileName *row)
{
  GString *text = g_string_new (frame->before);

  hostile_name_append_json (row, text);
  if (frame->middle != NULL) {
    g_string_append (text, frame->middle);
    hostile_name_append_json (row, text);
  }
  g_string_append (text, frame->behind);
  return text;
}

/* An element that gets one answer, and says with a warning what is wrong. */
typedef struct {
  ElementRig rig;
  TemporaryFolder *folder;
  ScriptedServer *server;
  ScriptedStep steps[5];
  GString *body;
  char *header;
} Scene;

static void
scene_init (Scene *scene, const Frame *frame, const HostileName *row)
{
  *scene = (Scene){ .body = fill (frame, row) };
  element_rig_init (&scene->rig, JOB, NULL);
  g_object_set (scene->rig.element, "fail-on-error", FALSE, "toc", TRUE,
      "retry-attempts", 1, NULL);
}

static void
scene_clear (Scene *scene)
{
  element_rig_clear (&scene->rig);
  g_clear_pointer (&scene->server, scripted_server_free);
  g_clear_pointer (&scene->folder, temporary_folder_free);
  g_string_free (scene->body, TRUE);
  g_free (scene->header);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Scene, scene_clear)

static void
play_from_service (Scene *scene, guint status)
{
  const ScriptedStep steps[] = { SCRIPT_READ, { SCRIPTED_SEND, NULL, 0, 0 },
    SCRIPT_SEND_BYTES (scene->body->str, scene->body->len), SCRIPT_HANG,
    SCRIPT_END };
  g_autofree char *uri = NULL;

  scene->header = g_strdup_printf ("HTTP/1.1 %u Said\r\nContent-Length: "
                                   "%" G_GSIZE_FORMAT "\r\n\r\n",
      status, scene->body->len);
  memcpy (scene->steps, steps, sizeof steps);
  scene->steps[1].data = scene->header;
  scene->server = scripted_server_new (scene->steps, NULL);
  uri = scripted_server_dup_uri (scene->server, "http", "");
  element_rig_play (&scene->rig, uri);
}

static void
play_from_file (Scene *scene)
{
  g_autofree char *path = NULL;
  g_autoptr (GError) error = NULL;

  scene->folder = temporary_folder_new ();
  path = temporary_folder_get_path (scene->folder, "results.jsonl");
  g_file_set_contents (path, scene->body->str, (gssize) scene->body->len,
      &error);
  g_assert_no_error (error);
  g_object_set (scene->rig.element, "job-id", NULL, "results-location", path,
      NULL);
  element_rig_play (&scene->rig, NULL);
}

static void
play_page (Scene *scene, const HostileName *row, gboolean from_file)
{
  scene_init (scene, &page, row);
  if (from_file)
    play_from_file (scene);
  else
    play_from_service (scene, 200);
}

/* Returns: (transfer full): the only element of the list in the field */
static GstStructure *
dup_first (const GstStructure *structure, const char *field)
{
  const GValue *list = gst_structure_get_value (structure, field);
  const GValue *first = GST_VALUE_HOLDS_ARRAY (list)
      ? gst_value_array_get_value (list, 0)
      : gst_value_list_get_value (list, 0);

  return gst_structure_copy (gst_value_get_structure (first));
}

static void
check_metas (GstBuffer *buffer, const char *name)
{
  GstVideoRegionOfInterestMeta *region =
      gst_buffer_get_video_region_of_interest_meta (buffer);
  GstCustomMeta *meta = gst_buffer_get_custom_meta (buffer, META);
  g_autoptr (GstStructure) celebrity = NULL;
  GstStructure *label;

  g_assert_nonnull (region);
  g_assert_cmpstr (g_quark_to_string (region->roi_type), ==, name);
  label = gst_video_region_of_interest_meta_get_param (region, "celebrity");
  g_assert_cmpstr (gst_structure_get_string (label, "label"), ==, name);

  g_assert_nonnull (meta);
  celebrity = dup_first (gst_custom_meta_get_structure (meta), "celebrities");
  g_assert_cmpstr (gst_structure_get_string (celebrity, "name"), ==, name);
  g_assert_cmpstr (gst_structure_get_string (celebrity, "known-gender"), ==,
      name);
}

static void
check_toc (GstMessage *message, const char *name)
{
  GstToc *toc = NULL;
  GstTocEntry *entry;
  g_autofree char *title = NULL;

  gst_message_parse_toc (message, &toc, NULL);
  entry = gst_toc_get_entries (toc)->data;
  g_assert_true (gst_tag_list_get_string (gst_toc_entry_get_tags (entry),
      GST_TAG_TITLE, &title));
  g_assert_cmpstr (title, ==, name);
  gst_toc_unref (toc);
}

static void
check_element_message (GstMessage *message, const char *name)
{
  const GstStructure *structure = gst_message_get_structure (message);
  g_autoptr (GstStructure) celebrity = dup_first (structure, "celebrities");
  const GValue *appeared = gst_structure_get_value (structure, "appeared");

  g_assert_true (gst_structure_has_name (structure, MESSAGE));
  g_assert_cmpstr (gst_structure_get_string (celebrity, "name"), ==, name);
  g_assert_cmpstr (g_value_get_string (gst_value_list_get_value (appeared, 0)),
      ==, name);
}

static void
check_progress (GstMessage *message)
{
  g_autofree char *text = NULL;

  gst_message_parse_progress (message, NULL, NULL, &text);
  hostile_names_assert_shown (text);
}

static void
check_report (const GError *error, const char *debug)
{
  g_auto (GStrv) lines = g_strsplit (debug, "\n", -1);

  hostile_names_assert_shown (error->message);
  for (guint i = 0; lines[i] != NULL; i++)
    hostile_names_assert_shown (lines[i]);
}

/* Looks at all that is on the bus.
 *
 * Returns: (transfer full) (nullable): the warning */
static GError *
check_bus (GstBus *bus, const char *name)
{
  GError *found = NULL;
  GstMessage *message;

  while ((message = gst_bus_pop (bus)) != NULL) {
    g_autoptr (GError) warning = NULL;
    g_autofree char *debug = NULL;

    g_assert_cmpint (GST_MESSAGE_TYPE (message), !=, GST_MESSAGE_ERROR);
    if (GST_MESSAGE_TYPE (message) == GST_MESSAGE_PROGRESS)
      check_progress (message);
    if (GST_MESSAGE_TYPE (message) == GST_MESSAGE_TOC)
      check_toc (message, name);
    if (GST_MESSAGE_TYPE (message) == GST_MESSAGE_ELEMENT)
      check_element_message (message, name);
    if (GST_MESSAGE_TYPE (message) == GST_MESSAGE_WARNING) {
      g_assert_null (found);
      gst_message_parse_warning (message, &warning, &debug);
      check_report (warning, debug);
      found = g_steal_pointer (&warning);
    }
    gst_message_unref (message);
  }
  return found;
}

static void
check_name (const HostileName *row, gboolean from_file)
{
  g_auto (Scene) scene = { 0 };
  g_autofree char *name = hostile_name_dup (row);
  g_autoptr (GstBuffer) buffer = NULL;
  g_autoptr (GError) warning = NULL;

  play_page (&scene, row, from_file);
  buffer = element_rig_push (&scene.rig, 0);
  if (row->name != NULL) {
    check_metas (buffer, name);
    warning = check_bus (scene.rig.bus, name);
    g_assert_no_error (warning);
    return;
  }
  g_assert_null (gst_buffer_get_custom_meta (buffer, META));
  warning = check_bus (scene.rig.bus, NULL);
  g_assert_error (warning, GST_RESOURCE_ERROR, GST_RESOURCE_ERROR_READ);
  g_assert_nonnull (strstr (warning->message, "not JSON: "));
}

static void
test_service (gconstpointer data)
{
  check_name (data, FALSE);
}

static void
test_file (gconstpointer data)
{
  check_name (data, TRUE);
}

/* Where else the service may put such a text, and what is then the error's. */
static const struct {
  const char *label;
  guint status;
  Frame frame;
} places[] = {
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
  guint place = GPOINTER_TO_UINT (data);
  const HostileName *rows;
  guint n_rows;

  rows = hostile_names_get (&n_rows);
  for (guint i = 0; i < n_rows; i++) {
    g_auto (Scene) scene = { 0 };
    g_autoptr (GstBuffer) buffer = NULL;
    g_autoptr (GError) warning = NULL;

    g_test_message ("%s", rows[i].label);
    scene_init (&scene, &places[place].frame, &rows[i]);
    play_from_service (&scene, places[place].status);
    buffer = element_rig_push (&scene.rig, 0);
    warning = check_bus (scene.rig.bus, NULL);
    g_assert_nonnull (warning);
    g_assert_cmpuint (strlen (warning->message), <, 9000);
  }
}

/* A file names its job, which a warning about the video repeats. */
static void
test_job_of_file (void)
{
  static const Frame frame = {
    "{\"JobStatus\":\"SUCCEEDED\",\"Celebrities\":[],\"VideoMetadata\":"
    "{\"FrameWidth\":100,\"FrameHeight\":900},\"JobId\":\"",
    NULL,
    "\"}",
  };
  const HostileName *rows;
  guint n_rows;

  rows = hostile_names_get (&n_rows);
  for (guint i = 0; i < n_rows; i++) {
    g_auto (Scene) scene = { 0 };
    g_autoptr (GstBuffer) buffer = NULL;
    g_autoptr (GError) warning = NULL;

    scene_init (&scene, &frame, &rows[i]);
    play_from_file (&scene);
    buffer = element_rig_push (&scene.rig, 0);
    warning = check_bus (scene.rig.bus, NULL);
    g_assert_nonnull (warning);
  }
}

/* Properties and places of files are shown, too. */
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
      element_rig_init (&rig, k == 1 ? NULL : JOB, NULL);
      g_object_set (rig.element, "fail-on-error", FALSE, "retry-attempts", 1,
          properties[k], name, NULL);
      element_rig_play (&rig, k == 4 ? name : "http://127.0.0.1:1");
      buffer = element_rig_push (&rig, 0);
      warning = check_bus (rig.bus, NULL);
      g_assert_nonnull (warning);
    }
  }
}

/* What a program says that was to give credentials. */
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
    element_rig_init (&rig, JOB, NULL);
    g_object_set (rig.element, "fail-on-error", FALSE, "access-key", NULL,
        "secret-access-key", NULL, NULL);
    element_rig_play (&rig, "http://127.0.0.1:1");
    buffer = element_rig_push (&rig, 0);
    warning = check_bus (rig.bus, NULL);
    g_assert_error (warning, GST_RESOURCE_ERROR,
        GST_RESOURCE_ERROR_NOT_AUTHORIZED);
    g_assert_nonnull (strstr (warning->message, "exit code 1"));
  }
  g_setenv ("AWS_CONFIG_FILE", "/nonexistent/config", TRUE);
}

static void
add_names (void)
{
  const HostileName *rows;
  guint n_rows;

  rows = hostile_names_get (&n_rows);
  for (guint i = 0; i < n_rows; i++) {
    g_autofree char *service =
        g_strconcat ("/celebrity-names/service/", rows[i].label, NULL);
    g_autofree char *file =
        g_strconcat ("/celebrity-names/file/", rows[i].label, NULL);

    g_test_add_data_func (service, &rows[i], test_service);
    g_test_add_data_func (file, &rows[i], test_file);
  }
}

int
main (int argc, char **argv)
{
  element_rig_main (&argc, &argv);

  add_names ();
  for (guint i = 0; i < G_N_ELEMENTS (places); i++) {
    g_autofree char *path =
        g_strconcat ("/celebrity-names/reports/", places[i].label, NULL);

    g_test_add_data_func (path, GUINT_TO_POINTER (i), test_reports);
  }
  g_test_add_func ("/celebrity-names/job-of-file", test_job_of_file);
  g_test_add_func ("/celebrity-names/properties", test_properties);
  g_test_add_func ("/celebrity-names/credential-process",
      test_credential_process);
  return element_rig_run ();
}
