/* SPDX-License-Identifier: LGPL-2.1-or-later */

/*
 * celebritylogturn: whose turn it is to write to a place that several logs of
 * this process may write to, as standard output.
 *
 * A pipe takes only PIPE_BUF bytes at once; whoever has the turn may write a
 * longer line in parts, and no other log writes into it. The turns are the
 * process's, because its standard output is.
 */

#pragma once

#include <glib.h>
#include <sys/types.h>

G_BEGIN_DECLS

/**
 * CelebrityLogFileId:
 * @device: as fstat() has it
 * @inode: as fstat() has it
 *
 * What is written to, however many descriptors it has.
 */
typedef struct {
  dev_t device;
  ino_t inode;
} CelebrityLogFileId;

/**
 * celebrity_log_write_turn_take:
 * @place: must stay until celebrity_log_write_turn_end()
 * @end_time: until when to wait, monotonic time in microseconds
 *
 * Waits for the turn to write to @place. May be called from any thread.
 *
 * Returns: FALSE if it did not come in time
 */
gboolean celebrity_log_write_turn_take (const CelebrityLogFileId *place,
    gint64 end_time);

/**
 * celebrity_log_write_turn_end:
 * @place: as it was taken
 */
void celebrity_log_write_turn_end (const CelebrityLogFileId *place);

G_END_DECLS
