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
 * @session_name: (nullable): name of the session; NULL: a generated name
 * @external_id: (nullable): the external id that the role's owner requires
 * @duration_s: requested lifetime of the credentials, in seconds; 0: STS's
 *   default
 * @web_identity_token: (nullable): a token that identifies the caller
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
 * @role: the role
 * @credentials: (nullable): credentials of the caller; NULL with a web identity
 *   token
 * @origin: where the credentials come from, for people
 * @error: AWS_ERROR_NO_CREDENTIALS, with the details of the answer of STS; or a
 *   cancellation
 *
 * Returns: (transfer full) (nullable): the role's credentials
 */
AwsCredentials *rekaws_sts_assume_role (const AwsSourceContext *context,
    const AwsStsRole *role, const AwsCredentials *credentials,
    const char *origin, GCancellable *cancellable, GError **error);

G_END_DECLS
