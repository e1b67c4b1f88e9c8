-- What customers bought, and what agents had done with it in the tenant's own system.

-- as the tenant's system pushed it
CREATE TABLE customer_order (
    tenant UUID NOT NULL,
    -- an identity, where it was told of the tenant's own number for somebody; else a customer: merged, parted or
    -- relinked, orders are whose these are
    owner UUID NOT NULL,
    number TEXT NOT NULL,
    -- shown there only; null: in every brand that knows the customer
    brand UUID,
    placed_at BIGINT NOT NULL,
    body TEXT NOT NULL,
    updated_at BIGINT NOT NULL,
    PRIMARY KEY (tenant, owner, number)
);

-- what it said when it was asked last, and how the last try went; kept 30 days
CREATE TABLE order_answer (
    tenant UUID NOT NULL,
    -- the setting that says where
    source UUID NOT NULL,
    customer UUID NOT NULL,
    -- it is asked for a brand, and says what that one may know
    brand UUID NOT NULL,
    orders TEXT NOT NULL,
    left_out BIGINT NOT NULL,
    -- null: it never answered
    answered_at BIGINT,
    tried_at BIGINT NOT NULL,
    trouble TEXT,
    PRIMARY KEY (tenant, source, customer, brand)
);
CREATE INDEX order_answer_customer ON order_answer (tenant, customer);
CREATE INDEX order_answer_age ON order_answer (tried_at);

CREATE TABLE order_act (
    tenant UUID NOT NULL,
    id UUID NOT NULL,
    conversation UUID NOT NULL,
    customer UUID NOT NULL,
    source UUID NOT NULL,
    number TEXT NOT NULL,
    -- the order as it was when it was pressed: shown while the end is open, whatever became of it
    body TEXT NOT NULL,
    action TEXT NOT NULL,
    label TEXT NOT NULL,
    amount BIGINT,
    currency TEXT,
    reason TEXT,
    client_id TEXT NOT NULL,
    agent UUID NOT NULL,
    agent_name TEXT NOT NULL,
    state TEXT NOT NULL,
    message TEXT,
    begun_at BIGINT NOT NULL,
    changed_at BIGINT NOT NULL,
    PRIMARY KEY (tenant, id)
);
-- one press is one act
CREATE UNIQUE INDEX order_act_once ON order_act (tenant, conversation, client_id);
-- what may still come to be done is not done beside, nor by another entry that leads to the same shop
CREATE UNIQUE INDEX order_act_open ON order_act (tenant, number, action) WHERE state IN ('running', 'in_progress', 'unknown');
