-- When somebody has begun to look after it: the others leave it to them for a while.
ALTER TABLE orders ADD COLUMN looked_after_at timestamptz;

DROP INDEX orders_to_look_after;
CREATE INDEX orders_to_look_after ON orders (coalesce(looked_after_at, changed_at))
WHERE status = 'RESERVED' OR refund_due;
