/* SPDX-License-Identifier: LGPL-2.1-or-later */

/*
 * endpoint-history: what the server has seen; may be asked from any thread.
 */

#pragma once

#include "local-endpoint.h"

G_BEGIN_DECLS

typedef struct _EndpointHistory EndpointHistory;

/**
 * endpoint_history_new:
 * @keep_requests: keep the requests themselves, not their numbers alone
 * @log: (nullable): where a line of JSON goes for each request
 */
EndpointHistory *endpoint_history_new (gboolean keep_requests, FILE *log);

void endpoint_history_free (EndpointHistory *self);

/**
 * endpoint_history_reset:
 *
 * Forgets all; connections that still stand are counted again when used.
 */
void endpoint_history_reset (EndpointHistory *self);

/**
 * endpoint_history_begin:
 * @request: a request that has come, on @socket; its number and connection
 *   are set
 */
void endpoint_history_begin (EndpointHistory *self,
    LocalEndpointRequest *request, GSocket *socket);

/**
 * endpoint_history_end:
 * @request: (transfer full): the same, with what it was answered
 * @n_bytes: size of the body answered
 * @now: the server's time, seconds since 1970
 */
void endpoint_history_end (EndpointHistory *self, LocalEndpointRequest *request,
    gsize n_bytes, gint64 now);

/**
 * endpoint_request_new:
 *
 * Returns: (transfer full): a copy of what @message asks
 */
LocalEndpointRequest *endpoint_request_new (SoupServerMessage *message);

void endpoint_request_unref (LocalEndpointRequest *request);

void endpoint_history_get_statistics (EndpointHistory *self,
    LocalEndpointStatistics *statistics);

GPtrArray *endpoint_history_get_requests (EndpointHistory *self);

gboolean endpoint_history_wait (EndpointHistory *self, guint64 count,
    gint64 timeout_us);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (LocalEndpointRequest, endpoint_request_unref)

G_END_DECLS
