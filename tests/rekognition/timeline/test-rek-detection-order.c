/* SPDX-License-Identifier: LGPL-2.1-or-later */

/* Detections of one person at one Timestamp that differ in one thing only: they
 * have an order, which does not depend on that of the answer. */

#include "timeline/rek-detection-order.h"
#include "page/rek-page.h"
#include <string.h>

typedef struct {
  const char *name;
  const char *one;
  const char *other;
} Row;

/* The contents of the Face objects. */
static const Row rows[] = {
  { "box",
      "\"BoundingBox\":{\"Left\":0.1,\"Top\":0,\"Width\":0.2,\"Height\":0.2}",
      "\"BoundingBox\":{\"Left\":0.2,\"Top\":0,\"Width\":0.2,\"Height\":0.2}" },
  { "confidence", "\"Confidence\":90", "\"Confidence\":80" },
  { "pose", "\"Pose\":{\"Roll\":1}", "\"Pose\":{\"Roll\":2}" },
  { "landmarks-or-none",
      "\"Landmarks\":[{\"Type\":\"nose\",\"X\":0.5,\"Y\":1}]",
      "\"Landmarks\":[]" },
  { "landmark-type", "\"Landmarks\":[{\"Type\":\"nose\",\"X\":0.5,\"Y\":1}]",
      "\"Landmarks\":[{\"Type\":\"chin\",\"X\":0.5,\"Y\":1}]" },
  { "landmark-place", "\"Landmarks\":[{\"Type\":\"nose\",\"X\":0.5,\"Y\":1}]",
      "\"Landmarks\":[{\"Type\":\"nose\",\"X\":0.5,\"Y\":0}]" },
  { "attribute-or-none", "\"Smile\":{\"Value\":true}", "" },
  { "attribute", "\"Smile\":{\"Value\":true}", "\"Beard\":{\"Value\":true}" },
  { "boolean", "\"Smile\":{\"Value\":true}", "\"Smile\":{\"Value\":false}" },
  { "double", "\"Smile\":{\"Confidence\":90.5}",
      "\"Smile\":{\"Confidence\":90.25}" },
  { "int", "\"AgeRange\":{\"Low\":20}", "\"AgeRange\":{\"Low\":21}" },
  { "string", "\"Gender\":{\"Value\":\"Male\"}",
      "\"Gender\":{\"Value\":\"Female\"}" },
  { "field", "\"AgeRange\":{\"Low\":20}", "\"AgeRange\":{\"High\":20}" },
  { "fields", "\"AgeRange\":{\"Low\":20}",
      "\"AgeRange\":{\"Low\":20,\"High\":30}" },
  { "records", "\"Emotions\":[{\"Type\":\"HAPPY\"}]",
      "\"Emotions\":[{\"Type\":\"HAPPY\"},{\"Type\":\"SAD\"}]" },
  { "record", "\"Emotions\":[{\"Type\":\"CALM\"},{\"Type\":\"HAPPY\"}]",
      "\"Emotions\":[{\"Type\":\"CALM\"},{\"Type\":\"SAD\"}]" },
};

#define DETECTION \
  "{\"Timestamp\":0,\"Celebrity\":{\"Id\":\"a\",\"Name\":\"Ada\"," \
  "\"Face\":{%s}}}"

static void
test_order (gconstpointer data)
{
  const Row *row = data;
  g_autofree char *text = g_strdup_printf (
      "{\"JobStatus\":\"SUCCEEDED\",\"Celebrities\":[" DETECTION "," DETECTION
      "," DETECTION "]}",
      row->one, row->other, row->one);
  g_autoptr (GBytes) body = g_bytes_new (text, strlen (text));
  g_autoptr (RekPool) pool = rek_pool_new ();
  g_autoptr (GError) error = NULL;
  g_autoptr (RekPage) page = rek_page_parse (body, pool, &error);
  const RekDetection *one, *other, *same;
  gint result;

  g_assert_no_error (error);
  g_assert_cmpuint (page->detections->len, ==, 3);
  one = g_ptr_array_index (page->detections, 0);
  other = g_ptr_array_index (page->detections, 1);
  same = g_ptr_array_index (page->detections, 2);

  result = rek_order_compare (one, other);
  g_assert_cmpint (result, !=, 0);
  g_assert_cmpint (result<0, ==, rek_order_compare (other, one)> 0);
  g_assert_cmpint (rek_order_compare (one, same), ==, 0);
  g_assert_cmpint (rek_order_is_duplicate (one, other), ==, row != &rows[0]);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  for (guint i = 0; i < G_N_ELEMENTS (rows); i++) {
    g_autofree char *path =
        g_strconcat ("/rek-detection-order/", rows[i].name, NULL);

    g_test_add_data_func (path, &rows[i], test_order);
  }
  return g_test_run ();
}
