/* SPDX-License-Identifier: LGPL-2.1-or-later */

/*
 * silent-resolver: a GResolver that never answers, until it is cancelled.
 */

#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/**
 * silent_resolver_new:
 *
 * Returns: (transfer full): a resolver for g_resolver_set_default()
 */
GResolver *silent_resolver_new (void);

/**
 * silent_resolver_wait:
 *
 * Waits until it is asked for a name that was not waited for yet.
 */
void silent_resolver_wait (GResolver *resolver);

G_END_DECLS
