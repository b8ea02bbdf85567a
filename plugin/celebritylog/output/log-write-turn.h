/* SPDX-License-Identifier: LGPL-2.1-or-later */

/*
 * log-write-turn: turns of writing to a file that several logs of this process
 * may share, such as standard output.
 *
 * A pipe takes only PIPE_BUF bytes atomically. The log that has the turn may
 * write a longer line in parts, and no other log writes in between. Turns are
 * global, since standard output is.
 */

#pragma once

#include <glib.h>
#include <sys/types.h>

G_BEGIN_DECLS

/**
 * CelebrityLogFileId:
 * @device: st_dev of fstat()
 * @inode: st_ino of fstat()
 *
 * Identifies an open file, regardless of the descriptor.
 */
typedef struct {
  dev_t device;
  ino_t inode;
} CelebrityLogFileId;

/**
 * celebrity_log_write_turn_take:
 * @id: the file; must stay valid until celebrity_log_write_turn_end()
 * @end_time: when to stop waiting, monotonic time in microseconds
 *
 * Waits for the turn to write to the file. May be called from any thread.
 *
 * Returns: FALSE if it was not available in time
 */
gboolean celebrity_log_write_turn_take (const CelebrityLogFileId *id,
    gint64 end_time);

/**
 * celebrity_log_write_turn_end:
 * @id: the same pointer as in celebrity_log_write_turn_take()
 */
void celebrity_log_write_turn_end (const CelebrityLogFileId *id);

G_END_DECLS
