-- What integrators need: keys with scopes and an end.

-- Keys from before are good for all that their role may.
ALTER TABLE api_key ADD COLUMN scopes TEXT NOT NULL DEFAULT '["all"]';
ALTER TABLE api_key ADD COLUMN used_at BIGINT;
ALTER TABLE api_key ADD COLUMN expires_at BIGINT;
-- null: made before names had to be told apart
ALTER TABLE api_key ADD COLUMN name_folded TEXT;
CREATE UNIQUE INDEX api_key_name ON api_key (tenant, name_folded) WHERE revoked_at IS NULL AND name_folded IS NOT NULL;

-- Addresses of integrators that hear what happens.
CREATE TABLE webhook (
    tenant UUID NOT NULL,
    id UUID NOT NULL,
    name TEXT NOT NULL,
    name_folded TEXT NOT NULL,
    url TEXT NOT NULL,
    -- sealed with the installation's key
    sealed BYTEA NOT NULL,
    -- the secret before, which signs too until old_until
    old_sealed BYTEA,
    old_until BIGINT,
    kinds TEXT NOT NULL,
    brands TEXT NOT NULL,
    state TEXT NOT NULL,
    disabled_reason TEXT,
    -- how far of the log it was given deliveries
    cursor BIGINT NOT NULL,
    rest_until BIGINT,
    failing_since BIGINT,
    well_at BIGINT,
    ill_at BIGINT,
    error TEXT,
    created_at BIGINT NOT NULL,
    version BIGINT NOT NULL,
    PRIMARY KEY (tenant, id)
);
CREATE UNIQUE INDEX webhook_name ON webhook (tenant, name_folded);

-- One for each thing told to each of them; kept 30 days.
CREATE TABLE webhook_delivery (
    tenant UUID NOT NULL,
    id UUID NOT NULL,
    webhook UUID NOT NULL,
    -- place in the log; 0: a test
    event_seq BIGINT NOT NULL,
    kind TEXT NOT NULL,
    body TEXT NOT NULL,
    state TEXT NOT NULL,
    attempts TEXT NOT NULL,
    tried BIGINT NOT NULL,
    due_at BIGINT NOT NULL,
    leased BOOLEAN NOT NULL,
    created_at BIGINT NOT NULL,
    PRIMARY KEY (tenant, id)
);
-- Nothing is told twice under another id.
CREATE UNIQUE INDEX webhook_delivery_once ON webhook_delivery (tenant, webhook, event_seq) WHERE event_seq > 0;
CREATE INDEX webhook_delivery_due ON webhook_delivery (due_at) WHERE state = 'pending';
CREATE INDEX webhook_delivery_list ON webhook_delivery (tenant, webhook, created_at, id);
CREATE INDEX webhook_delivery_pending ON webhook_delivery (tenant, webhook) WHERE state = 'pending';
CREATE INDEX webhook_delivery_age ON webhook_delivery (created_at);
