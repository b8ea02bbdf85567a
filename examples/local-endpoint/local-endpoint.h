/* SPDX-License-Identifier: LGPL-2.1-or-later */

/*
 * local-endpoint: Amazon Rekognition's GetCelebrityRecognition on this
 * machine, in a thread of its own.
 *
 *     g_autoptr (LocalEndpoint) endpoint = local_endpoint_new (NULL);
 *
 *     local_endpoint_add_synthetic (endpoint, "a-job", 3, 1000);
 *     if (!local_endpoint_add_fault (endpoint, "throttle@1+2", &error) ||
 *         !local_endpoint_start (endpoint, &error))
 *       return FALSE;
 *     use (local_endpoint_get_uri (endpoint));
 */

#pragma once

#include <libsoup/soup.h>
#include <stdio.h>

#include "endpoint-synthetic.h"

G_BEGIN_DECLS

#define LOCAL_ENDPOINT_ACCESS_KEY_ID "AKIDLOCALENDPOINT"
#define LOCAL_ENDPOINT_SECRET_ACCESS_KEY "localsecret"

/**
 * LocalEndpointSettings:
 * @access_key_id: (nullable): the key that requests must be signed with; NULL:
 *   LOCAL_ENDPOINT_ACCESS_KEY_ID
 * @secret_access_key: (nullable): its secret; NULL:
 *   LOCAL_ENDPOINT_SECRET_ACCESS_KEY
 * @session_token: (nullable): the token that requests must have; NULL: they
 *   must have none
 * @region: (nullable): the region that requests must be signed for; NULL: any
 * @port: where to listen; 0: wherever there is room
 * @all_interfaces: listen on all interfaces, not on 127.0.0.1 alone
 * @tls_certificate: (nullable): PEM file of a certificate, for HTTPS
 * @tls_key: (nullable): PEM file of its key; NULL: it is in the same file
 * @page_size: the most detections that a page has; 0: as many as are wanted
 * @clock_offset: seconds that the server's clock is ahead
 * @log: (nullable): where a line of JSON goes for each request; to be kept
 *   open
 * @forget_requests: keep no requests for local_endpoint_get_requests()
 *
 * All zero is a good default. Strings are copied.
 */
typedef struct {
  const char *access_key_id;
  const char *secret_access_key;
  const char *session_token;
  const char *region;
  guint16 port;
  gboolean all_interfaces;
  const char *tls_certificate;
  const char *tls_key;
  guint page_size;
  gint64 clock_offset;
  FILE *log;
  gboolean forget_requests;
} LocalEndpointSettings;

typedef struct _LocalEndpoint LocalEndpoint;

/**
 * local_endpoint_new:
 * @settings: (nullable): NULL: all zero
 *
 * Returns: (transfer full): a server that does not listen yet and has no jobs
 */
LocalEndpoint *local_endpoint_new (const LocalEndpointSettings *settings);

/**
 * local_endpoint_free:
 *
 * Stops it first.
 */
void local_endpoint_free (LocalEndpoint *self);

/**
 * local_endpoint_add_results:
 * @text: (array length=length): bytes of a file of responses: as the AWS CLI
 *   prints them (one, an array of them, or several one after another), inside
 *   another object, as a list of detections alone, in camelCase, gzip or UTF-16
 * @length: bytes of @text, or -1
 * @job_id: (nullable): the job they belong to; NULL: the JobId they hold
 * @error: of G_IO_ERROR or JSON_PARSER_ERROR: what it is that can't be served,
 *   and what to do
 *
 * This and the three after it may be called at any time.
 */
gboolean local_endpoint_add_results (LocalEndpoint *self, const char *text,
    gssize length, const char *job_id, GError **error);

/**
 * local_endpoint_add_results_file:
 *
 * The same from a file.
 */
gboolean local_endpoint_add_results_file (LocalEndpoint *self,
    const char *filename, const char *job_id, GError **error);

/**
 * local_endpoint_add_synthetic:
 * @n_pages: number of pages
 * @page_size: detections a page, 1..1000
 *
 * Adds an invented job, a dense one.
 */
void local_endpoint_add_synthetic (LocalEndpoint *self, const char *job_id,
    guint n_pages, guint page_size);

/**
 * local_endpoint_add_shaped:
 *
 * The same, of that shape.
 */
void local_endpoint_add_shaped (LocalEndpoint *self, const char *job_id,
    EndpointShape shape, guint n_pages, guint page_size);

/**
 * local_endpoint_get_job_ids:
 *
 * Returns: (transfer full): names of the jobs, sorted
 */
char **local_endpoint_get_job_ids (LocalEndpoint *self);

/**
 * local_endpoint_add_fault:
 * @spec: NAME[:ARGUMENT][@FIRST[+[COUNT]]], see endpoint-faults.h
 * @error: G_OPTION_ERROR_BAD_VALUE
 *
 * May be called at any time.
 */
gboolean local_endpoint_add_fault (LocalEndpoint *self, const char *spec,
    GError **error);

/**
 * local_endpoint_reset:
 *
 * Forgets faults and requests: the next request is number 1 again. Jobs stay.
 */
void local_endpoint_reset (LocalEndpoint *self);

/**
 * local_endpoint_start:
 * @error: why it can't listen, or which job is not whole
 *
 * Once it returns TRUE the server answers.
 */
gboolean local_endpoint_start (LocalEndpoint *self, GError **error);

/**
 * local_endpoint_stop:
 *
 * Closes all connections and waits for the thread to end. What was seen can
 * still be asked for; it can't be started again.
 */
void local_endpoint_stop (LocalEndpoint *self);

/**
 * local_endpoint_get_uri:
 *
 * Returns: (transfer none): as "http://127.0.0.1:8000", once started
 */
const char *local_endpoint_get_uri (LocalEndpoint *self);

/**
 * LocalEndpointStatistics:
 * @requests: requests received
 * @connections: connections that they came on
 * @valid_signatures: those of the requests that were signed rightly
 * @bytes: sizes of the bodies answered, together
 */
typedef struct {
  guint64 requests;
  guint64 connections;
  guint64 valid_signatures;
  guint64 bytes;
} LocalEndpointStatistics;

void local_endpoint_get_statistics (LocalEndpoint *self,
    LocalEndpointStatistics *statistics);

/**
 * LocalEndpointRequest:
 * @number: from 1
 * @connection: number of the connection, from 1
 * @method: as "POST"
 * @path: as sent
 * @headers: all of them
 * @body: the body
 * @signature_valid: whether it was signed rightly
 * @status: what it was answered with; 0: nothing
 * @error_type: (nullable): the error it was answered with
 *
 * One request seen; to be read only.
 */
typedef struct {
  guint64 number;
  guint64 connection;
  char *method;
  char *path;
  SoupMessageHeaders *headers;
  GBytes *body;
  gboolean signature_valid;
  guint status;
  char *error_type;
} LocalEndpointRequest;

/**
 * local_endpoint_get_requests:
 *
 * Returns: (transfer full) (element-type LocalEndpointRequest): those seen
 */
GPtrArray *local_endpoint_get_requests (LocalEndpoint *self);

/**
 * local_endpoint_wait_for_requests:
 * @count: how many
 * @timeout_us: microseconds to wait at most
 *
 * Returns: TRUE once that many requests were received
 */
gboolean local_endpoint_wait_for_requests (LocalEndpoint *self, guint64 count,
    gint64 timeout_us);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (LocalEndpoint, local_endpoint_free)

G_END_DECLS
