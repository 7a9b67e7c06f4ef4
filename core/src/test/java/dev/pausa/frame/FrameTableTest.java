package dev.pausa.frame;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pausa.frame.FrameTable.Point;
import dev.pausa.frame.FrameTable.Variable;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The state table and its text, which frame classes carry. */
class FrameTableTest {
    private static final FrameTable TABLE = new FrameTable(
            "Orders.load",
            "app.Orders",
            "load",
            "Orders.java",
            10,
            List.of(
                    new Point(12, false, List.of(new Variable("id", "J", "id$0"), new Variable("all", "[I", "all$1"))),
                    new Point(-1, true, List.of())));

    @Test
    void the_text_has_a_line_for_the_body_and_one_for_each_point() {
        assertThat(TABLE.format())
                .isEqualTo("Orders.load\tapp.Orders\tload\tOrders.java\t10\n12\t0\tid:J:id$0\tall:[I:all$1\n-1\t1");
        assertThat(FrameTable.parse(TABLE.format())).isEqualTo(TABLE);
    }

    /** A class file's names may have almost any character. */
    @Test
    void names_may_have_the_characters_that_separate_fields() {
        FrameTable odd = new FrameTable(
                "a\tb",
                "a\nb",
                "a:b",
                "50%3a.java",
                -1,
                List.of(new Point(1, false, List.of(new Variable("a:b%25", "La\tb;", "%\n%09")))));
        assertThat(odd.format().lines()).hasSize(2);
        assertThat(FrameTable.parse(odd.format())).isEqualTo(odd);
    }

    @Test
    void a_class_without_a_source_name_has_none_in_the_table() {
        FrameTable unnamed = new FrameTable("a", "b", "c", null, -1, List.of());
        assertThat(FrameTable.parse(unnamed.format())).isEqualTo(unnamed);
    }

    @Test
    void points_count_from_one_and_zero_is_the_beginning() {
        assertThat(TABLE.location(0)).isEqualTo(new StackTraceElement("app.Orders", "load", "Orders.java", 10));
        assertThat(TABLE.location(1)).isEqualTo(new StackTraceElement("app.Orders", "load", "Orders.java", 12));
        assertThat(TABLE.variables(0)).isEmpty();
        assertThat(TABLE.variables(1)).hasSize(2);
        assertThat(TABLE.hasUnnamed(0)).isFalse();
        assertThat(TABLE.hasUnnamed(1)).isFalse();
        assertThat(TABLE.hasUnnamed(2)).isTrue();
    }

    @Test
    void what_is_no_body_has_no_place() {
        assertThat(FrameTable.NONE.location(0)).isNull();
        assertThat(FrameTable.NONE.hasUnnamed(1)).isFalse();
    }

    /** A loop asks each coroutine that it starts for its name. */
    @Test
    void the_text_of_a_body_without_pauses_is_parsed_once() {
        Frame plain = new PlainFrame(Kind.COROUTINE, TABLE.format(), "lambda$load$0");
        assertThat(plain.table()).isEqualTo(TABLE).isSameAs(plain.table());
    }
}
