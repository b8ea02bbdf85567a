/* SPDX-License-Identifier: LGPL-2.1-or-later */

/* Credentials that a program prints, by rekaws_source_profile. */

#include "client/aws-error.h"
#include "credentials/aws-source.h"

#include "support/common/aws-home.h"

#include <string.h>
#include <sys/stat.h>

#define VARIABLE "REKOGNITION_TEST_KEY_ID"

#define PRINT(members) "/bin/echo '{\"Version\":1," members "}'"
#define KEYS "\"AccessKeyId\":\"pid\",\"SecretAccessKey\":\"SECRET-p\""

/* found: "id token expiration", or a part of the error's message. */
typedef struct {
  const char *label;
  const char *command;
  const char *credentials;
  const char *more_config;
  const char *found;
} ProcessCase;

static const ProcessCase good_cases[] = {
  { "all",
      PRINT (KEYS ",\"SessionToken\":\"SECRET-pt\",\"Expiration\":"
                  "\"2001-09-09T01:46:40Z\",\"AccountId\":\"1\""),
      NULL, NULL, "pid SECRET-pt 1000000000000000" },
  { "keys alone", PRINT (KEYS), NULL, NULL, "pid - 9223372036854775807" },
  { "an offset of time",
      PRINT (KEYS ",\"Expiration\":\"2001-09-09T03:46:40.5+02:00\""), NULL,
      NULL, "pid - 1000000000500000" },
  { "a time without seconds",
      PRINT (KEYS ",\"Expiration\":\"2001-09-09t01:46z\""), NULL, NULL,
      "pid - 999999960000000" },
  { "null", PRINT (KEYS ",\"SessionToken\":null,\"Expiration\":null"), NULL,
      NULL, "pid - 9223372036854775807" },
  { "no shell", PRINT ("\"AccessKeyId\":\"$HOME\",\"SecretAccessKey\":\"S\""),
      NULL, NULL, "$HOME - 9223372036854775807" },
  { "a comment's sign in quotes",
      "/bin/sh -c '/bin/echo \"$1\" # a ; b' name '{\"Version\":1," KEYS "}'",
      NULL, NULL, "pid - 9223372036854775807" },
  { "words and quotes",
      "/bin/sh -c \"/bin/echo \\\"$1\\\"\" name '{\"Version\":1," KEYS "}'",
      NULL, NULL, "pid - 9223372036854775807" },
  { "environment",
      "/bin/sh -c 'echo \"{\\\"Version\\\":1,\\\"SecretAccessKey\\\":\\\"S\\\","
      "\\\"AccessKeyId\\\":\\\"$" VARIABLE "\\\"}\"'",
      NULL, NULL, "of-environment - 9223372036854775807" },
  { "found by PATH", "echo '{\"Version\":1," KEYS "}'", NULL, NULL,
      "pid - 9223372036854775807" },
  { "what it says meanwhile",
      "/bin/sh -c 'echo please wait >&2; echo \"$1\"' x '{\"Version\":1," KEYS
      "}'",
      NULL, NULL, "pid - 9223372036854775807" },
  { "how much it says meanwhile",
      "/bin/sh -c 'head -c 1000000 /dev/zero >&2; echo \"$1\"' x "
      "'{\"Version\":1," KEYS "}'",
      NULL, NULL, "pid - 9223372036854775807" },
  { "after keys of the credentials file", PRINT (KEYS),
      "[default]\naws_access_key_id=fid\naws_secret_access_key=SECRET-f\n",
      NULL, "fid - 9223372036854775807" },
  { "before keys of the config file", PRINT (KEYS), NULL,
      "aws_access_key_id=cid\naws_secret_access_key=SECRET-c\n",
      "pid - 9223372036854775807" },
};

#define SECRET_40 "SECRET/abcdefghijklmnopqrstuvwxyz+012345"

static const ProcessCase bad_cases[] = {
  { "exit code",
      "/bin/sh -c 'echo >&2; echo \"  not logged\tin\" >&2; "
      "echo more >&2; exit 3'",
      NULL, NULL, "the program ended with exit code 3: not logged in" },
  { "exit code alone", "/bin/sh -c 'exit 1'", NULL, NULL,
      "the program ended with exit code 1" },
  { "exit code after credentials",
      "/bin/sh -c 'echo \"$1\"; exit 2' x '{\"Version\":1," KEYS "}'", NULL,
      NULL, "the program ended with exit code 2" },
  { "a secret in what it says",
      "/bin/sh -c 'echo \"key " SECRET_40 " is bad\" >&2; exit 1'", NULL, NULL,
      "exit code 1: key [...] is bad" },
  { "no text", "/bin/sh -c 'printf \"a\\377b\" >&2; exit 1'", NULL, NULL,
      "exit code 1: a\xef\xbf\xbd"
      "b" },
  { "signal", "/bin/sh -c 'kill -9 $$'", NULL, NULL,
      "the program was ended by signal 9" },
  { "no such program", "/absent/program SECRET-argument", NULL, NULL,
      "the program could not be run: " },
  { "a quote not closed", "/bin/echo 'SECRET-argument", NULL, NULL,
      "is a quote not closed?" },
  { "nothing", "/bin/true", NULL, NULL, "is no JSON object" },
  { "no end", "/usr/bin/yes", NULL, NULL,
      "the program prints over 262144 bytes" },
  { "cut off", "/bin/echo '{\"Version\":1,\"SecretAccessKey\":\"SECRET-p'",
      NULL, NULL, "is no JSON object" },
  { "another version", "/bin/echo '{\"Version\":2," KEYS "}'", NULL, NULL,
      "has no Version, or another than 1" },
  { "version as text", "/bin/echo '{\"Version\":\"1\"," KEYS "}'", NULL, NULL,
      "has no Version, or another than 1" },
  { "no version", "/bin/echo '{" KEYS "}'", NULL, NULL,
      "has no Version, or another than 1" },
  { "no key id", PRINT ("\"SecretAccessKey\":\"SECRET-p\""), NULL, NULL,
      "has no AccessKeyId" },
  { "no secret", PRINT ("\"AccessKeyId\":\"pid\",\"SecretAccessKey\":\"\""),
      NULL, NULL, "has no SecretAccessKey" },
  { "an end that is no time", PRINT (KEYS ",\"Expiration\":\"SECRET-x\""), NULL,
      NULL, "has an Expiration that is no time" },
  { "an end that is no text", PRINT (KEYS ",\"Expiration\":12"), NULL, NULL,
      "has an Expiration that is no time" },
  { "a blank key id",
      PRINT ("\"AccessKeyId\":\" \",\"SecretAccessKey\":\"SECRET-p\""), NULL,
      NULL, "access key id of the AWS credentials from " },
  { "a blank secret",
      PRINT ("\"AccessKeyId\":\"pid\",\"SecretAccessKey\":\" \""), NULL, NULL,
      "is blank" },
  { "a line break in a token",
      PRINT (KEYS ",\"SessionToken\":\"SECRET-\\\\nX: y\""), NULL, NULL,
      "holds a character that none can have" },
};

static AwsCredentials *
load (const char *command, const ProcessCase *c, GCancellable *cancellable,
    GError **error)
{
  g_autofree char *text =
      g_strdup_printf ("[default]\ncredential_process = %s\n%s", command,
          c->more_config != NULL ? c->more_config : "");
  g_autoptr (TestHome) home = test_home_new (text, c->credentials);
  g_autoptr (AwsConfig) config = test_home_load (home, NULL, NULL);
  AwsExplicitCredentials nothing = { NULL, NULL, NULL };
  AwsSourceContext context = { .config = config,
    .profile = "default",
    .explicit_credentials = &nothing };
  g_autofree char *reason = NULL;
  AwsCredentials *credentials =
      rekaws_source_profile.load (&context, cancellable, &reason, error);

  g_assert_null (reason);
  return credentials;
}

static void
test_found (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (good_cases); i++) {
    const ProcessCase *c = &good_cases[i];
    g_autoptr (GError) error = NULL;
    g_autoptr (AwsCredentials) credentials = load (c->command, c, NULL, &error);
    g_autofree char *found = NULL;
    const char *token;

    g_test_message ("%s", c->label);
    g_assert_no_error (error);
    token = rekaws_credentials_get_session_token (credentials);
    found = g_strdup_printf ("%s %s %" G_GINT64_FORMAT,
        rekaws_credentials_get_access_key_id (credentials),
        token != NULL ? token : "-",
        rekaws_credentials_get_expiration (credentials));
    g_assert_cmpstr (found, ==, c->found);
    if (g_str_has_prefix (found, "pid"))
      g_assert_cmpstr (rekaws_credentials_get_source (credentials), ==,
          "profile \"default\": credential_process");
  }
}

static void
test_not_found (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (bad_cases); i++) {
    const ProcessCase *c = &bad_cases[i];
    g_autoptr (GError) error = NULL;
    g_autoptr (AwsCredentials) credentials = load (c->command, c, NULL, &error);

    g_test_message ("%s", c->label);
    g_assert_null (credentials);
    g_assert_error (error, AWS_ERROR, AWS_ERROR_NO_CREDENTIALS);
    g_test_message ("%s", error->message);
    g_assert_nonnull (
        strstr (error->message, "profile \"default\": credential_process"));
    g_assert_nonnull (strstr (error->message, c->found));
    g_assert_null (strstr (error->message, "SECRET"));
    g_assert_null (strstr (error->message, "more"));
  }
}

/* Cancels once the program runs, and reads on until it is gone. */

typedef struct {
  const char *fifo;
  GCancellable *cancellable;
} Watch;

static gpointer
watch (gpointer data)
{
  const Watch *watched = data;
  FILE *fifo = fopen (watched->fifo, "r");

  g_assert_nonnull (fifo);
  g_assert_cmpint (fgetc (fifo), ==, 'x');
  g_cancellable_cancel (watched->cancellable);
  g_assert_cmpint (fgetc (fifo), ==, EOF);
  fclose (fifo);
  return NULL;
}

static void
test_cancelled (void)
{
  static const ProcessCase nothing_more = { "", NULL, NULL, NULL, NULL };
  g_autofree char *folder = g_dir_make_tmp ("rekognition-fifo-XXXXXX", NULL);
  g_autofree char *fifo = g_build_filename (folder, "fifo", NULL);
  g_autofree char *command = g_strdup_printf (
      "/bin/sh -c 'exec 3>\"$0\"; printf x >&3; exec sleep 1000' %s", fifo);
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  Watch watched = { fifo, cancellable };
  g_autoptr (GError) error = NULL;
  GThread *thread;

  g_assert_cmpint (mkfifo (fifo, 0600), ==, 0);
  thread = g_thread_new ("watch", watch, &watched);
  g_assert_null (load (command, &nothing_more, cancellable, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  g_thread_join (thread);

  g_assert_cmpint (g_remove (fifo), ==, 0);
  g_assert_cmpint (g_rmdir (folder), ==, 0);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_assert_true (g_setenv (VARIABLE, "of-environment", TRUE));
  g_test_add_func ("/aws-source-process/found", test_found);
  g_test_add_func ("/aws-source-process/not-found", test_not_found);
  g_test_add_func ("/aws-source-process/cancelled", test_cancelled);
  return g_test_run ();
}
