/* SPDX-License-Identifier: LGPL-2.1-or-later */

#include "client/aws-error.h"
#include "credentials/aws-source.h"

#include "support/aws/dpop-check.h"
#include "support/aws/source-rig.h"

#include <glib/gstdio.h>
#include <string.h>

#define ARN "arn:aws:sts::123456789012:assumed-role/Admin/me"

/* SHA-256 of the ARN. */
#define NAME \
  "c03a7323bda916bba892295dd46ea73c98866a0ad0a2606cb839909f35fbc865.json"
#define FILE_NAME ".aws/login/cache/" NAME

#define CONFIG "[default]\nregion = eu-west-1\nlogin_session = " ARN "\n"

/* Now is 12:00. @KEY@ is the login's key. */
#define CREDENTIALS(end) \
  "\"accessToken\":{\"accessKeyId\":\"old\",\"secretAccessKey\":" \
  "\"SECRET-o\",\"sessionToken\":\"SECRET-ot\",\"accountId\":" \
  "\"123456789012\",\"expiresAt\":\"2026-01-31T" end "Z\"}"
#define CLIENT "\"clientId\":\"arn:aws:signin:::devtools/same-device\""
#define REFRESH_TOKEN "\"refreshToken\":\"SECRET-r\""
#define KEY "\"dpopKey\":\"@KEY@\""
#define CACHE(end) \
  "{" CREDENTIALS (end) ",\"tokenType\":\"aws_sigv4\"," CLIENT \
                        "," REFRESH_TOKEN ",\"idToken\":\"SECRET-i\"," KEY "}"

#define URI "https://eu-west-1.signin.aws.amazon.com/v1/token"
#define REFRESH \
  "Content-Type: application/json\n!Authorization\n" \
  ">{\"clientId\":\"arn:aws:signin:::devtools/same-device\"," \
  "\"grantType\":\"refresh_token\",\"refreshToken\":\"SECRET-r\"}"
#define GOOD \
  "{\"accessToken\":{\"accessKeyId\":\"new\",\"secretAccessKey\":" \
  "\"SECRET-n\",\"sessionToken\":\"SECRET-nt\"},\"tokenType\":" \
  "\"aws_sigv4\",\"expiresIn\":900,\"refreshToken\":\"SECRET-r2\"}"
#define OLD(left) "found old SECRET-o SECRET-ot " left
#define NEW "found new SECRET-n SECRET-nt 900"

#define ANSWER(status, body, header) \
  { \
    "POST " URI, REFRESH, (status), 0, (body), (header) \
  }
#define FAIL(failure) \
  { \
    "POST " URI, NULL, 0, (failure), NULL, NULL \
  }
#define END \
  { \
    NULL, NULL, 0, 0, NULL, NULL \
  }

#define LOGIN "run \"aws login --profile default\""

typedef struct {
  const char *label;
  const char *config;
  const char *variables;
  const char *cache;
  const char *expected;
  RigExchange exchanges[5];
} LoginCase;

static const LoginCase cases[] = {
  { "no login", "[default]\nregion=x\n", NULL, NULL,
      "reason login_session is not set", { END } },
  { "good", CONFIG, NULL, CACHE ("12:10:00"), OLD ("600"), { END } },
  { "valid for more than 5 minutes", CONFIG, NULL, CACHE ("12:05:01"),
      OLD ("301"), { END } },
  { "refreshed 5 minutes before", CONFIG, NULL, CACHE ("12:05:00"), NEW,
      { ANSWER (200, GOOD, NULL), END } },
  { "refreshed after the expiration", CONFIG, NULL, CACHE ("01:00:00"), NEW,
      { ANSWER (200, GOOD, NULL), END } },
  { "valid, without what a refresh needs", CONFIG, NULL,
      "{" CREDENTIALS ("12:10:00") "}", OLD ("600"), { END } },
  { "used until they expire", CONFIG, NULL, CACHE ("12:05:00"), OLD ("300"),
      { ANSWER (401, "{\"error\":\"TOKEN_EXPIRED\",\"message\":\"x\"}", NULL),
          END } },
  { "used until they expire, no answer", CONFIG, NULL, CACHE ("12:05:00"),
      OLD ("300"),
      { FAIL (AWS_ERROR_CONNECT), FAIL (AWS_ERROR_CONNECT),
          FAIL (AWS_ERROR_CONNECT), END } },
  { "errors are retried", CONFIG, NULL, CACHE ("01:00:00"), NEW,
      { ANSWER (500, NULL, NULL), ANSWER (200, GOOD, NULL), END } },
  { "a truncated body", CONFIG, NULL, CACHE ("01:00:00"), NEW,
      { ANSWER (200, "{\"accessToken\":{\"acc", NULL), ANSWER (200, GOOD, NULL),
          END } },
  { "a proxy that refuses the login, not retried", CONFIG, NULL,
      CACHE ("01:00:00"), "error nobody is there",
      { FAIL (AWS_ERROR_UNTRUSTED), END } },
  { "the session has expired", CONFIG, NULL, CACHE ("01:00:00"),
      "error TOKEN_EXPIRED: The session is over (HTTP status 401): " LOGIN,
      { ANSWER (401,
            "{\"error\":\"TOKEN_EXPIRED\",\"message\":\"The session is over\"}",
            NULL),
          END } },
  { "a service that repeats the secret", CONFIG, NULL, CACHE ("01:00:00"),
      "error HTTP status 401: " LOGIN,
      { ANSWER (401, "{\"error\":\"E\",\"message\":\"not SECRET-r\"}", NULL),
          END } },
  { "no credentials in the answer", CONFIG, NULL, CACHE ("01:00:00"),
      "error has no accessToken.accessKeyId: " LOGIN,
      { ANSWER (200, "{\"expiresIn\":900}", NULL), END } },
  { "no expiration in the answer", CONFIG, NULL, CACHE ("01:00:00"),
      "error has no expiresIn: " LOGIN, { ANSWER (200, "{}", NULL), END } },
  { "cancelled", CONFIG, NULL, CACHE ("12:05:00"), "cancelled",
      { FAIL (RIG_CANCELLED), END } },
  { "never logged in", CONFIG, NULL, NULL, "error @HOME@/" FILE_NAME, { END } },
  { "never logged in: what to do", CONFIG, NULL, NULL, "error " LOGIN,
      { END } },
  { "an invalid file", CONFIG, NULL, "SECRET",
      "error is not a JSON object: " LOGIN, { END } },
  { "no credentials in the file", CONFIG, NULL,
      "{" CLIENT "," REFRESH_TOKEN "," KEY "}",
      "error contains no credentials (accessToken): " LOGIN, { END } },
  { "no refresh token", CONFIG, NULL,
      "{" CREDENTIALS ("01:00:00") "," CLIENT "," KEY "}",
      "error has no refreshToken: " LOGIN, { END } },
  { "no client", CONFIG, NULL,
      "{" CREDENTIALS ("01:00:00") "," REFRESH_TOKEN "," KEY "}",
      "error has no clientId: " LOGIN, { END } },
  { "no key", CONFIG, NULL,
      "{" CREDENTIALS ("01:00:00") "," REFRESH_TOKEN "," CLIENT "}",
      "error has no dpopKey: " LOGIN, { END } },
  { "an invalid key", CONFIG, NULL,
      "{" CREDENTIALS ("01:00:00") "," REFRESH_TOKEN "," CLIENT
                                   ",\"dpopKey\":\"SECRET\"}",
      "error (dpopKey) is not a P-256 key: " LOGIN, { END } },
  { "no region", "[default]\nlogin_session = " ARN "\n", NULL,
      CACHE ("01:00:00"), "error No AWS region is set", { END } },
  { "a region that is not needed", "[default]\nlogin_session = " ARN "\n", NULL,
      CACHE ("12:10:00"), OLD ("600"), { END } },
  { "another endpoint", CONFIG, "AWS_ENDPOINT_URL_SIGNIN=https://test/",
      CACHE ("01:00:00"), NEW,
      { { "POST https://test/v1/token", REFRESH, 200, 0, GOOD, NULL }, END } },
};

/* Escaped as in a JSON string. */
static char *
escape_key (const char *pem)
{
  g_auto (GStrv) lines = g_strsplit (pem, "\n", -1);

  return g_strjoinv ("\\n", lines);
}

static void
write_cache (SourceRig *rig, const char *name, const char *text,
    const char *pem)
{
  g_autofree char *key = escape_key (pem);
  g_auto (GStrv) parts = g_strsplit (text, "@KEY@", -1);
  g_autofree char *cache = g_strjoinv (key, parts);

  source_rig_write (rig, name, cache);
}

static void
test_cases (void)
{
  EVP_PKEY *key = dpop_check_create_key ("P-256");
  g_autofree char *pem = dpop_check_dup_pem (key, TRUE);

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++) {
    const LoginCase *c = &cases[i];
    g_autoptr (SourceRig) rig =
        source_rig_new (c->config, c->variables, c->exchanges);

    if (c->cache != NULL)
      write_cache (rig, FILE_NAME, c->cache, pem);
    source_rig_assert (rig, c->label, &rekaws_source_login, NULL, c->expected);
  }
  EVP_PKEY_free (key);
}

static void
assert_string (JsonObject *object, const char *name, const char *value)
{
  g_assert_cmpstr (
      json_object_get_string_member_with_default (object, name, NULL), ==,
      value);
}

/* Afterwards the AWS CLI can read the file. */
static void
check_file (const char *path, const char *pem)
{
  g_autoptr (JsonParser) parser = json_parser_new ();
  JsonObject *object, *token;
  GStatBuf status;

  g_assert_cmpint (g_stat (path, &status), ==, 0);
  g_assert_cmpint (status.st_mode & 0777, ==, 0600);
  g_assert_true (json_parser_load_from_file (parser, path, NULL));
  object = json_node_get_object (json_parser_get_root (parser));
  token = json_object_get_object_member (object, "accessToken");
  assert_string (token, "accessKeyId", "new");
  assert_string (token, "secretAccessKey", "SECRET-n");
  assert_string (token, "sessionToken", "SECRET-nt");
  assert_string (token, "accountId", "123456789012");
  assert_string (token, "expiresAt", "2026-01-31T12:15:00Z");
  assert_string (object, "tokenType", "aws_sigv4");
  assert_string (object, "clientId", "arn:aws:signin:::devtools/same-device");
  assert_string (object, "refreshToken", "SECRET-r2");
  assert_string (object, "idToken", "SECRET-i");
  assert_string (object, "dpopKey", pem);
}

static void
test_refresh (void)
{
  static const RigExchange exchanges[] = { ANSWER (200, GOOD, NULL), END };
  g_autoptr (SourceRig) rig = source_rig_new (CONFIG,
      "AWS_LOGIN_CACHE_DIRECTORY=@HOME@/elsewhere", exchanges);
  g_autofree char *path = source_rig_dup_path (rig, "elsewhere/" NAME);
  EVP_PKEY *key = dpop_check_create_key ("P-256");
  g_autofree char *pem = dpop_check_dup_pem (key, TRUE);
  g_autofree char *proof = NULL;
  g_autoptr (JsonNode) node = NULL;
  JsonObject *claims;

  write_cache (rig, "elsewhere/" NAME, CACHE ("01:00:00"), pem);
  source_rig_assert (rig, "refreshed", &rekaws_source_login, NULL, NEW);
  source_rig_assert (rig, "from the file", &rekaws_source_login, NULL, NEW);
  check_file (path, pem);

  proof = source_rig_dup_sent (rig, "DPoP");
  g_assert_nonnull (proof);
  node = dpop_check_verify (proof, key);
  claims = json_node_get_object (node);
  assert_string (claims, "htm", "POST");
  assert_string (claims, "htu", URI);
  g_assert_cmpint (json_object_get_int_member (claims, "iat"), ==, RIG_NOW);
  g_assert_cmpuint (strlen (json_object_get_string_member (claims, "jti")), >=,
      16);
  EVP_PKEY_free (key);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/aws-source-login/cases", test_cases);
  g_test_add_func ("/aws-source-login/refresh", test_refresh);
  return g_test_run ();
}
