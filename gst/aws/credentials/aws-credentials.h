/* SPDX-License-Identifier: LGPL-2.1-or-later */

/*
 * aws-credentials: one set of AWS credentials, an immutable value.
 *
 * Secret key and session token are wiped when the last reference is dropped.
 */

#pragma once

#include "util-secret.h"

G_BEGIN_DECLS

/**
 * AWS_CREDENTIALS_NEVER:
 *
 * Expiration of credentials that do not expire.
 */
#define AWS_CREDENTIALS_NEVER G_MAXINT64

typedef struct _AwsCredentials AwsCredentials;

/**
 * rekaws_credentials_new:
 * @access_key_id: the access key id, which is not secret
 * @secret_access_key: the secret key
 * @session_token: (nullable): the session token; NULL or "" for none
 * @expiration_us: when they expire, microseconds since 1970, or
 *   AWS_CREDENTIALS_NEVER
 * @source: where they come from, for people, as "environment"; never contains a
 *   secret; converted to valid UTF-8
 *
 * Returns: (transfer full): the credentials
 */
AwsCredentials *rekaws_credentials_new (const char *access_key_id,
    const char *secret_access_key, const char *session_token,
    gint64 expiration_us, const char *source);

AwsCredentials *rekaws_credentials_ref (AwsCredentials *credentials);
void rekaws_credentials_unref (AwsCredentials *credentials);

const char *rekaws_credentials_get_access_key_id (
    const AwsCredentials *credentials);
const char *rekaws_credentials_get_secret_access_key (
    const AwsCredentials *credentials);

/**
 * rekaws_credentials_get_session_token:
 *
 * Returns: (transfer none) (nullable): the token, never ""
 */
const char *rekaws_credentials_get_session_token (
    const AwsCredentials *credentials);

/**
 * rekaws_credentials_get_expiration:
 *
 * Returns: microseconds since 1970, or AWS_CREDENTIALS_NEVER
 */
gint64 rekaws_credentials_get_expiration (const AwsCredentials *credentials);

/**
 * rekaws_credentials_get_source:
 *
 * Returns: (transfer none): where they come from, for people
 */
const char *rekaws_credentials_get_source (const AwsCredentials *credentials);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (AwsCredentials, rekaws_credentials_unref)

G_END_DECLS
