/* SPDX-License-Identifier: LGPL-2.1-or-later */

#include "endpoint-decode.h"

#include <string.h>

#define PIECE (64 * 1024)

/* Unpacks one member of a gzip file. */
static gboolean
unpack_member (GConverter *gzip, const char **at, const char *end,
    GByteArray *text, GError **error)
{
  g_autofree char *piece = g_malloc (PIECE);
  GConverterResult result = G_CONVERTER_CONVERTED;

  g_converter_reset (gzip);
  while (result != G_CONVERTER_FINISHED) {
    gsize n_read = 0;
    gsize n_written = 0;

    result = g_converter_convert (gzip, *at, (gsize) (end - *at), piece, PIECE,
        G_CONVERTER_INPUT_AT_END, &n_read, &n_written, error);
    if (result == G_CONVERTER_ERROR) {
      g_prefix_error_literal (error, "It is gzip that can't be unpacked: ");
      return FALSE;
    }
    *at += n_read;
    g_byte_array_append (text, (const guint8 *) piece, (guint) n_written);
  }
  return TRUE;
}

/* A file may be several gzip files one after another. */
static GBytes *
unpack (const char *data, gsize length, GError **error)
{
  g_autoptr (GConverter) gzip =
      G_CONVERTER (g_zlib_decompressor_new (G_ZLIB_COMPRESSOR_FORMAT_GZIP));
  g_autoptr (GByteArray) text = g_byte_array_new ();
  const char *end = data + length;

  while (data < end) {
    if (!unpack_member (gzip, &data, end, text, error))
      return NULL;
  }
  return g_byte_array_free_to_bytes (g_steal_pointer (&text));
}

static const char *
get_charset (const char *data, gsize length)
{
  if (length >= 2 && memcmp (data, "\xff\xfe", 2) == 0)
    return "UTF-16LE";
  if (length >= 2 && memcmp (data, "\xfe\xff", 2) == 0)
    return "UTF-16BE";
  if (length >= 2 && data[0] != '\0' && data[1] == '\0')
    return "UTF-16LE";
  if (length >= 2 && data[0] == '\0' && data[1] != '\0')
    return "UTF-16BE";
  return NULL;
}

GBytes *
endpoint_decode (const char *data, gsize length, GError **error)
{
  g_autoptr (GBytes) bytes = NULL;
  const char *charset;
  char *text;
  gsize size;

  if (length >= 2 && memcmp (data, "\x1f\x8b", 2) == 0)
    bytes = unpack (data, length, error);
  else
    bytes = g_bytes_new (data, length);
  if (bytes == NULL)
    return NULL;
  data = g_bytes_get_data (bytes, &length);
  charset = get_charset (data, length);
  if (charset == NULL)
    return g_steal_pointer (&bytes);
  text =
      g_convert (data, (gssize) length, "UTF-8", charset, NULL, &size, error);
  if (text == NULL)
    g_prefix_error_literal (error, "It is UTF-16 that is not valid: ");
  return text != NULL ? g_bytes_new_take (text, size) : NULL;
}
