/* SPDX-License-Identifier: LGPL-2.1-or-later */

#include "credentials/aws-credential-chain.h"
#include "client/aws-error.h"
#include "credentials/aws-source.h"

#include "support/common/aws-home.h"

#include <string.h>

#define MINUTE (60 * (gint64) G_USEC_PER_SEC)

/* 60 minutes from the time 0. */
#define HOUR_TEXT "1970-01-01T01:00:00Z"

/* A clock that shows what *user_data says. */

static gint64
fake_now (gpointer user_data)
{
  return *(gint64 *) user_data;
}

static double
fake_random (gpointer user_data G_GNUC_UNUSED)
{
  return 0;
}

/* The network: an agent that answers every request with credentials. */

static struct {
  guint n_requests;
  const char *expiration;
  GQuark failure;
} agent;

static AwsResponse *
agent_send (const AwsConfig *config G_GNUC_UNUSED,
    const AwsRequest *request G_GNUC_UNUSED,
    const AwsTransportOptions *options G_GNUC_UNUSED, GCancellable *cancellable,
    gpointer user_data G_GNUC_UNUSED, GError **error)
{
  g_autofree char *expiration = agent.expiration == NULL
      ? g_strdup ("")
      : g_strdup_printf (",\"Expiration\":\"%s\"", agent.expiration);
  g_autofree char *text = g_strdup_printf ("{\"AccessKeyId\":\"AKIDAGENT7DQX\","
                                           "\"SecretAccessKey\":\"SECRET-a\","
                                           "\"Token\":\"SECRET-at\"%s}",
      expiration);
  g_autoptr (GBytes) body = g_bytes_new (text, strlen (text));

  agent.n_requests++;
  if (agent.failure == AWS_ERROR) {
    g_set_error (error, AWS_ERROR, AWS_ERROR_UNTRUSTED, "out of order");
    return NULL;
  }
  if (agent.failure == G_IO_ERROR) {
    g_cancellable_cancel (cancellable);
    g_cancellable_set_error_if_cancelled (cancellable, error);
    return NULL;
  }
  return rekaws_response_new (200, body);
}

static const AwsTransport agent_transport = { agent_send, NULL };

#define AGENT_VARIABLES "AWS_CONTAINER_CREDENTIALS_RELATIVE_URI=/x"

static AwsChain *
new_chain (AwsConfig *config, const AwsExplicitCredentials *given,
    const UtilClock *clock)
{
  const AwsChainSettings settings = { .config = config,
    .explicit_credentials = given,
    .clock = clock,
    .transport = &agent_transport };

  return rekaws_chain_new (&settings);
}

/* Which source the chain uses. */

typedef struct {
  const char *label;
  const char *config;
  const char *credentials;
  const char *variables;
  const char *profile;
  AwsExplicitCredentials explicit_credentials;
  const char *found;
} ChainCase;

#define NONE \
  { \
    NULL, NULL, NULL \
  }
#define ENVIRONMENT \
  "AWS_ACCESS_KEY_ID=eid\nAWS_SECRET_ACCESS_KEY=SECRET-e\n" \
  "AWS_SESSION_TOKEN=SECRET-et\n"
#define FILE_DEFAULT \
  "[default]\naws_access_key_id = fid\naws_secret_access_key = SECRET-f\n"

#define BROKEN "[other]\nSECRET-\n"

/* found is "id secret token source", or a part of the error's message. */
static const ChainCase good_cases[] = {
  { "properties take precedence over everything", NULL, FILE_DEFAULT,
      ENVIRONMENT, "default", { "pid", "SECRET-p", "SECRET-pt" },
      "pid SECRET-p SECRET-pt properties" },
  { "no token from elsewhere for properties without one", NULL, NULL,
      ENVIRONMENT, NULL, { "pid", "SECRET-p", "" },
      "pid SECRET-p - properties" },
  { "environment takes precedence over files", NULL, FILE_DEFAULT, ENVIRONMENT,
      NULL, NONE, "eid SECRET-e SECRET-et environment" },
  { "environment takes precedence over AWS_PROFILE", NULL,
      "[other]\naws_access_key_id = oid\naws_secret_access_key = SECRET-o\n",
      ENVIRONMENT "AWS_PROFILE=other", NULL, NONE,
      "eid SECRET-e SECRET-et environment" },
  { "an explicit profile takes precedence over the environment", NULL,
      FILE_DEFAULT, ENVIRONMENT, "default", NONE,
      "fid SECRET-f - profile \"default\": access keys" },
  { "blank variables are not set", NULL, FILE_DEFAULT,
      "AWS_ACCESS_KEY_ID= \nAWS_SECRET_ACCESS_KEY= ", NULL, NONE,
      "fid SECRET-f - profile \"default\": access keys" },
  { "white space around values is removed", NULL, NULL,
      "AWS_ACCESS_KEY_ID= eid \nAWS_SECRET_ACCESS_KEY=\tSECRET-e\r", NULL, NONE,
      "eid SECRET-e - environment" },
  { "token of a profile", NULL, FILE_DEFAULT "aws_session_token = SECRET-ft\n",
      NULL, NULL, NONE,
      "fid SECRET-f SECRET-ft profile \"default\": access keys" },
  { "keys in the config file",
      "[profile a]\naws_access_key_id=cid\naws_secret_access_key=SECRET-c\n",
      FILE_DEFAULT, "AWS_PROFILE=a", NULL, NONE,
      "cid SECRET-c - profile \"a\": access keys" },
  { "keys in upper case", NULL,
      "[default]\nAWS_ACCESS_KEY_ID = fid\nAWS_SECRET_ACCESS_KEY = SECRET-f\n",
      NULL, NULL, NONE, "fid SECRET-f - profile \"default\": access keys" },
  { "keys take precedence over a process",
      "[default]\ncredential_process = /bin/x\n", FILE_DEFAULT, NULL, NULL,
      NONE, "fid SECRET-f - profile \"default\": access keys" },
  { "properties, with files that can't be parsed", BROKEN, BROKEN, NULL, NULL,
      { "pid", "SECRET-p", NULL }, "pid SECRET-p - properties" },
  { "environment, with files that can't be parsed", BROKEN, BROKEN, ENVIRONMENT,
      NULL, NONE, "eid SECRET-e SECRET-et environment" },
  { "environment, with a profile in a file that can't be parsed", NULL, BROKEN,
      ENVIRONMENT "AWS_PROFILE=other", NULL, NONE,
      "eid SECRET-e SECRET-et environment" },
  { "a file that can't be read is ignored", NULL, FILE_DEFAULT,
      "AWS_CONFIG_FILE=/", NULL, NONE,
      "fid SECRET-f - profile \"default\": access keys" },
  { "text after the bracket, and colons", NULL,
      "[default] (main account)\naws_access_key_id: fid\n"
      "aws_secret_access_key: SECRET-f\n",
      NULL, NULL, NONE, "fid SECRET-f - profile \"default\": access keys" },
  { "indented keys, and an indented key of another profile", NULL,
      "[default]\n  aws_access_key_id = fid\n"
      "  aws_secret_access_key = SECRET-f\n\n[unused]\n  region = eu-west-1\n",
      NULL, NULL, NONE, "fid SECRET-f - profile \"default\": access keys" },
  { "a profile with a space, and one with an umlaut",
      "[profile 'b\xc3\xbcro 2']\naws_access_key_id=cid\n"
      "aws_secret_access_key=SECRET-c\n",
      FILE_DEFAULT, NULL, "b\xc3\xbcro 2", NONE,
      "cid SECRET-c - profile \"b\xc3\xbcro 2\": access keys" },
  { "a secret alone in the environment", NULL, FILE_DEFAULT,
      "AWS_SECRET_ACCESS_KEY=SECRET-e", NULL, NONE,
      "fid SECRET-f - profile \"default\": access keys" },
};

static AwsCredentials *
run_case (const ChainCase *c, const TestHome *home, GError **error)
{
  gint64 now = 0;
  UtilClock clock = { .now = fake_now,
    .random = fake_random,
    .user_data = &now };
  g_autofree char *variables =
      g_strconcat ("AWS_EC2_METADATA_DISABLED=true\n", c->variables, NULL);
  g_autoptr (AwsConfig) config = test_home_load (home, variables, c->profile);
  g_autoptr (AwsChain) chain =
      new_chain (config, &c->explicit_credentials, &clock);

  return rekaws_chain_get (chain, NULL, error);
}

static void
test_found (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (good_cases); i++) {
    const ChainCase *c = &good_cases[i];
    g_autoptr (TestHome) home = test_home_new (c->config, c->credentials);
    g_autoptr (GError) error = NULL;
    g_autoptr (AwsCredentials) credentials = run_case (c, home, &error);
    g_autofree char *found = NULL;
    const char *token;

    g_test_message ("%s", c->label);
    g_assert_no_error (error);
    token = rekaws_credentials_get_session_token (credentials);
    found = g_strjoin (" ", rekaws_credentials_get_access_key_id (credentials),
        rekaws_credentials_get_secret_access_key (credentials),
        token != NULL ? token : "-",
        rekaws_credentials_get_source (credentials), NULL);
    g_assert_cmpstr (found, ==, c->found);
    g_assert_cmpint (rekaws_credentials_get_expiration (credentials), ==,
        AWS_CREDENTIALS_NEVER);
  }
}

static const ChainCase bad_cases[] = {
  { "key id without secret as properties", NULL, FILE_DEFAULT, NULL, NULL,
      { "pid", NULL, NULL }, "The property secret-access-key is not set" },
  { "secret without key id as properties", NULL, FILE_DEFAULT, NULL, NULL,
      { NULL, "SECRET-p", NULL }, "The property access-key is not set" },
  { "token alone as properties", NULL, FILE_DEFAULT, NULL, NULL,
      { "", " ", "SECRET-pt" }, "The property access-key is not set" },
  { "key id without secret in the environment", NULL, FILE_DEFAULT,
      "AWS_ACCESS_KEY_ID=eid", NULL, NONE,
      "The environment variable AWS_SECRET_ACCESS_KEY is not set" },
  { "key id without secret in a profile", NULL,
      "[default]\naws_access_key_id = fid\n", NULL, NULL, NONE,
      "aws_secret_access_key is missing in the profile \"default\"" },
  { "secret without key id in a profile", NULL,
      "[default]\naws_secret_access_key = SECRET-f\n", NULL, NULL, NONE,
      "aws_access_key_id is missing next to aws_secret_access_key" },
  { "an explicit profile that does not exist", NULL, FILE_DEFAULT, ENVIRONMENT,
      "absent", NONE,
      "No AWS credentials from profile \"absent\": no such profile in /" },
  { "AWS_PROFILE that does not exist", NULL, FILE_DEFAULT, "AWS_PROFILE=absent",
      NULL, NONE,
      "\n- shared files: No AWS credentials from profile \"absent\": no such "
      "profile in /" },
  { "AWS_PROFILE that does not exist, with keys in the environment", NULL,
      FILE_DEFAULT, ENVIRONMENT "AWS_PROFILE=absent", NULL, NONE,
      "\n- environment: No AWS credentials from profile \"absent\": no such "
      "profile in /" },
  { "AWS_PROFILE that does not exist, with a web identity", NULL, FILE_DEFAULT,
      "AWS_PROFILE=absent\nAWS_WEB_IDENTITY_TOKEN_FILE=/absent\n"
      "AWS_ROLE_ARN=arn:aws:iam::1:role/x",
      NULL, NONE,
      "\n- web identity: No AWS credentials from profile \"absent\": no such "
      "profile in /" },
  { "no file", NULL, NULL, NULL, NULL, NONE,
      "\n- properties: access-key and secret-access-key are not set"
      "\n- environment: AWS_ACCESS_KEY_ID is not set"
      "\n- web identity: AWS_WEB_IDENTITY_TOKEN_FILE is not set"
      "\n- shared files: profile \"default\": no such profile in /" },
  { "no file, later sources", NULL, NULL, NULL, NULL, NONE,
      "\n- container: AWS_CONTAINER_CREDENTIALS_RELATIVE_URI and "
      "AWS_CONTAINER_CREDENTIALS_FULL_URI are not set"
      "\n- instance metadata: disabled by AWS_EC2_METADATA_DISABLED" },
  { "environment skipped", "[profile a]\nregion=x\n", NULL, ENVIRONMENT, "a",
      NONE,
      "\n- environment: skipped, because the profile \"a\" was set explicitly"
      "\n- web identity: skipped, because the profile \"a\" was set explicitly"
      "\n- shared files: profile \"a\": role_arn is not set; "
      "web_identity_token_file is not set; " },
  { "a file that can't be read is named", "[default]\nregion=x\n", NULL,
      "AWS_SHARED_CREDENTIALS_FILE=/", NULL, NONE,
      "\n- shared files: profile \"default\" in / (can't be used: " },
  { "an explicit profile in a file that can't be read", NULL, NULL,
      "AWS_SHARED_CREDENTIALS_FILE=/", "a", NONE,
      "No AWS credentials from profile \"a\": no such profile in / (can't be "
      "used: " },
  { "line break in a token", NULL,
      FILE_DEFAULT "aws_session_token = SECRET\n X-Injected: 1\n", NULL, NULL,
      NONE, "The session token of the AWS credentials from profile" },
  { "control character in a key id", NULL, NULL, NULL, NULL,
      { "SECRET\r\nX: y", "SECRET", NULL },
      "The access key id of the AWS credentials from properties" },
};

static void
test_not_found (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (bad_cases); i++) {
    const ChainCase *c = &bad_cases[i];
    g_autoptr (TestHome) home = test_home_new (c->config, c->credentials);
    g_autoptr (GError) error = NULL;
    g_autoptr (AwsCredentials) credentials = run_case (c, home, &error);

    g_test_message ("%s", c->label);
    g_assert_null (credentials);
    g_assert_error (error, AWS_ERROR, AWS_ERROR_NO_CREDENTIALS);
    g_test_message ("%s", error->message);
    g_assert_nonnull (strstr (error->message, c->found));
    g_assert_null (strstr (error->message, "SECRET-"));
    g_assert_null (strstr (error->message, "SECRET\n"));
  }
}

/* A file that can't be parsed is an error if it may contain what is needed. */
static const ChainCase broken_cases[] = {
  { "a profile", NULL, BROKEN, NULL, NULL, NONE,
      "/.aws/credentials, line 2: Expected an '=' sign" },
  { "a profile that exists", BROKEN, FILE_DEFAULT, NULL, NULL, NONE,
      "/.aws/config, line 2: Expected an '=' sign" },
  { "an explicit profile", NULL, BROKEN, ENVIRONMENT, "other", NONE,
      "/.aws/credentials, line 2: Expected an '=' sign" },
  { "a role", BROKEN, NULL, "AWS_WEB_IDENTITY_TOKEN_FILE=/absent\n", NULL, NONE,
      "/.aws/config, line 2: Expected an '=' sign" },
};

static void
test_broken (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (broken_cases); i++) {
    const ChainCase *c = &broken_cases[i];
    g_autoptr (TestHome) home = test_home_new (c->config, c->credentials);
    g_autoptr (GError) error = NULL;
    g_autoptr (AwsCredentials) credentials = run_case (c, home, &error);

    g_test_message ("%s", c->label);
    g_assert_null (credentials);
    g_assert_error (error, AWS_ERROR, AWS_ERROR_CONFIG);
    g_assert_nonnull (strstr (error->message, c->found));
    g_assert_null (strstr (error->message, "SECRET-"));
  }
}

static void
test_expiry (void)
{
  static const struct {
    const char *label;
    const char *expiration;
    gint64 now_us;
    guint n_requests;
  } cases[] = {
    { "no expiration", NULL, G_MAXINT64 - 1, 1 },
    { "long before the expiration", HOUR_TEXT, 10 * MINUTE, 1 },
    { "just before the margin", HOUR_TEXT, 55 * MINUTE - 1, 1 },
    { "in the margin", HOUR_TEXT, 55 * MINUTE, 2 },
    { "after the expiration", HOUR_TEXT, 61 * MINUTE, 2 },
  };
  g_autoptr (TestHome) home = test_home_new (NULL, NULL);
  g_autoptr (AwsConfig) config = test_home_load (home, AGENT_VARIABLES, NULL);

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++) {
    gint64 now = 0;
    UtilClock clock = { .now = fake_now,
      .random = fake_random,
      .user_data = &now };
    g_autoptr (AwsChain) chain = new_chain (config, NULL, &clock);
    g_autoptr (AwsCredentials) first = NULL;
    g_autoptr (AwsCredentials) second = NULL;

    g_test_message ("%s", cases[i].label);
    agent.n_requests = 0;
    agent.failure = 0;
    agent.expiration = cases[i].expiration;
    first = rekaws_chain_get (chain, NULL, NULL);
    now = cases[i].now_us;
    second = rekaws_chain_get (chain, NULL, NULL);
    g_assert_nonnull (second);
    g_assert_cmpuint (agent.n_requests, ==, cases[i].n_requests);
    g_assert_cmpint (first == second, ==, cases[i].n_requests == 1);
  }
}

static void
test_invalidate (void)
{
  gint64 now = 0;
  UtilClock clock = { .now = fake_now,
    .random = fake_random,
    .user_data = &now };
  g_autoptr (TestHome) home = test_home_new (NULL, NULL);
  g_autoptr (AwsConfig) config = test_home_load (home, AGENT_VARIABLES, NULL);
  g_autoptr (AwsChain) chain = new_chain (config, NULL, &clock);
  g_autoptr (AwsCredentials) first = NULL;
  g_autoptr (GError) error = NULL;

  agent.n_requests = 0;
  agent.failure = 0;
  agent.expiration = NULL;
  first = rekaws_chain_get (chain, NULL, NULL);
  rekaws_chain_invalidate (chain);
  agent.failure = AWS_ERROR;
  g_assert_null (rekaws_chain_get (chain, NULL, &error));
  g_assert_error (error, AWS_ERROR, AWS_ERROR_NO_CREDENTIALS);
  g_assert_true (g_str_has_suffix (error->message,
      "\n- container: No AWS credentials from container: out of order"));
  g_assert_cmpuint (agent.n_requests, ==, 2);
  g_assert_cmpstr (rekaws_credentials_get_access_key_id (first), ==,
      "AKIDAGENT7DQX");
}

static void
test_failed_refresh (void)
{
  gint64 now = 0;
  UtilClock clock = { .now = fake_now,
    .random = fake_random,
    .user_data = &now };
  g_autoptr (TestHome) home = test_home_new (NULL, NULL);
  g_autoptr (AwsConfig) config = test_home_load (home, AGENT_VARIABLES, NULL);
  g_autoptr (AwsChain) chain = new_chain (config, NULL, &clock);
  g_autoptr (AwsCredentials) first = NULL;
  g_autoptr (AwsCredentials) second = NULL;
  g_autoptr (GError) error = NULL;

  agent.failure = 0;
  agent.expiration = HOUR_TEXT;
  first = rekaws_chain_get (chain, NULL, NULL);
  agent.failure = AWS_ERROR;
  now = 59 * MINUTE;
  second = rekaws_chain_get (chain, NULL, NULL);
  g_assert_true (first == second);
  now = 60 * MINUTE;
  g_assert_null (rekaws_chain_get (chain, NULL, &error));
  g_assert_error (error, AWS_ERROR, AWS_ERROR_NO_CREDENTIALS);
}

static void
test_cancelled (void)
{
  gint64 now = 0;
  UtilClock clock = { .now = fake_now,
    .random = fake_random,
    .user_data = &now };
  g_autoptr (TestHome) home = test_home_new (NULL, NULL);
  g_autoptr (AwsConfig) config = test_home_load (home, AGENT_VARIABLES, NULL);
  g_autoptr (AwsChain) chain = new_chain (config, NULL, &clock);
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autoptr (GError) during = NULL;
  g_autoptr (GError) before = NULL;

  agent.n_requests = 0;
  agent.failure = G_IO_ERROR;
  g_assert_null (rekaws_chain_get (chain, cancellable, &during));
  g_assert_error (during, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  g_assert_null (rekaws_chain_get (chain, cancellable, &before));
  g_assert_error (before, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  g_assert_cmpuint (agent.n_requests, ==, 1);
}

static void
assert_in_order (const char *text, const char *const *lines)
{
  for (guint i = 0; lines[i] != NULL; i++) {
    const char *found = strstr (text, lines[i]);

    if (found == NULL)
      g_test_message ("not in the rest of the log: %s", lines[i]);
    g_assert_nonnull (found);
    text = found + strlen (lines[i]);
  }
}

/* The agent is out of order at first, then answers, then is out of order again
 * when the credentials are to be renewed. */
static void
test_log (void)
{
  static const char *const lines[] = {
    "DEBUG Credential source properties: none: access-key and "
    "secret-access-key are not set\n",
    "DEBUG Credential source environment: none: AWS_ACCESS_KEY_ID is not set\n",
    "DEBUG Credential source web identity: none: ",
    "DEBUG Credential source role: none: role_arn is not set\n",
    "DEBUG Credential source web identity: none: web_identity_token_file is "
    "not set\n",
    "DEBUG Credential source sso: none: ",
    "DEBUG Credential source access keys: none: ",
    "DEBUG Credential source login: none: ",
    "DEBUG Credential source process: none: ",
    "DEBUG Credential source shared files: none: profile \"default\": ",
    "DEBUG Credential source container: failed: No AWS credentials from "
    "container: out of order\n",
    "DEBUG Credential source properties: none: ",
    "DEBUG Credential source container: found, from container\n",
    "INFO AWS credentials from container: access key id ...7DQX, valid until "
    "1970-01-01T01:00:00Z\n",
    "DEBUG Renewing the AWS credentials\n",
    "DEBUG Credential source container: failed: ",
    "WARNING AWS credentials could not be renewed; the current ones are used "
    "until they expire: No AWS credentials from container: out of order",
    NULL,
  };
  gint64 now = 0;
  UtilClock clock = { .now = fake_now,
    .random = fake_random,
    .user_data = &now };
  g_autoptr (TestHome) home = test_home_new ("[default]\nregion=x\n", NULL);
  g_autoptr (GString) text = g_string_new (NULL);
  const UtilLog log = { test_home_append_level_line, text };
  g_autofree char *home_variable = g_strconcat ("HOME=", home->path, NULL);
  char *environment[] = { home_variable, (char *) AGENT_VARIABLES, NULL };
  g_autoptr (AwsConfig) config = rekaws_config_load (environment, NULL, &log);
  g_autoptr (AwsChain) chain = new_chain (config, NULL, &clock);
  g_autoptr (AwsCredentials) first = NULL;
  g_autoptr (AwsCredentials) second = NULL;

  agent.expiration = HOUR_TEXT;
  agent.failure = AWS_ERROR;
  g_assert_null (rekaws_chain_get (chain, NULL, NULL));
  agent.failure = 0;
  first = rekaws_chain_get (chain, NULL, NULL);
  agent.failure = AWS_ERROR;
  now = 59 * MINUTE;
  second = rekaws_chain_get (chain, NULL, NULL);
  g_assert_true (first == second);

  g_test_message ("%s", text->str);
  assert_in_order (text->str, lines);
  g_assert_null (strstr (text->str, "SECRET-"));
  g_assert_null (strstr (text->str, "AKIDAGENT"));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/aws-credential-chain/found", test_found);
  g_test_add_func ("/aws-credential-chain/not-found", test_not_found);
  g_test_add_func ("/aws-credential-chain/broken", test_broken);
  g_test_add_func ("/aws-credential-chain/expiry", test_expiry);
  g_test_add_func ("/aws-credential-chain/invalidate", test_invalidate);
  g_test_add_func ("/aws-credential-chain/failed-refresh", test_failed_refresh);
  g_test_add_func ("/aws-credential-chain/cancelled", test_cancelled);
  g_test_add_func ("/aws-credential-chain/log", test_log);
  return g_test_run ();
}
