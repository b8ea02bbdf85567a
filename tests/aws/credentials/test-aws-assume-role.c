/* SPDX-License-Identifier: LGPL-2.1-or-later */

/* Credentials of roles, of profiles and for web identities, by the whole
 * chain. STS is a list of answers. */

#include "credentials/aws-credential-chain.h"
#include "client/aws-error.h"

#include "support/aws/replay-transport.h"
#include "support/common/aws-home.h"

#include <string.h>

/* 2001-09-09T01:46:40Z */
#define NOW_US (G_GINT64_CONSTANT (1000000000) * G_USEC_PER_SEC)

#define STS "https://sts.eu-west-1.amazonaws.com/"
#define ARN "arn:aws:iam::1:role/R"
#define ASSUME \
  "Action=AssumeRole&Version=2011-06-15&RoleArn=arn%3Aaws%3Aiam%3A%3A1%3A" \
  "role%2FR&RoleSessionName="
#define ASSUME_WEB \
  "Action=AssumeRoleWithWebIdentity&Version=2011-06-15&RoleArn=arn%3Aaws%3A" \
  "iam%3A%3A1%3Arole%2FR&RoleSessionName="

#define ANSWER(action, id, expiration) \
  "{\"" action "Response\":{\"" action \
  "Result\":{\"Credentials\":{\"AccessKeyId\":\"" id \
  "\",\"SecretAccessKey\":\"SECRET-r\",\"SessionToken\":\"SECRET-rt\"," \
  "\"Expiration\":" expiration "}}}}"
#define EXCHANGE(body) \
  { \
    "POST", STS, 200, NULL, body \
  }
#define ROLE(id) EXCHANGE (ANSWER ("AssumeRole", id, "1.0000036E9"))
#define WEB_ROLE \
  EXCHANGE ( \
      ANSWER ("AssumeRoleWithWebIdentity", "wid", "\"2001-09-09T02:46:40Z\""))
#define REFUSED(status, headers, code) \
  { \
    "POST", STS, status, headers, \
        "{\"Error\":{\"Code\":\"" code "\",\"Message\":\"No\"}}" \
  }

#define KEYS(id) \
  "aws_access_key_id=" id "\naws_secret_access_key=SECRET-" id "\n"
#define ROLE_OF(source) "role_arn=" ARN "\nsource_profile=" source "\n"
#define ENVIRONMENT "AWS_ACCESS_KEY_ID=eid\nAWS_SECRET_ACCESS_KEY=SECRET-e\n"
#define WEB_ENVIRONMENT \
  "AWS_ROLE_ARN=" ARN "\nAWS_WEB_IDENTITY_TOKEN_FILE=@HOME@/.aws/token\n" \
  "AWS_ROLE_SESSION_NAME=s\n"

/* found: text about the source, or part of the error's message. body: of the
 * first request; signer: of the last one; "": it is not signed. @HOME@ stands
 * for the home directory. */
typedef struct {
  const char *label;
  const char *config;
  const char *credentials;
  const char *variables;
  const char *profile;
  ReplayExchange exchanges[4];
  const char *found;
  const char *body;
  const char *signer;
} RoleCase;

static const RoleCase good_cases[] = {
  { "keys of another profile",
      "[profile a]\n" ROLE_OF ("b") "external_id=x y\nrole_session_name=s\n"
                                    "duration_seconds=900\n",
      "[b]\n" KEYS ("bid"), "AWS_PROFILE=a", NULL, { ROLE ("rid") },
      "profile \"a\": role " ARN " from profile \"b\": access keys",
      ASSUME "s&ExternalId=x%20y&DurationSeconds=900", "bid" },
  { "a name for the session", "[default]\n" ROLE_OF ("b"), "[b]\n" KEYS ("bid"),
      NULL, NULL, { ROLE ("rid") },
      "profile \"default\": role " ARN " from profile \"b\": access keys",
      ASSUME "gst-rekognition-1000000000", "bid" },
  { "a duration that is no number does not count",
      "[default]\n" ROLE_OF ("b") "duration_seconds=1 h\nrole_session_name=s\n",
      "[b]\n" KEYS ("bid"), NULL, NULL, { ROLE ("rid") },
      "profile \"default\": role " ARN " from profile \"b\": access keys",
      ASSUME "s", "bid" },
  { "a duration with a sign",
      "[default]\n" ROLE_OF ("b") "duration_seconds=+900\n"
                                  "role_session_name=s\n",
      "[b]\n" KEYS ("bid"), NULL, NULL, { ROLE ("rid") },
      "profile \"default\": role " ARN " from profile \"b\": access keys",
      ASSUME "s&DurationSeconds=900", "bid" },
  { "role before keys", "[default]\n" ROLE_OF ("b"),
      "[b]\n" KEYS ("bid") "[default]\n" KEYS ("did"), NULL, NULL,
      { ROLE ("rid") },
      "profile \"default\": role " ARN " from profile \"b\": access keys", NULL,
      "bid" },
  { "a profile with its own keys for its role",
      "[default]\n" ROLE_OF ("default") KEYS ("did"), NULL, NULL, NULL,
      { ROLE ("rid") },
      "profile \"default\": role " ARN " from profile \"default\": access keys",
      NULL, "did" },
  { "roles in a chain",
      "[default]\n" ROLE_OF ("b") "[profile b]\n" ROLE_OF (
          "c") "[profile c]\n" KEYS ("cid"),
      NULL, NULL, NULL, { ROLE ("rid1"), ROLE ("rid") },
      "profile \"default\": role " ARN " from profile \"b\": role " ARN
      " from profile \"c\": access keys",
      NULL, "rid1" },
  { "keys before a role in a source",
      "[default]\n" ROLE_OF ("b") "[profile b]\n" ROLE_OF ("c") KEYS ("bid"),
      NULL, NULL, NULL, { ROLE ("rid") },
      "profile \"default\": role " ARN " from profile \"b\": access keys", NULL,
      "bid" },
  { "keys of the environment",
      "[profile a]\nrole_arn=" ARN "\ncredential_source=Environment\n", NULL,
      ENVIRONMENT, "a", { ROLE ("rid") },
      "profile \"a\": role " ARN " from environment", NULL, "eid" },
  { "a profile by name before the environment", "[profile a]\n" ROLE_OF ("b"),
      "[b]\n" KEYS ("bid"), ENVIRONMENT WEB_ENVIRONMENT, "a", { ROLE ("rid") },
      "profile \"a\": role " ARN " from profile \"b\": access keys", NULL,
      "bid" },
  { "web identity of the environment", NULL, NULL, WEB_ENVIRONMENT, NULL,
      { WEB_ROLE }, "environment: role " ARN " for a web identity",
      ASSUME_WEB "s&WebIdentityToken=SECRET-web%2B1", "" },
  { "web identity of the environment before keys of a profile", NULL,
      "[default]\n" KEYS ("did"), WEB_ENVIRONMENT, NULL, { WEB_ROLE },
      "environment: role " ARN " for a web identity", NULL, "" },
  { "role of a profile before web identity of the environment",
      "[default]\n" ROLE_OF ("b"), "[b]\n" KEYS ("bid"), WEB_ENVIRONMENT, NULL,
      { ROLE ("rid") },
      "profile \"default\": role " ARN " from profile \"b\": access keys", NULL,
      "bid" },
  { "web identity of a profile",
      "[default]\nrole_arn=" ARN
      "\nweb_identity_token_file=@HOME@/.aws/token\nrole_session_name=t\n",
      "[default]\n" KEYS ("did"), NULL, NULL, { WEB_ROLE },
      "profile \"default\": role " ARN " for a web identity",
      ASSUME_WEB "t&WebIdentityToken=SECRET-web%2B1", "" },
  { "web identity of a profile with the environment's role",
      "[default]\nweb_identity_token_file=@HOME@/.aws/token\n", NULL,
      "AWS_ROLE_ARN=" ARN, NULL, { WEB_ROLE },
      "profile \"default\": role " ARN " for a web identity",
      ASSUME_WEB "gst-rekognition-1000000000&WebIdentityToken=SECRET-web%2B1",
      "" },
  { "web identity of a source",
      "[default]\n" ROLE_OF ("b") "[profile b]\nrole_arn=" ARN
                                  "\nweb_identity_token_file=@HOME@/.aws/"
                                  "token\n",
      NULL, NULL, NULL, { WEB_ROLE, ROLE ("rid") },
      "profile \"default\": role " ARN " from profile \"b\": role " ARN
      " for a web identity",
      NULL, "wid" },
  { "process of a source",
      "[default]\n" ROLE_OF ("b") "[profile b]\ncredential_process=/bin/echo "
                                  "'{\"Version\":1,\"AccessKeyId\":\"pid\","
                                  "\"SecretAccessKey\":\"SECRET-p\"}'\n",
      NULL, NULL, NULL, { ROLE ("rid") },
      "profile \"default\": role " ARN " from profile \"b\": "
      "credential_process",
      NULL, "pid" },
  { "asked again", "[default]\n" ROLE_OF ("b"), "[b]\n" KEYS ("bid"), NULL,
      NULL,
      { REFUSED (503, NULL, "x"), REFUSED (400, NULL, "Throttling"),
          ROLE ("rid") },
      "profile \"default\": role " ARN " from profile \"b\": access keys", NULL,
      "bid" },
  { "bodies that are cut off", "[default]\n" ROLE_OF ("b"),
      "[b]\n" KEYS ("bid"), NULL, NULL,
      { EXCHANGE ("{\"AssumeRoleResponse\":{\"AssumeRoleResult\":{"),
          EXCHANGE ("<AssumeRoleResponse><AssumeRoleResult>"), ROLE ("rid") },
      "profile \"default\": role " ARN " from profile \"b\": access keys", NULL,
      "bid" },
  { "an endpoint of one's own", "[default]\n" ROLE_OF ("b"),
      "[b]\n" KEYS ("bid"), "AWS_ENDPOINT_URL_STS=http://127.0.0.1:1/x", NULL,
      { { "POST", "http://127.0.0.1:1/x", 200, NULL,
          ANSWER ("AssumeRole", "rid", "1000003600") } },
      "profile \"default\": role " ARN " from profile \"b\": access keys", NULL,
      "bid" },
};

static const RoleCase bad_cases[] = {
  { "both sources", "[default]\n" ROLE_OF ("b") "credential_source=x\n",
      "[b]\n" KEYS ("bid"), NULL, NULL, { { 0 } },
      "both source_profile and credential_source: it must have one", NULL,
      NULL },
  { "no source", "[default]\nrole_arn=" ARN "\n", "[default]\n" KEYS ("did"),
      NULL, NULL, { { 0 } }, "neither source_profile nor credential_source",
      NULL, NULL },
  { "an unknown source",
      "[default]\nrole_arn=" ARN "\ncredential_source=environment\n", NULL,
      ENVIRONMENT "AWS_PROFILE=default", "default", { { 0 } },
      "must be Environment, Ec2InstanceMetadata or EcsContainer", NULL, NULL },
  { "nothing in the environment",
      "[default]\nrole_arn=" ARN "\ncredential_source=Environment\n", NULL,
      NULL, NULL, { { 0 } },
      "credential_source Environment of the profile \"default\" has none: "
      "AWS_ACCESS_KEY_ID is not set",
      NULL, NULL },
  { "a code of a device", "[default]\n" ROLE_OF ("b") "mfa_serial=x\n",
      "[b]\n" KEYS ("bid"), NULL, NULL, { { 0 } },
      "MFA device (mfa_serial), which can't be typed in here", NULL, NULL },
  { "too short", "[default]\n" ROLE_OF ("b") "duration_seconds=899\n",
      "[b]\n" KEYS ("bid"), NULL, NULL, { { 0 } },
      "duration_seconds of the profile \"default\" must be a whole number",
      NULL, NULL },
  { "longer than any number",
      "[default]\n" ROLE_OF ("b") "duration_seconds=99999999999999999999\n",
      "[b]\n" KEYS ("bid"), NULL, NULL, { { 0 } }, "must be a whole number",
      NULL, NULL },
  { "a loop",
      "[profile a]\n" ROLE_OF ("b") "[profile b]\n" ROLE_OF (
          "c") "[profile c]\n" ROLE_OF ("a"),
      NULL, NULL, "a", { { 0 } },
      "go round in a loop: \"a\" -> \"b\" -> \"c\" -> \"a\"", NULL, NULL },
  { "a loop with keys",
      "[profile a]\n" ROLE_OF ("b") KEYS ("aid") "[profile b]\n" ROLE_OF ("a"),
      NULL, NULL, "a", { { 0 } }, "in a loop: \"a\" -> \"b\" -> \"a\"", NULL,
      NULL },
  { "itself without keys", "[default]\n" ROLE_OF ("default"), NULL, NULL, NULL,
      { { 0 } }, "in a loop: \"default\" -> \"default\"", NULL, NULL },
  { "no such source", "[default]\n" ROLE_OF ("b"), NULL, NULL, NULL, { { 0 } },
      "source_profile \"b\" of the profile \"default\" does not exist in /",
      NULL, NULL },
  { "a source with nothing", "[default]\n" ROLE_OF ("b") "[profile b]\n", NULL,
      NULL, NULL, { { 0 } },
      "source_profile \"b\" of the profile \"default\" has none: profile "
      "\"b\": role_arn is not set; ",
      NULL, NULL },
  { "half a key in a source", "[default]\n" ROLE_OF ("b"),
      "[b]\naws_access_key_id=bid\n", NULL, NULL, { { 0 } },
      "aws_secret_access_key is missing in the profile \"b\"", NULL, NULL },
  { "refused", "[default]\n" ROLE_OF ("b"), "[b]\n" KEYS ("bid"), NULL, NULL,
      { REFUSED (403, NULL, "AccessDenied") },
      "No AWS credentials from profile \"default\": role " ARN
      " from profile \"b\": access keys: AccessDenied: No (HTTP status 403)",
      NULL, NULL },
  { "nobody answers", "[default]\n" ROLE_OF ("b"), "[b]\n" KEYS ("bid"),
      "AWS_MAX_ATTEMPTS=1", NULL, { { "POST", STS, 0, NULL, NULL } },
      "access keys: nobody answers at sts.eu-west-1.amazonaws.com", NULL,
      NULL },
  { "an answer cut off", "[default]\n" ROLE_OF ("b"), "[b]\n" KEYS ("bid"),
      NULL, NULL,
      { EXCHANGE (
          "{\"AssumeRoleResponse\":{\"AssumeRoleResult\":{\"Credential"
          "s\":{\"AccessKeyId\":\"rid\",\"SecretAccessKey\":\"SECRET-") },
      "sts.eu-west-1.amazonaws.com is cut off", NULL, NULL },
  { "an answer to something else", "[default]\n" ROLE_OF ("b"),
      "[b]\n" KEYS ("bid"), NULL, NULL, { WEB_ROLE }, "holds no credentials",
      NULL, NULL },
  { "an end that is no time", "[default]\n" ROLE_OF ("b"), "[b]\n" KEYS ("bid"),
      NULL, NULL, { EXCHANGE (ANSWER ("AssumeRole", "rid", "1E30")) },
      "holds no credentials", NULL, NULL },
  { "no role in the environment", NULL, NULL,
      "AWS_WEB_IDENTITY_TOKEN_FILE=@HOME@/.aws/token", NULL, { { 0 } },
      "needs a role: AWS_ROLE_ARN or role_arn of the profile", NULL, NULL },
  { "no token", NULL, NULL,
      "AWS_ROLE_ARN=" ARN "\nAWS_WEB_IDENTITY_TOKEN_FILE=@HOME@/absent", NULL,
      { { 0 } }, "the token can't be read: ", NULL, NULL },
  { "an empty token", NULL, NULL,
      "AWS_ROLE_ARN=" ARN "\nAWS_WEB_IDENTITY_TOKEN_FILE=@HOME@/.aws/empty",
      NULL, { { 0 } }, "there is no token in /", NULL, NULL },
  { "a token in the answer", NULL, NULL, WEB_ENVIRONMENT, NULL,
      { { "POST", STS, 400, NULL,
          "{\"Error\":{\"Code\":\"InvalidIdentityToken\",\"Message\":"
          "\"No good: SECRET-web+1\"}}" } },
      "for a web identity: HTTP status 400", NULL, NULL },
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

static char *
fill_in (const char *text, const TestHome *home)
{
  GString *filled = g_string_new (text != NULL ? text : "");

  g_string_replace (filled, "@HOME@", home->path, 0);
  return g_string_free (filled, FALSE);
}

static TestHome *
create_home (const RoleCase *c)
{
  TestHome *home = test_home_new (NULL, c->credentials);
  g_autofree char *config = fill_in (c->config, home);

  test_home_write (home, "config", config);
  test_home_write (home, "token", "SECRET-web+1\n");
  test_home_write (home, "empty", "\n");
  return home;
}

static void
remove_home (TestHome *home)
{
  static const char *const names[] = { "token", "empty" };

  for (guint i = 0; i < G_N_ELEMENTS (names); i++) {
    g_autofree char *path = test_home_build_path (home, names[i]);

    g_assert_cmpint (g_remove (path), ==, 0);
  }
  test_home_free (home);
}

static AwsCredentials *
run_case (const RoleCase *c, ReplayTransport *replay, GString *log,
    GError **error)
{
  TestHome *home = create_home (c);
  g_autofree char *more = fill_in (c->variables, home);
  g_autofree char *variables = g_strconcat ("AWS_EC2_METADATA_DISABLED=true\n"
                                            "AWS_REGION=us-east-1\n",
      more, NULL);
  g_autoptr (AwsConfig) config =
      test_home_load_logged (home, variables, c->profile, log);
  const AwsChainSettings settings = { .config = config,
    .region = "eu-west-1",
    .clock = &fixed_clock,
    .transport = replay_transport_get (replay) };
  g_autoptr (AwsChain) chain = rekaws_chain_new (&settings);
  AwsCredentials *credentials;

  for (guint i = 0; c->exchanges[i].method != NULL; i++)
    replay_transport_add (replay, &c->exchanges[i]);
  credentials = rekaws_chain_get (chain, NULL, error);
  remove_home (home);
  return credentials;
}

static void
check_requests (const RoleCase *c, const ReplayTransport *replay)
{
  guint n_requests = replay_transport_get_n_requests (replay);
  const AwsRequest *first = replay_transport_get_request (replay, 0);
  const AwsRequest *last =
      replay_transport_get_request (replay, n_requests - 1);
  const char *authorization = rekaws_request_get_header (last, "Authorization");
  gsize size;
  const char *body = g_bytes_get_data (first->body, &size);

  if (c->body != NULL)
    g_assert_cmpmem (body, size, c->body, strlen (c->body));
  g_assert_cmpstr (rekaws_request_get_header (first, "Accept"), ==,
      "application/json");
  g_assert_cmpstr (rekaws_request_get_header (first, "Content-Type"), ==,
      "application/x-www-form-urlencoded");

  if (*c->signer == '\0') {
    g_assert_null (authorization);
  } else {
    g_autofree char *start = g_strdup_printf (
        "AWS4-HMAC-SHA256 Credential=%s/20010909/eu-west-1/sts/aws4_request, ",
        c->signer);

    g_assert_true (g_str_has_prefix (authorization, start));
  }
}

static void
test_found (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (good_cases); i++) {
    const RoleCase *c = &good_cases[i];
    g_autoptr (ReplayTransport) replay = replay_transport_new ();
    g_autoptr (GError) error = NULL;
    g_autoptr (AwsCredentials) credentials = NULL;

    g_test_message ("%s", c->label);
    credentials = run_case (c, replay, NULL, &error);
    g_assert_no_error (error);
    replay_transport_assert_done (replay);
    g_assert_cmpstr (rekaws_credentials_get_source (credentials), ==, c->found);
    g_assert_cmpstr (rekaws_credentials_get_secret_access_key (credentials), ==,
        "SECRET-r");
    g_assert_cmpstr (rekaws_credentials_get_session_token (credentials), ==,
        "SECRET-rt");
    g_assert_cmpint (rekaws_credentials_get_expiration (credentials), ==,
        NOW_US + 3600 * (gint64) G_USEC_PER_SEC);
    check_requests (c, replay);
  }
}

static void
test_not_found (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (bad_cases); i++) {
    const RoleCase *c = &bad_cases[i];
    g_autoptr (ReplayTransport) replay = replay_transport_new ();
    g_autoptr (GError) error = NULL;

    g_test_message ("%s", c->label);
    g_assert_null (run_case (c, replay, NULL, &error));
    g_assert_error (error, AWS_ERROR, AWS_ERROR_NO_CREDENTIALS);
    g_test_message ("%s", error->message);
    replay_transport_assert_done (replay);
    g_assert_nonnull (strstr (error->message, c->found));
    g_assert_null (strstr (error->message, "SECRET-"));
  }
}

/* What STS said is told with the error. */
static void
test_details (void)
{
  static const RoleCase c = { "", "[default]\n" ROLE_OF ("b"),
    "[b]\n" KEYS ("bid"), NULL, NULL,
    { REFUSED (403, "x-amzn-RequestId: id-1", "AccessDenied") }, NULL, NULL,
    NULL };
  g_autoptr (ReplayTransport) replay = replay_transport_new ();
  g_autoptr (GError) error = NULL;
  const AwsErrorDetails *details;

  g_assert_null (run_case (&c, replay, NULL, &error));
  details = rekaws_error_get_details (error);
  g_assert_cmpuint (details->http_status, ==, 403);
  g_assert_cmpstr (details->type, ==, "AccessDenied");
  g_assert_cmpstr (details->request_id, ==, "id-1");
  g_assert_cmpuint (details->attempts, ==, 1);
}

/* The value does not count, and somebody is told. */
static void
test_no_duration (void)
{
  static const RoleCase c = { "",
    "[default]\n" ROLE_OF ("b") "duration_seconds=an \"hour\"\n",
    "[b]\n" KEYS ("bid"), NULL, NULL, { ROLE ("rid") }, NULL, NULL, NULL };
  g_autoptr (ReplayTransport) replay = replay_transport_new ();
  g_autoptr (GString) log = g_string_new (NULL);
  g_autoptr (GError) error = NULL;
  g_autoptr (AwsCredentials) credentials = run_case (&c, replay, log, &error);

  g_assert_no_error (error);
  g_assert_nonnull (credentials);
  g_assert_cmpstr (log->str, ==,
      "duration_seconds of the profile \"default\" is not a whole number and is "
      "ignored: \"an \\\"hour\\\"\"\n");
}

static void
test_wrong_clock (void)
{
  static const RoleCase c = { "", "[default]\n" ROLE_OF ("b"),
    "[b]\n" KEYS ("bid"), NULL, NULL,
    { REFUSED (403, "Date: Sun, 09 Sep 2001 03:46:40 GMT",
          "SignatureDoesNotMatch"),
        ROLE ("rid") },
    NULL, NULL, NULL };
  g_autoptr (ReplayTransport) replay = replay_transport_new ();
  g_autoptr (GError) error = NULL;
  g_autoptr (AwsCredentials) credentials = run_case (&c, replay, NULL, &error);

  g_assert_no_error (error);
  g_assert_nonnull (credentials);
  replay_transport_assert_done (replay);
  g_assert_cmpstr (rekaws_request_get_header (
                       replay_transport_get_request (replay, 0), "X-Amz-Date"),
      ==, "20010909T014640Z");
  g_assert_cmpstr (rekaws_request_get_header (
                       replay_transport_get_request (replay, 1), "X-Amz-Date"),
      ==, "20010909T034640Z");
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/aws-assume-role/found", test_found);
  g_test_add_func ("/aws-assume-role/not-found", test_not_found);
  g_test_add_func ("/aws-assume-role/details", test_details);
  g_test_add_func ("/aws-assume-role/no-duration", test_no_duration);
  g_test_add_func ("/aws-assume-role/wrong-clock", test_wrong_clock);
  return g_test_run ();
}
