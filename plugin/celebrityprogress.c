/* SPDX-License-Identifier: LGPL-2.1-or-later */

#include "celebrityprogress.h"

#include <glib/gstdio.h>

#include "meta/gst-celebrity-text.h"

#define PROGRESS_CODE "celebrities"

void
celebrity_progress_post (GstElement *element, GstProgressType type,
    const char *format, ...)
{
  g_autofree char *text = NULL;
  g_autofree char *shown = NULL;
  va_list args;

  va_start (args, format);
  text = g_strdup_vprintf (format, args);
  va_end (args);
  shown = gst_celebrity_text_clean_line (text);
  gst_element_post_message (element,
      gst_message_new_progress (GST_OBJECT (element), type, PROGRESS_CODE,
          shown));
}

static gboolean
is_set (const char *setting)
{
  return setting != NULL && *setting != '\0';
}

void
celebrity_progress_post_start (GstElement *element,
    const CelebritySettings *settings)
{
  const char *job_id = is_set (settings->job_id) ? settings->job_id : "(none)";
  g_autofree char *place = NULL;

  if (!is_set (settings->results_location)) {
    celebrity_progress_post (element, GST_PROGRESS_TYPE_START,
        "Fetching the celebrities of job %s", job_id);
    return;
  }
  place = g_filename_display_name (settings->results_location);
  if (is_set (settings->job_id))
    celebrity_progress_post (element, GST_PROGRESS_TYPE_START,
        "Looking for the celebrities of job %s in %s", job_id, place);
  else
    celebrity_progress_post (element, GST_PROGRESS_TYPE_START,
        "Reading the celebrities in %s", place);
}

/* An empty file is as good as none. */
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
