/* SPDX-License-Identifier: LGPL-2.1-or-later */

/*
 * log-appearance: one person on screen without a break.
 *
 * An appearance does not depend on the order of its buffers: a film that is
 * played backwards has the same appearances. Its memory does not grow with its
 * length.
 */

#pragma once

#include "log-person.h"

G_BEGIN_DECLS

/**
 * CelebrityInterval:
 * @start: stream time, ns
 * @end: the end, which is not part of it; @start if it has no length
 * @is_backward: whether playback runs backwards: the next interval is an
 *   earlier one
 *
 * When a buffer is on screen: the half-open interval [start, end).
 */
typedef struct {
  guint64 start;
  guint64 end;
  gboolean is_backward;
} CelebrityInterval;

/**
 * CelebrityAppearance:
 * @name: what to call the person
 * @id: (nullable): the celebrity's id
 * @known_gender: (nullable): for example "Female"
 * @urls: (array zero-terminated=1): web pages; may be empty
 * @track_id: number of the track that it begins with; 0: not known
 * @start: stream time of the first buffer with the person, ns
 * @end: stream time of the end of the last one, ns
 * @n_samples: number of distinct times at which the person was detected; of
 *   buffers, if no detection is known
 * @max_confidence: percent, or NAN
 * @mean_confidence: over the samples, percent, or NAN; set by
 *   celebrity_appearance_finish()
 * @n_confidences: number of samples that have a confidence
 * @sum: of these confidences
 * @recent: (nullable): samples that later buffers may repeat; NULL once it is
 *   finished
 *
 * Read-only for others.
 */
typedef struct {
  char *name;
  char *id;
  char *known_gender;
  char **urls;
  gint track_id;
  guint64 start;
  guint64 end;
  guint n_samples;
  double max_confidence;
  double mean_confidence;
  guint n_confidences;
  double sum;
  GArray *recent;
} CelebrityAppearance;

/**
 * celebrity_appearance_new:
 * @person: a person on the buffer; copied
 * @interval: of the buffer
 *
 * Returns: (transfer full): the appearance that begins with the buffer
 */
CelebrityAppearance *celebrity_appearance_new (const CelebrityLogPerson *person,
    const CelebrityInterval *interval);
void celebrity_appearance_free (CelebrityAppearance *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (CelebrityAppearance, celebrity_appearance_free)

/**
 * celebrity_appearance_hash:
 * @key: (type CelebrityAppearance): only its name and id matter
 *
 * Returns: a hash of the person, by id, or by name if there is no id
 */
guint celebrity_appearance_hash (gconstpointer key);

/**
 * celebrity_appearance_is_same_person:
 * @a: (type CelebrityAppearance): only its name and id matter
 * @b: (type CelebrityAppearance): only its name and id matter
 *
 * Returns: whether both are of the same person: by id, or by name if neither
 *   has an id
 */
gboolean celebrity_appearance_is_same_person (gconstpointer a, gconstpointer b);

/**
 * celebrity_appearance_extend:
 *
 * Adds a buffer with the person. If the person is on it more than once (mirror,
 * split screen), that is still one appearance.
 */
void celebrity_appearance_extend (CelebrityAppearance *self,
    const CelebrityLogPerson *person, const CelebrityInterval *interval);

/**
 * celebrity_appearance_get_break:
 *
 * Returns: length of the break between the appearance and @interval, ns
 */
guint64 celebrity_appearance_get_break (const CelebrityAppearance *self,
    const CelebrityInterval *interval);

/**
 * celebrity_appearance_finish:
 *
 * Computes the mean confidence. Nothing may be added afterwards.
 */
void celebrity_appearance_finish (CelebrityAppearance *self);

/**
 * celebrity_appearance_compare:
 * @a: (type CelebrityAppearance**)
 * @b: (type CelebrityAppearance**)
 *
 * For g_ptr_array_sort(): by start, then track, then name, then id.
 */
gint celebrity_appearance_compare (gconstpointer a, gconstpointer b);

G_END_DECLS
