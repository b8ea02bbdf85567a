/* SPDX-License-Identifier: LGPL-2.1-or-later */

/*
 * soak-film: a pipeline with all three elements, a test picture for a film and
 * an invented job. What fails ends the program.
 */

#pragma once

#include <gst/gst.h>

G_BEGIN_DECLS

#define SOAK_FILM_FPS 60

typedef struct {
  GstElement *pipeline;
  GstBus *bus;
} SoakFilm;

/**
 * soak_film_init:
 * @endpoint_uri: who serves the job "synthetic"
 * @n_frames: how long it is; -1: endless
 * @sync: whether a frame waits for its time
 */
void soak_film_init (SoakFilm *film, const char *endpoint_uri, int n_frames,
    gboolean sync);

/**
 * soak_film_clear:
 *
 * Sets the pipeline to NULL, which has to be done within a second, and frees
 * it.
 */
void soak_film_clear (SoakFilm *film);

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (SoakFilm, soak_film_clear)

/**
 * soak_film_set_state:
 *
 * Does not wait.
 */
void soak_film_set_state (SoakFilm *film, GstState state);

/**
 * soak_film_poll:
 * @types: messages to wait for; errors and warnings end the program
 * @patience: for how long
 *
 * Returns: whether one of them came
 */
gboolean soak_film_poll (SoakFilm *film, GstMessageType types,
    GstClockTime patience);

/**
 * soak_film_wait:
 *
 * The same; where none comes the program ends.
 */
void soak_film_wait (SoakFilm *film, GstMessageType types);

/**
 * soak_film_fetch:
 *
 * Sets the pipeline to PAUSED and waits until the results are there and the
 * first frame, with people on it, is.
 */
void soak_film_fetch (SoakFilm *film);

/**
 * soak_film_get_n_people:
 *
 * Returns: how many people are on the last frame that arrived
 */
guint soak_film_get_n_people (SoakFilm *film);

G_END_DECLS
