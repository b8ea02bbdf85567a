/* SPDX-License-Identifier: LGPL-2.1-or-later */

/*
 * aws-oauth: asks the service of a login for a new token in place of one that
 * ends.
 */

#pragma once

#include "credentials/aws-source.h"
#include "util-json-edit.h"
#include "util-json.h"

G_BEGIN_DECLS

/**
 * rekaws_oauth_request_new:
 * @endpoint: URI of the service
 * @path: the operation's path
 * @members: (array length=n_members): what to send, as JSON
 * @error: AWS_ERROR_CONFIG, as rekaws_request_new() sets it
 *
 * Returns: (transfer full) (nullable): the request
 */
AwsRequest *rekaws_oauth_request_new (const char *endpoint, const char *path,
    const UtilJsonMember *members, guint n_members, GError **error);

/**
 * rekaws_oauth_send:
 * @secrets: (array zero-terminated=1): what the request holds that an error
 *   must not repeat
 * @expiration_us: (out): when what came ends; only set on success
 * @error: as rekaws_call_json() sets it
 *
 * Returns: (transfer full) (nullable): the answer
 */
UtilJson *rekaws_oauth_send (const AwsSourceContext *context,
    const AwsRequest *request, const char *const *secrets,
    gint64 *expiration_us, GCancellable *cancellable, GError **error);

/**
 * rekaws_oauth_format_time:
 * @time_us: microseconds since 1970
 *
 * Returns: (transfer full): the time as token files have it, in UTC and whole
 *   seconds: "2026-01-31T12:00:00Z"
 */
char *rekaws_oauth_format_time (gint64 time_us);

/**
 * rekaws_oauth_suggest_login:
 * @error: why there is no token
 * @command: what makes a new one
 * @profile: for which profile
 *
 * Adds to @error what the user can do, unless it is a cancellation or a new
 * login would not help.
 */
void rekaws_oauth_suggest_login (GError *error, const char *command,
    const char *profile);

G_END_DECLS
