/* SPDX-License-Identifier: LGPL-2.1-or-later */

/*
 * aws-token-refresh: requests a new token from the service of a login, before
 * the old one expires.
 */

#pragma once

#include "credentials/aws-source.h"
#include "util-json-edit.h"
#include "util-json.h"

G_BEGIN_DECLS

/**
 * rekaws_token_refresh_request_new:
 * @endpoint: URI of the service
 * @path: the operation's path
 * @members: (array length=n_members): members of the body, a JSON object
 * @error: AWS_ERROR_CONFIG if @endpoint is not a valid URI
 *
 * Returns: (transfer full) (nullable): the request
 */
AwsRequest *rekaws_token_refresh_request_new (const char *endpoint,
    const char *path, const UtilJsonMember *members, guint n_members,
    GError **error);

/**
 * rekaws_token_refresh_send:
 * @secrets: (array zero-terminated=1): secrets in the request, which an error
 *   must not repeat
 * @expiration_us: (out): when the new token expires, microseconds since 1970;
 *   only set on success
 * @error: as rekaws_call_json() sets it
 *
 * Returns: (transfer full) (nullable): the answer, a JSON object
 */
UtilJson *rekaws_token_refresh_send (const AwsSourceContext *context,
    const AwsRequest *request, const char *const *secrets,
    gint64 *expiration_us, GCancellable *cancellable, GError **error);

/**
 * rekaws_token_refresh_format_time:
 * @time_us: microseconds since 1970
 *
 * Returns: (transfer full): the time as token files have it, in UTC and whole
 *   seconds: "2026-01-31T12:00:00Z"
 */
char *rekaws_token_refresh_format_time (gint64 time_us);

/**
 * rekaws_token_refresh_suggest_login:
 * @error: why there is no token
 * @command: the command that logs in
 * @profile: the profile to log in for
 *
 * Appends to @error what the user can do, unless it is a cancellation or a new
 * login would not help.
 */
void rekaws_token_refresh_suggest_login (GError *error, const char *command,
    const char *profile);

/**
 * rekaws_token_refresh_log_failure:
 * @path: file of the login
 * @failure: why the refresh failed
 *
 * Logs a warning that the current token or credentials are used until they
 * expire.
 */
void rekaws_token_refresh_log_failure (const AwsSourceContext *context,
    const char *path, const GError *failure);

G_END_DECLS
