/* SPDX-License-Identifier: LGPL-2.1-or-later */

#include "timeline/rek-samples.h"

#include "timeline/rek-sort.h"

#define MAX_SAMPLE_DISTANCE_MS 1000
#define DEFAULT_INTERVAL_MS 500

/* The intervals are measured on this many detections, so that they are known
 * long before a large job is complete. */
#define N_INTERVAL_DETECTIONS 100

static gint
compare_samples (gconstpointer a, gconstpointer b)
{
  const RekSample *one = a;
  const RekSample *two = b;

  return rek_sort_compare_times (&one->detection->timestamp_ms,
      &two->detection->timestamp_ms);
}

static const RekDetection *
get_detection (const RekResults *results, guint i)
{
  return g_ptr_array_index (results->detections, i);
}

/* Returns: whether the detections are in order of time, as by default the
 *   service sends them */
static gboolean
are_in_order (const RekResults *results)
{
  for (guint i = 1; i < results->detections->len; i++) {
    if (get_detection (results, i - 1)->timestamp_ms >
        get_detection (results, i)->timestamp_ms)
      return FALSE;
  }
  return TRUE;
}

/* Returns: the Timestamp of the last detection that counts for the intervals */
static gint64
find_last_interval_time (const RekResults *results, gboolean in_order,
    GCancellable *cancellable)
{
  guint n = results->detections->len;
  g_autofree gint64 *times = NULL;

  if (n <= N_INTERVAL_DETECTIONS)
    return G_MAXINT64;
  if (in_order)
    return get_detection (results, N_INTERVAL_DETECTIONS - 1)->timestamp_ms;

  times = g_new (gint64, n);
  for (guint i = 0; i < n; i++)
    times[i] = get_detection (results, i)->timestamp_ms;
  rek_sort (times, n, sizeof (gint64), rek_sort_compare_times, cancellable);
  return times[N_INTERVAL_DETECTIONS - 1];
}

/* Differences are small integers, so counting them gives the median. */
static guint
get_interval_ms (GArray *times, guint otherwise)
{
  guint counts[MAX_SAMPLE_DISTANCE_MS + 1] = { 0 };
  guint n = 0;
  guint n_seen = 0;
  guint median = 0;

  g_array_sort (times, rek_sort_compare_times);
  for (guint i = 1; i < times->len; i++) {
    gint64 difference =
        g_array_index (times, gint64, i) - g_array_index (times, gint64, i - 1);

    if (difference > 0 && difference <= MAX_SAMPLE_DISTANCE_MS) {
      counts[difference]++;
      n++;
    }
  }
  if (n == 0)
    return otherwise;

  while (n_seen <= (n - 1) / 2)
    n_seen += counts[++median];
  return median;
}

/* Detections at one Timestamp, of which there may be many, count once. */
static void
add_time (GArray *times, gint64 time)
{
  if (times->len == 0 || g_array_index (times, gint64, times->len - 1) != time)
    g_array_append_val (times, time);
}

static void
find_intervals (RekSamples *samples, const RekResults *results, gint64 last)
{
  g_autoptr (GArray) times = g_array_new (FALSE, FALSE, sizeof (gint64));
  g_autoptr (GArray) face_times = g_array_new (FALSE, FALSE, sizeof (gint64));
  g_autoptr (GArray) body_times = g_array_new (FALSE, FALSE, sizeof (gint64));

  for (guint i = 0; i < results->detections->len; i++) {
    const RekDetection *detection = get_detection (results, i);

    if (detection->timestamp_ms > last)
      continue;
    add_time (times, detection->timestamp_ms);
    if (rek_box_is_set (&detection->face))
      add_time (face_times, detection->timestamp_ms);
    if (rek_detection_has_body (detection))
      add_time (body_times, detection->timestamp_ms);
  }

  samples->interval_ms = get_interval_ms (times, DEFAULT_INTERVAL_MS);
  samples->face_interval_ms =
      get_interval_ms (face_times, samples->interval_ms);
  samples->body_interval_ms =
      get_interval_ms (body_times, samples->interval_ms);
}

static guint
get_max_identity (const RekResults *results)
{
  guint max = 0;

  for (guint i = 0; i < results->detections->len; i++)
    max = MAX (max, get_detection (results, i)->person->identity);
  return max;
}

/* Groups the detections by person, in the order in which they came. */
static void
split_by_person (RekSamples *samples, const RekResults *results)
{
  guint n = results->detections->len;
  guint max_identity = get_max_identity (results);
  guint *ends = g_new0 (guint, (gsize) max_identity + 1);

  for (guint i = 0; i < n; i++) {
    guint identity = get_detection (results, i)->person->identity;

    if (identity < max_identity)
      ends[identity + 1]++;
  }
  for (guint i = 1; i <= max_identity; i++)
    ends[i] += ends[i - 1];

  samples->items = g_new (RekSample, n);
  for (guint i = 0; i < n; i++) {
    const RekDetection *detection = get_detection (results, i);

    samples->items[ends[detection->person->identity]++] =
        (RekSample){ detection, 0 };
  }
  samples->ends = ends;
  samples->max_identity = max_identity;
}

/* Only by time: the tracker orders detections at the same time. */
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
    GCancellable *cancellable)
{
  gboolean in_order = are_in_order (results);
  gint64 last = find_last_interval_time (results, in_order, cancellable);

  find_intervals (samples, results, last);
  split_by_person (samples, results);
  if (!in_order)
    sort_people (samples, cancellable);
}

void
rek_samples_clear (RekSamples *samples)
{
  g_free (samples->items);
  g_free (samples->ends);
}
