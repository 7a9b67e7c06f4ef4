package dev.pausa.service.http;

import dev.pausa.async.Cancellation;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.RoutingContext;
import io.vertx.ext.web.handler.HttpException;
import io.vertx.pgclient.PgException;
import io.vertx.sqlclient.ClosedConnectionException;
import java.io.IOException;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Answers requests that failed: a status, and {@code {"status": …, "error": "…"}}. */
public final class Problems {
    private static final Logger LOG = LoggerFactory.getLogger(Problems.class);
    private static final String AWAY = "the database is away; try again";

    private Problems() {}

    /**
     * Answers a request that failed; the failure handler of the routes.
     *
     * @param ctx the request
     */
    public static void answer(RoutingContext ctx) {
        HttpServerResponse response = ctx.response();
        if (response.ended() || response.closed() || response.headWritten()) {
            return;
        }
        Problem problem = problemOf(ctx.failure(), ctx.statusCode());
        if (problem.status() == 500) {
            LOG.error("{} {} failed", ctx.request().method(), ctx.request().path(), ctx.failure());
        }
        if (problem.status() == 503) {
            response.putHeader("Retry-After", "1");
        }
        if (!ctx.request().isEnded()) {
            dropTheRest(ctx);
        }
        response.setStatusCode(problem.status())
                .putHeader("Content-Type", "application/json")
                .end(new JsonObject()
                        .put("status", problem.status())
                        .put("error", problem.getMessage())
                        .toBuffer());
    }

    /** Reads what the client still sends, for it may not listen before it has sent all; but not for long. */
    private static void dropTheRest(RoutingContext ctx) {
        ctx.response().putHeader("Connection", "close");
        ctx.request().resume();
        ctx.vertx().setTimer(2000, late -> ctx.request().connection().close());
    }

    private static Problem problemOf(@Nullable Throwable failure, int status) {
        if (failure instanceof Problem problem) {
            return problem;
        }
        if (failure instanceof TimeoutException) {
            return new Problem(503, "this took too long, and was given up; try again");
        }
        if (failure instanceof PgException answered) {
            return problemOf(answered);
        }
        if (failure instanceof IOException || failure instanceof ClosedConnectionException) {
            return new Problem(503, AWAY);
        }
        if (failure instanceof Cancellation) {
            return new Problem(503, "the service is shutting down; try again");
        }
        return failure instanceof HttpException thrown
                ? new Problem(thrown.getStatusCode(), "" + thrown.getPayload())
                : unexpected(status);
    }

    private static Problem problemOf(PgException answered) {
        String state = answered.getSqlState() == null ? "" : answered.getSqlState();
        return switch (state.length() < 2 ? "" : state.substring(0, 2)) {
            case "08", "25", "53", "57" -> new Problem(503, AWAY); // lost, too slow, full, or shut down
            case "40" -> new Problem(503, "others were changing the same; try again");
            default -> unexpected(500);
        };
    }

    private static Problem unexpected(int status) {
        return switch (status) {
            case 404 -> new Problem(404, "there is nothing here");
            case 405 -> new Problem(405, "this cannot be done here");
            default -> new Problem(status < 400 ? 500 : status, "this failed, and was logged");
        };
    }
}
