/* SPDX-License-Identifier: LGPL-2.1-or-later */

/*
 * celebrityappearance: one person on screen without a break.
 *
 * What it says does not depend on the order in which the moments came: the
 * same film played backwards gives the same. It takes the same memory, however
 * long it lasts.
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
 * @known_gender: (nullable): as "Female"
 * @urls: (array zero-terminated=1): web pages; may be empty
 * @track_id: number of the track that it starts with, 0: not known
 * @start: stream time of the first buffer with the person, ns
 * @end: when the last one is over, ns
 * @n_samples: distinct times at which the person was detected; buffers, where
 *   no detection is known
 * @max_confidence: percent, or NAN
 * @mean_confidence: over the samples, percent, or NAN; known when it is
 *   finished
 * @n_confidences: how many samples have a confidence
 * @sum: of these confidences
 * @recent: (nullable): the samples that the next buffer may have again, until
 *   it is finished
 *
 * To be read only.
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
 * @person: what is on the buffer of @interval; copied
 *
 * Returns: (transfer full): the appearance that begins with it
 */
CelebrityAppearance *celebrity_appearance_new (const CelebrityLogPerson *person,
    const CelebrityInterval *interval);
void celebrity_appearance_free (CelebrityAppearance *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (CelebrityAppearance, celebrity_appearance_free)

/**
 * celebrity_appearance_hash:
 * @key: (type CelebrityAppearance): only its name and id matter
 *
 * Returns: a hash of the person
 */
guint celebrity_appearance_hash (gconstpointer key);

/**
 * celebrity_appearance_is_same_person:
 * @a: (type CelebrityAppearance): only its name and id matter
 * @b: (type CelebrityAppearance): only its name and id matter
 *
 * Returns: whether both are of one person: by id, by name if there is none
 */
gboolean celebrity_appearance_is_same_person (gconstpointer a, gconstpointer b);

/**
 * celebrity_appearance_extend:
 *
 * Adds a buffer that the person is on. Several of one person at one interval
 * (mirror, split screen) are one appearance.
 */
void celebrity_appearance_extend (CelebrityAppearance *self,
    const CelebrityLogPerson *person, const CelebrityInterval *interval);

/**
 * celebrity_appearance_get_break:
 *
 * Returns: how long the person was away between it and @interval, ns
 */
guint64 celebrity_appearance_get_break (const CelebrityAppearance *self,
    const CelebrityInterval *interval);

/**
 * celebrity_appearance_finish:
 *
 * Works out the mean confidence. Nothing may be added any more.
 */
void celebrity_appearance_finish (CelebrityAppearance *self);

/**
 * celebrity_appearance_compare:
 * @a: (type CelebrityAppearance**)
 * @b: (type CelebrityAppearance**)
 *
 * To sort a GPtrArray by start, then track, then name, then id.
 */
gint celebrity_appearance_compare (gconstpointer a, gconstpointer b);

G_END_DECLS
