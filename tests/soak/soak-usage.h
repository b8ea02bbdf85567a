/* SPDX-License-Identifier: LGPL-2.1-or-later */

/*
 * soak-usage: the threads, files and memory of the process. Linux and glibc
 * only.
 */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * SoakUsage:
 * @n_threads: number of threads
 * @n_files: number of open file descriptors
 * @heap_bytes: allocated memory
 * @resident_bytes: resident memory
 */
typedef struct {
  guint n_threads;
  guint n_files;
  gsize heap_bytes;
  gsize resident_bytes;
} SoakUsage;

/**
 * soak_usage_measure:
 *
 * First stops idle threads of GLib's pools and returns free memory.
 */
void soak_usage_measure (SoakUsage *usage);

/**
 * soak_usage_settle:
 *
 * Like soak_usage_measure(), after the number of threads and files has been
 * constant for a while.
 */
void soak_usage_settle (SoakUsage *usage);

/**
 * soak_usage_check:
 * @before: the usage after all permanent caches were filled
 * @now: (out): the current usage
 *
 * Waits a while for threads and sockets that are about to end.
 *
 * Returns: whether the usage has grown by no more than allocators and caches of
 *   libraries explain
 */
gboolean soak_usage_check (const SoakUsage *before, SoakUsage *now);

/**
 * soak_usage_print:
 *
 * Prints a TAP comment to standard output.
 */
void soak_usage_print (const char *when, const SoakUsage *usage);

G_END_DECLS
