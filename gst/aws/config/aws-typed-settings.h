/* SPDX-License-Identifier: LGPL-2.1-or-later */

/*
 * aws-typed-settings: booleans, numbers and choices in the environment and the
 * profile, parsed and checked.
 *
 * https://docs.aws.amazon.com/sdkref/latest/guide/settings-reference.html
 */

#pragma once

#include "config/aws-config.h"

G_BEGIN_DECLS

/**
 * rekaws_switches_read_boolean:
 * @variable: (nullable): name of an environment variable
 * @key: (nullable): key of the profile in use
 * @value: (out): value of the variable, else of the key; FALSE if neither is
 *   set
 * @error: AWS_ERROR_CONFIG if it is neither true nor false
 *
 * Returns: FALSE on error
 */
gboolean rekaws_switches_read_boolean (const AwsConfig *config,
    const char *variable, const char *key, gboolean *value, GError **error);

/**
 * rekaws_switches_get_max_attempts:
 * @explicit_attempts: attempts per request that the user set explicitly; 0:
 *   not set
 * @error: AWS_ERROR_CONFIG if the value is not a positive integer, or the retry
 *   mode is unknown
 *
 * In order: @explicit_attempts, AWS_MAX_ATTEMPTS, max_attempts of the profile, 3.
 *
 * The modes of AWS_RETRY_MODE and the profile's retry_mode (standard, adaptive,
 * legacy) make no difference here: requests are sent one at a time.
 *
 * Returns: attempts per request, 0 on error
 */
guint rekaws_switches_get_max_attempts (const AwsConfig *config,
    guint explicit_attempts, GError **error);

/**
 * rekaws_switches_get_ca_bundle:
 *
 * Returns: (transfer none) (nullable): file that AWS_CA_BUNDLE, else ca_bundle
 *   of the profile names; NULL: the system's certificate authorities
 */
const char *rekaws_switches_get_ca_bundle (const AwsConfig *config);

G_END_DECLS
