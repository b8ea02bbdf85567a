/* SPDX-License-Identifier: LGPL-2.1-or-later */

#include "config.h"

#include "util-secret.h"

#include <string.h>

typedef struct {
  gsize size;
  guint8 data[];
} SecretBlock;

void
rekutil_secret_wipe (void *data, gsize size)
{
  if (data == NULL)
    return;

#if HAVE_EXPLICIT_BZERO
  explicit_bzero (data, size);
#else
  for (volatile guint8 *p = data; size > 0; size--)
    *p++ = 0;
#endif
}

void
rekutil_secret_free (UtilSecret *secret)
{
  if (secret == NULL)
    return;

  rekutil_secret_wipe (secret, strlen (secret));
  g_free (secret);
}

void
rekutil_secret_strv_free (UtilSecretStrv strings)
{
  if (strings == NULL)
    return;

  for (guint i = 0; strings[i] != NULL; i++)
    rekutil_secret_free (strings[i]);
  g_free (strings);
}

static void
secret_block_free (gpointer data)
{
  SecretBlock *block = data;

  rekutil_secret_wipe (block->data, block->size);
  g_free (block);
}

GBytes *
rekutil_secret_bytes_new (const void *data, gsize size)
{
  SecretBlock *block = g_malloc (sizeof (SecretBlock) + size);

  block->size = size;
  if (size > 0)
    memcpy (block->data, data, size);
  return g_bytes_new_with_free_func (block->data, size, secret_block_free,
      block);
}
