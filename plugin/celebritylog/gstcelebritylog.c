/* SPDX-License-Identifier: LGPL-2.1-or-later */

/**
 * SECTION:element-celebritylog
 * @title: celebritylog
 * @short_description: writes down who is on the video frames that pass
 *
 * Writes who is on screen from when to when, or who is on each buffer and
 * where: as JSON Lines, CSV, WebVTT or SRT, to a file or to standard output.
 * Buffers pass unchanged. People are read from the #GstCustomMeta
 * `CelebrityMeta` that rekognitioncelebrity attaches, in this process or in
 * another, or else from #GstVideoRegionOfInterestMeta.
 *
 * An appearance is written when #GstCelebrityLog:gap has passed without the
 * person, at the end of the stream, on a flushing seek and on stop. Times are
 * stream times: those of the video, regardless of seeks and of playing
 * backwards. If the time of a record differs from its buffer's, as in another
 * process, the record's is used.
 *
 * Subtitles are in the order of their start; after a seek backwards, and in
 * reverse, they are written at the end. If the first flushing seek arrives after
 * less than a second of film, open appearances are dropped: players and editors
 * preroll, and then seek to their start.
 *
 * The file is written by a thread of its own. Several logs may write to one
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
#include "gst-celebrity-frame-info.h"
#include "gst-celebrity-sanitize.h"

GST_DEBUG_CATEGORY (gst_celebrity_log_debug);
#define GST_CAT_DEFAULT gst_celebrity_log_debug

struct _GstCelebrityLog {
  GstBaseTransform parent;

  /* guarded by the object lock */
  CelebrityLogSettings settings;
  gboolean is_stopping;

  /* Held while the session is used, which may block on the disk. */
  GMutex session_mutex;
  /* from start to stop; set under the mutex and the object lock */
  CelebrityLogSession *session;

  /* of the streaming thread */
  GstCelebrityFrameInfo info;
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
 * The same video, unchanged.
 *
 * Since: 0.1
 */
static GstStaticPadTemplate src_template = GST_STATIC_PAD_TEMPLATE ("src",
    GST_PAD_SRC, GST_PAD_ALWAYS, GST_STATIC_CAPS ("video/x-raw(ANY)"));

G_DEFINE_TYPE (GstCelebrityLog, gst_celebrity_log, GST_TYPE_BASE_TRANSFORM)
GST_ELEMENT_REGISTER_DEFINE (celebritylog, "celebritylog", GST_RANK_NONE,
    GST_TYPE_CELEBRITY_LOG)

static void
gst_celebrity_log_set_property (GObject *object, guint id, const GValue *value,
    GParamSpec *pspec)
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
gst_celebrity_log_get_property (GObject *object, guint id, GValue *value,
    GParamSpec *pspec)
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
gst_celebrity_log_finalize (GObject *object)
{
  GstCelebrityLog *self = GST_CELEBRITY_LOG (object);

  celebrity_log_settings_clear (&self->settings);
  g_mutex_clear (&self->session_mutex);
  G_OBJECT_CLASS (gst_celebrity_log_parent_class)->finalize (object);
}

/* Returns NULL if there is no session: events and buffers may arrive before the
 * start, and an event may be in flight when the stop begins. */
static CelebrityLogSession *
lock_session (GstCelebrityLog *self)
{
  g_mutex_lock (&self->session_mutex);
  return self->session;
}

static void
unlock_session (GstCelebrityLog *self)
{
  g_mutex_unlock (&self->session_mutex);
}

/* Returns the previous session. Does not block on the disk for long: a thread
 * that holds the session has been set to nonblocking. */
static CelebrityLogSession *
exchange_session (GstCelebrityLog *self, CelebrityLogSession *session)
{
  CelebrityLogSession *old = lock_session (self);

  GST_OBJECT_LOCK (self);
  self->session = session;
  GST_OBJECT_UNLOCK (self);
  unlock_session (self);
  return old;
}

static void
post_error (const GError *error, gpointer user_data)
{
  GstCelebrityLog *self = GST_CELEBRITY_LOG (user_data);
  char *text = gst_celebrity_text_clean_line (error->message);

  GST_ERROR_OBJECT (self, "%s", text);
  gst_element_message_full (GST_ELEMENT (self), GST_MESSAGE_ERROR,
      error->domain, error->code, text, NULL, __FILE__, __func__, __LINE__);
}

static gboolean
gst_celebrity_log_start (GstBaseTransform *trans)
{
  GstCelebrityLog *self = GST_CELEBRITY_LOG (trans);
  g_auto (CelebrityLogSettings) settings = { 0 };
  g_autoptr (GError) error = NULL;
  CelebrityLogSession *session;

  GST_OBJECT_LOCK (self);
  celebrity_log_settings_copy (&self->settings, &settings);
  GST_OBJECT_UNLOCK (self);

  session = celebrity_log_session_new (&settings, GST_ELEMENT (self),
      post_error, &error);
  if (session == NULL) {
    post_error (error, self);
    return FALSE;
  }
  exchange_session (self, session);
  return TRUE;
}

static gboolean
gst_celebrity_log_stop (GstBaseTransform *trans)
{
  GstCelebrityLog *self = GST_CELEBRITY_LOG (trans);
  CelebrityLogSession *session = exchange_session (self, NULL);

  g_clear_pointer (&session, celebrity_log_session_free);
  return TRUE;
}

/* May be called from any thread. While the element stops, it stays
 * nonblocking. */
static void
set_nonblocking (GstCelebrityLog *self, gboolean is_nonblocking)
{
  GST_OBJECT_LOCK (self);
  if (self->session != NULL)
    celebrity_log_session_set_nonblocking (self->session,
        is_nonblocking || self->is_stopping);
  GST_OBJECT_UNLOCK (self);
}

static void
set_stopping (GstCelebrityLog *self, gboolean is_stopping)
{
  GST_OBJECT_LOCK (self);
  self->is_stopping = is_stopping;
  GST_OBJECT_UNLOCK (self);
  set_nonblocking (self, is_stopping);
}

static GstStateChangeReturn
gst_celebrity_log_change_state (GstElement *element, GstStateChange transition)
{
  GstCelebrityLog *self = GST_CELEBRITY_LOG (element);

  /* Before chaining up, which takes the stream lock: a buffer that waits for
   * the disk holds it. */
  if (transition == GST_STATE_CHANGE_PAUSED_TO_READY)
    set_stopping (self, TRUE);
  else if (transition == GST_STATE_CHANGE_READY_TO_PAUSED)
    set_stopping (self, FALSE);
  return GST_ELEMENT_CLASS (gst_celebrity_log_parent_class)
      ->change_state (element, transition);
}

static gboolean
gst_celebrity_log_set_caps (GstBaseTransform *trans, GstCaps *incaps,
    GstCaps *outcaps)
{
  GstCelebrityLog *self = GST_CELEBRITY_LOG (trans);

  (void) outcaps;
  return gst_celebrity_frame_info_set_caps (&self->info, incaps);
}

static const GstSegment *
get_segment (GstEvent *event)
{
  const GstSegment *segment;

  gst_event_parse_segment (event, &segment);
  return segment;
}

static void
log_serialized_event (CelebrityLogSession *session, GstEvent *event,
    const GstSegment *segment)
{
  switch (GST_EVENT_TYPE (event)) {
    case GST_EVENT_FLUSH_STOP:
      celebrity_log_session_flush (session);
      break;
    case GST_EVENT_SEGMENT:
      celebrity_log_session_begin_segment (session, get_segment (event));
      break;
    case GST_EVENT_STREAM_START:
      celebrity_log_session_begin_stream (session, event);
      break;
    case GST_EVENT_GAP:
      celebrity_log_session_add_gap (session, event, segment);
      break;
    case GST_EVENT_EOS:
      celebrity_log_session_finish (session);
      break;
    default:
      break;
  }
}

static gboolean
gst_celebrity_log_sink_event (GstBaseTransform *trans, GstEvent *event)
{
  GstCelebrityLog *self = GST_CELEBRITY_LOG (trans);
  CelebrityLogSession *session;

  if (GST_EVENT_TYPE (event) == GST_EVENT_FLUSH_START) {
    set_nonblocking (self, TRUE);
  } else if (GST_EVENT_IS_SERIALIZED (event)) {
    session = lock_session (self);
    if (session != NULL)
      log_serialized_event (session, event, &trans->segment);
    unlock_session (self);
  }
  if (GST_EVENT_TYPE (event) == GST_EVENT_FLUSH_STOP)
    set_nonblocking (self, FALSE);
  return GST_BASE_TRANSFORM_CLASS (gst_celebrity_log_parent_class)
      ->sink_event (trans, event);
}

static GstFlowReturn
gst_celebrity_log_transform_ip (GstBaseTransform *trans, GstBuffer *buffer)
{
  GstCelebrityLog *self = GST_CELEBRITY_LOG (trans);
  CelebrityLogSession *session = lock_session (self);
  gboolean has_failed =
      session != NULL && celebrity_log_session_has_failed (session);

  if (session != NULL && !has_failed)
    celebrity_log_session_add_buffer (session, buffer, &self->info,
        &trans->segment);
  unlock_session (self);
  /* The one error is on the bus already. On GST_FLOW_ERROR, sources would post
   * another one; on EOS, other branches still finish their files. */
  return has_failed ? GST_FLOW_EOS : GST_FLOW_OK;
}

static void
gst_celebrity_log_class_init (GstCelebrityLogClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GstElementClass *element_class = GST_ELEMENT_CLASS (klass);
  GstBaseTransformClass *transform_class = GST_BASE_TRANSFORM_CLASS (klass);

  GST_DEBUG_CATEGORY_INIT (gst_celebrity_log_debug, "celebritylog", 0,
      "Log of celebrities");

  object_class->set_property = gst_celebrity_log_set_property;
  object_class->get_property = gst_celebrity_log_get_property;
  object_class->finalize = gst_celebrity_log_finalize;
  celebrity_log_settings_install_properties (object_class);

  element_class->change_state = gst_celebrity_log_change_state;
  gst_element_class_add_static_pad_template (element_class, &sink_template);
  gst_element_class_add_static_pad_template (element_class, &src_template);
  gst_element_class_set_static_metadata (element_class, "Celebrity log",
      "Filter/Analyzer/Metadata/Video",
      "Writes down who is on the video frames that pass",
      "The gst-rekognition authors");

  transform_class->start = gst_celebrity_log_start;
  transform_class->stop = gst_celebrity_log_stop;
  transform_class->set_caps = gst_celebrity_log_set_caps;
  transform_class->sink_event = gst_celebrity_log_sink_event;
  transform_class->transform_ip = gst_celebrity_log_transform_ip;
}

static void
gst_celebrity_log_init (GstCelebrityLog *self)
{
  GstBaseTransform *trans = GST_BASE_TRANSFORM (self);

  g_mutex_init (&self->session_mutex);
  celebrity_log_settings_init (&self->settings);
  gst_celebrity_frame_info_init (&self->info);
  gst_base_transform_set_in_place (trans, TRUE);
  gst_base_transform_set_passthrough (trans, TRUE);
  gst_base_transform_set_gap_aware (trans, TRUE);
}
