/* SPDX-License-Identifier: LGPL-2.1-or-later */

#include "credentials/support/aws-metadata-request.h"

#include "client/aws-call.h"
#include "client/aws-error.h"
#include "credentials/aws-source.h"
#include "util-date.h"
#include "util-json.h"

AwsResponse *
rekaws_metadata_ask (const AwsSourceContext *context, const AwsRequest *request,
    const AwsMetadataPolicy *policy, GCancellable *cancellable, GError **error)
{
  const AwsCall call = {
    .request = request,
    .options = { policy->timeout_ms, .is_direct = TRUE },
    .max_attempts = policy->max_attempts,
    .max_silences = policy->max_silences,
    .is_body_secret = TRUE,
    .is_usable = policy->is_usable,
    .retries_any_status = policy->retries_any_status,
    .returns_any_answer = TRUE,
  };

  return rekaws_call_send (&call, context, cancellable, error);
}

void
rekaws_metadata_set_status_error (const AwsRequest *request, guint status,
    const char *hint, GError **error)
{
  /* Without the query, which might hold a token. */
  GError *failure = g_error_new (AWS_ERROR, AWS_ERROR_SERVICE,
      "%s://%s%s answered with HTTP status %u%s%s", request->scheme,
      request->authority, request->path, status, hint != NULL ? ": " : "",
      hint != NULL ? hint : "");

  rekaws_error_set_answer (failure, status, NULL, NULL);
  g_propagate_error (error, failure);
}

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
find_fault (const UtilJson *json)
{
  static const char *const needed[] = { "AccessKeyId", "SecretAccessKey" };
  const char *code;

  if (json == NULL)
    return "the answer is not a JSON object";

  code = rekutil_json_get_string (json, "Code");
  if (code != NULL && g_ascii_strcasecmp (code, "Success") != 0)
    return explain_code (code);
  for (guint i = 0; i < G_N_ELEMENTS (needed); i++) {
    const char *value = rekutil_json_get_string (json, needed[i]);

    if (value == NULL || *value == '\0')
      return "the answer lacks AccessKeyId or SecretAccessKey";
  }
  return NULL;
}

gboolean
rekaws_metadata_has_credentials (const AwsResponse *response)
{
  g_autoptr (UtilJson) json = rekutil_json_parse (response->body);

  return json != NULL;
}

AwsCredentials *
rekaws_metadata_read_credentials (const AwsResponse *response,
    const AwsRequest *request, const char *source, GError **error)
{
  g_autoptr (UtilJson) json = NULL;
  gint64 expiration_us = AWS_CREDENTIALS_NEVER;
  const char *expiration = NULL;
  const char *fault;

  if (response->status != 200) {
    rekaws_metadata_set_status_error (request, response->status, NULL, error);
    return NULL;
  }

  json = rekutil_json_parse (response->body);
  fault = find_fault (json);
  if (fault == NULL)
    expiration = rekutil_json_get_string (json, "Expiration");
  if (expiration != NULL &&
      !rekutil_date_parse_iso8601 (expiration, &expiration_us))
    fault = "Expiration is not a valid time";
  if (fault != NULL) {
    rekaws_metadata_set_status_error (request, response->status, fault, error);
    return NULL;
  }
  return rekaws_source_make_credentials (
      rekutil_json_get_string (json, "AccessKeyId"),
      rekutil_json_get_string (json, "SecretAccessKey"),
      rekutil_json_get_string (json, "Token"), expiration_us, source, error);
}
