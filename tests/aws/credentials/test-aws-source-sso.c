/* SPDX-License-Identifier: LGPL-2.1-or-later */

#include "client/aws-error.h"
#include "credentials/aws-source.h"

#include "support/aws/source-rig.h"

#include <glib/gstdio.h>
#include <json-glib/json-glib.h>
#include <string.h>

/* SHA-1 of "corp" and of "https://start.test/start". */
#define SESSION_FILE \
  ".aws/sso/cache/ee0bfd2552fbd840c02cc48b6e823320543c450f.json"
#define LEGACY_FILE \
  ".aws/sso/cache/8f5f88472d93311799e4d7c40100ad6d95a1f793.json"

#define START "sso_start_url = https://start.test/start\n"
#define REGION "sso_region = eu-west-1\n"
#define ROLE "sso_account_id = 123456789012\nsso_role_name = A Role\n"
#define SECTION \
  "[sso-session corp]\n" START REGION \
  "sso_registration_scopes = sso:account:access\n"
#define PROFILE "[default]\nsso_session = corp\n" ROLE
#define SESSION SECTION PROFILE
#define LEGACY "[default]\n" START REGION ROLE

/* Now is 12:00. */
#define TOKEN(end) \
  "{\"startUrl\":\"https://start.test/start\",\"region\":\"eu-west-1\"," \
  "\"accessToken\":\"SECRET-old\",\"expiresAt\":\"2026-01-31T" end "Z\""
#define REGISTRATION(end) \
  ",\"clientId\":\"client\",\"clientSecret\":\"SECRET-c\"," \
  "\"refreshToken\":\"SECRET-r\",\"registrationExpiresAt\":\"" end "\"," \
  "\"future\":[true,{\"x\":1.5}]}"
#define REGISTERED REGISTRATION ("2026-02-28T12:00:00Z")
#define LONG_TOKEN TOKEN ("20:00:00") REGISTERED
#define LEGACY_TOKEN TOKEN ("20:00:00") "}"

#define PORTAL "https://portal.sso.eu-west-1.amazonaws.com"
#define QUERY \
  "/federation/credentials?account_id=123456789012&role_name=A%20Role"
#define ASK "GET " PORTAL QUERY
#define OIDC "POST https://oidc.eu-west-1.amazonaws.com/token"
#define OLD "x-amz-sso_bearer_token: SECRET-old\n!Authorization"
#define NEW "x-amz-sso_bearer_token: SECRET-new"
#define REFRESH \
  "Content-Type: application/json\n!Authorization\n" \
  ">{\"clientId\":\"client\",\"clientSecret\":\"SECRET-c\"," \
  "\"grantType\":\"refresh_token\",\"refreshToken\":\"SECRET-r\"}"

#define GOOD \
  "{\"roleCredentials\":{\"accessKeyId\":\"id\"," \
  "\"secretAccessKey\":\"SECRET-k\",\"sessionToken\":\"SECRET-t\"," \
  "\"expiration\":1769864400000}}"
#define FOUND "found id SECRET-k SECRET-t 3600"
#define NEW_TOKEN \
  "{\"accessToken\":\"SECRET-new\",\"tokenType\":\"Bearer\"," \
  "\"expiresIn\":28800,\"refreshToken\":\"SECRET-r2\"}"

#define ANSWER(request, sent, status, body, header) \
  { \
    (request), (sent), (status), 0, (body), (header) \
  }
#define FAIL(request, failure) \
  { \
    (request), NULL, 0, (failure), NULL, NULL \
  }
#define END \
  { \
    NULL, NULL, 0, 0, NULL, NULL \
  }

#define LOGIN "run \"aws sso login --profile default\""

typedef struct {
  const char *label;
  const char *config;
  const char *variables;
  const char *file;
  const char *token;
  const char *expected;
  RigExchange exchanges[6];
} SsoCase;

static const SsoCase cases[] = {
  { "no SSO", "[default]\nregion=x\n", NULL, NULL, NULL,
      "reason sso_account_id and sso_role_name are not set", { END } },
  { "a session alone is for tokens", SECTION "[default]\nsso_session=corp\n",
      NULL, NULL, NULL, "reason sso_account_id", { END } },
  { "a session", SESSION, NULL, SESSION_FILE, LONG_TOKEN, FOUND,
      { ANSWER (ASK, OLD, 200, GOOD, NULL), END } },
  { "without a session", LEGACY, NULL, LEGACY_FILE, LEGACY_TOKEN, FOUND,
      { ANSWER (ASK, OLD, 200, GOOD, NULL), END } },
  { "a session and the same keys in the profile", SESSION START REGION, NULL,
      SESSION_FILE, LONG_TOKEN, FOUND,
      { ANSWER (ASK, OLD, 200, GOOD, NULL), END } },
  { "another start URL in the profile",
      SESSION "sso_start_url = https://other.test/SECRET\n", NULL, NULL, NULL,
      "error sso_start_url is not the same in the profile and in "
      "[sso-session corp]",
      { END } },
  { "another region in the profile", SESSION "sso_region = us-east-1\n", NULL,
      NULL, NULL, "error sso_region is not the same", { END } },
  { "no such session", PROFILE, NULL, NULL, NULL,
      "error no section [sso-session corp]", { END } },
  { "a session without region", "[sso-session corp]\n" START PROFILE, NULL,
      NULL, NULL, "error [sso-session corp] has no sso_region", { END } },
  { "a session without start URL", "[sso-session corp]\n" REGION PROFILE, NULL,
      NULL, NULL, "error [sso-session corp] has no sso_start_url", { END } },
  { "no start URL at all", "[default]\n" REGION ROLE, NULL, NULL, NULL,
      "error no sso_start_url, nor sso_session", { END } },
  { "no account", SECTION "[default]\nsso_session=corp\nsso_role_name=x\n",
      NULL, NULL, NULL, "error the profile has no sso_account_id", { END } },
  { "no role", SECTION "[default]\nsso_session=corp\nsso_account_id=1\n", NULL,
      NULL, NULL, "error the profile has no sso_role_name", { END } },
  { "a region that is none", "[default]\n" START "sso_region = a/b\n" ROLE,
      NULL, NULL, NULL, "error is not an AWS region", { END } },
  { "no login", SESSION, NULL, NULL, NULL, "error @HOME@/" SESSION_FILE,
      { END } },
  { "no login: what to do", SESSION, NULL, NULL, NULL, "error " LOGIN,
      { END } },
  { "no HOME: that of the password database", SESSION,
      "HOME=\nAWS_CONFIG_FILE=@HOME@/.aws/config", NULL, NULL,
      "error /.aws/sso/cache/", { END } },
  { "a token file that is none", SESSION, NULL, SESSION_FILE, "SECRET",
      "error is no JSON object: " LOGIN, { END } },
  { "a token file without token", SESSION, NULL, SESSION_FILE,
      "{\"clientId\":\"SECRET\"}",
      "error holds no token (accessToken and expiresAt): " LOGIN, { END } },
  { "a token that can't be sent", SESSION, NULL, SESSION_FILE,
      "{\"accessToken\":\"SECRET\\r\\nX: y\","
      "\"expiresAt\":\"2026-01-31T20:00:00Z\"}",
      "error character that none can have: " LOGIN, { END } },

  { "15 minutes are enough", SESSION, NULL, SESSION_FILE,
      TOKEN ("12:15:00") REGISTERED, FOUND,
      { ANSWER (ASK, OLD, 200, GOOD, NULL), END } },
  { "refreshed below 15 minutes", SESSION, NULL, SESSION_FILE,
      TOKEN ("12:14:59") REGISTERED, FOUND,
      { ANSWER (OIDC, REFRESH, 200, NEW_TOKEN, NULL),
          ANSWER (ASK, NEW, 200, GOOD, NULL), END } },
  { "refreshed after its end", SESSION, NULL, SESSION_FILE,
      TOKEN ("02:00:00") REGISTERED, FOUND,
      { ANSWER (OIDC, REFRESH, 200, NEW_TOKEN, NULL),
          ANSWER (ASK, NEW, 200, GOOD, NULL), END } },
  { "an end as older tools write it", SESSION, NULL, SESSION_FILE,
      "{\"accessToken\":\"SECRET-old\",\"expiresAt\":"
      "\"2026-01-31T20:00:00UTC\"}",
      FOUND, { ANSWER (ASK, OLD, 200, GOOD, NULL), END } },
  { "not refreshed, and used while it lasts", SESSION, NULL, SESSION_FILE,
      TOKEN ("12:01:00") REGISTERED, FOUND,
      { ANSWER (OIDC, REFRESH, 400, "{\"error\":\"invalid_grant\"}", NULL),
          ANSWER (ASK, OLD, 200, GOOD, NULL), END } },
  { "no registration, and used while it lasts", SESSION, NULL, SESSION_FILE,
      TOKEN ("12:01:00") "}", FOUND,
      { ANSWER (ASK, OLD, 200, GOOD, NULL), END } },
  { "not refreshed after its end", SESSION, NULL, SESSION_FILE,
      TOKEN ("11:59:59") REGISTERED,
      "error could not be refreshed: InvalidGrantException (HTTP status 400): " LOGIN,
      { ANSWER (OIDC, REFRESH, 400,
            "{\"error\":\"invalid_grant\",\"nothing\":\"SECRET\"}",
            "x-amzn-ErrorType: InvalidGrantException"),
          END } },
  { "a service that repeats the secret", SESSION, NULL, SESSION_FILE,
      TOKEN ("11:59:59") REGISTERED, "error HTTP status 400",
      { ANSWER (OIDC, REFRESH, 400, "{\"message\":\"not SECRET-r\"}", NULL),
          END } },
  { "nobody answers after its end", SESSION, NULL, SESSION_FILE,
      TOKEN ("11:59:59") REGISTERED, "error nobody is there: " LOGIN,
      { FAIL (OIDC, AWS_ERROR_CONNECT), FAIL (OIDC, AWS_ERROR_CONNECT),
          FAIL (OIDC, AWS_ERROR_CONNECT), END } },
  { "an untrusted certificate, asked once", SESSION, NULL, SESSION_FILE,
      TOKEN ("11:59:59") REGISTERED, "error nobody is there",
      { FAIL (OIDC, AWS_ERROR_UNTRUSTED), END } },
  { "no TLS here, asked once", SESSION, NULL, SESSION_FILE, LONG_TOKEN,
      "error nobody is there", { FAIL (ASK, AWS_ERROR_NO_TLS), END } },
  { "bodies that are cut off", SESSION, NULL, SESSION_FILE,
      TOKEN ("02:00:00") REGISTERED, FOUND,
      { ANSWER (OIDC, REFRESH, 200, "{\"accessToken\":\"SECRET", NULL),
          ANSWER (OIDC, REFRESH, 200, NEW_TOKEN, NULL),
          ANSWER (ASK, NEW, 200, "{\"roleCredentials\":{\"acc", NULL),
          ANSWER (ASK, NEW, 200, "", NULL), ANSWER (ASK, NEW, 200, GOOD, NULL),
          END } },
  { "no registration after its end", SESSION, NULL, SESSION_FILE,
      TOKEN ("11:59:59") "}", "error has no clientId: " LOGIN, { END } },
  { "the registration has ended too", SESSION, NULL, SESSION_FILE,
      TOKEN ("11:59:59") REGISTRATION ("2026-01-31T12:00:00Z"),
      "error registrationExpiresAt in @HOME@/" SESSION_FILE
      ") has ended: " LOGIN,
      { END } },
  { "an answer without token", SESSION, NULL, SESSION_FILE,
      TOKEN ("11:59:59") REGISTERED, "error has no accessToken: " LOGIN,
      { ANSWER (OIDC, REFRESH, 200, "{\"expiresIn\":9}", NULL), END } },
  { "an answer without end", SESSION, NULL, SESSION_FILE,
      TOKEN ("11:59:59") REGISTERED, "error has no expiresIn: " LOGIN,
      { ANSWER (OIDC, REFRESH, 200, "{\"accessToken\":\"SECRET\"}", NULL),
          END } },
  { "without a session never refreshed", LEGACY, NULL, LEGACY_FILE,
      TOKEN ("11:59:59") REGISTERED, "error has ended: " LOGIN, { END } },
  { "without a session used to its end", LEGACY, NULL, LEGACY_FILE,
      TOKEN ("12:00:01") REGISTERED, FOUND,
      { ANSWER (ASK, OLD, 200, GOOD, NULL), END } },
  { "cancelled while refreshing", SESSION, NULL, SESSION_FILE,
      TOKEN ("12:14:00") REGISTERED, "cancelled",
      { FAIL (OIDC, RIG_CANCELLED), END } },
  { "cancelled", SESSION, NULL, SESSION_FILE, LONG_TOKEN, "cancelled",
      { FAIL (ASK, RIG_CANCELLED), END } },

  { "the token was withdrawn", SESSION, NULL, SESSION_FILE, LONG_TOKEN,
      "error Session token not found or invalid (HTTP status 401): " LOGIN,
      { ANSWER (ASK, OLD, 401,
            "{\"message\":\"Session token not found or invalid\"}",
            "x-amzn-ErrorType: UnauthorizedException"),
          END } },
  { "no such role", SESSION, NULL, SESSION_FILE, LONG_TOKEN,
      "error ForbiddenException: No access (HTTP status 403)",
      { ANSWER (ASK, OLD, 403, "{\"message\":\"No access\"}",
            "x-amzn-ErrorType: ForbiddenException"),
          END } },
  { "a service that repeats the token", SESSION, NULL, SESSION_FILE, LONG_TOKEN,
      "error HTTP status 403",
      { ANSWER (ASK, OLD, 403, "{\"message\":\"not SECRET-old\"}", NULL),
          END } },
  { "faults are asked again", SESSION, NULL, SESSION_FILE, LONG_TOKEN, FOUND,
      { ANSWER (ASK, OLD, 503, NULL, NULL), ANSWER (ASK, OLD, 429, NULL, NULL),
          ANSWER (ASK, OLD, 200, GOOD, NULL), END } },
  { "attempts as set", SESSION, "AWS_MAX_ATTEMPTS=1", SESSION_FILE, LONG_TOKEN,
      "error HTTP status 503", { ANSWER (ASK, OLD, 503, NULL, NULL), END } },
  { "no credentials in the answer", SESSION, NULL, SESSION_FILE, LONG_TOKEN,
      "error the service's answer has no credentials",
      { ANSWER (ASK, OLD, 200, "{\"roleCredentials\":{}}", NULL), END } },
  { "another endpoint", SESSION,
      "AWS_ENDPOINT_URL_SSO=https://sso.test/\n"
      "AWS_ENDPOINT_URL_SSO_OIDC=https://oidc.test/base",
      SESSION_FILE, TOKEN ("02:00:00") REGISTERED, FOUND,
      { ANSWER ("POST https://oidc.test/base/token", REFRESH, 200, NEW_TOKEN,
            NULL),
          ANSWER ("GET https://sso.test" QUERY, NEW, 200, GOOD, NULL), END } },
  { "FIPS and dual stack", SESSION,
      "AWS_USE_FIPS_ENDPOINT=true\nAWS_USE_DUALSTACK_ENDPOINT=true",
      SESSION_FILE, TOKEN ("02:00:00") REGISTERED, FOUND,
      { ANSWER ("POST https://oidc-fips.eu-west-1.api.aws/token", REFRESH, 200,
            NEW_TOKEN, NULL),
          ANSWER ("GET https://portal.sso-fips.eu-west-1.api.aws" QUERY, NEW,
              200, GOOD, NULL),
          END } },
};

static void
test_cases (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++) {
    const SsoCase *c = &cases[i];
    g_autoptr (SourceRig) rig =
        source_rig_new (c->config, c->variables, c->exchanges);

    if (c->file != NULL)
      source_rig_write (rig, c->file, c->token);
    source_rig_assert (rig, c->label, &rekaws_source_sso, NULL, c->expected);
  }
}

/* Another profile than the one in use is told in its place. */
static void
test_other_profile (void)
{
  g_autoptr (SourceRig) rig =
      source_rig_new ("[profile b]\n" START REGION ROLE, NULL, NULL);

  source_rig_assert (rig, "default", &rekaws_source_sso, NULL,
      "reason are not set");
  source_rig_assert (rig, "b", &rekaws_source_sso, "b",
      "error run \"aws sso login --profile b\"");
}

static void
assert_string (JsonObject *object, const char *name, const char *value)
{
  g_assert_cmpstr (
      json_object_get_string_member_with_default (object, name, NULL), ==,
      value);
}

/* The file afterwards is what the AWS CLI reads. */
static void
test_written_back (void)
{
  static const RigExchange exchanges[] = {
    ANSWER (OIDC, REFRESH, 200, NEW_TOKEN, NULL),
    ANSWER (ASK, NEW, 200, GOOD, NULL),
    ANSWER (ASK, NEW, 200, GOOD, NULL),
    END,
  };
  g_autoptr (SourceRig) rig = source_rig_new (SESSION, NULL, exchanges);
  g_autofree char *path = source_rig_dup_path (rig, SESSION_FILE);
  g_autoptr (JsonParser) parser = json_parser_new ();
  JsonObject *object;
  GStatBuf status;

  source_rig_write (rig, SESSION_FILE, TOKEN ("02:00:00") REGISTERED);
  source_rig_assert (rig, "refreshed", &rekaws_source_sso, NULL, FOUND);
  source_rig_assert (rig, "from the file", &rekaws_source_sso, NULL, FOUND);

  g_assert_cmpint (g_stat (path, &status), ==, 0);
  g_assert_cmpint (status.st_mode & 0777, ==, 0600);
  g_assert_true (json_parser_load_from_file (parser, path, NULL));
  object = json_node_get_object (json_parser_get_root (parser));
  g_assert_cmpuint (json_object_get_size (object), ==, 9);
  assert_string (object, "startUrl", "https://start.test/start");
  assert_string (object, "region", "eu-west-1");
  assert_string (object, "accessToken", "SECRET-new");
  assert_string (object, "expiresAt", "2026-01-31T20:00:00Z");
  assert_string (object, "clientId", "client");
  assert_string (object, "clientSecret", "SECRET-c");
  assert_string (object, "refreshToken", "SECRET-r2");
  assert_string (object, "registrationExpiresAt", "2026-02-28T12:00:00Z");
  g_assert_cmpuint (
      json_array_get_length (json_object_get_array_member (object, "future")),
      ==, 2);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/aws-source-sso/cases", test_cases);
  g_test_add_func ("/aws-source-sso/other-profile", test_other_profile);
  g_test_add_func ("/aws-source-sso/written-back", test_written_back);
  return g_test_run ();
}
