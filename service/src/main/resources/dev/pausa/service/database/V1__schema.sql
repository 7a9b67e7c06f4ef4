CREATE TABLE product (
  id          integer PRIMARY KEY,
  name        text    NOT NULL,
  price_cents integer NOT NULL CHECK (price_cents >= 0),
  stock       integer NOT NULL CHECK (stock >= 0)
);

CREATE TABLE customer (
  id    integer PRIMARY KEY,
  name  text    NOT NULL,
  email text    NOT NULL UNIQUE
);

CREATE TABLE orders (
  id              bigint      GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  customer_id     integer     NOT NULL REFERENCES customer,
  status          text        NOT NULL CHECK (status IN ('NEW', 'RESERVED', 'CONFIRMED', 'FAILED')),
  note            text        NOT NULL DEFAULT '',
  total_cents     bigint      NOT NULL CHECK (total_cents >= 0),
  idempotency_key text        UNIQUE,
  refund_due      boolean     NOT NULL DEFAULT false,
  created_at      timestamptz NOT NULL DEFAULT now(),
  changed_at      timestamptz NOT NULL DEFAULT now()
);

CREATE TABLE order_line (
  order_id    bigint  NOT NULL REFERENCES orders ON DELETE CASCADE,
  product_id  integer NOT NULL REFERENCES product,
  quantity    integer NOT NULL CHECK (quantity > 0),
  price_cents integer NOT NULL CHECK (price_cents >= 0),
  PRIMARY KEY (order_id, product_id)
);

CREATE INDEX orders_to_look_after ON orders (changed_at) WHERE status = 'RESERVED' OR refund_due;
