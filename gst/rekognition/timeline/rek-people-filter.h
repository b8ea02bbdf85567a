/* SPDX-License-Identifier: LGPL-2.1-or-later */

/*
 * rek-people-filter: selects people of a job by name or id. Immutable.
 */

#pragma once

#include "results/rek-detection.h"

G_BEGIN_DECLS

typedef struct _RekPeopleFilter RekPeopleFilter;

/**
 * rek_people_filter_new:
 * @people: (nullable) (array zero-terminated=1): names and ids
 *
 * Returns: (transfer full) (nullable): a filter; NULL, which stands for
 *   everybody, if @people is NULL or empty
 */
RekPeopleFilter *rek_people_filter_new (const char *const *people);

RekPeopleFilter *rek_people_filter_ref (RekPeopleFilter *filter);
void rek_people_filter_unref (RekPeopleFilter *filter);

/**
 * rek_people_filter_get_people:
 * @filter: (nullable)
 *
 * Returns: (transfer none) (array zero-terminated=1): its names and ids
 */
const char *const *rek_people_filter_get_people (const RekPeopleFilter *filter);

/**
 * rek_people_filter_equal:
 * @a: (nullable)
 * @b: (nullable)
 *
 * Returns: whether both have the same names and ids in the same order
 */
gboolean rek_people_filter_equal (const RekPeopleFilter *a,
    const RekPeopleFilter *b);

/**
 * rek_people_filter_matches:
 * @filter: (nullable): NULL matches everybody
 *
 * Returns: whether the name or the id of @person is among those of @filter
 */
gboolean rek_people_filter_matches (const RekPeopleFilter *filter,
    const RekPerson *person);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (RekPeopleFilter, rek_people_filter_unref)

G_END_DECLS
