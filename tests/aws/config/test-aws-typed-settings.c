/* SPDX-License-Identifier: LGPL-2.1-or-later */

#include "client/aws-error.h"
#include "config/aws-typed-settings.h"

#include "support/common/aws-home.h"

#include <string.h>

#define VARIABLE "AWS_USE_FIPS_ENDPOINT"
#define KEY "use_fips_endpoint"
#define PROFILE(line) "[default]\n" line "\n"

typedef struct {
  const char *config;
  const char *variables;
  gboolean value;
  /* What the error's message says; NULL: there is none. */
  const char *refused;
} BooleanCase;

static const BooleanCase boolean_cases[] = {
  { NULL, NULL, FALSE, NULL },
  { NULL, VARIABLE "=true", TRUE, NULL },
  { NULL, VARIABLE "=TRUE", TRUE, NULL },
  { NULL, VARIABLE "=False", FALSE, NULL },
  { NULL, VARIABLE "=", FALSE, NULL },
  { PROFILE (KEY " = true"), NULL, TRUE, NULL },
  { PROFILE (KEY " = true"), VARIABLE "=", TRUE, NULL },
  { PROFILE (KEY " = true"), VARIABLE "=false", FALSE, NULL },
  { PROFILE (KEY " = maybe"), VARIABLE "=true", TRUE, NULL },
  { PROFILE (KEY " = true"), VARIABLE "=yes", FALSE,
      VARIABLE " must be true or false, not \"yes\"" },
  { NULL, VARIABLE "=1", FALSE, "not \"1\"" },
  { PROFILE (KEY " = maybe"), NULL, FALSE,
      KEY " of the profile \"default\" must be true or false" },
};

static void
test_boolean (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (boolean_cases); i++) {
    const BooleanCase *c = &boolean_cases[i];
    g_autoptr (TestHome) home = test_home_new (c->config, NULL);
    g_autoptr (AwsConfig) config = test_home_load (home, c->variables, NULL);
    g_autoptr (GError) error = NULL;
    gboolean value = !c->value;
    gboolean is_read =
        rekaws_switches_read_boolean (config, VARIABLE, KEY, &value, &error);

    g_test_message ("case %u", i);
    g_assert_cmpint (is_read, ==, c->refused == NULL);
    g_assert_cmpint (value, ==, c->value);
    if (is_read) {
      g_assert_no_error (error);
      continue;
    }
    g_assert_error (error, AWS_ERROR, AWS_ERROR_CONFIG);
    g_assert_nonnull (strstr (error->message, c->refused));
  }
}

typedef struct {
  const char *config;
  const char *variables;
  guint wanted;
  /* 0: an error */
  guint attempts;
} AttemptsCase;

static const AttemptsCase attempts_cases[] = {
  { NULL, NULL, 0, 3 },
  { NULL, NULL, 7, 7 },
  { PROFILE ("max_attempts = 5"), NULL, 0, 5 },
  { PROFILE ("max_attempts = 5"), "AWS_MAX_ATTEMPTS=1", 0, 1 },
  { PROFILE ("max_attempts = 5"), "AWS_MAX_ATTEMPTS=", 0, 5 },
  { PROFILE ("max_attempts = 5"), "AWS_MAX_ATTEMPTS=4", 2, 2 },
  { NULL, "AWS_MAX_ATTEMPTS=0", 0, 0 },
  { NULL, "AWS_MAX_ATTEMPTS=-1", 0, 0 },
  { NULL, "AWS_MAX_ATTEMPTS=3x", 0, 0 },
  { NULL, "AWS_MAX_ATTEMPTS=99999999999999999999", 0, 0 },
  { PROFILE ("max_attempts = many"), NULL, 0, 0 },
  { NULL, "AWS_RETRY_MODE=standard", 0, 3 },
  { NULL, "AWS_RETRY_MODE=Adaptive", 0, 3 },
  { NULL, "AWS_RETRY_MODE=legacy", 0, 3 },
  { PROFILE ("retry_mode = adaptive\nmax_attempts = 9"), NULL, 0, 9 },
  { NULL, "AWS_RETRY_MODE=eager", 0, 0 },
  { NULL, "AWS_RETRY_MODE=eager", 2, 0 },
  { PROFILE ("retry_mode = eager"), NULL, 0, 0 },
  { PROFILE ("retry_mode = eager"), "AWS_RETRY_MODE=standard", 0, 3 },
};

static void
test_max_attempts (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (attempts_cases); i++) {
    const AttemptsCase *c = &attempts_cases[i];
    g_autoptr (TestHome) home = test_home_new (c->config, NULL);
    g_autoptr (AwsConfig) config = test_home_load (home, c->variables, NULL);
    g_autoptr (GError) error = NULL;

    g_test_message ("case %u", i);
    g_assert_cmpuint (
        rekaws_switches_get_max_attempts (config, c->wanted, &error), ==,
        c->attempts);
    if (c->attempts == 0)
      g_assert_error (error, AWS_ERROR, AWS_ERROR_CONFIG);
    else
      g_assert_no_error (error);
  }
}

static void
test_ca_bundle (void)
{
  g_autoptr (TestHome) home =
      test_home_new (PROFILE ("ca_bundle = /profile.pem"), NULL);
  g_autoptr (TestHome) empty = test_home_new (NULL, NULL);
  g_autoptr (AwsConfig) neither = test_home_load (empty, NULL, NULL);
  g_autoptr (AwsConfig) profile = test_home_load (home, NULL, NULL);
  g_autoptr (AwsConfig) variable =
      test_home_load (home, "AWS_CA_BUNDLE=/variable.pem", NULL);

  g_assert_null (rekaws_switches_get_ca_bundle (neither));
  g_assert_cmpstr (rekaws_switches_get_ca_bundle (profile), ==, "/profile.pem");
  g_assert_cmpstr (rekaws_switches_get_ca_bundle (variable), ==,
      "/variable.pem");
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/aws-typed-settings/boolean", test_boolean);
  g_test_add_func ("/aws-typed-settings/max-attempts", test_max_attempts);
  g_test_add_func ("/aws-typed-settings/ca-bundle", test_ca_bundle);
  return g_test_run ();
}
