/* SPDX-License-Identifier: LGPL-2.1-or-later */

/*
 * demo-draw: draws the frames of the demonstration film.
 */

#pragma once

#include <cairo.h>
#include <glib.h>

G_BEGIN_DECLS

typedef struct _DemoPainter DemoPainter;

DemoPainter *demo_painter_new (void);
void demo_painter_free (DemoPainter *self);

/**
 * demo_painter_draw:
 * @surface: DEMO_WIDTH x DEMO_HEIGHT pixels
 * @frame: number of the frame, counted from 0
 */
void demo_painter_draw (DemoPainter *self, cairo_surface_t *surface,
    guint frame);

#define DEMO_N_BACKDROPS 3

/**
 * demo_backdrop_draw:
 * @scene: number of the scene, counted from 0
 *
 * Draws what is behind the people.
 */
void demo_backdrop_draw (cairo_t *cr, guint scene);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (DemoPainter, demo_painter_free)

G_END_DECLS
