/* SPDX-License-Identifier: LGPL-2.1-or-later */

/*
 * hostile-names: names that somebody might choose to break whatever shows them,
 * as they may come from the service, a file or another element.
 */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * HostileName:
 * @label: for the test's name
 * @json: what stands between the quotes in JSON
 * @json_size: 0: @json is a string
 * @repeat: how often that follows itself; 0: it does not
 * @name: (nullable): what it means, once; NULL: it is refused
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
 * Returns: (array length=n): all of them
 */
const HostileName *hostile_names_get (guint *n);

/**
 * hostile_name_append_json:
 *
 * Appends what stands between the quotes.
 */
void hostile_name_append_json (const HostileName *row, GString *text);

/**
 * hostile_name_dup:
 *
 * Returns: (transfer full): the name; of one that JSON refuses its bytes up to a
 *   NUL, as a program may make it that asks nobody
 */
char *hostile_name_dup (const HostileName *row);

/**
 * hostile_names_assert_shown:
 * @text: (nullable): what is shown to the user
 *
 * The test fails where it is not UTF-8, controls a terminal, is of more than
 * one line, or turns the direction of text.
 */
void hostile_names_assert_shown (const char *text);

G_END_DECLS
