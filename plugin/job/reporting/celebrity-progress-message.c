/* SPDX-License-Identifier: LGPL-2.1-or-later */

#include "reporting/celebrity-progress-message.h"

#include "gst-celebrity-sanitize.h"

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

void
celebrity_progress_post_start (GstElement *element,
    const CelebritySettings *settings)
{
  const char *job_id = settings->job_id;
  const char *location = settings->results_location;
  gboolean has_job_id = job_id != NULL && *job_id != '\0';
  g_autofree char *place = NULL;

  if (has_job_id || location == NULL) {
    celebrity_progress_post (element, GST_PROGRESS_TYPE_START,
        "Fetching the celebrities of job %s", has_job_id ? job_id : "(none)");
    return;
  }
  place = g_filename_display_name (location);
  celebrity_progress_post (element, GST_PROGRESS_TYPE_START,
      "Reading the celebrities in %s", place);
}
