/* SPDX-License-Identifier: LGPL-2.1-or-later */

/*
 * celebrityprogress: the PROGRESS messages of a fetch.
 */

#pragma once

#include <gst/gst.h>

#include "celebrity-settings.h"

G_BEGIN_DECLS

/**
 * celebrity_progress_post:
 * @element: who posts it
 * @format: the text; of what it is made of no more is shown than
 *   gst_celebrity_text_clean_line() leaves
 */
void celebrity_progress_post (GstElement *element, GstProgressType type,
    const char *format, ...) G_GNUC_PRINTF (3, 4);

/**
 * celebrity_progress_new_start:
 * @settings: what is to be fetched or read
 *
 * Looks at no file, so that it may be called where nothing may block.
 *
 * Returns: (transfer full): the message that begins a fetch, to be posted
 */
GstMessage *celebrity_progress_new_start (GstElement *element,
    const CelebritySettings *settings);

/**
 * celebrity_progress_post_source:
 * @settings: what is to be fetched or read
 *
 * With both a job and a file set: says whether the file is read or the results
 * are fetched. Looks whether there is such a file: may block.
 */
void celebrity_progress_post_source (GstElement *element,
    const CelebritySettings *settings);

G_END_DECLS
