/* SPDX-License-Identifier: LGPL-2.1-or-later */

/*
 * aws-ini: the lines of the shared config and credentials files, read as the
 * AWS CLI reads them (Python's configparser):
 *
 * - "[TITLE]" begins a section; what follows the last "]" does not count.
 * - "key = value" and "key: value" begin a property.
 * - A line that is indented deeper than the property before it continues that
 *   property's value; others may be indented as they like.
 * - Lines whose first sign is "#" or ";" are comments.
 *
 * As in the AWS SDKs, "#" or ";" after white space begins a comment behind a
 * value, too, but not within quotes, where a command may have one.
 */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * AwsSlice:
 *
 * Part of a text, so that nothing of it is copied that need not be.
 */
typedef struct {
  const char *start;
  gsize length;
} AwsSlice;

/**
 * rekaws_slice_trim:
 *
 * Returns: @slice, which is UTF-8, without white space at either end
 */
AwsSlice rekaws_slice_trim (AwsSlice slice);

/**
 * rekaws_slice_split:
 * @separators: the signs of which the first one separates
 * @before: (out): what is before it, trimmed
 * @after: (out): what is behind it, trimmed
 *
 * Returns: FALSE if there is none of @separators
 */
gboolean rekaws_slice_split (AwsSlice slice, const char *separators,
    AwsSlice *before, AwsSlice *after);

/**
 * AwsIniHandler:
 * @section: a section begins
 * @property: a property of the section begins
 * @more: one more line of the property's value
 *
 * Told of what is in a text, in order. Slices are trimmed and UTF-8.
 */
typedef struct {
  void (*section) (AwsSlice title, gpointer user_data);
  void (*property) (AwsSlice key, AwsSlice value, gpointer user_data);
  void (*more) (AwsSlice line, gpointer user_data);
} AwsIniHandler;

/**
 * rekaws_ini_parse:
 * @text: the text
 * @name: the file's name, for messages
 * @error: AWS_ERROR_CONFIG; the message names file and line and what is wrong,
 *   never the line's text
 *
 * Returns: FALSE on error; @handler was told of what is before it
 */
gboolean rekaws_ini_parse (AwsSlice text, const char *name,
    const AwsIniHandler *handler, gpointer user_data, GError **error);

G_END_DECLS
