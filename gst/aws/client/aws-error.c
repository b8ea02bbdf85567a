/* SPDX-License-Identifier: LGPL-2.1-or-later */

#include "client/aws-error.h"

typedef AwsErrorDetails AwsErrorPrivate;

static void
rekaws_error_private_init (AwsErrorPrivate *priv)
{
  *priv = (AwsErrorPrivate){ 0 };
}

static void
rekaws_error_private_copy (const AwsErrorPrivate *src, AwsErrorPrivate *dest)
{
  dest->http_status = src->http_status;
  dest->type = g_strdup (src->type);
  dest->request_id = g_strdup (src->request_id);
  dest->attempts = src->attempts;
}

static void
rekaws_error_private_clear (AwsErrorPrivate *priv)
{
  g_clear_pointer (&priv->type, g_free);
  g_clear_pointer (&priv->request_id, g_free);
}

G_DEFINE_EXTENDED_ERROR (AwsError, rekaws_error)

const AwsErrorDetails *
rekaws_error_get_details (const GError *error)
{
  if (error == NULL || error->domain != AWS_ERROR)
    return NULL;
  return rekaws_error_get_private (error);
}

void
rekaws_error_set_answer (GError *error, guint http_status, const char *type,
    const char *request_id)
{
  AwsErrorPrivate *priv;

  g_return_if_fail (error != NULL && error->domain == AWS_ERROR);

  priv = rekaws_error_get_private (error);
  rekaws_error_private_clear (priv);
  priv->http_status = http_status;
  priv->type = g_strdup (type);
  priv->request_id = g_strdup (request_id);
}

void
rekaws_error_set_attempts (GError *error, guint attempts)
{
  g_return_if_fail (error != NULL);

  if (error->domain == AWS_ERROR)
    rekaws_error_get_private (error)->attempts = attempts;
}
