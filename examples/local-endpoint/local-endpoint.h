/* SPDX-License-Identifier: LGPL-2.1-or-later */

/*
 * local-endpoint: a server of Amazon Rekognition's GetCelebrityRecognition on
 * this machine, which runs in its own thread.
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
 * @session_token: (nullable): the session token that requests must have; NULL:
 *   they must not have one
 * @region: (nullable): the region that requests must be signed for; NULL: any
 * @port: the port to listen on; 0: any free port
 * @all_interfaces: listen on all interfaces, not only on 127.0.0.1
 * @tls_certificate: (nullable): PEM file of a certificate, for HTTPS
 * @tls_key: (nullable): PEM file of its key; NULL: the key is in the same file
 * @page_size: maximum number of detections per page; 0: only the client's
 *   MaxResults limits them
 * @clock_offset: seconds that the server's clock is ahead
 * @log: (nullable): one line of JSON per request is written here; must stay
 *   open as long as the endpoint exists
 * @forget_requests: do not keep requests for local_endpoint_get_requests()
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
 * Returns: (transfer full): a server without jobs, which does not listen yet
 */
LocalEndpoint *local_endpoint_new (const LocalEndpointSettings *settings);

/**
 * local_endpoint_free:
 *
 * Stops the server if it runs.
 */
void local_endpoint_free (LocalEndpoint *self);

/**
 * local_endpoint_add_results:
 * @text: (array length=length): a file of responses as the AWS CLI prints them
 *   (one, an array of them, or several concatenated), or inside another object,
 *   or only a list of detections; also in camelCase, gzip or UTF-16
 * @length: bytes of @text; -1: it is NUL-terminated
 * @job_id: (nullable): the job they belong to; NULL: the JobId they contain
 * @error: of G_IO_ERROR, G_CONVERT_ERROR or JSON_PARSER_ERROR: why @text can't
 *   be served, and what to do
 *
 * This function and the next three may be called at any time, from any thread.
 *
 * Returns: whether all of it was added
 */
gboolean local_endpoint_add_results (LocalEndpoint *self, const char *text,
    gssize length, const char *job_id, GError **error);

/**
 * local_endpoint_add_results_file:
 *
 * Like local_endpoint_add_results(), from a file.
 */
gboolean local_endpoint_add_results_file (LocalEndpoint *self,
    const char *filename, const char *job_id, GError **error);

/**
 * local_endpoint_add_synthetic:
 * @n_pages: number of pages
 * @page_size: detections per page, 1..1000
 *
 * Adds an invented job of the shape ENDPOINT_SHAPE_DENSE.
 */
void local_endpoint_add_synthetic (LocalEndpoint *self, const char *job_id,
    guint n_pages, guint page_size);

/**
 * local_endpoint_add_shaped:
 *
 * Like local_endpoint_add_synthetic(), for any shape.
 */
void local_endpoint_add_shaped (LocalEndpoint *self, const char *job_id,
    EndpointShape shape, guint n_pages, guint page_size);

/**
 * local_endpoint_get_job_ids:
 *
 * Returns: (transfer full): ids of the jobs, sorted
 */
char **local_endpoint_get_job_ids (LocalEndpoint *self);

/**
 * local_endpoint_add_fault:
 * @spec: NAME[:ARGUMENT][@FIRST[+[COUNT]]], see endpoint-faults.h
 * @error: G_OPTION_ERROR_BAD_VALUE if @spec is not valid
 *
 * May be called at any time, from any thread.
 */
gboolean local_endpoint_add_fault (LocalEndpoint *self, const char *spec,
    GError **error);

/**
 * local_endpoint_reset:
 *
 * Removes all faults and requests; the next request is number 1. Jobs are kept.
 */
void local_endpoint_reset (LocalEndpoint *self);

/**
 * local_endpoint_start:
 * @error: why it can't listen, or which job is incomplete
 *
 * Returns: whether the server now listens
 */
gboolean local_endpoint_start (LocalEndpoint *self, GError **error);

/**
 * local_endpoint_stop:
 *
 * Closes all connections and waits for the thread to end. Statistics and
 * requests remain available; the server can't be started again.
 */
void local_endpoint_stop (LocalEndpoint *self);

/**
 * local_endpoint_get_uri:
 *
 * Returns: (transfer none) (nullable): for instance "http://127.0.0.1:8000";
 *   NULL before local_endpoint_start()
 */
const char *local_endpoint_get_uri (LocalEndpoint *self);

/**
 * LocalEndpointStatistics:
 * @requests: requests received
 * @connections: connections that they came on
 * @valid_signatures: requests with a valid signature
 * @bytes: total size of the answers' bodies
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
 * @number: counted from 1
 * @connection: number of the connection, counted from 1
 * @method: for instance "POST"
 * @path: as sent
 * @headers: all of them
 * @body: the body
 * @signature_valid: whether its signature is valid
 * @status: HTTP status of the answer; 0: no answer
 * @error_type: (nullable): error type of the answer
 *
 * A request that was received; read-only.
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
 * Returns: (transfer full) (element-type LocalEndpointRequest): the requests
 *   received, in order
 */
GPtrArray *local_endpoint_get_requests (LocalEndpoint *self);

/**
 * local_endpoint_wait_for_requests:
 * @count: number of requests, counted from the start or the last reset
 * @timeout_us: maximum time to wait, in microseconds
 *
 * Returns: whether that many requests were received in time
 */
gboolean local_endpoint_wait_for_requests (LocalEndpoint *self, guint64 count,
    gint64 timeout_us);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (LocalEndpoint, local_endpoint_free)

G_END_DECLS
