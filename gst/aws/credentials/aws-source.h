/* SPDX-License-Identifier: LGPL-2.1-or-later */

/*
 * aws-source: what a credential source is, the sources there are, and the
 * functions that they share.
 *
 * A source is one file (sources/aws-source-NAME.c) with one const AwsSource
 * that is declared here. To add one, write its file and add a row to the table
 * in aws-credential-chain.c, or in aws-source-profile.c if it is a way for a
 * profile to have credentials.
 */

#pragma once

#include <gio/gio.h>

#include "client/aws-retry-policy.h"
#include "config/aws-config.h"
#include "credentials/aws-credentials.h"
#include "http/aws-transport.h"
#include "util-clock.h"

G_BEGIN_DECLS

/**
 * AwsExplicitCredentials:
 * @access_key_id: (nullable): the access key id
 * @secret_access_key: (nullable): the secret key
 * @session_token: (nullable): the session token
 *
 * What the user set explicitly (the element's properties).
 */
typedef struct {
  const char *access_key_id;
  const char *secret_access_key;
  const char *session_token;
} AwsExplicitCredentials;

/**
 * AwsSourceContext:
 * @config: environment and files
 * @profile: name of the profile to read: the one in use, or one that it names
 *   as the source of its own credentials
 * @region: (nullable): region that was set explicitly, for
 *   rekaws_config_dup_region()
 * @explicit_credentials: what the user set explicitly, never NULL
 * @clock: gives the time, waits, and makes random numbers
 * @transport: sends requests
 * @retry_func: (nullable): called before each wait for another attempt
 * @retry_data: passed to @retry_func
 * @parent: (nullable): context of the profile whose source @profile is, or
 *   whose credential_source is being loaded
 *
 * What a source may use.
 */
typedef struct _AwsSourceContext AwsSourceContext;
struct _AwsSourceContext {
  AwsConfig *config;
  const char *profile;
  const char *region;
  const AwsExplicitCredentials *explicit_credentials;
  const UtilClock *clock;
  const AwsTransport *transport;
  AwsRetryFunc retry_func;
  gpointer retry_data;
  const AwsSourceContext *parent;
};

/**
 * AwsSource:
 * @name: for people, as "environment"
 * @load: loads credentials; see rekaws_source_load()
 */
typedef struct {
  const char *name;
  AwsCredentials *(*load) (const AwsSourceContext *context,
      GCancellable *cancellable, char **reason, GError **error);
} AwsSource;

/* The sources of the chain. */
extern const AwsSource rekaws_source_static;
extern const AwsSource rekaws_source_environment;
extern const AwsSource rekaws_source_web_identity;
extern const AwsSource rekaws_source_profile;
extern const AwsSource rekaws_source_container;
extern const AwsSource rekaws_source_imds;

/* The ways for a profile to have credentials. rekaws_source_profile tries them;
 * they only read the profile that the context names. */
extern const AwsSource rekaws_source_assume_role;
extern const AwsSource rekaws_source_profile_web_identity;
extern const AwsSource rekaws_source_sso;
extern const AwsSource rekaws_source_credentials_file_keys;
extern const AwsSource rekaws_source_login;
extern const AwsSource rekaws_source_process;
extern const AwsSource rekaws_source_config_file_keys;

/**
 * rekaws_source_load:
 * @reason: (out) (nullable): why the source has no credentials, a sentence
 *   without a secret; only set if it is not set up. The next source is tried
 * @error: AWS_ERROR_NO_CREDENTIALS, AWS_ERROR_CONFIG for an invalid setting, or
 *   a cancellation: the source is set up, so the user meant it, and it is
 *   broken. The search ends
 *
 * Loads credentials from @source, and logs the result at debug level.
 *
 * Returns: (transfer full) (nullable): the credentials; if NULL, exactly one of
 *   @reason and @error is set
 */
AwsCredentials *rekaws_source_load (const AwsSource *source,
    const AwsSourceContext *context, GCancellable *cancellable, char **reason,
    GError **error);

/**
 * rekaws_source_has_role:
 *
 * Returns: TRUE if the context's profile has a role that is not for a web
 *   identity
 */
gboolean rekaws_source_has_role (const AwsSourceContext *context);

/**
 * rekaws_source_require_profile:
 * @error: AWS_ERROR_NO_CREDENTIALS
 *
 * Returns: FALSE if the context's profile was set by name and does not exist
 */
gboolean rekaws_source_require_profile (const AwsSourceContext *context,
    GError **error);

/**
 * rekaws_source_check_profile:
 * @error: AWS_ERROR_NO_CREDENTIALS
 *
 * For credentials that do not come from a profile. As in the AWS CLI, a profile
 * that was set by name must exist nevertheless. If a file can't be used, it is
 * not known which profiles there are, and the check passes.
 *
 * Returns: FALSE if the context's profile was set by name and does not exist
 */
gboolean rekaws_source_check_profile (const AwsSourceContext *context,
    GError **error);

/**
 * rekaws_source_make_credentials:
 * @access_key_id: the access key id
 * @secret_access_key: the secret key
 * @session_token: (nullable): the session token
 * @expiration_us: as for rekaws_credentials_new()
 * @origin: where they come from, for people
 * @error: AWS_ERROR_NO_CREDENTIALS if one of them can't be sent, or if one of
 *   the keys is blank
 *
 * White space around the values, as files and variables may have it, is
 * removed.
 *
 * Returns: (transfer full) (nullable): the credentials
 */
AwsCredentials *rekaws_source_make_credentials (const char *access_key_id,
    const char *secret_access_key, const char *session_token,
    gint64 expiration_us, const char *origin, GError **error);

/**
 * rekaws_source_propagate_error:
 * @failure: (transfer full): why there are no credentials
 * @origin: where they should have come from, for people
 *
 * Turns any AWS_ERROR into an AWS_ERROR_NO_CREDENTIALS that names @origin, and
 * keeps the details of a failed request. Other errors (a cancellation) are
 * propagated unchanged.
 */
void rekaws_source_propagate_error (GError **error, GError *failure,
    const char *origin);

G_END_DECLS
