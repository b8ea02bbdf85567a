/* SPDX-License-Identifier: LGPL-2.1-or-later */

/*
 * film-file: films whose frames show their own number, which can be read
 * whatever container and codec they went through.
 */

#pragma once

#include <gst/gst.h>

G_BEGIN_DECLS

#define FILM_FILE_WIDTH 160
#define FILM_FILE_HEIGHT 90
#define FILM_FILE_N_FRAMES 120

/**
 * FilmFileSpeed:
 * @FILM_FILE_CONSTANT: 30000/1001 frames per second
 * @FILM_FILE_VARIABLE: 8 to 150 ms per frame, without a frame rate in the caps
 */
typedef enum {
  FILM_FILE_CONSTANT,
  FILM_FILE_VARIABLE,
} FilmFileSpeed;

/**
 * film_file_get_time:
 * @n: from 0 to FILM_FILE_N_FRAMES
 *
 * Returns: start of frame @n, in ns after the first frame
 */
GstClockTime film_file_get_time (FilmFileSpeed speed, guint n);

/**
 * film_file_make:
 * @launch: launch line from raw frames to a muxer; with a muxer named "mux",
 *   further branches may follow
 * @first: PTS of the first frame, in ns
 *
 * Writes the film to @path; the test fails if that fails.
 */
void film_file_make (const char *path, const char *launch, FilmFileSpeed speed,
    GstClockTime first);

/**
 * film_file_get_number:
 * @buffer: a decoded frame in a format that begins with a plane of 8-bit luma
 *
 * Returns: the frame's number, from 0
 */
guint film_file_get_number (GstBuffer *buffer, const GstCaps *caps);

G_END_DECLS
