/* SPDX-License-Identifier: LGPL-2.1-or-later */

/*
 * film-file: films whose frames show their own number, so that one can tell
 * which frame it is whatever container and codec it went through.
 */

#pragma once

#include <gst/gst.h>

G_BEGIN_DECLS

#define FILM_FILE_WIDTH 160
#define FILM_FILE_HEIGHT 90
#define FILM_FILE_N_FRAMES 120

/**
 * FilmFileSpeed:
 * @FILM_FILE_CONSTANT: 30000/1001 frames a second
 * @FILM_FILE_VARIABLE: from 8 to 150 ms a frame, and no rate in the caps
 */
typedef enum {
  FILM_FILE_CONSTANT,
  FILM_FILE_VARIABLE,
} FilmFileSpeed;

/**
 * film_file_get_time:
 * @n: from 0 to FILM_FILE_N_FRAMES
 *
 * Returns: when frame @n begins, ns from the film's first frame on
 */
GstClockTime film_file_get_time (FilmFileSpeed speed, guint n);

/**
 * film_file_make:
 * @launch: from what takes raw frames to a muxer; further branches may follow
 *   on a muxer named "mux"
 * @first: PTS of the first frame, ns
 *
 * Writes @path; the test fails where that fails.
 */
void film_file_make (const char *path, const char *launch, FilmFileSpeed speed,
    GstClockTime first);

/**
 * film_file_get_number:
 * @buffer: a decoded frame, with 8 bits of luma first
 *
 * Returns: the frame's number, from 0
 */
guint film_file_get_number (GstBuffer *buffer, const GstCaps *caps);

G_END_DECLS
