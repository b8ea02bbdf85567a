/* SPDX-License-Identifier: LGPL-2.1-or-later */

/*
 * Credentials that a program prints (credential_process of a profile). It runs
 * without a shell, in the environment of this process, and without a time limit.
 *
 * https://docs.aws.amazon.com/sdkref/latest/guide/feature-process-credentials.html
 */

#include "credentials/aws-source.h"

#include "client/aws-error.h"
#include "credentials/support/aws-process-credentials.h"
#include "credentials/support/aws-process.h"

#define KEY "credential_process"

static void
arguments_free (char **arguments)
{
  for (guint i = 0; arguments[i] != NULL; i++)
    rekutil_secret_free (arguments[i]);
  g_free (arguments);
}

static AwsCredentials *
run_command (const char *command, const char *origin, GCancellable *cancellable,
    GError **error)
{
  char **arguments;
  g_autoptr (GBytes) output = NULL;

  /* GLib's message quotes the command, which may contain a secret. */
  if (!g_shell_parse_argv (command, NULL, &arguments, NULL)) {
    g_set_error (error, AWS_ERROR, AWS_ERROR_CONFIG,
        "the command can't be split into words: is a quote missing?");
    return NULL;
  }
  output = rekaws_process_run (arguments, cancellable, error);
  arguments_free (arguments);
  return output != NULL
      ? rekaws_process_credentials_read (output, origin, error)
      : NULL;
}

static AwsCredentials *
process_load (const AwsSourceContext *context, GCancellable *cancellable,
    char **reason, GError **error)
{
  const char *command =
      rekaws_config_get_profile_value (context->config, context->profile, KEY);
  g_autofree char *origin =
      g_strdup_printf ("profile \"%s\": " KEY, context->profile);
  g_autoptr (GError) failure = NULL;
  AwsCredentials *credentials;

  if (command == NULL) {
    *reason = g_strdup (KEY " is not set");
    return NULL;
  }
  rekutil_log_debug (rekaws_config_get_log (context->config),
      "Running the " KEY " of the profile \"%s\"", context->profile);
  credentials = run_command (command, origin, cancellable, &failure);
  if (credentials == NULL)
    rekaws_source_propagate_error (error, g_steal_pointer (&failure), origin);
  return credentials;
}

const AwsSource rekaws_source_process = { "process", process_load };
