/* SPDX-License-Identifier: LGPL-2.1-or-later */

/*
 * rek-pool: the memory of one job's detections.
 *
 * Detections are allocated in large blocks that are freed together. Each
 * string, person and list of landmark types is stored only once.
 *
 * A pool is written by one thread at a time. Once it is complete, any thread
 * may read its contents.
 */

#pragma once

#include "results/rek-detection.h"

G_BEGIN_DECLS

typedef struct _RekPool RekPool;

RekPool *rek_pool_new (void);
RekPool *rek_pool_ref (RekPool *pool);
void rek_pool_unref (RekPool *pool);

/**
 * rek_pool_alloc:
 * @size: bytes
 *
 * Returns: (transfer none): zeroed memory, aligned for any value, that lives
 *   as long as the pool
 */
gpointer rek_pool_alloc (RekPool *pool, gsize size);

/**
 * rek_pool_memdup:
 * @data: (nullable): what to copy
 * @size: bytes
 *
 * Returns: (transfer none) (nullable): a copy in the pool; NULL for NULL
 */
gpointer rek_pool_memdup (RekPool *pool, gconstpointer data, gsize size);

/**
 * rek_pool_intern:
 * @string: (nullable): a string
 *
 * Returns: (transfer none) (nullable): the pool's one copy of it; NULL for
 *   NULL
 */
const char *rek_pool_intern (RekPool *pool, const char *string);

/**
 * rek_pool_person:
 * @id: (nullable): the celebrity's id
 * @name: (nullable): the celebrity's name
 * @known_gender: (nullable): KnownGender.Type
 * @urls: (nullable) (array zero-terminated=1): the urls
 *
 * Returns: (transfer none) (nullable): the pool's one person with all of
 *   these; NULL if both @id and @name are NULL or ""
 */
const RekPerson *rek_pool_person (RekPool *pool, const char *id,
    const char *name, const char *known_gender, const char *const *urls);

/**
 * rek_pool_landmark_types:
 * @types: (array length=n_types): types; any strings
 *
 * Returns: (transfer none) (nullable): the pool's one list of these; NULL for
 *   an empty one
 */
const RekLandmarkTypes *rek_pool_landmark_types (RekPool *pool,
    const char *const *types, guint n_types);

/**
 * rek_pool_detection:
 * @detection: what to copy; @person, @landmark_types and @attributes must
 *   already be the pool's, @body and @landmarks are copied
 *
 * Returns: (transfer none): the copy in the pool
 */
const RekDetection *rek_pool_detection (RekPool *pool,
    const RekDetection *detection);

/**
 * rek_pool_get_size:
 *
 * Returns: bytes that the pool's blocks hold
 */
gsize rek_pool_get_size (const RekPool *pool);

/**
 * rek_pool_get_n_people:
 *
 * Returns: number of distinct identities
 */
guint rek_pool_get_n_people (const RekPool *pool);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (RekPool, rek_pool_unref)

G_END_DECLS
