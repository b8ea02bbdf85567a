/* SPDX-License-Identifier: LGPL-2.1-or-later */

/*
 * aws-sso-token: the token of an `aws sso login`.
 *
 * It is in ~/.aws/sso/cache, in a file named after the SHA-1 of the session's
 * name, or of the start URL if the profile has no session. From 15 minutes
 * before it expires, a session's token is refreshed and the file rewritten, as
 * long as the registration in the file is valid.
 */

#pragma once

#include "credentials/aws-source.h"

G_BEGIN_DECLS

/**
 * AwsSsoLogin:
 * @session: (nullable): name of the sso-session; if NULL, the token is never
 *   refreshed
 * @start_url: the start URL
 * @region: region of the SSO service (sso_region)
 */
typedef struct {
  const char *session;
  const char *start_url;
  const char *region;
} AwsSsoLogin;

/**
 * rekaws_sso_token_load:
 * @error: an AWS_ERROR that says what to do, or a cancellation
 *
 * Returns: (transfer full) (nullable): a valid token
 */
UtilSecret *rekaws_sso_token_load (const AwsSourceContext *context,
    const AwsSsoLogin *login, GCancellable *cancellable, GError **error);

G_END_DECLS
