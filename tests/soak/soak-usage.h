/* SPDX-License-Identifier: LGPL-2.1-or-later */

/*
 * soak-usage: what the process holds of threads, files and memory. Linux and
 * glibc only.
 */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * SoakUsage:
 * @n_threads: of the process
 * @n_files: open file descriptors
 * @heap_bytes: allocated and not freed
 * @resident_bytes: memory that the process takes
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
 * Threads of GLib's pools that wait for work are ended first, and free memory
 * is given back.
 */
void soak_usage_measure (SoakUsage *usage);

/**
 * soak_usage_settle:
 *
 * The same, once the number of threads and files has been steady for a while.
 */
void soak_usage_settle (SoakUsage *usage);

/**
 * soak_usage_check:
 * @before: when all that is kept for good was there already
 * @now: (out): what the process holds now
 *
 * Waits for threads and sockets that are just ending, for a while.
 *
 * Returns: whether nothing has grown beyond what allocators and caches of
 *   libraries explain
 */
gboolean soak_usage_check (const SoakUsage *before, SoakUsage *now);

/**
 * soak_usage_print:
 *
 * A comment of TAP on standard output.
 */
void soak_usage_print (const char *when, const SoakUsage *usage);

G_END_DECLS
