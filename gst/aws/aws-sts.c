/* SPDX-License-Identifier: LGPL-2.1-or-later */

#include "aws-sts.h"

#include "aws-answer.h"
#include "aws-date.h"
#include "aws-endpoint.h"
#include "aws-error.h"
#include "aws-exchange.h"
#include "aws-json.h"
#include "aws-retry.h"
#include "aws-sigv4.h"
#include "aws-source.h"
#include "aws-switches.h"
#include "aws-xml.h"

#include <string.h>

#define SERVICE "sts"
#define API_VERSION "2011-06-15"
#define TIMEOUT_MS 15000

/* AWS takes signatures that are up to 5 minutes old. Below this difference a
 * refused signature has another reason than its time. */
#define MIN_CLOCK_SKEW_US (4 * 60 * (gint64) G_USEC_PER_SEC)

/* The answer's credentials, below the names that the action gives. */
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

static void
append_parameter (GString *form, const char *name, const char *value)
{
  g_autoptr (AwsSecret) escaped = NULL;

  if (value == NULL)
    return;
  escaped = g_uri_escape_string (value, NULL, FALSE);
  g_string_append_printf (form, "&%s=%s", name, escaped);
}

static char *
create_session_name (const AwsClock *clock)
{
  return g_strdup_printf ("gst-rekognition-%" G_GINT64_FORMAT,
      clock->now (clock->user_data) / G_USEC_PER_SEC);
}

static GBytes *
build_body (const AwsStsRole *role, const AwsClock *clock)
{
  g_autoptr (GString) form = g_string_new (NULL);
  g_autofree char *own_name = create_session_name (clock);
  g_autofree char *duration = g_strdup_printf ("%u", role->duration_s);
  GBytes *body;

  g_string_append_printf (form, "Action=%s&Version=" API_VERSION,
      get_action (role)->action);
  append_parameter (form, "RoleArn", role->arn);
  append_parameter (form, "RoleSessionName",
      role->session_name != NULL ? role->session_name : own_name);
  append_parameter (form, "ExternalId", role->external_id);
  append_parameter (form, "DurationSeconds",
      role->duration_s != 0 ? duration : NULL);
  append_parameter (form, "WebIdentityToken", role->web_identity_token);

  body = aws_secret_bytes_new (form->str, form->len);
  aws_secret_wipe (form->str, form->len);
  return body;
}

static AwsRequest *
build_request (const AwsSourceContext *context, const AwsStsRole *role,
    const char *region, GError **error)
{
  g_autofree char *uri = aws_endpoint_dup_uri (context->config, AWS_SERVICE_STS,
      region, NULL, error);
  g_autoptr (GBytes) body = NULL;
  AwsRequest *request;

  if (uri == NULL)
    return NULL;
  body = build_body (role, context->clock);
  request = aws_request_new ("POST", uri, body, error);
  if (request == NULL)
    return NULL;

  aws_request_add_header (request, "Accept", "application/json");
  aws_request_add_header (request, "Content-Type",
      "application/x-www-form-urlencoded");
  return request;
}

/* An answer as JSON or as XML, as the endpoint likes it. */
typedef struct {
  AwsJson *json;
  GHashTable *xml;
} Answer;

static void
answer_clear (Answer *answer)
{
  aws_json_free (answer->json);
  g_clear_pointer (&answer->xml, g_hash_table_unref);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Answer, answer_clear)

static const char *
answer_get (const Answer *answer, const char *path)
{
  if (answer->json != NULL)
    return aws_json_get_string (answer->json, path);
  return answer->xml != NULL ? g_hash_table_lookup (answer->xml, path) : NULL;
}

/* As seconds since 1970 or as a date. */
static gboolean
answer_get_time (const Answer *answer, const char *path, gint64 *time_us)
{
  double seconds;

  if (answer->json == NULL ||
      !aws_json_get_number (answer->json, path, &seconds))
    return aws_date_parse_iso8601 (answer_get (answer, path), time_us);

  return aws_date_from_seconds (seconds, time_us);
}

static AwsCredentials *
read_credentials (const AwsResponse *response, const Action *action,
    const char *place, GError **error)
{
  g_auto (Answer) answer = { aws_json_parse (response->body), NULL };
  const char *key_id, *secret, *token;
  gint64 expiration_us;

  if (answer.json == NULL)
    answer.xml = aws_xml_parse_strings (response->body);
  key_id = answer_get (&answer, action->access_key_id);
  secret = answer_get (&answer, action->secret_access_key);
  token = answer_get (&answer, action->session_token);
  if (key_id == NULL || secret == NULL || token == NULL ||
      !answer_get_time (&answer, action->expiration, &expiration_us)) {
    g_set_error (error, AWS_ERROR, AWS_ERROR_BROKEN,
        "the answer of STS is cut off or holds no credentials");
    return NULL;
  }
  return aws_source_make_credentials (key_id, secret, token, expiration_us,
      place, error);
}

/* Its text may repeat the token that was sent. */
static GError *
create_error (const AwsRequest *request, const AwsResponse *response,
    const char *token)
{
  g_autoptr (GError) failure = aws_answer_to_error (response, request);
  GError *bare;

  if (token == NULL || strstr (failure->message, token) == NULL)
    return g_steal_pointer (&failure);

  bare = g_error_new (AWS_ERROR, AWS_ERROR_SERVICE, "HTTP status %u",
      response->status);
  aws_error_set_answer (bare, response->status, NULL, NULL);
  return bare;
}

/* One question: who asks whom for what. */
typedef struct {
  const AwsSourceContext *context;
  const AwsCredentials *credentials;
  const char *token;
  const char *region;
  AwsExchangePolicy policy;
} Question;

/* Returns the answer, with @error set as well where its status is not 200.
 * @correction_us: what the clock is late by. */
static AwsResponse *
send (const Question *question, const AwsRequest *request, gint64 correction_us,
    GCancellable *cancellable, GError **error)
{
  const AwsClock *clock = question->context->clock;
  g_autoptr (AwsRequest) copy = aws_request_copy (request);
  g_autoptr (AwsResponse) response = NULL;
  AwsSigv4Scope scope = {
    .region = question->region,
    .service = SERVICE,
    .flags = AWS_SIGV4_NONE,
  };

  if (question->credentials != NULL) {
    scope.time_us = clock->now (clock->user_data) + correction_us;
    aws_sigv4_sign (copy, question->credentials, &scope);
  }
  response = aws_exchange_run (question->context, copy, &question->policy,
      cancellable, error);
  if (response != NULL && response->status != 200)
    g_propagate_error (error, create_error (copy, response, question->token));
  return g_steal_pointer (&response);
}

/* Returns what this clock is late by where that is why STS refused the
 * signature, else 0. */
static gint64
measure_clock (const AwsClock *clock, const AwsResponse *response,
    const GError *failure)
{
  const AwsErrorDetails *details = aws_error_get_details (failure);
  gint64 date_us, late_us;

  if (response == NULL || details == NULL ||
      aws_retry_classify (details->http_status, details->type) !=
          AWS_FAILURE_CLOCK_SKEW ||
      !aws_date_parse_http (aws_response_get_header (response, "Date"),
          &date_us))
    return 0;

  late_us = date_us - clock->now (clock->user_data);
  return ABS (late_us) > MIN_CLOCK_SKEW_US ? late_us : 0;
}

static AwsResponse *
send_with_right_clock (const Question *question, const AwsRequest *request,
    GCancellable *cancellable, GError **error)
{
  g_autoptr (GError) failure = NULL;
  g_autoptr (AwsResponse) response =
      send (question, request, 0, cancellable, &failure);
  gint64 late_us = measure_clock (question->context->clock, response, failure);

  if (late_us != 0) {
    g_clear_error (&failure);
    aws_response_free (g_steal_pointer (&response));
    response = send (question, request, late_us, cancellable, &failure);
  }
  if (failure == NULL)
    return g_steal_pointer (&response);
  g_propagate_error (error, g_steal_pointer (&failure));
  return NULL;
}

static AwsCredentials *
ask (const AwsSourceContext *context, const AwsStsRole *role,
    const AwsCredentials *credentials, const char *place,
    GCancellable *cancellable, GError **error)
{
  g_autofree char *region =
      aws_config_dup_region (context->config, context->region, error);
  g_autoptr (AwsRequest) request = NULL;
  g_autoptr (AwsResponse) response = NULL;
  guint max_attempts;
  Question question = {
    .context = context,
    .credentials = credentials,
    .token = role->web_identity_token,
    .region = region,
    .policy.transport.timeout_ms = TIMEOUT_MS,
  };

  if (region == NULL)
    return NULL;
  max_attempts = aws_switches_get_max_attempts (context->config, 0, error);
  if (max_attempts == 0)
    return NULL;
  question.policy.max_attempts = max_attempts;
  question.policy.max_silences = max_attempts;
  request = build_request (context, role, region, error);
  if (request == NULL)
    return NULL;

  response = send_with_right_clock (&question, request, cancellable, error);
  if (response == NULL)
    return NULL;
  return read_credentials (response, get_action (role), place, error);
}

AwsCredentials *
aws_sts_assume_role (const AwsSourceContext *context, const AwsStsRole *role,
    const AwsCredentials *credentials, const char *place,
    GCancellable *cancellable, GError **error)
{
  g_autoptr (GError) failure = NULL;
  g_autofree char *prefix =
      g_strdup_printf ("No AWS credentials from %s: ", place);
  AwsCredentials *found =
      ask (context, role, credentials, place, cancellable, &failure);

  if (found == NULL)
    aws_source_propagate_error (error, g_steal_pointer (&failure), prefix);
  return found;
}
