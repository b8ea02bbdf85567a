/* SPDX-License-Identifier: LGPL-2.1-or-later */

/*
 * bench-time: measuring for benchmarks.
 */

#pragma once

#include <glib.h>
#include <stdlib.h>
#include <time.h>

/**
 * bench_get_cpu_ns:
 *
 * Returns: CPU time of this thread, in ns, which does not depend on other load
 */
static inline double
bench_get_cpu_ns (void)
{
  struct timespec now;

  clock_gettime (CLOCK_THREAD_CPUTIME_ID, &now);
  return (double) now.tv_sec * 1e9 + (double) now.tv_nsec;
}

static inline gint
bench_compare_doubles (gconstpointer a, gconstpointer b)
{
  double one = *(const double *) a;
  double two = *(const double *) b;

  return (one > two) - (one < two);
}

/**
 * bench_get_median:
 * @numbers: (array length=n): at least one; sorted on return
 */
static inline double
bench_get_median (double *numbers, guint n)
{
  qsort (numbers, n, sizeof (double), bench_compare_doubles);
  return numbers[n / 2];
}
