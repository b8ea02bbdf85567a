/* SPDX-License-Identifier: LGPL-2.1-or-later */

#include "support/element/fault-table.h"

#include <string.h>

#define TEN "0123456789"
#define FIFTY TEN TEN TEN TEN TEN
#define TRICKLE_MS 20
#define N_SLOW_BYTES 10
#define MIB ((gsize) 1024 * 1024)
#define BOMB_SIZE (65 * MIB)
#define HEADERS_SIZE (4 * MIB)
#define PIECE "{\"JobStatus\":\"SUCC"
#define HTML "<html><body>Please log in</body></html>"

#define HEAD(status) "HTTP/1.1 " status "\r\nConnection: close\r\n"
#define EMPTY(status, headers) HEAD (status) headers "Content-Length: 0\r\n\r\n"
#define PAGE_OF_HTML(status) \
  HEAD (status) "Content-Type: text/html\r\nContent-Length: 39\r\n\r\n" HTML
#define CONTINUE "HTTP/1.1 100 Continue\r\n\r\n"

/* @texts: the data that the steps send, owned by the script. */
struct _FaultScript {
  GArray *steps;
  GPtrArray *texts;
};

FaultScript *
fault_script_new (void)
{
  FaultScript *script = g_new (FaultScript, 1);

  script->steps = g_array_new (TRUE, TRUE, sizeof (ScriptedStep));
  script->texts = g_ptr_array_new_with_free_func (g_free);
  return script;
}

void
fault_script_free (FaultScript *script)
{
  g_array_unref (script->steps);
  g_ptr_array_unref (script->texts);
  g_free (script);
}

const ScriptedStep *
fault_script_get_steps (FaultScript *script)
{
  return (const ScriptedStep *) (gpointer) script->steps->data;
}

guint
fault_script_get_n_steps (const FaultScript *script)
{
  return script->steps->len;
}

void
fault_script_add (FaultScript *script, ScriptedStep step)
{
  g_array_append_val (script->steps, step);
}

static void
add_action (FaultScript *script, ScriptedAction action)
{
  fault_script_add (script, (ScriptedStep){ .action = action });
}

static void
add_send (FaultScript *script, char *text, gsize size)
{
  g_ptr_array_add (script->texts, text);
  fault_script_add (script, (ScriptedStep){ SCRIPTED_SEND, text, size, 0 });
}

void
fault_script_answer (FaultScript *script, const char *status,
    const char *headers, const char *body)
{
  add_action (script, SCRIPTED_READ);
  add_send (script,
      g_strdup_printf ("HTTP/1.1 %s\r\n%sContent-Length: %" G_GSIZE_FORMAT
                       "\r\n\r\n%s",
          status, headers != NULL ? headers : "", strlen (body), body),
      0);
}

void
fault_script_hang (FaultScript *script)
{
  add_action (script, SCRIPTED_HANG);
}

static void
append_refusal (FaultScript *script, const Fault *fault G_GNUC_UNUSED,
    const char *body G_GNUC_UNUSED)
{
  add_action (script, SCRIPTED_END);
}

static void
append_begin (FaultScript *script, const Fault *fault)
{
  add_action (script, SCRIPTED_READ);
  if (fault->text != NULL)
    fault_script_add (script,
        (ScriptedStep){ SCRIPTED_SEND, fault->text, 0, 0 });
}

static void
append_and_close (FaultScript *script, const Fault *fault,
    const char *body G_GNUC_UNUSED)
{
  append_begin (script, fault);
  add_action (script, SCRIPTED_CLOSE);
}

static void
append_and_reset (FaultScript *script, const Fault *fault,
    const char *body G_GNUC_UNUSED)
{
  append_begin (script, fault);
  add_action (script, SCRIPTED_RESET);
}

static void
append_and_hang (FaultScript *script, const Fault *fault,
    const char *body G_GNUC_UNUSED)
{
  append_begin (script, fault);
  add_action (script, SCRIPTED_HANG);
}

static void
append_and_trickle (FaultScript *script, const Fault *fault,
    const char *body G_GNUC_UNUSED)
{
  append_begin (script, fault);
  fault_script_add (script,
      (ScriptedStep){ SCRIPTED_TRICKLE, FIFTY FIFTY FIFTY FIFTY FIFTY, 0,
          TRICKLE_MS });
  add_action (script, SCRIPTED_CLOSE);
}

static void
append_trickled_interim (FaultScript *script, const Fault *fault,
    const char *body G_GNUC_UNUSED)
{
  append_begin (script, fault);
  fault_script_add (script,
      (ScriptedStep){ SCRIPTED_TRICKLE,
          CONTINUE CONTINUE CONTINUE CONTINUE CONTINUE CONTINUE CONTINUE
              CONTINUE CONTINUE CONTINUE,
          0, TRICKLE_MS });
  add_action (script, SCRIPTED_CLOSE);
}

/* A header that never ends. */
static void
append_long_header (FaultScript *script, const Fault *fault,
    const char *body G_GNUC_UNUSED)
{
  char *header = g_malloc (HEADERS_SIZE);

  memset (header, 'a', HEADERS_SIZE);
  append_begin (script, fault);
  add_send (script, header, HEADERS_SIZE);
  add_action (script, SCRIPTED_CLOSE);
}

/* A body over the size limit. */
static void
append_long_body (FaultScript *script, const Fault *fault,
    const char *body G_GNUC_UNUSED)
{
  char *piece = g_malloc (MIB);

  memset (piece, ' ', MIB);
  g_ptr_array_add (script->texts, piece);
  append_begin (script, fault);
  for (guint i = 0; i < BOMB_SIZE / MIB; i++)
    fault_script_add (script, (ScriptedStep) SCRIPT_SEND_BYTES (piece, MIB));
  add_action (script, SCRIPTED_CLOSE);
}

/* A few kilobytes that decompress to more than the size limit. */
static void
append_bomb (FaultScript *script, const Fault *fault,
    const char *body G_GNUC_UNUSED)
{
  g_autoptr (GConverter) compressor =
      G_CONVERTER (g_zlib_compressor_new (G_ZLIB_COMPRESSOR_FORMAT_GZIP, 1));
  g_autofree char *plain = g_malloc0 (BOMB_SIZE);
  gsize size = BOMB_SIZE / 64;
  char *packed = g_malloc (size);
  gsize n_read, n_written;

  memset (plain, ' ', BOMB_SIZE);
  g_assert_cmpint (g_converter_convert (compressor, plain, BOMB_SIZE, packed,
                       size, G_CONVERTER_INPUT_AT_END, &n_read, &n_written,
                       NULL),
      ==, G_CONVERTER_FINISHED);
  append_begin (script, fault);
  add_send (script,
      g_strdup_printf ("Content-Length: %" G_GSIZE_FORMAT "\r\n\r\n",
          n_written),
      0);
  add_send (script, packed, n_written);
  add_action (script, SCRIPTED_CLOSE);
}

/* A good answer, with other headers before its length. */
static void
append_good (FaultScript *script, const Fault *fault, const char *body)
{
  append_begin (script, fault);
  add_send (script,
      g_strdup_printf ("Content-Length: %" G_GSIZE_FORMAT "\r\n\r\n%s",
          strlen (body), body),
      0);
  add_action (script, SCRIPTED_CLOSE);
}

/* A good answer whose last bytes arrive slowly. */
static void
append_good_slowly (FaultScript *script, const Fault *fault, const char *body)
{
  gsize size = strlen (body);
  gsize n_at_once = size - N_SLOW_BYTES;

  append_begin (script, fault);
  add_send (script,
      g_strdup_printf ("Content-Length: %" G_GSIZE_FORMAT "\r\n\r\n%.*s", size,
          (int) n_at_once, body),
      0);
  fault_script_add (script,
      (ScriptedStep) SCRIPT_TRICKLE (body + n_at_once, TRICKLE_MS));
  add_action (script, SCRIPTED_CLOSE);
}

static void
append_good_until_close (FaultScript *script, const Fault *fault,
    const char *body)
{
  append_begin (script, fault);
  add_send (script, g_strdup (body), 0);
  add_action (script, SCRIPTED_CLOSE);
}

static void
append_good_chunks (FaultScript *script, const Fault *fault, const char *body)
{
  append_begin (script, fault);
  add_send (script,
      g_strdup_printf ("1;a=b\r\n%c\r\n%" G_GSIZE_MODIFIER
                       "x\r\n%s\r\n0\r\nX-Trailer: a\r\n\r\n",
          *body, strlen (body) - 1, body + 1),
      0);
  add_action (script, SCRIPTED_CLOSE);
}

static const Fault faults[] = {
  { "refused", append_refusal, NULL, GST_RESOURCE_ERROR_OPEN_READ, FALSE, FALSE,
      0 },

  { "closed", append_and_close, NULL, GST_RESOURCE_ERROR_READ, TRUE, TRUE, 0 },
  { "reset", append_and_reset, NULL, GST_RESOURCE_ERROR_READ, TRUE, TRUE, 0 },
  { "hang", append_and_hang, NULL, GST_RESOURCE_ERROR_READ, TRUE, TRUE, 1 },
  { "garbage", append_and_close, "SSH-2.0-server\r\n", GST_RESOURCE_ERROR_READ,
      TRUE, TRUE, 0 },

  { "headers-cut", append_and_close, "HTTP/1.1 200 OK\r\nContent-Le",
      GST_RESOURCE_ERROR_READ, TRUE, TRUE, 0 },
  { "headers-trickle", append_and_trickle,
      "HTTP/1.1 200 OK\r\nX-A: ", GST_RESOURCE_ERROR_READ, TRUE, TRUE, 2 },
  { "headers-oversized", append_long_header,
      "HTTP/1.1 200 OK\r\nX-A: ", GST_RESOURCE_ERROR_READ, TRUE, TRUE, 0 },
  { "endless-1xx", append_trickled_interim, CONTINUE, GST_RESOURCE_ERROR_READ,
      TRUE, TRUE, 2 },
  { "switching-protocols", append_and_close,
      EMPTY ("101 Switching Protocols", "Upgrade: websocket\r\n"),
      GST_RESOURCE_ERROR_READ, TRUE, TRUE, 0 },

  { "body-cut", append_and_close,
      HEAD ("200 OK") "Content-Length: 900\r\n\r\n" PIECE,
      GST_RESOURCE_ERROR_READ, TRUE, TRUE, 0 },
  { "body-reset", append_and_reset,
      HEAD ("200 OK") "Content-Length: 900\r\n\r\n" PIECE,
      GST_RESOURCE_ERROR_READ, TRUE, TRUE, 0 },
  { "body-hang", append_and_hang,
      HEAD ("200 OK") "Content-Length: 900\r\n\r\n" PIECE,
      GST_RESOURCE_ERROR_READ, TRUE, TRUE, 2 },
  { "body-trickle", append_and_trickle,
      HEAD ("200 OK") "Content-Length: 900\r\n\r\n" PIECE,
      GST_RESOURCE_ERROR_READ, TRUE, TRUE, 2 },
  { "body-of-terabytes", append_and_hang,
      HEAD ("200 OK") "Content-Length: 99999999999999\r\n\r\n" PIECE,
      GST_RESOURCE_ERROR_READ, TRUE, TRUE, 2 },
  { "body-oversized", append_long_body, HEAD ("200 OK") "\r\n",
      GST_RESOURCE_ERROR_READ, FALSE, FALSE, 0 },
  { "body-cut-no-length", append_and_close, HEAD ("200 OK") "\r\n" PIECE,
      GST_RESOURCE_ERROR_READ, TRUE, TRUE, 0 },
  { "body-empty", append_and_close, EMPTY ("200 OK", ""),
      GST_RESOURCE_ERROR_READ, TRUE, TRUE, 0 },
  { "chunk-cut", append_and_close,
      HEAD ("200 OK") "Transfer-Encoding: chunked\r\n\r\n100\r\n" PIECE,
      GST_RESOURCE_ERROR_READ, TRUE, TRUE, 0 },
  { "chunks-cut", append_and_close,
      HEAD ("200 OK") "Transfer-Encoding: chunked\r\n\r\n12\r\n" PIECE "\r\n",
      GST_RESOURCE_ERROR_READ, TRUE, TRUE, 0 },
  { "chunk-garbage", append_and_close,
      HEAD ("200 OK") "Transfer-Encoding: chunked\r\n\r\nzz\r\n" PIECE "\r\n",
      GST_RESOURCE_ERROR_READ, TRUE, TRUE, 0 },
  { "gzip-garbage", append_and_close,
      HEAD (
          "200 OK") "Content-Encoding: gzip\r\nContent-Length: 18\r\n\r\n" PIECE,
      GST_RESOURCE_ERROR_READ, TRUE, TRUE, 0 },
  { "gzip-bomb", append_bomb, HEAD ("200 OK") "Content-Encoding: gzip\r\n",
      GST_RESOURCE_ERROR_READ, FALSE, FALSE, 0 },

  { "html", append_and_close, PAGE_OF_HTML ("200 OK"), GST_RESOURCE_ERROR_READ,
      TRUE, TRUE, 0 },
  { "html-404", append_and_close, PAGE_OF_HTML ("404 Not Found"),
      GST_RESOURCE_ERROR_READ, FALSE, TRUE, 0 },
  { "html-500", append_and_close, PAGE_OF_HTML ("500 Internal Server Error"),
      GST_RESOURCE_ERROR_READ, TRUE, TRUE, 0 },
  { "no-content", append_and_close, HEAD ("204 No Content") "\r\n",
      GST_RESOURCE_ERROR_READ, FALSE, TRUE, 0 },
  { "redirect", append_and_close,
      EMPTY ("307 Temporary Redirect", "Location: http://127.0.0.1:1/\r\n"),
      GST_RESOURCE_ERROR_READ, FALSE, TRUE, 0 },
  { "status-429", append_and_close, EMPTY ("429 Too Many Requests", ""),
      GST_RESOURCE_ERROR_BUSY, TRUE, TRUE, 0 },
  { "status-500", append_and_close, EMPTY ("500 Internal Server Error", ""),
      GST_RESOURCE_ERROR_READ, TRUE, TRUE, 0 },
  { "status-503", append_and_close, EMPTY ("503 Slow Down", ""),
      GST_RESOURCE_ERROR_READ, TRUE, TRUE, 0 },
  { "retry-after-a-year", append_and_close,
      EMPTY ("503 Slow Down", "Retry-After: 31536000\r\n"),
      GST_RESOURCE_ERROR_READ, FALSE, FALSE, 0 },
  { "retry-after-a-date", append_and_close,
      EMPTY ("429 Slow Down", "Retry-After: Fri, 31 Dec 2099 23:59:59 GMT\r\n"),
      GST_RESOURCE_ERROR_BUSY, FALSE, FALSE, 0 },
  { "retry-after-garbage", append_and_close,
      EMPTY ("503 Slow Down", "Retry-After: -99999999999999999999\r\n"),
      GST_RESOURCE_ERROR_READ, TRUE, TRUE, 0 },
  { "other-clock", append_and_close,
      EMPTY ("403 Forbidden",
          "x-amzn-ErrorType: RequestTimeTooSkewed\r\n"
          "Date: Sun, 06 Nov 1994 08:49:37 GMT\r\n"),
      GST_RESOURCE_ERROR_NOT_AUTHORIZED, TRUE, TRUE, 0 },

  { "interim", append_good,
      CONTINUE "HTTP/1.1 103 Early Hints\r\nLink: </a>\r\n\r\n" HEAD ("200 OK"),
      0, FALSE, FALSE, 0 },
  { "chunked", append_good_chunks,
      HEAD ("200 OK") "Transfer-Encoding: chunked\r\n\r\n", 0, FALSE, FALSE,
      0 },
  { "slow", append_good_slowly, HEAD ("200 OK"), 0, FALSE, FALSE, 0 },
  { "until-close", append_good_until_close, HEAD ("200 OK") "\r\n", 0, FALSE,
      FALSE, 0 },
  { "other-type", append_good,
      HEAD ("200 OK") "Content-Type: text/html; charset=utf-16\r\n", 0, FALSE,
      FALSE, 0 },
  { "http-1.0", append_good, "HTTP/1.0 200 OK\r\n", 0, FALSE, FALSE, 0 },
  { "dropped", append_good, "HTTP/1.1 200 OK\r\nConnection: keep-alive\r\n", 0,
      FALSE, FALSE, 0 },
};

const Fault *
fault_table_get (guint *n_faults)
{
  *n_faults = G_N_ELEMENTS (faults);
  return faults;
}
