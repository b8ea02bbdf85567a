/* SPDX-License-Identifier: LGPL-2.1-or-later */

/*
 * aws-canonical: the parts of a request in the one form that signer and
 * service both derive, whatever a proxy did to their spelling.
 *
 * Each function appends to a string of the caller's, so that no copy of a
 * secret header value is left behind: the caller sizes the string with
 * rekaws_canonical_max_size() and it never grows.
 */

#pragma once

#include "http/aws-message.h"

G_BEGIN_DECLS

/**
 * rekaws_canonical_max_size:
 *
 * Returns: bytes that all parts of @request take at most, separators included
 */
gsize rekaws_canonical_max_size (const AwsRequest *request);

/**
 * rekaws_canonical_append_path:
 * @path: path as on the wire
 * @normalize: whether to resolve "." and ".." and drop empty segments
 *
 * Appends the path, percent-encoded once more.
 */
void rekaws_canonical_append_path (GString *out, const char *path,
    gboolean normalize);

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
 * Appends a line "name:value" for each header that is signed, Host included,
 * sorted by name.
 */
void rekaws_canonical_append_headers (GString *out, const AwsRequest *request);

/**
 * rekaws_canonical_append_header_names:
 *
 * Appends the names of the headers that are signed, as "host;x-amz-date".
 */
void rekaws_canonical_append_header_names (GString *out,
    const AwsRequest *request);

G_END_DECLS
