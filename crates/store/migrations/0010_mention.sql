-- Who is meant by a note, and whether they have read it.

CREATE TABLE mention (
    tenant UUID NOT NULL,
    agent UUID NOT NULL,
    message UUID NOT NULL,
    conversation UUID NOT NULL,
    seq BIGINT NOT NULL,
    -- 1 until it was read, then 0
    unread BIGINT NOT NULL,
    -- 0: not yet
    read_at BIGINT NOT NULL,
    at BIGINT NOT NULL,
    PRIMARY KEY (tenant, agent, message)
);
CREATE INDEX mention_list ON mention (tenant, agent, unread, at, message);
