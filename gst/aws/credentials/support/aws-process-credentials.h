/* SPDX-License-Identifier: LGPL-2.1-or-later */

/*
 * aws-process-output: credentials in what a program for them prints.
 */

#pragma once

#include "credentials/aws-credentials.h"

G_BEGIN_DECLS

/**
 * rekaws_process_output_read:
 * @output: what the program printed
 * @place: what the credentials come from, for people
 * @error: AWS_ERROR_BROKEN or AWS_ERROR_NO_CREDENTIALS; never a part of
 *   @output
 *
 * Returns: (transfer full) (nullable): the credentials
 */
AwsCredentials *rekaws_process_output_read (GBytes *output, const char *place,
    GError **error);

G_END_DECLS
