/* SPDX-License-Identifier: LGPL-2.1-or-later */

/*
 * hostile-names: names chosen to break what displays them. They may come from
 * the service, from a file or from another element.
 */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * HostileName:
 * @label: for the test's path
 * @json: the JSON string without its quotes
 * @json_size: size in bytes; 0: @json ends with a NUL
 * @repeat: how many times @json is repeated; 0: once
 * @name: (nullable): the decoded name, without repetition; NULL: JSON refuses
 *   it
 */
typedef struct {
  const char *label;
  const char *json;
  gsize json_size;
  guint repeat;
  const char *name;
} HostileName;

/**
 * hostile_names_get:
 *
 * Returns: (array length=n): all hostile names
 */
const HostileName *hostile_names_get (guint *n);

/**
 * hostile_name_append_json:
 *
 * Appends the JSON string, without its quotes.
 */
void hostile_name_append_json (const HostileName *row, GString *text);

/**
 * hostile_name_dup:
 *
 * Returns: (transfer full): the decoded name; for a name that JSON refuses, its
 *   bytes up to a NUL, as another element may attach them
 */
char *hostile_name_dup (const HostileName *row);

/**
 * hostile_names_assert_shown:
 * @text: (nullable): text that is shown to the user
 *
 * Asserts that @text is UTF-8, has one line, and contains neither terminal
 * control characters nor characters that change the direction of text.
 */
void hostile_names_assert_shown (const char *text);

G_END_DECLS
