package dev.pausa.evidence.checks;

import dev.pausa.evidence.bodies.Orders;
import dev.pausa.evidence.cluster.Books;
import java.util.stream.Collectors;

/** Whether orders were done as is promised: their rows once, their lines outside at least once and under one key. */
final class Ordered {
    private final Books books;
    private final int count;

    Ordered(Books books, int count) {
        this.books = books;
        this.count = count;
    }

    /** Returns what was seen. */
    String check() throws Exception {
        String steps = Orders.INSIDE.stream().map(step -> "('" + step + "')").collect(Collectors.joining(", "));
        books.none(
                "effects in the database that are there not once",
                "select i.id, s.step, count(e.instance), string_agg(e.worker, ' ')"
                        + " from pausa_instance i cross join (values " + steps + ") s(step)"
                        + " left join effect e on e.instance = i.id and e.step = s.step"
                        + " group by i.id, s.step having count(e.instance) <> 1 order by 1, 2",
                count);
        long again = books.outside(Scene.ids("order", 0, count), Orders.OUTSIDE);
        int inside = count * Orders.INSIDE.size();
        int outside = count * Orders.OUTSIDE.size();
        return count + " orders of 5 steps, all ended: " + inside + " effects in the database, each once; " + outside
                + " outside, " + again + " of them repeated under the same key";
    }
}
