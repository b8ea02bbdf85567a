/* SPDX-License-Identifier: LGPL-2.1-or-later */

/*
 * endpoint-service: what the service answers to a request; knows nothing of
 * connections.
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
 * @signature_valid: whether the request was signed rightly
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
 * @jobs: the jobs there are
 * @key: who may ask
 * @request: the request
 * @effects: what goes wrong; a fault of the request's own comes first. To be
 *   kept as long as @answer
 * @now: the service's time, seconds since 1970
 * @answer: (out): to be cleared with endpoint_answer_clear()
 */
void endpoint_service_answer (EndpointJobs *jobs, const EndpointKey *key,
    const EndpointRequest *request, const EndpointEffects *effects, gint64 now,
    EndpointAnswer *answer);

G_END_DECLS
