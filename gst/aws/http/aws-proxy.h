/* SPDX-License-Identifier: LGPL-2.1-or-later */

/*
 * aws-proxy: by which proxy a request goes, as the environment says.
 *
 * As the AWS CLI has it: HTTPS_PROXY for https, HTTP_PROXY for http (not in a
 * CGI program, where a client may have set it), https_proxy and http_proxy
 * before them, even where they are empty: then there is no proxy. NO_PROXY and
 * no_proxy list hosts, separated by commas, that are reached directly: a name
 * stands for its subdomains too, a port may follow, "*" stands for all.
 * Beyond the CLI, networks ("10.0.0.0/8", and "10.0.0.5/8" for the same) are
 * understood. What can't be understood is told to the configuration's log.
 */

#pragma once

#include <gio/gio.h>

#include "config/aws-config.h"
#include "util-secret.h"

G_BEGIN_DECLS

/**
 * AwsProxy:
 * @uri: for GLib: "http://host:port"; that of an https proxy holds user name
 *   and password where there are some, and so is a secret
 * @authority: "host:port", for people
 * @authorization: (nullable): what an http proxy wants to see in the header
 *   Proxy-Authorization; a secret
 */
typedef struct {
  UtilSecret *uri;
  char *authority;
  UtilSecret *authorization;
} AwsProxy;

/**
 * rekaws_proxy_find:
 * @uri: where a request goes
 * @proxy: (out) (nullable) (transfer full): the proxy it goes by, NULL: none
 * @error: AWS_ERROR_CONFIG where the proxy that is set is no http(s) URI; the
 *   message names the variable, not its value
 *
 * Returns: FALSE on error
 */
gboolean rekaws_proxy_find (const AwsConfig *config, const char *uri,
    AwsProxy **proxy, GError **error);

void rekaws_proxy_free (AwsProxy *proxy);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (AwsProxy, rekaws_proxy_free)

G_END_DECLS
