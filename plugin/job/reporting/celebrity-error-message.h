/* SPDX-License-Identifier: LGPL-2.1-or-later */

/*
 * celebrity-error-message: turns a failure into the one message on the bus that
 * tells the user what to do.
 */

#pragma once

#include <gst/gst.h>

G_BEGIN_DECLS

/**
 * celebrity_error_post:
 * @element: posts the message
 * @type: GST_MESSAGE_ERROR or GST_MESSAGE_WARNING
 * @job_id: (nullable): the job that it is about
 * @error: the cause
 *
 * Logs and posts the message, domain RESOURCE. Its text is the first line of
 * the cause with advice; further lines go to the debug text. The details
 * `http-status-code` (uint), `aws-error-type`, `aws-request-id` (string) and
 * `attempts` (uint) are included if they are known. Untrusted text in the cause
 * is sanitised with gst_celebrity_text_clean().
 */
void celebrity_error_post (GstElement *element, GstMessageType type,
    const char *job_id, const GError *error);

G_END_DECLS
