/* SPDX-License-Identifier: LGPL-2.1-or-later */

/*
 * bench-fetch: a job's results from an endpoint or a file. Failures abort the
 * program.
 */

#pragma once

#include "bench-endpoint.h"

#include <local-endpoint.h>
#include "results/rek-results-file.h"
#include "results/rek-results-writer.h"
#include "service/rek-service.h"

G_BEGIN_DECLS

/**
 * bench_fetch:
 * @endpoint_uri: URI of an endpoint that accepts LOCAL_ENDPOINT_ACCESS_KEY_ID
 * @writer: (nullable): writer that receives the pages
 *
 * Returns: (transfer full): the results of BENCH_ENDPOINT_JOB_ID
 */
RekResults *bench_fetch (const char *endpoint_uri, RekResultsWriter *writer);

/**
 * bench_fetch_to_file:
 * @filename: path of a file that does not exist
 *
 * Fetches the results of BENCH_ENDPOINT_JOB_ID into a file.
 */
void bench_fetch_to_file (const char *endpoint_uri, const char *filename);

/**
 * bench_load:
 *
 * Returns: (transfer full): the results in the file
 */
RekResults *bench_load (const char *filename);

G_END_DECLS
