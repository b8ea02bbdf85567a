/* SPDX-License-Identifier: LGPL-2.1-or-later */

#include "aws-metadata-credentials.h"

#include "aws-date.h"
#include "aws-error.h"
#include "aws-json.h"
#include "aws-source.h"

/* What instance metadata says with status 200 where it has no credentials. */
static const struct {
  const char *code;
  const char *text;
} codes[] = {
  { "AssumeRoleUnauthorizedAccess",
      "the instance may not assume its role: does the role trust "
      "ec2.amazonaws.com?" },
};

static const char *
explain_code (const char *code)
{
  for (guint i = 0; i < G_N_ELEMENTS (codes); i++) {
    if (g_str_equal (code, codes[i].code))
      return codes[i].text;
  }
  return "it answered with an error instead of credentials";
}

static const char *
find_fault (const AwsJson *json)
{
  static const char *const needed[] = { "AccessKeyId", "SecretAccessKey" };
  const char *code;

  if (json == NULL)
    return "the answer is no JSON object";

  code = aws_json_get_string (json, "Code");
  if (code != NULL && g_ascii_strcasecmp (code, "Success") != 0)
    return explain_code (code);
  for (guint i = 0; i < G_N_ELEMENTS (needed); i++) {
    const char *value = aws_json_get_string (json, needed[i]);

    if (value == NULL || *value == '\0')
      return "the answer lacks AccessKeyId or SecretAccessKey";
  }
  return NULL;
}

AwsCredentials *
aws_metadata_credentials_parse (const AwsResponse *response, const char *uri,
    const char *source, GError **error)
{
  g_autoptr (AwsJson) json = NULL;
  gint64 expiration_us = AWS_CREDENTIALS_NEVER;
  const char *expiration, *fault;

  if (response->status != 200) {
    g_set_error (error, AWS_ERROR, AWS_ERROR_NO_CREDENTIALS,
        "no credentials from %s: HTTP status %u", uri, response->status);
    return NULL;
  }

  json = aws_json_parse (response->body);
  fault = find_fault (json);
  expiration = fault == NULL ? aws_json_get_string (json, "Expiration") : NULL;
  if (expiration != NULL &&
      !aws_date_parse_iso8601 (expiration, &expiration_us))
    fault = "Expiration is no time";
  if (fault != NULL) {
    g_set_error (error, AWS_ERROR, AWS_ERROR_NO_CREDENTIALS,
        "no credentials from %s: %s", uri, fault);
    return NULL;
  }
  return aws_source_make_credentials (aws_json_get_string (json, "AccessKeyId"),
      aws_json_get_string (json, "SecretAccessKey"),
      aws_json_get_string (json, "Token"), expiration_us, source, error);
}

gboolean
aws_metadata_credentials_is_json (const AwsResponse *response)
{
  g_autoptr (AwsJson) json = aws_json_parse (response->body);

  return json != NULL;
}
