/* SPDX-License-Identifier: LGPL-2.1-or-later */

/*
 * endpoint-faults: what goes wrong, and at which requests.
 *
 * A plan is a list of faults, each written as
 *
 *     NAME[:ARGUMENT][@FIRST[+[COUNT]]]
 *
 * where FIRST is the number of a request, from 1: without it the fault is
 * there always, @3 is the third request alone, @3+2 the third and the fourth,
 * @3+ the third and all after it.
 */

#pragma once

#include "endpoint-jobs.h"

G_BEGIN_DECLS

/**
 * EndpointEffects:
 * @page: how the page differs
 * @status: status of an answer that is not the service's; 0: the service
 *   answers
 * @error_type: (nullable): type of the error answered
 * @error_message: (nullable): its message
 * @content_type: (nullable): of @body
 * @body: (nullable): the answer's body
 * @location: (nullable): header Location
 * @retry_after: (nullable): header Retry-After
 * @delay_ms: how long the answer waits
 * @hang: it waits for ever
 * @bytes_per_second: how slowly the body goes out; 0: at once
 * @cut: the connection is closed before the body's end
 * @cut_after: bytes of the body that go out before; G_MAXUINT: half of them
 * @gzip: the body is compressed, where the client accepts that
 * @bomb_mib: MiB that a body of few bytes unpacks to, in place of the answer's,
 *   where the client accepts that; 0: none
 * @media_type: (nullable): what header Content-Type says in any case
 * @drop: the connection is closed once the answer is out, unannounced
 *
 * All that goes wrong with one answer.
 */
typedef struct {
  EndpointPageChange page;
  guint status;
  char *error_type;
  char *error_message;
  char *content_type;
  char *body;
  char *location;
  char *retry_after;
  guint delay_ms;
  gboolean hang;
  guint bytes_per_second;
  gboolean cut;
  guint cut_after;
  gboolean gzip;
  guint bomb_mib;
  char *media_type;
  gboolean drop;
} EndpointEffects;

void endpoint_effects_clear (EndpointEffects *effects);

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (EndpointEffects, endpoint_effects_clear)

typedef struct _EndpointFaults EndpointFaults;

/**
 * endpoint_faults_new:
 *
 * Returns: (transfer full): a plan by which nothing goes wrong
 */
EndpointFaults *endpoint_faults_new (void);

void endpoint_faults_free (EndpointFaults *self);

/**
 * endpoint_faults_add:
 * @spec: a fault, written as above
 * @error: G_OPTION_ERROR_BAD_VALUE
 */
gboolean endpoint_faults_add (EndpointFaults *self, const char *spec,
    GError **error);

/**
 * endpoint_faults_apply:
 * @request: number of the request, from 1
 * @effects: (out): to be cleared with endpoint_effects_clear()
 *
 * Where two faults are about the same thing the later added one wins.
 */
void endpoint_faults_apply (const EndpointFaults *self, guint64 request,
    EndpointEffects *effects);

/**
 * endpoint_faults_describe:
 *
 * Returns: (transfer full): a line for each fault there is, for people
 */
char *endpoint_faults_describe (void);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (EndpointFaults, endpoint_faults_free)

G_END_DECLS
