/* SPDX-License-Identifier: LGPL-2.1-or-later */

/*
 * aws-ini: the lines of the shared config and credentials files, read as the
 * AWS CLI reads them (Python's configparser):
 *
 * - "[TITLE]" begins a section; text after the last "]" is ignored.
 * - "key = value" and "key: value" begin a property.
 * - A line that is indented more deeply than the property before it continues
 *   that property's value; the indentation of other lines does not matter.
 * - Lines whose first character is "#" or ";" are comments.
 *
 * As in the AWS SDKs, "#" or ";" after white space also begins a comment after
 * a value, except within quotes, which a command may contain.
 */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * AwsSlice:
 *
 * Part of a text, which is not copied (it may be a secret).
 */
typedef struct {
  const char *start;
  gsize length;
} AwsSlice;

/**
 * rekaws_slice_trim:
 *
 * @slice must be valid UTF-8.
 *
 * Returns: @slice without white space at either end
 */
AwsSlice rekaws_slice_trim (AwsSlice slice);

/**
 * rekaws_slice_split:
 * @separators: characters; the slice is split at the first of any of them
 * @before: (out): the part before the separator, trimmed; only set on success
 * @after: (out): the part after the separator, trimmed; only set on success
 *
 * Returns: FALSE if @slice contains no separator
 */
gboolean rekaws_slice_split (AwsSlice slice, const char *separators,
    AwsSlice *before, AwsSlice *after);

/**
 * AwsIniHandler:
 * @section: a section begins
 * @property: a property of the section begins
 * @more: the property's value continues on another line
 *
 * Called for each element of a text, in order. Slices are trimmed and valid
 * UTF-8.
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
 * @error: AWS_ERROR_CONFIG; the message contains file, line number and cause,
 *   but not the line's text
 *
 * Returns: FALSE on error, after calling @handler for the lines before it
 */
gboolean rekaws_ini_parse (AwsSlice text, const char *name,
    const AwsIniHandler *handler, gpointer user_data, GError **error);

G_END_DECLS
