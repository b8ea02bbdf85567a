/* SPDX-License-Identifier: LGPL-2.1-or-later */

/*
 * celebrity-progress-message: the PROGRESS messages of a fetch. Each is logged,
 * too.
 */

#pragma once

#include <gst/gst.h>

#include "celebrity-settings.h"

G_BEGIN_DECLS

/**
 * celebrity_progress_post:
 * @element: posts the message
 * @format: as for printf(); the text is sanitised with
 *   gst_celebrity_text_clean_line()
 */
void celebrity_progress_post (GstElement *element, GstProgressType type,
    const char *format, ...) G_GNUC_PRINTF (3, 4);

/**
 * celebrity_progress_post_page:
 * @n_pages: pages so far
 * @n_detections: detections so far
 *
 * Reports a page. There may be hundreds, so the log has them at level DEBUG.
 */
void celebrity_progress_post_page (GstElement *element, guint n_pages,
    guint n_detections);

/**
 * celebrity_progress_new_start:
 * @settings: what is to be fetched or read
 *
 * Does not block: it accesses no file.
 *
 * Returns: (transfer full): the message that starts a fetch, to be posted
 */
GstMessage *celebrity_progress_new_start (GstElement *element,
    const CelebritySettings *settings);

/**
 * celebrity_progress_post_source:
 * @settings: what is to be fetched or read
 *
 * If both a job and a file are set, reports whether the file is read or the
 * results are fetched. Checks whether the file exists, so it may block.
 */
void celebrity_progress_post_source (GstElement *element,
    const CelebritySettings *settings);

G_END_DECLS
