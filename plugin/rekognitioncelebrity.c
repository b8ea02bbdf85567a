/* SPDX-License-Identifier: LGPL-2.1-or-later */

/**
 * SECTION:element-rekognitioncelebrity
 * @title: rekognitioncelebrity
 * @short_description: attaches Amazon Rekognition's celebrities to video frames
 *
 * Fetches every result of one Amazon Rekognition Video celebrity recognition
 * job when the pipeline starts, and attaches to each buffer who is on screen
 * and where: as #GstVideoRegionOfInterestMeta and as #GstCustomMeta
 * `CelebrityMeta`. Pixels are not touched.
 *
 * The job is one that StartCelebrityRecognition started on the same video and
 * that has ended not longer than 7 days ago. Credentials and region are found
 * as the AWS CLI finds them, or set as properties. Properties given on a
 * gst-launch-1.0 command line show up in debug logs, so secrets are better kept
 * in a profile or in the environment.
 *
 * The fetch runs beside the start of the pipeline and is reported by progress
 * messages; the first buffer waits for it, unless the source is live.
 *
 * ## Example launch line
 * |[
 * gst-launch-1.0 filesrc location=film.mp4 ! decodebin ! videoconvert ! rekognitioncelebrity job-id=JOB region=eu-west-1 ! fakesink
 * ]| Fetches the results of job JOB and attaches them to the film's frames.
 *
 * Since: 0.1
 */

#include "config.h"

#include "rekognitioncelebrity.h"

#include "celebrityenums.h"
#include "celebrityjob.h"
#include "celebrityreport.h"
#include "celebritysettings.h"
#include "rekognition/rek-cursor.h"

GST_DEBUG_CATEGORY (rekognition_celebrity_debug);
#define GST_CAT_DEFAULT rekognition_celebrity_debug

/* How long a frame lasts where neither buffer nor caps tell. */
#define DEFAULT_FRAME_DURATION (40 * GST_MSECOND)

struct _GstRekognitionCelebrity {
  GstBaseTransform parent;

  /* guarded by the object lock */
  CelebritySettings settings;
  CelebrityJob *job;

  /* of one run; what does not change while it lasts */
  RekBoxChoice box;
  GstCelebrityMetaTypes meta_types;

  /* the streaming thread's */
  RekCursor *cursor;
  guint serial;
  gboolean knows_liveness;
  gboolean is_live;
  gint width;
  gint height;
  guint64 caps_frame_duration;
  char *stream_id;
  gboolean is_other_stream;
};

static GstStaticPadTemplate sink_template = GST_STATIC_PAD_TEMPLATE ("sink",
    GST_PAD_SINK, GST_PAD_ALWAYS, GST_STATIC_CAPS ("video/x-raw(ANY)"));

static GstStaticPadTemplate src_template = GST_STATIC_PAD_TEMPLATE ("src",
    GST_PAD_SRC, GST_PAD_ALWAYS, GST_STATIC_CAPS ("video/x-raw(ANY)"));

G_DEFINE_TYPE (GstRekognitionCelebrity, gst_rekognition_celebrity,
    GST_TYPE_BASE_TRANSFORM)
GST_ELEMENT_REGISTER_DEFINE (rekognitioncelebrity, "rekognitioncelebrity",
    GST_RANK_NONE, GST_TYPE_REKOGNITION_CELEBRITY)

static CelebrityJob *
get_job (GstRekognitionCelebrity *self)
{
  CelebrityJob *job = NULL;

  GST_OBJECT_LOCK (self);
  if (self->job != NULL)
    job = celebrity_job_ref (self->job);
  GST_OBJECT_UNLOCK (self);
  return job;
}

static void
set_property (GObject *object, guint id, const GValue *value, GParamSpec *pspec)
{
  GstRekognitionCelebrity *self = GST_REKOGNITION_CELEBRITY (object);
  g_autoptr (CelebrityJob) job = get_job (self);
  gboolean known;

  GST_OBJECT_LOCK (self);
  known = celebrity_settings_set (&self->settings, id, value);
  GST_OBJECT_UNLOCK (self);

  if (!known)
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
  else if (id == CELEBRITY_PROP_MIN_CONFIDENCE && job != NULL)
    celebrity_job_set_min_confidence (job, g_value_get_double (value));
}

static void
get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  GstRekognitionCelebrity *self = GST_REKOGNITION_CELEBRITY (object);
  g_autoptr (CelebrityJob) job = get_job (self);
  gboolean known;

  if (id > CELEBRITY_PROP_LAST_SETTING) {
    /* Before the first start there is nothing to tell. */
    known = job == NULL || celebrity_job_get_property (job, id, value);
  } else {
    GST_OBJECT_LOCK (self);
    known = celebrity_settings_get (&self->settings, id, value);
    GST_OBJECT_UNLOCK (self);
  }
  if (!known)
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
}

static void
finalize (GObject *object)
{
  GstRekognitionCelebrity *self = GST_REKOGNITION_CELEBRITY (object);

  g_clear_pointer (&self->job, celebrity_job_unref);
  g_clear_pointer (&self->cursor, rek_cursor_free);
  g_free (self->stream_id);
  celebrity_settings_clear (&self->settings);
  G_OBJECT_CLASS (gst_rekognition_celebrity_parent_class)->finalize (object);
}

static void
forget_stream (GstRekognitionCelebrity *self)
{
  g_clear_pointer (&self->cursor, rek_cursor_free);
  g_clear_pointer (&self->stream_id, g_free);
  self->serial = 0;
  self->knows_liveness = FALSE;
  self->is_live = FALSE;
  self->is_other_stream = FALSE;
}

static gboolean
start_job (GstRekognitionCelebrity *self)
{
  g_autoptr (CelebrityJob) old_job = NULL;
  g_autoptr (CelebrityJob) job = NULL;

  forget_stream (self);

  GST_OBJECT_LOCK (self);
  job = celebrity_job_new (GST_ELEMENT (self), &self->settings);
  self->box = self->settings.box;
  self->meta_types = self->settings.meta_types;
  old_job = g_steal_pointer (&self->job);
  self->job = celebrity_job_ref (job);
  GST_OBJECT_UNLOCK (self);

  return celebrity_job_start (job);
}

static GstStateChangeReturn
change_state (GstElement *element, GstStateChange transition)
{
  GstRekognitionCelebrity *self = GST_REKOGNITION_CELEBRITY (element);
  g_autoptr (CelebrityJob) job = NULL;
  GstStateChangeReturn ret;

  if (transition == GST_STATE_CHANGE_READY_TO_PAUSED && !start_job (self))
    return GST_STATE_CHANGE_FAILURE;

  /* Before chaining up: that takes the stream lock, which a waiting buffer
   * holds. */
  job = get_job (self);
  if (transition == GST_STATE_CHANGE_PAUSED_TO_READY)
    celebrity_job_cancel (job);

  ret = GST_ELEMENT_CLASS (gst_rekognition_celebrity_parent_class)
            ->change_state (element, transition);

  if (transition == GST_STATE_CHANGE_PAUSED_TO_READY) {
    celebrity_job_join (job);
    forget_stream (self);
  } else if (transition == GST_STATE_CHANGE_READY_TO_PAUSED &&
      ret == GST_STATE_CHANGE_FAILURE) {
    celebrity_job_cancel (job);
    celebrity_job_join (job);
  }
  return ret;
}

static gboolean
set_caps (GstBaseTransform *trans, GstCaps *incaps, GstCaps *outcaps)
{
  GstRekognitionCelebrity *self = GST_REKOGNITION_CELEBRITY (trans);
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
  self->caps_frame_duration = fps_n > 0
      ? gst_util_uint64_scale_int (GST_SECOND, fps_d, fps_n)
      : DEFAULT_FRAME_DURATION;
  return TRUE;
}

static void
note_stream (GstRekognitionCelebrity *self, const char *stream_id)
{
  gboolean was_other = self->is_other_stream;

  if (self->stream_id == NULL)
    self->stream_id = g_strdup (stream_id);
  self->is_other_stream = g_strcmp0 (self->stream_id, stream_id) != 0;

  if (self->is_other_stream && !was_other)
    GST_ELEMENT_WARNING (self, STREAM, WRONG_TYPE,
        ("Another video began; the results of job \"%s\" are not attached to "
         "it.",
            celebrity_job_get_id (self->job)),
        ("stream id was %s, is %s", self->stream_id, stream_id));
}

static gboolean
check_segment (GstRekognitionCelebrity *self, GstEvent *event)
{
  const GstSegment *segment;

  gst_event_parse_segment (event, &segment);
  if (segment->format == GST_FORMAT_TIME)
    return TRUE;

  GST_ELEMENT_ERROR (self, STREAM, FORMAT,
      ("The stream has no timestamps (its segment is in %s, not in time): put "
       "a parser or decoder before this element.",
          gst_format_get_name (segment->format)),
      (NULL));
  return FALSE;
}

static gboolean
sink_event (GstBaseTransform *trans, GstEvent *event)
{
  GstRekognitionCelebrity *self = GST_REKOGNITION_CELEBRITY (trans);
  g_autoptr (CelebrityJob) job = get_job (self);
  const char *stream_id;

  switch (GST_EVENT_TYPE (event)) {
    case GST_EVENT_FLUSH_START:
    case GST_EVENT_FLUSH_STOP:
      if (job != NULL)
        celebrity_job_set_flushing (job,
            GST_EVENT_TYPE (event) == GST_EVENT_FLUSH_START);
      break;
    case GST_EVENT_STREAM_START:
      gst_event_parse_stream_start (event, &stream_id);
      note_stream (self, stream_id);
      break;
    case GST_EVENT_SEGMENT:
      if (!check_segment (self, event)) {
        gst_event_unref (event);
        return FALSE;
      }
      break;
    default:
      break;
  }
  return GST_BASE_TRANSFORM_CLASS (gst_rekognition_celebrity_parent_class)
      ->sink_event (trans, event);
}

/* A live source must not be held up. Asked at the first buffer, when upstream
 * is sure to be there. */
static gboolean
is_live (GstRekognitionCelebrity *self)
{
  g_autoptr (GstQuery) query = NULL;

  if (self->knows_liveness)
    return self->is_live;

  query = gst_query_new_latency ();
  if (gst_pad_peer_query (GST_BASE_TRANSFORM_SINK_PAD (self), query))
    gst_query_parse_latency (query, &self->is_live, NULL, NULL);
  self->knows_liveness = TRUE;
  return self->is_live;
}

/* When the buffer is, in stream time with the user's offset; FALSE where that
 * is not known. */
static gboolean
get_moment (GstRekognitionCelebrity *self, GstBuffer *buffer,
    guint64 *stream_time, RekMoment *moment)
{
  const GstSegment *segment = &GST_BASE_TRANSFORM (self)->segment;
  gint64 offset;

  if (!GST_BUFFER_PTS_IS_VALID (buffer))
    return FALSE;
  *stream_time = gst_segment_to_stream_time (segment, GST_FORMAT_TIME,
      GST_BUFFER_PTS (buffer));
  if (!GST_CLOCK_TIME_IS_VALID (*stream_time) || *stream_time > G_MAXINT64)
    return FALSE;

  GST_OBJECT_LOCK (self);
  offset = self->settings.ts_offset;
  moment->interpolate = self->settings.interpolate;
  GST_OBJECT_UNLOCK (self);

  if (offset > 0 && (gint64) *stream_time > G_MAXINT64 - offset)
    return FALSE;
  moment->time = (gint64) *stream_time + offset;
  moment->box = self->box;
  moment->frame_duration = GST_BUFFER_DURATION_IS_VALID (buffer)
      ? GST_BUFFER_DURATION (buffer)
      : self->caps_frame_duration;
  return TRUE;
}

static void
attach_people (GstRekognitionCelebrity *self, GstBuffer *buffer)
{
  const RekPresence *people;
  GstCelebrityFrame frame;
  RekMoment moment;
  guint64 stream_time;
  guint n_people;

  if (self->is_other_stream ||
      !get_moment (self, buffer, &stream_time, &moment))
    return;

  people = rek_cursor_look (self->cursor, &moment, &n_people);
  if (n_people == 0)
    return;

  frame = (GstCelebrityFrame){
    .job_id = celebrity_job_get_id (self->job),
    .width = self->width,
    .height = self->height,
    .stream_time = stream_time,
    .box = self->box,
    .types = self->meta_types,
  };
  gst_celebrity_meta_attach (buffer, &frame, people, n_people);
  celebrity_job_count_annotated (self->job);
}

static GstFlowReturn
transform_ip (GstBaseTransform *trans, GstBuffer *buffer)
{
  GstRekognitionCelebrity *self = GST_REKOGNITION_CELEBRITY (trans);
  g_autoptr (RekTimeline) timeline = NULL;
  CelebrityJobAnswer answer;

  answer = celebrity_job_get_timeline (self->job, !is_live (self),
      &self->serial, &timeline);
  if (timeline != NULL) {
    g_clear_pointer (&self->cursor, rek_cursor_free);
    self->cursor = rek_cursor_new (timeline);
  }

  switch (answer) {
    case CELEBRITY_JOB_READY:
      attach_people (self, buffer);
      return GST_FLOW_OK;
    case CELEBRITY_JOB_PENDING:
    case CELEBRITY_JOB_FAILED:
      return GST_FLOW_OK;
    case CELEBRITY_JOB_STOPPED:
    default:
      /* Not an error: upstream would add its own to the one on the bus. */
      return GST_FLOW_FLUSHING;
  }
}

static void
gst_rekognition_celebrity_class_init (GstRekognitionCelebrityClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GstElementClass *element_class = GST_ELEMENT_CLASS (klass);
  GstBaseTransformClass *transform_class = GST_BASE_TRANSFORM_CLASS (klass);

  GST_DEBUG_CATEGORY_INIT (rekognition_celebrity_debug, "rekognitioncelebrity",
      0, "Amazon Rekognition celebrities");

  object_class->set_property = set_property;
  object_class->get_property = get_property;
  object_class->finalize = finalize;
  celebrity_settings_install_properties (object_class);
  celebrity_report_install_properties (object_class);

  element_class->change_state = change_state;
  gst_element_class_add_static_pad_template (element_class, &sink_template);
  gst_element_class_add_static_pad_template (element_class, &src_template);
  gst_element_class_set_static_metadata (element_class,
      "Amazon Rekognition celebrities", "Filter/Analyzer/Metadata/Video",
      "Attaches the celebrities that Amazon Rekognition Video found to the "
      "frames they are on",
      "The gst-rekognition authors");

  transform_class->set_caps = set_caps;
  transform_class->sink_event = sink_event;
  transform_class->transform_ip = transform_ip;

  gst_type_mark_as_plugin_api (celebrity_sort_by_get_type (),
      (GstPluginAPIFlags) 0);
  gst_type_mark_as_plugin_api (celebrity_box_choice_get_type (),
      (GstPluginAPIFlags) 0);
  gst_type_mark_as_plugin_api (celebrity_meta_types_get_type (),
      (GstPluginAPIFlags) 0);
}

static void
gst_rekognition_celebrity_init (GstRekognitionCelebrity *self)
{
  GstBaseTransform *trans = GST_BASE_TRANSFORM (self);

  celebrity_settings_init (&self->settings);
  self->caps_frame_duration = DEFAULT_FRAME_DURATION;
  gst_base_transform_set_in_place (trans, TRUE);
  gst_base_transform_set_passthrough (trans, FALSE);
  gst_base_transform_set_gap_aware (trans, TRUE);
}
