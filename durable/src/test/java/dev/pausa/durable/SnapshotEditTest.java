package dev.pausa.durable;

import static dev.pausa.Coroutine.await;
import static dev.pausa.Coroutine.coroutine;
import static dev.pausa.Coroutine.suspend;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.pausa.Coroutine;
import dev.pausa.Step;
import org.junit.jupiter.api.Test;

/** What a {@link Migration} changes by an edit is what the present version of a body goes on with. */
class SnapshotEditTest {
    /** The version that saves. */
    static final class Before {
        record Cart(String customer, int items) {}

        static Coroutine<String> order(Cart cart) {
            return coroutine(() -> {
                int total = 3 * cart.items();
                char mark = '!';
                Object paid = await(payment(cart));
                return cart.customer() + " owes " + total + mark + paid;
            });
        }

        static Coroutine<Object> payment(Cart cart) {
            return coroutine(() -> suspend("pay"));
        }
    }

    /** The version that loads: another point, another type and name of a variable, one more, another record. */
    static final class Now {
        record Cart(String buyer, int items, String currency) {}

        static Coroutine<String> order(Cart cart) {
            return coroutine(() -> {
                long cents = 300L * cart.items();
                char mark = '?';
                boolean isKnown = false;
                Object paid = await(settled(cart));
                return cart.buyer() + " paid " + cents + cart.currency() + mark + paid + isKnown;
            });
        }

        static Coroutine<Object> payment(Cart cart) {
            return coroutine(() -> suspend("pay"));
        }

        static Coroutine<Object> settled(Cart cart) {
            return payment(cart);
        }
    }

    static Snapshot toCents(Snapshot old) {
        SnapshotEdit edit = old.edit();
        SavedFrame order = edit.frame("order.coroutine1");
        order.set("cents", long.class, 100L * (int) order.get("total"));
        order.remove("total").goOnAt("settled");
        order.set("mark", char.class, (char) (1 + (char) order.get("mark"))).set("isKnown", boolean.class, true);
        edit.objects("cart").forEach(cart -> cart.rename("customer", "buyer").set("currency", "EUR"));
        return edit.as("order", 2);
    }

    private static Snapshot saved() {
        Snapshots before = Snapshots.builder()
                .host("orders", Before.class)
                .type("cart", Before.Cart.class)
                .register("order", 1, Before::order)
                .build();
        Coroutine<String> order = before.begin("order", new Before.Cart("Ada", 2));
        assertThat(order.send(null)).isEqualTo("pay");
        return Snapshot.parse(before.take("order", order).toJson());
    }

    private static Snapshots.Builder now() {
        return Snapshots.builder()
                .host("orders", Now.class)
                .type("cart", Now.Cart.class)
                .register("order", 2, Now::order);
    }

    @Test
    void variables_fields_and_points_are_changed() {
        Coroutine<String> order =
                now().migrate("order", 1, SnapshotEditTest::toCents).build().load(saved());
        assertThat(order.step("!")).isEqualTo(new Step.Returned<>("Ada paid 600EUR\"!true"));
    }

    @Test
    void without_the_migration_it_does_not_load() {
        assertThatThrownBy(() -> now().build().load(saved())).isInstanceOf(SnapshotException.class);
    }

    @Test
    void the_snapshot_that_was_saved_is_as_it_was() {
        Snapshot old = saved();
        String json = old.toJson();
        toCents(old);
        assertThat(old.toJson()).isEqualTo(json);
    }

    @Test
    void what_is_there_can_be_looked_at() {
        SnapshotEdit edit = saved().edit();
        assertThat(edit.frames())
                .extracting(SavedFrame::body)
                .containsExactly("order.coroutine1", "payment.coroutine1");
        SavedFrame order = edit.frame("order.coroutine1");
        assertThat(order.point()).isEqualTo("payment");
        assertThat(order.names()).containsExactlyInAnyOrder("cart", "total", "mark");
        assertThat(order.get("mark")).isEqualTo('!');
        SavedObject cart = order.object("cart");
        assertThat(cart.type()).isEqualTo("cart");
        assertThat(cart.names()).containsExactly("customer", "items");
        assertThat(cart.get("customer")).isEqualTo("Ada");
        assertThat(cart.remove("items").names()).containsExactly("customer");
        order.rename("total", "sum").set("sum", Integer.class, null);
        assertThat(order.get("sum")).isNull();
    }

    @Test
    void what_is_not_there_is_told() {
        SnapshotEdit edit = saved().edit();
        assertThatThrownBy(() -> edit.frame("order"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("there are 0 frames of order; the frames are of [order.coroutine1, payment.coroutine1]");
        SavedFrame order = edit.frame("order.coroutine1");
        assertThatThrownBy(() -> order.get("sum"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("no variable sum was saved of order.coroutine1; there are [");
        assertThatThrownBy(() -> order.get("cart")).hasMessageContaining("object(\"cart\") gives an object's fields");
        assertThatThrownBy(() -> order.object("total")).hasMessageContaining("total is no object");
        assertThatThrownBy(() -> order.rename("total", "mark")).hasMessageContaining("a variable mark");
        assertThatThrownBy(() -> order.set("total", Object.class, new Object()))
                .hasMessageContaining("a java.lang.Object cannot be set");
        assertThatThrownBy(() -> order.set("total", long.class, 7))
                .hasMessage("the variable total is of the type long, and cannot be 7");
        SavedObject cart = order.object("cart");
        assertThatThrownBy(() -> cart.get("price"))
                .hasMessage("no field price was saved of cart; there are [customer, items]");
        assertThatThrownBy(() -> cart.rename("items", "customer")).hasMessageContaining("a field customer");
    }
}
