package dev.pausa.service.orders;

import io.vertx.core.buffer.Buffer;

/** How an export is written. */
enum Format {
    /** A line for each order, with commas, and a first line with the names of the columns. */
    CSV("text/csv", "id,customerId,status,totalCents,changedAt,note\r\n", "", "") {
        @Override
        void write(Order order, Buffer to) {
            to.appendString(order.id() + "," + order.customerId() + "," + order.status() + "," + order.totalCents()
                    + "," + order.changedAt().toInstant() + "," + CsvLine.quote(order.note()) + "\r\n");
        }
    },

    /** An array of orders. */
    JSON("application/json", "[\n", ",\n", "\n]\n") {
        @Override
        void write(Order order, Buffer to) {
            to.appendBuffer(order.toJson().toBuffer());
        }
    };

    final String contentType;
    final String begin;
    final String separator;
    final String end;

    Format(String contentType, String begin, String separator, String end) {
        this.contentType = contentType;
        this.begin = begin;
        this.separator = separator;
        this.end = end;
    }

    abstract void write(Order order, Buffer to);
}
