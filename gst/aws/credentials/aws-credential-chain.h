/* SPDX-License-Identifier: LGPL-2.1-or-later */

/*
 * aws-chain: where credentials come from.
 *
 * A chain asks its sources in order until one has credentials, keeps them
 * while they last and asks again when they end. A source is one file
 * (aws-source-NAME.c) with one const AwsSource, declared in aws-source.h; adding
 * one is adding its file and one row to the table in aws-chain.c. The order is that of
 * https://docs.aws.amazon.com/sdkref/latest/guide/standardized-credentials.html
 */

#pragma once

#include <gio/gio.h>

#include "util-clock.h"
#include "config/aws-config.h"
#include "credentials/aws-credentials.h"
#include "client/aws-retry-policy.h"
#include "http/aws-transport.h"

G_BEGIN_DECLS

/**
 * AwsExplicitCredentials:
 *
 * What the user set by hand (the element's properties). All may be NULL.
 */
typedef struct {
  const char *access_key_id;
  const char *secret_access_key;
  const char *session_token;
} AwsExplicitCredentials;

/**
 * AwsSourceContext:
 * @config: environment and files
 * @profile: name of the profile to look at: the one in use, or one that it
 *   names as the source of its own credentials
 * @region: (nullable): region that was asked for explicitly, for
 *   rekaws_config_dup_region()
 * @explicit_credentials: what the user set by hand, never NULL
 * @clock: tells what time it is, waits, random numbers
 * @transport: sends requests to whom it has to ask
 * @retry_func: (nullable): called before each wait for another attempt
 * @retry_data: passed to it
 * @parent: (nullable): where @profile is the source of another profile's
 *   credentials: that one's context
 *
 * What a source may look at.
 */
typedef struct _AwsSourceContext AwsSourceContext;
struct _AwsSourceContext {
  AwsConfig *config;
  const char *profile;
  const char *region;
  const AwsExplicitCredentials *explicit_credentials;
  const UtilClock *clock;
  const AwsTransport *transport;
  AwsRetryFunc retry_func;
  gpointer retry_data;
  const AwsSourceContext *parent;
};

/**
 * AwsSource:
 * @name: for people, as "environment"
 * @load: returns credentials, or NULL with @error unset and @reason set to a
 *   sentence why it has none (the next source is asked), or NULL with @error
 *   set (AWS_ERROR_NO_CREDENTIALS, AWS_ERROR_CONFIG for a wrong setting, or a
 *   cancellation: the search ends, because the user meant this source and it is
 *   broken)
 */
typedef struct {
  const char *name;
  AwsCredentials *(*load) (const AwsSourceContext *context,
      GCancellable *cancellable, char **reason, GError **error);
} AwsSource;

typedef struct _AwsChain AwsChain;

/**
 * AwsChainSettings:
 * @config: environment and files; a reference is kept
 * @region: (nullable): region that was asked for explicitly; copied
 * @explicit_credentials: (nullable): copied
 * @clock: tells when credentials end; must outlive the chain
 * @transport: sends what sources have to ask; must outlive the chain
 * @retry_func: (nullable): called before a source waits to try a request again
 * @retry_data: passed to it
 */
typedef struct {
  AwsConfig *config;
  const char *region;
  const AwsExplicitCredentials *explicit_credentials;
  const UtilClock *clock;
  const AwsTransport *transport;
  AwsRetryFunc retry_func;
  gpointer retry_data;
} AwsChainSettings;

/**
 * rekaws_chain_new:
 *
 * Not thread safe: one chain belongs to one thread at a time.
 *
 * Returns: (transfer full): a chain of all sources there are
 */
AwsChain *rekaws_chain_new (const AwsChainSettings *settings);

/**
 * rekaws_chain_new_for_sources:
 * @sources: (array zero-terminated=1): asked in this order; not copied
 *
 * As rekaws_chain_new(), of these sources alone.
 *
 * Returns: (transfer full): a chain
 */
AwsChain *rekaws_chain_new_for_sources (const AwsChainSettings *settings,
    const AwsSource *const *sources);

void rekaws_chain_free (AwsChain *chain);

/**
 * rekaws_chain_get:
 * @error: AWS_ERROR_NO_CREDENTIALS, or AWS_ERROR_CONFIG for a setting or a
 *   shared file that is wrong (the message lists each source in order with the
 *   reason why it had none, never a value), or a cancellation
 *
 * Returns: (transfer full) (nullable): credentials that are good now, from
 *   the last time while they last (5 minutes before their end they are asked
 *   for anew; should that fail they serve until their end)
 */
AwsCredentials *rekaws_chain_get (AwsChain *chain, GCancellable *cancellable,
    GError **error);

/**
 * rekaws_chain_invalidate:
 *
 * Forgets what the last rekaws_chain_get() found: the next one asks anew.
 */
void rekaws_chain_invalidate (AwsChain *chain);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (AwsChain, rekaws_chain_free)

G_END_DECLS
