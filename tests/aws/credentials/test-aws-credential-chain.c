/* SPDX-License-Identifier: LGPL-2.1-or-later */

#include "credentials/aws-credential-chain.h"
#include "client/aws-error.h"
#include "credentials/aws-source.h"

#include "support/common/aws-home.h"

#include <string.h>

#define MINUTE (60 * (gint64) G_USEC_PER_SEC)

/* A clock that shows what *user_data says. */

static gint64
fake_now (gpointer user_data)
{
  return *(gint64 *) user_data;
}

/* @sources: NULL for all. */
static AwsChain *
new_chain (AwsConfig *config, const AwsExplicitCredentials *by_hand,
    const UtilClock *clock, const AwsSource *const *sources)
{
  AwsChainSettings settings = { .config = config,
    .explicit_credentials = by_hand,
    .clock = clock };

  return sources == NULL ? rekaws_chain_new (&settings)
                         : rekaws_chain_new_for_sources (&settings, sources);
}

/* What the real sources find. */

typedef struct {
  const char *label;
  const char *config;
  const char *credentials;
  const char *variables;
  const char *profile;
  AwsExplicitCredentials by_hand;
  const char *found;
} ChainCase;

#define NOT_BY_HAND \
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
  { "properties go before all", NULL, FILE_DEFAULT, ENVIRONMENT, "default",
      { "pid", "SECRET-p", "SECRET-pt" }, "pid SECRET-p SECRET-pt properties" },
  { "properties without token take none from elsewhere", NULL, NULL,
      ENVIRONMENT, NULL, { "pid", "SECRET-p", "" },
      "pid SECRET-p - properties" },
  { "environment goes before files", NULL, FILE_DEFAULT, ENVIRONMENT, NULL,
      NOT_BY_HAND, "eid SECRET-e SECRET-et environment" },
  { "AWS_PROFILE does not go before the environment", NULL,
      "[other]\naws_access_key_id = oid\naws_secret_access_key = SECRET-o\n",
      ENVIRONMENT "AWS_PROFILE=other", NULL, NOT_BY_HAND,
      "eid SECRET-e SECRET-et environment" },
  { "a profile by name goes before the environment", NULL, FILE_DEFAULT,
      ENVIRONMENT, "default", NOT_BY_HAND,
      "fid SECRET-f - profile \"default\": access keys" },
  { "blank variables are not set", NULL, FILE_DEFAULT,
      "AWS_ACCESS_KEY_ID= \nAWS_SECRET_ACCESS_KEY= ", NULL, NOT_BY_HAND,
      "fid SECRET-f - profile \"default\": access keys" },
  { "white space around goes", NULL, NULL,
      "AWS_ACCESS_KEY_ID= eid \nAWS_SECRET_ACCESS_KEY=\tSECRET-e\r", NULL,
      NOT_BY_HAND, "eid SECRET-e - environment" },
  { "token of a profile", NULL, FILE_DEFAULT "aws_session_token = SECRET-ft\n",
      NULL, NULL, NOT_BY_HAND,
      "fid SECRET-f SECRET-ft profile \"default\": access keys" },
  { "keys in the config file",
      "[profile a]\naws_access_key_id=cid\naws_secret_access_key=SECRET-c\n",
      FILE_DEFAULT, "AWS_PROFILE=a", NULL, NOT_BY_HAND,
      "cid SECRET-c - profile \"a\": access keys" },
  { "keys in any case", NULL,
      "[default]\nAWS_ACCESS_KEY_ID = fid\nAWS_SECRET_ACCESS_KEY = SECRET-f\n",
      NULL, NULL, NOT_BY_HAND,
      "fid SECRET-f - profile \"default\": access keys" },
  { "keys go before a process", "[default]\ncredential_process = /bin/x\n",
      FILE_DEFAULT, NULL, NULL, NOT_BY_HAND,
      "fid SECRET-f - profile \"default\": access keys" },
  { "properties, with files that can't be parsed", BROKEN, BROKEN, NULL, NULL,
      { "pid", "SECRET-p", NULL }, "pid SECRET-p - properties" },
  { "environment, with files that can't be parsed", BROKEN, BROKEN, ENVIRONMENT,
      NULL, NOT_BY_HAND, "eid SECRET-e SECRET-et environment" },
  { "environment, with a profile in a file that can't be parsed", NULL, BROKEN,
      ENVIRONMENT "AWS_PROFILE=other", NULL, NOT_BY_HAND,
      "eid SECRET-e SECRET-et environment" },
  { "a file that can't be read is as good as none", NULL, FILE_DEFAULT,
      "AWS_CONFIG_FILE=/", NULL, NOT_BY_HAND,
      "fid SECRET-f - profile \"default\": access keys" },
  { "text after the bracket, and colons", NULL,
      "[default] (main account)\naws_access_key_id: fid\n"
      "aws_secret_access_key: SECRET-f\n",
      NULL, NULL, NOT_BY_HAND,
      "fid SECRET-f - profile \"default\": access keys" },
  { "indented keys, and an indented key of another profile", NULL,
      "[default]\n  aws_access_key_id = fid\n"
      "  aws_secret_access_key = SECRET-f\n\n[unused]\n  region = eu-west-1\n",
      NULL, NULL, NOT_BY_HAND,
      "fid SECRET-f - profile \"default\": access keys" },
  { "a profile with a space, and one with an umlaut",
      "[profile 'b\xc3\xbcro 2']\naws_access_key_id=cid\n"
      "aws_secret_access_key=SECRET-c\n",
      FILE_DEFAULT, NULL, "b\xc3\xbcro 2", NOT_BY_HAND,
      "cid SECRET-c - profile \"b\xc3\xbcro 2\": access keys" },
  { "a secret alone in the environment", NULL, FILE_DEFAULT,
      "AWS_SECRET_ACCESS_KEY=SECRET-e", NULL, NOT_BY_HAND,
      "fid SECRET-f - profile \"default\": access keys" },
};

static AwsCredentials *
run_case (const ChainCase *c, const TestHome *home, GError **error)
{
  gint64 now = 0;
  UtilClock clock = { .now = fake_now, .user_data = &now };
  g_autofree char *variables =
      g_strconcat ("AWS_EC2_METADATA_DISABLED=true\n", c->variables, NULL);
  g_autoptr (AwsConfig) config = test_home_load (home, variables, c->profile);
  g_autoptr (AwsChain) chain = new_chain (config, &c->by_hand, &clock, NULL);

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
  { "key id without secret by hand", NULL, FILE_DEFAULT, NULL, NULL,
      { "pid", NULL, NULL }, "The property secret-access-key is not set" },
  { "secret without key id by hand", NULL, FILE_DEFAULT, NULL, NULL,
      { NULL, "SECRET-p", NULL }, "The property access-key is not set" },
  { "token alone by hand", NULL, FILE_DEFAULT, NULL, NULL,
      { "", " ", "SECRET-pt" }, "The property access-key is not set" },
  { "key id without secret in the environment", NULL, FILE_DEFAULT,
      "AWS_ACCESS_KEY_ID=eid", NULL, NOT_BY_HAND,
      "The environment variable AWS_SECRET_ACCESS_KEY is not set" },
  { "key id without secret in a profile", NULL,
      "[default]\naws_access_key_id = fid\n", NULL, NULL, NOT_BY_HAND,
      "aws_secret_access_key is missing in the profile \"default\"" },
  { "secret without key id in a profile", NULL,
      "[default]\naws_secret_access_key = SECRET-f\n", NULL, NULL, NOT_BY_HAND,
      "aws_access_key_id is missing next to aws_secret_access_key" },
  { "a profile by name that is not there", NULL, FILE_DEFAULT, ENVIRONMENT,
      "absent", NOT_BY_HAND,
      "No AWS credentials from profile \"absent\": no such profile in /" },
  { "AWS_PROFILE that is not there", NULL, FILE_DEFAULT, "AWS_PROFILE=absent",
      NULL, NOT_BY_HAND,
      "\n- shared files: No AWS credentials from profile \"absent\": no such "
      "profile in /" },
  { "AWS_PROFILE that is not there, with keys in the environment", NULL,
      FILE_DEFAULT, ENVIRONMENT "AWS_PROFILE=absent", NULL, NOT_BY_HAND,
      "\n- environment: No AWS credentials from profile \"absent\": no such "
      "profile in /" },
  { "AWS_PROFILE that is not there, with a web identity", NULL, FILE_DEFAULT,
      "AWS_PROFILE=absent\nAWS_WEB_IDENTITY_TOKEN_FILE=/absent\n"
      "AWS_ROLE_ARN=arn:aws:iam::1:role/x",
      NULL, NOT_BY_HAND,
      "\n- web identity: No AWS credentials from profile \"absent\": no such "
      "profile in /" },
  { "no file", NULL, NULL, NULL, NULL, NOT_BY_HAND,
      "\n- properties: access-key and secret-access-key are not set"
      "\n- environment: AWS_ACCESS_KEY_ID is not set"
      "\n- web identity: AWS_WEB_IDENTITY_TOKEN_FILE is not set"
      "\n- shared files: profile \"default\": no such profile in /" },
  { "no file, what comes after", NULL, NULL, NULL, NULL, NOT_BY_HAND,
      "\n- container: AWS_CONTAINER_CREDENTIALS_RELATIVE_URI and "
      "AWS_CONTAINER_CREDENTIALS_FULL_URI are not set"
      "\n- instance metadata: switched off by AWS_EC2_METADATA_DISABLED" },
  { "environment skipped", "[profile a]\nregion=x\n", NULL, ENVIRONMENT, "a",
      NOT_BY_HAND,
      "\n- environment: skipped, because the profile \"a\" was asked for"
      "\n- web identity: skipped, because the profile \"a\" was asked for"
      "\n- shared files: profile \"a\": role_arn is not set; "
      "web_identity_token_file is not set; " },
  { "a file that can't be read is named", "[default]\nregion=x\n", NULL,
      "AWS_SHARED_CREDENTIALS_FILE=/", NULL, NOT_BY_HAND,
      "\n- shared files: profile \"default\" in / (can't be used: " },
  { "a profile by name in a file that can't be read", NULL, NULL,
      "AWS_SHARED_CREDENTIALS_FILE=/", "a", NOT_BY_HAND,
      "No AWS credentials from profile \"a\": no such profile in / (can't be "
      "used: " },
  { "line break in a token", NULL,
      FILE_DEFAULT "aws_session_token = SECRET\n X-Injected: 1\n", NULL, NULL,
      NOT_BY_HAND, "The session token of the AWS credentials from profile" },
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

/* Files that can't be parsed are an error for what might be in them. */
static const ChainCase broken_cases[] = {
  { "a profile", NULL, BROKEN, NULL, NULL, NOT_BY_HAND,
      "/.aws/credentials, line 2: Expected an '=' sign" },
  { "a profile that is there", BROKEN, FILE_DEFAULT, NULL, NULL, NOT_BY_HAND,
      "/.aws/config, line 2: Expected an '=' sign" },
  { "a profile by name", NULL, BROKEN, ENVIRONMENT, "other", NOT_BY_HAND,
      "/.aws/credentials, line 2: Expected an '=' sign" },
  { "a role", BROKEN, NULL, "AWS_WEB_IDENTITY_TOKEN_FILE=/absent\n", NULL,
      NOT_BY_HAND, "/.aws/config, line 2: Expected an '=' sign" },
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

/* A source whose answers the test makes; what it did is kept in one place,
 * as a source has no state of its own. */

static struct {
  guint loads;
  gint64 expiration_us;
  GQuark failure;
} fake;

static AwsCredentials *
fake_load (const AwsSourceContext *context, GCancellable *cancellable,
    char **reason, GError **error)
{
  fake.loads++;
  g_assert_nonnull (context->clock);
  if (fake.failure == AWS_ERROR) {
    *reason = g_strdup ("out of order");
    return NULL;
  }
  if (fake.failure == G_IO_ERROR) {
    g_cancellable_cancel (cancellable);
    g_cancellable_set_error_if_cancelled (cancellable, error);
    return NULL;
  }
  return rekaws_credentials_new ("id", "secret", NULL, fake.expiration_us,
      "fake");
}

static const AwsSource fake_source = { "fake", fake_load };
static const AwsSource *const fake_sources[] = { &fake_source, NULL };

static void
test_expiry (void)
{
  static const struct {
    const char *label;
    gint64 expiration_us, now_us;
    guint loads;
  } cases[] = {
    { "never ends", AWS_CREDENTIALS_NEVER, G_MAXINT64 - 1, 1 },
    { "long before the end", 60 * MINUTE, 10 * MINUTE, 1 },
    { "just before the margin", 60 * MINUTE, 55 * MINUTE - 1, 1 },
    { "in the margin", 60 * MINUTE, 55 * MINUTE, 2 },
    { "after the end", 60 * MINUTE, 61 * MINUTE, 2 },
  };
  g_autoptr (TestHome) home = test_home_new (NULL, NULL);
  g_autoptr (AwsConfig) config = test_home_load (home, NULL, NULL);

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++) {
    gint64 now = 0;
    UtilClock clock = { .now = fake_now, .user_data = &now };
    g_autoptr (AwsChain) chain = new_chain (config, NULL, &clock, fake_sources);
    g_autoptr (AwsCredentials) first = NULL;
    g_autoptr (AwsCredentials) second = NULL;

    g_test_message ("%s", cases[i].label);
    fake.loads = 0;
    fake.failure = 0;
    fake.expiration_us = cases[i].expiration_us;
    first = rekaws_chain_get (chain, NULL, NULL);
    now = cases[i].now_us;
    second = rekaws_chain_get (chain, NULL, NULL);
    g_assert_nonnull (second);
    g_assert_cmpuint (fake.loads, ==, cases[i].loads);
    g_assert_cmpint (first == second, ==, cases[i].loads == 1);
  }
}

static void
test_invalidate (void)
{
  gint64 now = 0;
  UtilClock clock = { .now = fake_now, .user_data = &now };
  g_autoptr (TestHome) home = test_home_new (NULL, NULL);
  g_autoptr (AwsConfig) config = test_home_load (home, NULL, NULL);
  g_autoptr (AwsChain) chain = new_chain (config, NULL, &clock, fake_sources);
  g_autoptr (AwsCredentials) first = NULL;
  g_autoptr (GError) error = NULL;

  fake.loads = 0;
  fake.failure = 0;
  fake.expiration_us = AWS_CREDENTIALS_NEVER;
  first = rekaws_chain_get (chain, NULL, NULL);
  rekaws_chain_invalidate (chain);
  fake.failure = AWS_ERROR;
  g_assert_null (rekaws_chain_get (chain, NULL, &error));
  g_assert_error (error, AWS_ERROR, AWS_ERROR_NO_CREDENTIALS);
  g_assert_true (g_str_has_suffix (error->message, "\n- fake: out of order"));
  g_assert_cmpuint (fake.loads, ==, 2);
  g_assert_cmpstr (rekaws_credentials_get_access_key_id (first), ==, "id");
}

static void
test_failed_refresh (void)
{
  gint64 now = 0;
  UtilClock clock = { .now = fake_now, .user_data = &now };
  g_autoptr (TestHome) home = test_home_new (NULL, NULL);
  g_autoptr (AwsConfig) config = test_home_load (home, NULL, NULL);
  g_autoptr (AwsChain) chain = new_chain (config, NULL, &clock, fake_sources);
  g_autoptr (AwsCredentials) first = NULL;
  g_autoptr (AwsCredentials) second = NULL;
  g_autoptr (GError) error = NULL;

  fake.failure = 0;
  fake.expiration_us = 60 * MINUTE;
  first = rekaws_chain_get (chain, NULL, NULL);
  fake.failure = AWS_ERROR;
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
  UtilClock clock = { .now = fake_now, .user_data = &now };
  g_autoptr (TestHome) home = test_home_new (NULL, NULL);
  g_autoptr (AwsConfig) config = test_home_load (home, NULL, NULL);
  g_autoptr (AwsChain) chain = new_chain (config, NULL, &clock, fake_sources);
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autoptr (GError) during = NULL;
  g_autoptr (GError) before = NULL;

  fake.loads = 0;
  fake.failure = G_IO_ERROR;
  g_assert_null (rekaws_chain_get (chain, cancellable, &during));
  g_assert_error (during, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  g_assert_null (rekaws_chain_get (chain, cancellable, &before));
  g_assert_error (before, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  g_assert_cmpuint (fake.loads, ==, 1);
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
  return g_test_run ();
}
