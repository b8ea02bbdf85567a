/* SPDX-License-Identifier: LGPL-2.1-or-later */

/*
 * endpoint-kind: what a file contains instead of responses of
 * GetCelebrityRecognition.
 */

#pragma once

#include <json-glib/json-glib.h>

G_BEGIN_DECLS

/**
 * endpoint_kind_of_object:
 * @object: an object that is not a response
 *
 * Returns: (transfer none): a sentence without a full stop that says what it is
 *   and what to do
 */
const char *endpoint_kind_of_object (JsonObject *object);

/**
 * endpoint_kind_is_other:
 *
 * Returns: whether @object holds the results of another operation
 */
gboolean endpoint_kind_is_other (JsonObject *object);

/**
 * endpoint_kind_of_start:
 * @text: (array length=length): any text, without leading white space
 *
 * Must be called before parsing, since json-glib also accepts strings in single
 * quotes, as Python prints them.
 *
 * Returns: (transfer none) (nullable): a sentence like those of
 *   endpoint_kind_of_object() if @text starts like a known format that is not
 *   JSON, else NULL
 */
const char *endpoint_kind_of_start (const char *text, gsize length);

/**
 * endpoint_kind_of_text:
 * @text: (array length=length): text that is not JSON
 *
 * Returns: (transfer none) (nullable): the same if @text contains something
 *   that identifies such a format
 */
const char *endpoint_kind_of_text (const char *text, gsize length);

G_END_DECLS
