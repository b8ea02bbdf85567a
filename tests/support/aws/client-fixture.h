/* SPDX-License-Identifier: LGPL-2.1-or-later */

/*
 * client-fixture: an AwsClient, the scripted server it talks to, and a clock
 * that advances only while it waits.
 *
 * Its credentials come from a container agent: a transport that answers each
 * request with another session token.
 */

#pragma once

#include "client/aws-client.h"
#include "client/aws-error.h"
#include "support/common/scripted-server.h"

G_BEGIN_DECLS

#define SECOND ((gint64) G_USEC_PER_SEC)
#define SECRET_KEY "secret-key"
#define TOKEN "session-token-number-"
/* Sun, 06 Nov 1994 08:49:37 GMT */
#define START_US (784111777 * SECOND)

#define ANSWER(status, headers, body) \
  SCRIPT_SEND ("HTTP/1.1 " status "\r\nConnection: keep-alive\r\n" headers \
               "Transfer-Encoding: chunked\r\n\r\n" body "0\r\n\r\n")
#define OK ANSWER ("200 OK", "", "7\r\n{\"a\":1}\r\n")
#define ERROR_ANSWER(status, type) \
  ANSWER (status, "x-amzn-RequestId: id-1\r\nx-amzn-ErrorType: " type "\r\n", \
      "2\r\n{}\r\n")
#define THROTTLED ERROR_ANSWER ("400 Bad Request", "ThrottlingException")
#define EXPIRED ERROR_ANSWER ("400 Bad Request", "ExpiredTokenException")

typedef struct {
  ScriptedServer *server;
  UtilClock clock;
  AwsConfig *config;
  AwsTransport agent;
  guint n_tokens;
  gboolean is_agent_broken;
  AwsHttp *http;
  AwsTransport transport;
  AwsClient *client;
  GError *error;
  gint64 now_us;
  gint64 waits[8];
  guint n_waits;
  GCancellable *cancel_in_wait;
  GString *retries;
  GString *log;
} Fixture;

/**
 * fixture_start:
 *
 * Sets up everything for one test. The session tokens are TOKEN and a number
 * from 0.
 */
void fixture_start (Fixture *fixture, const ScriptedStep *steps);

void fixture_clear (Fixture *fixture);

/**
 * fixture_call:
 *
 * Returns: FALSE if the call failed; fixture->error says why
 */
gboolean fixture_call (Fixture *fixture);

/**
 * fixture_assert_header:
 *
 * Asserts the value of header @name of request number @index.
 */
void fixture_assert_header (Fixture *fixture, guint index, const char *name,
    const char *expected);

void fixture_assert_stats (Fixture *fixture, guint requests, guint retries);

void fixture_assert_attempts (Fixture *fixture, guint attempts);

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Fixture, fixture_clear)

G_END_DECLS
