/* SPDX-License-Identifier: LGPL-2.1-or-later */

#include "results/rek-pool.h"

#include <string.h>

/* Large enough that a page of 1000 detections takes a few blocks, small enough
 * that the unused end of the last one is small even for a short job. */
#define BLOCK_SIZE (32 * 1024)

struct _RekPool {
  GPtrArray *blocks;
  guint8 *free_space;
  gsize n_free;
  gsize n_bytes;
  GHashTable *strings;
  GHashTable *people;
  GHashTable *identities;
  GHashTable *landmark_types;
};

static guint
strv_hash (const char *const *strv)
{
  guint hash = 5381;

  for (; *strv != NULL; strv++)
    hash = hash * 33 + g_str_hash (*strv);
  return hash;
}

static guint
person_hash (gconstpointer key)
{
  const RekPerson *person = key;

  return g_str_hash (person->id) * 31 + g_str_hash (person->name) +
      strv_hash (person->urls);
}

static gboolean
person_equal (gconstpointer a, gconstpointer b)
{
  const RekPerson *one = a;
  const RekPerson *two = b;

  return g_str_equal (one->id, two->id) && g_str_equal (one->name, two->name) &&
      g_strcmp0 (one->known_gender, two->known_gender) == 0 &&
      g_strv_equal (one->urls, two->urls);
}

static guint
landmark_types_hash (gconstpointer key)
{
  const RekLandmarkTypes *list = key;
  guint hash = list->n_types;

  for (guint i = 0; i < list->n_types; i++)
    hash = hash * 31 + g_str_hash (list->types[i]);
  return hash;
}

static gboolean
landmark_types_equal (gconstpointer a, gconstpointer b)
{
  const RekLandmarkTypes *one = a;
  const RekLandmarkTypes *two = b;

  if (one->n_types != two->n_types)
    return FALSE;
  for (guint i = 0; i < one->n_types; i++) {
    if (!g_str_equal (one->types[i], two->types[i]))
      return FALSE;
  }
  return TRUE;
}

RekPool *
rek_pool_new (void)
{
  RekPool *pool = g_atomic_rc_box_new0 (RekPool);

  pool->blocks = g_ptr_array_new_with_free_func (g_free);
  pool->strings = g_hash_table_new (g_str_hash, g_str_equal);
  pool->people = g_hash_table_new (person_hash, person_equal);
  pool->identities = g_hash_table_new (g_str_hash, g_str_equal);
  pool->landmark_types =
      g_hash_table_new (landmark_types_hash, landmark_types_equal);
  return pool;
}

RekPool *
rek_pool_ref (RekPool *pool)
{
  return g_atomic_rc_box_acquire (pool);
}

static void
pool_clear (gpointer data)
{
  RekPool *pool = data;

  g_hash_table_unref (pool->strings);
  g_hash_table_unref (pool->people);
  g_hash_table_unref (pool->identities);
  g_hash_table_unref (pool->landmark_types);
  g_ptr_array_unref (pool->blocks);
}

void
rek_pool_unref (RekPool *pool)
{
  g_atomic_rc_box_release_full (pool, pool_clear);
}

static gpointer
add_block (RekPool *pool, gsize size)
{
  gpointer block = g_malloc0 (size);

  g_ptr_array_add (pool->blocks, block);
  pool->n_bytes += size;
  return block;
}

gpointer
rek_pool_alloc (RekPool *pool, gsize size)
{
  const gsize alignment = sizeof (gint64);
  gpointer space;

  g_return_val_if_fail (size <= G_MAXSIZE - alignment, NULL);

  /* An allocation of zero bytes has an address of its own, too. */
  size = MAX (size, 1);
  size = (size + alignment - 1) / alignment * alignment;
  /* A large allocation gets a block of its own, so that the current block
   * continues to be filled. */
  if (size > BLOCK_SIZE / 4)
    return add_block (pool, size);

  if (size > pool->n_free) {
    pool->free_space = add_block (pool, BLOCK_SIZE);
    pool->n_free = BLOCK_SIZE;
  }
  space = pool->free_space;
  pool->free_space += size;
  pool->n_free -= size;
  return space;
}

gpointer
rek_pool_memdup (RekPool *pool, gconstpointer data, gsize size)
{
  gpointer copy;

  if (data == NULL)
    return NULL;
  copy = rek_pool_alloc (pool, size);
  memcpy (copy, data, size);
  return copy;
}

const char *
rek_pool_intern (RekPool *pool, const char *string)
{
  char *known;

  if (string == NULL)
    return NULL;

  known = g_hash_table_lookup (pool->strings, string);
  if (known == NULL) {
    known = rek_pool_memdup (pool, string, strlen (string) + 1);
    g_hash_table_add (pool->strings, known);
  }
  return known;
}

/* A prefix that is never shown distinguishes ids from names. */
static guint
intern_identity (RekPool *pool, const char *id, const char *name)
{
  g_autofree char *key =
      g_strconcat (*id != '\0' ? "i" : "n", *id != '\0' ? id : name, NULL);
  gpointer known = g_hash_table_lookup (pool->identities, key);

  if (known == NULL) {
    known = GUINT_TO_POINTER (g_hash_table_size (pool->identities) + 1);
    g_hash_table_insert (pool->identities,
        rek_pool_memdup (pool, key, strlen (key) + 1), known);
  }
  return GPOINTER_TO_UINT (known);
}

static const char *const *
intern_strv (RekPool *pool, const char *const *strv)
{
  guint n = g_strv_length ((char **) strv);
  const char **copy = rek_pool_alloc (pool, (n + 1) * sizeof (char *));

  for (guint i = 0; strv[i] != NULL; i++)
    copy[i] = rek_pool_intern (pool, strv[i]);
  return copy;
}

const RekPerson *
rek_pool_person (RekPool *pool, const char *id, const char *name,
    const char *known_gender, const char *const *urls)
{
  static const char *const no_urls[] = { NULL };
  gboolean has_name = name != NULL && *name != '\0';
  RekPerson key = {
    .id = id != NULL ? id : "",
    .known_gender = known_gender,
    .urls = urls != NULL ? urls : no_urls,
  };
  RekPerson *person;

  key.name = has_name ? name : key.id;
  if (*key.name == '\0')
    return NULL;

  person = g_hash_table_lookup (pool->people, &key);
  if (person == NULL) {
    person = rek_pool_alloc (pool, sizeof (RekPerson));
    person->id = rek_pool_intern (pool, key.id);
    person->name = rek_pool_intern (pool, key.name);
    person->known_gender = rek_pool_intern (pool, known_gender);
    person->urls = intern_strv (pool, key.urls);
    person->identity = intern_identity (pool, key.id, key.name);
    g_hash_table_add (pool->people, person);
  }
  return person;
}

const RekLandmarkTypes *
rek_pool_landmark_types (RekPool *pool, const char *const *types, guint n_types)
{
  RekLandmarkTypes key = { .n_types = n_types, .types = types };
  RekLandmarkTypes *list;
  const char **copy;

  if (n_types == 0)
    return NULL;

  list = g_hash_table_lookup (pool->landmark_types, &key);
  if (list != NULL)
    return list;

  copy = rek_pool_alloc (pool, n_types * sizeof (char *));
  for (guint i = 0; i < n_types; i++)
    copy[i] = rek_pool_intern (pool, types[i]);
  list = rek_pool_alloc (pool, sizeof (RekLandmarkTypes));
  list->n_types = n_types;
  list->types = copy;
  g_hash_table_add (pool->landmark_types, list);
  return list;
}

const RekDetection *
rek_pool_detection (RekPool *pool, const RekDetection *detection)
{
  RekDetection *copy = rek_pool_memdup (pool, detection, sizeof (RekDetection));

  copy->body = rek_pool_memdup (pool, detection->body, sizeof (RekBox));
  copy->landmarks = NULL;
  if (detection->landmark_types != NULL)
    copy->landmarks = rek_pool_memdup (pool, detection->landmarks,
        detection->landmark_types->n_types * sizeof (RekPoint));
  return copy;
}

gsize
rek_pool_get_size (const RekPool *pool)
{
  return pool->n_bytes;
}

guint
rek_pool_get_n_people (const RekPool *pool)
{
  return g_hash_table_size (pool->identities);
}
