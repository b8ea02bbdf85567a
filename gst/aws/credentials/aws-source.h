/* SPDX-License-Identifier: LGPL-2.1-or-later */

/*
 * aws-source: the sources of credentials there are, and what they share.
 */

#pragma once

#include "credentials/aws-credential-chain.h"

G_BEGIN_DECLS

extern const AwsSource rekaws_source_explicit;
extern const AwsSource rekaws_source_environment;
extern const AwsSource rekaws_source_web_identity;
extern const AwsSource rekaws_source_profile;
extern const AwsSource rekaws_source_container;
extern const AwsSource rekaws_source_imds;

/* Ways of a profile to have credentials, which rekaws_source_profile goes through
 * and which know no more than context->profile. */
extern const AwsSource rekaws_source_assume_role;
extern const AwsSource rekaws_source_profile_web_identity;
extern const AwsSource rekaws_source_sso;
extern const AwsSource rekaws_source_credentials_file_keys;
extern const AwsSource rekaws_source_login;
extern const AwsSource rekaws_source_process;
extern const AwsSource rekaws_source_config_file_keys;

/**
 * rekaws_source_has_role:
 *
 * Returns: TRUE where the context's profile has a role, not for a web identity
 */
gboolean rekaws_source_has_role (const AwsSourceContext *context);

/**
 * rekaws_source_require_profile:
 * @error: AWS_ERROR_NO_CREDENTIALS
 *
 * Returns: FALSE if the context's profile was named and does not exist
 */
gboolean rekaws_source_require_profile (const AwsSourceContext *context,
    GError **error);

/**
 * rekaws_source_check_profile:
 * @error: AWS_ERROR_NO_CREDENTIALS
 *
 * For credentials that do not come from the profile: as for the AWS CLI it must
 * be there all the same if it was asked for by name. If a file can't be used
 * that is not known, and they do not fail for it.
 *
 * Returns: FALSE if the context's profile was named and does not exist
 */
gboolean rekaws_source_check_profile (const AwsSourceContext *context,
    GError **error);

/**
 * rekaws_source_make_credentials:
 * @access_key_id: the access key's id
 * @secret_access_key: the secret key
 * @session_token: (nullable): the session token
 * @expiration_us: as for rekaws_credentials_new()
 * @place: what they came from, for people
 * @error: AWS_ERROR_NO_CREDENTIALS where one of them can't be sent, or a key is
 *   blank
 *
 * What stands in a file or a variable may have white space around it: it goes.
 *
 * Returns: (transfer full) (nullable): the credentials
 */
AwsCredentials *rekaws_source_make_credentials (const char *access_key_id,
    const char *secret_access_key, const char *session_token,
    gint64 expiration_us, const char *place, GError **error);

/**
 * rekaws_source_propagate_error:
 * @failure: (transfer full): why there are no credentials
 * @place: what they should have come from, for people
 *
 * Makes an AWS_ERROR_NO_CREDENTIALS that names @place of any AWS_ERROR; a
 * cancellation stays one. What is known about a failed request is kept.
 */
void rekaws_source_propagate_error (GError **error, GError *failure,
    const char *place);

G_END_DECLS
