/* SPDX-License-Identifier: LGPL-2.1-or-later */

#include "aws-http-error.h"

#include "aws-error.h"

#include <string.h>

typedef struct {
  GTlsCertificateFlags flag;
  const char *reason;
} TlsReason;

static const TlsReason tls_reasons[] = {
  { G_TLS_CERTIFICATE_UNKNOWN_CA, "signed by an unknown authority" },
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

/* GLib's text often begins as ours does, with the host alone: said once is
 * enough. Another host there, a proxy's, stays. */
static const char *
skip_own_prefix (const char *text, const char *peer)
{
  static const char lead[] = "Could not connect to ";
  const char *host = text + strlen (lead);
  const char *end;

  if (!g_str_has_prefix (text, lead))
    return text;
  if (*peer == '[')
    peer++;

  end = strstr (host, ": ");
  if (end == NULL || strncmp (host, peer, (gsize) (end - host)) != 0)
    return text;
  return end + 2;
}

static GError *
new_connect_error (const AwsHttpFailure *failure)
{
  if (failure->tls_errors != 0) {
    g_autofree char *reasons = describe_certificate (failure->tls_errors);

    return g_error_new (AWS_ERROR, AWS_ERROR_CONNECT,
        "Could not connect to %s: the server's TLS certificate is refused: %s",
        failure->peer, reasons);
  }

  return g_error_new (AWS_ERROR, AWS_ERROR_CONNECT,
      "Could not connect to %s: %s", failure->peer,
      failure->cause != NULL
          ? skip_own_prefix (failure->cause->message, failure->peer)
          : "unknown error");
}

GError *
aws_http_error_new (const AwsHttpFailure *failure)
{
  if (failure->timeout_ms != 0 && !failure->connected)
    return g_error_new (AWS_ERROR, AWS_ERROR_CONNECT,
        "Could not connect to %s: no connection within %u ms", failure->peer,
        failure->timeout_ms);
  if (failure->timeout_ms != 0)
    return g_error_new (AWS_ERROR, AWS_ERROR_TIMED_OUT,
        "No complete answer from %s within %u ms", failure->peer,
        failure->timeout_ms);

  if (!failure->connected && failure->cause != NULL &&
      failure->cause->domain == G_RESOLVER_ERROR)
    return g_error_new (AWS_ERROR, AWS_ERROR_HOST_NOT_FOUND,
        "Could not find the host of %s: %s", failure->peer,
        failure->cause->message);
  if (!failure->connected)
    return new_connect_error (failure);

  return g_error_new (AWS_ERROR, AWS_ERROR_BROKEN,
      "The connection to %s broke: %s", failure->peer,
      failure->cause != NULL ? failure->cause->message : "unknown error");
}
