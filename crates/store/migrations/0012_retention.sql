-- What is deleted by its age. Of a conversation the number, the dates and the disposition stay.

-- Messages up to this place are gone; one after it says so.
ALTER TABLE conversation ADD COLUMN purged_seq BIGINT NOT NULL DEFAULT 0;
ALTER TABLE conversation ADD COLUMN purged_at BIGINT;
CREATE INDEX conversation_aged ON conversation (tenant, closed_at, id)
    WHERE place = 'closed' AND (purged_at IS NULL OR last_seq > purged_seq + 1);

-- The chain begins after this place: what stood before has outlived its time.
ALTER TABLE audit_head ADD COLUMN base_seq BIGINT NOT NULL DEFAULT 0;
ALTER TABLE audit_head ADD COLUMN base_hash TEXT NOT NULL DEFAULT '';

DROP VIEW check_order;
CREATE VIEW check_order AS
    SELECT c.tenant AS tenant, c.id AS conversation, c.last_seq AS last_seq, COUNT(m.seq) AS messages,
           COALESCE(MIN(m.seq), 1) AS first_seq, COALESCE(MAX(m.seq), 0) AS highest_seq
    FROM conversation c LEFT JOIN message m ON m.tenant = c.tenant AND m.conversation = c.id
    GROUP BY c.tenant, c.id, c.last_seq, c.purged_seq
    HAVING COUNT(m.seq) <> c.last_seq - c.purged_seq OR COALESCE(MIN(m.seq), c.purged_seq + 1) <> c.purged_seq + 1
        OR COALESCE(MAX(m.seq), c.purged_seq) <> c.last_seq;

DROP VIEW check_inbound;
CREATE VIEW check_inbound AS
    SELECT i.tenant AS tenant, i.id AS inbound, i.message AS message
    FROM inbound i LEFT JOIN message m ON m.tenant = i.tenant AND m.id = i.message
    LEFT JOIN conversation c ON c.tenant = i.tenant AND c.id = i.conversation
    WHERE i.message IS NOT NULL AND m.id IS NULL AND (c.id IS NULL OR i.seq IS NULL OR i.seq > c.purged_seq);

DROP VIEW check_counts;
CREATE VIEW check_counts AS
    SELECT c.tenant AS tenant, c.id AS conversation, c.in_count AS kept,
           (SELECT COUNT(*) FROM message m WHERE m.tenant = c.tenant AND m.conversation = c.id AND m.direction = 'in') AS counted
    FROM conversation c
    WHERE c.purged_seq = 0
      AND c.in_count <> (SELECT COUNT(*) FROM message m WHERE m.tenant = c.tenant AND m.conversation = c.id AND m.direction = 'in');

-- An archived brand takes nothing new; what was said in it stays.
ALTER TABLE brand ADD COLUMN archived_at BIGINT;
