/* SPDX-License-Identifier: LGPL-2.1-or-later */

#include "log-session.h"

#include "log-appearance-tracker.h"
#include "log-cue-order.h"
#include "log-format.h"
#include "log-interval.h"
#include "log-people.h"
#include "gst-celebrity-sanitize.h"
#include "gst-celebrity-stream-identity.h"

GST_DEBUG_CATEGORY_EXTERN (gst_celebrity_log_debug);
#define GST_CAT_DEFAULT gst_celebrity_log_debug

/* Players and editors seek to their start after less than this. */
#define MAX_PREROLL GST_SECOND

struct _CelebrityLogSession {
  GstElement *element;
  const CelebrityLogFormatter *formatter;
  CelebrityLogMode mode;
  CelebrityLogWriter *writer;
  char *location;
  CelebrityAppearanceTracker *tracker;
  CelebrityCueOrder *order;
  /* who is on the buffer: of GstCelebrityPerson, and of CelebrityLogPerson */
  GArray *read;
  GArray *people;
  GPtrArray *ended;
  GString *text;
  /* appearances, cues or frames that were written */
  guint n_entries;
  CelebrityLogTimeMap time_map;
  GstCelebrityStreamIdentity identity;
  guint n_segments;
  gboolean is_preroll;
  /* the extent of what came while it is */
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
push_text (CelebrityLogSession *self)
{
  if (self->text->len > 0)
    celebrity_log_writer_push (self->writer, self->text->str, self->text->len);
  g_string_truncate (self->text, 0);
}

static void
append_header (CelebrityLogSession *self)
{
  g_string_append (self->text,
      self->mode == CELEBRITY_LOG_MODE_FRAMES
          ? self->formatter->frames_header
          : self->formatter->appearances_header);
}

static void
log_begin (const CelebrityAppearance *appearance, gpointer user_data)
{
  const CelebrityLogSession *self = user_data;

  if (gst_debug_category_get_threshold (GST_CAT_DEFAULT) < GST_LEVEL_DEBUG)
    return;

  g_autofree char *name = gst_celebrity_text_clean_line (appearance->name);

  GST_DEBUG_OBJECT (self->element,
      "appearance of \"%s\" begins at %" GST_TIME_FORMAT, name,
      GST_TIME_ARGS (appearance->start));
}

static void
log_ended (const CelebrityLogSession *self)
{
  if (gst_debug_category_get_threshold (GST_CAT_DEFAULT) < GST_LEVEL_DEBUG)
    return;

  for (guint i = 0; i < self->ended->len; i++) {
    const CelebrityAppearance *appearance = g_ptr_array_index (self->ended, i);
    g_autofree char *name = gst_celebrity_text_clean_line (appearance->name);

    GST_DEBUG_OBJECT (self->element,
        "appearance of \"%s\" ended: %" GST_TIME_FORMAT " to %" GST_TIME_FORMAT
        ", %u samples",
        name, GST_TIME_ARGS (appearance->start),
        GST_TIME_ARGS (appearance->end), appearance->n_samples);
  }
}

static void
log_opened (CelebrityLogSession *self, const CelebrityLogSettings *settings)
{
  self->location = g_strdup (
      settings->location != NULL ? settings->location : "standard output");
  GST_INFO_OBJECT (self->element,
      "opened %s: format %s, mode %s, gap %" GST_TIME_FORMAT
      ", flush %d, append %d%s",
      self->location, self->formatter->name,
      self->mode == CELEBRITY_LOG_MODE_FRAMES ? "frames" : "appearances",
      GST_TIME_ARGS (settings->gap), settings->flush, settings->append,
      celebrity_log_writer_is_continuing (self->writer)
          ? ", continues the content"
          : "");
}

CelebrityLogSession *
celebrity_log_session_new (const CelebrityLogSettings *settings,
    GstElement *element, CelebrityLogWriterError on_error, GError **error)
{
  const CelebrityLogFormatter *formatter =
      celebrity_log_format_get (settings->format);
  const CelebrityLogWriterSettings writer_settings = {
    .location = settings->location,
    .append = settings->append,
    .flush = settings->flush,
    .on_error = on_error,
    .user_data = element,
  };
  g_autoptr (CelebrityLogWriter) writer = NULL;
  CelebrityLogSession *self;

  if (!check_settings (settings, formatter, error))
    return NULL;
  writer = celebrity_log_writer_new (&writer_settings, error);
  if (writer == NULL)
    return NULL;

  self = g_new0 (CelebrityLogSession, 1);
  self->element = element;
  self->formatter = formatter;
  self->mode = settings->mode;
  self->writer = g_steal_pointer (&writer);
  self->tracker = celebrity_appearance_tracker_new (settings->gap);
  celebrity_appearance_tracker_set_begin_func (self->tracker, log_begin, self);
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
  log_opened (self, settings);
  return self;
}

static void
append_appearance (CelebrityLogSession *self,
    const CelebrityAppearance *appearance, guint number)
{
  self->formatter->append_appearance (self->text, appearance, number);
  self->n_entries++;
}

/* Appends the cues that need not be held back any longer. */
static void
append_cues (CelebrityLogSession *self, guint64 first_start)
{
  const CelebrityAppearance *next;
  guint number;

  while ((next = celebrity_cue_order_next (self->order, first_start,
              &number)) != NULL)
    append_appearance (self, next, number);
}

static void
write_ended (CelebrityLogSession *self)
{
  if (self->ended->len == 0)
    return;

  log_ended (self);
  if (self->order == NULL) {
    for (guint i = 0; i < self->ended->len; i++)
      append_appearance (self, g_ptr_array_index (self->ended, i), i);
    g_ptr_array_set_size (self->ended, 0);
  } else {
    celebrity_cue_order_take (self->order, self->ended);
    append_cues (self,
        celebrity_appearance_tracker_is_monotonic (self->tracker)
            ? celebrity_appearance_tracker_get_first_start (self->tracker)
            : 0);
  }
  push_text (self);
}

static void
write_waiting (CelebrityLogSession *self)
{
  if (self->order == NULL)
    return;

  if (celebrity_cue_order_is_late (self->order) &&
      celebrity_cue_order_can_restart (self->order) &&
      celebrity_log_writer_can_rewind (self->writer)) {
    GST_DEBUG_OBJECT (self->element, "rewriting the file in order");
    celebrity_cue_order_restart (self->order);
    celebrity_log_writer_rewind (self->writer);
    self->n_entries = 0;
    append_header (self);
  }
  append_cues (self, GST_CLOCK_TIME_NONE);
  push_text (self);
}

static const char *
get_entry_name (const CelebrityLogSession *self)
{
  if (self->order != NULL)
    return "cues";
  return self->mode == CELEBRITY_LOG_MODE_FRAMES ? "frames" : "appearances";
}

void
celebrity_log_session_free (CelebrityLogSession *self)
{
  guint64 n_bytes;

  celebrity_log_session_end_appearances (self);
  write_waiting (self);
  n_bytes = celebrity_log_writer_close (self->writer);
  GST_INFO_OBJECT (self->element,
      "closed %s: %u %s, %" G_GUINT64_FORMAT " bytes written", self->location,
      self->n_entries, get_entry_name (self), n_bytes);
  celebrity_log_writer_free (self->writer);
  celebrity_appearance_tracker_free (self->tracker);
  g_clear_pointer (&self->order, celebrity_cue_order_free);
  g_array_unref (self->read);
  g_array_unref (self->people);
  g_ptr_array_unref (self->ended);
  g_string_free (self->text, TRUE);
  g_free (self->location);
  gst_celebrity_stream_identity_clear (&self->identity);
  g_free (self);
}

static void
write_frame (CelebrityLogSession *self, GstBuffer *buffer,
    const GstCelebrityFrameInfo *info, const CelebrityInterval *interval)
{
  const CelebrityLogFrame frame = {
    .stream_time = interval != NULL ? interval->start : GST_CLOCK_TIME_NONE,
    .pts = GST_BUFFER_PTS (buffer),
    .width = info->width,
    .height = info->height,
    .people = self->people,
  };

  if (self->people->len == 0)
    return;
  self->formatter->append_frame (self->text, &frame);
  self->n_entries++;
  push_text (self);
}

static void
note_preroll (CelebrityLogSession *self, const CelebrityInterval *interval)
{
  self->preroll_start = MIN (self->preroll_start, interval->start);
  self->preroll_end = MAX (self->preroll_end, interval->end);
  self->is_preroll = self->preroll_end - self->preroll_start < MAX_PREROLL;
}

/* @people: (nullable): as in celebrity_appearance_tracker_add() */
static void
add_interval (CelebrityLogSession *self, const CelebrityInterval *interval,
    const GArray *people)
{
  if (self->is_preroll)
    note_preroll (self, interval);
  celebrity_appearance_tracker_add (self->tracker, interval, people,
      self->ended);
  write_ended (self);
}

void
celebrity_log_session_add_buffer (CelebrityLogSession *self, GstBuffer *buffer,
    const GstCelebrityFrameInfo *info, const GstSegment *segment)
{
  CelebrityInterval interval;
  gboolean has_time = celebrity_log_interval_from_buffer (&self->time_map,
      buffer, segment, info->frame_duration, &interval);

  celebrity_log_people_read (buffer, info->width, info->height, self->read,
      self->people);
  GST_LOG_OBJECT (self->element,
      "buffer of %" GST_TIME_FORMAT ": %u people at %" GST_TIME_FORMAT,
      GST_TIME_ARGS (GST_BUFFER_PTS (buffer)), self->people->len,
      GST_TIME_ARGS (has_time ? interval.start : GST_CLOCK_TIME_NONE));
  if (self->mode == CELEBRITY_LOG_MODE_FRAMES)
    write_frame (self, buffer, info, has_time ? &interval : NULL);
  else if (has_time)
    add_interval (self, &interval, self->people);
}

void
celebrity_log_session_add_gap (CelebrityLogSession *self, GstEvent *event,
    const GstSegment *segment)
{
  CelebrityInterval interval;

  if (celebrity_log_interval_from_gap (&self->time_map, event, segment,
          &interval))
    add_interval (self, &interval, NULL);
}

void
celebrity_log_session_begin_segment (CelebrityLogSession *self,
    const GstSegment *segment)
{
  GST_DEBUG_OBJECT (self->element, "segment %" GST_SEGMENT_FORMAT,
      (gconstpointer) segment);
  self->n_segments++;
  if (self->n_segments > 1)
    self->is_preroll = FALSE;
}

void
celebrity_log_session_flush (CelebrityLogSession *self)
{
  GST_DEBUG_OBJECT (self->element, "flush: %s open appearances",
      self->is_preroll ? "drops" : "ends");
  if (self->is_preroll)
    celebrity_appearance_tracker_drop (self->tracker);
  else
    celebrity_log_session_end_appearances (self);
  self->is_preroll = FALSE;
}

void
celebrity_log_session_begin_stream (CelebrityLogSession *self, GstEvent *event)
{
  gboolean is_same =
      gst_celebrity_stream_identity_matches (&self->identity, event);

  GST_DEBUG_OBJECT (self->element, "stream of %s video: %" GST_PTR_FORMAT,
      is_same ? "the same" : "another", (gpointer) event);
  if (!is_same) {
    gst_celebrity_stream_identity_clear (&self->identity);
    celebrity_log_session_end_appearances (self);
  }
  gst_celebrity_stream_identity_add (&self->identity, event);
}

void
celebrity_log_session_end_appearances (CelebrityLogSession *self)
{
  celebrity_appearance_tracker_end (self->tracker, self->ended);
  write_ended (self);
}

void
celebrity_log_session_finish (CelebrityLogSession *self)
{
  self->is_preroll = FALSE;
  celebrity_log_session_end_appearances (self);
  write_waiting (self);
  celebrity_log_writer_drain (self->writer);
}

void
celebrity_log_session_set_nonblocking (CelebrityLogSession *self,
    gboolean is_nonblocking)
{
  celebrity_log_writer_set_nonblocking (self->writer, is_nonblocking);
}

gboolean
celebrity_log_session_has_failed (CelebrityLogSession *self)
{
  return celebrity_log_writer_has_failed (self->writer);
}
