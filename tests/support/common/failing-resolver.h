/* SPDX-License-Identifier: LGPL-2.1-or-later */

/*
 * test-resolver: a GResolver that finds nothing, or not at first.
 */

#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

#define TEST_RESOLVER_SILENT (-1)

/**
 * test_resolver_new:
 * @error_code: of G_RESOLVER_ERROR, what each look-up fails with at once;
 *   TEST_RESOLVER_SILENT: it answers only when it is cancelled
 *
 * Returns: (transfer full): a resolver for g_resolver_set_default()
 */
GResolver *test_resolver_new (int error_code);

/**
 * test_resolver_mend:
 *
 * From here on each name stands for 127.0.0.1.
 */
void test_resolver_mend (GResolver *resolver);

/**
 * test_resolver_wait:
 *
 * Waits until a silent resolver is asked for a name that was not waited for
 * yet.
 */
void test_resolver_wait (GResolver *resolver);

G_END_DECLS
