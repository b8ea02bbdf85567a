/* SPDX-License-Identifier: LGPL-2.1-or-later */

#include "bench-time.h"

#include <stdlib.h>
#include <time.h>

double
bench_get_cpu_ns (void)
{
  struct timespec now;

  clock_gettime (CLOCK_THREAD_CPUTIME_ID, &now);
  return (double) now.tv_sec * 1e9 + (double) now.tv_nsec;
}

static gint
compare_doubles (gconstpointer a, gconstpointer b)
{
  double one = *(const double *) a;
  double two = *(const double *) b;

  return (one > two) - (one < two);
}

double
bench_get_median (double *numbers, guint n)
{
  qsort (numbers, n, sizeof (double), compare_doubles);
  return numbers[n / 2];
}
