/* SPDX-License-Identifier: LGPL-2.1-or-later */

/* The table of contents: in the stream, on the bus, and through a file. */

#include <string.h>

#include "support/element/element-rig.h"
#include "support/common/temporary-folder.h"

#define JOB "job-1"
#define MS GST_MSECOND
#define PATIENCE (60 * GST_SECOND)

#define DETECTION(ms, id, name) \
  "{\"Timestamp\":" #ms ",\"Celebrity\":{\"Id\":\"" id "\",\"Name\":\"" name \
  "\"}}"
#define JOB_TEXT \
  "{\"JobStatus\":\"SUCCEEDED\",\"JobId\":\"" JOB \
  "\",\"Celebrities\":[" DETECTION (1000, "b", "Bo & <Lind>") "," DETECTION ( \
      1500, "b", "Bo & <Lind>") "," DETECTION (2000, "a", \
      "Ada") "," DETECTION (2500, "a", "Ada") "," DETECTION (8000, "b", \
      "Bo & <Lind>") "," DETECTION (3500, "", "李小明") "," DETECTION (9000, \
      "a", "Ada") "]}"
#define NOBODY_TEXT "{\"JobStatus\":\"SUCCEEDED\",\"Celebrities\":[]}"

/* Times are in ms; a name of NULL ends the list. The first of @spans is the
 * person's, then each appearance's; 0, 0 ends them. */
typedef struct {
  const char *name;
  struct {
    gint64 start;
    gint64 stop;
  } spans[4];
} Expected;

static const Expected whole[] = {
  { "Bo & <Lind>", { { 1000, 8500 }, { 1000, 2000 }, { 8000, 8500 } } },
  { "Ada", { { 2000, 9500 }, { 2000, 3000 }, { 9000, 9500 } } },
  { "李小明", { { 3500, 4000 }, { 3500, 4000 } } },
  { NULL, { { 0, 0 } } },
};

static const Expected nobody[] = { { NULL, { { 0, 0 } } } };

/* The stream starts at 2.5 s of the video. */
static const Expected later[] = {
  { "Bo & <Lind>", { { 5500, 6000 }, { 5500, 6000 } } },
  { "Ada", { { 0, 7000 }, { 0, 500 }, { 6500, 7000 } } },
  { "李小明", { { 1000, 1500 }, { 1000, 1500 } } },
  { NULL, { { 0, 0 } } },
};

/* The video starts at 10 s of the stream. */
static const Expected earlier[] = {
  { "Bo & <Lind>", { { 11000, 18500 }, { 11000, 12000 }, { 18000, 18500 } } },
  { "Ada", { { 12000, 19500 }, { 12000, 13000 }, { 19000, 19500 } } },
  { "李小明", { { 13500, 14000 }, { 13500, 14000 } } },
  { NULL, { { 0, 0 } } },
};

/* gst_toc_unref() is a macro. */
static void
unref_toc (GstToc *toc)
{
  gst_toc_unref (toc);
}

/* @has_stop: FALSE for matroskademux, which sets its own stop times */
static void
assert_entry (GstTocEntry *entry, const char *name, gint64 start_ms,
    gint64 stop_ms, gboolean has_stop)
{
  GstTagList *tags = gst_toc_entry_get_tags (entry);
  g_autofree char *title = NULL;
  gint64 start, stop;

  g_assert_cmpint (gst_toc_entry_get_entry_type (entry), ==,
      GST_TOC_ENTRY_TYPE_CHAPTER);
  g_assert_nonnull (tags);
  g_assert_true (gst_tag_list_get_string (tags, GST_TAG_TITLE, &title));
  g_assert_cmpstr (title, ==, name);
  g_assert_true (gst_toc_entry_get_start_stop_times (entry, &start, &stop));
  g_assert_cmpint (start, ==, start_ms * MS);
  if (has_stop)
    g_assert_cmpint (stop, ==, stop_ms * MS);
}

static void
assert_entries (GList *entries, const Expected *expected, gboolean has_stop)
{
  for (; entries != NULL; entries = entries->next, expected++) {
    GList *sub_entries = gst_toc_entry_get_sub_entries (entries->data);
    guint n = 1;

    g_assert_nonnull (expected->name);
    assert_entry (entries->data, expected->name, expected->spans[0].start,
        expected->spans[0].stop, has_stop);
    for (; sub_entries != NULL; sub_entries = sub_entries->next, n++) {
      assert_entry (sub_entries->data, expected->name, expected->spans[n].start,
          expected->spans[n].stop, has_stop);
      g_assert_null (gst_toc_entry_get_sub_entries (sub_entries->data));
    }
    g_assert_cmpint (expected->spans[n].stop, ==, 0);
  }
  g_assert_null (expected->name);
}

/* The element's output, in order: T(OC), B(uffer), S(egment). */
typedef struct {
  ElementRig rig;
  GString *order;
  GstToc *toc;
  gboolean is_updated;
} Setup;

static GstPadProbeReturn
note (GstPad *pad G_GNUC_UNUSED, GstPadProbeInfo *info, gpointer user_data)
{
  Setup *setup = user_data;
  GstEvent *event;

  if (GST_PAD_PROBE_INFO_TYPE (info) & GST_PAD_PROBE_TYPE_BUFFER) {
    g_string_append_c (setup->order, 'B');
    return GST_PAD_PROBE_OK;
  }
  event = GST_PAD_PROBE_INFO_EVENT (info);
  if (GST_EVENT_TYPE (event) == GST_EVENT_SEGMENT)
    g_string_append_c (setup->order, 'S');
  if (GST_EVENT_TYPE (event) != GST_EVENT_TOC)
    return GST_PAD_PROBE_OK;
  g_string_append_c (setup->order, 'T');
  g_clear_pointer (&setup->toc, unref_toc);
  gst_event_parse_toc (event, &setup->toc, &setup->is_updated);
  return GST_PAD_PROBE_OK;
}

static void
setup_init (Setup *setup, const char *text)
{
  g_autoptr (GstPad) pad = NULL;
  g_autoptr (GError) error = NULL;

  setup->order = g_string_new (NULL);
  element_rig_init (&setup->rig, JOB, NULL);
  local_endpoint_add_results (setup->rig.endpoint, text, -1, JOB, &error);
  g_assert_no_error (error);
  g_object_set (setup->rig.element, "toc", TRUE, NULL);
  pad = gst_element_get_static_pad (setup->rig.element, "src");
  gst_pad_add_probe (pad,
      GST_PAD_PROBE_TYPE_BUFFER | GST_PAD_PROBE_TYPE_EVENT_DOWNSTREAM, note,
      setup, NULL);
}

static void
setup_clear (Setup *setup)
{
  element_rig_clear (&setup->rig);
  g_string_free (g_steal_pointer (&setup->order), TRUE);
  g_clear_pointer (&setup->toc, unref_toc);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Setup, setup_clear)

static GstToc *
pop_message (Setup *setup)
{
  g_autoptr (GstMessage) message =
      gst_bus_pop_filtered (setup->rig.bus, GST_MESSAGE_TOC);
  GstToc *toc = NULL;

  if (message != NULL)
    gst_message_parse_toc (message, &toc, NULL);
  return toc;
}

static void
push (Setup *setup, GstClockTime pts)
{
  gst_buffer_unref (element_rig_push (&setup->rig, pts));
}

typedef struct {
  const char *name;
  gint64 ts_offset_ms;
  const Expected *expected;
} Row;

static const Row rows[] = {
  { "whole", 0, whole },
  { "later", 2500, later },
  { "earlier", -10000, earlier },
};

/* The table is sent once, between segment and first buffer, as event and as
 * message. */
static void
test_row (gconstpointer data)
{
  const Row *row = data;
  g_auto (Setup) setup = { 0 };
  g_autoptr (GstToc) toc = NULL;

  setup_init (&setup, JOB_TEXT);
  g_object_set (setup.rig.element, "ts-offset", row->ts_offset_ms * (gint64) MS,
      NULL);
  element_rig_start (&setup.rig);
  push (&setup, 0);
  push (&setup, 40 * MS);
  g_assert_cmpstr (setup.order->str, ==, "STBB");
  g_assert_false (setup.is_updated);
  g_assert_cmpint (gst_toc_get_scope (setup.toc), ==, GST_TOC_SCOPE_GLOBAL);
  assert_entries (gst_toc_get_entries (setup.toc), row->expected, TRUE);

  toc = pop_message (&setup);
  assert_entries (gst_toc_get_entries (toc), row->expected, TRUE);
  g_assert_null (pop_message (&setup));
}

/* With a lead without end, everyone is there from the film's start. */
static void
test_endless_lead (void)
{
  const gint64 offsets[] = { 0, 2500 * MS, -10000 * MS, -G_MAXINT64 };

  for (guint i = 0; i < G_N_ELEMENTS (offsets); i++) {
    g_auto (Setup) setup = { 0 };

    setup_init (&setup, JOB_TEXT);
    g_object_set (setup.rig.element, "lead", G_MAXUINT64, "ts-offset",
        offsets[i], NULL);
    element_rig_start (&setup.rig);
    push (&setup, 0);
    for (GList *l = gst_toc_get_entries (setup.toc); l != NULL; l = l->next) {
      gint64 start, stop;

      g_assert_true (
          gst_toc_entry_get_start_stop_times (l->data, &start, &stop));
      g_assert_cmpint (start, ==, 0);
      g_assert_cmpint (stop, >=, start);
    }
  }
}

static void
test_off (void)
{
  g_auto (Setup) setup = { 0 };

  setup_init (&setup, JOB_TEXT);
  g_object_set (setup.rig.element, "toc", FALSE, NULL);
  element_rig_start (&setup.rig);
  push (&setup, 0);
  g_assert_cmpstr (setup.order->str, ==, "SB");
  g_assert_null (pop_message (&setup));
}

static void
test_nobody (void)
{
  g_auto (Setup) setup = { 0 };

  setup_init (&setup, NOBODY_TEXT);
  element_rig_start (&setup.rig);
  push (&setup, 0);
  g_assert_cmpstr (setup.order->str, ==, "SB");
  g_assert_null (pop_message (&setup));
}

/* With a live source, it is sent once the results have arrived. */
static void
test_live (void)
{
  g_auto (Setup) setup = { 0 };

  setup_init (&setup, JOB_TEXT);
  g_assert_true (
      local_endpoint_add_fault (setup.rig.endpoint, "delay:300", NULL));
  element_rig_start (&setup.rig);
  gst_harness_set_live (setup.rig.harness, TRUE);
  push (&setup, 0);
  g_assert_cmpstr (setup.order->str, ==, "SB");
  element_rig_wait_progress (&setup.rig, GST_PROGRESS_TYPE_COMPLETE);
  push (&setup, 40 * MS);
  push (&setup, 80 * MS);
  g_assert_cmpstr (setup.order->str, ==, "SBTBB");
}

static gboolean
begins_as (GstToc *toc, const Expected *expected)
{
  GList *entries = toc != NULL ? gst_toc_get_entries (toc) : NULL;
  gint64 start = -1;

  if (entries == NULL)
    return toc != NULL && expected->name == NULL;
  gst_toc_entry_get_start_stop_times (entries->data, &start, NULL);
  return start == expected->spans[0].start * (gint64) MS;
}

/* With many appearances, a few buffers may pass before that. */
static void
push_until (Setup *setup, GstClockTime pts, const Expected *expected)
{
  gint64 until = g_get_monotonic_time () +
      5 * G_TIME_SPAN_SECOND * (gint64) element_rig_get_patience ();

  do {
    push (setup, pts);
    pts += 40 * MS;
  } while (
      !begins_as (setup->toc, expected) && g_get_monotonic_time () < until);
  assert_entries (gst_toc_get_entries (setup->toc), expected, TRUE);
}

/* ts-offset is set after the results have arrived, and while the stream
 * plays. */
static void
test_offset (void)
{
  g_auto (Setup) setup = { 0 };

  setup_init (&setup, JOB_TEXT);
  element_rig_start (&setup.rig);
  element_rig_wait_progress (&setup.rig, GST_PROGRESS_TYPE_COMPLETE);
  g_object_set (setup.rig.element, "ts-offset", 2500 * (gint64) MS, NULL);
  push_until (&setup, 0, later);

  g_object_set (setup.rig.element, "ts-offset", (gint64) 0, NULL);
  push_until (&setup, 10 * GST_SECOND, whole);
  g_assert_true (setup.is_updated);
}

/* The choice of people changes: the table is sent again, as an update, with the
 * current ts-offset. */
static void
test_update (void)
{
  g_auto (Setup) setup = { 0 };

  setup_init (&setup, JOB_TEXT);
  element_rig_start (&setup.rig);
  push_until (&setup, 0, whole);
  g_assert_cmpstr (setup.order->str, ==, "STB");
  g_assert_false (setup.is_updated);

  g_object_set (setup.rig.element, "min-confidence", 10.0, NULL);
  push_until (&setup, 10 * GST_SECOND, nobody);
  g_assert_true (setup.is_updated);

  g_object_set (setup.rig.element, "ts-offset", 2500 * (gint64) MS,
      "min-confidence", 0.0, NULL);
  push_until (&setup, 20 * GST_SECOND, later);
}

/* Plays to the end; returns the last table of contents. */
static GstToc *
run (const char *description)
{
  const GstMessageType types =
      GST_MESSAGE_EOS | GST_MESSAGE_ERROR | GST_MESSAGE_TOC;
  g_autoptr (GError) error = NULL;
  g_autoptr (GstElement) pipeline = gst_parse_launch (description, &error);
  g_autoptr (GstBus) bus = NULL;
  GstMessageType type = GST_MESSAGE_TOC;
  GstToc *toc = NULL;

  g_assert_no_error (error);
  bus = gst_element_get_bus (pipeline);
  gst_element_set_state (pipeline, GST_STATE_PLAYING);
  while (type == GST_MESSAGE_TOC) {
    g_autoptr (GstMessage) message = gst_bus_timed_pop_filtered (bus,
        PATIENCE * element_rig_get_patience (), types);

    g_assert_nonnull (message);
    type = GST_MESSAGE_TYPE (message);
    if (type != GST_MESSAGE_TOC)
      continue;
    g_clear_pointer (&toc, unref_toc);
    gst_message_parse_toc (message, &toc, NULL);
  }
  g_assert_cmpint (type, ==, GST_MESSAGE_EOS);
  gst_element_set_state (pipeline, GST_STATE_NULL);
  return toc;
}

static gboolean
has_element (const char *name)
{
  g_autoptr (GstElementFactory) factory = gst_element_factory_find (name);

  return factory != NULL;
}

/* The muxer writes and the demuxer reads titles, nesting and start times. */
static void
test_matroska (void)
{
  g_autoptr (TemporaryFolder) folder = temporary_folder_new ();
  g_autofree char *results = temporary_folder_write (folder, "f", JOB_TEXT);
  g_autofree char *film = temporary_folder_get_path (folder, "film.mkv");
  g_autofree char *write = g_strdup_printf (
      "videotestsrc num-buffers=20 ! "
      "video/x-raw,format=I420,width=32,height=32,framerate=2/1 ! "
      "rekognitioncelebrity results-location=%s toc=true ! matroskamux ! "
      "filesink location=%s",
      results, film);
  g_autofree char *read =
      g_strdup_printf ("filesrc location=%s ! matroskademux ! fakesink", film);
  g_autoptr (GstToc) written = NULL;
  g_autoptr (GstToc) read_back = NULL;
  GList *editions;

  if (!has_element ("matroskamux") || !has_element ("videotestsrc")) {
    g_test_skip ("matroskamux or videotestsrc is missing");
    return;
  }
  written = run (write);
  assert_entries (gst_toc_get_entries (written), whole, TRUE);

  read_back = run (read);
  g_assert_nonnull (read_back);
  editions = gst_toc_get_entries (read_back);
  g_assert_cmpuint (g_list_length (editions), ==, 1);
  g_assert_cmpint (gst_toc_entry_get_entry_type (editions->data), ==,
      GST_TOC_ENTRY_TYPE_EDITION);
  assert_entries (gst_toc_entry_get_sub_entries (editions->data), whole, FALSE);
}

int
main (int argc, char **argv)
{
  element_rig_main (&argc, &argv);

  for (gsize i = 0; i < G_N_ELEMENTS (rows); i++) {
    g_autofree char *path = g_strdup_printf ("/toc/%s", rows[i].name);

    g_test_add_data_func (path, &rows[i], test_row);
  }
  g_test_add_func ("/toc/endless-lead", test_endless_lead);
  g_test_add_func ("/toc/off", test_off);
  g_test_add_func ("/toc/nobody", test_nobody);
  g_test_add_func ("/toc/live", test_live);
  g_test_add_func ("/toc/update", test_update);
  g_test_add_func ("/toc/offset", test_offset);
  g_test_add_func ("/toc/matroska", test_matroska);
  return element_rig_run ();
}
