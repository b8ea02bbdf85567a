/* SPDX-License-Identifier: LGPL-2.1-or-later */

#include "config/aws-config.h"
#include "client/aws-error.h"

#include "support/common/aws-home.h"

#include <errno.h>
#include <json-glib/json-glib.h>
#include <pwd.h>
#include <string.h>
#include <unistd.h>

#define VECTORS_VARIABLE "REKOGNITION_VECTORS"

static void
test_environment (void)
{
  char *environment[] = { (char *) "A=1", (char *) "A=2", (char *) "B= \t",
    (char *) "C=", (char *) "D=x=y", (char *) "E", NULL };
  static const struct {
    const char *name, *value;
  } cases[] = { { "A", "1" }, { "B", NULL }, { "C", NULL }, { "D", "x=y" },
    { "E", NULL }, { "F", NULL } };
  g_autoptr (AwsConfig) config = rekaws_config_load (environment, NULL, NULL);
  g_autoptr (AwsConfig) empty = rekaws_config_load (NULL, NULL, NULL);

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    g_assert_cmpstr (rekaws_config_getenv (config, cases[i].name), ==,
        cases[i].value);
  g_assert_null (rekaws_config_getenv (empty, "A"));
}

static void
test_profile_name (void)
{
  static const struct {
    const char *variables, *profile, *name;
    gboolean is_explicit;
  } cases[] = {
    { NULL, NULL, "default", FALSE },
    { NULL, "", "default", FALSE },
    { "AWS_PROFILE=b", NULL, "b", FALSE },
    { "AWS_PROFILE=b", "", "b", FALSE },
    { "AWS_PROFILE= ", NULL, "default", FALSE },
    { "AWS_PROFILE=b", "a", "a", TRUE },
    { "AWS_DEFAULT_PROFILE=c", NULL, "c", FALSE },
    { "AWS_DEFAULT_PROFILE=c\nAWS_PROFILE=b", NULL, "b", FALSE },
    { "AWS_DEFAULT_PROFILE=c\nAWS_PROFILE=", NULL, "c", FALSE },
    { NULL, "default", "default", TRUE },
  };
  g_autoptr (TestHome) home = test_home_new (NULL, NULL);

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++) {
    g_autoptr (AwsConfig) config =
        test_home_load (home, cases[i].variables, cases[i].profile);

    g_assert_cmpstr (rekaws_config_get_profile_name (config), ==,
        cases[i].name);
    g_assert_cmpint (rekaws_config_has_explicit_profile (config), ==,
        cases[i].is_explicit);
  }
}

static void
test_values (void)
{
  g_autoptr (TestHome) home = test_home_new (
      "[default]\na = config\nb = config\nblank =\n[profile x]\na = x\n"
      "[sso-session s]\nsso_region = r\n",
      "[default]\nb = credentials\nc = credentials\n[y]\n");
  g_autoptr (AwsConfig) config = test_home_load (home, "V=variable\nW=", NULL);
  static const struct {
    const char *variable, *key, *value;
  } cases[] = {
    { NULL, "a", "config" },
    { NULL, "b", "credentials" },
    { NULL, "c", "credentials" },
    { NULL, "d", NULL },
    { NULL, "blank", NULL },
    { "V", "a", "variable" },
    { "V", NULL, "variable" },
    { "W", "a", "config" },
    { "W", NULL, NULL },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    g_assert_cmpstr (
        rekaws_config_get (config, cases[i].variable, cases[i].key), ==,
        cases[i].value);
  g_assert_cmpstr (rekaws_config_get_profile_value (config, "x", "a"), ==, "x");
  g_assert_null (rekaws_config_get_profile_value (config, "z", "a"));
  g_assert_true (rekaws_config_has_profile (config, "default"));
  g_assert_true (rekaws_config_has_profile (config, "x"));
  g_assert_true (rekaws_config_has_profile (config, "y"));
  g_assert_false (rekaws_config_has_profile (config, "z"));
  g_assert_cmpstr (rekaws_profile_file_get_value (
                       rekaws_config_get_file (config, AWS_PROFILE_FILE_CONFIG),
                       AWS_SECTION_SSO_SESSION, "s", "sso_region"),
      ==, "r");
}

static void
test_files (void)
{
  g_autoptr (TestHome) home =
      test_home_new ("[default]\na = home\n", "[default]\nb = home\n");
  g_autofree char *moved_config = test_home_build_path (home, "credentials");
  g_autofree char *variables =
      g_strdup_printf ("AWS_CONFIG_FILE=%s", moved_config);
  g_autoptr (AwsConfig) moved = test_home_load (home, variables, NULL);
  g_autoptr (AwsConfig) tilde = test_home_load (home,
      "AWS_CONFIG_FILE=~/.aws/credentials\n"
      "AWS_SHARED_CREDENTIALS_FILE=~/.aws/config",
      NULL);
  g_autoptr (AwsConfig) absent = test_home_load (home,
      "AWS_CONFIG_FILE=/dev/null/x\nAWS_SHARED_CREDENTIALS_FILE=~/no/such",
      NULL);
  g_autofree char *files = rekaws_config_dup_files (tilde);
  g_autofree char *expected = g_strdup_printf (
      "%s/.aws/config, %s/.aws/credentials", home->path, home->path);

  g_assert_null (rekaws_config_get (moved, NULL, "a"));
  g_assert_cmpstr (rekaws_config_get (moved, NULL, "b"), ==, "home");
  g_assert_cmpstr (rekaws_config_get (tilde, NULL, "a"), ==, "home");
  g_assert_cmpstr (files, ==, expected);
  g_assert_false (rekaws_config_has_profile (absent, "default"));
}

/* In system services and cron jobs. The password database is the computer's
 * own: it knows who runs this. */
static void
test_no_home (void)
{
  static const char *const homes[] = { "A=1", "HOME=", "HOME= \t" };
  const struct passwd *entry = getpwuid (getuid ());
  g_autofree char *expected = NULL;

  if (entry == NULL) {
    g_test_skip ("the user has no entry in the password database");
    return;
  }
  expected = g_strdup_printf ("%s/.aws/credentials, /dev/null", entry->pw_dir);
  for (guint i = 0; i < G_N_ELEMENTS (homes); i++) {
    char *environment[] = { (char *) homes[i],
      (char *) "AWS_CONFIG_FILE=/dev/null", NULL };
    g_autoptr (AwsConfig) config = rekaws_config_load (environment, NULL, NULL);
    g_autofree char *files = rekaws_config_dup_files (config);

    g_assert_true (g_str_has_prefix (files, entry->pw_dir));
    if (rekaws_config_is_whole (config))
      g_assert_cmpstr (files, ==, expected);
  }
}

static void
test_paths (void)
{
  static const struct {
    const char *path, *expanded;
  } cases[] = {
    { "/a/b", "/a/b" },
    { "a", "a" },
    { "", "" },
    { "~", "/home/ada" },
    { "~/", "/home/ada/" },
    { "~/a", "/home/ada/a" },
    { "a/~", "a/~" },
    { "~no-such-user/a", "~no-such-user/a" },
    { "$X/a", "/x/a" },
    { "${X}y", "/xy" },
    { "$Xy", "$Xy" },
    { "/a$X$X", "/a/x/x" },
    { "$HOMELY/a", "/home/ada/a" },
    { "$NESTED", "$X" },
    { "/a$EMPTY/b", "/a/b" },
    { "$UNSET/${UNSET}/a", "$UNSET/${UNSET}/a" },
    { "$", "$" },
    { "a$/b", "a$/b" },
    { "${", "${" },
    { "${}", "${}" },
    { "${X", "${X" },
    { "%X%", "%X%" },
  };
  char *environment[] = { (char *) "HOME=/home/ada", (char *) "X=/x",
    (char *) "HOMELY=~", (char *) "NESTED=$X", (char *) "EMPTY=", NULL };
  g_autoptr (AwsConfig) config = rekaws_config_load (environment, NULL, NULL);

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++) {
    g_autofree char *expanded =
        rekaws_config_expand_path (config, cases[i].path);

    g_test_message ("%s", cases[i].path);
    g_assert_cmpstr (expanded, ==, cases[i].expanded);
  }
}

static void
test_expanded_files (void)
{
  g_autoptr (TestHome) home =
      test_home_new ("[default]\na = home\n", "[default]\nb = home\n");
  g_autoptr (AwsConfig) config = test_home_load (home,
      "FOLDER=~/.aws\nAWS_CONFIG_FILE=${FOLDER}/credentials\n"
      "AWS_SHARED_CREDENTIALS_FILE=$FOLDER/config",
      NULL);
  g_autoptr (AwsConfig) nobody = test_home_load (home,
      "AWS_CONFIG_FILE=~no-such-user/config\n"
      "AWS_SHARED_CREDENTIALS_FILE=/dev/null",
      NULL);
  g_autofree char *files = rekaws_config_dup_files (nobody);

  g_assert_cmpstr (rekaws_config_get (config, NULL, "a"), ==, "home");
  g_assert_cmpstr (rekaws_config_get (config, NULL, "b"), ==, "home");
  g_assert_cmpstr (files, ==,
      "/dev/null, ~no-such-user/config (no such home folder is known)");
}

/* Loading tells of it; it is an error for those who miss something. */
static void
test_broken_file (void)
{
  g_autoptr (TestHome) home =
      test_home_new ("[default]\na = 1\n", "[default]\nSECRET\n");
  g_autofree char *path = test_home_build_path (home, "credentials");
  g_autofree char *expected = g_strdup_printf (
      "%s, line 2: Expected an '=' sign defining a property", path);
  g_autofree char *logged = g_strdup_printf (
      "A shared AWS file can't be used and is passed over: %s\n", expected);
  g_autoptr (GString) log = g_string_new (NULL);
  g_autoptr (AwsConfig) config = test_home_load_logged (home, NULL, NULL, log);
  g_autoptr (GError) error = NULL;
  g_autoptr (GError) region_error = NULL;
  g_autofree char *region = NULL;

  g_assert_cmpstr (log->str, ==, logged);
  g_assert_cmpstr (rekaws_config_get (config, NULL, "a"), ==, "1");
  g_assert_false (rekaws_config_is_whole (config));
  g_assert_false (rekaws_config_check_files (config, &error));
  g_assert_error (error, AWS_ERROR, AWS_ERROR_CONFIG);
  g_assert_cmpstr (error->message, ==, expected);

  region = rekaws_config_dup_region (config, "eu-west-1", &region_error);
  g_assert_no_error (region_error);
  g_assert_null (rekaws_config_dup_region (config, NULL, &region_error));
  g_assert_error (region_error, AWS_ERROR, AWS_ERROR_CONFIG);
  g_assert_cmpstr (region_error->message, ==, expected);
}

/* A folder stands for what can't be read: permissions do not count for root. */
static void
test_unreadable_file (void)
{
  g_autoptr (TestHome) home = test_home_new ("[default]\na = 1\n", NULL);
  g_autofree char *variables =
      g_strdup_printf ("AWS_SHARED_CREDENTIALS_FILE=%s", home->path);
  g_autoptr (GString) log = g_string_new (NULL);
  g_autoptr (AwsConfig) config =
      test_home_load_logged (home, variables, NULL, log);
  g_autofree char *files = rekaws_config_dup_files (config);
  g_autofree char *expected =
      g_strdup_printf ("%s (can't be used: %s), %s/.aws/config", home->path,
          g_strerror (EISDIR), home->path);
  g_autoptr (GError) error = NULL;

  g_assert_nonnull (strstr (log->str, home->path));
  g_assert_cmpstr (files, ==, expected);
  g_assert_cmpstr (rekaws_config_get (config, NULL, "a"), ==, "1");
  g_assert_false (rekaws_config_is_whole (config));
  g_assert_true (rekaws_config_check_files (config, &error));
  g_assert_null (rekaws_config_dup_region (config, NULL, &error));
  g_assert_error (error, AWS_ERROR, AWS_ERROR_NO_REGION);
  g_assert_nonnull (strstr (error->message, expected));
}

static void
test_region (void)
{
  static const struct {
    const char *region, *variables, *profile, *expected;
  } cases[] = {
    { "eu-west-1", "AWS_REGION=b\nAWS_DEFAULT_REGION=c", NULL, "eu-west-1" },
    { "", "AWS_REGION=b\nAWS_DEFAULT_REGION=c", NULL, "b" },
    { NULL, "AWS_REGION=b\nAWS_DEFAULT_REGION=c", NULL, "b" },
    { NULL, "AWS_REGION= \nAWS_DEFAULT_REGION=c", NULL, "c" },
    { NULL, NULL, NULL, "of-default" },
    { NULL, NULL, "x", "of-x" },
    { NULL, "AWS_PROFILE=x", NULL, "of-x" },
  };
  g_autoptr (TestHome) home = test_home_new (
      "[default]\nregion = of-default\n[profile x]\nregion=of-x\n", NULL);

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++) {
    g_autoptr (AwsConfig) config =
        test_home_load (home, cases[i].variables, cases[i].profile);
    g_autoptr (GError) error = NULL;
    g_autofree char *region =
        rekaws_config_dup_region (config, cases[i].region, &error);

    g_assert_no_error (error);
    g_assert_cmpstr (region, ==, cases[i].expected);
  }
}

static void
test_bad_region (void)
{
  static const char *const regions[] = { "evil.example/", "a.b", "-a", "a-",
    "a b", "a\nb", "a@b", "eu_west_1", "\xc3\xa9",
    "a234567890123456789012345678901234567890123456789012345678901234" };
  g_autoptr (TestHome) home = test_home_new (NULL, NULL);
  g_autoptr (AwsConfig) config = test_home_load (home, NULL, "me");
  g_autoptr (GError) none_error = NULL;

  for (guint i = 0; i < G_N_ELEMENTS (regions); i++) {
    g_autoptr (GError) error = NULL;

    g_assert_null (rekaws_config_dup_region (config, regions[i], &error));
    g_assert_error (error, AWS_ERROR, AWS_ERROR_CONFIG);
    g_assert_true (g_utf8_validate (error->message, -1, NULL));
  }

  g_assert_null (rekaws_config_dup_region (config, NULL, &none_error));
  g_assert_error (none_error, AWS_ERROR, AWS_ERROR_NO_REGION);
  g_assert_nonnull (strstr (none_error->message, "AWS_REGION"));
  g_assert_nonnull (strstr (none_error->message, "\"me\""));
  g_assert_nonnull (strstr (none_error->message, home->path));
}

/* The cases of the folder that REKOGNITION_VECTORS names. */

static char **
read_environment (JsonObject *variables)
{
  g_autoptr (GList) names = json_object_get_members (variables);
  char **environment = g_new0 (char *, g_list_length (names) + 1);
  guint i = 0;

  for (GList *l = names; l != NULL; l = l->next)
    environment[i++] = g_strdup_printf ("%s=%s", (const char *) l->data,
        json_object_get_string_member (variables, l->data));
  return environment;
}

static void
check_location (JsonObject *test)
{
  g_auto (GStrv) environment =
      read_environment (json_object_get_object_member (test, "environment"));
  g_autoptr (AwsConfig) config = rekaws_config_load (environment, NULL, NULL);
  g_autofree char *files = rekaws_config_dup_files (config);
  g_autofree char *expected = g_strdup_printf ("%s, %s",
      json_object_get_string_member (test, "credentialsLocation"),
      json_object_get_string_member (test, "configLocation"));

  g_assert_cmpstr (files, ==, expected);
  g_assert_cmpstr (rekaws_config_get_profile_name (config), ==,
      json_object_get_string_member_with_default (test, "profile", "default"));
}

static void
test_vectors (void)
{
  const char *vectors = g_getenv (VECTORS_VARIABLE);
  g_autofree char *path = NULL;
  g_autoptr (JsonParser) parser = json_parser_new ();
  g_autoptr (GError) error = NULL;
  JsonArray *tests;
  guint count = 0;

  if (vectors == NULL) {
    g_test_skip (VECTORS_VARIABLE
        " does not name the folder of test vectors: "
        "the file location cases of the AWS SDKs are not checked");
    return;
  }

  path = g_build_filename (vectors, "file-location-tests.json", NULL);
  json_parser_load_from_file (parser, path, &error);
  g_assert_no_error (error);
  tests = json_object_get_array_member (
      json_node_get_object (json_parser_get_root (parser)), "tests");
  for (guint i = 0; i < json_array_get_length (tests); i++) {
    JsonObject *test = json_array_get_object_element (tests, i);

    if (!g_str_equal (json_object_get_string_member (test, "platform"),
            "linux"))
      continue;
    g_test_message ("%s", json_object_get_string_member (test, "name"));
    check_location (test);
    count++;
  }
  g_assert_cmpuint (count, >, 0);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/aws-config/environment", test_environment);
  g_test_add_func ("/aws-config/profile-name", test_profile_name);
  g_test_add_func ("/aws-config/values", test_values);
  g_test_add_func ("/aws-config/files", test_files);
  g_test_add_func ("/aws-config/no-home", test_no_home);
  g_test_add_func ("/aws-config/paths", test_paths);
  g_test_add_func ("/aws-config/expanded-files", test_expanded_files);
  g_test_add_func ("/aws-config/broken-file", test_broken_file);
  g_test_add_func ("/aws-config/unreadable-file", test_unreadable_file);
  g_test_add_func ("/aws-config/region", test_region);
  g_test_add_func ("/aws-config/bad-region", test_bad_region);
  g_test_add_func ("/aws-config/vectors", test_vectors);
  return g_test_run ();
}
