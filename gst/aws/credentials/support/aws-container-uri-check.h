/* SPDX-License-Identifier: LGPL-2.1-or-later */

/*
 * aws-container-uri-check: checks the URI of a container's credentials.
 *
 * https://docs.aws.amazon.com/sdkref/latest/guide/feature-container-credentials.html
 */

#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/**
 * rekaws_container_uri_check:
 * @uri: value of AWS_CONTAINER_CREDENTIALS_FULL_URI
 * @timeout_ms: time limit for the lookup of the host name, in milliseconds
 * @addresses: (out) (transfer full) (nullable) (array zero-terminated=1): if the
 *   host name was looked up, its addresses; the request must be sent to one of
 *   them, since another lookup may return other addresses. Only set on success
 * @error: AWS_ERROR_CONFIG if @uri is not a valid http or https URI or its host
 *   is not allowed, AWS_ERROR_NO_DESCRIPTORS, or a cancellation
 *
 * Since the authorization token is sent with the request, http is only allowed
 * to this computer (a name all of whose addresses are loopback addresses) and to
 * the addresses of the agents of ECS and EKS. With https, any host is allowed.
 *
 * Returns: TRUE if a request may be sent to @uri
 */
gboolean rekaws_container_uri_check (const char *uri, guint timeout_ms,
    char ***addresses, GCancellable *cancellable, GError **error);

G_END_DECLS
