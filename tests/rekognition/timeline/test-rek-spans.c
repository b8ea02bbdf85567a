/* SPDX-License-Identifier: LGPL-2.1-or-later */

#include "timeline/rek-spans.h"

#include "support/rekognition/rek-fixtures.h"

#define MS G_GINT64_CONSTANT (1000000)
#define LEFT \
  { \
    0.1, 0.1, 0.1, 0.1 \
  }
#define RIGHT \
  { \
    0.8, 0.1, 0.1, 0.1 \
  }
#define MAX_ROWS 12

/* A person's name and appearances in ms; the end of all is 0, 0. */
typedef struct {
  const char *name;
  struct {
    gint64 start;
    gint64 end;
  } spans[4];
} Expected;

typedef struct {
  const char *name;
  RekDataRow rows[MAX_ROWS];
  Expected expected[4];
  guint64 hold;
} Case;

static const Case cases[] = {
  { .name = "nobody" },
  { .name = "one-detection",
      .rows = { { 1000, "a", "Ada", 99, LEFT, { 0 } } },
      .expected = { { "Ada", { { 1000, 1500 } } } },
      .hold = REK_AUTOMATIC },
  { .name = "no-hold",
      .rows = { { 0, "b", "Bo", 99, LEFT, { 0 } },
          { 1000, "a", "Ada", 99, LEFT, { 0 } },
          { 1500, "a", "Ada", 99, LEFT, { 0 } } },
      .expected = { { "Bo", { { 0, 40 } } }, { "Ada", { { 1000, 1540 } } } },
      .hold = 0 },
  { .name = "break",
      .rows = { { 0, "a", "Ada", 99, LEFT, { 0 } },
          { 500, "a", "Ada", 99, LEFT, { 0 } },
          { 5000, "a", "Ada", 99, LEFT, { 0 } },
          { 5500, "a", "Ada", 99, LEFT, { 0 } } },
      .expected = { { "Ada", { { 0, 1000 }, { 5000, 6000 } } } },
      .hold = REK_AUTOMATIC },
  /* On both sides of the screen at the same time: one appearance. */
  { .name = "split-screen",
      .rows = { { 0, "a", "Ada", 99, LEFT, { 0 } },
          { 500, "a", "Ada", 99, LEFT, { 0 } },
          { 500, "a", "Ada", 99, RIGHT, { 0 } },
          { 1000, "a", "Ada", 99, RIGHT, { 0 } },
          { 1000, "a", "Ada", 99, LEFT, { 0 } },
          { 1500, "a", "Ada", 99, RIGHT, { 0 } } },
      .expected = { { "Ada", { { 0, 2000 } } } },
      .hold = REK_AUTOMATIC },
  /* The second track begins when the first, held, ends: there is no visible
   * break. */
  { .name = "touching",
      .rows = { { 0, "a", "Ada", 99, LEFT, { 0 } },
          { 500, "a", "Ada", 99, LEFT, { 0 } },
          { 2500, "a", "Ada", 99, LEFT, { 0 } } },
      .expected = { { "Ada", { { 0, 4500 } } } },
      .hold = 2000 * 1000000 },
  { .name = "order",
      .rows = { { 3000, "a", "Ada", 99, LEFT, { 0 } },
          { 1000, "", "Zoe", 99, LEFT, { 0 } },
          { 9000, "b", "Bo", 99, RIGHT, { 0 } },
          { 2000, "b", "Bo", 99, RIGHT, { 0 } } },
      .expected = { { "Zoe", { { 1000, 2000 } } },
          { "Bo", { { 2000, 3000 }, { 9000, 10000 } } },
          { "Ada", { { 3000, 4000 } } } },
      .hold = REK_AUTOMATIC },
};

static void
assert_person (const RekAppearances *appearances, const Expected *expected)
{
  g_assert_cmpstr (appearances->person->name, ==, expected->name);
  g_assert_cmpuint (appearances->spans->len, >, 0);
  for (guint i = 0; i < appearances->spans->len; i++) {
    const RekSpan *span = &g_array_index (appearances->spans, RekSpan, i);

    g_assert_cmpint (span->start, ==, expected->spans[i].start * MS);
    g_assert_cmpint (span->end, ==, expected->spans[i].end * MS);
  }
  g_assert_cmpint (expected->spans[appearances->spans->len].end, ==, 0);
}

static void
test_case (gconstpointer data)
{
  const Case *this = data;
  RekTimelineSettings settings = REK_DATA_SETTINGS;
  g_autoptr (RekTimeline) timeline = NULL;
  g_autoptr (GPtrArray) list = NULL;
  guint n_rows = 0;

  while (n_rows < MAX_ROWS && this->rows[n_rows].name != NULL)
    n_rows++;
  settings.hold = this->hold;
  timeline = rek_data_make_timeline (this->rows, n_rows, &settings);
  list = rek_appearances_list (timeline, 0.0, NULL);
  for (guint i = 0; i < list->len; i++) {
    g_assert_nonnull (this->expected[i].name);
    assert_person (g_ptr_array_index (list, i), &this->expected[i]);
  }
  g_assert_null (this->expected[list->len].name);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++) {
    g_autofree char *path = g_strdup_printf ("/rek-spans/%s", cases[i].name);

    g_test_add_data_func (path, &cases[i], test_case);
  }
  return g_test_run ();
}
