/* SPDX-License-Identifier: LGPL-2.1-or-later */

/* Films in containers whose first timestamp is not 0. Checks the stream time of
 * the frames, and that with the ts-offset found as documented each frame
 * carries the people of the model for exactly that frame. */

#include <gst/video/video.h>
#include <json-glib/json-glib.h>

#include "support/element/film-file.h"
#include "support/common/temporary-folder.h"
#include "support/element/walking-people-job.h"

#define MS GST_MSECOND
#define PATIENCE (60 * GST_SECOND)
#define SEEK_TIME (2 * GST_SECOND)

/* Containers round to milliseconds or to 1/90000 s. */
#define TOLERANCE ((gint64) MS)
#define LONGEST_FRAME ((gint64) (150 * MS))

#define VP8 "vp8enc deadline=1 keyframe-max-dist=30 ! "
#define H264 \
  "x264enc bframes=2 b-adapt=false key-int-max=30 speed-preset=ultrafast ! " \
  "h264parse ! "
#define RAW "video/x-raw ! "
#define SOUND \
  " audiotestsrc num-buffers=210 wave=silence ! " \
  "audio/x-raw,format=S16LE,rate=44100,channels=1 ! queue ! mux."

#define FROM_VP8 " ! vp8dec"
#define FROM_H264 " ! h264parse ! openh264dec"
#define FROM_RAW " ! videoconvert"
#define MATROSKA "matroskademux name=demux demux."
#define MP4 "qtdemux name=demux demux."
#define AVI "avidemux name=demux demux."
#define TS "tsdemux name=demux demux."

/* MPEG-TS timestamps wrap at 2^33, at 90 kHz. */
#define WRAP (G_GUINT64_CONSTANT (8589934592) * GST_SECOND / 90000)

/* @write leads from frames to a muxer, @read from a file to frames. @first is
 * the PTS of the muxer's first frame in ns, @expected the stream time of the
 * first frame read, in ms. */
typedef struct {
  const char *name;
  const char *write;
  const char *read;
  FilmFileSpeed speed;
  GstClockTime first;
  gint64 expected;
} Row;

static const Row rows[] = {
  { "matroska", VP8 "matroskamux name=mux", MATROSKA FROM_VP8,
      FILM_FILE_CONSTANT, 0, 0 },
  { "matroska-from-5-s", VP8 "matroskamux name=mux", MATROSKA FROM_VP8,
      FILM_FILE_CONSTANT, 5000 * MS, 0 },
  { "matroska-after-sound", VP8 "queue ! matroskamux name=mux" SOUND,
      MATROSKA FROM_VP8, FILM_FILE_CONSTANT, 700 * MS, 700 },
  { "matroska-uncompressed", RAW "matroskamux name=mux", MATROSKA FROM_RAW,
      FILM_FILE_CONSTANT, 5000 * MS, 0 },
  { "matroska-variable-rate", VP8 "matroskamux name=mux", MATROSKA FROM_VP8,
      FILM_FILE_VARIABLE, 0, 0 },
  { "mov-from-5-s", H264 "qtmux name=mux", MP4 FROM_H264, FILM_FILE_CONSTANT,
      5000 * MS, 0 },
  { "mov-after-sound", H264 "queue ! qtmux name=mux" SOUND, MP4 FROM_H264,
      FILM_FILE_CONSTANT, 700 * MS, 700 },
  { "mp4", H264 "mp4mux name=mux", MP4 FROM_H264, FILM_FILE_CONSTANT, 0, 0 },
  { "mp4-variable-rate", H264 "mp4mux name=mux", MP4 FROM_H264,
      FILM_FILE_VARIABLE, 0, 0 },
  { "mp4-in-fragments", H264 "mp4mux name=mux fragment-duration=500",
      MP4 FROM_H264, FILM_FILE_CONSTANT, 0, 66 },
  { "avi-uncompressed", RAW "avimux name=mux", AVI FROM_RAW, FILM_FILE_CONSTANT,
      0, 0 },
  { "ts", H264 "mpegtsmux name=mux", TS FROM_H264, FILM_FILE_CONSTANT, 0, 191 },
  { "ts-from-26-h", H264 "mpegtsmux name=mux", TS FROM_H264, FILM_FILE_CONSTANT,
      26 * 3600 * GST_SECOND, 191 },
  { "ts-over-the-wrap", H264 "mpegtsmux name=mux", TS FROM_H264,
      FILM_FILE_CONSTANT, WRAP - 2 * GST_SECOND, 191 },
};

/* A frame that was read. */
typedef struct {
  guint number;
  guint64 stream_time;
  guint64 duration;
} Shown;

typedef struct {
  const Row *row;
  TemporaryFolder *folder;
  char *film;
  char *results;
  char *log;
  RekModel *model;
  gint64 ts_offset;
  GArray *frames;
} Show;

static void
show_init (Show *show, const Row *row)
{
  g_autofree char *json = walking_people_create_job (WALKING_PEOPLE_SPARSE);

  show->row = row;
  show->folder = temporary_folder_new ();
  show->film = temporary_folder_get_path (show->folder, "film");
  show->log = temporary_folder_get_path (show->folder, "log");
  show->results = temporary_folder_write (show->folder, "job", json);
  show->model = walking_people_create_model (WALKING_PEOPLE_SPARSE);
  show->frames = g_array_new (FALSE, FALSE, sizeof (Shown));
  film_file_make (show->film, row->write, row->speed, row->first);
}

static void
show_clear (Show *show)
{
  g_array_unref (show->frames);
  rek_model_free (show->model);
  g_free (show->results);
  g_free (show->log);
  g_free (show->film);
  temporary_folder_free (show->folder);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Show, show_clear)

static guint64
get_duration (GstBuffer *buffer, const GstCaps *caps)
{
  GstVideoInfo info;

  if (GST_BUFFER_DURATION_IS_VALID (buffer))
    return GST_BUFFER_DURATION (buffer);
  g_assert_true (gst_video_info_from_caps (&info, caps));
  return info.fps_n > 0
      ? gst_util_uint64_scale_int (GST_SECOND, info.fps_d, info.fps_n)
      : 40 * MS;
}

/* The sink's frames, and the time of the first. */
static void
note_frame (Show *show, GstBuffer *buffer, const GstSegment *segment,
    const GstCaps *caps)
{
  Shown shown = { film_file_get_number (buffer, caps), 0,
    get_duration (buffer, caps) };
  RekLookup lookup = {
    .frame_duration = shown.duration,
    .interpolate = TRUE,
    .box = REK_BOX_CHOICE_AUTO,
  };
  guint64 start;

  if (!gst_segment_clip (segment, GST_FORMAT_TIME, GST_BUFFER_PTS (buffer),
          GST_BUFFER_PTS (buffer) + shown.duration, &start, NULL)) {
    walking_people_assert_nobody (buffer);
    return;
  }
  shown.stream_time =
      gst_segment_to_stream_time (segment, GST_FORMAT_TIME, start);
  lookup.time = (gint64) shown.stream_time + show->ts_offset;
  walking_people_assert_people (buffer, show->model, &lookup,
      shown.stream_time);
  g_array_append_val (show->frames, shown);
}

static GstPadProbeReturn
note_data (GstPad *pad, GstPadProbeInfo *info, gpointer user_data)
{
  Show *show = user_data;
  g_autoptr (GstEvent) event = NULL;
  g_autoptr (GstCaps) caps = NULL;
  const GstSegment *segment;

  if ((info->type & GST_PAD_PROBE_TYPE_EVENT_FLUSH) != 0) {
    g_array_set_size (show->frames, 0);
    return GST_PAD_PROBE_OK;
  }
  event = gst_pad_get_sticky_event (pad, GST_EVENT_SEGMENT, 0);
  caps = gst_pad_get_current_caps (pad);
  gst_event_parse_segment (event, &segment);
  note_frame (show, GST_PAD_PROBE_INFO_BUFFER (info), segment, caps);
  return GST_PAD_PROBE_OK;
}

static GstElement *
create_pipeline (Show *show)
{
  const char *sound = strstr (show->row->write, SOUND) != NULL
      ? "demux. ! audioconvert ! queue ! fakesink"
      : "";
  g_autofree char *line = g_strdup_printf (
      "filesrc location=%s ! %s ! queue ! "
      "rekognitioncelebrity results-location=%s ts-offset=%" G_GINT64_FORMAT
      " post-messages=all ! celebritylog location=%s ! "
      "fakesink name=sink %s",
      show->film, show->row->read, show->results, show->ts_offset, show->log,
      sound);
  g_autoptr (GError) error = NULL;
  GstElement *pipeline = gst_parse_launch (line, &error);
  g_autoptr (GstElement) sink = NULL;
  g_autoptr (GstPad) pad = NULL;

  g_assert_no_error (error);
  sink = gst_bin_get_by_name (GST_BIN (pipeline), "sink");
  pad = gst_element_get_static_pad (sink, "sink");
  gst_pad_add_probe (pad,
      GST_PAD_PROBE_TYPE_BUFFER | GST_PAD_PROBE_TYPE_EVENT_FLUSH, note_data,
      show, NULL);
  return pipeline;
}

static GstMessage *
wait_for (GstElement *pipeline, GstMessageType type)
{
  g_autoptr (GstBus) bus = gst_element_get_bus (pipeline);
  GstMessage *message = gst_bus_timed_pop_filtered (bus,
      PATIENCE * element_rig_get_patience (), type | GST_MESSAGE_ERROR);

  g_assert_nonnull (message);
  g_assert_cmpint (GST_MESSAGE_TYPE (message), ==, type);
  return message;
}

/* Waits for an element message of rekognitioncelebrity. */
static GstMessage *
wait_for_people (GstElement *pipeline)
{
  GstMessage *message = wait_for (pipeline, GST_MESSAGE_ELEMENT);

  while (!gst_message_has_name (message, "rekognition-celebrity")) {
    gst_message_unref (message);
    message = wait_for (pipeline, GST_MESSAGE_ELEMENT);
  }
  return message;
}

/* As the documentation describes: the stream time of the first message. */
static gint64
play (Show *show)
{
  g_autoptr (GstElement) pipeline = create_pipeline (show);
  g_autoptr (GstMessage) first = NULL;
  g_autoptr (GstMessage) end = NULL;
  guint64 stream_time;

  g_array_set_size (show->frames, 0);
  gst_element_set_state (pipeline, GST_STATE_PLAYING);
  first = wait_for_people (pipeline);
  end = wait_for (pipeline, GST_MESSAGE_EOS);
  gst_element_set_state (pipeline, GST_STATE_NULL);

  g_assert_true (gst_structure_get_uint64 (gst_message_get_structure (first),
      "stream-time", &stream_time));
  return (gint64) stream_time;
}

static void
play_from (Show *show, GstClockTime time)
{
  g_autoptr (GstElement) pipeline = create_pipeline (show);
  g_autoptr (GstMessage) end = NULL;

  gst_element_set_state (pipeline, GST_STATE_PAUSED);
  g_assert_cmpint (gst_element_get_state (pipeline, NULL, NULL,
                       PATIENCE * (GstClockTime) element_rig_get_patience ()),
      ==, GST_STATE_CHANGE_SUCCESS);
  g_assert_true (gst_element_seek_simple (pipeline, GST_FORMAT_TIME,
      GST_SEEK_FLAG_FLUSH | GST_SEEK_FLAG_ACCURATE, (gint64) time));
  gst_element_set_state (pipeline, GST_STATE_PLAYING);
  end = wait_for (pipeline, GST_MESSAGE_EOS);
  gst_element_set_state (pipeline, GST_STATE_NULL);
}

static const Shown *
get_shown (const Show *show, guint i)
{
  return &g_array_index (show->frames, Shown, i);
}

/* Each frame is looked up at its own time in the film. At @cut, the target of a
 * seek, earlier frames are clipped, so that they are looked up at the time when
 * they are shown. If durations vary, decoders know them only roughly, so there
 * may be several such frames, or one may be missing. */
static void
assert_times (const Show *show, gint64 offset, GstClockTime cut)
{
  guint next = get_shown (show, 0)->number;

  for (guint i = 0; i < show->frames->len; i++) {
    const Shown *shown = get_shown (show, i);
    gint64 start =
        (gint64) film_file_get_time (show->row->speed, shown->number);
    gint64 time = (gint64) shown->stream_time + offset;
    gboolean is_cut = shown->stream_time == cut;
    gboolean is_after_cut =
        i > 0 && get_shown (show, i - 1)->stream_time == cut;

    g_assert_cmpuint (shown->number, >=, next);
    if (!is_cut && !is_after_cut)
      g_assert_cmpuint (shown->number, ==, next);
    next = shown->number + 1;
    g_assert_cmpint (time, >=, start - TOLERANCE);
    g_assert_cmpint (time, <=, start + (is_cut ? LONGEST_FRAME : TOLERANCE));
  }
}

/* GStreamer ends fragmented MP4 early by as much as it starts late. */
static void
assert_complete (const Show *show)
{
  guint n_lost = strstr (show->row->write, "fragment") != NULL ? 2 : 0;

  g_assert_cmpuint (get_shown (show, 0)->number, ==, 0);
  g_assert_cmpuint (show->frames->len, >=, FILM_FILE_N_FRAMES - n_lost);
}

/* Ada is on every frame. */
static void
assert_log (const Show *show)
{
  const Shown *first = get_shown (show, 0);
  const Shown *last = get_shown (show, show->frames->len - 1);
  g_autoptr (GError) error = NULL;
  g_autofree char *text = NULL;
  g_auto (GStrv) lines = NULL;
  g_autoptr (JsonNode) node = NULL;
  JsonObject *object;

  g_file_get_contents (show->log, &text, NULL, &error);
  g_assert_no_error (error);
  lines = g_strsplit (text, "\n", 2);
  node = json_from_string (lines[0], &error);
  g_assert_no_error (error);
  object = json_node_get_object (node);
  g_assert_cmpstr (json_object_get_string_member (object, "name"), ==,
      "Ada Moreno");
  g_assert_cmpfloat_with_epsilon (
      json_object_get_double_member (object, "start"),
      (double) first->stream_time / GST_SECOND, 1e-3);
  g_assert_cmpfloat_with_epsilon (json_object_get_double_member (object, "end"),
      (double) (last->stream_time + last->duration) / GST_SECOND, 1e-3);
}

static void
test_row (gconstpointer data)
{
  const Row *row = data;
  g_auto (Show) show = { 0 };
  gint64 first;

  show_init (&show, row);
  first = play (&show);
  g_test_message ("first frame at %" G_GINT64_FORMAT " ns", first);
  g_assert_cmpint (first / (gint64) MS, ==, row->expected);
  assert_times (&show, -first, GST_CLOCK_TIME_NONE);
  assert_complete (&show);
  assert_log (&show);

  show.ts_offset = -first;
  g_assert_cmpint (play (&show), ==, first);
  assert_times (&show, show.ts_offset, GST_CLOCK_TIME_NONE);
  assert_complete (&show);
  play_from (&show, SEEK_TIME);
  g_assert_cmpuint (show.frames->len, >, FILM_FILE_N_FRAMES / 4);
  g_assert_cmpuint (get_shown (&show, 0)->stream_time, >=,
      SEEK_TIME - TOLERANCE);
  assert_times (&show, show.ts_offset, SEEK_TIME);
}

int
main (int argc, char **argv)
{
  element_rig_main (&argc, &argv);

  for (gsize i = 0; i < G_N_ELEMENTS (rows); i++) {
    g_autofree char *path =
        g_strdup_printf ("/container-timestamps/%s", rows[i].name);

    g_test_add_data_func (path, &rows[i], test_row);
  }
  return element_rig_run ();
}
