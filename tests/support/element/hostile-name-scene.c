/* SPDX-License-Identifier: LGPL-2.1-or-later */

#include "support/element/hostile-name-scene.h"

#include <string.h>

static GString *
fill (const HostileNameFrame *frame, const HostileName *row)
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

void
hostile_name_scene_init (HostileNameScene *scene, const HostileNameFrame *frame,
    const HostileName *row)
{
  *scene = (HostileNameScene){ .body = fill (frame, row) };
  element_rig_init (&scene->rig, HOSTILE_NAME_SCENE_JOB, NULL);
  g_object_set (scene->rig.element, "fail-on-error", FALSE, "toc", TRUE,
      "retry-attempts", 1, NULL);
}

void
hostile_name_scene_clear (HostileNameScene *scene)
{
  element_rig_clear (&scene->rig);
  g_clear_pointer (&scene->server, scripted_server_free);
  g_clear_pointer (&scene->folder, temporary_folder_free);
  g_string_free (scene->body, TRUE);
  g_free (scene->header);
}

void
hostile_name_scene_play_from_service (HostileNameScene *scene, guint status)
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

void
hostile_name_scene_play_from_file (HostileNameScene *scene)
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

GError *
hostile_name_scene_check_bus (GstBus *bus, NamesSceneFunc func, gpointer data)
{
  GError *found = NULL;
  GstMessage *message;

  while ((message = gst_bus_pop (bus)) != NULL) {
    g_autoptr (GError) warning = NULL;
    g_autofree char *debug = NULL;

    g_assert_cmpint (GST_MESSAGE_TYPE (message), !=, GST_MESSAGE_ERROR);
    if (func != NULL)
      func (message, data);
    if (GST_MESSAGE_TYPE (message) == GST_MESSAGE_PROGRESS)
      check_progress (message);
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
