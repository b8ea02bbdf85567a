/* SPDX-License-Identifier: LGPL-2.1-or-later */

#include "reporting/celebrity-progress-message.h"

#include <glib/gstdio.h>

#include "gst-celebrity-sanitize.h"

#define PROGRESS_CODE "celebrities"

static GstMessage *
create_message (GstElement *element, GstProgressType type, const char *text)
{
  g_autofree char *shown = gst_celebrity_text_clean_line (text);

  return gst_message_new_progress (GST_OBJECT (element), type, PROGRESS_CODE,
      shown);
}

void
celebrity_progress_post (GstElement *element, GstProgressType type,
    const char *format, ...)
{
  g_autofree char *text = NULL;
  va_list args;

  va_start (args, format);
  text = g_strdup_vprintf (format, args);
  va_end (args);
  gst_element_post_message (element, create_message (element, type, text));
}

static gboolean
is_set (const char *setting)
{
  return setting != NULL && *setting != '\0';
}

GstMessage *
celebrity_progress_new_start (GstElement *element,
    const CelebritySettings *settings)
{
  const char *job_id = is_set (settings->job_id) ? settings->job_id : "(none)";
  g_autofree char *place = NULL;
  g_autofree char *text = NULL;

  if (is_set (settings->results_location))
    place = g_filename_display_name (settings->results_location);

  if (place == NULL)
    text = g_strdup_printf ("Fetching the celebrities of job %s", job_id);
  else if (is_set (settings->job_id))
    text = g_strdup_printf ("Looking for the celebrities of job %s in %s",
        job_id, place);
  else
    text = g_strdup_printf ("Reading the celebrities in %s", place);
  return create_message (element, GST_PROGRESS_TYPE_START, text);
}

/* An empty file counts as none. */
static gboolean
is_there (const char *filename)
{
  GStatBuf status;

  return g_stat (filename, &status) == 0 && status.st_size > 0;
}

void
celebrity_progress_post_source (GstElement *element,
    const CelebritySettings *settings)
{
  g_autofree char *place = NULL;

  if (!is_set (settings->job_id) || !is_set (settings->results_location))
    return;
  place = g_filename_display_name (settings->results_location);
  if (is_there (settings->results_location))
    celebrity_progress_post (element, GST_PROGRESS_TYPE_CONTINUE,
        "Reading the celebrities of job %s in %s", settings->job_id, place);
  else
    celebrity_progress_post (element, GST_PROGRESS_TYPE_CONTINUE,
        "Fetching the celebrities of job %s, to be kept in %s",
        settings->job_id, place);
}
