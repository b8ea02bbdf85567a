/* SPDX-License-Identifier: LGPL-2.1-or-later */

#include "client/aws-error.h"
#include "config/aws-profile-file.h"

#include <json-glib/json-glib.h>
#include <string.h>

#define VECTORS_VARIABLE "REKOGNITION_VECTORS"

static AwsProfileFile *
parse (const char *text, AwsProfileFileKind kind, GError **error)
{
  return rekaws_profile_file_parse (text, strlen (text), kind, "/some/file",
      error);
}

/* One value each. */

typedef struct {
  const char *label;
  AwsProfileFileKind kind;
  const char *text;
  AwsSectionType type;
  const char *section;
  const char *key;
  const char *value;
} ValueCase;

static const ValueCase value_cases[] = {
  { "profile of the config file", AWS_PROFILE_FILE_CONFIG,
      "[profile a]\nregion=eu-west-1\n", AWS_SECTION_PROFILE, "a", "region",
      "eu-west-1" },
  { "profile of the credentials file", AWS_PROFILE_FILE_CREDENTIALS,
      "[a]\nregion=eu-west-1\n", AWS_SECTION_PROFILE, "a", "region",
      "eu-west-1" },
  { "no prefix in the config file", AWS_PROFILE_FILE_CONFIG, "[a]\nk=v\n",
      AWS_SECTION_PROFILE, "a", "k", NULL },
  { "prefix in the credentials file", AWS_PROFILE_FILE_CREDENTIALS,
      "[profile a]\nk=v\n", AWS_SECTION_PROFILE, "a", "k", NULL },
  { "sso-session in the credentials file", AWS_PROFILE_FILE_CREDENTIALS,
      "[sso-session a]\nk=v\n", AWS_SECTION_SSO_SESSION, "a", "k", NULL },
  { "a name in quotes", AWS_PROFILE_FILE_CONFIG, "[profile \"a\"]\nk=v\n",
      AWS_SECTION_PROFILE, "a", "k", "v" },
  { "a space in a name in quotes", AWS_PROFILE_FILE_CONFIG,
      "[profile 'a b']\nk=v\n", AWS_SECTION_PROFILE, "a b", "k", "v" },
  { "a space in a name without quotes", AWS_PROFILE_FILE_CONFIG,
      "[profile a b]\nk=v\n", AWS_SECTION_PROFILE, "a b", "k", NULL },
  { "a name with a quote in quotes", AWS_PROFILE_FILE_CONFIG,
      "[profile 'it'\"'\"'s mine']\nk=v\n", AWS_SECTION_PROFILE, "it's mine",
      "k", "v" },
  { "an umlaut in a name", AWS_PROFILE_FILE_CONFIG,
      "[profile b\xc3\xbcro]\nk=v\n", AWS_SECTION_PROFILE, "b\xc3\xbcro", "k",
      "v" },
  { "signs in a name", AWS_PROFILE_FILE_CONFIG, "[profile a(b)*,c$d!]\nk=v\n",
      AWS_SECTION_PROFILE, "a(b)*,c$d!", "k", "v" },
  { "a name that begins with a comment's sign", AWS_PROFILE_FILE_CONFIG,
      "[profile #1]\nk=v\n", AWS_SECTION_PROFILE, "#1", "k", "v" },
  { "a space in the name of a session", AWS_PROFILE_FILE_CONFIG,
      "[sso-session \"my corp\"]\nk=v\n", AWS_SECTION_SSO_SESSION, "my corp",
      "k", "v" },
  { "profiles for profile", AWS_PROFILE_FILE_CONFIG, "[profiles a]\nk=v\n",
      AWS_SECTION_PROFILE, "a", "k", "v" },
  { "a space in a name of the credentials file", AWS_PROFILE_FILE_CREDENTIALS,
      "[my media]\nk=v\n", AWS_SECTION_PROFILE, "my media", "k", "v" },
  { "signs in a name of the credentials file", AWS_PROFILE_FILE_CREDENTIALS,
      "[b\xc3\xbcro (a)*, 'b' #1]\nk=v\n", AWS_SECTION_PROFILE,
      "b\xc3\xbcro (a)*, 'b' #1", "k", "v" },
  { "a bracket in a name", AWS_PROFILE_FILE_CREDENTIALS, "[a]b]\nk=v\n",
      AWS_SECTION_PROFILE, "a]b", "k", "v" },
  { "text after the bracket", AWS_PROFILE_FILE_CREDENTIALS,
      "[a] (main account)\nk=v\n", AWS_SECTION_PROFILE, "a", "k", "v" },
  { "a bracket in a comment after the bracket", AWS_PROFILE_FILE_CREDENTIALS,
      "[a]# see [b]\nk=v\n", AWS_SECTION_PROFILE, "a", "k", "v" },
  { "a colon", AWS_PROFILE_FILE_CREDENTIALS, "[a]\nk: v=w\n",
      AWS_SECTION_PROFILE, "a", "k", "v=w" },
  { "a colon in a value", AWS_PROFILE_FILE_CREDENTIALS, "[a]\nk = v:w\n",
      AWS_SECTION_PROFILE, "a", "k", "v:w" },
  { "an indented first key", AWS_PROFILE_FILE_CREDENTIALS, "[a]\n  k = v\n",
      AWS_SECTION_PROFILE, "a", "k", "v" },
  { "indented keys", AWS_PROFILE_FILE_CREDENTIALS, "[a]\n  j = 1\n  k = v\n",
      AWS_SECTION_PROFILE, "a", "k", "v" },
  { "a key that is indented less", AWS_PROFILE_FILE_CREDENTIALS,
      "[a]\n\tj = 1\nk = v\n", AWS_SECTION_PROFILE, "a", "k", "v" },
  { "a line that is indented deeper", AWS_PROFILE_FILE_CREDENTIALS,
      "[a]\n  k = v\n   w\n", AWS_SECTION_PROFILE, "a", "k", "v\nw" },
  { "an indented title", AWS_PROFILE_FILE_CREDENTIALS, "  [a]\n  k = v\n",
      AWS_SECTION_PROFILE, "a", "k", "v" },
  { "an indented title after indented keys", AWS_PROFILE_FILE_CREDENTIALS,
      "  [a]\n  j = 1\n  [b]\n  k = v\n", AWS_SECTION_PROFILE, "b", "k", "v" },
  { "an indented title after a key that is not", AWS_PROFILE_FILE_CREDENTIALS,
      "[a]\nk = v\n [b]\n", AWS_SECTION_PROFILE, "a", "k", "v\n[b]" },
  { "an empty line in a value", AWS_PROFILE_FILE_CREDENTIALS,
      "[a]\nk = v\n\n w\n", AWS_SECTION_PROFILE, "a", "k", "v\nw" },
  { "white space of web pages", AWS_PROFILE_FILE_CREDENTIALS,
      "[a]\n\xc2\xa0k = v\xe3\x80\x80\n", AWS_SECTION_PROFILE, "a", "k", "v" },
  { "lines that end in a carriage return", AWS_PROFILE_FILE_CREDENTIALS,
      "[a]\rj=1\rk=v\r", AWS_SECTION_PROFILE, "a", "k", "v" },
  { "a percent sign", AWS_PROFILE_FILE_CREDENTIALS, "[a]\nk=%(v)s%\n",
      AWS_SECTION_PROFILE, "a", "k", "%(v)s%" },
  { "comments' signs in quotes", AWS_PROFILE_FILE_CREDENTIALS,
      "[a]\nk = sh -c 'a ; b' \"c \\\" # d\" # e\n", AWS_SECTION_PROFILE, "a",
      "k", "sh -c 'a ; b' \"c \\\" # d\"" },
  { "a key of DEFAULT", AWS_PROFILE_FILE_CREDENTIALS, "[a]\n[DEFAULT]\nk=v\n",
      AWS_SECTION_PROFILE, "a", "k", "v" },
  { "a key of DEFAULT that is there", AWS_PROFILE_FILE_CONFIG,
      "[DEFAULT]\nk=w\n[default]\nk=v\n", AWS_SECTION_PROFILE, "default", "k",
      "v" },
  { "DEFAULT is no profile", AWS_PROFILE_FILE_CREDENTIALS, "[DEFAULT]\nk=v\n",
      AWS_SECTION_PROFILE, "DEFAULT", "k", NULL },
  { "a nested key without a name", AWS_PROFILE_FILE_CONFIG,
      "[profile a]\ns3 =\n = x\n k = v\n", AWS_SECTION_PROFILE, "a", "s3",
      "\n= x\nk = v" },
  { "two kinds of quotes", AWS_PROFILE_FILE_CONFIG, "[profile \"a']\nk=v\n",
      AWS_SECTION_PROFILE, "a", "k", NULL },
  { "quotes with nothing in them", AWS_PROFILE_FILE_CONFIG,
      "[profile \"\"]\nk=v\n", AWS_SECTION_PROFILE, "", "k", NULL },
  { "a quote alone", AWS_PROFILE_FILE_CONFIG, "[profile \"]\nk=v\n",
      AWS_SECTION_PROFILE, "", "k", NULL },
  { "default", AWS_PROFILE_FILE_CONFIG, "[default]\nk=v\n", AWS_SECTION_PROFILE,
      "default", "k", "v" },
  { "default twice", AWS_PROFILE_FILE_CONFIG, "[default]\nk=v\n[default]\nl=w",
      AWS_SECTION_PROFILE, "default", "k", "v" },
  { "prefixed default wins", AWS_PROFILE_FILE_CONFIG,
      "[profile default]\nk=v\n[default]\nk=w\n", AWS_SECTION_PROFILE,
      "default", "k", "v" },
  { "prefixed default hides", AWS_PROFILE_FILE_CONFIG,
      "[default]\nk=w\n[profile default]\n", AWS_SECTION_PROFILE, "default",
      "k", NULL },
  { "keys in any case", AWS_PROFILE_FILE_CREDENTIALS,
      "[a]\nAWS_Access_Key_ID = AKID\n", AWS_SECTION_PROFILE, "a",
      "aws_access_key_id", "AKID" },
  { "section names in their case", AWS_PROFILE_FILE_CREDENTIALS, "[A]\nk=v\n",
      AWS_SECTION_PROFILE, "a", "k", NULL },
  { "the later value counts", AWS_PROFILE_FILE_CONFIG,
      "[profile a]\nk=1\n more\n[profile b]\nk=2\n[profile a]\nk=3\n",
      AWS_SECTION_PROFILE, "a", "k", "3" },
  { "sso-session", AWS_PROFILE_FILE_CONFIG,
      "[profile a]\nk=1\n[sso-session a]\nk=2\n", AWS_SECTION_SSO_SESSION, "a",
      "k", "2" },
  { "services", AWS_PROFILE_FILE_CONFIG,
      "[services a]\nrekognition =\n  endpoint_url = http://h\n",
      AWS_SECTION_SERVICES, "a", "rekognition", "\nendpoint_url = http://h" },
  { "continued line", AWS_PROFILE_FILE_CONFIG,
      "[profile a]\nk = 1\n  2 # 3\n\t4\n", AWS_SECTION_PROFILE, "a", "k",
      "1\n2 # 3\n4" },
  { "carriage returns", AWS_PROFILE_FILE_CONFIG,
      "[profile a]\r\n\r\nk = 1\r\n 2\r\nl = 3\r\n", AWS_SECTION_PROFILE, "a",
      "k", "1\n2" },
  { "byte order mark", AWS_PROFILE_FILE_CREDENTIALS, "\xef\xbb\xbf[a]\nk=v\n",
      AWS_SECTION_PROFILE, "a", "k", "v" },
  { "comment after white space", AWS_PROFILE_FILE_CREDENTIALS,
      "[a]\nk = v+/#x\t; comment\n", AWS_SECTION_PROFILE, "a", "k", "v+/#x" },
  { "indented comment before a property", AWS_PROFILE_FILE_CREDENTIALS,
      "  # comment\n[a]\n  ; comment\nk = v\n", AWS_SECTION_PROFILE, "a", "k",
      "v" },
  { "indented comment in a block", AWS_PROFILE_FILE_CONFIG,
      "[profile a]\ns3 =\n  # comment\n  x = y\n", AWS_SECTION_PROFILE, "a",
      "s3", "\nx = y" },
  { "property after a section that does not count", AWS_PROFILE_FILE_CONFIG,
      "[profile a]\nk=1\n[plugins]\nk=2\n", AWS_SECTION_PROFILE, "a", "k",
      "1" },
  { "continuation of a key that does not count", AWS_PROFILE_FILE_CONFIG,
      "[profile a]\nk=1\nk k=2\n 3\n", AWS_SECTION_PROFILE, "a", "k", "1" },
  { "no newline at the end", AWS_PROFILE_FILE_CREDENTIALS, "[a]\nk=v",
      AWS_SECTION_PROFILE, "a", "k", "v" },
  { "empty value", AWS_PROFILE_FILE_CREDENTIALS, "[a]\nk=", AWS_SECTION_PROFILE,
      "a", "k", "" },
};

static void
test_values (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (value_cases); i++) {
    const ValueCase *c = &value_cases[i];
    g_autoptr (GError) error = NULL;
    g_autoptr (AwsProfileFile) file = NULL;

    g_test_message ("%s", c->label);
    file = parse (c->text, c->kind, &error);
    g_assert_no_error (error);
    g_assert_cmpstr (
        rekaws_profile_file_get_value (file, c->type, c->section, c->key), ==,
        c->value);
  }
}

/* Each error names file and line, and shows nothing of the file. */

typedef struct {
  const char *text;
  gsize size;
  const char *message;
} ErrorCase;

static const ErrorCase error_cases[] = {
  { "[a]\nk=v\n[b\nSECRET=1", 0,
      "/some/file, line 3: Profile definition must end with ']'" },
  { "SECRET=1", 0, "/some/file, line 1: Expected a profile definition" },
  { "# x\n\n SECRET", 0, "/some/file, line 3: Expected a profile definition" },
  { "[a]\nSECRET", 0,
      "/some/file, line 2: Expected an '=' sign defining a property" },
  { "[a]\n=SECRET", 0, "/some/file, line 2: Property did not have a name" },
  { "[a]\n SECRET", 0,
      "/some/file, line 2: Expected a property definition, found "
      "continuation" },
  { "[a]\nk=\n SECRET", 0,
      "/some/file, line 3: Expected an '=' sign defining a sub-property" },
  { "[a]\nj=1\r\n\rk=\n SECRET", 0,
      "/some/file, line 5: Expected an '=' sign defining a sub-property" },
  { "[a]\n  k=\n  SECRET", 0,
      "/some/file, line 3: Expected a property definition, found "
      "continuation" },
  { "[a]\nk=SECRET\xff", 0, "/some/file, line 2: Not UTF-8 text" },
  { "[a]\nk=SEC\0RET\n", 14, "/some/file, line 2: Not UTF-8 text" },
};

static void
test_errors (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (error_cases); i++) {
    const ErrorCase *c = &error_cases[i];
    g_autoptr (GError) error = NULL;
    g_autoptr (AwsProfileFile) file = rekaws_profile_file_parse (c->text,
        c->size > 0 ? c->size : strlen (c->text), AWS_PROFILE_FILE_CREDENTIALS,
        "/some/file", &error);

    g_assert_null (file);
    g_assert_error (error, AWS_ERROR, AWS_ERROR_CONFIG);
    g_assert_cmpstr (error->message, ==, c->message);
  }
}

static void
test_nested (void)
{
  static const struct {
    const char *key, *nested_key, *value;
  } cases[] = {
    { "rekognition", "endpoint_url", "http://h:1/?a=b" },
    { "rekognition", "other", "2" },
    { "rekognition", "endpoint", NULL },
    { "plain", "k", NULL },
    { "absent", "k", NULL },
  };
  g_autoptr (GError) error = NULL;
  g_autoptr (AwsProfileFile) file =
      parse ("[services s]\nrekognition =\n  Endpoint_URL = http://h:1/?a=b\n"
             "  other = 1\n  other = 2\nplain = x\n k=v\n",
          AWS_PROFILE_FILE_CONFIG, &error);

  g_assert_no_error (error);
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++) {
    g_autofree char *value = rekaws_profile_file_dup_nested_value (file,
        AWS_SECTION_SERVICES, "s", cases[i].key, cases[i].nested_key);

    g_assert_cmpstr (value, ==, cases[i].value);
  }
}

/* The cases of the folder that REKOGNITION_VECTORS names. */

/* Those where the AWS CLI, which goes first here, takes more than they do: it
 * reads what they want refused, and has profiles that they do not expect. */
static const struct {
  const char *name;
  const char *reason;
} cli_cases[] = {
  { "Profile names support alphanumeric characters and - / . % @ _ : +",
      "the CLI has a profile \"foo!bar\"" },
  { "Property definitions must contain an equals sign.",
      "the CLI reads \"key : value\"" },
  { "Sub-property definitions cannot have an empty name.",
      "the CLI reads it and never looks for it" },
  { "Invalid profile names are ignored.",
      "the CLI reads any name from the credentials file, and writes spaces" },
  { "Credentials profiles with prefix are ignored.",
      "the CLI has a profile \"profile foo\"" },
  { "profile name with extra whitespace in credentials",
      "the CLI has a profile \"profile bar\"" },
};

static gboolean
takes_more (const char *name)
{
  for (guint i = 0; i < G_N_ELEMENTS (cli_cases); i++) {
    if (!g_str_equal (cli_cases[i].name, name))
      continue;
    g_test_message ("the AWS CLI goes first: %s", cli_cases[i].reason);
    return TRUE;
  }
  return FALSE;
}

static AwsProfileFile *
parse_member (JsonObject *input, const char *member, AwsProfileFileKind kind,
    GError **error)
{
  return parse (json_object_get_string_member_with_default (input, member, ""),
      kind, error);
}

static gboolean
is_listed (const char *const *names, JsonObject *expected)
{
  for (guint i = 0; names[i] != NULL; i++) {
    if (!json_object_has_member (expected, names[i])) {
      g_test_message ("unexpected: %s", names[i]);
      return FALSE;
    }
  }
  return TRUE;
}

/* Nothing in the file but what is expected. */
static void
check_no_more (const AwsProfileFile *file, AwsSectionType type,
    JsonObject *expected)
{
  g_autofree const char **names =
      rekaws_profile_file_list_sections (file, type);

  g_assert_true (is_listed (names, expected));
  for (guint i = 0; names[i] != NULL; i++) {
    g_autofree const char **keys =
        rekaws_profile_file_list_keys (file, type, names[i]);

    g_assert_true (
        is_listed (keys, json_object_get_object_member (expected, names[i])));
  }
}

static void
check_section (const AwsProfileFile *config, const AwsProfileFile *credentials,
    AwsSectionType type, const char *name, JsonObject *expected)
{
  g_autoptr (GList) keys = json_object_get_members (expected);

  g_assert_true (rekaws_profile_file_has_section (config, type, name) ||
      rekaws_profile_file_has_section (credentials, type, name));
  for (GList *l = keys; l != NULL; l = l->next) {
    const char *value =
        rekaws_profile_file_get_value (credentials, type, name, l->data);

    if (value == NULL)
      value = rekaws_profile_file_get_value (config, type, name, l->data);
    g_assert_cmpstr (value, ==,
        json_object_get_string_member (expected, l->data));
  }
}

static void
check_sections (const AwsProfileFile *config, const AwsProfileFile *credentials,
    AwsSectionType type, JsonObject *expected, gboolean may_have_more)
{
  g_autoptr (GList) names = json_object_get_members (expected);

  if (!may_have_more) {
    check_no_more (config, type, expected);
    check_no_more (credentials, type, expected);
  }
  for (GList *l = names; l != NULL; l = l->next)
    check_section (config, credentials, type, l->data,
        json_object_get_object_member (expected, l->data));
}

static void
check_vector (JsonObject *input, JsonObject *output, gboolean may_have_more)
{
  const char *message = json_object_get_string_member_with_default (output,
      "errorContaining", NULL);
  g_autoptr (GError) error = NULL;
  g_autoptr (AwsProfileFile) config =
      parse_member (input, "configFile", AWS_PROFILE_FILE_CONFIG, &error);
  g_autoptr (AwsProfileFile) credentials = NULL;
  JsonObject *expected;

  if (message != NULL && may_have_more) {
    g_assert_no_error (error);
    return;
  }
  if (message != NULL) {
    g_assert_error (error, AWS_ERROR, AWS_ERROR_CONFIG);
    g_assert_nonnull (strstr (error->message, message));
    return;
  }

  g_assert_no_error (error);
  credentials = parse_member (input, "credentialsFile",
      AWS_PROFILE_FILE_CREDENTIALS, &error);
  g_assert_no_error (error);
  expected = json_object_get_object_member (output, "config");
  check_sections (config, credentials, AWS_SECTION_PROFILE,
      json_object_get_object_member (expected, "profiles"), may_have_more);
  if (json_object_has_member (expected, "sso_sessions"))
    check_sections (config, credentials, AWS_SECTION_SSO_SESSION,
        json_object_get_object_member (expected, "sso_sessions"),
        may_have_more);
}

static void
test_vectors (void)
{
  const char *vectors = g_getenv (VECTORS_VARIABLE);
  g_autofree char *path = NULL;
  g_autoptr (JsonParser) parser = json_parser_new ();
  g_autoptr (GError) error = NULL;
  JsonArray *tests;

  if (vectors == NULL) {
    g_test_skip (VECTORS_VARIABLE
        " does not name the folder of test vectors: "
        "the profile parser cases of the AWS SDKs are not checked");
    return;
  }

  path = g_build_filename (vectors, "profile-parser-tests.json", NULL);
  json_parser_load_from_file (parser, path, &error);
  g_assert_no_error (error);
  tests = json_object_get_array_member (
      json_node_get_object (json_parser_get_root (parser)), "tests");
  g_assert_cmpuint (json_array_get_length (tests), >, 0);
  for (guint i = 0; i < json_array_get_length (tests); i++) {
    JsonObject *test = json_array_get_object_element (tests, i);
    const char *name = json_object_get_string_member (test, "name");

    g_test_message ("%s", name);
    check_vector (json_object_get_object_member (test, "input"),
        json_object_get_object_member (test, "output"), takes_more (name));
  }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/aws-profile-file/values", test_values);
  g_test_add_func ("/aws-profile-file/errors", test_errors);
  g_test_add_func ("/aws-profile-file/nested", test_nested);
  g_test_add_func ("/aws-profile-file/vectors", test_vectors);
  return g_test_run ();
}
