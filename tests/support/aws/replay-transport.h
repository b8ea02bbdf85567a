/* SPDX-License-Identifier: LGPL-2.1-or-later */

/*
 * replay-transport: an AwsTransport that answers from a list, in order, and
 * keeps what it was asked.
 *
 * A request must have method and URI of the next exchange of the list; one that
 * repeats the last request gets the last answer again where the next does not
 * match. Anything else is noted, and nobody answers it.
 */

#pragma once

#include "http/aws-transport.h"

G_BEGIN_DECLS

/**
 * ReplayExchange:
 * @method: HTTP method
 * @uri: the whole URI
 * @status: status of the answer, 0: nobody answers
 * @headers: (nullable): of the answer, as "Name: value", one a line
 * @body: (nullable): of the answer
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
 * Returns: (transfer none): the transport, as long as @replay
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
 * Asserts that each exchange of the list took place, and none that is not in
 * it.
 */
void replay_transport_assert_done (const ReplayTransport *replay);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (ReplayTransport, replay_transport_free)

G_END_DECLS
