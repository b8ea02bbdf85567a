/* SPDX-License-Identifier: LGPL-2.1-or-later */

/*
 * endpoint-token: pagination tokens. They contain where the page starts, so
 * that the server stores nothing, are authenticated, and never repeat.
 */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

typedef struct _EndpointTokens EndpointTokens;

/**
 * endpoint_tokens_new:
 *
 * Returns: (transfer full): an issuer with its own secret, which accepts only
 *   tokens that it issued
 */
EndpointTokens *endpoint_tokens_new (void);

void endpoint_tokens_free (EndpointTokens *self);

/**
 * endpoint_tokens_issue:
 * @job_id: the job that the token is valid for
 * @sort: the order that the token is valid for
 * @offset: index of the page's first detection
 *
 * Returns: (transfer full): a token
 */
char *endpoint_tokens_issue (EndpointTokens *self, const char *job_id,
    guint sort, guint64 offset);

/**
 * endpoint_tokens_check:
 *
 * @token: any text
 * @job_id: the job of the request
 * @sort: the order of the request
 * @offset: (out): index of the page's first detection
 *
 * Returns: whether @token was issued for @job_id and @sort
 */
gboolean endpoint_tokens_check (EndpointTokens *self, const char *token,
    const char *job_id, guint sort, guint64 *offset);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (EndpointTokens, endpoint_tokens_free)

G_END_DECLS
