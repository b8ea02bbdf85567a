/* SPDX-License-Identifier: LGPL-2.1-or-later */

#include "client/aws-error.h"
#include "credentials/support/aws-imds-settings.h"
#include "credentials/aws-source.h"

#include "support/common/scripted-server.h"
#include "support/aws/source-rig.h"

#include <json-glib/json-glib.h>
#include <string.h>

#define VECTORS_VARIABLE "REKOGNITION_VECTORS"

#define HOST "http://169.254.169.254"
#define TOKEN_URI "/latest/api/token"
#define ROLE_URI "/latest/meta-data/iam/security-credentials/"
#define TTL "x-aws-ec2-metadata-token-ttl-seconds: 21600"
#define SESSION "x-aws-ec2-metadata-token: SECRET-session"
#define NO_SESSION "!x-aws-ec2-metadata-token"

#define CREDENTIALS(end) \
  "{\"Code\":\"Success\",\"LastUpdated\":\"2026-01-31T11:00:00Z\"," \
  "\"Type\":\"AWS-HMAC\",\"AccessKeyId\":\"id\",\"SecretAccessKey\":\"SECRET-" \
  "k\",\"Token\":\"SECRET-t\",\"Expiration\":\"" end "\"}"
#define GOOD CREDENTIALS ("2026-01-31T18:00:00Z")
#define FOUND "found id SECRET-k SECRET-t 21600"

#define PUT(status, body) \
  { \
    "PUT " HOST TOKEN_URI, TTL, (status), 0, (body), NULL \
  }
#define GET(path, sent, status, body) \
  { \
    "GET " HOST ROLE_URI path, (sent), (status), 0, (body), NULL \
  }
#define FAIL(request, failure) \
  { \
    (request), NULL, 0, (failure), NULL, NULL \
  }
#define END \
  { \
    NULL, NULL, 0, 0, NULL, NULL \
  }

#define PUT_REQUEST "PUT " HOST TOKEN_URI
#define OPENED PUT (200, "SECRET-session")
#define ROLE GET ("", SESSION, 200, "a-role")
#define V1_ROLE GET ("", NO_SESSION, 200, "a-role")
#define V1_FOUND GET ("a-role", NO_SESSION, 200, GOOD)

typedef struct {
  const char *label;
  const char *config;
  const char *variables;
  const char *expected;
  RigExchange exchanges[10];
} ImdsCase;

static const ImdsCase cases[] = {
  { "version 2", NULL, NULL, FOUND,
      { OPENED, ROLE, GET ("a-role", SESSION, 200, GOOD), END } },
  { "a line break after the role's name", NULL, NULL, FOUND,
      { OPENED, GET ("", SESSION, 200, "a-role\n"),
          GET ("a-role", SESSION, 200, GOOD), END } },
  { "a role's name is escaped", NULL, NULL, FOUND,
      { OPENED, GET ("", SESSION, 200, "a+b=c,d@e_f.g-h/..?"),
          GET ("a+b=c,d@e_f.g-h%2F..%3F", SESSION, 200, GOOD), END } },
  { "disabled", NULL, "AWS_EC2_METADATA_DISABLED=True",
      "reason AWS_EC2_METADATA_DISABLED", { END } },
  { "only true disables", NULL, "AWS_EC2_METADATA_DISABLED=no", FOUND,
      { OPENED, ROLE, GET ("a-role", SESSION, 200, GOOD), END } },
  { "no answer, not retried", NULL, NULL, "reason nobody is there",
      { FAIL (PUT_REQUEST, AWS_ERROR_CONNECT), END } },
  { "no answer, attempts as configured", NULL,
      "AWS_METADATA_SERVICE_NUM_ATTEMPTS=2", "reason nobody is there",
      { FAIL (PUT_REQUEST, AWS_ERROR_CONNECT),
          FAIL (PUT_REQUEST, AWS_ERROR_CONNECT), END } },
  { "errors are retried", NULL, NULL, FOUND,
      { PUT (503, NULL), OPENED, GET ("", SESSION, 503, NULL), ROLE,
          GET ("a-role", SESSION, 503, NULL),
          GET ("a-role", SESSION, 200, "{\"Access"),
          GET ("a-role", SESSION, 200, GOOD), END } },
  { "broken connections are retried", NULL, NULL, FOUND,
      { FAIL (PUT_REQUEST, AWS_ERROR_BROKEN), OPENED,
          GET ("", SESSION, 200, ""), ROLE, GET ("a-role", SESSION, 200, GOOD),
          END } },
  { "version 1 after errors only", NULL, NULL, FOUND,
      { PUT (500, NULL), PUT (500, NULL), PUT (500, NULL), V1_ROLE, V1_FOUND,
          END } },
  { "version 1 after broken connections only", NULL, NULL, FOUND,
      { FAIL (PUT_REQUEST, AWS_ERROR_BROKEN),
          FAIL (PUT_REQUEST, AWS_ERROR_BROKEN),
          FAIL (PUT_REQUEST, AWS_ERROR_BROKEN), V1_ROLE, V1_FOUND, END } },
  { "attempts of the profile", "[default]\nmetadata_service_num_attempts = 1\n",
      NULL, "reason HTTP status 503",
      { PUT (503, NULL), GET ("", NO_SESSION, 503, NULL), END } },
  { "version 1 if tokens are forbidden", NULL, NULL, FOUND,
      { PUT (403, "SECRET"), V1_ROLE, V1_FOUND, END } },
  { "version 1 if tokens are redirected", NULL, NULL, FOUND,
      { PUT (302, "SECRET"), V1_ROLE, V1_FOUND, END } },
  { "disabled", NULL, NULL, "reason instance metadata is disabled",
      { PUT (403, "SECRET"), GET ("", NO_SESSION, 403, "SECRET"), END } },
  { "version 2 is required and returns no token", NULL, NULL,
      "reason requires a session token and returned none",
      { PUT (403, "SECRET"), GET ("", NO_SESSION, 401, "SECRET"), END } },
  { "token forbidden, version 1 disabled", NULL,
      "AWS_EC2_METADATA_V1_DISABLED=true", "reason version 1 is disabled",
      { PUT (403, NULL), END } },
  { "errors, version 1 disabled", NULL, "AWS_EC2_METADATA_V1_DISABLED=true",
      "reason version 1 is disabled",
      { PUT (500, NULL), PUT (500, NULL), PUT (500, NULL), END } },
  { "token refused", NULL, NULL, "reason HTTP status 400",
      { PUT (400, "SECRET"), END } },
  { "invalid token", NULL, NULL, "reason token is not valid",
      { PUT (200, "a\r\nb: SECRET"), END } },
  { "version 1 if there are no tokens", NULL, NULL, FOUND,
      { PUT (404, NULL), V1_ROLE, V1_FOUND, END } },
  { "version 1 if the method is not allowed", NULL, NULL, FOUND,
      { PUT (405, NULL), V1_ROLE, V1_FOUND, END } },
  { "version 1 if the token does not arrive", NULL, NULL, FOUND,
      { FAIL (PUT_REQUEST, AWS_ERROR_TIMED_OUT), V1_ROLE, V1_FOUND, END } },
  { "version 1 disabled by variable", NULL, "AWS_EC2_METADATA_V1_DISABLED=TRUE",
      "reason version 1 is disabled", { PUT (404, NULL), END } },
  { "version 1 disabled by profile",
      "[default]\nec2_metadata_v1_disabled = true\n", NULL,
      "reason version 1 is disabled",
      { FAIL (PUT_REQUEST, AWS_ERROR_TIMED_OUT), END } },
  { "the variable takes precedence, version 1",
      "[default]\nec2_metadata_v1_disabled = true\n",
      "AWS_EC2_METADATA_V1_DISABLED=false", FOUND,
      { PUT (404, NULL), V1_ROLE, V1_FOUND, END } },
  { "no role", NULL, NULL, "reason the instance has no role",
      { OPENED, GET ("", SESSION, 404, NULL), END } },
  { "no name of a role", NULL, NULL,
      "reason does not contain the name of a role",
      { OPENED, GET ("", SESSION, 200, "a\nb"), END } },
  { "empty tokens", NULL, NULL, "reason token is not valid",
      { PUT (200, ""), PUT (200, ""), PUT (200, ""), END } },
  { "empty names of roles", NULL, NULL,
      "reason does not contain the name of a role",
      { OPENED, GET ("", SESSION, 200, ""), GET ("", SESSION, 200, ""),
          GET ("", SESSION, 200, ""), END } },
  { "the role does not trust EC2", NULL, NULL,
      "reason does the role trust ec2.amazonaws.com",
      { OPENED, ROLE,
          GET ("a-role", SESSION, 200,
              "{\"Code\":\"AssumeRoleUnauthorizedAccess\","
              "\"Message\":\"SECRET\"}"),
          END } },
  { "another code", NULL, NULL, "reason error instead of credentials",
      { OPENED, ROLE, GET ("a-role", SESSION, 200, "{\"Code\":\"SECRET\"}"),
          END } },
  { "no keys", NULL, NULL, "reason lacks AccessKeyId or SecretAccessKey",
      { OPENED, ROLE,
          GET ("a-role", SESSION, 200, "{\"SecretAccessKey\":\"SECRET\"}"),
          END } },
  { "an expiration that is not a time", NULL, NULL,
      "reason Expiration is not a valid time",
      { OPENED, ROLE, GET ("a-role", SESSION, 200, CREDENTIALS ("SECRET")),
          END } },
  { "about to expire: used for some minutes", NULL, NULL,
      "found id SECRET-k SECRET-t 750",
      { OPENED, ROLE,
          GET ("a-role", SESSION, 200, CREDENTIALS ("2026-01-31T12:05:00Z")),
          END } },
  { "not about to expire", NULL, NULL, "found id SECRET-k SECRET-t 301",
      { OPENED, ROLE,
          GET ("a-role", SESSION, 200, CREDENTIALS ("2026-01-31T12:05:01Z")),
          END } },
  { "expired: used for some minutes", NULL, NULL,
      "found id SECRET-k SECRET-t 750",
      { OPENED, ROLE,
          GET ("a-role", SESSION, 200, CREDENTIALS ("2020-01-01T00:00:00Z")),
          END } },
  { "cancelled", NULL, NULL, "cancelled",
      { FAIL (PUT_REQUEST, RIG_CANCELLED), END } },
  { "an invalid mode", NULL, "AWS_EC2_METADATA_SERVICE_ENDPOINT_MODE=IPv5",
      "error `IPv5` is not a valid endpoint mode", { END } },
  { "an invalid endpoint", NULL, "AWS_EC2_METADATA_SERVICE_ENDPOINT=ftp://x",
      "error AWS_EC2_METADATA_SERVICE_ENDPOINT", { END } },
  { "an invalid time limit", NULL, "AWS_METADATA_SERVICE_TIMEOUT=0",
      "error AWS_METADATA_SERVICE_TIMEOUT", { END } },
  { "an invalid number of attempts", NULL,
      "AWS_METADATA_SERVICE_NUM_ATTEMPTS=x",
      "error AWS_METADATA_SERVICE_NUM_ATTEMPTS", { END } },
  { "a slash after the endpoint", NULL,
      "AWS_EC2_METADATA_SERVICE_ENDPOINT=" HOST "/", FOUND,
      { OPENED, ROLE, GET ("a-role", SESSION, 200, GOOD), END } },
};

static void
test_cases (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++) {
    const ImdsCase *c = &cases[i];
    g_autoptr (SourceRig) rig =
        source_rig_new (c->config, c->variables, c->exchanges);

    source_rig_assert (rig, c->label, &rekaws_source_imds, NULL, c->expected);
  }
}

static void
test_older_mode (void)
{
  static const struct {
    const char *config;
    const char *variables;
    const char *endpoint;
  } modes[] = {
    { "[default]\nimds_use_ipv6 = true\n", NULL, "http://[fd00:ec2::254]" },
    { NULL, "AWS_IMDS_USE_IPV6=true", "http://[fd00:ec2::254]" },
    { NULL, "AWS_IMDS_USE_IPV6=false", HOST },
    { NULL,
        "AWS_IMDS_USE_IPV6=true\n"
        "AWS_EC2_METADATA_SERVICE_ENDPOINT_MODE=IPv4",
        HOST },
  };

  for (guint i = 0; i < G_N_ELEMENTS (modes); i++) {
    g_autoptr (SourceRig) rig =
        source_rig_new (modes[i].config, modes[i].variables, NULL);
    g_autoptr (GError) error = NULL;
    g_autoptr (AwsImdsSettings) settings =
        rekaws_imds_settings_new (source_rig_get_context (rig)->config, &error);

    g_assert_no_error (error);
    g_assert_cmpstr (settings->endpoint, ==, modes[i].endpoint);
  }
}

typedef struct {
  const char *variables;
  guint timeout_ms;
  guint max_attempts;
  guint max_silences;
} LimitCase;

static void
test_limits (void)
{
  static const LimitCase limits[] = {
    { NULL, 1000, 3, 1 },
    { "AWS_METADATA_SERVICE_TIMEOUT=5", 5000, 3, 1 },
    { "AWS_METADATA_SERVICE_NUM_ATTEMPTS=4", 1000, 4, 4 },
  };

  for (guint i = 0; i < G_N_ELEMENTS (limits); i++) {
    g_autoptr (SourceRig) rig =
        source_rig_new (NULL, limits[i].variables, NULL);
    g_autoptr (GError) error = NULL;
    g_autoptr (AwsImdsSettings) settings =
        rekaws_imds_settings_new (source_rig_get_context (rig)->config, &error);

    g_assert_no_error (error);
    g_assert_cmpuint (settings->timeout_ms, ==, limits[i].timeout_ms);
    g_assert_cmpuint (settings->max_attempts, ==, limits[i].max_attempts);
    g_assert_cmpuint (settings->max_silences, ==, limits[i].max_silences);
  }
}

/* Public test vectors of endpoint settings. */

static const char *
get_string (JsonObject *object, const char *name)
{
  return json_object_get_string_member_with_default (object, name, NULL);
}

/* Sets the argument @argument of the vector, which takes precedence over the
 * environment there, as the variable @name: the first entry wins. */
static void
append_override (GString *variables, JsonObject *vector, const char *argument,
    const char *name)
{
  const char *value = get_string (vector, argument);

  if (value != NULL)
    g_string_append_printf (variables, "%s=%s\n", name, value);
}

static SourceRig *
create_vector_rig (JsonObject *vector)
{
  JsonObject *env = json_object_get_object_member (vector, "env");
  JsonObject *fs = json_object_get_object_member (vector, "fs");
  g_autoptr (GList) names = json_object_get_members (env);
  g_autoptr (GString) variables = g_string_new (NULL);

  append_override (variables, vector, "endpoint_override",
      "AWS_EC2_METADATA_SERVICE_ENDPOINT");
  append_override (variables, vector, "mode_override",
      "AWS_EC2_METADATA_SERVICE_ENDPOINT_MODE");
  for (GList *l = names; l != NULL; l = l->next) {
    gboolean is_file = g_str_has_suffix (l->data, "_FILE");

    g_string_append_printf (variables, "%s=%s%s\n", (char *) l->data,
        is_file ? "@HOME@/.aws/" : "", get_string (env, l->data));
  }
  return source_rig_new (get_string (fs, "config"), variables->str, NULL);
}

/* Our messages for the errors that the vectors expect. */
static const char *
translate (const char *text)
{
  return g_str_equal (text, "invalid uri character")
      ? "AWS_EC2_METADATA_SERVICE_ENDPOINT"
      : text;
}

static void
check_vector (JsonObject *vector)
{
  JsonObject *result = json_object_get_object_member (vector, "result");
  g_autoptr (SourceRig) rig = create_vector_rig (vector);
  g_autoptr (GError) error = NULL;
  g_autoptr (AwsImdsSettings) settings =
      rekaws_imds_settings_new (source_rig_get_context (rig)->config, &error);
  g_autofree char *uri = NULL;

  g_test_message ("%s", get_string (vector, "docs"));
  if (json_object_has_member (result, "Err")) {
    g_assert_null (settings);
    g_assert_nonnull (
        strstr (error->message, translate (get_string (result, "Err"))));
    return;
  }
  g_assert_no_error (error);
  uri = g_strconcat (settings->endpoint, TOKEN_URI, NULL);
  g_assert_cmpstr (uri, ==, get_string (result, "Ok"));
}

static void
test_vectors (void)
{
  const char *folder = g_getenv (VECTORS_VARIABLE);
  g_autoptr (JsonParser) parser = json_parser_new ();
  g_autoptr (GError) error = NULL;
  g_autofree char *file = NULL;
  JsonArray *tests;

  if (folder == NULL) {
    g_test_skip (
        "" VECTORS_VARIABLE " does not name the folder of public test vectors");
    return;
  }
  file = g_build_filename (folder, "imds-config", "imds-endpoint-tests.json",
      NULL);
  json_parser_load_from_file (parser, file, &error);
  g_assert_no_error (error);

  tests = json_object_get_array_member (
      json_node_get_object (json_parser_get_root (parser)), "tests");
  g_assert_cmpuint (json_array_get_length (tests), >=, 14);
  for (guint i = 0; i < json_array_get_length (tests); i++)
    check_vector (json_array_get_object_element (tests, i));
}

/* Over the network. */

#define HTTP_OK(length, body) \
  "HTTP/1.1 200 OK\r\nContent-Length: " length "\r\n" \
  "Connection: close\r\n\r\n" body

static void
test_network (void)
{
  static const char answer[] = GOOD;
  g_autofree char *credentials =
      g_strdup_printf ("HTTP/1.1 200 OK\r\nContent-Length: %zu\r\n"
                       "Connection: close\r\n\r\n%s",
          strlen (answer), answer);
  const ScriptedStep steps[] = {
    SCRIPT_READ,
    SCRIPT_SEND (HTTP_OK ("14", "SECRET-session")),
    SCRIPT_CLOSE,
    SCRIPT_READ,
    SCRIPT_SEND (HTTP_OK ("6", "a-role")),
    SCRIPT_CLOSE,
    SCRIPT_READ,
    SCRIPT_SEND (credentials),
    SCRIPT_CLOSE,
    SCRIPT_END,
  };
  g_autoptr (ScriptedServer) server = scripted_server_new (steps, NULL);
  g_autofree char *uri = scripted_server_dup_uri (server, "http", "");
  /* Metadata requests never use a proxy. A busy machine may need longer than
   * the second that is the default. */
  g_autofree char *variables =
      g_strdup_printf ("AWS_EC2_METADATA_SERVICE_ENDPOINT=%s\n"
                       "AWS_METADATA_SERVICE_TIMEOUT=60\n"
                       "HTTP_PROXY=http://127.0.0.1:9\n"
                       "http_proxy=http://127.0.0.1:9",
          uri);
  g_autoptr (SourceRig) rig = source_rig_new (NULL, variables, NULL);
  g_autofree char *put = NULL;
  g_autofree char *get = NULL;
  g_autofree char *session = NULL;

  source_rig_set_transport (rig, rekaws_transport_get_network ());
  source_rig_assert (rig, "network", &rekaws_source_imds, NULL, FOUND);

  g_assert_cmpuint (scripted_server_get_n_requests (server), ==, 3);
  put = scripted_server_dup_request (server, 0);
  g_assert_true (g_str_has_prefix (put, "PUT " TOKEN_URI " HTTP/1.1\r\n"));
  get = scripted_server_dup_request (server, 2);
  g_assert_true (g_str_has_prefix (get, "GET " ROLE_URI "a-role HTTP/1.1\r\n"));
  session = scripted_server_dup_header (server, 2, "x-aws-ec2-metadata-token");
  g_assert_cmpstr (session, ==, "SECRET-session");
}

static void
test_network_refused (void)
{
  static const ScriptedStep steps[] = { SCRIPT_END };
  ScriptedServer *server = scripted_server_new (steps, NULL);
  g_autofree char *uri = scripted_server_dup_uri (server, "http", "");
  g_autofree char *variables =
      g_strdup_printf ("AWS_EC2_METADATA_SERVICE_ENDPOINT=%s", uri);
  g_autoptr (SourceRig) rig = source_rig_new (NULL, variables, NULL);

  scripted_server_free (server);
  source_rig_set_transport (rig, rekaws_transport_get_network ());
  source_rig_assert (rig, "refused", &rekaws_source_imds, NULL,
      "reason Could not connect");
  g_assert_cmpuint (source_rig_get_waited (rig), ==, 0);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/aws-source-imds/cases", test_cases);
  g_test_add_func ("/aws-source-imds/older-mode", test_older_mode);
  g_test_add_func ("/aws-source-imds/limits", test_limits);
  g_test_add_func ("/aws-source-imds/vectors", test_vectors);
  g_test_add_func ("/aws-source-imds/network", test_network);
  g_test_add_func ("/aws-source-imds/network-refused", test_network_refused);
  return g_test_run ();
}
