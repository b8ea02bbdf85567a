/* SPDX-License-Identifier: LGPL-2.1-or-later */

#include "http/aws-http-error.h"

#include "http/aws-main-context.h"
#include "client/aws-error.h"

#include <string.h>

#define STATUS_PROXY_UNAUTHORIZED 407

typedef struct {
  GTlsCertificateFlags flag;
  const char *reason;
} TlsReason;

static const TlsReason tls_reasons[] = {
  { G_TLS_CERTIFICATE_UNKNOWN_CA,
      "signed by an unknown authority (known are those of AWS_CA_BUNDLE, or "
      "else this machine's, as from the package ca-certificates)" },
  { G_TLS_CERTIFICATE_BAD_IDENTITY, "made for another host" },
  { G_TLS_CERTIFICATE_NOT_ACTIVATED, "not valid yet" },
  { G_TLS_CERTIFICATE_EXPIRED, "expired" },
  { G_TLS_CERTIFICATE_REVOKED, "revoked" },
  { G_TLS_CERTIFICATE_INSECURE, "made with an insecure algorithm" },
  { G_TLS_CERTIFICATE_GENERIC_ERROR, "not valid" },
};

static char *
describe_certificate (GTlsCertificateFlags flags)
{
  g_autoptr (GPtrArray) reasons = g_ptr_array_new ();

  for (guint i = 0; i < G_N_ELEMENTS (tls_reasons); i++) {
    if (flags & tls_reasons[i].flag)
      g_ptr_array_add (reasons, (gpointer) tls_reasons[i].reason);
  }
  g_ptr_array_add (reasons, NULL);
  return g_strjoinv (", ", (char **) reasons->pdata);
}

/* GLib's message often begins like ours, with the host. Skips that, unless it is
 * another host. */
static const char *
skip_own_prefix (const char *text, const char *next)
{
  static const char *const leads[] = { "Could not connect to proxy server ",
    "Could not connect to " };

  if (*next == '[')
    next++;

  for (guint i = 0; i < G_N_ELEMENTS (leads); i++) {
    const char *host, *end;

    if (!g_str_has_prefix (text, leads[i]))
      continue;
    host = text + strlen (leads[i]);
    end = strstr (host, ": ");
    if (end != NULL && strncmp (host, next, (gsize) (end - host)) == 0)
      return end + 2;
  }
  return text;
}

/* The server, and the proxy if there is one. */
static char *
describe_route (const AwsHttpFailure *failure)
{
  if (failure->proxy == NULL)
    return g_strdup (failure->peer);
  return g_strdup_printf ("%s by the proxy %s", failure->peer, failure->proxy);
}

/* libsoup checks the certificate of the server and sets tls_errors; GLib checks
 * that of a proxy. */
static gboolean
is_untrusted (const AwsHttpFailure *failure)
{
  return failure->tls_errors != 0 ||
      g_error_matches (failure->cause, G_TLS_ERROR,
          G_TLS_ERROR_BAD_CERTIFICATE) ||
      g_error_matches (failure->cause, G_IO_ERROR,
          G_IO_ERROR_PROXY_NEED_AUTH) ||
      g_error_matches (failure->cause, G_IO_ERROR,
          G_IO_ERROR_PROXY_AUTH_FAILED);
}

static GError *
new_connect_error (const AwsHttpFailure *failure)
{
  g_autofree char *route = describe_route (failure);
  const char *next = failure->proxy != NULL ? failure->proxy : failure->peer;
  const char *text;

  if (g_error_matches (failure->cause, G_TLS_ERROR, G_TLS_ERROR_UNAVAILABLE))
    return rekaws_http_error_new_no_tls (failure->peer);
  if (failure->tls_errors != 0) {
    g_autofree char *reasons = describe_certificate (failure->tls_errors);

    return g_error_new (AWS_ERROR, AWS_ERROR_UNTRUSTED,
        "Could not connect to %s: the server's TLS certificate is refused: %s",
        route, reasons);
  }

  text = failure->cause != NULL
      ? skip_own_prefix (failure->cause->message, next)
      : "unknown error";
  if (is_untrusted (failure))
    return g_error_new (AWS_ERROR, AWS_ERROR_UNTRUSTED,
        "Could not connect to %s: %s", route, text);
  if (failure->handshaking)
    return g_error_new (AWS_ERROR, AWS_ERROR_TLS,
        "Could not connect to %s: it answers, but TLS fails: %s", route, text);
  return g_error_new (AWS_ERROR, AWS_ERROR_CONNECT,
      "Could not connect to %s: %s", route, text);
}

static GError *
new_lookup_error (const AwsHttpFailure *failure)
{
  if (failure->proxy != NULL)
    return g_error_new (AWS_ERROR, AWS_ERROR_HOST_NOT_FOUND,
        "Could not find the host of the proxy %s: %s", failure->proxy,
        failure->cause->message);
  return g_error_new (AWS_ERROR, AWS_ERROR_HOST_NOT_FOUND,
      "Could not find the host of %s: %s", failure->peer,
      failure->cause->message);
}

static GError *
new_timeout_error (const AwsHttpFailure *failure)
{
  g_autofree char *route = describe_route (failure);

  if (failure->connected)
    return g_error_new (AWS_ERROR, AWS_ERROR_TIMED_OUT,
        "No complete answer from %s within %u ms", failure->peer,
        failure->timeout_ms);
  if (failure->handshaking)
    return g_error_new (AWS_ERROR, AWS_ERROR_TLS,
        "Could not connect to %s: it takes the connection, but does not answer "
        "with TLS within %u ms",
        route, failure->timeout_ms);
  return g_error_new (AWS_ERROR, AWS_ERROR_CONNECT,
      "Could not connect to %s: no connection within %u ms", route,
      failure->timeout_ms);
}

GError *
rekaws_http_error_new_no_tls (const char *peer)
{
  return g_error_new (AWS_ERROR, AWS_ERROR_NO_TLS,
      "Could not connect to %s: GLib has no TLS here: the package "
      "glib-networking is not installed, or can't be loaded",
      peer);
}

GError *
rekaws_http_error_new (const AwsHttpFailure *failure)
{
  GError *shortage = NULL;

  /* With too few file descriptors no host is found and no authority is known:
   * the messages about that would be misleading. */
  if (!rekaws_context_check (&shortage))
    return shortage;
  if (failure->timeout_ms != 0)
    return new_timeout_error (failure);
  if (!failure->connected && failure->cause != NULL &&
      failure->cause->domain == G_RESOLVER_ERROR)
    return new_lookup_error (failure);
  if (!failure->connected)
    return new_connect_error (failure);

  return g_error_new (AWS_ERROR, AWS_ERROR_BROKEN,
      "The connection to %s broke: %s", failure->peer,
      failure->cause != NULL ? failure->cause->message : "unknown error");
}

GError *
rekaws_http_error_new_for_proxy (const char *peer, const char *proxy,
    guint status)
{
  if (status == STATUS_PROXY_UNAUTHORIZED)
    return g_error_new (AWS_ERROR, AWS_ERROR_UNTRUSTED,
        "Could not connect to %s: the proxy %s does not take the user name and "
        "password, or wants some (HTTP status %u)",
        peer, proxy, status);
  return g_error_new (AWS_ERROR, AWS_ERROR_CONNECT,
      "Could not connect to %s: the proxy %s answered with HTTP status %u",
      peer, proxy, status);
}
