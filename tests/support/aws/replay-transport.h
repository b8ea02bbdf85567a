/* SPDX-License-Identifier: LGPL-2.1-or-later */

/*
 * replay-transport: an AwsTransport that answers from a list, in order, and
 * records the requests.
 *
 * A request must have the method and URI of the next exchange in the list; if it
 * repeats the last request instead, it gets the last response again. Anything
 * else is recorded as unexpected, and fails to connect.
 */

#pragma once

#include "http/aws-transport.h"

G_BEGIN_DECLS

/**
 * ReplayExchange:
 * @method: HTTP method
 * @uri: the complete URI
 * @status: status of the response, 0 to fail to connect
 * @headers: (nullable): headers of the response, lines of "Name: value"
 * @body: (nullable): body of the response
 */
typedef struct {
  const char *method;
  const char *uri;
  guint status;
  const char *headers;
  const char *body;
} ReplayExchange;

typedef struct _ReplayTransport ReplayTransport;

ReplayTransport *replay_transport_new (void);
void replay_transport_free (ReplayTransport *replay);

/**
 * replay_transport_add:
 * @exchange: copied
 */
void replay_transport_add (ReplayTransport *replay,
    const ReplayExchange *exchange);

/**
 * replay_transport_get:
 *
 * Returns: (transfer none): the transport, owned by @replay
 */
const AwsTransport *replay_transport_get (ReplayTransport *replay);

guint replay_transport_get_n_requests (const ReplayTransport *replay);

/**
 * replay_transport_get_request:
 *
 * Returns: (transfer none): request number @index, from 0
 */
const AwsRequest *replay_transport_get_request (const ReplayTransport *replay,
    guint index);

/**
 * replay_transport_assert_done:
 *
 * Asserts that all exchanges of the list took place, and no others.
 */
void replay_transport_assert_done (const ReplayTransport *replay);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (ReplayTransport, replay_transport_free)

G_END_DECLS
