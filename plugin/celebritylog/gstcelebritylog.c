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
 * stream times: those of the video, whatever was sought or played backwards;
 * where a record says another time than its buffer, as in another process, the
 * record's.
 * Subtitles come in the order in which they begin; after a seek backwards, and
 * in reverse, they are written at the end. What was begun in less than a second
 * of film before the first flushing seek is dropped: players and editors
 * preroll, and then seek to where they begin.
 *
 * The file is written from a thread of its own. Several logs may write to one
 * pipe or to standard output: lines stay whole.
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

#include "gstcelebritylog.h"

#include "log-session.h"
#include "log-settings.h"
#include "gst-celebrity-stream-info.h"
#include "gst-celebrity-sanitize.h"

GST_DEBUG_CATEGORY_STATIC (celebrity_log_debug);
#define GST_CAT_DEFAULT celebrity_log_debug

struct _GstCelebrityLog {
  GstBaseTransform parent;

  /* guarded by the object lock */
  CelebrityLogSettings settings;
  gboolean is_stopping;

  /* Held while the run is used to log, which may have to wait for the disk. */
  GMutex run_mutex;
  /* from start to stop; set under the mutex and the object lock */
  CelebrityLogRun *run;

  /* the streaming thread's */
  CelebrityStream stream;
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
  celebrity_stream_clear (&self->stream);
  g_mutex_clear (&self->run_mutex);
  G_OBJECT_CLASS (gst_celebrity_log_parent_class)->finalize (object);
}

/* Returns NULL if there is none: pads take events and buffers already before
 * the start, and an event may have passed them when the stop begins. */
static CelebrityLogRun *
lock_run (GstCelebrityLog *self)
{
  g_mutex_lock (&self->run_mutex);
  return self->run;
}

static void
unlock_run (GstCelebrityLog *self)
{
  g_mutex_unlock (&self->run_mutex);
}

/* Returns the run that was there until now. Somebody who has locked it and
 * waits for the disk has been told to hurry. */
static CelebrityLogRun *
exchange_run (GstCelebrityLog *self, CelebrityLogRun *run)
{
  CelebrityLogRun *old = lock_run (self);

  GST_OBJECT_LOCK (self);
  self->run = run;
  GST_OBJECT_UNLOCK (self);
  unlock_run (self);
  return old;
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
  g_auto (CelebrityLogSettings) settings = { 0 };
  g_autoptr (GError) error = NULL;
  CelebrityLogRun *run;

  GST_OBJECT_LOCK (self);
  celebrity_log_settings_copy (&self->settings, &settings);
  GST_OBJECT_UNLOCK (self);

  run = celebrity_log_run_new (&settings, post_error, self, &error);
  if (run == NULL) {
    post_error (error, self);
    return FALSE;
  }
  GST_INFO_OBJECT (self, "writes to %s",
      settings.location != NULL ? settings.location : "-");
  exchange_run (self, run);
  return TRUE;
}

static gboolean
stop (GstBaseTransform *trans)
{
  GstCelebrityLog *self = GST_CELEBRITY_LOG (trans);
  CelebrityLogRun *run = exchange_run (self, NULL);

  g_clear_pointer (&run, celebrity_log_run_free);
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

  (void) outcaps;
  return celebrity_stream_set_caps (&self->stream, incaps);
}

static void
begin_stream (CelebrityLogRun *run, GstEvent *event)
{
  const char *id;
  guint group_id = GST_GROUP_ID_INVALID;

  gst_event_parse_stream_start (event, &id);
  gst_event_parse_group_id (event, &group_id);
  celebrity_log_run_begin_stream (run, id, group_id);
}

/* Those that come in turns with buffers. */
static void
log_event (CelebrityLogRun *run, GstEvent *event, const GstSegment *segment)
{
  switch (GST_EVENT_TYPE (event)) {
    case GST_EVENT_FLUSH_STOP:
      celebrity_log_run_flush (run);
      break;
    case GST_EVENT_SEGMENT:
      celebrity_log_run_begin_segment (run);
      break;
    case GST_EVENT_STREAM_START:
      begin_stream (run, event);
      break;
    case GST_EVENT_GAP:
      celebrity_log_run_pass (run, event, segment);
      break;
    case GST_EVENT_EOS:
      celebrity_log_run_end (run);
      break;
    default:
      break;
  }
}

static gboolean
sink_event (GstBaseTransform *trans, GstEvent *event)
{
  GstCelebrityLog *self = GST_CELEBRITY_LOG (trans);
  CelebrityLogRun *run;

  if (GST_EVENT_TYPE (event) == GST_EVENT_FLUSH_START) {
    set_hurried (self, TRUE);
  } else if (GST_EVENT_IS_SERIALIZED (event)) {
    run = lock_run (self);
    if (run != NULL)
      log_event (run, event, &trans->segment);
    unlock_run (self);
  }
  if (GST_EVENT_TYPE (event) == GST_EVENT_FLUSH_STOP)
    set_hurried (self, FALSE);
  return GST_BASE_TRANSFORM_CLASS (gst_celebrity_log_parent_class)
      ->sink_event (trans, event);
}

static GstFlowReturn
transform_ip (GstBaseTransform *trans, GstBuffer *buffer)
{
  GstCelebrityLog *self = GST_CELEBRITY_LOG (trans);
  CelebrityLogRun *run = lock_run (self);
  gboolean has_failed = run != NULL && celebrity_log_run_has_failed (run);

  if (run != NULL && !has_failed)
    celebrity_log_run_look (run, buffer, &self->stream, &trans->segment);
  unlock_run (self);
  /* The one error is on the bus; upstream would add its own to another
   * answer, and others may still finish their files. */
  return has_failed ? GST_FLOW_EOS : GST_FLOW_OK;
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

  g_mutex_init (&self->run_mutex);
  celebrity_log_settings_init (&self->settings);
  celebrity_stream_init (&self->stream);
  gst_base_transform_set_in_place (trans, TRUE);
  gst_base_transform_set_passthrough (trans, TRUE);
  gst_base_transform_set_gap_aware (trans, TRUE);
}
