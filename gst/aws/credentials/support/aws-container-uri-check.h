/* SPDX-License-Identifier: LGPL-2.1-or-later */

/*
 * aws-container-uri: where a container's credentials may be asked for.
 *
 * https://docs.aws.amazon.com/sdkref/latest/guide/feature-container-credentials.html
 */

#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/**
 * rekaws_container_uri_check:
 * @uri: value of AWS_CONTAINER_CREDENTIALS_FULL_URI
 * @timeout_ms: limit of looking its name up, milliseconds
 * @addresses: (out) (transfer full) (nullable): if the host is a name that was
 *   looked up, what it stands for; the request must go there, since the next
 *   look-up of the name may find another address. Only set on success
 * @error: AWS_ERROR_CONFIG where it is no http(s) URI or its host is
 *   not allowed, AWS_ERROR_NO_DESCRIPTORS, or a cancellation
 *
 * By https any host may be asked. By http only this computer (a name that
 * stands for nothing but loopback addresses is looked up) and the addresses
 * that ECS and EKS have for it: the authorization token goes with the request.
 */
gboolean rekaws_container_uri_check (const char *uri, guint timeout_ms,
    char ***addresses, GCancellable *cancellable, GError **error);

G_END_DECLS
