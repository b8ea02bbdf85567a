/* SPDX-License-Identifier: LGPL-2.1-or-later */

/*
 * endpoint-service: computes the service's answer to a request; does no I/O.
 */

#pragma once

#include "endpoint-faults.h"
#include "endpoint-sigv4.h"

G_BEGIN_DECLS

/**
 * EndpointAnswer:
 * @status: HTTP status
 * @content_type: (transfer none): of @body
 * @error_type: (nullable): type of the error
 * @body: the body
 * @signature_valid: whether the request's signature is valid
 */
typedef struct {
  guint status;
  const char *content_type;
  char *error_type;
  GBytes *body;
  gboolean signature_valid;
} EndpointAnswer;

void endpoint_answer_clear (EndpointAnswer *answer);

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (EndpointAnswer, endpoint_answer_clear)

/**
 * endpoint_service_answer:
 * @jobs: the jobs to serve
 * @key: the key that requests must be signed with
 * @request: the request
 * @effects: faults to inject, unless the request itself is in error; must
 *   outlive @answer
 * @now: the service's time, seconds since 1970
 * @answer: (out caller-allocates): clear with endpoint_answer_clear()
 */
void endpoint_service_answer (EndpointJobs *jobs, const EndpointKey *key,
    const EndpointRequest *request, const EndpointEffects *effects, gint64 now,
    EndpointAnswer *answer);

G_END_DECLS
