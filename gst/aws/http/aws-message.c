/* SPDX-License-Identifier: LGPL-2.1-or-later */

#include "config.h"

#include "http/aws-message.h"

#include "client/aws-error.h"
#include "util-secret.h"

#include <string.h>

static void
header_free (gpointer data)
{
  AwsHeader *header = data;

  g_free (header->name);
  rekutil_secret_free (header->value);
  g_free (header);
}

static GPtrArray *
headers_new (void)
{
  return g_ptr_array_new_with_free_func (header_free);
}

static void
headers_add (GPtrArray *headers, const char *name, const char *value)
{
  AwsHeader *header = g_new (AwsHeader, 1);

  header->name = g_strdup (name);
  header->value = g_strdup (value);
  g_ptr_array_add (headers, header);
}

static const char *
headers_get (const GPtrArray *headers, const char *name)
{
  for (guint i = 0; i < headers->len; i++) {
    const AwsHeader *header = g_ptr_array_index (headers, i);

    if (g_ascii_strcasecmp (header->name, name) == 0)
      return header->value;
  }
  return NULL;
}

/* Host and port for the Host header: an IPv6 address is in brackets, and the
 * default port of the scheme is omitted. */
static char *
build_authority (const char *scheme, const char *host, int port)
{
  gboolean is_ipv6 = strchr (host, ':') != NULL;
  int scheme_port = g_str_equal (scheme, "https") ? 443 : 80;
  g_autofree char *name =
      is_ipv6 ? g_strdup_printf ("[%s]", host) : g_ascii_strdown (host, -1);

  if (port == -1 || port == scheme_port)
    return g_steal_pointer (&name);
  return g_strdup_printf ("%s:%d", name, port);
}

/* GLib decodes the host, which could then start another header. */
static gboolean
is_printable (const char *text)
{
  for (const char *p = text; *p != '\0'; p++) {
    if (!g_ascii_isgraph (*p))
      return FALSE;
  }
  return TRUE;
}

AwsRequest *
rekaws_request_new (const char *method, const char *uri, GBytes *body,
    GError **error)
{
  g_autoptr (GUri) parsed = NULL;
  g_autofree char *authority = NULL;
  const char *scheme, *path;

  /* GLib's message is not used: it quotes parts of the URI, which may be a
   * password. */
  parsed = g_uri_parse (uri, G_URI_FLAGS_ENCODED | G_URI_FLAGS_SCHEME_NORMALIZE,
      NULL);
  if (parsed == NULL) {
    g_set_error (error, AWS_ERROR, AWS_ERROR_CONFIG,
        "The endpoint is not a valid URI");
    return NULL;
  }

  scheme = g_uri_get_scheme (parsed);
  if ((!g_str_equal (scheme, "http") && !g_str_equal (scheme, "https")) ||
      g_uri_get_host (parsed) == NULL || *g_uri_get_host (parsed) == '\0') {
    g_set_error (error, AWS_ERROR, AWS_ERROR_CONFIG,
        "The endpoint must be an http:// or https:// URI with a host");
    return NULL;
  }
  if (g_uri_get_userinfo (parsed) != NULL) {
    g_set_error (error, AWS_ERROR, AWS_ERROR_CONFIG,
        "The endpoint's URI must not contain a user name or password");
    return NULL;
  }

  authority = build_authority (scheme, g_uri_get_host (parsed),
      g_uri_get_port (parsed));
  if (!is_printable (authority)) {
    g_set_error (error, AWS_ERROR, AWS_ERROR_CONFIG,
        "The endpoint's host contains a character that is not allowed");
    return NULL;
  }
  path = g_uri_get_path (parsed);
  return rekaws_request_new_raw (method, scheme, authority,
      *path == '\0' ? "/" : path, g_uri_get_query (parsed), body);
}

AwsRequest *
rekaws_request_new_below (const char *method, const char *base,
    const char *path, GBytes *body, GError **error)
{
  gsize length = strlen (base);
  g_autofree char *uri = NULL;

  while (length > 0 && base[length - 1] == '/')
    length--;
  uri = g_strdup_printf ("%.*s%s", (int) length, base, path);
  return rekaws_request_new (method, uri, body, error);
}

AwsRequest *
rekaws_request_new_raw (const char *method, const char *scheme,
    const char *authority, const char *path, const char *query, GBytes *body)
{
  AwsRequest *request = g_new0 (AwsRequest, 1);

  request->method = g_strdup (method);
  request->scheme = g_strdup (scheme);
  request->authority = g_strdup (authority);
  request->path = g_strdup (path);
  request->query = g_strdup (query);
  request->headers = headers_new ();
  request->body = body != NULL ? g_bytes_ref (body) : NULL;
  return request;
}

AwsRequest *
rekaws_request_copy (const AwsRequest *request)
{
  AwsRequest *copy = rekaws_request_new_raw (request->method, request->scheme,
      request->authority, request->path, request->query, request->body);

  for (guint i = 0; i < request->headers->len; i++) {
    const AwsHeader *header = g_ptr_array_index (request->headers, i);

    headers_add (copy->headers, header->name, header->value);
  }
  copy->addresses = g_strdupv (request->addresses);
  return copy;
}

void
rekaws_request_add_header (AwsRequest *request, const char *name,
    const char *value)
{
  headers_add (request->headers, name, value);
}

void
rekaws_request_set_addresses (AwsRequest *request, const char *const *addresses)
{
  g_strfreev (request->addresses);
  request->addresses = g_strdupv ((char **) addresses);
}

const char *
rekaws_request_get_header (const AwsRequest *request, const char *name)
{
  return headers_get (request->headers, name);
}

gboolean
rekaws_request_is_header_value (const char *value)
{
  for (const char *p = value; *p != '\0'; p++) {
    if ((guchar) *p < ' ' || *p == 0x7f)
      return FALSE;
  }
  return *value != '\0';
}

char *
rekaws_request_dup_uri (const AwsRequest *request)
{
  return g_strconcat (request->scheme, "://", request->authority, request->path,
      request->query != NULL ? "?" : NULL, request->query, NULL);
}

void
rekaws_request_free (AwsRequest *request)
{
  if (request == NULL)
    return;

  g_free (request->method);
  g_free (request->scheme);
  g_free (request->authority);
  g_free (request->path);
  g_free (request->query);
  g_ptr_array_unref (request->headers);
  g_clear_pointer (&request->body, g_bytes_unref);
  g_strfreev (request->addresses);
  g_free (request);
}

AwsResponse *
rekaws_response_new (guint status, GBytes *body)
{
  AwsResponse *response = g_new0 (AwsResponse, 1);

  response->status = status;
  response->headers = headers_new ();
  response->body = g_bytes_ref (body);
  return response;
}

void
rekaws_response_add_header (AwsResponse *response, const char *name,
    const char *value)
{
  headers_add (response->headers, name, value);
}

const char *
rekaws_response_get_header (const AwsResponse *response, const char *name)
{
  return headers_get (response->headers, name);
}

void
rekaws_response_free (AwsResponse *response)
{
  if (response == NULL)
    return;

  g_ptr_array_unref (response->headers);
  g_bytes_unref (response->body);
  g_free (response);
}
