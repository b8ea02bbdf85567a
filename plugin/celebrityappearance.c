/* SPDX-License-Identifier: LGPL-2.1-or-later */

#include "celebrityappearance.h"

#include <math.h>

#include "celebritylogperson.h"

/* One time at which the person was detected. */
typedef struct {
  guint64 time;
  double confidence;
} Sample;

/* Looked for from the end, where it is when time runs forwards. */
static guint
find_sample (const GArray *samples, guint64 time)
{
  guint low = 0;
  guint high = samples->len;

  if (high == 0 || g_array_index (samples, Sample, high - 1).time < time)
    return high;
  if (g_array_index (samples, Sample, high - 1).time == time)
    return high - 1;

  while (low < high) {
    guint middle = low + (high - low) / 2;

    if (g_array_index (samples, Sample, middle).time < time)
      low = middle + 1;
    else
      high = middle;
  }
  return low;
}

static void
add_sample (CelebrityAppearance *self, const GstCelebrityPerson *person,
    const CelebrityMoment *moment)
{
  const Sample sample = {
    .time = GST_CLOCK_TIME_IS_VALID (person->sample_time) ? person->sample_time
                                                          : moment->start,
    .confidence = person->confidence,
  };
  guint index = find_sample (self->samples, sample.time);
  Sample *known;

  if (index == self->samples->len ||
      g_array_index (self->samples, Sample, index).time != sample.time) {
    g_array_insert_val (self->samples, index, sample);
    return;
  }
  known = &g_array_index (self->samples, Sample, index);
  known->confidence = fmax (known->confidence, sample.confidence);
}

static void
note_details (CelebrityAppearance *self, const GstCelebrityPerson *person)
{
  if (self->known_gender == NULL)
    self->known_gender = g_strdup (person->known_gender);
  if (*self->urls == NULL) {
    g_strfreev (self->urls);
    self->urls = celebrity_log_person_dup_urls (person);
  }
}

/* That of the earliest moment; of several then, the lowest. */
static void
note_track (CelebrityAppearance *self, const GstCelebrityPerson *person,
    const CelebrityMoment *moment)
{
  if (moment->start > self->start || person->track_id == 0)
    return;
  if (moment->start < self->start || self->track_id == 0)
    self->track_id = person->track_id;
  else
    self->track_id = MIN (self->track_id, person->track_id);
}

CelebrityAppearance *
celebrity_appearance_new (const GstCelebrityPerson *person,
    const CelebrityMoment *moment)
{
  CelebrityAppearance *self = g_new0 (CelebrityAppearance, 1);

  self->name = g_strdup (person->name);
  self->id = g_strdup (person->id);
  self->urls = g_new0 (char *, 1);
  self->start = moment->start;
  self->end = moment->end;
  self->max_confidence = NAN;
  self->mean_confidence = NAN;
  self->samples = g_array_new (FALSE, FALSE, sizeof (Sample));
  celebrity_appearance_extend (self, person, moment);
  return self;
}

void
celebrity_appearance_free (CelebrityAppearance *self)
{
  g_free (self->name);
  g_free (self->id);
  g_free (self->known_gender);
  g_strfreev (self->urls);
  g_clear_pointer (&self->samples, g_array_unref);
  g_free (self);
}

gboolean
celebrity_appearance_is_of (const CelebrityAppearance *self,
    const GstCelebrityPerson *person)
{
  if (self->id != NULL || person->id != NULL)
    return g_strcmp0 (self->id, person->id) == 0;
  return g_str_equal (self->name, person->name);
}

void
celebrity_appearance_extend (CelebrityAppearance *self,
    const GstCelebrityPerson *person, const CelebrityMoment *moment)
{
  note_details (self, person);
  note_track (self, person, moment);
  add_sample (self, person, moment);
  self->start = MIN (self->start, moment->start);
  self->end = MAX (self->end, moment->end);
}

guint64
celebrity_appearance_get_break (const CelebrityAppearance *self,
    const CelebrityMoment *moment)
{
  if (moment->start > self->end)
    return moment->start - self->end;
  if (moment->end < self->start)
    return self->start - moment->end;
  return 0;
}

void
celebrity_appearance_finish (CelebrityAppearance *self)
{
  double sum = 0.0;
  guint n = 0;

  self->n_samples = self->samples->len;
  for (guint i = 0; i < self->samples->len; i++) {
    double confidence = g_array_index (self->samples, Sample, i).confidence;

    if (isnan (confidence))
      continue;
    self->max_confidence = fmax (self->max_confidence, confidence);
    sum += confidence;
    n++;
  }
  if (n > 0)
    self->mean_confidence = sum / n;
  g_clear_pointer (&self->samples, g_array_unref);
}

gint
celebrity_appearance_compare (gconstpointer a, gconstpointer b)
{
  const CelebrityAppearance *one = *(CelebrityAppearance *const *) a;
  const CelebrityAppearance *two = *(CelebrityAppearance *const *) b;

  if (one->start != two->start)
    return one->start < two->start ? -1 : 1;
  if (one->track_id != two->track_id)
    return one->track_id < two->track_id ? -1 : 1;
  return g_strcmp0 (one->name, two->name);
}
