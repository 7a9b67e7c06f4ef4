INSERT INTO product (id, name, price_cents, stock)
SELECT id, 'product ' || id, 100 + (id * 37) % 9900, 1000 FROM generate_series(1, 10000) AS id;

INSERT INTO customer (id, name, email)
SELECT id, 'customer ' || id, 'customer' || id || '@example.org' FROM generate_series(1, 1000) AS id;

ANALYZE product, customer;
