/* SPDX-License-Identifier: LGPL-2.1-or-later */

#include "celebrityannotator.h"

#include "celebritymessages.h"
#include "rekognition/rek-cursor.h"

struct _CelebrityAnnotator {
  GstElement *element;
  char *job_id;
  RekBoxChoice box;
  GstCelebrityMetaTypes meta_types;
  CelebrityPostMessages post_messages;
  RekCursor *cursor;
  CelebrityMessages *messages;
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
  return annotator;
}

void
celebrity_annotator_free (CelebrityAnnotator *annotator)
{
  g_free (annotator->job_id);
  celebrity_messages_free (annotator->messages);
  g_clear_pointer (&annotator->cursor, rek_cursor_free);
  g_free (annotator);
}

void
celebrity_annotator_set_timeline (CelebrityAnnotator *annotator,
    RekTimeline *timeline)
{
  g_clear_pointer (&annotator->cursor, rek_cursor_free);
  annotator->cursor = rek_cursor_new (timeline);
  if (annotator->job_id == NULL)
    annotator->job_id = g_strdup (rek_timeline_get_info (timeline)->job_id);
}

const char *
celebrity_annotator_get_job_id (const CelebrityAnnotator *annotator)
{
  return annotator->job_id;
}

/* When the buffer is, in stream time with the user's offset; FALSE where that
 * is not known. */
static gboolean
get_moment (const CelebrityAnnotator *annotator,
    const CelebrityAnnotatorFrame *frame, GstBuffer *buffer,
    guint64 *stream_time, RekMoment *moment)
{
  gint64 offset = frame->ts_offset;

  if (!GST_BUFFER_PTS_IS_VALID (buffer))
    return FALSE;
  *stream_time = gst_segment_to_stream_time (frame->segment, GST_FORMAT_TIME,
      GST_BUFFER_PTS (buffer));
  if (!GST_CLOCK_TIME_IS_VALID (*stream_time) || *stream_time > G_MAXINT64)
    return FALSE;
  if (offset > 0 && (gint64) *stream_time > G_MAXINT64 - offset)
    return FALSE;

  moment->time = (gint64) *stream_time + offset;
  moment->interpolate = frame->interpolate;
  moment->box = annotator->box;
  moment->frame_duration = GST_BUFFER_DURATION_IS_VALID (buffer)
      ? GST_BUFFER_DURATION (buffer)
      : frame->stream->frame_duration;
  return TRUE;
}

static void
attach_people (const CelebrityAnnotator *annotator,
    const CelebrityStream *stream, GstBuffer *buffer, guint64 stream_time,
    const RekPresence *people, guint n_people)
{
  const GstCelebrityFrame frame = {
    .job_id = annotator->job_id,
    .width = (guint) stream->width,
    .height = (guint) stream->height,
    .stream_time = stream_time,
    .box = annotator->box,
    .types = annotator->meta_types,
  };

  gst_celebrity_meta_attach (buffer, &frame, people, n_people);
}

static void
post_people (CelebrityAnnotator *annotator, const CelebrityAnnotatorFrame *from,
    GstBuffer *buffer, guint64 stream_time, GstClockTime duration,
    const RekPresence *people, guint n_people)
{
  const CelebrityMessageFrame frame = {
    .timestamp = GST_BUFFER_PTS (buffer),
    .stream_time = stream_time,
    .running_time = gst_segment_to_running_time (from->segment, GST_FORMAT_TIME,
        GST_BUFFER_PTS (buffer)),
    .duration = duration,
    .width = (guint) from->stream->width,
    .height = (guint) from->stream->height,
    .box = annotator->box,
  };

  gst_element_post_message (annotator->element,
      celebrity_messages_create (annotator->messages, annotator->post_messages,
          GST_OBJECT (annotator->element), &frame, people, n_people));
}

gboolean
celebrity_annotator_annotate (CelebrityAnnotator *annotator,
    const CelebrityAnnotatorFrame *frame, GstBuffer *buffer)
{
  const RekPresence *people = NULL;
  RekMoment moment;
  guint64 stream_time;
  guint n_people = 0;

  if (!get_moment (annotator, frame, buffer, &stream_time, &moment)) {
    attach_people (annotator, frame->stream, buffer, GST_CLOCK_TIME_NONE, NULL,
        0);
    return FALSE;
  }

  if (!frame->stream->is_other)
    people = rek_cursor_look (annotator->cursor, &moment, &n_people);
  attach_people (annotator, frame->stream, buffer, stream_time, people,
      n_people);
  if (celebrity_messages_are_due (annotator->messages, annotator->post_messages,
          people, n_people))
    post_people (annotator, frame, buffer, stream_time, moment.frame_duration,
        people, n_people);
  return n_people > 0;
}
