/* SPDX-License-Identifier: LGPL-2.1-or-later */

#include "results/rek-decoder.h"

#include "rek-error.h"

#define OUTPUT_SIZE (64 * 1024)
/* This many bytes identify the encoding. */
#define MAGIC_SIZE 2

typedef enum {
  STAGE_GZIP,
  STAGE_UTF16,
  N_STAGES,
} StageId;

/* @converter: (nullable): NULL if bytes pass unchanged. @pending: bytes that
 *   are not consumed yet. @is_open: more bytes must follow: a gzip member has
 *   begun.
 */
typedef struct {
  gboolean is_decided;
  gboolean is_open;
  GConverter *converter;
  GByteArray *pending;
  char *output;
} Stage;

struct _RekDecoder {
  RekDecoderFunc func;
  gpointer user_data;
  Stage stages[N_STAGES];
};

static gboolean push (RekDecoder *self, StageId id, const char *data,
    gsize size, GError **error);

RekDecoder *
rek_decoder_new (RekDecoderFunc func, gpointer user_data)
{
  RekDecoder *self = g_new0 (RekDecoder, 1);

  self->func = func;
  self->user_data = user_data;
  for (guint i = 0; i < N_STAGES; i++)
    self->stages[i].pending = g_byte_array_new ();
  return self;
}

void
rek_decoder_free (RekDecoder *decoder)
{
  for (guint i = 0; i < N_STAGES; i++) {
    g_clear_object (&decoder->stages[i].converter);
    g_byte_array_unref (decoder->stages[i].pending);
    g_free (decoder->stages[i].output);
  }
  g_free (decoder);
}

const char *
rek_decoder_describe (const RekDecoder *decoder)
{
  gboolean is_gzip = decoder->stages[STAGE_GZIP].converter != NULL;
  gboolean is_utf16 = decoder->stages[STAGE_UTF16].converter != NULL;

  if (is_gzip && is_utf16)
    return "decompressed and converted from UTF-16";
  if (is_gzip)
    return "decompressed";
  return is_utf16 ? "converted from UTF-16" : NULL;
}

/* JSON text begins with a bracket, UTF-16 mostly with a byte order mark. */
static const char *
find_charset (const guint8 *magic)
{
  static const struct {
    guint8 magic[MAGIC_SIZE];
    const char *charset;
  } rows[] = {
    { { 0xff, 0xfe }, "UTF-16LE" },
    { { 0xfe, 0xff }, "UTF-16BE" },
    { { '{', 0 }, "UTF-16LE" },
    { { '[', 0 }, "UTF-16LE" },
    { { 0, '{' }, "UTF-16BE" },
    { { 0, '[' }, "UTF-16BE" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (rows); i++) {
    if (rows[i].magic[0] == magic[0] && rows[i].magic[1] == magic[1])
      return rows[i].charset;
  }
  return NULL;
}

static gboolean
decide (Stage *stage, StageId id, GError **error)
{
  const guint8 *magic = stage->pending->data;
  const char *charset;

  stage->is_decided = TRUE;
  if (stage->pending->len < MAGIC_SIZE)
    return TRUE;
  if (id == STAGE_GZIP) {
    if (magic[0] == 0x1f && magic[1] == 0x8b)
      stage->converter =
          G_CONVERTER (g_zlib_decompressor_new (G_ZLIB_COMPRESSOR_FORMAT_GZIP));
  } else {
    charset = find_charset (magic);
    if (charset != NULL)
      stage->converter =
          G_CONVERTER (g_charset_converter_new ("UTF-8", charset, error));
    if (charset != NULL && stage->converter == NULL)
      return FALSE;
  }
  if (stage->converter != NULL)
    stage->output = g_malloc (OUTPUT_SIZE);
  return TRUE;
}

static gboolean
pass (RekDecoder *self, StageId id, const char *data, gsize size,
    GError **error)
{
  if (size == 0)
    return TRUE;
  if (id + 1 < N_STAGES)
    return push (self, id + 1, data, size, error);
  return self->func (data, size, self->user_data, error);
}

static gboolean
fail (StageId id, gboolean is_cut, GError **error)
{
  static const char *const problems[N_STAGES][2] = {
    [STAGE_GZIP] = { "its compressed data can't be unpacked",
        "it is cut off: its compressed data end too early" },
    [STAGE_UTF16] = { "it is not valid UTF-16",
        "it is cut off in the middle of a character of UTF-16" },
  };

  g_set_error_literal (error, REK_ERROR, REK_ERROR_FILE_BROKEN,
      problems[id][is_cut]);
  return FALSE;
}

/* Converts pending bytes, once. @more is set to FALSE if nothing else can be
 * converted now. */
static gboolean
convert (RekDecoder *self, StageId id, gboolean is_end, gboolean *more,
    GError **error)
{
  Stage *stage = &self->stages[id];
  g_autoptr (GError) problem = NULL;
  gsize n_read = 0;
  gsize n_written = 0;
  gboolean is_finished;
  GConverterResult result = g_converter_convert (stage->converter,
      stage->pending->data, stage->pending->len, stage->output, OUTPUT_SIZE,
      is_end ? G_CONVERTER_INPUT_AT_END : G_CONVERTER_NO_FLAGS, &n_read,
      &n_written, &problem);

  if (result == G_CONVERTER_ERROR) {
    gboolean is_partial =
        g_error_matches (problem, G_IO_ERROR, G_IO_ERROR_PARTIAL_INPUT);

    *more = FALSE;
    return (is_partial && !is_end) || fail (id, is_partial, error);
  }
  g_byte_array_remove_range (stage->pending, 0, (guint) n_read);
  is_finished = result == G_CONVERTER_FINISHED;
  stage->is_open = id == STAGE_GZIP && !is_finished;
  /* Another member may follow. */
  if (id == STAGE_GZIP && is_finished)
    g_converter_reset (stage->converter);
  *more = stage->pending->len > 0 ||
      (!is_finished && (is_end || n_written == OUTPUT_SIZE));
  return pass (self, id, stage->output, n_written, error);
}

static gboolean
push (RekDecoder *self, StageId id, const char *data, gsize size,
    GError **error)
{
  Stage *stage = &self->stages[id];
  gboolean more = TRUE;

  if (stage->is_decided && stage->converter == NULL)
    return pass (self, id, data, size, error);

  g_byte_array_append (stage->pending, (const guint8 *) data, (guint) size);
  if (!stage->is_decided && stage->pending->len < MAGIC_SIZE)
    return TRUE;
  if (!stage->is_decided && !decide (stage, id, error))
    return FALSE;
  if (stage->converter == NULL) {
    g_autoptr (GByteArray) pending = g_steal_pointer (&stage->pending);

    stage->pending = g_byte_array_new ();
    return pass (self, id, (const char *) pending->data, pending->len, error);
  }
  while (more) {
    if (!convert (self, id, FALSE, &more, error))
      return FALSE;
  }
  return TRUE;
}

gboolean
rek_decoder_push (RekDecoder *decoder, const char *data, gsize size,
    GError **error)
{
  return size == 0 || push (decoder, STAGE_GZIP, data, size, error);
}

static gboolean
finish (RekDecoder *self, StageId id, GError **error)
{
  Stage *stage = &self->stages[id];
  gboolean more = stage->pending->len > 0 || stage->is_open;

  if (!stage->is_decided || stage->converter == NULL)
    return pass (self, id, (const char *) stage->pending->data,
        stage->pending->len, error);
  while (more) {
    if (!convert (self, id, TRUE, &more, error))
      return FALSE;
  }
  return TRUE;
}

gboolean
rek_decoder_finish (RekDecoder *decoder, GError **error)
{
  for (guint i = 0; i < N_STAGES; i++) {
    if (!finish (decoder, i, error))
      return FALSE;
  }
  return TRUE;
}
