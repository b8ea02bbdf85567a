/* SPDX-License-Identifier: LGPL-2.1-or-later */

/*
 * endpoint-history: the requests that the server has received. Thread-safe.
 */

#pragma once

#include "local-endpoint.h"

G_BEGIN_DECLS

typedef struct _EndpointHistory EndpointHistory;

/**
 * endpoint_history_new:
 * @keep_requests: keep the requests; FALSE: only count them
 * @log: (nullable): one line of JSON per request is written here
 */
EndpointHistory *endpoint_history_new (gboolean keep_requests, FILE *log);

void endpoint_history_free (EndpointHistory *self);

/**
 * endpoint_history_reset:
 *
 * Forgets everything; open connections are counted again with their next
 * request.
 */
void endpoint_history_reset (EndpointHistory *self);

/**
 * endpoint_history_begin:
 * @request: a new request; its number and connection are set
 * @socket: the connection that it came on
 */
void endpoint_history_begin (EndpointHistory *self,
    LocalEndpointRequest *request, GSocket *socket);

/**
 * endpoint_history_end:
 * @request: (transfer full): the request, with status and error of its answer
 * @n_bytes: size of the answer's body
 * @now: the server's time, seconds since 1970
 */
void endpoint_history_end (EndpointHistory *self, LocalEndpointRequest *request,
    gsize n_bytes, gint64 now);

/**
 * endpoint_request_new:
 *
 * Returns: (transfer full): a copy of the request in @message
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
