/* SPDX-License-Identifier: LGPL-2.1-or-later */

#include "endpoint-token.h"

#include <string.h>

#define TAG_LENGTH 32

typedef struct {
  guint64 serial;
  guint64 offset;
  guint8 tag[TAG_LENGTH];
} Token;

struct _EndpointTokens {
  guint32 secret[8];
  guint64 n_issued;
};

EndpointTokens *
endpoint_tokens_new (void)
{
  EndpointTokens *self = g_new0 (EndpointTokens, 1);

  for (guint i = 0; i < G_N_ELEMENTS (self->secret); i++)
    self->secret[i] = g_random_int ();
  return self;
}

void
endpoint_tokens_free (EndpointTokens *self)
{
  g_free (self);
}

static void
compute_tag (const EndpointTokens *self, const Token *token, const char *job_id,
    guint sort, guint8 tag[TAG_LENGTH])
{
  g_autoptr (GHmac) hmac = g_hmac_new (G_CHECKSUM_SHA256,
      (const guchar *) self->secret, sizeof self->secret);
  gsize length = TAG_LENGTH;

  g_hmac_update (hmac, (const guchar *) &token->serial, sizeof token->serial);
  g_hmac_update (hmac, (const guchar *) &token->offset, sizeof token->offset);
  g_hmac_update (hmac, (const guchar *) &sort, sizeof sort);
  g_hmac_update (hmac, (const guchar *) job_id, (gssize) strlen (job_id));
  g_hmac_get_digest (hmac, tag, &length);
}

char *
endpoint_tokens_issue (EndpointTokens *self, const char *job_id, guint sort,
    guint64 offset)
{
  Token token = { ++self->n_issued, offset, { 0 } };

  compute_tag (self, &token, job_id, sort, token.tag);
  return g_base64_encode ((const guchar *) &token, sizeof token);
}

gboolean
endpoint_tokens_check (EndpointTokens *self, const char *token,
    const char *job_id, guint sort, guint64 *offset)
{
  Token plain;
  guint8 tag[TAG_LENGTH];
  gsize length;
  g_autofree guchar *bytes = g_base64_decode (token, &length);
  g_autofree char *again = g_base64_encode (bytes, length);

  /* g_base64_decode() skips invalid characters. */
  if (length != sizeof plain || !g_str_equal (again, token))
    return FALSE;
  memcpy (&plain, bytes, sizeof plain);
  compute_tag (self, &plain, job_id, sort, tag);
  if (memcmp (tag, plain.tag, sizeof tag) != 0)
    return FALSE;
  *offset = plain.offset;
  return TRUE;
}
