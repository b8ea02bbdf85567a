/* SPDX-License-Identifier: LGPL-2.1-or-later */

/*
 * endpoint-token: pagination tokens, which hold all there is to know of where
 * a page starts, so that the server keeps nothing: sealed, opaque, and no two
 * alike.
 */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

typedef struct _EndpointTokens EndpointTokens;

/**
 * endpoint_tokens_new:
 *
 * Returns: (transfer full): who issues and knows their own tokens only
 */
EndpointTokens *endpoint_tokens_new (void);

void endpoint_tokens_free (EndpointTokens *self);

/**
 * endpoint_tokens_issue:
 * @job_id: the job, and
 * @sort: the order that the token is good for
 * @offset: first detection of the page
 *
 * Returns: (transfer full): a token
 */
char *endpoint_tokens_issue (EndpointTokens *self, const char *job_id,
    guint sort, guint64 offset);

/**
 * endpoint_tokens_check:
 *
 * Returns: TRUE, and @offset, where @token was issued for @job_id and @sort
 */
gboolean endpoint_tokens_check (EndpointTokens *self, const char *token,
    const char *job_id, guint sort, guint64 *offset);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (EndpointTokens, endpoint_tokens_free)

G_END_DECLS
