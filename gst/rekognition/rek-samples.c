/* SPDX-License-Identifier: LGPL-2.1-or-later */

#include "rek-samples.h"

#include "rek-sort.h"

#define MAX_SAMPLE_DISTANCE_MS 1000
#define DEFAULT_INTERVAL_MS 500

/* Whether a person is wanted, worked out once for each. */
typedef struct {
  gboolean wants_all;
  double min_confidence;
  GHashTable *words;
  GHashTable *people;
} Filter;

static gint
compare_times (gconstpointer a, gconstpointer b)
{
  gint64 one = *(const gint64 *) a;
  gint64 two = *(const gint64 *) b;

  return (one > two) - (one < two);
}

static gint
compare_samples (gconstpointer a, gconstpointer b)
{
  const RekSample *one = a;
  const RekSample *two = b;

  return compare_times (&one->detection->timestamp_ms,
      &two->detection->timestamp_ms);
}

static const RekDetection *
get_detection (const RekResults *results, guint i)
{
  return g_ptr_array_index (results->detections, i);
}

/* Returns whether the detections are in order of time, as by default the
 * service sends them. */
static gboolean
sort_times (const RekResults *results, gint64 *times, GCancellable *cancellable)
{
  guint n = results->detections->len;
  gboolean in_order = TRUE;

  for (guint i = 0; i < n; i++) {
    times[i] = get_detection (results, i)->timestamp_ms;
    in_order = in_order && (i == 0 || times[i - 1] <= times[i]);
  }
  if (!in_order)
    rek_sort (times, n, sizeof (gint64), compare_times, cancellable);
  return in_order;
}

/* Differences are few whole numbers, so counting each gives the median. */
static guint64
get_interval_ms (const gint64 *times, guint n_times)
{
  guint counts[MAX_SAMPLE_DISTANCE_MS + 1] = { 0 };
  guint n = 0;
  guint n_seen = 0;
  guint median = 0;

  for (guint i = 1; i < n_times; i++) {
    gint64 difference = times[i] - times[i - 1];

    if (difference > 0 && difference <= MAX_SAMPLE_DISTANCE_MS) {
      counts[difference]++;
      n++;
    }
  }
  if (n == 0)
    return DEFAULT_INTERVAL_MS;

  while (n_seen <= (n - 1) / 2)
    n_seen += counts[++median];
  return median;
}

static void
filter_init (Filter *filter, const RekTimelineSettings *settings)
{
  const char *const *words = settings->celebrities;

  filter->wants_all = words == NULL || *words == NULL;
  filter->min_confidence = settings->min_confidence;
  filter->words = g_hash_table_new (g_str_hash, g_str_equal);
  filter->people = g_hash_table_new (NULL, NULL);
  for (; words != NULL && *words != NULL; words++)
    g_hash_table_add (filter->words, (gpointer) *words);
}

static void
filter_clear (Filter *filter)
{
  g_hash_table_unref (filter->words);
  g_hash_table_unref (filter->people);
}

static gboolean
filter_knows (Filter *filter, const RekPerson *person)
{
  gpointer known;

  if (g_hash_table_lookup_extended (filter->people, person, NULL, &known))
    return GPOINTER_TO_INT (known);

  /* An empty word asks for nobody: an empty id is no id. */
  known =
      GINT_TO_POINTER (g_hash_table_contains (filter->words, person->name) ||
          (*person->id != '\0' &&
              g_hash_table_contains (filter->words, person->id)));
  g_hash_table_insert (filter->people, (gpointer) person, known);
  return GPOINTER_TO_INT (known);
}

static gboolean
filter_wants (Filter *filter, const RekDetection *detection)
{
  if (filter->min_confidence > 0.0 &&
      !(detection->confidence >= filter->min_confidence))
    return FALSE;
  return filter->wants_all || filter_knows (filter, detection->person);
}

static guint
get_max_identity (const RekResults *results)
{
  guint max = 0;

  for (guint i = 0; i < results->detections->len; i++)
    max = MAX (max, get_detection (results, i)->person->identity);
  return max;
}

/* Puts each person's wanted detections together, in the order that they come
 * in. */
static void
split_by_person (RekSamples *samples, const RekResults *results, Filter *filter)
{
  guint n = results->detections->len;
  guint max_identity = get_max_identity (results);
  guint *ends = g_new0 (guint, (gsize) max_identity + 1);
  guint n_wanted = 0;

  for (guint i = 0; i < n; i++) {
    const RekDetection *detection = get_detection (results, i);
    guint identity = detection->person->identity;

    if (!filter_wants (filter, detection))
      continue;
    n_wanted++;
    if (identity < max_identity)
      ends[identity + 1]++;
  }
  for (guint i = 1; i <= max_identity; i++)
    ends[i] += ends[i - 1];

  samples->items = g_new (RekSample, n_wanted);
  for (guint i = 0; i < n; i++) {
    const RekDetection *detection = get_detection (results, i);

    if (filter_wants (filter, detection))
      samples->items[ends[detection->person->identity]++] =
          (RekSample){ detection, 0 };
  }
  samples->ends = ends;
  samples->max_identity = max_identity;
}

/* By time alone: the tracker orders what is at one time. */
static void
sort_people (RekSamples *samples, GCancellable *cancellable)
{
  guint begin = 0;

  for (guint i = 0; i <= samples->max_identity; i++) {
    guint n = samples->ends[i] - begin;

    if (n > 1)
      rek_sort (samples->items + begin, n, sizeof (RekSample), compare_samples,
          cancellable);
    begin = samples->ends[i];
  }
}

void
rek_samples_init (RekSamples *samples, const RekResults *results,
    const RekTimelineSettings *settings, GCancellable *cancellable)
{
  guint n = results->detections->len;
  g_autofree gint64 *times = g_new (gint64, n);
  gboolean in_order = sort_times (results, times, cancellable);
  Filter filter;

  samples->interval_ms = get_interval_ms (times, n);
  g_clear_pointer (&times, g_free);

  filter_init (&filter, settings);
  split_by_person (samples, results, &filter);
  filter_clear (&filter);
  if (!in_order)
    sort_people (samples, cancellable);
}

void
rek_samples_clear (RekSamples *samples)
{
  g_free (samples->items);
  g_free (samples->ends);
}
