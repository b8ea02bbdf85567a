/* SPDX-License-Identifier: LGPL-2.1-or-later */

#include "celebrity-annotator.h"

#include <math.h>

#include "celebrity-crowd-limit.h"
#include "reporting/celebrity-presence-message.h"
#include "gst-celebrity-buffer-time.h"
#include "timeline/rek-cursor.h"
#include "celebrity-video-match.h"

GST_DEBUG_CATEGORY_EXTERN (rekognition_celebrity_debug);
#define GST_CAT_DEFAULT rekognition_celebrity_debug

struct _CelebrityAnnotator {
  GstElement *element;
  char *job_id;
  RekBoxChoice box;
  GstCelebrityMetaTypes meta_types;
  CelebrityPostMessages post_messages;
  const RekVideoMetadata *video; /* the cursor's timeline's */
  RekCursor *cursor;
  CelebrityMessages *messages;
  CelebrityCrowd *crowd;
  guint64 n_dropped;
};

CelebrityAnnotator *
celebrity_annotator_new (GstElement *element, const CelebritySettings *settings)
{
  CelebrityAnnotator *annotator = g_new0 (CelebrityAnnotator, 1);

  annotator->element = element;
  if (settings->job_id != NULL && *settings->job_id != '\0')
    annotator->job_id = g_strdup (settings->job_id);
  annotator->box = settings->box;
  annotator->meta_types = settings->meta_types;
  annotator->post_messages = settings->post_messages;
  annotator->messages = celebrity_messages_new ();
  annotator->crowd = celebrity_crowd_new ();
  return annotator;
}

void
celebrity_annotator_free (CelebrityAnnotator *annotator)
{
  g_free (annotator->job_id);
  celebrity_messages_free (annotator->messages);
  celebrity_crowd_free (annotator->crowd);
  g_clear_pointer (&annotator->cursor, rek_cursor_free);
  g_free (annotator);
}

void
celebrity_annotator_set_timeline (CelebrityAnnotator *annotator,
    RekTimeline *timeline)
{
  g_clear_pointer (&annotator->cursor, rek_cursor_free);
  annotator->cursor = rek_cursor_new (timeline);
  annotator->video = &rek_timeline_get_info (timeline)->video;
  if (annotator->job_id == NULL)
    annotator->job_id = g_strdup (rek_timeline_get_info (timeline)->job_id);
}

const char *
celebrity_annotator_get_job_id (const CelebrityAnnotator *annotator)
{
  return annotator->job_id;
}

/* When a buffer is on screen. @start and @duration are in the segment's time.
 */
typedef struct {
  GstClockTime start;
  GstClockTime duration;
  guint64 stream_time;
} Showing;

/* Returns: FALSE if that is not known */
static gboolean
get_showing (const CelebrityAnnotatorFrame *frame, GstBuffer *buffer,
    Showing *showing)
{
  showing->duration = gst_celebrity_time_get_duration (buffer,
      frame->stream->frame.frame_duration);
  showing->start =
      gst_celebrity_time_get_start (frame->segment, buffer, showing->duration);
  if (!GST_CLOCK_TIME_IS_VALID (showing->start))
    return FALSE;
  showing->stream_time = gst_segment_to_stream_time (frame->segment,
      GST_FORMAT_TIME, showing->start);
  return GST_CLOCK_TIME_IS_VALID (showing->stream_time) &&
      showing->stream_time <= G_MAXINT64;
}

/* A frame of a film that was sped up lasts longer in stream time. */
static guint64
get_frame_duration (const GstSegment *segment, GstClockTime duration)
{
  double speed = fabs (segment->applied_rate);
  double length = (double) duration * speed;

  if (speed == 1.0)
    return duration;
  return length < (double) G_MAXINT64 ? (guint64) length : G_MAXINT64;
}

/* From the picture that the service saw to the frame. */
static RekTurn
get_turn (const CelebrityAnnotator *annotator, const CelebrityStream *stream)
{
  GstVideoOrientationMethod method =
      celebrity_video_get_orientation (annotator->video, stream);
  GstCelebrityArea corner = { 0.0, 0.0, 0.0, 0.0 };

  /* Where the upper left corner ends up shows what is mirrored. */
  gst_celebrity_orientation_turn_back (method, 1.0, 1.0, &corner);
  return (RekTurn){
    .swaps = gst_celebrity_orientation_swaps (method),
    .mirrors_x = corner.x > 0.5,
    .mirrors_y = corner.y > 0.5,
  };
}

/* Returns: FALSE if the time, in stream time with the user's offset, overflows
 */
static gboolean
get_lookup (const CelebrityAnnotator *annotator,
    const CelebrityAnnotatorFrame *frame, const Showing *showing,
    RekLookup *lookup)
{
  gint64 time = (gint64) showing->stream_time;
  gint64 offset = frame->settings->ts_offset;

  if (offset > 0 && time > G_MAXINT64 - offset)
    return FALSE;

  *lookup = (RekLookup){
    .time = time + offset,
    .frame_duration = get_frame_duration (frame->segment, showing->duration),
    .interpolate = frame->settings->interpolate,
    .box = annotator->box,
    .min_confidence = frame->settings->min_confidence,
    .filter = frame->settings->celebrities,
    .turn = get_turn (annotator, frame->stream),
  };
  return TRUE;
}

static void
attach_people (const CelebrityAnnotator *annotator,
    const CelebrityStream *stream, GstBuffer *buffer, guint64 stream_time,
    const RekPresence *people, guint n_people)
{
  const GstCelebrityFrame frame = {
    .job_id = annotator->job_id,
    .width = (guint) stream->frame.width,
    .height = (guint) stream->frame.height,
    .stream_time = stream_time,
    .box = annotator->box,
    .types = annotator->meta_types,
  };

  gst_celebrity_meta_attach (buffer, &frame, people, n_people);
}

static void
post_people (CelebrityAnnotator *annotator, const CelebrityAnnotatorFrame *from,
    GstBuffer *buffer, const Showing *showing, const RekPresence *people,
    guint n_people)
{
  const CelebrityMessageFrame frame = {
    .timestamp = GST_BUFFER_PTS (buffer),
    .stream_time = showing->stream_time,
    .running_time = gst_segment_to_running_time (from->segment, GST_FORMAT_TIME,
        showing->start),
    .duration = showing->duration,
    .width = (guint) from->stream->frame.width,
    .height = (guint) from->stream->frame.height,
    .box = annotator->box,
  };

  gst_element_post_message (annotator->element,
      celebrity_messages_create (annotator->messages, annotator->post_messages,
          GST_OBJECT (annotator->element), &frame, people, n_people));
}

/* Warns the application the first time that people are omitted. */
static void
count_dropped (CelebrityAnnotator *annotator, guint n_dropped)
{
  if (n_dropped == 0)
    return;
  if (annotator->n_dropped == 0)
    GST_ELEMENT_WARNING (annotator->element, STREAM, FAILED,
        ("More than %u people are on screen at once; only those with the "
         "largest boxes are attached to the frames. Nobody else can be drawn, "
         "hidden or logged.",
            CELEBRITY_CROWD_MAX),
        ("%u people omitted from this frame", n_dropped));
  annotator->n_dropped += n_dropped;
}

/* Who is on screen, limited to as many as a buffer carries. */
static const RekPresence *
lookup_people (CelebrityAnnotator *annotator, const RekLookup *lookup,
    guint *n_people)
{
  const RekPresence *people =
      rek_cursor_lookup (annotator->cursor, lookup, n_people);
  guint n_all = *n_people;

  people = celebrity_crowd_limit (annotator->crowd, people, n_people,
      annotator->box);
  count_dropped (annotator, n_all - *n_people);
  return people;
}

guint64
celebrity_annotator_get_n_dropped (const CelebrityAnnotator *annotator)
{
  return annotator->n_dropped;
}

gboolean
celebrity_annotator_annotate (CelebrityAnnotator *annotator,
    const CelebrityAnnotatorFrame *frame, GstBuffer *buffer)
{
  const RekPresence *people = NULL;
  RekLookup lookup;
  Showing showing;
  guint n_people = 0;

  if (!get_showing (frame, buffer, &showing) ||
      !get_lookup (annotator, frame, &showing, &lookup)) {
    GST_LOG_OBJECT (annotator->element,
        "a buffer has no valid time: no people");
    attach_people (annotator, frame->stream, buffer, GST_CLOCK_TIME_NONE, NULL,
        0);
    return FALSE;
  }

  if (!frame->stream->is_other)
    people = lookup_people (annotator, &lookup, &n_people);
  GST_LOG_OBJECT (annotator->element,
      "buffer at %" GST_TIME_FORMAT ", video time %" GST_STIME_FORMAT
      ": people: %u",
      GST_TIME_ARGS (showing.stream_time), GST_STIME_ARGS (lookup.time),
      n_people);
  attach_people (annotator, frame->stream, buffer, showing.stream_time, people,
      n_people);
  if (celebrity_messages_are_due (annotator->messages, annotator->post_messages,
          people, n_people))
    post_people (annotator, frame, buffer, &showing, people, n_people);
  return n_people > 0;
}
