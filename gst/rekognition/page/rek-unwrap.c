/* SPDX-License-Identifier: LGPL-2.1-or-later */

#include "page/rek-unwrap.h"

#include "page/rek-json-check.h"
#include "page/rek-scan.h"

/* What the names of an object's members show. */
typedef struct {
  gboolean has_list;
  gboolean has_status;
  gboolean has_celebrity;
} Names;

typedef struct {
  GBytes *value;
  GPtrArray *pages;
} Search;

static gboolean
is_name (const RekScanText *text, const char *name)
{
  return rek_json_match_name (text->start + 1, text->end - 1, name) !=
      REK_JSON_NAME_OTHER;
}

/* Stops at Celebrities, which decides: most of a page follows it. */
static Names
read_names (const RekScanText *object)
{
  Names names = { FALSE, FALSE, FALSE };
  RekScan scan;
  RekScanText name;
  RekScanText value;

  if (!rek_scan_init (&scan, object->start,
          (gsize) (object->end - object->start)) ||
      scan.closer != '}')
    return names;
  while (!names.has_list && rek_scan_next (&scan, &name, &value)) {
    names.has_list = is_name (&name, "Celebrities");
    names.has_status = names.has_status || is_name (&name, "JobStatus");
    names.has_celebrity = names.has_celebrity || is_name (&name, "Celebrity");
  }
  return names;
}

static void
add_page (const Search *search, const RekScanText *page)
{
  const char *start = g_bytes_get_data (search->value, NULL);

  g_ptr_array_add (search->pages,
      g_bytes_new_from_bytes (search->value, (gsize) (page->start - start),
          (gsize) (page->end - page->start)));
}

static gboolean find_pages (const Search *search, const RekScanText *text,
    guint depth);

/* Calls find_pages() for the values inside, one level deeper. */
static gboolean
find_inside (const Search *search, const RekScanText *text, guint depth)
{
  gboolean is_found = FALSE;
  RekScan scan;
  RekScanText name;
  RekScanText value;

  if (depth == REK_UNWRAP_MAX_DEPTH ||
      !rek_scan_init (&scan, text->start, (gsize) (text->end - text->start)))
    return FALSE;
  while (rek_scan_next (&scan, &name, &value)) {
    if (rek_scan_text_is_container (&value) &&
        find_pages (search, &value, depth + 1))
      is_found = TRUE;
    if (is_found && scan.closer == '}')
      break;
  }
  return is_found;
}

/* Recursive through find_inside(), at most REK_UNWRAP_MAX_DEPTH levels. */
static gboolean
find_pages (const Search *search, const RekScanText *text, guint depth)
{
  Names names = read_names (text);

  if (!names.has_list && find_inside (search, text, depth))
    return TRUE;
  if (!names.has_list && !names.has_status)
    return FALSE;
  add_page (search, text);
  return TRUE;
}

RekUnwrapKind
rek_unwrap (GBytes *value, GPtrArray *pages)
{
  const Search search = { value, pages };
  gsize size;
  const char *start = g_bytes_get_data (value, &size);
  const RekScanText text = { start, start + size };
  Names names = read_names (&text);

  if (names.has_list) {
    g_ptr_array_add (pages, g_bytes_ref (value));
    return REK_UNWRAP_PAGE;
  }
  if (names.has_celebrity)
    return REK_UNWRAP_DETECTION;
  if (!find_pages (&search, &text, 0))
    return REK_UNWRAP_NOTHING;
  return g_bytes_get_size (pages->pdata[0]) == size ? REK_UNWRAP_PAGE
                                                    : REK_UNWRAP_PAGES;
}
