/* SPDX-License-Identifier: LGPL-2.1-or-later */

/*
 * rek-page-pipeline: parses pages in threads of its own while the next ones are
 * being fetched, and joins them to results in their order.
 *
 * At most REK_PARSER_QUEUE pages wait and REK_PARSER_THREADS are being parsed;
 * rek_parser_push() blocks until there is room, so memory is bounded by a few
 * pages, however long the job is.
 */

#pragma once

#include <gio/gio.h>

#include "results/rek-results.h"

G_BEGIN_DECLS

#define REK_PARSER_QUEUE 3
#define REK_PARSER_THREADS 2

/**
 * REK_PARSER_MAX_EMPTY_PAGES:
 *
 * This many pages in a row without a detection are an error: otherwise a fetch
 * without results could last for hours.
 */
#define REK_PARSER_MAX_EMPTY_PAGES 1000

/**
 * RekParserPageFunc:
 * @n_pages: pages parsed so far
 * @n_detections: detections so far
 *
 * Called after each page, in their order, in one of the parser's threads.
 */
typedef void (
    *RekParserPageFunc) (guint n_pages, guint n_detections, gpointer user_data);

/**
 * RekParserCheckFunc:
 * @page: (inout): the next page; its info and token may be changed
 * @error: why the results can't be used
 *
 * Called for each page in their order, in one of the parser's threads, before
 * anything is made of the page.
 *
 * Returns: whether the page is one of the results
 */
typedef gboolean (
    *RekParserCheckFunc) (RekPage *page, gpointer user_data, GError **error);

typedef struct _RekParser RekParser;

/**
 * rek_parser_new:
 * @job_id: (nullable): the job that pages must belong to; pages that name no
 *   job do; NULL: that of the first page that names one
 * @page_func: (nullable): called after each page, without a lock
 *
 * Returns: (transfer full) (nullable): a parser whose threads run; NULL with
 *   @error set if no thread can be created
 */
RekParser *rek_parser_new (const char *job_id, RekParserPageFunc page_func,
    gpointer user_data, GError **error);

/**
 * rek_parser_set_check_func:
 * @check_func: decides about pages instead of the parser's own check, which
 *   is for pages as the service sends them: each belongs to the job, has the
 *   token that was found in its bytes, and is not another operation's
 * @user_data: (transfer full): the parser's; lives at least as long as it
 * @destroy: frees @user_data
 *
 * To be called once, before the first page is pushed.
 */
void rek_parser_set_check_func (RekParser *parser,
    RekParserCheckFunc check_func, gpointer user_data, GDestroyNotify destroy);

/**
 * rek_parser_get_end:
 *
 * Returns: (transfer none): cancelled, from any thread, when no more pages are
 *   needed: a request for the next page can then be abandoned
 */
GCancellable *rek_parser_get_end (RekParser *parser);

/**
 * rek_parser_push:
 * @body: bytes of the next page
 * @next_token: (nullable): what rek_token_scan() found in it; not looked at if
 *   there is a check function
 *
 * Waits while the queue is full.
 *
 * Returns: FALSE if no more pages are needed, because one was broken, too many
 *   were empty, or one said that the job has not succeeded: rek_parser_finish()
 *   returns the reason
 */
gboolean rek_parser_push (RekParser *parser, GBytes *body,
    const char *next_token);

/**
 * rek_parser_cancel:
 *
 * Wakes threads that wait in rek_parser_push() or rek_parser_finish(), and ends
 * the parsing after the current pages. May be called from any thread.
 */
void rek_parser_cancel (RekParser *parser);

/**
 * rek_parser_finish:
 * @error: REK_ERROR_INVALID with the number of the page and what is wrong, or
 *   because no page has a member Celebrities; what the check function gave;
 *   REK_ERROR_LOOP after REK_PARSER_MAX_EMPTY_PAGES, or G_IO_ERROR_CANCELLED
 *   after rek_parser_cancel()
 *
 * Waits until all pages are parsed. Where a page says that the job has not
 * succeeded the results' info is that page's.
 *
 * Returns: (transfer full) (nullable): the results
 */
RekResults *rek_parser_finish (RekParser *parser, GError **error);

/**
 * rek_parser_free:
 *
 * Drops what is queued. Waits for the pages that are being parsed, but no
 * longer than a quarter of a second: then the threads end by themselves and
 * @page_func is not called any more. A call of @page_func that has begun is
 * waited for.
 */
void rek_parser_free (RekParser *parser);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (RekParser, rek_parser_free)

G_END_DECLS
