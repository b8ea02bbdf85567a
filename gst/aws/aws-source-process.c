/* SPDX-License-Identifier: LGPL-2.1-or-later */

/*
 * Credentials that a program of the user's prints (credential_process of a
 * profile). It is run without a shell, in the environment of this process,
 * and may take its time.
 *
 * https://docs.aws.amazon.com/sdkref/latest/guide/feature-process-credentials.html
 */

#include "aws-source.h"

#include "aws-date.h"
#include "aws-error.h"
#include "aws-json.h"

#include <string.h>

#define KEY "credential_process"
#define VERSION 1

#define MAX_LINE 200

/* A secret key has 40 characters, a token more: what is as long in a line of
 * a program's is left out. */
#define MAX_WORD 39
#define WORD_CHARACTERS G_CSET_a_2_z G_CSET_A_2_Z G_CSET_DIGITS "+/=_-"

/* Bytes of a pipe, to be wiped. */
static void
wipe_bytes (GBytes *bytes)
{
  gsize size;
  gpointer data = g_bytes_unref_to_data (bytes, &size);

  aws_secret_wipe (data, size);
  g_free (data);
}

/* Appends @line without what may be a secret. */
static void
append_shown (GString *shown, const char *line)
{
  for (const char *p = line; *p != '\0';) {
    gsize length = strspn (p, WORD_CHARACTERS);

    if (length > MAX_WORD) {
      g_string_append (shown, "[...]");
    } else if (length > 0) {
      g_string_append_len (shown, p, (gssize) length);
    } else {
      gunichar c = g_utf8_get_char (p);

      g_string_append_unichar (shown, g_unichar_iscntrl (c) ? ' ' : c);
      length = (gsize) (g_utf8_next_char (p) - p);
    }
    p += length;
  }
}

/* The first line that says something, fit to be shown. */
static char *
dup_first_line (GBytes *output)
{
  gsize size;
  const char *data = g_bytes_get_data (output, &size);
  g_autoptr (AwsSecret) text = g_strndup (size > 0 ? data : "", size);
  g_autofree char *line = NULL;
  g_autoptr (GString) shown = g_string_new (NULL);

  g_strchug (text);
  text[strcspn (text, "\n")] = '\0';
  line = g_utf8_make_valid (text, -1);
  append_shown (shown, line);
  if (g_utf8_strlen (shown->str, -1) <= MAX_LINE)
    return g_strchomp (g_string_free (g_steal_pointer (&shown), FALSE));
  return g_utf8_substring (shown->str, 0, MAX_LINE);
}

static gboolean
check_exit (GSubprocess *process, GBytes *errors, GError **error)
{
  g_autofree char *line = NULL;
  g_autofree char *how = NULL;

  if (g_subprocess_get_successful (process))
    return TRUE;

  line = dup_first_line (errors);
  how = g_subprocess_get_if_exited (process)
      ? g_strdup_printf ("ended with exit code %d",
            g_subprocess_get_exit_status (process))
      : g_strdup_printf ("was ended by signal %d",
            g_subprocess_get_term_sig (process));
  g_set_error (error, AWS_ERROR, AWS_ERROR_BROKEN, "the program %s%s%s", how,
      *line != '\0' ? ": " : "", line);
  return FALSE;
}

/* Returns what the program prints. */
static GBytes *
run (char **arguments, GCancellable *cancellable, GError **error)
{
  g_autoptr (GError) failure = NULL;
  g_autoptr (GSubprocess) process = NULL;
  g_autoptr (GBytes) output = NULL;
  g_autoptr (GBytes) errors = NULL;

  process = g_subprocess_newv ((const char *const *) arguments,
      G_SUBPROCESS_FLAGS_STDOUT_PIPE | G_SUBPROCESS_FLAGS_STDERR_PIPE,
      &failure);
  if (process != NULL &&
      g_subprocess_communicate (process, NULL, cancellable, &output, &errors,
          &failure)) {
    if (check_exit (process, errors, error))
      return g_steal_pointer (&output);
    wipe_bytes (g_steal_pointer (&output));
    return NULL;
  }

  if (process != NULL)
    g_subprocess_force_exit (process);
  if (!g_cancellable_set_error_if_cancelled (cancellable, error))
    g_set_error (error, AWS_ERROR, AWS_ERROR_BROKEN,
        "the program could not be run: %s", failure->message);
  return NULL;
}

static gboolean
read_expiration (const AwsJson *json, gint64 *expiration_us)
{
  const char *text = aws_json_get_string (json, "Expiration");
  double number;

  if (text != NULL)
    return aws_date_parse_iso8601 (text, expiration_us);

  *expiration_us = AWS_CREDENTIALS_NEVER;
  return !aws_json_get_number (json, "Expiration", &number);
}

static AwsCredentials *
read_output (GBytes *output, const char *place, GError **error)
{
  g_autoptr (AwsJson) json = aws_json_parse (output);
  const char *key_id, *secret;
  gint64 expiration_us;
  double version = 0;

  if (json == NULL) {
    g_set_error (error, AWS_ERROR, AWS_ERROR_BROKEN,
        "what the program prints is no JSON object");
    return NULL;
  }
  if (!aws_json_get_number (json, "Version", &version) || version != VERSION) {
    g_set_error (error, AWS_ERROR, AWS_ERROR_BROKEN,
        "what the program prints has no Version, or another than %d", VERSION);
    return NULL;
  }

  key_id = aws_json_get_string (json, "AccessKeyId");
  secret = aws_json_get_string (json, "SecretAccessKey");
  if (key_id == NULL || *key_id == '\0' || secret == NULL || *secret == '\0') {
    g_set_error (error, AWS_ERROR, AWS_ERROR_BROKEN,
        "what the program prints has no %s",
        key_id == NULL || *key_id == '\0' ? "AccessKeyId" : "SecretAccessKey");
    return NULL;
  }
  if (!read_expiration (json, &expiration_us)) {
    g_set_error (error, AWS_ERROR, AWS_ERROR_BROKEN,
        "what the program prints has an Expiration that is no time");
    return NULL;
  }
  return aws_source_make_credentials (key_id, secret,
      aws_json_get_string (json, "SessionToken"), expiration_us, place, error);
}

static void
arguments_free (char **arguments)
{
  for (guint i = 0; arguments[i] != NULL; i++)
    aws_secret_free (arguments[i]);
  g_free (arguments);
}

static AwsCredentials *
ask (const char *command, const char *place, GCancellable *cancellable,
    GError **error)
{
  char **arguments;
  GBytes *output;
  AwsCredentials *credentials;

  /* GLib's message is not passed on: it quotes the command. */
  if (!g_shell_parse_argv (command, NULL, &arguments, NULL)) {
    g_set_error (error, AWS_ERROR, AWS_ERROR_CONFIG,
        "the command can't be split into words: is a quote not closed?");
    return NULL;
  }
  output = run (arguments, cancellable, error);
  arguments_free (arguments);
  if (output == NULL)
    return NULL;

  credentials = read_output (output, place, error);
  wipe_bytes (output);
  return credentials;
}

static AwsCredentials *
process_load (const AwsSourceContext *context, GCancellable *cancellable,
    char **reason, GError **error)
{
  const char *command =
      aws_config_get_profile_value (context->config, context->profile, KEY);
  g_autofree char *place =
      g_strdup_printf ("profile \"%s\": " KEY, context->profile);
  g_autoptr (GError) failure = NULL;
  AwsCredentials *credentials;

  if (command == NULL) {
    *reason = g_strdup (KEY " is not set");
    return NULL;
  }
  credentials = ask (command, place, cancellable, &failure);
  if (credentials == NULL)
    aws_source_propagate_error (error, g_steal_pointer (&failure), place);
  return credentials;
}

const AwsSource aws_source_process = { "process", process_load };
