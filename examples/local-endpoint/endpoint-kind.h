/* SPDX-License-Identifier: LGPL-2.1-or-later */

/*
 * endpoint-kind: what a file is that holds no responses of
 * GetCelebrityRecognition.
 */

#pragma once

#include <json-glib/json-glib.h>

G_BEGIN_DECLS

/**
 * endpoint_kind_of_object:
 * @object: an object in which there is no response
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
 * @text: (array length=length): any text, without white space before it
 *
 * json-glib also reads strings in single quotes, as Python prints them. So this
 * is to be asked before it parses.
 *
 * Returns: (transfer none) (nullable): a sentence as of endpoint_kind_of_object()
 *   for a text that begins as no JSON does; NULL if it is not known
 */
const char *endpoint_kind_of_start (const char *text, gsize length);

/**
 * endpoint_kind_of_text:
 * @text: (array length=length): what is not JSON
 *
 * Returns: (transfer none) (nullable): the same for a text that has something in
 *   it that tells what it is
 */
const char *endpoint_kind_of_text (const char *text, gsize length);

G_END_DECLS
