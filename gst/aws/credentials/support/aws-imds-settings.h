/* SPDX-License-Identifier: LGPL-2.1-or-later */

/*
 * aws-imds-settings: endpoint and limits of the instance metadata service.
 *
 * https://docs.aws.amazon.com/sdkref/latest/guide/feature-imds-credentials.html
 */

#pragma once

#include "config/aws-config.h"

G_BEGIN_DECLS

/**
 * AwsImdsSettings:
 * @endpoint: URI of the service
 * @timeout_ms: time limit of one exchange, in milliseconds
 * @max_attempts: attempts per request if the service answers
 * @max_silences: attempts per request if the service does not answer
 * @is_v1_allowed: whether version 1, without session tokens, may be used
 *
 * By default a service that does not answer is tried once, for one second: most
 * computers have none. A service that answers with an error is tried three
 * times. AWS_METADATA_SERVICE_NUM_ATTEMPTS sets both limits.
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
 * Returns: TRUE if AWS_EC2_METADATA_DISABLED is true
 */
gboolean rekaws_imds_is_disabled (const AwsConfig *config);

/**
 * rekaws_imds_settings_new:
 * @error: AWS_ERROR_CONFIG if a setting is not valid
 *
 * Each setting is the value of its environment variable, else of the key in the
 * profile in use.
 *
 * Returns: (transfer full) (nullable): the settings
 */
AwsImdsSettings *rekaws_imds_settings_new (const AwsConfig *config,
    GError **error);

void rekaws_imds_settings_free (AwsImdsSettings *settings);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (AwsImdsSettings, rekaws_imds_settings_free)

G_END_DECLS
