/* SPDX-License-Identifier: LGPL-2.1-or-later */

#include "config/aws-endpoint.h"
#include "client/aws-error.h"

#include "support/common/aws-home.h"

#include <json-glib/json-glib.h>
#include <string.h>

typedef struct {
  const char *label;
  const char *config;
  const char *variables;
  const char *explicit_uri;
  const char *region;
  const char *uri;
} EndpointCase;

#define CONFIGURED \
  "[default]\nservices = s\nendpoint_url = http://profile\n" \
  "[services s]\ns3 =\n endpoint_url = http://s3\n" \
  "rekognition =\n endpoint_url = http://services\n"

static const EndpointCase cases[] = {
  { "AWS", NULL, NULL, NULL, "eu-west-1",
      "https://rekognition.eu-west-1.amazonaws.com" },
  { "China", NULL, NULL, NULL, "cn-north-1",
      "https://rekognition.cn-north-1.amazonaws.com.cn" },
  { "GovCloud", NULL, NULL, NULL, "us-gov-west-1",
      "https://rekognition.us-gov-west-1.amazonaws.com" },
  { "a region to come", NULL, NULL, NULL, "mars-east-9",
      "https://rekognition.mars-east-9.amazonaws.com" },
  { "by hand", CONFIGURED, "AWS_ENDPOINT_URL=http://variable",
      "http://localhost:8080/x", "eu-west-1", "http://localhost:8080/x" },
  { "by hand, but empty", NULL, NULL, "", "eu-west-1",
      "https://rekognition.eu-west-1.amazonaws.com" },
  { "variable of the service", CONFIGURED,
      "AWS_ENDPOINT_URL=http://all\nAWS_ENDPOINT_URL_REKOGNITION=http://one",
      NULL, "eu-west-1", "http://one" },
  { "variable for all", CONFIGURED,
      "AWS_ENDPOINT_URL=http://all\nAWS_ENDPOINT_URL_REKOGNITION=", NULL,
      "eu-west-1", "http://all" },
  { "services section", CONFIGURED, NULL, NULL, "eu-west-1",
      "http://services" },
  { "services section that is not there",
      "[default]\nservices = t\nendpoint_url = http://profile\n", NULL, NULL,
      "eu-west-1", "http://profile" },
  { "profile", "[default]\nendpoint_url = http://profile\n", NULL, NULL,
      "eu-west-1", "http://profile" },
  { "ignored by variable", CONFIGURED,
      "AWS_ENDPOINT_URL=http://all\nAWS_IGNORE_CONFIGURED_ENDPOINT_URLS=True",
      NULL, "eu-west-1", "https://rekognition.eu-west-1.amazonaws.com" },
  { "ignored by profile",
      "[default]\nendpoint_url = http://profile\n"
      "ignore_configured_endpoint_urls = true\n",
      NULL, NULL, "eu-west-1", "https://rekognition.eu-west-1.amazonaws.com" },
  { "not ignored", NULL,
      "AWS_ENDPOINT_URL=http://all\nAWS_IGNORE_CONFIGURED_ENDPOINT_URLS=false",
      NULL, "eu-west-1", "http://all" },
  { "by hand is never ignored", NULL,
      "AWS_IGNORE_CONFIGURED_ENDPOINT_URLS=true", "http://localhost:8080",
      "eu-west-1", "http://localhost:8080" },
};

static void
test_endpoints (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++) {
    const EndpointCase *c = &cases[i];
    g_autoptr (TestHome) home = test_home_new (c->config, NULL);
    g_autoptr (AwsConfig) config = test_home_load (home, c->variables, NULL);
    g_autoptr (GError) error = NULL;
    g_autofree char *uri = rekaws_endpoint_dup_uri (config,
        AWS_SERVICE_REKOGNITION, c->region, c->explicit_uri, &error);

    g_test_message ("%s", c->label);
    g_assert_no_error (error);
    g_assert_cmpstr (uri, ==, c->uri);
  }
}

static void
test_other_service (void)
{
  g_autoptr (TestHome) home =
      test_home_new ("[default]\nservices = s\n[services s]\nsso_oidc =\n"
                     " endpoint_url = http://oidc\n",
          NULL);
  g_autoptr (AwsConfig) plain = test_home_load (home, NULL, NULL);
  g_autoptr (AwsConfig) variable =
      test_home_load (home, "AWS_ENDPOINT_URL_SSO_OIDC=http://v", NULL);
  g_autofree char *from_file = rekaws_endpoint_dup_uri (plain,
      AWS_SERVICE_SSO_OIDC, "eu-west-1", NULL, NULL);
  g_autofree char *from_variable = rekaws_endpoint_dup_uri (variable,
      AWS_SERVICE_SSO_OIDC, "eu-west-1", NULL, NULL);

  g_assert_cmpstr (from_file, ==, "http://oidc");
  g_assert_cmpstr (from_variable, ==, "http://v");
}

#define FIPS "AWS_USE_FIPS_ENDPOINT=true\n"
#define DUAL_STACK "AWS_USE_DUALSTACK_ENDPOINT=true\n"

typedef struct {
  AwsService service;
  const char *region;
  const char *variables;
  /* What follows "https://" */
  const char *host;
} OwnCase;

static const OwnCase own_cases[] = {
  { AWS_SERVICE_REKOGNITION, "eu-isoe-west-1", NULL,
      "rekognition.eu-isoe-west-1.cloud.adc-e.uk" },
  { AWS_SERVICE_REKOGNITION, "us-isof-south-1", FIPS,
      "rekognition-fips.us-isof-south-1.csp.hci.ic.gov" },
  { AWS_SERVICE_REKOGNITION, "us-isob-east-1", DUAL_STACK,
      "rekognition.us-isob-east-1.api.aws.scloud" },
  { AWS_SERVICE_REKOGNITION, "us-gov-west-1", FIPS,
      "rekognition-fips.us-gov-west-1.amazonaws.com" },

  { AWS_SERVICE_STS, "us-east-1", NULL, "sts.us-east-1.amazonaws.com" },
  { AWS_SERVICE_STS, "us-east-1", "AWS_STS_REGIONAL_ENDPOINTS=legacy",
      "sts.us-east-1.amazonaws.com" },
  { AWS_SERVICE_STS, "us-east-1", "AWS_STS_REGIONAL_ENDPOINTS=regional",
      "sts.us-east-1.amazonaws.com" },
  { AWS_SERVICE_STS, "eu-west-1", FIPS, "sts-fips.eu-west-1.amazonaws.com" },
  { AWS_SERVICE_STS, "eu-west-1", DUAL_STACK, "sts.eu-west-1.api.aws" },
  { AWS_SERVICE_STS, "cn-north-1", NULL, "sts.cn-north-1.amazonaws.com.cn" },
  { AWS_SERVICE_STS, "us-gov-east-1", FIPS, "sts.us-gov-east-1.amazonaws.com" },
  { AWS_SERVICE_STS, "us-gov-east-1", FIPS DUAL_STACK,
      "sts-fips.us-gov-east-1.api.aws" },

  { AWS_SERVICE_SSO, "eu-west-1", NULL, "portal.sso.eu-west-1.amazonaws.com" },
  { AWS_SERVICE_SSO, "eu-west-1", FIPS,
      "portal.sso-fips.eu-west-1.amazonaws.com" },
  { AWS_SERVICE_SSO, "us-gov-west-1", FIPS,
      "portal.sso.us-gov-west-1.amazonaws.com" },
  { AWS_SERVICE_SSO, "eusc-de-east-1", NULL,
      "portal.sso.eusc-de-east-1.amazonaws.eu" },

  { AWS_SERVICE_SSO_OIDC, "eu-west-1", NULL, "oidc.eu-west-1.amazonaws.com" },
  { AWS_SERVICE_SSO_OIDC, "cn-north-1", FIPS DUAL_STACK,
      "oidc-fips.cn-north-1.api.amazonwebservices.com.cn" },
  { AWS_SERVICE_SSO_OIDC, "us-gov-west-1", FIPS,
      "oidc.us-gov-west-1.amazonaws.com" },

  { AWS_SERVICE_SIGNIN, "eu-west-1", NULL, "eu-west-1.signin.aws.amazon.com" },
  { AWS_SERVICE_SIGNIN, "cn-north-1", NULL, "cn-north-1.signin.amazonaws.cn" },
  { AWS_SERVICE_SIGNIN, "us-gov-west-1", NULL,
      "us-gov-west-1.signin.amazonaws-us-gov.com" },
  { AWS_SERVICE_SIGNIN, "us-gov-west-1", FIPS,
      "signin-fips.amazonaws-us-gov.com" },
  { AWS_SERVICE_SIGNIN, "us-gov-east-1", FIPS,
      "us-gov-east-1.signin-fips.amazonaws-us-gov.com" },
  { AWS_SERVICE_SIGNIN, "us-gov-west-1", FIPS DUAL_STACK,
      "signin-fips.us-gov-west-1.api.aws" },
  { AWS_SERVICE_SIGNIN, "us-iso-east-1", NULL,
      "us-iso-east-1.signin.c2shome.ic.gov" },
  { AWS_SERVICE_SIGNIN, "us-iso-east-1", FIPS,
      "signin-fips.us-iso-east-1.c2s.ic.gov" },
  { AWS_SERVICE_SIGNIN, "us-isob-east-1", NULL,
      "us-isob-east-1.signin.sc2shome.sgov.gov" },
  { AWS_SERVICE_SIGNIN, "us-isof-south-1", NULL,
      "us-isof-south-1.signin.csphome.hci.ic.gov" },
  { AWS_SERVICE_SIGNIN, "eu-isoe-west-1", NULL,
      "eu-isoe-west-1.signin.csphome.adc-e.uk" },
  { AWS_SERVICE_SIGNIN, "eusc-de-east-1", NULL,
      "eusc-de-east-1.signin.amazonaws-eusc.eu" },
  { AWS_SERVICE_SIGNIN, "eu-west-1", FIPS,
      "signin-fips.eu-west-1.amazonaws.com" },
  { AWS_SERVICE_SIGNIN, "eu-west-1", DUAL_STACK, "signin.eu-west-1.api.aws" },
};

static void
test_own_endpoints (void)
{
  g_autoptr (TestHome) home = test_home_new (NULL, NULL);

  for (guint i = 0; i < G_N_ELEMENTS (own_cases); i++) {
    const OwnCase *c = &own_cases[i];
    g_autoptr (AwsConfig) config = test_home_load (home, c->variables, NULL);
    g_autofree char *expected = g_strconcat ("https://", c->host, NULL);
    g_autoptr (GError) error = NULL;
    g_autofree char *uri =
        rekaws_endpoint_dup_uri (config, c->service, c->region, NULL, &error);

    g_assert_no_error (error);
    g_assert_cmpstr (uri, ==, expected);
  }
}

typedef struct {
  const char *config;
  const char *variables;
  const char *region;
  const char *explicit_uri;
  AwsErrorCode code;
  /* What the message says. */
  const char *hint;
} BadCase;

static const BadCase bad_cases[] = {
  { NULL, NULL, "r", "localhost:8080", AWS_ERROR_CONFIG, "endpoint-uri" },
  { NULL, NULL, "r", " ", AWS_ERROR_CONFIG, "endpoint-uri" },
  { NULL, NULL, "r", "ftp://h", AWS_ERROR_CONFIG, "endpoint-uri" },
  { NULL, NULL, "r", "https://u:SECRET@h", AWS_ERROR_CONFIG, "endpoint-uri" },
  { NULL, "AWS_ENDPOINT_URL=h", "r", NULL, AWS_ERROR_CONFIG,
      "AWS_ENDPOINT_URL" },
  { NULL, "AWS_ENDPOINT_URL_REKOGNITION=h", "r", NULL, AWS_ERROR_CONFIG,
      "AWS_ENDPOINT_URL_REKOGNITION" },

  /* One's own endpoint is neither FIPS nor dual stack. */
  { NULL, FIPS, "r", "http://h", AWS_ERROR_CONFIG,
      "endpoint-uri and FIPS endpoints (AWS_USE_FIPS_ENDPOINT" },
  { NULL, DUAL_STACK "AWS_ENDPOINT_URL=http://h", "r", NULL, AWS_ERROR_CONFIG,
      "AWS_ENDPOINT_URL and dual-stack endpoints" },
  { "[default]\nuse_fips_endpoint = true\nendpoint_url = http://h\n", NULL, "r",
      NULL, AWS_ERROR_CONFIG, "endpoint_url of the profile default and FIPS" },

  { NULL, "AWS_USE_FIPS_ENDPOINT=1", "r", NULL, AWS_ERROR_CONFIG,
      "AWS_USE_FIPS_ENDPOINT must be true or false" },
  { NULL, "AWS_USE_FIPS_ENDPOINT=1", "r", "http://h", AWS_ERROR_CONFIG,
      "AWS_USE_FIPS_ENDPOINT must be true or false" },
  { "[default]\nuse_dualstack_endpoint = on\n", NULL, "r", NULL,
      AWS_ERROR_CONFIG, "use_dualstack_endpoint of the profile \"default\"" },
  { NULL, "AWS_IGNORE_CONFIGURED_ENDPOINT_URLS=x", "r", NULL, AWS_ERROR_CONFIG,
      "AWS_IGNORE_CONFIGURED_ENDPOINT_URLS must be" },

  { NULL, NULL, NULL, NULL, AWS_ERROR_NO_REGION, "region" },
  { NULL, NULL, "", NULL, AWS_ERROR_CONFIG, "region" },
  { NULL, NULL, "evil.example/", NULL, AWS_ERROR_CONFIG, "evil.example/" },
  { NULL, NULL, "a@b", NULL, AWS_ERROR_CONFIG, "a@b" },
  { NULL, NULL, "-r", NULL, AWS_ERROR_CONFIG, "-r" },
  { NULL, NULL, "123", NULL, AWS_ERROR_CONFIG, "123" },
  { NULL, NULL, "us-east-1-fips", NULL, AWS_ERROR_CONFIG,
      "AWS_USE_FIPS_ENDPOINT" },
  { NULL, NULL, "fips-us-east-1", NULL, AWS_ERROR_CONFIG,
      "AWS_USE_FIPS_ENDPOINT" },
};

static void
test_bad_endpoints (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (bad_cases); i++) {
    const BadCase *c = &bad_cases[i];
    g_autoptr (TestHome) home = test_home_new (c->config, NULL);
    g_autoptr (AwsConfig) config = test_home_load (home, c->variables, NULL);
    g_autoptr (GError) error = NULL;
    g_autofree char *uri = rekaws_endpoint_dup_uri (config,
        AWS_SERVICE_REKOGNITION, c->region, c->explicit_uri, &error);

    g_test_message ("case %u", i);
    g_assert_null (uri);
    g_assert_error (error, AWS_ERROR, (int) c->code);
    g_assert_nonnull (strstr (error->message, c->hint));
    g_assert_null (strstr (error->message, "SECRET"));
  }
}

/* The cases of the folder that REKOGNITION_VECTORS names. */

static const char *
get_string (JsonObject *object, const char *name)
{
  return object == NULL
      ? NULL
      : json_object_get_string_member_with_default (object, name, NULL);
}

static const char *
get_switch (JsonObject *object, const char *name)
{
  gboolean is_on = object != NULL &&
      json_object_get_boolean_member_with_default (object, name, FALSE);

  return is_on ? "true" : "false";
}

/* Own endpoints are given by hand and by the environment, which must come to
 * the same. */
static void
run_vector (const TestHome *home, JsonObject *vector, gboolean by_hand)
{
  JsonObject *params = json_object_has_member (vector, "params")
      ? json_object_get_object_member (vector, "params")
      : NULL;
  JsonObject *expected = json_object_get_object_member (vector, "expect");
  const char *own = get_string (params, "Endpoint");
  g_autofree char *variables = g_strdup_printf (
      "AWS_USE_FIPS_ENDPOINT=%s\nAWS_USE_DUALSTACK_ENDPOINT=%s\n"
      "AWS_ENDPOINT_URL=%s",
      get_switch (params, "UseFIPS"), get_switch (params, "UseDualStack"),
      own != NULL && !by_hand ? own : "");
  g_autoptr (AwsConfig) config = test_home_load (home, variables, NULL);
  g_autoptr (GError) error = NULL;
  g_autofree char *uri =
      rekaws_endpoint_dup_uri (config, AWS_SERVICE_REKOGNITION,
          get_string (params, "Region"), by_hand ? own : NULL, &error);

  g_test_message ("%s", get_string (vector, "documentation"));
  if (json_object_has_member (expected, "error")) {
    g_assert_null (uri);
    g_assert_cmpint (error->domain, ==, AWS_ERROR);
    g_test_message ("%s", error->message);
    return;
  }
  g_assert_no_error (error);
  g_assert_cmpstr (uri, ==,
      get_string (json_object_get_object_member (expected, "endpoint"), "url"));
}

static void
test_vectors (void)
{
  const char *folder = g_getenv ("REKOGNITION_VECTORS");
  g_autoptr (TestHome) home = NULL;
  g_autoptr (JsonParser) parser = json_parser_new_immutable ();
  g_autoptr (GError) error = NULL;
  g_autofree char *path = NULL;
  JsonArray *vectors;

  if (folder == NULL) {
    g_test_skip ("REKOGNITION_VECTORS does not name a folder");
    return;
  }

  path = g_build_filename (folder, "rekognition-endpoint-tests.json", NULL);
  json_parser_load_from_file (parser, path, &error);
  g_assert_no_error (error);
  vectors = json_object_get_array_member (
      json_node_get_object (json_parser_get_root (parser)), "testCases");
  g_assert_cmpuint (json_array_get_length (vectors), >, 0);

  home = test_home_new (NULL, NULL);
  for (guint i = 0; i < json_array_get_length (vectors); i++) {
    JsonObject *vector = json_array_get_object_element (vectors, i);

    run_vector (home, vector, TRUE);
    run_vector (home, vector, FALSE);
  }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/aws-endpoint/endpoints", test_endpoints);
  g_test_add_func ("/aws-endpoint/other-service", test_other_service);
  g_test_add_func ("/aws-endpoint/own-endpoints", test_own_endpoints);
  g_test_add_func ("/aws-endpoint/bad-endpoints", test_bad_endpoints);
  g_test_add_func ("/aws-endpoint/vectors", test_vectors);
  return g_test_run ();
}
