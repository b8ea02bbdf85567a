/* SPDX-License-Identifier: LGPL-2.1-or-later */

/*
 * bench-job: a synthetic job of any size, fetched by an element from the local
 * endpoint in another process.
 */

#pragma once

#include <gst/check/gstharness.h>

G_BEGIN_DECLS

/* Number of people on screen throughout the job. */
#define BENCH_JOB_N_PEOPLE 4
#define BENCH_JOB_FRAME (40 * GST_MSECOND)

/**
 * BenchJob:
 * @harness: harness with a rekognitioncelebrity that has the results
 * @n_detections: number of detections
 * @duration: how long people are on screen, in ns
 * @heap_bytes: increase of allocated memory from before the start to the
 *   complete results
 * @peak_bytes: maximum increase of the process's memory meanwhile
 * @seconds: duration of the fetch
 */
typedef struct {
  GstHarness *harness;
  guint n_detections;
  GstClockTime duration;
  double heap_bytes;
  double peak_bytes;
  double seconds;
} BenchJob;

/**
 * bench_job_init:
 * @program: path of rekognition-local-endpoint
 *
 * Aborts the program if that fails.
 */
void bench_job_init (BenchJob *job, const char *program, guint n_pages);

void bench_job_clear (BenchJob *job);

/**
 * bench_job_push:
 * @pts: PTS of the buffer, in ns
 *
 * Pushes a buffer of BENCH_JOB_FRAME and checks that everybody is on it.
 */
void bench_job_push (BenchJob *job, GstClockTime pts);

G_END_DECLS
