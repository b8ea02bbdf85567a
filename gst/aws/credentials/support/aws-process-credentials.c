/* SPDX-License-Identifier: LGPL-2.1-or-later */

#include "credentials/support/aws-process-credentials.h"

#include "util-date.h"
#include "client/aws-error.h"
#include "util-json.h"
#include "credentials/aws-source.h"

#define VERSION 1

static gboolean
read_expiration (const UtilJson *json, gint64 *expiration_us)
{
  const char *text = rekutil_json_get_string (json, "Expiration");
  double number;

  if (text != NULL)
    return rekutil_date_parse_iso8601 (text, expiration_us);

  *expiration_us = AWS_CREDENTIALS_NEVER;
  return !rekutil_json_get_number (json, "Expiration", &number);
}

AwsCredentials *
rekaws_process_credentials_read (GBytes *output, const char *origin,
    GError **error)
{
  g_autoptr (UtilJson) json = rekutil_json_parse (output);
  const char *key_id, *secret;
  gint64 expiration_us;
  double version = 0;

  if (json == NULL) {
    g_set_error (error, AWS_ERROR, AWS_ERROR_BROKEN,
        "the program's output is not a JSON object");
    return NULL;
  }
  if (!rekutil_json_get_number (json, "Version", &version) ||
      version != VERSION) {
    g_set_error (error, AWS_ERROR, AWS_ERROR_BROKEN,
        "the program's output has no Version, or one other than %d", VERSION);
    return NULL;
  }

  key_id = rekutil_json_get_string (json, "AccessKeyId");
  secret = rekutil_json_get_string (json, "SecretAccessKey");
  if (key_id == NULL || *key_id == '\0' || secret == NULL || *secret == '\0') {
    g_set_error (error, AWS_ERROR, AWS_ERROR_BROKEN,
        "the program's output has no %s",
        key_id == NULL || *key_id == '\0' ? "AccessKeyId" : "SecretAccessKey");
    return NULL;
  }
  if (!read_expiration (json, &expiration_us)) {
    g_set_error (error, AWS_ERROR, AWS_ERROR_BROKEN,
        "the program's output has an invalid Expiration");
    return NULL;
  }
  return rekaws_source_make_credentials (key_id, secret,
      rekutil_json_get_string (json, "SessionToken"), expiration_us, origin,
      error);
}
