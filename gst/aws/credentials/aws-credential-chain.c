/* SPDX-License-Identifier: LGPL-2.1-or-later */

#include "credentials/aws-credential-chain.h"

#include "client/aws-error.h"

#include <string.h>

/* How long before they expire credentials are loaded again. */
#define REFRESH_BEFORE_US (5 * 60 * (gint64) G_USEC_PER_SEC)

/* Characters of the access key id that are logged. */
#define KEY_ID_END 4

struct _AwsChain {
  AwsConfig *config;
  char *region;
  UtilSecret *access_key_id;
  UtilSecret *secret_access_key;
  UtilSecret *session_token;
  const UtilClock *clock;
  const AwsTransport *transport;
  AwsRetryFunc retry_func;
  gpointer retry_data;
  AwsCredentials *credentials;
};

static const AwsSource *const sources[] = {
  &rekaws_source_static,
  &rekaws_source_environment,
  &rekaws_source_web_identity,
  &rekaws_source_profile,
  &rekaws_source_container,
  &rekaws_source_imds,
};

AwsChain *
rekaws_chain_new (const AwsChainSettings *settings)
{
  const AwsExplicitCredentials *given = settings->explicit_credentials;
  AwsChain *chain = g_new0 (AwsChain, 1);

  chain->config = rekaws_config_ref (settings->config);
  chain->region = g_strdup (settings->region);
  chain->clock = settings->clock;
  chain->transport = settings->transport;
  chain->retry_func = settings->retry_func;
  chain->retry_data = settings->retry_data;
  if (given != NULL) {
    chain->access_key_id = g_strdup (given->access_key_id);
    chain->secret_access_key = g_strdup (given->secret_access_key);
    chain->session_token = g_strdup (given->session_token);
  }
  return chain;
}

void
rekaws_chain_free (AwsChain *chain)
{
  if (chain == NULL)
    return;

  rekaws_chain_invalidate (chain);
  rekaws_config_unref (chain->config);
  g_free (chain->region);
  rekutil_secret_free (chain->access_key_id);
  rekutil_secret_free (chain->secret_access_key);
  rekutil_secret_free (chain->session_token);
  g_free (chain);
}

void
rekaws_chain_invalidate (AwsChain *chain)
{
  g_clear_pointer (&chain->credentials, rekaws_credentials_unref);
}

/* Adds the reasons of the sources that were tried before to the error. */
static void
append_reasons (GError *failure, const AwsSource *source, const char *reasons)
{
  char *message;

  if (failure->domain != AWS_ERROR)
    return;
  message = g_strconcat (failure->message, reasons, "\n- ", source->name, ": ",
      failure->message, NULL);
  g_free (failure->message);
  failure->message = message;
}

static AwsCredentials *
search (const AwsChain *chain, GCancellable *cancellable, GError **error)
{
  AwsExplicitCredentials explicit_credentials = { chain->access_key_id,
    chain->secret_access_key, chain->session_token };
  AwsSourceContext context = {
    .config = chain->config,
    .profile = rekaws_config_get_profile_name (chain->config),
    .region = chain->region,
    .explicit_credentials = &explicit_credentials,
    .clock = chain->clock,
    .transport = chain->transport,
    .retry_func = chain->retry_func,
    .retry_data = chain->retry_data,
  };
  g_autoptr (GString) reasons = g_string_new (NULL);

  for (guint i = 0; i < G_N_ELEMENTS (sources); i++) {
    g_autofree char *reason = NULL;
    g_autoptr (GError) local_error = NULL;
    AwsCredentials *credentials;

    if (g_cancellable_set_error_if_cancelled (cancellable, error))
      return NULL;
    credentials = rekaws_source_load (sources[i], &context, cancellable,
        &reason, &local_error);
    if (credentials != NULL)
      return credentials;
    if (local_error != NULL) {
      append_reasons (local_error, sources[i], reasons->str);
      g_propagate_error (error, g_steal_pointer (&local_error));
      return NULL;
    }
    g_string_append_printf (reasons, "\n- %s: %s", sources[i]->name, reason);
  }

  g_set_error (error, AWS_ERROR, AWS_ERROR_NO_CREDENTIALS,
      "No AWS credentials: set the environment variables AWS_ACCESS_KEY_ID and "
      "AWS_SECRET_ACCESS_KEY, or name a profile that has them%s",
      reasons->str);
  return NULL;
}

static void
log_credentials (const AwsChain *chain, const AwsCredentials *credentials)
{
  const char *key_id = rekaws_credentials_get_access_key_id (credentials);
  gsize length = strlen (key_id);
  gint64 end_us = rekaws_credentials_get_expiration (credentials);
  g_autoptr (GDateTime) end =
      g_date_time_new_from_unix_utc (end_us / G_USEC_PER_SEC);
  g_autofree char *end_text =
      end != NULL ? g_date_time_format_iso8601 (end) : NULL;

  rekutil_log_info (rekaws_config_get_log (chain->config),
      "AWS credentials from %s: access key id ...%s, %s%s",
      rekaws_credentials_get_source (credentials),
      key_id + length - MIN (length, KEY_ID_END),
      end != NULL ? "valid until " : "no expiration",
      end != NULL ? end_text : "");
}

static gboolean
is_valid_for (const AwsChain *chain, gint64 margin_us)
{
  gint64 expiration;

  if (chain->credentials == NULL)
    return FALSE;
  expiration = rekaws_credentials_get_expiration (chain->credentials);
  return expiration == AWS_CREDENTIALS_NEVER ||
      chain->clock->now (chain->clock->user_data) < expiration - margin_us;
}

AwsCredentials *
rekaws_chain_get (AwsChain *chain, GCancellable *cancellable, GError **error)
{
  g_autoptr (GError) failure = NULL;
  AwsCredentials *credentials;

  if (is_valid_for (chain, REFRESH_BEFORE_US))
    return rekaws_credentials_ref (chain->credentials);

  if (chain->credentials != NULL)
    rekutil_log_debug (rekaws_config_get_log (chain->config),
        "Renewing the AWS credentials");
  credentials = search (chain, cancellable, &failure);
  if (credentials != NULL) {
    log_credentials (chain, credentials);
    rekaws_chain_invalidate (chain);
    chain->credentials = credentials;
    return rekaws_credentials_ref (credentials);
  }

  if (failure->domain == AWS_ERROR && is_valid_for (chain, 0)) {
    rekutil_log_warning (rekaws_config_get_log (chain->config),
        "AWS credentials could not be renewed; the current ones are used until "
        "they expire: %s",
        failure->message);
    return rekaws_credentials_ref (chain->credentials);
  }
  g_propagate_error (error, g_steal_pointer (&failure));
  return NULL;
}
