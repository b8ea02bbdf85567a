/* SPDX-License-Identifier: LGPL-2.1-or-later */

#include "log-session.h"

#include "log-appearance-tracker.h"
#include "log-cue-order.h"
#include "log-format.h"
#include "log-interval.h"
#include "log-people.h"

/* What comes at most before a player or an editor seeks to where it begins. */
#define MAX_PREROLL GST_SECOND

struct _CelebrityLogRun {
  const CelebrityLogFormatter *formatter;
  CelebrityLogMode mode;
  CelebrityLogWriter *writer;
  CelebrityAppearances *appearances;
  CelebrityCueOrder *order;
  /* of GstCelebrityPerson, and the same of CelebrityLogPerson */
  GArray *read;
  GArray *people;
  GPtrArray *ended;
  GString *text;
  CelebrityLogTime time;
  char *stream_id;
  guint group_id;
  guint n_segments;
  gboolean is_preroll;
  /* what was seen while it is */
  guint64 preroll_start;
  guint64 preroll_end;
};

static gboolean
check_settings (const CelebrityLogSettings *settings,
    const CelebrityLogFormatter *formatter, GError **error)
{
  if (settings->mode == CELEBRITY_LOG_MODE_FRAMES &&
      formatter->append_frame == NULL) {
    g_set_error (error, GST_RESOURCE_ERROR, GST_RESOURCE_ERROR_SETTINGS,
        "mode=frames can't be written as format=%s: set format to jsonl or "
        "csv, or mode to appearances.",
        formatter->name);
    return FALSE;
  }
  if (settings->append && !formatter->can_append) {
    g_set_error (error, GST_RESOURCE_ERROR, GST_RESOURCE_ERROR_SETTINGS,
        "append=true can't be used with format=%s: such a file can't be "
        "continued. Set another location, and append to false.",
        formatter->name);
    return FALSE;
  }
  return TRUE;
}

static void
push_text (CelebrityLogRun *self)
{
  if (self->text->len > 0)
    celebrity_log_writer_push (self->writer, self->text->str, self->text->len);
  g_string_truncate (self->text, 0);
}

static void
append_header (CelebrityLogRun *self)
{
  g_string_append (self->text,
      self->mode == CELEBRITY_LOG_MODE_FRAMES
          ? self->formatter->frames_header
          : self->formatter->appearances_header);
}

CelebrityLogRun *
celebrity_log_run_new (const CelebrityLogSettings *settings,
    CelebrityLogWriterError on_error, gpointer user_data, GError **error)
{
  const CelebrityLogFormatter *formatter =
      celebrity_log_format_get (settings->format);
  const CelebrityLogWriterSettings writer_settings = {
    .location = settings->location,
    .append = settings->append,
    .flush = settings->flush,
    .on_error = on_error,
    .user_data = user_data,
  };
  g_autoptr (CelebrityLogWriter) writer = NULL;
  CelebrityLogRun *self;

  if (!check_settings (settings, formatter, error))
    return NULL;
  writer = celebrity_log_writer_new (&writer_settings, error);
  if (writer == NULL)
    return NULL;

  self = g_new0 (CelebrityLogRun, 1);
  self->formatter = formatter;
  self->mode = settings->mode;
  self->writer = g_steal_pointer (&writer);
  self->appearances = celebrity_appearances_new (settings->gap);
  if (formatter->is_ordered)
    self->order = celebrity_cue_order_new (CELEBRITY_CUE_ORDER_LIMIT);
  self->read = g_array_new (FALSE, FALSE, sizeof (GstCelebrityPerson));
  self->people = g_array_new (FALSE, FALSE, sizeof (CelebrityLogPerson));
  self->ended = g_ptr_array_new_with_free_func (
      (GDestroyNotify) celebrity_appearance_free);
  self->text = g_string_new (NULL);
  self->is_preroll = TRUE;
  self->preroll_start = GST_CLOCK_TIME_NONE;

  if (!celebrity_log_writer_is_continuing (self->writer))
    append_header (self);
  else if (celebrity_log_writer_get_tail (self->writer) != NULL)
    formatter->append_ending (self->text,
        celebrity_log_writer_get_tail (self->writer));
  push_text (self);
  return self;
}

/* Appends those held back that may come. */
static void
append_cues (CelebrityLogRun *self, guint64 first_start)
{
  const CelebrityAppearance *next;
  guint number;

  while ((next = celebrity_cue_order_next (self->order, first_start,
              &number)) != NULL)
    self->formatter->append_appearance (self->text, next, number);
}

static void
write_ended (CelebrityLogRun *self)
{
  if (self->ended->len == 0)
    return;

  if (self->order == NULL) {
    for (guint i = 0; i < self->ended->len; i++)
      self->formatter->append_appearance (self->text,
          g_ptr_array_index (self->ended, i), i);
    g_ptr_array_set_size (self->ended, 0);
  } else {
    celebrity_cue_order_take (self->order, self->ended);
    append_cues (self,
        celebrity_appearances_has_gone_back (self->appearances)
            ? 0
            : celebrity_appearances_get_first_start (self->appearances));
  }
  push_text (self);
}

static void
write_waiting (CelebrityLogRun *self)
{
  if (self->order == NULL)
    return;

  if (celebrity_cue_order_is_late (self->order) &&
      celebrity_cue_order_can_restart (self->order) &&
      celebrity_log_writer_can_rewind (self->writer)) {
    celebrity_cue_order_restart (self->order);
    celebrity_log_writer_rewind (self->writer);
    append_header (self);
  }
  append_cues (self, GST_CLOCK_TIME_NONE);
  push_text (self);
}

void
celebrity_log_run_free (CelebrityLogRun *self)
{
  celebrity_log_run_break (self);
  write_waiting (self);
  celebrity_log_writer_free (self->writer);
  celebrity_appearances_free (self->appearances);
  g_clear_pointer (&self->order, celebrity_cue_order_free);
  g_array_unref (self->read);
  g_array_unref (self->people);
  g_ptr_array_unref (self->ended);
  g_string_free (self->text, TRUE);
  g_free (self->stream_id);
  g_free (self);
}

static void
write_frame (CelebrityLogRun *self, GstBuffer *buffer,
    const CelebrityStream *stream, const CelebrityMoment *moment)
{
  const CelebrityLogFrame frame = {
    .stream_time = moment != NULL ? moment->start : GST_CLOCK_TIME_NONE,
    .pts = GST_BUFFER_PTS (buffer),
    .width = stream->width,
    .height = stream->height,
    .people = self->people,
  };

  if (self->people->len == 0)
    return;
  self->formatter->append_frame (self->text, &frame);
  push_text (self);
}

static void
note_preroll (CelebrityLogRun *self, const CelebrityMoment *moment)
{
  self->preroll_start = MIN (self->preroll_start, moment->start);
  self->preroll_end = MAX (self->preroll_end, moment->end);
  self->is_preroll = self->preroll_end - self->preroll_start < MAX_PREROLL;
}

/* @people: (nullable): as celebrity_appearances_look() has it */
static void
look_at_moment (CelebrityLogRun *self, const CelebrityMoment *moment,
    const GArray *people)
{
  if (self->is_preroll)
    note_preroll (self, moment);
  celebrity_appearances_look (self->appearances, moment, people, self->ended);
  write_ended (self);
}

void
celebrity_log_run_look (CelebrityLogRun *self, GstBuffer *buffer,
    const CelebrityStream *stream, const GstSegment *segment)
{
  CelebrityMoment moment;
  gboolean has_time = celebrity_log_time_get_buffer (&self->time, buffer,
      segment, stream->frame_duration, &moment);

  celebrity_log_people_read (buffer, stream->width, stream->height, self->read,
      self->people);
  if (self->mode == CELEBRITY_LOG_MODE_FRAMES)
    write_frame (self, buffer, stream, has_time ? &moment : NULL);
  else if (has_time)
    look_at_moment (self, &moment, self->people);
}

void
celebrity_log_run_pass (CelebrityLogRun *self, GstEvent *event,
    const GstSegment *segment)
{
  CelebrityMoment moment;

  if (celebrity_log_time_get_gap (&self->time, event, segment, &moment))
    look_at_moment (self, &moment, NULL);
}

void
celebrity_log_run_begin_segment (CelebrityLogRun *self)
{
  self->n_segments++;
  if (self->n_segments > 1)
    self->is_preroll = FALSE;
}

void
celebrity_log_run_flush (CelebrityLogRun *self)
{
  if (self->is_preroll)
    celebrity_appearances_drop (self->appearances);
  else
    celebrity_log_run_break (self);
  self->is_preroll = FALSE;
}

void
celebrity_log_run_begin_stream (CelebrityLogRun *self, const char *id,
    guint group_id)
{
  gboolean is_same = self->stream_id == NULL ||
      g_str_equal (id, self->stream_id) ||
      (group_id != GST_GROUP_ID_INVALID && group_id == self->group_id);

  g_free (self->stream_id);
  self->stream_id = g_strdup (id);
  self->group_id = group_id;
  if (!is_same)
    celebrity_log_run_break (self);
}

void
celebrity_log_run_break (CelebrityLogRun *self)
{
  celebrity_appearances_end (self->appearances, self->ended);
  write_ended (self);
}

void
celebrity_log_run_end (CelebrityLogRun *self)
{
  self->is_preroll = FALSE;
  celebrity_log_run_break (self);
  write_waiting (self);
  celebrity_log_writer_drain (self->writer);
}

void
celebrity_log_run_set_hurried (CelebrityLogRun *self, gboolean hurried)
{
  celebrity_log_writer_set_hurried (self->writer, hurried);
}

gboolean
celebrity_log_run_has_failed (CelebrityLogRun *self)
{
  return celebrity_log_writer_has_failed (self->writer);
}
