/* SPDX-License-Identifier: LGPL-2.1-or-later */

/*
 * aws-credential-chain: loads credentials from the first source that is set up.
 *
 * A chain tries its sources (aws-source.h) in order until one has credentials,
 * caches them, and loads new ones before they expire. The order is that of
 * https://docs.aws.amazon.com/sdkref/latest/guide/standardized-credentials.html
 */

#pragma once

#include "credentials/aws-source.h"

G_BEGIN_DECLS

typedef struct _AwsChain AwsChain;

/**
 * AwsChainSettings:
 * @config: environment and files; the chain takes a reference
 * @region: (nullable): region that was set explicitly; copied
 * @explicit_credentials: (nullable): copied
 * @clock: tells when credentials expire; must outlive the chain
 * @transport: sends the requests of the sources; must outlive the chain
 * @retry_func: (nullable): called before a source waits to retry a request
 * @retry_data: passed to @retry_func
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
 * Not thread safe: only one thread at a time may use a chain.
 *
 * Returns: (transfer full): a chain of all sources
 */
AwsChain *rekaws_chain_new (const AwsChainSettings *settings);

void rekaws_chain_free (AwsChain *chain);

/**
 * rekaws_chain_get:
 * @error: AWS_ERROR_NO_CREDENTIALS, or AWS_ERROR_CONFIG for an invalid setting
 *   or shared file (the message lists the sources in order, each with the
 *   reason why it has none, never a value), or a cancellation
 *
 * Returns the cached credentials until 5 minutes before they expire, then loads
 * new ones. If that fails, the cached ones are used until they expire.
 *
 * Logs at info level which source the credentials come from and when they
 * expire.
 *
 * Returns: (transfer full) (nullable): credentials that are valid now
 */
AwsCredentials *rekaws_chain_get (AwsChain *chain, GCancellable *cancellable,
    GError **error);

/**
 * rekaws_chain_invalidate:
 *
 * Drops the cached credentials: the next rekaws_chain_get() loads new ones.
 */
void rekaws_chain_invalidate (AwsChain *chain);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (AwsChain, rekaws_chain_free)

G_END_DECLS
