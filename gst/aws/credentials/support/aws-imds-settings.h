/* SPDX-License-Identifier: LGPL-2.1-or-later */

/*
 * aws-imds: where the instance metadata service is and how it is asked.
 *
 * https://docs.aws.amazon.com/sdkref/latest/guide/feature-imds-credentials.html
 */

#pragma once

#include "config/aws-config.h"

G_BEGIN_DECLS

/**
 * AwsImdsSettings:
 * @endpoint: URI of the service
 * @timeout_ms: limit of one exchange
 * @max_attempts: how often a service that answers is asked
 * @max_silences: how often one that does not answer is
 * @is_v1_allowed: whether a service that has no session tokens is asked
 *   without one
 *
 * By default a service that does not answer is asked once, for a second: most
 * computers have none. One that answers with a fault is asked three times.
 * AWS_METADATA_SERVICE_NUM_ATTEMPTS sets both.
 */
typedef struct {
  char *endpoint;
  guint timeout_ms;
  guint max_attempts;
  guint max_silences;
  gboolean is_v1_allowed;
} AwsImdsSettings;

/**
 * rekaws_imds_is_disabled:
 *
 * Returns: whether AWS_EC2_METADATA_DISABLED is true
 */
gboolean rekaws_imds_is_disabled (const AwsConfig *config);

/**
 * rekaws_imds_settings_new:
 * @endpoint: (nullable): endpoint that goes before all
 * @mode: (nullable): endpoint mode that goes before a configured one, but not
 *   before a configured endpoint
 * @error: AWS_ERROR_CONFIG where a setting is wrong
 *
 * Each setting is that of its environment variable, else of the profile in
 * use.
 *
 * Returns: (transfer full) (nullable): the settings
 */
AwsImdsSettings *rekaws_imds_settings_new (const AwsConfig *config,
    const char *endpoint, const char *mode, GError **error);

void rekaws_imds_settings_free (AwsImdsSettings *settings);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (AwsImdsSettings, rekaws_imds_settings_free)

G_END_DECLS
