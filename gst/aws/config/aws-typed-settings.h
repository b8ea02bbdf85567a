/* SPDX-License-Identifier: LGPL-2.1-or-later */

/*
 * aws-switches: settings of environment and profile that are no text: read,
 * and refused where they make no sense.
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
 * @value: (out): what the variable, else the key says; FALSE where neither is
 *   set
 * @error: AWS_ERROR_CONFIG where it is neither true nor false
 *
 * Returns: FALSE on error
 */
gboolean rekaws_switches_read_boolean (const AwsConfig *config,
    const char *variable, const char *key, gboolean *value, GError **error);

/**
 * rekaws_switches_get_max_attempts:
 * @wanted: attempts a request that were asked for explicitly; 0: none were
 * @error: AWS_ERROR_CONFIG where the value is no whole number from 1 on, or
 *   the retry mode is unknown
 *
 * In order: @wanted, AWS_MAX_ATTEMPTS, max_attempts of the profile, 3.
 *
 * The modes that AWS_RETRY_MODE or retry_mode of the profile may name
 * (standard, adaptive, legacy) come to the same for one that sends one request
 * at a time: standard.
 *
 * Returns: attempts a request, 0 on error
 */
guint rekaws_switches_get_max_attempts (const AwsConfig *config, guint wanted,
    GError **error);

/**
 * rekaws_switches_get_ca_bundle:
 *
 * Returns: (transfer none) (nullable): file of AWS_CA_BUNDLE, else of
 *   ca_bundle of the profile; NULL: the system's authorities
 */
const char *rekaws_switches_get_ca_bundle (const AwsConfig *config);

G_END_DECLS
