/* SPDX-License-Identifier: LGPL-2.1-or-later */

/*
 * failing-resolver: a GResolver whose lookups fail until it recovers.
 */

#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

#define FAILING_RESOLVER_SILENT (-1)

/**
 * failing_resolver_new:
 * @error_code: code of G_RESOLVER_ERROR with which each lookup fails at once;
 *   FAILING_RESOLVER_SILENT: a lookup ends only when it is cancelled
 *
 * Returns: (transfer full): a resolver for g_resolver_set_default()
 */
GResolver *failing_resolver_new (int error_code);

/**
 * failing_resolver_recover:
 *
 * From now on every name resolves to 127.0.0.1.
 */
void failing_resolver_recover (GResolver *resolver);

/**
 * failing_resolver_wait:
 *
 * Waits for a silent resolver's next lookup. Each call consumes one.
 */
void failing_resolver_wait (GResolver *resolver);

G_END_DECLS
