/* SPDX-License-Identifier: LGPL-2.1-or-later */

/*
 * rek-foreign: recognises files that hold something other than the results of a
 * celebrity recognition job, and says how to get one that holds them. Rules and
 * texts only; the bytes are read elsewhere.
 */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * REK_FOREIGN_WAY_OUT:
 *
 * What to do with any such file.
 */
#define REK_FOREIGN_WAY_OUT \
  "Make the file with \"aws rekognition get-celebrity-recognition --output " \
  "json\", or set job-id, and a results-location that does not exist yet, to " \
  "fetch the results into it"

/**
 * REK_FOREIGN_HEAD_SIZE:
 *
 * Bytes at the start of a file that are enough for rek_foreign_from_text().
 */
#define REK_FOREIGN_HEAD_SIZE 4096

/**
 * RekForeign:
 * @what: what it is, to follow "it holds"
 * @way_out: a sentence that says what to do, without a full stop
 */
typedef struct {
  const char *what;
  const char *way_out;
} RekForeign;

/**
 * rek_foreign_from_members:
 * @names: (array zero-terminated=1): names of a JSON object's members
 *
 * Returns: (transfer none) (nullable): what the object is; NULL if it may be a
 *   page of results, or is unknown
 */
const RekForeign *rek_foreign_from_members (const char *const *names);

/**
 * rek_foreign_from_text:
 * @head: (array length=size): the start of a file, at most
 *   REK_FOREIGN_HEAD_SIZE bytes
 *
 * For a file that could not be read as JSON.
 *
 * Returns: (transfer none) (nullable): what the file is; NULL if it is
 *   unknown
 */
const RekForeign *rek_foreign_from_text (const char *head, gsize size);

G_END_DECLS
