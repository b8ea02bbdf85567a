/* SPDX-License-Identifier: LGPL-2.1-or-later */

#include "output/log-write-turn.h"

static GMutex mutex;
static GCond ended;
/* guarded by the mutex: the files that a log is writing to */
static GList *busy;

static gint
compare (gconstpointer a, gconstpointer b)
{
  const CelebrityLogFileId *one = a;
  const CelebrityLogFileId *other = b;

  return one->device != other->device || one->inode != other->inode;
}

gboolean
celebrity_log_write_turn_take (const CelebrityLogFileId *id, gint64 end_time)
{
  g_autoptr (GMutexLocker) G_GNUC_UNUSED locker = g_mutex_locker_new (&mutex);

  while (g_list_find_custom (busy, id, compare) != NULL) {
    if (!g_cond_wait_until (&ended, &mutex, end_time))
      return FALSE;
  }
  busy = g_list_prepend (busy, (gpointer) id);
  return TRUE;
}

void
celebrity_log_write_turn_end (const CelebrityLogFileId *id)
{
  g_autoptr (GMutexLocker) G_GNUC_UNUSED locker = g_mutex_locker_new (&mutex);

  busy = g_list_remove (busy, id);
  g_cond_broadcast (&ended);
}
