/* SPDX-License-Identifier: LGPL-2.1-or-later */

#include "credentials/aws-credential-chain.h"

#include "client/aws-error.h"
#include "credentials/aws-source.h"

/* How long before their end credentials are asked for anew. */
#define REFRESH_BEFORE_US (5 * 60 * (gint64) G_USEC_PER_SEC)

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
  const AwsSource *const *sources;
  AwsCredentials *credentials;
};

static const AwsSource *const all_sources[] = {
  &rekaws_source_explicit,
  &rekaws_source_environment,
  &rekaws_source_web_identity,
  &rekaws_source_profile,
  &rekaws_source_container,
  &rekaws_source_imds,
  NULL,
};

AwsChain *
rekaws_chain_new (const AwsChainSettings *settings)
{
  return rekaws_chain_new_for_sources (settings, all_sources);
}

AwsChain *
rekaws_chain_new_for_sources (const AwsChainSettings *settings,
    const AwsSource *const *sources)
{
  const AwsExplicitCredentials *by_hand = settings->explicit_credentials;
  AwsChain *chain = g_new0 (AwsChain, 1);

  chain->config = rekaws_config_ref (settings->config);
  chain->region = g_strdup (settings->region);
  chain->clock = settings->clock;
  chain->transport = settings->transport;
  chain->retry_func = settings->retry_func;
  chain->retry_data = settings->retry_data;
  chain->sources = sources;
  if (by_hand != NULL) {
    chain->access_key_id = g_strdup (by_hand->access_key_id);
    chain->secret_access_key = g_strdup (by_hand->secret_access_key);
    chain->session_token = g_strdup (by_hand->session_token);
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

/* Adds to why the search ended what the sources before had to say. */
static void
list_before (GError *failure, const AwsSource *source, const char *reasons)
{
  char *message;

  if (failure->domain != AWS_ERROR)
    return;
  message = g_strconcat (failure->message, reasons, "\n- ", source->name, ": ",
      failure->message, NULL);
  g_free (failure->message);
  failure->message = message;
}

/* Asks each source in turn. */
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

  for (guint i = 0; chain->sources[i] != NULL; i++) {
    const AwsSource *source = chain->sources[i];
    g_autofree char *reason = NULL;
    g_autoptr (GError) local_error = NULL;
    AwsCredentials *credentials;

    if (g_cancellable_set_error_if_cancelled (cancellable, error))
      return NULL;
    credentials = source->load (&context, cancellable, &reason, &local_error);
    if (credentials != NULL)
      return credentials;
    if (local_error != NULL) {
      list_before (local_error, source, reasons->str);
      g_propagate_error (error, g_steal_pointer (&local_error));
      return NULL;
    }
    g_string_append_printf (reasons, "\n- %s: %s", source->name, reason);
  }

  g_set_error (error, AWS_ERROR, AWS_ERROR_NO_CREDENTIALS,
      "No AWS credentials: set the environment variables AWS_ACCESS_KEY_ID and "
      "AWS_SECRET_ACCESS_KEY, or name a profile that has them%s",
      reasons->str);
  return NULL;
}

/* Whether the credentials of the last time are good for @margin_us more. */
static gboolean
is_good_for (const AwsChain *chain, gint64 margin_us)
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
  g_autoptr (GError) local_error = NULL;
  AwsCredentials *credentials;

  if (is_good_for (chain, REFRESH_BEFORE_US))
    return rekaws_credentials_ref (chain->credentials);

  credentials = search (chain, cancellable, &local_error);
  if (credentials != NULL) {
    rekaws_chain_invalidate (chain);
    chain->credentials = credentials;
    return rekaws_credentials_ref (credentials);
  }

  if (local_error->domain == AWS_ERROR && is_good_for (chain, 0))
    return rekaws_credentials_ref (chain->credentials);
  g_propagate_error (error, g_steal_pointer (&local_error));
  return NULL;
}
