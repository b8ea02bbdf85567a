/* SPDX-License-Identifier: LGPL-2.1-or-later */

/*
 * aws-process-credentials: parses the output of a credential_process.
 */

#pragma once

#include "credentials/aws-credentials.h"

G_BEGIN_DECLS

/**
 * rekaws_process_credentials_read:
 * @output: the program's standard output
 * @origin: where the credentials come from, for people
 * @error: AWS_ERROR_BROKEN or AWS_ERROR_NO_CREDENTIALS; the message contains
 *   nothing of @output
 *
 * Returns: (transfer full) (nullable): the credentials
 */
AwsCredentials *rekaws_process_credentials_read (GBytes *output,
    const char *origin, GError **error);

G_END_DECLS
