/* SPDX-License-Identifier: LGPL-2.1-or-later */

/*
 * The credential chain cases of the AWS SDKs: each a folder of environment,
 * files, recorded exchanges and what must come out, in the folder
 * credential-chain of the one that REKOGNITION_VECTORS names.
 */

#include "credentials/aws-credential-chain.h"
#include "client/aws-error.h"

#include "support/aws/replay-transport.h"

#include <glib/gstdio.h>
#include <json-glib/json-glib.h>
#include <string.h>

#define VECTORS_VARIABLE "REKOGNITION_VECTORS"

/* Before anything of the recordings ends. */
#define NOW_US (G_GINT64_CONSTANT (1000000000) * G_USEC_PER_SEC)

/* What our text says in the cases that fail, theirs in other words. */
static const struct {
  const char *name;
  const char *text;
} failures[] = {
  { "eks_pod_identity_no_token_file", "/token.jwt" },
  { "imds_default_chain_error", "the instance has no role" },
  { "imds_disabled", "AWS_EC2_METADATA_DISABLED" },
  { "imds_no_iam_role", "the instance has no role" },
  { "imds_token_fail", "instance metadata is switched off" },
  { "profile_overrides_web_identity",
      "credential_source Environment of the profile \"A\" has none: "
      "AWS_ACCESS_KEY_ID is not set" },
  { "sso_no_token_file", "dace00cba5f8355ec9d274ceb2bcebdfbeed0e12.json" },
  { "sso_server_error", "HTTP status 503" },
  { "web_identity_source_profile_no_env",
      "needs a role: role_arn of the profile \"B\" is not set" },
  { "web_identity_token_invalid_jwt",
      "InvalidIdentityToken: No OpenIDConnect provider found" },
};

/* Cases that end where the AWS CLI goes on, which goes first here: what it asks
 * then, and what an instance answers. */
static const struct {
  const char *name;
  const char *reason;
  ReplayExchange exchange;
} longer[] = {
  { "imds_token_fail", "status 403 to the token request means version 1",
      { "GET",
          "http://169.254.169.254/latest/meta-data/iam/security-credentials/",
          403, NULL, NULL } },
};

static gint64
fixed_now (gpointer user_data G_GNUC_UNUSED)
{
  return NOW_US;
}

static double
fixed_random (gpointer user_data G_GNUC_UNUSED)
{
  return 0.5;
}

static gboolean
no_wait (gint64 duration_us G_GNUC_UNUSED,
    GCancellable *cancellable G_GNUC_UNUSED, gpointer user_data G_GNUC_UNUSED,
    GError **error G_GNUC_UNUSED)
{
  return TRUE;
}

static const UtilClock fixed_clock = { fixed_now, fixed_random, no_wait, NULL };

static JsonObject *
load_object (JsonParser *parser, const char *folder, const char *name)
{
  g_autofree char *path = g_build_filename (folder, name, NULL);
  g_autoptr (GError) error = NULL;

  json_parser_load_from_file (parser, path, &error);
  g_assert_no_error (error);
  return json_node_get_object (json_parser_get_root (parser));
}

/* A case's file system, somewhere below a root of its own. */

static void
copy_file (const char *from, const char *to, const char *root)
{
  g_autofree char *text = NULL;
  g_autofree char *absolute = g_strconcat ("_file = ", root, "/", NULL);
  g_autoptr (GString) changed = NULL;
  g_autoptr (GError) error = NULL;

  g_file_get_contents (from, &text, NULL, &error);
  g_assert_no_error (error);
  changed = g_string_new (text);
  g_string_replace (changed, "_file = /", absolute, 0);
  g_file_set_contents (to, changed->str, -1, &error);
  g_assert_no_error (error);
}

static void
copy_folder (const char *from, const char *to, const char *root)
{
  g_autoptr (GDir) dir = g_dir_open (from, 0, NULL);
  const char *name;

  g_assert_cmpint (g_mkdir_with_parents (to, 0700), ==, 0);
  while (dir != NULL && (name = g_dir_read_name (dir)) != NULL) {
    g_autofree char *source = g_build_filename (from, name, NULL);
    g_autofree char *target = g_build_filename (to, name, NULL);

    if (g_file_test (source, G_FILE_TEST_IS_DIR))
      copy_folder (source, target, root);
    else
      copy_file (source, target, root);
  }
}

static void
remove_folder (const char *path)
{
  g_autoptr (GDir) dir = g_dir_open (path, 0, NULL);
  const char *name;

  while (dir != NULL && (name = g_dir_read_name (dir)) != NULL) {
    g_autofree char *child = g_build_filename (path, name, NULL);

    if (g_file_test (child, G_FILE_TEST_IS_DIR))
      remove_folder (child);
    else
      g_assert_cmpint (g_remove (child), ==, 0);
  }
  g_assert_cmpint (g_rmdir (path), ==, 0);
}

static AwsConfig *
load_config (const char *folder, const char *root)
{
  g_autoptr (JsonParser) parser = json_parser_new ();
  JsonObject *variables = load_object (parser, folder, "env.json");
  g_autoptr (GList) names = json_object_get_members (variables);
  g_auto (GStrv) environment = g_new0 (char *, 1);

  for (GList *l = names; l != NULL; l = l->next) {
    const char *value = json_object_get_string_member (variables, l->data);
    g_autofree char *path = g_build_filename (root, value, NULL);
    gboolean is_path =
        g_str_equal (l->data, "HOME") || g_str_has_suffix (l->data, "_FILE");

    environment =
        g_environ_setenv (environment, l->data, is_path ? path : value, TRUE);
  }
  return rekaws_config_load (environment, NULL, NULL);
}

/* A connection of a recording has one exchange, in events. */

static JsonObject *
get_object (JsonObject *object, const char *name)
{
  return object != NULL && json_object_has_member (object, name)
      ? json_object_get_object_member (object, name)
      : NULL;
}

static char *
read_body (JsonArray *events, gint64 connection)
{
  GString *body = g_string_new (NULL);

  for (guint i = 0; i < json_array_get_length (events); i++) {
    JsonObject *event = json_array_get_object_element (events, i);
    JsonObject *data =
        get_object (json_object_get_object_member (event, "action"), "Data");

    if (json_object_get_int_member (event, "connection_id") == connection &&
        data != NULL &&
        g_str_equal (json_object_get_string_member (data, "direction"),
            "Response"))
      g_string_append (body,
          json_object_get_string_member (
              json_object_get_object_member (data, "data"), "Utf8"));
  }
  return g_string_free (body, FALSE);
}

static guint
read_status (JsonArray *events, gint64 connection)
{
  for (guint i = 0; i < json_array_get_length (events); i++) {
    JsonObject *event = json_array_get_object_element (events, i);
    JsonObject *response = get_object (
        json_object_get_object_member (event, "action"), "Response");

    if (json_object_get_int_member (event, "connection_id") == connection &&
        response != NULL)
      return (guint) json_object_get_int_member (
          get_object (get_object (response, "response"), "Ok"), "status");
  }
  g_assert_not_reached ();
}

static ReplayTransport *
load_recording (const char *folder)
{
  g_autoptr (JsonParser) parser = json_parser_new ();
  JsonArray *events = json_object_get_array_member (
      load_object (parser, folder, "http-traffic.json"), "events");
  ReplayTransport *replay = replay_transport_new ();

  for (guint i = 0; i < json_array_get_length (events); i++) {
    JsonObject *event = json_array_get_object_element (events, i);
    gint64 connection = json_object_get_int_member (event, "connection_id");
    JsonObject *request = get_object (
        get_object (json_object_get_object_member (event, "action"), "Request"),
        "request");
    g_autofree char *body = read_body (events, connection);
    ReplayExchange exchange = { .body = body };

    if (request == NULL)
      continue;
    exchange.method = json_object_get_string_member (request, "method");
    exchange.uri = json_object_get_string_member (request, "uri");
    exchange.status = read_status (events, connection);
    replay_transport_add (replay, &exchange);
  }
  return replay;
}

static ReplayTransport *
load_longer_recording (const char *folder)
{
  ReplayTransport *replay = load_recording (folder);
  g_autofree char *name = g_path_get_basename (folder);

  for (guint i = 0; i < G_N_ELEMENTS (longer); i++) {
    if (!g_str_equal (longer[i].name, name))
      continue;
    g_test_message ("%s: %s", name, longer[i].reason);
    replay_transport_add (replay, &longer[i].exchange);
  }
  return replay;
}

static void
check_found (JsonObject *expected, const AwsCredentials *credentials)
{
  gint64 expiration_us = AWS_CREDENTIALS_NEVER;

  g_assert_cmpstr (rekaws_credentials_get_access_key_id (credentials), ==,
      json_object_get_string_member (expected, "access_key_id"));
  g_assert_cmpstr (rekaws_credentials_get_secret_access_key (credentials), ==,
      json_object_get_string_member (expected, "secret_access_key"));
  g_assert_cmpstr (rekaws_credentials_get_session_token (credentials), ==,
      json_object_get_string_member_with_default (expected, "session_token",
          NULL));
  if (json_object_has_member (expected, "expiry"))
    expiration_us =
        json_object_get_int_member (expected, "expiry") * G_USEC_PER_SEC;
  g_assert_cmpint (rekaws_credentials_get_expiration (credentials), ==,
      expiration_us);
}

static void
check_failed (const char *folder, const GError *error)
{
  g_autofree char *name = g_path_get_basename (folder);
  const char *text = NULL;

  g_assert_error (error, AWS_ERROR, AWS_ERROR_NO_CREDENTIALS);
  g_test_message ("%s", error->message);
  for (guint i = 0; i < G_N_ELEMENTS (failures); i++) {
    if (g_str_equal (failures[i].name, name))
      text = failures[i].text;
  }
  g_assert_nonnull (text);
  g_assert_nonnull (strstr (error->message, text));
}

static void
test_case (gconstpointer data)
{
  const char *folder = data;
  g_autoptr (GError) error = NULL;
  g_autofree char *root = g_dir_make_tmp ("rekognition-case-XXXXXX", &error);
  g_autofree char *files = g_build_filename (folder, "fs", NULL);
  g_autoptr (AwsConfig) config = NULL;
  g_autoptr (ReplayTransport) replay = load_longer_recording (folder);
  g_autoptr (AwsChain) chain = NULL;
  g_autoptr (AwsCredentials) credentials = NULL;
  g_autoptr (JsonParser) parser = json_parser_new ();
  JsonObject *result = json_object_get_object_member (
      load_object (parser, folder, "test-case.json"), "result");
  AwsChainSettings settings = { .clock = &fixed_clock,
    .transport = replay_transport_get (replay) };

  g_assert_no_error (error);
  copy_folder (files, root, root);
  config = load_config (folder, root);
  settings.config = config;
  chain = rekaws_chain_new (&settings);
  credentials = rekaws_chain_get (chain, NULL, &error);
  remove_folder (root);

  if (json_object_has_member (result, "Ok")) {
    g_assert_no_error (error);
    check_found (json_object_get_object_member (result, "Ok"), credentials);
  } else {
    check_failed (folder, error);
  }
  replay_transport_assert_done (replay);
}

static void
test_none (void)
{
  g_test_skip (VECTORS_VARIABLE
      " does not name the folder of test vectors: the credential chain cases "
      "of the AWS SDKs are not checked");
}

static void
add_cases (const char *vectors)
{
  g_autofree char *root = g_build_filename (vectors, "credential-chain", NULL);
  g_autoptr (GError) error = NULL;
  g_autoptr (GDir) dir = g_dir_open (root, 0, &error);
  const char *name;

  g_assert_no_error (error);
  while ((name = g_dir_read_name (dir)) != NULL) {
    g_autofree char *path =
        g_strconcat ("/aws-sdk-credential-vectors/", name, NULL);

    g_test_add_data_func_full (path, g_build_filename (root, name, NULL),
        test_case, g_free);
  }
}

int
main (int argc, char **argv)
{
  const char *vectors = g_getenv (VECTORS_VARIABLE);

  g_test_init (&argc, &argv, NULL);
  if (vectors != NULL)
    add_cases (vectors);
  else
    g_test_add_func ("/aws-sdk-credential-vectors/vectors", test_none);
  return g_test_run ();
}
