/* SPDX-License-Identifier: LGPL-2.1-or-later */

/*
 * bench-job: an invented job of any size in an element, served by the local
 * endpoint in another process.
 */

#pragma once

#include <gst/check/gstharness.h>

G_BEGIN_DECLS

/* People on screen, at any time of the job. */
#define BENCH_JOB_N_PEOPLE 4
#define BENCH_JOB_FRAME (40 * GST_MSECOND)

/**
 * BenchJob:
 * @harness: of a rekognitioncelebrity that has the results
 * @n_detections: how many there are
 * @duration: how long somebody is on screen, ns
 * @heap_bytes: how much more is allocated with the results than before the
 *   start
 * @peak_bytes: how much more the process took at most meanwhile
 * @seconds: how long it took
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
 * Aborts where that fails.
 */
void bench_job_init (BenchJob *job, const char *program, guint n_pages);

void bench_job_clear (BenchJob *job);

/**
 * bench_job_push:
 * @pts: of the buffer, ns
 *
 * Pushes a buffer of BENCH_JOB_FRAME and checks that everybody is on it.
 */
void bench_job_push (BenchJob *job, GstClockTime pts);

G_END_DECLS
