/* SPDX-License-Identifier: LGPL-2.1-or-later */

/*
 * util-path: file names as people write them in settings.
 */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * rekutil_path_expand:
 * @path: name of a file, for example "~/.aws/config" or "$XDG_CONFIG_HOME/aws"
 * @environment: (element-type utf8 utf8): variables and their values
 *
 * Expands a name as botocore does, first variables, then the home folder:
 *
 * - "$NAME" and "${NAME}" are replaced by the variable's value, which is not
 *   expanded again. If the variable is not set, the text is kept.
 * - A leading "~" is replaced by HOME of @environment. If that is not set or
 *   blank, as in system services and cron jobs, the home folder comes from the
 *   password database.
 * - A leading "~NAME" is replaced by the home folder of the user NAME.
 *
 * Returns: (transfer full): the expanded name; it still begins with "~" if the
 *   home folder is not known
 */
char *rekutil_path_expand (const char *path, GHashTable *environment);

G_END_DECLS
