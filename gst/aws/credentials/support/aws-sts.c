/* SPDX-License-Identifier: LGPL-2.1-or-later */

#include "credentials/support/aws-sts.h"

#include "client/aws-call.h"
#include "util-date.h"
#include "config/aws-endpoint.h"
#include "client/aws-error.h"
#include "credentials/aws-source.h"
#include "config/aws-typed-settings.h"
#include "util-xml.h"

#include <string.h>

#define SERVICE "sts"
#define API_VERSION "2011-06-15"
#define TIMEOUT_MS 15000

/* Paths of the credentials in the answer, which depend on the action. */
typedef struct {
  const char *action;
  const char *access_key_id;
  const char *secret_access_key;
  const char *session_token;
  const char *expiration;
} Action;

#define ACTION(name) \
  { \
#name, #name "Response." #name "Result.Credentials.AccessKeyId", \
        #name "Response." #name "Result.Credentials.SecretAccessKey", \
        #name "Response." #name "Result.Credentials.SessionToken", \
        #name "Response." #name "Result.Credentials.Expiration" \
  }

static const Action assume_role = ACTION (AssumeRole);
static const Action assume_role_with_web_identity =
    ACTION (AssumeRoleWithWebIdentity);

static const Action *
get_action (const AwsStsRole *role)
{
  return role->web_identity_token != NULL ? &assume_role_with_web_identity
                                          : &assume_role;
}

typedef struct {
  const char *name;
  const char *value;
} Parameter;

/* The form is allocated once, in its final size, and written in place: otherwise
 * copies of the token would remain in memory. */
static GString *
create_form (const Parameter *parameters, gsize n_parameters)
{
  gsize size = 1;
  GString *form;

  for (gsize i = 0; i < n_parameters; i++) {
    if (parameters[i].value != NULL)
      size += strlen (parameters[i].name) + strlen ("&=") +
          strlen ("%00") * strlen (parameters[i].value);
  }

  form = g_string_sized_new (size);
  for (gsize i = 0; i < n_parameters; i++) {
    if (parameters[i].value == NULL)
      continue;
    if (form->len > 0)
      g_string_append_c (form, '&');
    g_string_append (form, parameters[i].name);
    g_string_append_c (form, '=');
    g_string_append_uri_escaped (form, parameters[i].value, NULL, FALSE);
  }
  return form;
}

static char *
generate_session_name (const UtilClock *clock)
{
  return g_strdup_printf ("gst-rekognition-%" G_GINT64_FORMAT,
      clock->now (clock->user_data) / G_USEC_PER_SEC);
}

static GBytes *
build_body (const AwsStsRole *role, const UtilClock *clock)
{
  g_autofree char *generated_name = generate_session_name (clock);
  g_autofree char *duration = g_strdup_printf ("%u", role->duration_s);
  const Parameter parameters[] = {
    { "Action", get_action (role)->action },
    { "Version", API_VERSION },
    { "RoleArn", role->arn },
    { "RoleSessionName",
        role->session_name != NULL ? role->session_name : generated_name },
    { "ExternalId", role->external_id },
    { "DurationSeconds", role->duration_s != 0 ? duration : NULL },
    { "WebIdentityToken", role->web_identity_token },
  };
  g_autoptr (GString) form =
      create_form (parameters, G_N_ELEMENTS (parameters));
  GBytes *body;

  body = rekutil_secret_bytes_new (form->str, form->len);
  rekutil_secret_wipe (form->str, form->len);
  return body;
}

static AwsRequest *
build_request (const AwsSourceContext *context, const AwsStsRole *role,
    const char *region, GError **error)
{
  g_autofree char *uri = rekaws_endpoint_dup_uri (context->config,
      AWS_SERVICE_STS, region, NULL, error);
  g_autoptr (GBytes) body = NULL;
  AwsRequest *request;

  if (uri == NULL)
    return NULL;
  body = build_body (role, context->clock);
  request = rekaws_request_new ("POST", uri, body, error);
  if (request == NULL)
    return NULL;

  rekaws_request_add_header (request, "Accept", "application/json");
  rekaws_request_add_header (request, "Content-Type",
      "application/x-www-form-urlencoded");
  return request;
}

/* An answer in JSON or XML: some endpoints ignore the Accept header. */
typedef struct {
  UtilJson *json;
  GHashTable *xml;
} Answer;

static void
answer_clear (Answer *answer)
{
  rekutil_json_free (answer->json);
  g_clear_pointer (&answer->xml, g_hash_table_unref);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Answer, answer_clear)

static const char *
answer_get (const Answer *answer, const char *path)
{
  if (answer->json != NULL)
    return rekutil_json_get_string (answer->json, path);
  return answer->xml != NULL ? g_hash_table_lookup (answer->xml, path) : NULL;
}

/* Reads seconds since 1970, or a date. */
static gboolean
answer_get_time (const Answer *answer, const char *path, gint64 *time_us)
{
  double seconds;

  if (answer->json == NULL ||
      !rekutil_json_get_number (answer->json, path, &seconds))
    return rekutil_date_parse_iso8601 (answer_get (answer, path), time_us);

  return rekutil_date_from_seconds (seconds, time_us);
}

static gboolean
is_usable (const AwsResponse *response)
{
  g_auto (Answer) answer = { rekutil_json_parse (response->body), NULL };

  if (answer.json == NULL)
    answer.xml = rekutil_xml_parse_strings (response->body);
  return answer.json != NULL || answer.xml != NULL;
}

static AwsCredentials *
read_credentials (const AwsResponse *response, const Action *action,
    const char *origin, GError **error)
{
  g_auto (Answer) answer = { rekutil_json_parse (response->body), NULL };
  const char *key_id, *secret, *token;
  gint64 expiration_us;

  if (answer.json == NULL)
    answer.xml = rekutil_xml_parse_strings (response->body);
  key_id = answer_get (&answer, action->access_key_id);
  secret = answer_get (&answer, action->secret_access_key);
  token = answer_get (&answer, action->session_token);
  if (key_id == NULL || secret == NULL || token == NULL ||
      !answer_get_time (&answer, action->expiration, &expiration_us)) {
    g_set_error (error, AWS_ERROR, AWS_ERROR_BROKEN,
        "the answer of STS contains no credentials");
    return NULL;
  }
  return rekaws_source_make_credentials (key_id, secret, token, expiration_us,
      origin, error);
}

static AwsCredentials *
request_credentials (const AwsSourceContext *context, const AwsStsRole *role,
    const AwsCredentials *credentials, const char *origin,
    GCancellable *cancellable, GError **error)
{
  g_autofree char *region =
      rekaws_config_dup_region (context->config, context->region, error);
  g_autoptr (AwsRequest) request = NULL;
  g_autoptr (AwsResponse) response = NULL;
  const char *const secrets[] = { role->web_identity_token, NULL };
  AwsCall call = {
    .options = { .timeout_ms = TIMEOUT_MS },
    .credentials = credentials,
    .service = SERVICE,
    .region = region,
    .secrets = secrets,
    .is_usable = is_usable,
  };

  if (region == NULL)
    return NULL;
  call.max_attempts =
      rekaws_switches_get_max_attempts (context->config, 0, error);
  if (call.max_attempts == 0)
    return NULL;
  request = build_request (context, role, region, error);
  if (request == NULL)
    return NULL;

  call.request = request;
  response = rekaws_call_send (&call, context, cancellable, error);
  if (response == NULL)
    return NULL;
  return read_credentials (response, get_action (role), origin, error);
}

AwsCredentials *
rekaws_sts_assume_role (const AwsSourceContext *context, const AwsStsRole *role,
    const AwsCredentials *credentials, const char *origin,
    GCancellable *cancellable, GError **error)
{
  g_autoptr (GError) failure = NULL;
  AwsCredentials *result;

  rekutil_log_debug (rekaws_config_get_log (context->config),
      "Requesting credentials of the role %s", role->arn);
  result = request_credentials (context, role, credentials, origin, cancellable,
      &failure);
  if (result == NULL)
    rekaws_source_propagate_error (error, g_steal_pointer (&failure), origin);
  return result;
}
