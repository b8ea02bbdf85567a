/* SPDX-License-Identifier: LGPL-2.1-or-later */

#include "reporting/celebrity-progress-message.h"

#include <glib/gstdio.h>

#include "gst-celebrity-sanitize.h"

GST_DEBUG_CATEGORY_EXTERN (rekognition_celebrity_debug);
#define GST_CAT_DEFAULT rekognition_celebrity_debug

#define PROGRESS_CODE "celebrities"

/* The log has the same story as the bus. */
static GstMessage *
create_message (GstElement *element, GstProgressType type, GstDebugLevel level,
    const char *text)
{
  g_autofree char *shown = gst_celebrity_text_clean_line (text);

  GST_CAT_LEVEL_LOG (GST_CAT_DEFAULT, level, element, "%s", shown);
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
  gst_element_post_message (element,
      create_message (element, type, GST_LEVEL_INFO, text));
}

void
celebrity_progress_post_page (GstElement *element, guint n_pages,
    guint n_detections)
{
  g_autofree char *text =
      g_strdup_printf ("Page %u: %u detections so far", n_pages, n_detections);

  gst_element_post_message (element,
      create_message (element, GST_PROGRESS_TYPE_CONTINUE, GST_LEVEL_DEBUG,
          text));
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
  g_autofree char *file = NULL;
  g_autofree char *text = NULL;

  if (is_set (settings->results_location))
    file = g_filename_display_name (settings->results_location);

  if (file == NULL)
    text = g_strdup_printf ("Fetching the celebrities of job %s", job_id);
  else if (is_set (settings->job_id))
    text = g_strdup_printf ("Looking for the celebrities of job %s in %s",
        job_id, file);
  else
    text = g_strdup_printf ("Reading the celebrities in %s", file);
  return create_message (element, GST_PROGRESS_TYPE_START, GST_LEVEL_INFO,
      text);
}

/* An empty file counts as missing. */
static gboolean
exists (const char *filename)
{
  GStatBuf status;

  return g_stat (filename, &status) == 0 && status.st_size > 0;
}

void
celebrity_progress_post_source (GstElement *element,
    const CelebritySettings *settings)
{
  g_autofree char *file = NULL;

  if (!is_set (settings->job_id) || !is_set (settings->results_location))
    return;
  file = g_filename_display_name (settings->results_location);
  if (exists (settings->results_location))
    celebrity_progress_post (element, GST_PROGRESS_TYPE_CONTINUE,
        "Reading the celebrities of job %s in %s", settings->job_id, file);
  else
    celebrity_progress_post (element, GST_PROGRESS_TYPE_CONTINUE,
        "Fetching the celebrities of job %s, to be written to %s",
        settings->job_id, file);
}
