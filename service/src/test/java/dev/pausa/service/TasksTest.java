package dev.pausa.service;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pausa.diagnostics.Diagnostics;
import io.vertx.core.json.JsonObject;
import org.junit.jupiter.api.Test;

/** The dump of the tasks over HTTP. */
class TasksTest extends ServiceFixture {
    @Test
    void who_asks_on_this_machine_gets_the_tasks_in_their_scopes() throws Exception {
        JsonObject dump = new JsonObject(get("/tasks").body());
        assertThat(dump.getJsonArray("loops").encode()).contains("\"aftercare\"", "\"GET /tasks\"", "\"scopes\"");
    }

    @Test
    void who_asks_through_a_proxy_gets_none() throws Exception {
        var response = get(send(request("/tasks").header("X-Forwarded-For", "192.0.2.7")));
        assertThat(response.statusCode()).isEqualTo(403);
        assertThat(response.body()).contains("on the service's own machine alone");
    }

    @Test
    void without_tracking_there_are_none() throws Exception {
        Diagnostics.setTracking(false);
        try {
            var response = get("/tasks");
            assertThat(response.statusCode()).isEqualTo(404);
            assertThat(response.body()).contains("--no-tasks");
        } finally {
            Diagnostics.setTracking(true);
        }
    }
}
