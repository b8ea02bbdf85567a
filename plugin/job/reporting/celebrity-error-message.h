/* SPDX-License-Identifier: LGPL-2.1-or-later */

/*
 * celebrityerror: turns what went wrong below into the one message on the bus
 * that tells the user what to do.
 */

#pragma once

#include <gst/gst.h>

G_BEGIN_DECLS

/**
 * celebrity_error_post:
 * @element: who posts
 * @type: GST_MESSAGE_ERROR or GST_MESSAGE_WARNING
 * @job_id: (nullable): which job it was about
 * @error: the cause
 *
 * Posts the message, domain RESOURCE: its text is the first line of the cause
 * with what to do about it, further lines go to the debug text. With it go the
 * details `http-status-code` (uint), `aws-error-type`, `aws-request-id`
 * (string) and `attempts` (uint), as far as they are known. Whatever a file, a
 * variable or a service put into the cause, no text has more of it than
 * gst_celebrity_text_clean() leaves.
 */
void celebrity_error_post (GstElement *element, GstMessageType type,
    const char *job_id, const GError *error);

G_END_DECLS
