/* SPDX-License-Identifier: LGPL-2.1-or-later */

/*
 * bench-time: measuring for benchmarks.
 */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * bench_get_cpu_ns:
 *
 * Returns: CPU time of this thread, in ns, which does not depend on other load
 */
double bench_get_cpu_ns (void);

/**
 * bench_get_median:
 * @numbers: (array length=n): at least one; sorted on return
 */
double bench_get_median (double *numbers, guint n);

G_END_DECLS
