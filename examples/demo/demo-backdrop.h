/* SPDX-License-Identifier: LGPL-2.1-or-later */

/*
 * demo-backdrop: what is behind the people of the demonstration film.
 */

#pragma once

#include <cairo.h>
#include <glib.h>

G_BEGIN_DECLS

#define DEMO_N_BACKDROPS 3

/**
 * demo_backdrop_draw:
 * @scene: number of the scene, from 0
 */
void demo_backdrop_draw (cairo_t *cr, guint scene);

G_END_DECLS
