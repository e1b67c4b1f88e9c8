-- What a tenant keeps of its customers beside name, phone and e-mail; the list of customers; their orders.

CREATE TABLE customer_attribute (
    tenant UUID NOT NULL,
    customer UUID NOT NULL,
    key TEXT NOT NULL,
    -- as JSON of its type; null: emptied, also of what somebody they stand for had
    value TEXT,
    -- a text in lower case, for the search; empty where it is none
    folded TEXT NOT NULL,
    updated_at BIGINT NOT NULL,
    PRIMARY KEY (tenant, customer, key)
);

CREATE INDEX customer_latest ON customer (tenant, created_at, id);
CREATE INDEX audit_subject ON audit (tenant, subject, seq);
