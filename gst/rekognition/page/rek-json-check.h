/* SPDX-License-Identifier: LGPL-2.1-or-later */

/*
 * rek-json-check: checks JSON text strictly before a parser sees it, without
 * building a tree.
 */

#pragma once

#include "util-json.h"

#include <glib.h>

G_BEGIN_DECLS

/**
 * REK_JSON_MAX_DEPTH:
 *
 * How deep objects and arrays may be nested, in answers of the service and in
 * files.
 */
#define REK_JSON_MAX_DEPTH UTIL_JSON_MAX_DEPTH

/**
 * rek_json_skip_bom:
 * @text: (array length=size): any bytes
 *
 * Returns: how many bytes at the start are a byte order mark: 0 or 3
 */
gsize rek_json_skip_bom (const char *text, gsize size);

/**
 * rek_json_check:
 * @text: (array length=size): any bytes, without a byte order mark
 * @error: REK_ERROR_INVALID, with what is wrong and at which offset; nothing
 *   of @text is in it
 *
 * Whether @text is one JSON value by RFC 8259, and no more than that: parsers
 * differ in what else they let through (comments, octal numbers, a second
 * value), in how they read it, and in how deep they can go.
 *
 * U+0000 and halves of surrogate pairs, which RFC 8259 lets strings hold as
 * escapes, are refused: the former ends a C string, the latter cannot be
 * encoded in UTF-8. Cutting or replacing them could turn one name into another.
 *
 * Returns: whether it is
 */
gboolean rek_json_check (const char *text, gsize size, GError **error);

/**
 * RekJsonName:
 * @REK_JSON_NAME_OTHER: another name
 * @REK_JSON_NAME_CAMEL: the name, but in camelCase
 * @REK_JSON_NAME_EXACT: the name
 *
 * How the name of a member compares with a name of the service. The service
 * writes PascalCase; libraries that rewrite its answers use camelCase. If an
 * object has both, the exact one is used.
 */
typedef enum {
  REK_JSON_NAME_OTHER,
  REK_JSON_NAME_CAMEL,
  REK_JSON_NAME_EXACT,
} RekJsonName;

/**
 * rek_json_match_name:
 * @start: what is between a string's quotes
 * @end: behind it
 * @name: a name as the service writes it, ASCII
 *
 * Returns: how the string compares with @name
 */
RekJsonName rek_json_match_name (const char *start, const char *end,
    const char *name);

/**
 * RekJsonPiece:
 * @start: offset of its first element
 * @end: offset behind its last element
 * @end_index: index in the list of what follows its last element
 *
 * One or more elements of a list, with commas between them.
 */
typedef struct {
  gsize start;
  gsize end;
  guint end_index;
} RekJsonPiece;

/**
 * RekJsonList:
 * @member: (in): name of a member of the outermost object
 * @piece_size: (in): bytes that a piece has at least, unless it is the last
 * @start: offset behind the list's bracket; 0 where the member is no list, or
 *   not there
 * @end: offset of the list's other bracket
 * @has_camel: (out): whether any member of the text, at any depth, has a name
 *   that begins with a small letter
 * @pieces: (element-type RekJsonPiece): the list's elements, in order; given
 *   empty
 *
 * Where a list is. What is before @start and from @end on is, put together,
 * the same object with an empty list.
 */
typedef struct {
  const char *member;
  gsize piece_size;
  gsize start;
  gsize end;
  gboolean has_camel;
  GArray *pieces;
} RekJsonList;

/**
 * rek_json_check_list:
 * @list: (nullable) (inout): what to look for; of a member that stands twice
 *   the last one counts, and one in camelCase only where there is no other
 *
 * The same as rek_json_check(), and finds a list in passing, so that it can be
 * parsed in pieces.
 */
gboolean rek_json_check_list (const char *text, gsize size, RekJsonList *list,
    GError **error);

/**
 * rek_json_read_escape:
 * @at: (inout): where the escape's backslash is; moved behind the escape
 * @end: where the text ends
 * @character: (out): what the escape stands for; a pair of surrogates is one
 *
 * Returns: FALSE where there is no whole escape, or one that rek_json_check()
 *   refuses
 */
gboolean rek_json_read_escape (const char **at, const char *end,
    gunichar *character);

/**
 * rek_json_append_string:
 * @json: where to
 * @value: UTF-8
 *
 * Appends @value as a JSON string, quotes included.
 */
void rek_json_append_string (GString *json, const char *value);

G_END_DECLS
