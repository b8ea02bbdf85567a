/* SPDX-License-Identifier: LGPL-2.1-or-later */

/*
 * bench-endpoint: the local endpoint in a process of its own, so that what it
 * does counts for nobody else. What fails ends the program.
 */

#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/* The job that it has, with a face in each detection, which is the most that
 * there is to read; detections a page. */
#define BENCH_ENDPOINT_JOB_ID "synthetic"
#define BENCH_ENDPOINT_PAGE_SIZE 1000

typedef struct {
  GSubprocess *process;
  char *uri;
} BenchEndpoint;

/**
 * bench_endpoint_start:
 * @program: rekognition-local-endpoint
 * @n_pages: pages of BENCH_ENDPOINT_JOB_ID
 * @fault: (nullable): as the program takes it, as "delay:50"
 */
void bench_endpoint_start (BenchEndpoint *endpoint, const char *program,
    guint n_pages, const char *fault);

/**
 * bench_endpoint_stop:
 *
 * Ends the process.
 */
void bench_endpoint_stop (BenchEndpoint *endpoint);

G_END_DECLS
