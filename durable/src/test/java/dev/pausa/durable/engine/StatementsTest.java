package dev.pausa.durable.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pausa.durable.Durable;
import dev.pausa.durable.Rule;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What a step costs: statements, commits, and what the database looks at for a statement. */
class StatementsTest extends EngineFixture {
    /** What is made from the start of a call to the start of the next one. */
    record Cost(int statements, int commits) {
        Cost since(Cost before) {
            return new Cost(statements - before.statements, commits - before.commits);
        }
    }

    private static final int MANY = 300;

    @ParameterizedTest
    @EnumSource(Databases.class)
    @Rule("E2")
    void a_step_is_one_commit_also_after_many_steps(Databases database) throws Exception {
        List<Cost> each = costs(database, "many");
        assertThat(usual(each.subList(0, 50))).isEqualTo(new Cost(4, 1));
        assertThat(usual(each.subList(MANY - 50, MANY - 1))).isEqualTo(new Cost(4, 1));
    }

    @ParameterizedTest
    @EnumSource(Databases.class)
    @Rule("E3")
    void a_transaction_is_one_commit_also_after_many_transactions(Databases database) throws Exception {
        List<Cost> each = costs(database, "manyTransactions");
        assertThat(usual(each.subList(0, 50))).isEqualTo(new Cost(3, 1));
        assertThat(usual(each.subList(MANY - 50, MANY - 1))).isEqualTo(new Cost(3, 1));
    }

    /** Returns what was made from each call to the next. */
    private List<Cost> costs(Databases database, String body) throws Exception {
        FaultySource counted = new FaultySource(database.source(), FaultySource.Fault.LOST, -1);
        Programs.COSTS.clear();
        Programs.cost = () -> new Cost(counted.statements(), counted.commits());
        try (Durable durable = Programs.open(counted, namespace)
                .threads(1)
                .poll(Duration.ofMinutes(1))
                .heartbeat(Duration.ofMinutes(1))
                .start()) {
            assertThat(get(durable.<Integer, Integer>start(body, "one", MANY))).isEqualTo(MANY);
        }
        List<Cost> costs = new ArrayList<>();
        for (int i = 1; i < MANY; i++) {
            costs.add(Programs.COSTS.get(i).since(Programs.COSTS.get(i - 1)));
        }
        return costs;
    }

    /** Returns what most took: now and then the clock is asked, and the scheduler works. */
    private static Cost usual(List<Cost> costs) {
        Map<Cost, Long> often =
                costs.stream().collect(Collectors.groupingBy(Function.identity(), Collectors.counting()));
        return often.entrySet().stream()
                .max(Map.Entry.comparingByValue())
                .orElseThrow()
                .getKey();
    }

    /** A table has no statistics before it was vacuumed for the first time; a namespace can be all that is in it. */
    @Test
    void an_instance_is_found_by_its_key_also_in_a_table_without_statistics() throws Exception {
        Programs.open(Databases.POSTGRESQL.source(), namespace)
                .threads(0)
                .start()
                .close();
        try (Connection connection = Databases.POSTGRESQL.source().getConnection();
                Statement statement = connection.createStatement()) {
            connection.setAutoCommit(false);
            statement.execute("create temporary table many (like pausa_instance including all)");
            statement.execute("insert into many (namespace, id, run, body, body_version, argument, version, seq, kind,"
                    + " name, mac, token, state, due, fence, attempt, tries, failures) select 'one', 'id-' || n,"
                    + " 'run-' || n, 'body', 1, '', 0, 0, 'BEGIN', '', '', '', 'RUNNABLE', current_timestamp, 0, 0, 0,"
                    + " 0 from generate_series(1, 1000) n");
            statement.execute("set plan_cache_mode = force_generic_plan");
            statement.execute("prepare find (varchar, varchar) as select * from many where namespace = $1 and id = $2");
            try (ResultSet plan = statement.executeQuery("explain execute find ('one', 'id-7')")) {
                assertThat(plan.next()).isTrue();
                assertThat(plan.getString(1)).contains("using many_pkey");
            }
            connection.rollback();
        }
    }
}
