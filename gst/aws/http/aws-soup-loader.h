/* SPDX-License-Identifier: LGPL-2.1-or-later */

/*
 * aws-soup-loader: loads libsoup 3 before the first request.
 *
 * The plugin is not linked with libsoup. libsoup and its dependencies would be
 * half of what every program loads that inspects the plugin. Besides, libsoup 3
 * aborts a process that has libsoup 2, which could then not use the other
 * elements either.
 */

#pragma once

#include <libsoup/soup.h>

G_BEGIN_DECLS

/**
 * AwsSoup:
 *
 * The functions of libsoup that are used, without their prefix `soup_`.
 */
typedef struct {
  __typeof__ (soup_auth_basic_get_type) *auth_basic_get_type;
  __typeof__ (soup_auth_digest_get_type) *auth_digest_get_type;
  __typeof__ (soup_auth_manager_get_type) *auth_manager_get_type;
  __typeof__ (soup_get_major_version) *get_major_version;
  __typeof__ (soup_get_micro_version) *get_micro_version;
  __typeof__ (soup_get_minor_version) *get_minor_version;
  __typeof__ (soup_message_add_flags) *message_add_flags;
  __typeof__ (soup_message_disable_feature) *message_disable_feature;
  __typeof__ (soup_message_get_method) *message_get_method;
  __typeof__ (soup_message_get_request_headers) *message_get_request_headers;
  __typeof__ (soup_message_get_response_headers) *message_get_response_headers;
  __typeof__ (soup_message_get_status) *message_get_status;
  __typeof__ (soup_message_get_tls_peer_certificate_errors)
      *message_get_tls_peer_certificate_errors;
  __typeof__ (soup_message_get_uri) *message_get_uri;
  __typeof__ (soup_message_headers_append) *message_headers_append;
  __typeof__ (soup_message_headers_iter_init) *message_headers_iter_init;
  __typeof__ (soup_message_headers_iter_next) *message_headers_iter_next;
  __typeof__ (soup_message_headers_replace) *message_headers_replace;
  __typeof__ (soup_message_new_from_uri) *message_new_from_uri;
  __typeof__ (soup_message_set_request_body_from_bytes)
      *message_set_request_body_from_bytes;
  __typeof__ (soup_session_abort) *session_abort;
  __typeof__ (soup_session_new_with_options) *session_new_with_options;
  __typeof__ (soup_session_remove_feature_by_type)
      *session_remove_feature_by_type;
  __typeof__ (soup_session_send_async) *session_send_async;
  __typeof__ (soup_session_send_finish) *session_send_finish;
  __typeof__ (soup_session_set_proxy_resolver) *session_set_proxy_resolver;
  __typeof__ (soup_session_set_tls_database) *session_set_tls_database;
  __typeof__ (soup_session_set_user_agent) *session_set_user_agent;
} AwsSoup;

/**
 * rekaws_soup_load:
 * @soup: (out)
 * @error: AWS_ERROR_CONFIG if libsoup 3 cannot be loaded, or libsoup 2 is loaded
 *   in this process
 *
 * libsoup stays loaded.
 */
gboolean rekaws_soup_load (AwsSoup *soup, GError **error);

G_END_DECLS
