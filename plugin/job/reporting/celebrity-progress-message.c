/* SPDX-License-Identifier: LGPL-2.1-or-later */

#include "reporting/celebrity-progress-message.h"

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

GstMessage *
celebrity_progress_new_start (GstElement *element,
    const CelebritySettings *settings)
{
  const char *job_id = settings->job_id;
  const char *location = settings->results_location;
  gboolean has_job_id = job_id != NULL && *job_id != '\0';
  g_autofree char *place = NULL;
  g_autofree char *text = NULL;

  if (has_job_id || location == NULL) {
    text = g_strconcat ("Fetching the celebrities of job ",
        has_job_id ? job_id : "(none)", NULL);
  } else {
    place = g_filename_display_name (location);
    text = g_strconcat ("Reading the celebrities in ", place, NULL);
  }
  return create_message (element, GST_PROGRESS_TYPE_START, text);
}
