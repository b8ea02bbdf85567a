/* SPDX-License-Identifier: LGPL-2.1-or-later */

/**
 * SECTION:element-rekognitioncelebrity
 * @title: rekognitioncelebrity
 * @short_description: attaches Amazon Rekognition's celebrities to video frames
 *
 * Fetches every result of one Amazon Rekognition Video celebrity recognition
 * job when the pipeline starts, and attaches to each buffer who is on screen
 * and where, as #GstCustomMeta `CelebrityMeta`, #GstVideoRegionOfInterestMeta
 * and GstAnalyticsRelationMeta. Pixels are not touched.
 *
 * The job is one that StartCelebrityRecognition started on the same video and
 * that ended at most 7 days ago. Credentials and region are found as the AWS
 * CLI finds them, or set as properties. Properties given on a gst-launch-1.0
 * command line show up in GStreamer's own debug log, so keep secrets in a
 * profile or in the environment.
 *
 * The fetch runs while the pipeline starts and is reported by progress
 * messages; the first buffer waits for it, unless the source is live.
 *
 * `GST_DEBUG=rekognitioncelebrity:5` logs each step of the fetch: settings,
 * source, pages, retries, waits, timeline, errors; level 6 logs each buffer, too.
 *
 * ## Example launch line
 * |[
 * gst-launch-1.0 filesrc location=film.mp4 ! decodebin ! videoconvert ! rekognitioncelebrity job-id=JOB region=eu-west-1 ! fakesink
 * ]| Fetches the results of job JOB and attaches them to the film's frames.
 *
 * Since: 0.1
 */

#include "config.h"

#include "gstrekognitioncelebrity.h"

#include "celebrity-annotator.h"
#include "celebrity-job.h"
#include "reporting/celebrity-stats.h"
#include "celebrity-settings.h"
#include "celebrity-stream.h"
#include "celebrity-toc.h"
#include "celebrity-video-match.h"
#include "gst-celebrity-sanitize.h"
#include "celebrity-eos.h"

GST_DEBUG_CATEGORY (rekognition_celebrity_debug);
#define GST_CAT_DEFAULT rekognition_celebrity_debug

struct _GstRekognitionCelebrity {
  GstBaseTransform parent;

  /* guarded by the object lock */
  CelebritySettings settings;
  CelebrityJob *job;

  /* of one run; belong to the streaming thread while it lasts */
  CelebrityStream stream;
  /* set from the start to the stop, as is the job; pads may receive events and
   * buffers before and after that */
  CelebrityAnnotator *annotator;
  RekTimeline *timeline;
  gboolean is_video_checked;
  gboolean is_toc_sent;
  gboolean has_reported_untimed;
};

/**
 * GstRekognitionCelebrity!sink:
 *
 * Raw video in any format and memory.
 *
 * Since: 0.1
 */
static GstStaticPadTemplate sink_template = GST_STATIC_PAD_TEMPLATE ("sink",
    GST_PAD_SINK, GST_PAD_ALWAYS, GST_STATIC_CAPS ("video/x-raw(ANY)"));

/**
 * GstRekognitionCelebrity!src:
 *
 * The same video, with people attached.
 *
 * Since: 0.1
 */
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
gst_rekognition_celebrity_set_property (GObject *object, guint id,
    const GValue *value, GParamSpec *pspec)
{
  GstRekognitionCelebrity *self = GST_REKOGNITION_CELEBRITY (object);
  gboolean known;

  /* Under one lock: a start in between would copy the old setting for the new
   * job, and a later setting of another thread could reach the job earlier. */
  GST_OBJECT_LOCK (self);
  known = celebrity_settings_set (&self->settings, id, value);
  if (self->job != NULL && celebrity_settings_is_lookup (id))
    celebrity_job_set_lookup_settings (self->job, &self->settings.lookup);
  GST_OBJECT_UNLOCK (self);

  if (!known)
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
}

static void
gst_rekognition_celebrity_get_property (GObject *object, guint id,
    GValue *value, GParamSpec *pspec)
{
  GstRekognitionCelebrity *self = GST_REKOGNITION_CELEBRITY (object);
  g_autoptr (CelebrityJob) job = get_job (self);
  gboolean known;

  if (id > CELEBRITY_PROP_LAST_SETTING) {
    /* Before the first start there is nothing to report. */
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
clear_run (GstRekognitionCelebrity *self)
{
  celebrity_stream_clear (&self->stream);
  g_clear_pointer (&self->annotator, celebrity_annotator_free);
  g_clear_pointer (&self->timeline, rek_timeline_unref);
  self->is_video_checked = FALSE;
  self->is_toc_sent = FALSE;
  self->has_reported_untimed = FALSE;
}

static void
gst_rekognition_celebrity_finalize (GObject *object)
{
  GstRekognitionCelebrity *self = GST_REKOGNITION_CELEBRITY (object);

  clear_run (self);
  g_clear_pointer (&self->job, celebrity_job_unref);
  celebrity_settings_clear (&self->settings);
  G_OBJECT_CLASS (gst_rekognition_celebrity_parent_class)->finalize (object);
}

static gboolean
start_job (GstRekognitionCelebrity *self)
{
  g_autoptr (CelebrityJob) old_job = NULL;
  g_autoptr (CelebrityJob) job = NULL;

  clear_run (self);

  GST_OBJECT_LOCK (self);
  job = celebrity_job_new (GST_ELEMENT (self), &self->settings);
  self->annotator =
      celebrity_annotator_new (GST_ELEMENT (self), &self->settings);
  old_job = g_steal_pointer (&self->job);
  self->job = celebrity_job_ref (job);
  GST_OBJECT_UNLOCK (self);

  return celebrity_job_start (job);
}

static GstStateChangeReturn
gst_rekognition_celebrity_change_state (GstElement *element,
    GstStateChange transition)
{
  GstRekognitionCelebrity *self = GST_REKOGNITION_CELEBRITY (element);
  g_autoptr (CelebrityJob) job = NULL;
  GstStateChangeReturn ret;

  if (transition == GST_STATE_CHANGE_READY_TO_PAUSED && !start_job (self))
    return GST_STATE_CHANGE_FAILURE;

  /* Before chaining up, which takes the stream lock: a waiting buffer holds
   * it. */
  job = get_job (self);
  if (transition == GST_STATE_CHANGE_PAUSED_TO_READY)
    celebrity_job_cancel (job);

  ret = GST_ELEMENT_CLASS (gst_rekognition_celebrity_parent_class)
            ->change_state (element, transition);

  if (transition == GST_STATE_CHANGE_PAUSED_TO_READY) {
    gst_pad_stop_task (GST_BASE_TRANSFORM_SRC_PAD (self));
    celebrity_job_join (job);
    clear_run (self);
  } else if (transition == GST_STATE_CHANGE_READY_TO_PAUSED &&
      ret == GST_STATE_CHANGE_FAILURE) {
    celebrity_job_cancel (job);
    celebrity_job_join (job);
  }
  return ret;
}

static gboolean
gst_rekognition_celebrity_set_caps (GstBaseTransform *trans, GstCaps *incaps,
    GstCaps *outcaps)
{
  GstRekognitionCelebrity *self = GST_REKOGNITION_CELEBRITY (trans);

  (void) outcaps;
  return gst_celebrity_frame_info_set_caps (&self->stream.frame, incaps);
}

/* Names the job in a sentence. */
static char *
describe_job (GstRekognitionCelebrity *self)
{
  g_autofree char *job_id = gst_celebrity_text_clean_line (
      celebrity_annotator_get_job_id (self->annotator));

  return job_id != NULL ? g_strdup_printf ("job \"%s\"", job_id)
                        : g_strdup ("the job");
}

static void
take_tags (GstRekognitionCelebrity *self, GstEvent *event)
{
  GstVideoOrientationMethod old =
      gst_celebrity_orientation_get (&self->stream.orientation);
  GstVideoOrientationMethod now;

  celebrity_stream_take_tags (&self->stream, event);
  now = gst_celebrity_orientation_get (&self->stream.orientation);
  if (now != old)
    GST_DEBUG_OBJECT (self, "orientation of the stream: %d, was %d", now, old);
}

static void
begin_stream (GstRekognitionCelebrity *self, GstEvent *event)
{
  g_autofree char *job = NULL;
  const char *stream_id;

  if (self->annotator == NULL || !celebrity_stream_begin (&self->stream, event))
    return;

  job = describe_job (self);
  gst_event_parse_stream_start (event, &stream_id);
  GST_ELEMENT_WARNING (self, STREAM, WRONG_TYPE,
      ("Another video began; the results of %s are not attached to it.", job),
      ("stream id %s", stream_id));
}

/* The event is accepted all the same: if it were refused, it would come again
 * with the next buffer, and upstream would post errors of its own. */
static void
check_segment (GstRekognitionCelebrity *self, GstEvent *event)
{
  const GstSegment *segment;

  gst_event_parse_segment (event, &segment);
  GST_DEBUG_OBJECT (self, "segment: %" GST_SEGMENT_FORMAT,
      (gconstpointer) segment);
  if (segment->format == GST_FORMAT_TIME || self->has_reported_untimed)
    return;

  self->has_reported_untimed = TRUE;
  GST_ELEMENT_ERROR (self, STREAM, FORMAT,
      ("The stream has no timestamps (its segment is in %s, not in time): put "
       "a parser or decoder before this element, or set format=time on an "
       "appsrc.",
          gst_format_get_name (segment->format)),
      (NULL));
}

static gboolean
has_posted_error (GstRekognitionCelebrity *self, CelebrityJob *job)
{
  return self->has_reported_untimed ||
      (job != NULL && celebrity_job_has_posted_error (job));
}

static gboolean
gst_rekognition_celebrity_sink_event (GstBaseTransform *trans, GstEvent *event)
{
  GstRekognitionCelebrity *self = GST_REKOGNITION_CELEBRITY (trans);
  g_autoptr (CelebrityJob) job = get_job (self);
  GstEventType type = GST_EVENT_TYPE (event);
  gboolean ret;

  switch (type) {
    case GST_EVENT_FLUSH_START:
    case GST_EVENT_FLUSH_STOP:
      GST_DEBUG_OBJECT (self, "%s", GST_EVENT_TYPE_NAME (event));
      if (job != NULL)
        celebrity_job_set_flushing (job, type == GST_EVENT_FLUSH_START);
      break;
    case GST_EVENT_TAG:
      take_tags (self, event);
      break;
    case GST_EVENT_STREAM_START:
      take_tags (self, event);
      begin_stream (self, event);
      break;
    case GST_EVENT_CAPS:
      GST_DEBUG_OBJECT (self, "%" GST_PTR_FORMAT, (gpointer) event);
      break;
    case GST_EVENT_SEGMENT:
      check_segment (self, event);
      break;
    case GST_EVENT_EOS:
      GST_DEBUG_OBJECT (self, "end of stream");
      if (has_posted_error (self, job)) {
        celebrity_eos_push (GST_BASE_TRANSFORM_SRC_PAD (trans), event);
        return TRUE;
      }
      break;
    default:
      break;
  }
  ret = GST_BASE_TRANSFORM_CLASS (gst_rekognition_celebrity_parent_class)
            ->sink_event (trans, event);
  if (type == GST_EVENT_FLUSH_START)
    gst_pad_stop_task (GST_BASE_TRANSFORM_SRC_PAD (trans));
  return ret;
}

static gboolean
gst_rekognition_celebrity_src_event (GstBaseTransform *trans, GstEvent *event)
{
  if (GST_EVENT_TYPE (event) == GST_EVENT_SEEK)
    GST_DEBUG_OBJECT (trans, "seek: %" GST_PTR_FORMAT, (gpointer) event);
  return GST_BASE_TRANSFORM_CLASS (gst_rekognition_celebrity_parent_class)
      ->src_event (trans, event);
}

static gint64
get_ts_offset (GstRekognitionCelebrity *self)
{
  gint64 ts_offset;

  GST_OBJECT_LOCK (self);
  ts_offset = self->settings.lookup.ts_offset;
  GST_OBJECT_UNLOCK (self);
  return ts_offset;
}

/* With an offset the stream is a part of the video: durations are not compared.
 */
static void
check_video (GstRekognitionCelebrity *self)
{
  const RekVideoMetadata *video =
      &rek_timeline_get_info (self->timeline)->video;
  GstClockTime duration = GST_CLOCK_TIME_NONE;
  g_autofree char *difference = NULL;
  g_autofree char *job = NULL;

  self->is_video_checked = TRUE;
  if (get_ts_offset (self) == 0)
    duration = celebrity_stream_get_duration (&self->stream,
        GST_BASE_TRANSFORM_SINK_PAD (self));
  difference = celebrity_video_compare (video, &self->stream, duration);
  if (difference == NULL)
    return;

  job = describe_job (self);
  GST_ELEMENT_WARNING (self, STREAM, WRONG_TYPE,
      ("The results of %s seem to be for another video: %s.", job, difference),
      (NULL));
}

static void
send_toc (GstRekognitionCelebrity *self, GstToc *toc)
{
  if (celebrity_toc_send (GST_ELEMENT (self), GST_BASE_TRANSFORM_SRC_PAD (self),
          toc, self->is_toc_sent))
    self->is_toc_sent = TRUE;
  GST_DEBUG_OBJECT (self, "table of contents %s",
      self->is_toc_sent ? "sent" : "not sent: it is empty");
}

static void
annotate (GstRekognitionCelebrity *self, GstBuffer *buffer)
{
  g_auto (CelebrityLookupSettings) settings = { 0 };
  const CelebrityAnnotatorFrame frame = {
    .segment = &GST_BASE_TRANSFORM (self)->segment,
    .stream = &self->stream,
    .settings = &settings,
  };

  GST_OBJECT_LOCK (self);
  celebrity_lookup_settings_copy (&self->settings.lookup, &settings);
  GST_OBJECT_UNLOCK (self);

  if (!self->is_video_checked)
    check_video (self);
  if (celebrity_annotator_annotate (self->annotator, &frame, buffer))
    celebrity_job_count_annotated (self->job,
        celebrity_annotator_get_n_dropped (self->annotator));
}

static GstFlowReturn
gst_rekognition_celebrity_transform_ip (GstBaseTransform *trans,
    GstBuffer *buffer)
{
  GstRekognitionCelebrity *self = GST_REKOGNITION_CELEBRITY (trans);
  gboolean had_timeline = self->timeline != NULL;
  g_autoptr (GstToc) toc = NULL;
  CelebrityJobAnswer answer;
  gboolean is_live;

  if (self->annotator == NULL)
    return GST_FLOW_FLUSHING;

  is_live = celebrity_stream_is_live (&self->stream,
      GST_BASE_TRANSFORM_SINK_PAD (self));
  /* The error was posted when the segment came. */
  if (trans->segment.format != GST_FORMAT_TIME)
    return GST_FLOW_EOS;

  answer =
      celebrity_job_get_timeline (self->job, !is_live, &self->timeline, &toc);
  if (!had_timeline && self->timeline != NULL) {
    GST_DEBUG_OBJECT (self, "first buffer with results: %" GST_TIME_FORMAT,
        GST_TIME_ARGS (GST_BUFFER_PTS (buffer)));
    celebrity_annotator_set_timeline (self->annotator, self->timeline);
  }
  if (toc != NULL)
    send_toc (self, toc);

  switch (answer) {
    case CELEBRITY_JOB_READY:
      annotate (self, buffer);
      return GST_FLOW_OK;
    case CELEBRITY_JOB_PENDING:
    case CELEBRITY_JOB_FAILED:
      GST_LOG_OBJECT (self, "buffer at %" GST_TIME_FORMAT " passes: no results",
          GST_TIME_ARGS (GST_BUFFER_PTS (buffer)));
      return GST_FLOW_OK;
    case CELEBRITY_JOB_ENDED:
      /* Not GST_FLOW_ERROR: upstream would post another error. Not
       * GST_FLOW_FLUSHING: upstream would send no EOS to the other branches. */
      return GST_FLOW_EOS;
    case CELEBRITY_JOB_STOPPED:
    default:
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

  object_class->set_property = gst_rekognition_celebrity_set_property;
  object_class->get_property = gst_rekognition_celebrity_get_property;
  object_class->finalize = gst_rekognition_celebrity_finalize;
  celebrity_settings_install_properties (object_class);
  celebrity_report_install_properties (object_class);

  element_class->change_state = gst_rekognition_celebrity_change_state;
  gst_element_class_add_static_pad_template (element_class, &sink_template);
  gst_element_class_add_static_pad_template (element_class, &src_template);
  gst_element_class_set_static_metadata (element_class,
      "Amazon Rekognition celebrities", "Filter/Analyzer/Metadata/Video",
      "Attaches the celebrities that Amazon Rekognition Video found to the "
      "frames they are on",
      "The gst-rekognition authors");

  transform_class->set_caps = gst_rekognition_celebrity_set_caps;
  transform_class->sink_event = gst_rekognition_celebrity_sink_event;
  transform_class->src_event = gst_rekognition_celebrity_src_event;
  transform_class->transform_ip = gst_rekognition_celebrity_transform_ip;
}

static void
gst_rekognition_celebrity_init (GstRekognitionCelebrity *self)
{
  GstBaseTransform *trans = GST_BASE_TRANSFORM (self);

  celebrity_settings_init (&self->settings);
  celebrity_stream_init (&self->stream);
  gst_base_transform_set_in_place (trans, TRUE);
  gst_base_transform_set_passthrough (trans, FALSE);
  gst_base_transform_set_gap_aware (trans, TRUE);
}
