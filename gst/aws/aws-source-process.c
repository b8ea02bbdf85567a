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
#include "aws-process.h"

#define KEY "credential_process"
#define VERSION 1

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
  g_autoptr (GBytes) output = NULL;

  /* GLib's message is not passed on: it quotes the command. */
  if (!g_shell_parse_argv (command, NULL, &arguments, NULL)) {
    g_set_error (error, AWS_ERROR, AWS_ERROR_CONFIG,
        "the command can't be split into words: is a quote not closed?");
    return NULL;
  }
  output = aws_process_run (arguments, cancellable, error);
  arguments_free (arguments);
  return output != NULL ? read_output (output, place, error) : NULL;
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
