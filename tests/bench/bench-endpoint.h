/* SPDX-License-Identifier: LGPL-2.1-or-later */

/*
 * bench-endpoint: the local endpoint in a process of its own, so that its work
 * is not measured. Failures abort the program.
 */

#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/* Its job, with a face in each detection, so that the most has to be parsed,
 * and the number of detections per page. */
#define BENCH_ENDPOINT_JOB_ID "synthetic"
#define BENCH_ENDPOINT_PAGE_SIZE 1000

typedef struct {
  GSubprocess *process;
  char *uri;
} BenchEndpoint;

/**
 * bench_endpoint_start:
 * @program: rekognition-local-endpoint
 * @n_pages: number of pages of BENCH_ENDPOINT_JOB_ID
 * @fault: (nullable): argument of the program's --fault, for instance
 *   "delay:50"
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
