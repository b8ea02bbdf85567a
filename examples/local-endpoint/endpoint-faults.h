/* SPDX-License-Identifier: LGPL-2.1-or-later */

/*
 * endpoint-faults: which faults to inject into the answers to which requests.
 *
 * Each fault is written as
 *
 *     NAME[:ARGUMENT][@FIRST[+[COUNT]]]
 *
 * FIRST is the number of a request, counted from 1: @3 is only the third
 * request, @3+2 the third and the fourth, @3+ the third and all later ones.
 * Without FIRST the fault applies to all requests.
 */

#pragma once

#include "endpoint-jobs.h"

G_BEGIN_DECLS

/**
 * EndpointEffects:
 * @page: the changes to the page
 * @status: HTTP status to answer instead of a page; 0: answer the page
 * @error_type: (nullable): type of the error to answer with @status; NULL:
 *   @body is the answer
 * @error_message: (nullable): the error's message
 * @content_type: (nullable): of @body
 * @body: (nullable): the answer's body
 * @location: (nullable): header Location
 * @retry_after: (nullable): header Retry-After
 * @delay_ms: delay of the answer, in milliseconds
 * @hang: never answer
 * @bytes_per_second: rate at which the body is sent; 0: unlimited
 * @cut: close the connection before the end of the body
 * @cut_after: bytes of the body to send before that; G_MAXUINT: half of them
 * @gzip: compress the body if the client accepts that
 * @bomb_mib: send a small gzip body that decompresses to this many MiB instead,
 *   if the client accepts gzip; 0: none
 * @media_type: (nullable): overrides the header Content-Type
 * @drop: close the connection after the answer without notice
 *
 * The faults of one answer.
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
 * Returns: (transfer full): a list without faults
 */
EndpointFaults *endpoint_faults_new (void);

void endpoint_faults_free (EndpointFaults *self);

/**
 * endpoint_faults_add:
 * @spec: a fault, written as above
 * @error: G_OPTION_ERROR_BAD_VALUE if @spec is not valid
 */
gboolean endpoint_faults_add (EndpointFaults *self, const char *spec,
    GError **error);

/**
 * endpoint_faults_apply:
 * @request: number of the request, counted from 1
 * @effects: (out caller-allocates): clear with endpoint_effects_clear()
 *
 * If several faults set the same effect, the last one added wins.
 */
void endpoint_faults_apply (const EndpointFaults *self, guint64 request,
    EndpointEffects *effects);

/**
 * endpoint_faults_describe:
 *
 * Returns: (transfer full): one line per kind of fault, for --help
 */
char *endpoint_faults_describe (void);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (EndpointFaults, endpoint_faults_free)

G_END_DECLS
