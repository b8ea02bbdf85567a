/* SPDX-License-Identifier: LGPL-2.1-or-later */

/*
 * soak-film: a pipeline with all three elements, a test picture and a synthetic
 * job. Failures abort the program.
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
 * @endpoint_uri: URI of an endpoint that has the job "synthetic"
 * @n_frames: number of frames; -1: endless
 * @sync: whether the sink synchronises to the clock
 */
void soak_film_init (SoakFilm *film, const char *endpoint_uri, int n_frames,
    gboolean sync);

/**
 * soak_film_clear:
 *
 * Sets the pipeline to NULL, which must take less than a second, and frees it.
 */
void soak_film_clear (SoakFilm *film);

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (SoakFilm, soak_film_clear)

/**
 * soak_film_set_state:
 *
 * Sets the state without waiting for it.
 */
void soak_film_set_state (SoakFilm *film, GstState state);

/**
 * soak_film_poll:
 * @types: messages to wait for; errors and warnings abort the program
 * @patience: time limit
 *
 * Returns: whether one of them arrived
 */
gboolean soak_film_poll (SoakFilm *film, GstMessageType types,
    GstClockTime patience);

/**
 * soak_film_wait:
 *
 * Like soak_film_poll(), but aborts the program if none arrives.
 */
void soak_film_wait (SoakFilm *film, GstMessageType types);

/**
 * soak_film_fetch:
 *
 * Sets the pipeline to PAUSED and waits for the results and for the first
 * frame, which must have people on it.
 */
void soak_film_fetch (SoakFilm *film);

/**
 * soak_film_get_n_people:
 *
 * Returns: number of people on the last frame that arrived
 */
guint soak_film_get_n_people (SoakFilm *film);

G_END_DECLS
