/* SPDX-License-Identifier: LGPL-2.1-or-later */

/* Frames are sent to another process through unixfdsink, which passes on the
 * record and no other meta. */

#include "support/element/element-rig.h"
#include "support/passthrough/passthrough-outlines.h"
#include "support/passthrough/passthrough-table.h"

/* The first releases with unixfdsink and with its property
 * wait-for-connection. */
#define MIN_MINOR 24

/* A receiver in this process. */
static GstElement *
create_receiver (PassthroughRig *rig, const char *elements)
{
  g_autofree char *socket = temporary_folder_get_path (rig->folder, "socket");
  g_autofree char *text = g_strdup_printf (
      "unixfdsrc socket-path=%s ! %s ! fakesink name=sink0 sync=false", socket,
      elements);
  g_autoptr (GError) error = NULL;
  GstElement *receiver = gst_parse_launch (text, &error);

  g_assert_no_error (error);
  return gst_object_ref_sink (receiver);
}

/* It holds the first frame until a receiver connects. */
static GstElement *
create_sender (PassthroughRig *rig, const char *settings)
{
  g_autofree char *socket = temporary_folder_get_path (rig->folder, "socket");
  g_autofree char *after = g_strdup_printf (
      "unixfdsink socket-path=%s sync=false wait-for-connection=true", socket);
  const PassthroughChain chain = { .settings = settings, .after = after };

  return passthrough_rig_create_pipeline (rig, &chain);
}

/* Received timestamps start at 0 when the receiver starts. */
static void
restore_times (GPtrArray *samples)
{
  g_assert_cmpuint (samples->len, ==, PASSTHROUGH_JOB_N_FRAMES);
  for (guint i = 0; i < samples->len; i++) {
    GstSample *sample = g_ptr_array_index (samples, i);
    g_autoptr (GstBuffer) buffer =
        gst_buffer_copy (gst_sample_get_buffer (sample));

    GST_BUFFER_PTS (buffer) = i * GST_SECOND / PASSTHROUGH_JOB_FPS;
    gst_sample_set_buffer (sample, buffer);
  }
}

static GPtrArray *
send_and_receive (PassthroughRig *rig, const char *settings,
    const char *elements)
{
  g_autoptr (GstElement) sender = create_sender (rig, settings);
  g_autoptr (GstElement) receiver = create_receiver (rig, elements);
  GPtrArray *samples =
      g_ptr_array_new_with_free_func ((GDestroyNotify) gst_sample_unref);

  passthrough_rig_watch (receiver, "sink0", samples);
  gst_element_set_state (sender, GST_STATE_PLAYING);
  gst_element_set_state (receiver, GST_STATE_PLAYING);
  passthrough_rig_wait (receiver);
  passthrough_rig_wait (sender);
  restore_times (samples);
  return samples;
}

/* No region of interest arrives, but the faces' positions are known. */
static void
test_left (gconstpointer data)
{
  const PassthroughMap map = PASSTHROUGH_SAME;
  g_auto (PassthroughRig) rig = { NULL, NULL, NULL, NULL };
  g_autoptr (GPtrArray) samples = NULL;

  passthrough_rig_init (&rig);
  samples = send_and_receive (&rig, data, "identity");
  g_assert_cmpuint (passthrough_table_check (&rig, samples, &map,
                        PASSTHROUGH_RECORD | PASSTHROUGH_BOX),
      ==, 30);
}

static void
test_drawn (void)
{
  const PassthroughMap map = PASSTHROUGH_SAME;
  g_auto (PassthroughRig) rig = { NULL, NULL, NULL, NULL };
  g_autoptr (GPtrArray) samples = NULL;

  passthrough_rig_init (&rig);
  samples = send_and_receive (&rig, NULL,
      "videoconvert ! video/x-raw,format=BGRx ! "
      "celebrityoverlay " PASSTHROUGH_OUTLINES);
  g_assert_cmpuint (passthrough_outlines_check (&rig, samples, &map), ==, 30);
}

/* The receiver's log has the film's times, whenever the receiver started. */
static void
test_log (void)
{
  g_auto (PassthroughRig) rig = { NULL, NULL, NULL, NULL };
  g_autoptr (GPtrArray) samples = NULL;
  g_autofree char *path = NULL;
  g_autofree char *elements = NULL;
  g_autofree char *text = NULL;
  g_auto (GStrv) lines = NULL;
  g_autoptr (GError) error = NULL;

  passthrough_rig_init (&rig);
  path = temporary_folder_get_path (rig.folder, "log");
  elements = g_strdup_printf ("celebritylog mode=frames location=%s", path);
  samples = send_and_receive (&rig, NULL, elements);
  g_file_get_contents (path, &text, NULL, &error);
  g_assert_no_error (error);
  lines = g_strsplit (g_strchomp (text), "\n", -1);
  g_assert_cmpuint (g_strv_length (lines), ==, 30);
  for (guint i = 0; lines[i] != NULL; i++) {
    guint64 time = i * GST_SECOND / PASSTHROUGH_JOB_FPS;
    g_autofree char *start = g_strdup_printf (
        "{\"stream_time\":%" G_GUINT64_FORMAT ".%09" G_GUINT64_FORMAT ",",
        time / GST_SECOND, time % GST_SECOND);

    g_assert_true (g_str_has_prefix (lines[i], start));
  }
}

/* A process with a registry of its own, without the plugin. */
static GSubprocess *
start_receiver (PassthroughRig *rig, const char *program)
{
  g_autoptr (GSubprocessLauncher) launcher =
      g_subprocess_launcher_new (G_SUBPROCESS_FLAGS_STDOUT_PIPE);
  g_autofree char *registry =
      temporary_folder_get_path (rig->folder, "registry");
  g_autofree char *socket = temporary_folder_get_path (rig->folder, "socket");
  g_autoptr (GError) error = NULL;
  GSubprocess *process;

  g_subprocess_launcher_unsetenv (launcher, "GST_PLUGIN_PATH_1_0");
  g_subprocess_launcher_setenv (launcher, "GST_REGISTRY_1_0", registry, TRUE);
  process =
      g_subprocess_launcher_spawn (launcher, &error, program, socket, NULL);
  g_assert_no_error (error);
  return process;
}

static void
check_record (PassthroughRig *rig, const char *line)
{
  g_autoptr (GstStructure) record = gst_structure_from_string (line, NULL);
  GstCustomMeta *before;
  GstBuffer *buffer;
  GstClockTime time;

  g_assert_nonnull (record);
  g_assert_true (gst_structure_get_uint64 (record, "stream-time", &time));
  buffer = g_hash_table_lookup (rig->before, &time);
  g_assert_nonnull (buffer);
  before = gst_buffer_get_custom_meta (buffer, "CelebrityMeta");
  g_assert_true (
      gst_structure_is_equal (record, gst_custom_meta_get_structure (before)));
}

static void
test_other_process (gconstpointer data)
{
  g_auto (PassthroughRig) rig = { NULL, NULL, NULL, NULL };
  g_autoptr (GstElement) sender = NULL;
  g_autoptr (GSubprocess) process = NULL;
  g_autofree char *output = NULL;
  g_auto (GStrv) lines = NULL;
  g_autoptr (GError) error = NULL;

  passthrough_rig_init (&rig);
  sender = create_sender (&rig, NULL);
  gst_element_set_state (sender, GST_STATE_PLAYING);
  process = start_receiver (&rig, data);
  g_subprocess_communicate_utf8 (process, NULL, NULL, &output, NULL, &error);
  g_assert_no_error (error);
  g_assert_true (g_subprocess_get_successful (process));
  passthrough_rig_wait (sender);

  lines = g_strsplit (g_strchomp (output), "\n", -1);
  g_assert_cmpuint (g_strv_length (lines), ==, 30);
  for (guint i = 0; lines[i] != NULL; i++)
    check_record (&rig, lines[i]);
}

static void
test_skipped (void)
{
  g_test_skip ("GStreamer has no unixfdsink before 1.24");
}

static void
add_tests (char **receivers)
{
  g_test_add_data_func ("/unixfd/left", NULL, test_left);
  g_test_add_data_func ("/unixfd/left-of-record-alone", "meta-types=celebrity",
      test_left);
  g_test_add_func ("/unixfd/drawn", test_drawn);
  g_test_add_func ("/unixfd/log", test_log);
  g_test_add_data_func ("/unixfd/in-c", receivers[0], test_other_process);
  g_test_add_data_func ("/unixfd/in-python", receivers[1], test_other_process);
}

/* Arguments: the two receiving programs. */
int
main (int argc, char **argv)
{
  guint major, minor, micro, nano;

  element_rig_main (&argc, &argv);
  g_assert_cmpint (argc, ==, 3);
  gst_version (&major, &minor, &micro, &nano);
  if (minor >= MIN_MINOR)
    add_tests (argv + 1);
  else
    g_test_add_func ("/unixfd/left", test_skipped);
  return element_rig_run ();
}
