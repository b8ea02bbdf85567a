/* SPDX-License-Identifier: LGPL-2.1-or-later */

/*
 * bench-time: what benchmarks measure with.
 */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * bench_get_cpu_ns:
 *
 * Returns: what this thread has run for, ns: what else the machine does does
 *   not count
 */
double bench_get_cpu_ns (void);

/**
 * bench_get_median:
 * @numbers: (array length=n): at least one; sorted on return
 */
double bench_get_median (double *numbers, guint n);

G_END_DECLS
