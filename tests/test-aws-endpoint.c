/* SPDX-License-Identifier: LGPL-2.1-or-later */

#include "aws/aws-endpoint.h"
#include "aws/aws-error.h"

#include "test-home.h"

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
    g_autofree char *uri = aws_endpoint_dup_uri (config,
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
  g_autofree char *from_file = aws_endpoint_dup_uri (plain,
      AWS_SERVICE_SSO_OIDC, "eu-west-1", NULL, NULL);
  g_autofree char *from_variable = aws_endpoint_dup_uri (variable,
      AWS_SERVICE_SSO_OIDC, "eu-west-1", NULL, NULL);

  g_assert_cmpstr (from_file, ==, "http://oidc");
  g_assert_cmpstr (from_variable, ==, "http://v");
}

static void
test_bad_endpoints (void)
{
  static const struct {
    const char *variables;
    const char *explicit_uri;
    const char *place;
  } bad_cases[] = {
    { NULL, "localhost:8080", "endpoint-uri" },
    { NULL, " ", "endpoint-uri" },
    { NULL, "ftp://h", "endpoint-uri" },
    { NULL, "https://u:SECRET@h", "endpoint-uri" },
    { "AWS_ENDPOINT_URL=h", NULL, "AWS_ENDPOINT_URL" },
    { "AWS_ENDPOINT_URL_REKOGNITION=h", NULL, "AWS_ENDPOINT_URL_REKOGNITION" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (bad_cases); i++) {
    g_autoptr (TestHome) home = test_home_new (NULL, NULL);
    g_autoptr (AwsConfig) config =
        test_home_load (home, bad_cases[i].variables, NULL);
    g_autoptr (GError) error = NULL;
    g_autofree char *uri =
        aws_endpoint_dup_uri (config, AWS_SERVICE_REKOGNITION, "eu-west-1",
            bad_cases[i].explicit_uri, &error);

    g_assert_null (uri);
    g_assert_error (error, AWS_ERROR, AWS_ERROR_CONFIG);
    g_assert_nonnull (strstr (error->message, bad_cases[i].place));
    g_assert_null (strstr (error->message, "SECRET"));
  }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/aws/endpoint/endpoints", test_endpoints);
  g_test_add_func ("/aws/endpoint/other-service", test_other_service);
  g_test_add_func ("/aws/endpoint/bad-endpoints", test_bad_endpoints);
  return g_test_run ();
}
