/* SPDX-License-Identifier: LGPL-2.1-or-later */

/*
 * aws-sts: credentials of a role, from the Security Token Service.
 */

#pragma once

#include "credentials/aws-source.h"

G_BEGIN_DECLS

/**
 * AwsStsRole:
 * @arn: the role's ARN
 * @session_name: (nullable): name of the session; NULL: one is made up
 * @external_id: (nullable): what the role's owner wants to be told
 * @duration_s: how long the credentials shall last, seconds; 0: as STS does
 * @web_identity_token: (nullable): a token that shows who asks
 */
typedef struct {
  const char *arn;
  const char *session_name;
  const char *external_id;
  guint duration_s;
  const char *web_identity_token;
} AwsStsRole;

/**
 * rekaws_sts_assume_role:
 * @context: region, endpoint, transport and clock
 * @role: which role
 * @credentials: (nullable): who asks; NULL with a web identity token
 * @place: where the credentials come from, for people
 * @error: AWS_ERROR_NO_CREDENTIALS, with what STS answered as details; or a
 *   cancellation
 *
 * Returns: (transfer full) (nullable): the role's credentials
 */
AwsCredentials *rekaws_sts_assume_role (const AwsSourceContext *context,
    const AwsStsRole *role, const AwsCredentials *credentials,
    const char *place, GCancellable *cancellable, GError **error);

G_END_DECLS
