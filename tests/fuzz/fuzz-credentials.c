/* SPDX-License-Identifier: LGPL-2.1-or-later */

/* Sources of credentials. The first line names the source, the rest is the data
 * of its service, program or file. The outcome must be valid credentials or a
 * reason that contains no part of the data. */

#include "fuzz.h"

#include "support/aws/source-rig.h"
#include "credentials/support/aws-process-credentials.h"
#include "credentials/aws-source.h"

#include <string.h>

#define ARN "arn:aws:iam::1:role/R"

#define ROLE_CONFIG \
  "[default]\nregion = eu-west-1\nrole_arn = " ARN "\nsource_profile = b\n" \
  "[profile b]\naws_access_key_id = id\naws_secret_access_key = key\n"
#define WEB_VARIABLES \
  "AWS_REGION=eu-west-1\nAWS_ROLE_ARN=" ARN \
  "\nAWS_WEB_IDENTITY_TOKEN_FILE=@HOME@/token"
#define SSO_CONFIG \
  "[sso-session corp]\nsso_start_url = https://start.test/start\n" \
  "sso_region = eu-west-1\n[default]\nsso_session = corp\n" \
  "sso_account_id = 123456789012\nsso_role_name = R\n"
#define LOGIN_CONFIG "[default]\nregion = eu-west-1\nlogin_session = corp\n"

/* SHA-1 and SHA-256 of "corp". */
#define SSO_FILE ".aws/sso/cache/ee0bfd2552fbd840c02cc48b6e823320543c450f.json"
#define LOGIN_FILE \
  ".aws/login/cache/" \
  "19f4c684a3ff4f2dfa73b8d9098257cfb08e3da6b5ac7f86aa3aa36537018265.json"

#define SSO_TOKEN \
  "{\"accessToken\":\"SECRET-t\",\"expiresAt\":\"2026-01-31T20:00:00Z\"}"
#define SSO_ANSWER \
  "{\"roleCredentials\":{\"accessKeyId\":\"id\"," \
  "\"secretAccessKey\":\"SECRET-k\",\"sessionToken\":\"SECRET-t\"," \
  "\"expiration\":1769864400000}}"
#define NEW_TOKEN "{\"accessToken\":\"SECRET-n\",\"expiresIn\":28800}"

/* @start: start of the method and path of a request. */
typedef struct {
  const char *start;
  const char *text;
} Answer;

/* @file: (nullable): the file to which the input is written; if NULL, the input
 * is the answer to requests for which the row has none. @token: (nullable):
 * contents of @token_file. @is_shown: the input is not secret, and errors may
 * show it. */
typedef struct {
  const char *name;
  const AwsSource *source;
  const char *config;
  const char *variables;
  const char *file;
  const char *token_file;
  const char *token;
  Answer answers[3];
  gboolean is_shown;
} Row;

static const Row rows[] = {
  { .name = "container",
      .source = &rekaws_source_container,
      .variables = "AWS_CONTAINER_CREDENTIALS_RELATIVE_URI=/role" },
  { .name = "imds",
      .source = &rekaws_source_imds,
      .answers = { { "PUT ", "SECRET-session" },
          { "GET /latest/meta-data/iam/security-credentials/R", NULL },
          { "GET ", "R" } } },
  { .name = "imds-role",
      .source = &rekaws_source_imds,
      .answers = { { "PUT ", "session" } },
      .is_shown = TRUE },
  { .name = "sts",
      .source = &rekaws_source_assume_role,
      .config = ROLE_CONFIG },
  { .name = "sts-web",
      .source = &rekaws_source_web_identity,
      .variables = WEB_VARIABLES,
      .token_file = "token",
      .token = "SECRET-web" },
  { .name = "sso",
      .source = &rekaws_source_sso,
      .config = SSO_CONFIG,
      .token_file = SSO_FILE,
      .token = SSO_TOKEN },
  { .name = "sso-file",
      .source = &rekaws_source_sso,
      .config = SSO_CONFIG,
      .file = SSO_FILE,
      .answers = { { "POST ", NEW_TOKEN }, { "GET ", SSO_ANSWER } } },
  { .name = "login-file",
      .source = &rekaws_source_login,
      .config = LOGIN_CONFIG,
      .file = LOGIN_FILE,
      .answers = { { "POST ", "{}" } } },
};

typedef struct {
  const Row *row;
  GBytes *body;
} Network;

static GBytes *
find_answer (const Network *network, const AwsRequest *request)
{
  g_autofree char *what =
      g_strconcat (request->method, " ", request->path, NULL);

  for (guint i = 0; i < G_N_ELEMENTS (network->row->answers); i++) {
    const Answer *answer = &network->row->answers[i];

    if (answer->start == NULL || !g_str_has_prefix (what, answer->start))
      continue;
    return answer->text != NULL
        ? g_bytes_new_static (answer->text, strlen (answer->text))
        : g_bytes_ref (network->body);
  }
  return g_bytes_ref (network->body);
}

static AwsResponse *
send_answer (const AwsConfig *config G_GNUC_UNUSED, const AwsRequest *request,
    const AwsTransportOptions *options G_GNUC_UNUSED,
    GCancellable *cancellable G_GNUC_UNUSED, gpointer user_data,
    GError **error G_GNUC_UNUSED)
{
  g_autoptr (GBytes) body = find_answer (user_data, request);

  return rekaws_response_new (200, body);
}

static void
assert_credentials (const AwsCredentials *credentials)
{
  const char *token = rekaws_credentials_get_session_token (credentials);

  g_assert_true (rekaws_request_is_header_value (
      rekaws_credentials_get_access_key_id (credentials)));
  g_assert_true (
      *rekaws_credentials_get_secret_access_key (credentials) != '\0');
  if (token != NULL)
    g_assert_true (rekaws_request_is_header_value (token));
}

static void
assert_reason (const char *reason, gboolean is_shown)
{
  g_assert_true (g_utf8_validate (reason, -1, NULL));
  if (!is_shown)
    g_assert_null (strstr (reason, "SECRET"));
}

static void
check_row (const Row *row, GBytes *body)
{
  g_autoptr (SourceRig) rig =
      source_rig_new (row->config, row->variables, NULL);
  Network network = { row, body };
  const AwsTransport transport = { send_answer, &network };
  g_autofree char *reason = NULL;
  g_autoptr (GError) error = NULL;
  g_autoptr (AwsCredentials) credentials = NULL;

  source_rig_set_transport (rig, &transport);
  if (row->token_file != NULL)
    source_rig_write (rig, row->token_file, row->token);
  if (row->file != NULL) {
    g_autofree char *text =
        fuzz_dup_text (g_bytes_get_data (body, NULL), g_bytes_get_size (body));

    source_rig_write (rig, row->file, text);
  }
  credentials =
      row->source->load (source_rig_get_context (rig), NULL, &reason, &error);
  g_assert_cmpint ((credentials != NULL) + (reason != NULL) + (error != NULL),
      ==, 1);
  if (credentials != NULL)
    assert_credentials (credentials);
  else
    assert_reason (reason != NULL ? reason : error->message, row->is_shown);
}

static void
check_process (GBytes *output)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (AwsCredentials) credentials =
      rekaws_process_credentials_read (output, "a program", &error);

  if (credentials != NULL)
    assert_credentials (credentials);
  else
    assert_reason (error->message, FALSE);
}

int
LLVMFuzzerTestOneInput (const guint8 *data, gsize size)
{
  FuzzInput input = { data, size };
  g_autofree char *name = fuzz_input_take_line (&input);
  g_autoptr (GBytes) body = fuzz_input_take_rest (&input);

  if (g_str_equal (name, "process"))
    check_process (body);
  for (guint i = 0; i < G_N_ELEMENTS (rows); i++) {
    if (g_str_equal (name, rows[i].name))
      check_row (&rows[i], body);
  }
  return 0;
}
