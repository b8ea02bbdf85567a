/* SPDX-License-Identifier: LGPL-2.1-or-later */

/* The elements as an effect on a clip of a timeline (GStreamer Editing
 * Services): every picture has the film's people at that time, wherever the
 * clip starts in the film and in the timeline. */

#include <ges/ges.h>

#include "support/element/element-rig.h"
#include "support/players/playback-rig.h"

#define RESTRICTION \
  "video/x-raw,format=I420,width=160,height=96,framerate=25/1," \
  "pixel-aspect-ratio=1/1"

/* All times in frames: @in_point, @start and @duration are the clip's; @trim is
 * by how much its start is then moved to the right; @split is where in the
 * timeline the clip is split (0: nowhere), and @seek where playback starts, in
 * the first clip, since GStreamer 1.22 may get stuck on a seek into another
 * one. @uses_offset: the effect has a ts-offset; otherwise it has an in-point,
 * like a source. */
typedef struct {
  const char *name;
  guint in_point;
  guint start;
  guint duration;
  guint trim;
  guint split;
  guint seek;
  gboolean uses_offset;
} Row;

static const Row rows[] = {
  { "whole", 0, 0, 150, 0, 0, 0, FALSE },
  { "whole-seek", 0, 0, 150, 0, 0, 75, FALSE },
  { "start", 0, 30, 100, 0, 0, 0, FALSE },
  { "in-point", 50, 0, 60, 0, 0, 0, FALSE },
  { "in-point-seek", 50, 0, 60, 0, 0, 30, FALSE },
  { "in-point-start", 40, 30, 80, 0, 0, 0, FALSE },
  { "trim", 0, 0, 100, 45, 0, 0, FALSE },
  { "in-point-trim", 40, 30, 80, 25, 0, 0, FALSE },
  { "split", 40, 0, 80, 0, 35, 0, FALSE },
  { "offset", 40, 30, 80, 0, 0, 0, TRUE },
  { "offset-seek", 40, 0, 80, 0, 0, 30, TRUE },
  { "offset-trim", 40, 30, 80, 25, 0, 0, TRUE },
  { "offset-split", 40, 0, 80, 0, 35, 0, TRUE },
};

/* Sets where in the film the clip of the effect starts. */
static void
set_up_effect (GESTrackElement *effect, GESClip *clip, gboolean uses_offset)
{
  GESTimelineElement *element = GES_TIMELINE_ELEMENT (effect);
  GstClockTime in_point =
      ges_timeline_element_get_inpoint (GES_TIMELINE_ELEMENT (clip));

  if (uses_offset) {
    ges_timeline_element_set_child_properties (element, "ts-offset",
        (gint64) in_point, NULL);
    return;
  }
  g_assert_true (ges_track_element_set_has_internal_source (effect, TRUE));
  g_assert_true (ges_timeline_element_set_inpoint (element, in_point));
}

/* Trimming updates the effect's in-point, splitting does not; neither updates a
 * ts-offset. */
static void
edit (GESClip *clip, GESTrackElement *effect, const Row *row)
{
  GList *effects;
  GESClip *second;

  if (row->trim > 0)
    g_assert_true (ges_timeline_element_trim (GES_TIMELINE_ELEMENT (clip),
        playback_film_get_time (row->start + row->trim)));
  if (row->trim > 0 && row->uses_offset)
    set_up_effect (effect, clip, TRUE);
  if (row->split == 0)
    return;

  second = ges_clip_split (clip, playback_film_get_time (row->split));
  g_assert_nonnull (second);
  effects = ges_clip_get_top_effects (second);
  g_assert_cmpuint (g_list_length (effects), ==, 1);
  set_up_effect (effects->data, second, row->uses_offset);
  g_list_free_full (effects, gst_object_unref);
}

static GESClip *
add_clip (GESTimeline *timeline, const Row *row, const char *uri)
{
  GESLayer *layer = ges_timeline_append_layer (timeline);
  GESClip *clip = GES_CLIP (ges_uri_clip_new (uri));

  g_assert_nonnull (clip);
  g_object_set (clip, "start", playback_film_get_time (row->start), "in-point",
      playback_film_get_time (row->in_point), "duration",
      playback_film_get_time (row->duration), NULL);
  g_assert_true (ges_layer_add_clip (layer, clip));
  return clip;
}

static GESTimeline *
create_timeline (const Row *row, const char *uri, const char *description)
{
  GESTimeline *timeline = ges_timeline_new ();
  GESTrack *track = GES_TRACK (ges_video_track_new ());
  g_autoptr (GstCaps) restriction = gst_caps_from_string (RESTRICTION);
  GESEffect *effect = ges_effect_new (description);
  GESClip *clip;

  ges_track_set_restriction_caps (track, restriction);
  g_assert_true (ges_timeline_add_track (timeline, track));
  clip = add_clip (timeline, row, uri);
  g_assert_true (
      ges_container_add (GES_CONTAINER (clip), GES_TIMELINE_ELEMENT (effect)));
  set_up_effect (GES_TRACK_ELEMENT (effect), clip, row->uses_offset);
  edit (clip, GES_TRACK_ELEMENT (effect), row);
  ges_timeline_commit (timeline);
  return timeline;
}

/* Loads the timeline, with @consumer after the element; the buffers of @watched
 * are checked. */
static void
load (PlaybackRig *rig, const Row *row, const char *watched,
    const char *consumer)
{
  g_autofree char *uri =
      playback_film_make (rig->folder, PLAYBACK_FORMAT_WEBM, 0);
  g_autofree char *effect = g_strconcat ("CELEBRITIES ! ", consumer, NULL);
  g_autofree char *description = playback_rig_describe (rig, effect, NULL);
  GESPipeline *pipeline = ges_pipeline_new ();
  GstElement *sink = gst_element_factory_make ("fakesink", "sink");
  GstElement *audio_sink = gst_element_factory_make ("fakesink", NULL);

  g_object_set (sink, "sync", FALSE, NULL);
  ges_pipeline_preview_set_video_sink (pipeline, sink);
  ges_pipeline_preview_set_audio_sink (pipeline, audio_sink);
  playback_rig_take (rig, GST_ELEMENT (pipeline), watched);
  g_assert_true (ges_pipeline_set_timeline (pipeline,
      create_timeline (row, uri, description)));
  g_assert_true (
      ges_pipeline_set_mode (pipeline, GES_PIPELINE_MODE_PREVIEW_VIDEO));
}

/* Returns the number of the film's frames from the start of playback on. */
static guint
count_frames (const Row *row)
{
  return row->start + row->duration - MAX (row->seek, row->start + row->trim);
}

/* After a seek, with any effect, GStreamer 1.22 sometimes loses EOS. */
static void
play (PlaybackRig *rig, const Row *row)
{
  playback_rig_set_state (rig, GST_STATE_PAUSED);
  playback_rig_wait (rig, GST_MESSAGE_ASYNC_DONE);
  if (row->seek > 0) {
    g_assert_true (gst_element_seek_simple (rig->pipeline, GST_FORMAT_TIME,
        GST_SEEK_FLAG_FLUSH | GST_SEEK_FLAG_ACCURATE,
        (gint64) playback_film_get_time (row->seek)));
    playback_rig_wait (rig, GST_MESSAGE_ASYNC_DONE);
  }
  playback_rig_set_state (rig, GST_STATE_PLAYING);
  if (row->seek > 0)
    playback_rig_wait_for_shown (rig, count_frames (row));
  else
    playback_rig_wait (rig, GST_MESSAGE_EOS);
}

/* Checks every frame once, from the seek's target to the clip's last one. */
static void
assert_frames (PlaybackRig *rig, const Row *row)
{
  guint begin = MAX (row->seek, row->start + row->trim);
  guint first = row->in_point + begin - row->start;

  g_assert_cmpuint (rig->shown->len, ==, count_frames (row));
  for (guint i = 0; i < rig->shown->len; i++)
    g_assert_cmpuint (playback_rig_get_shown (rig, i)->picture.frame, ==,
        first + i);
}

/* An effect restarts with each clip; a seek within the clip changes nothing. */
static void
assert_quiet (PlaybackRig *rig, const Row *row)
{
  guint n_clips = row->split > 0 ? 2 : 1;

  g_assert_cmpuint (playback_rig_count_requests (rig), ==,
      n_clips * PLAYBACK_FILM_N_PAGES);
  g_assert_cmpuint (rig->n_warnings, ==, 0);
}

/* Watches inside the effect, where the records are: the mixer of the timeline's
 * layers creates new frames. */
static void
test_records (gconstpointer data)
{
  const Row *row = data;
  g_auto (PlaybackRig) rig = { 0 };

  playback_rig_init (&rig);
  load (&rig, row, "celebrities", "celebrityoverlay");
  play (&rig, row);
  if (row->split == 0)
    assert_frames (&rig, row);
  if (!row->uses_offset)
    playback_rig_check_all (&rig, FALSE);
  assert_quiet (&rig, row);
}

/* Watches the output of the timeline. */
static void
test_pictures (gconstpointer data)
{
  const Row *row = data;
  g_auto (PlaybackRig) rig = { 0 };

  playback_rig_init (&rig);
  load (&rig, row, "sink", "celebrityoverlay");
  play (&rig, row);
  assert_frames (&rig, row);
  for (guint i = 0; i < rig.shown->len; i++) {
    const PlaybackShown *shown = playback_rig_get_shown (&rig, i);

    g_assert_null (shown->record);
    playback_shown_check_drawing (shown, rig.model);
  }
  assert_quiet (&rig, row);
}

/* The people on screen in that part of the film, by start. */
static const struct {
  const char *row;
  const char *expected;
} log_cases[] = {
  { "in-point",
      "Ada Moreno 2.000-2.400, Bo & <Lind> 2.000-3.360, "
      "李小明 2.880-4.400, " },
  { "trim",
      "Ada Moreno 1.800-2.400, Bo & <Lind> 1.800-3.360, "
      "李小明 2.880-4.000, " },
};

/* @path: path of a log of appearances in CSV */
static char *
describe_log (const char *path)
{
  g_autofree char *text = NULL;
  g_auto (GStrv) lines = NULL;
  GString *people = g_string_new (NULL);
  g_autoptr (GError) error = NULL;

  g_file_get_contents (path, &text, NULL, &error);
  g_assert_no_error (error);
  lines = g_strsplit (g_strchomp (text), "\n", -1);
  for (guint i = 1; lines[i] != NULL; i++) {
    g_auto (GStrv) fields = g_strsplit (lines[i], ",", -1);

    g_assert_cmpuint (g_strv_length (fields), >, 4);
    g_string_append_printf (people, "%s %s-%s, ", fields[0], fields[2],
        fields[3]);
  }
  return g_string_free (people, FALSE);
}

static const Row *
find_row (const char *name)
{
  for (gsize i = 0; i < G_N_ELEMENTS (rows); i++)
    if (g_str_equal (rows[i].name, name))
      return &rows[i];
  g_assert_not_reached ();
}

/* Before they seek to the clip, the editing services decode a few frames from
 * the start of the file, with timestamps of the clip. */
static void
test_log (void)
{
  for (gsize i = 0; i < G_N_ELEMENTS (log_cases); i++) {
    const Row *row = find_row (log_cases[i].row);
    g_auto (PlaybackRig) rig = { 0 };
    g_autofree char *path = NULL;
    g_autofree char *consumer = NULL;
    g_autofree char *text = NULL;

    playback_rig_init (&rig);
    path = temporary_folder_get_path (rig.folder, "log");
    consumer = g_strdup_printf ("celebritylog format=csv location=%s", path);
    load (&rig, row, "sink", consumer);
    play (&rig, row);
    playback_rig_set_state (&rig, GST_STATE_NULL);
    text = describe_log (path);
    g_assert_cmpstr (text, ==, log_cases[i].expected);
  }
}

static void
add_rows (const char *kind, GTestDataFunc function)
{
  for (gsize i = 0; i < G_N_ELEMENTS (rows); i++) {
    g_autofree char *path = g_strdup_printf ("/ges/%s/%s", kind, rows[i].name);

    g_test_add_data_func (path, &rows[i], function);
  }
}

int
main (int argc, char **argv)
{
  element_rig_main (&argc, &argv);
  g_assert_true (ges_init ());
  add_rows ("records", test_records);
  add_rows ("pictures", test_pictures);
  g_test_add_func ("/ges/log", test_log);
  return element_rig_run ();
}
