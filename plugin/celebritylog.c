/* SPDX-License-Identifier: LGPL-2.1-or-later */

/**
 * SECTION:element-celebritylog
 * @title: celebritylog
 * @short_description: writes down who is on the video frames that pass
 *
 * Writes who is on screen from when to when, or who is on each buffer and
 * where: as JSON Lines, CSV, WebVTT or SRT, to a file or to standard output.
 * Buffers pass as they are. People are read from the #GstCustomMeta
 * `CelebrityMeta` that rekognitioncelebrity attaches, in this process or in
 * another, or else from #GstVideoRegionOfInterestMeta.
 *
 * An appearance is written once #GstCelebrityLog:gap is over without the
 * person, at the end of the stream, on a flushing seek and on stop. Times are
 * stream times: those of the video, whatever was sought or played backwards.
 * Subtitles come in the order in which they begin; after a seek backwards, and
 * in reverse, they are written at the end.
 *
 * The file is written from a thread of its own.
 *
 * ## Example launch line
 * |[
 * gst-launch-1.0 filesrc location=film.mp4 ! decodebin ! videoconvert ! rekognitioncelebrity job-id=JOB region=eu-west-1 ! celebritylog location=people.jsonl ! fakesink
 * ]| Writes a line of JSON for each appearance in the film.
 * |[
 * gst-launch-1.0 filesrc location=film.mp4 ! decodebin ! videoconvert ! rekognitioncelebrity job-id=JOB region=eu-west-1 ! celebritylog location=film.vtt format=webvtt ! fakesink
 * ]| Writes subtitles with the names of those on screen.
 *
 * Since: 0.1
 */

#include "celebritylog.h"

#include "celebritylogrun.h"
#include "celebritylogsettings.h"
#include "celebritylogtime.h"
#include "meta/gst-celebrity-text.h"

GST_DEBUG_CATEGORY_STATIC (celebrity_log_debug);
#define GST_CAT_DEFAULT celebrity_log_debug

/* How long a frame lasts where neither buffer nor caps tell. */
#define DEFAULT_FRAME_DURATION (40 * GST_MSECOND)

struct _GstCelebrityLog {
  GstBaseTransform parent;

  /* guarded by the object lock */
  CelebrityLogSettings settings;
  gboolean is_stopping;

  /* from start to stop; set under the object lock */
  CelebrityLogRun *run;

  /* the streaming thread's */
  gint width;
  gint height;
  guint64 frame_duration;
};

/**
 * GstCelebrityLog!sink:
 *
 * Raw video in any format and memory.
 *
 * Since: 0.1
 */
static GstStaticPadTemplate sink_template = GST_STATIC_PAD_TEMPLATE ("sink",
    GST_PAD_SINK, GST_PAD_ALWAYS, GST_STATIC_CAPS ("video/x-raw(ANY)"));

/**
 * GstCelebrityLog!src:
 *
 * The same video, as it was.
 *
 * Since: 0.1
 */
static GstStaticPadTemplate src_template = GST_STATIC_PAD_TEMPLATE ("src",
    GST_PAD_SRC, GST_PAD_ALWAYS, GST_STATIC_CAPS ("video/x-raw(ANY)"));

G_DEFINE_TYPE (GstCelebrityLog, gst_celebrity_log, GST_TYPE_BASE_TRANSFORM)
GST_ELEMENT_REGISTER_DEFINE (celebritylog, "celebritylog", GST_RANK_NONE,
    GST_TYPE_CELEBRITY_LOG)

static void
set_property (GObject *object, guint id, const GValue *value, GParamSpec *pspec)
{
  GstCelebrityLog *self = GST_CELEBRITY_LOG (object);
  gboolean known;

  GST_OBJECT_LOCK (self);
  known = celebrity_log_settings_set (&self->settings, id, value);
  GST_OBJECT_UNLOCK (self);
  if (!known)
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
}

static void
get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  GstCelebrityLog *self = GST_CELEBRITY_LOG (object);
  gboolean known;

  GST_OBJECT_LOCK (self);
  known = celebrity_log_settings_get (&self->settings, id, value);
  GST_OBJECT_UNLOCK (self);
  if (!known)
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
}

static void
finalize (GObject *object)
{
  GstCelebrityLog *self = GST_CELEBRITY_LOG (object);

  celebrity_log_settings_clear (&self->settings);
  G_OBJECT_CLASS (gst_celebrity_log_parent_class)->finalize (object);
}

static void
post_error (const GError *error, gpointer user_data)
{
  GstCelebrityLog *self = GST_CELEBRITY_LOG (user_data);

  gst_element_message_full (GST_ELEMENT (self), GST_MESSAGE_ERROR,
      error->domain, error->code,
      gst_celebrity_text_clean_line (error->message), NULL, __FILE__, __func__,
      __LINE__);
}

static gboolean
start (GstBaseTransform *trans)
{
  GstCelebrityLog *self = GST_CELEBRITY_LOG (trans);
  g_autofree char *location = NULL;
  g_autoptr (GError) error = NULL;
  CelebrityLogSettings settings;
  CelebrityLogRun *run;

  GST_OBJECT_LOCK (self);
  settings = self->settings;
  settings.location = location = g_strdup (self->settings.location);
  GST_OBJECT_UNLOCK (self);

  run = celebrity_log_run_new (&settings, post_error, self, &error);
  if (run == NULL) {
    post_error (error, self);
    return FALSE;
  }
  GST_INFO_OBJECT (self, "writes to %s", location != NULL ? location : "-");
  GST_OBJECT_LOCK (self);
  self->run = run;
  GST_OBJECT_UNLOCK (self);
  return TRUE;
}

static gboolean
stop (GstBaseTransform *trans)
{
  GstCelebrityLog *self = GST_CELEBRITY_LOG (trans);
  g_autoptr (CelebrityLogRun) run = NULL;

  GST_OBJECT_LOCK (self);
  run = g_steal_pointer (&self->run);
  GST_OBJECT_UNLOCK (self);
  return TRUE;
}

/* From any thread, also while it is stopped: then the hurry stays. */
static void
set_hurried (GstCelebrityLog *self, gboolean hurried)
{
  GST_OBJECT_LOCK (self);
  if (self->run != NULL)
    celebrity_log_run_set_hurried (self->run, hurried || self->is_stopping);
  GST_OBJECT_UNLOCK (self);
}

static void
set_stopping (GstCelebrityLog *self, gboolean is_stopping)
{
  GST_OBJECT_LOCK (self);
  self->is_stopping = is_stopping;
  GST_OBJECT_UNLOCK (self);
  set_hurried (self, is_stopping);
}

static GstStateChangeReturn
change_state (GstElement *element, GstStateChange transition)
{
  GstCelebrityLog *self = GST_CELEBRITY_LOG (element);

  /* Before chaining up: that takes the stream lock, which a buffer that waits
   * for the disk holds. */
  if (transition == GST_STATE_CHANGE_PAUSED_TO_READY)
    set_stopping (self, TRUE);
  else if (transition == GST_STATE_CHANGE_READY_TO_PAUSED)
    set_stopping (self, FALSE);
  return GST_ELEMENT_CLASS (gst_celebrity_log_parent_class)
      ->change_state (element, transition);
}

static gboolean
set_caps (GstBaseTransform *trans, GstCaps *incaps, GstCaps *outcaps)
{
  GstCelebrityLog *self = GST_CELEBRITY_LOG (trans);
  const GstStructure *structure = gst_caps_get_structure (incaps, 0);
  gint fps_n = 0;
  gint fps_d = 1;

  (void) outcaps;
  /* Not as GstVideoInfo: that knows only the formats of its release, and only
   * the size matters here. */
  if (!gst_structure_get_int (structure, "width", &self->width) ||
      !gst_structure_get_int (structure, "height", &self->height))
    return FALSE;

  gst_structure_get_fraction (structure, "framerate", &fps_n, &fps_d);
  self->frame_duration = fps_n > 0
      ? gst_util_uint64_scale_int (GST_SECOND, fps_d, fps_n)
      : DEFAULT_FRAME_DURATION;
  return TRUE;
}

static void
pass_gap (GstCelebrityLog *self, GstEvent *event)
{
  CelebrityMoment moment;

  if (celebrity_log_time_get_gap (event, &GST_BASE_TRANSFORM (self)->segment,
          &moment))
    celebrity_log_run_pass (self->run, &moment);
}

static gboolean
sink_event (GstBaseTransform *trans, GstEvent *event)
{
  GstCelebrityLog *self = GST_CELEBRITY_LOG (trans);

  switch (GST_EVENT_TYPE (event)) {
    case GST_EVENT_FLUSH_START:
      set_hurried (self, TRUE);
      break;
    case GST_EVENT_FLUSH_STOP:
      celebrity_log_run_break (self->run);
      set_hurried (self, FALSE);
      break;
    case GST_EVENT_STREAM_START:
      celebrity_log_run_break (self->run);
      break;
    case GST_EVENT_GAP:
      pass_gap (self, event);
      break;
    case GST_EVENT_EOS:
      celebrity_log_run_end (self->run);
      break;
    default:
      break;
  }
  return GST_BASE_TRANSFORM_CLASS (gst_celebrity_log_parent_class)
      ->sink_event (trans, event);
}

static GstFlowReturn
transform_ip (GstBaseTransform *trans, GstBuffer *buffer)
{
  GstCelebrityLog *self = GST_CELEBRITY_LOG (trans);
  CelebrityMoment moment;
  gboolean has_time;

  /* The one error is on the bus; upstream would add its own to another
   * answer, and others may still finish their files. */
  if (celebrity_log_run_has_failed (self->run))
    return GST_FLOW_EOS;

  has_time = celebrity_log_time_get_buffer (buffer, &trans->segment,
      self->frame_duration, &moment);
  celebrity_log_run_look (self->run, buffer, self->width, self->height,
      has_time ? &moment : NULL);
  return GST_FLOW_OK;
}

static void
gst_celebrity_log_class_init (GstCelebrityLogClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GstElementClass *element_class = GST_ELEMENT_CLASS (klass);
  GstBaseTransformClass *transform_class = GST_BASE_TRANSFORM_CLASS (klass);

  GST_DEBUG_CATEGORY_INIT (celebrity_log_debug, "celebritylog", 0,
      "Log of celebrities");

  object_class->set_property = set_property;
  object_class->get_property = get_property;
  object_class->finalize = finalize;
  celebrity_log_settings_install_properties (object_class);

  element_class->change_state = change_state;
  gst_element_class_add_static_pad_template (element_class, &sink_template);
  gst_element_class_add_static_pad_template (element_class, &src_template);
  gst_element_class_set_static_metadata (element_class, "Celebrity log",
      "Filter/Analyzer/Metadata/Video",
      "Writes down who is on the video frames that pass",
      "The gst-rekognition authors");

  transform_class->start = start;
  transform_class->stop = stop;
  transform_class->set_caps = set_caps;
  transform_class->sink_event = sink_event;
  transform_class->transform_ip = transform_ip;
}

static void
gst_celebrity_log_init (GstCelebrityLog *self)
{
  GstBaseTransform *trans = GST_BASE_TRANSFORM (self);

  celebrity_log_settings_init (&self->settings);
  self->frame_duration = DEFAULT_FRAME_DURATION;
  gst_base_transform_set_in_place (trans, TRUE);
  gst_base_transform_set_passthrough (trans, TRUE);
  gst_base_transform_set_gap_aware (trans, TRUE);
}
