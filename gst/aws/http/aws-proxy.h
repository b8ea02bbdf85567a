/* SPDX-License-Identifier: LGPL-2.1-or-later */

/*
 * aws-proxy: finds the proxy for a request in the environment.
 *
 * As in the AWS CLI, HTTPS_PROXY is for https, HTTP_PROXY for http (ignored in a
 * CGI program, where a client may have set it). https_proxy and http_proxy take
 * precedence, even if they are empty: then there is no proxy. no_proxy, else
 * NO_PROXY, lists hosts that are reached directly, separated by commas: a name
 * includes its subdomains, a port may follow, "*" means all hosts. Beyond the
 * CLI, networks are supported ("10.0.0.0/8", and "10.0.0.5/8" for the same).
 * Entries that are not valid are logged as warnings.
 */

#pragma once

#include <gio/gio.h>

#include "config/aws-config.h"
#include "util-secret.h"

G_BEGIN_DECLS

/**
 * AwsProxy:
 * @uri: for GLib: "http://host:port"; a secret, since that of an https proxy may
 *   contain a user name and a password
 * @authority: "host:port", for messages
 * @authorization: (nullable): the header Proxy-Authorization for an http proxy; a
 *   secret
 */
typedef struct {
  UtilSecret *uri;
  char *authority;
  UtilSecret *authorization;
} AwsProxy;

/**
 * rekaws_proxy_find:
 * @uri: URI of a request
 * @proxy: (out) (nullable) (transfer full): the proxy for it, NULL for none
 * @error: AWS_ERROR_CONFIG if the proxy that is set is not an http(s) URI; the
 *   message names the variable, not its value
 *
 * Returns: FALSE on error
 */
gboolean rekaws_proxy_find (const AwsConfig *config, const char *uri,
    AwsProxy **proxy, GError **error);

void rekaws_proxy_free (AwsProxy *proxy);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (AwsProxy, rekaws_proxy_free)

G_END_DECLS
