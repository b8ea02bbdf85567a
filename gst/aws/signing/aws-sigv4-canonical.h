/* SPDX-License-Identifier: LGPL-2.1-or-later */

/*
 * aws-sigv4-canonical: the parts of a request in canonical form, which both the
 * signer and the service derive.
 *
 * Each function appends to the caller's string. The caller sizes that string
 * with rekaws_canonical_max_size(), so it never grows, and no copy of a secret
 * header value remains in freed memory.
 */

#pragma once

#include "http/aws-message.h"

G_BEGIN_DECLS

/**
 * rekaws_canonical_max_size:
 *
 * Returns: the maximum size of all parts of @request in bytes, separators
 *   included
 */
gsize rekaws_canonical_max_size (const AwsRequest *request);

/**
 * rekaws_canonical_append_path:
 * @path: path as on the wire
 *
 * Appends the path with "." and ".." resolved and empty segments dropped,
 * percent-encoded once more.
 */
void rekaws_canonical_append_path (GString *out, const char *path);

/**
 * rekaws_canonical_append_query:
 * @query: (nullable): query as on the wire
 *
 * Appends the parameters, sorted, each as "name=value".
 */
void rekaws_canonical_append_query (GString *out, const char *query);

/**
 * rekaws_canonical_append_headers:
 *
 * Appends a line "name:value" for each signed header, Host included, sorted by
 * name.
 */
void rekaws_canonical_append_headers (GString *out, const AwsRequest *request);

/**
 * rekaws_canonical_append_header_names:
 *
 * Appends the names of the signed headers, for example "host;x-amz-date".
 */
void rekaws_canonical_append_header_names (GString *out,
    const AwsRequest *request);

G_END_DECLS
