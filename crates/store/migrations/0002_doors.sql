-- A customer across doors: reply windows, merges that can be undone, suggestions, invitations, tokens of providers.

ALTER TABLE leg ADD COLUMN reply_window TEXT;
ALTER TABLE leg ADD COLUMN shown_in UUID;
CREATE INDEX leg_shown ON leg (tenant, shown_in) WHERE shown_in IS NOT NULL;

ALTER TABLE conversation ADD COLUMN kin BIGINT NOT NULL DEFAULT 0;
CREATE INDEX conversation_merged ON conversation (tenant, merged_into) WHERE merged_into IS NOT NULL;

ALTER TABLE customer ADD COLUMN company UUID;
ALTER TABLE customer ADD COLUMN merged_into UUID;
CREATE INDEX customer_merged ON customer (tenant, merged_into) WHERE merged_into IS NOT NULL;
CREATE INDEX customer_company ON customer (tenant, company) WHERE company IS NOT NULL;

CREATE TABLE company (
    tenant UUID NOT NULL,
    id UUID NOT NULL,
    name TEXT NOT NULL,
    created_at BIGINT NOT NULL,
    version BIGINT NOT NULL,
    PRIMARY KEY (tenant, id),
    UNIQUE (tenant, name)
);

ALTER TABLE identity_link ADD COLUMN strength TEXT NOT NULL DEFAULT 'exact';
ALTER TABLE identity_link ADD COLUMN actor UUID;
ALTER TABLE identity_link ADD COLUMN merge UUID;
ALTER TABLE identity_link ADD COLUMN via UUID;
CREATE INDEX identity_link_customer ON identity_link (tenant, to_customer, at);

-- Two customers became one; `moved` says what it moved, so that it can be undone.
CREATE TABLE customer_merge (
    tenant UUID NOT NULL,
    id UUID NOT NULL,
    winner UUID NOT NULL,
    loser UUID NOT NULL,
    evidence TEXT NOT NULL,
    strength TEXT NOT NULL,
    actor UUID,
    moved TEXT NOT NULL,
    at BIGINT NOT NULL,
    undone_at BIGINT,
    undone_by UUID,
    PRIMARY KEY (tenant, id)
);
CREATE INDEX merge_winner ON customer_merge (tenant, winner, at);
CREATE INDEX merge_loser ON customer_merge (tenant, loser, at);

CREATE TABLE suggestion (
    tenant UUID NOT NULL,
    id UUID NOT NULL,
    customer UUID NOT NULL,
    other UUID NOT NULL,
    reason TEXT NOT NULL,
    detail TEXT NOT NULL,
    state TEXT NOT NULL,
    at BIGINT NOT NULL,
    decided_by UUID,
    decided_at BIGINT,
    PRIMARY KEY (tenant, id),
    UNIQUE (tenant, customer, other, reason)
);
CREATE INDEX suggestion_other ON suggestion (tenant, other);
CREATE INDEX suggestion_open ON suggestion (tenant, at, id) WHERE state = 'open';

-- What customers typed that may also be somebody else's: found again by it, never proved by it.
CREATE TABLE hint (
    tenant UUID NOT NULL,
    kind TEXT NOT NULL,
    value TEXT NOT NULL,
    customer UUID NOT NULL,
    at BIGINT NOT NULL,
    PRIMARY KEY (tenant, kind, value, customer)
);
CREATE INDEX hint_customer ON hint (tenant, customer);

CREATE TABLE invite (
    tenant UUID NOT NULL,
    id UUID NOT NULL,
    account UUID NOT NULL,
    conversation UUID NOT NULL,
    customer UUID NOT NULL,
    hash TEXT NOT NULL UNIQUE,
    -- sealed with the installation's key
    link TEXT NOT NULL,
    made_by UUID NOT NULL,
    made_at BIGINT NOT NULL,
    expires_at BIGINT NOT NULL,
    used_by UUID,
    used_at BIGINT,
    PRIMARY KEY (tenant, id)
);
CREATE INDEX invite_conversation ON invite (tenant, conversation, made_at);

-- Sealed with the installation's key; one row for each account that needs one.
CREATE TABLE channel_token (
    tenant UUID NOT NULL,
    account UUID NOT NULL,
    sealed BYTEA NOT NULL,
    renewed_at BIGINT NOT NULL,
    expires_at BIGINT NOT NULL,
    -- Until then somebody asks the provider for a new one; nobody else does.
    claimed_until BIGINT NOT NULL,
    PRIMARY KEY (tenant, account)
);

ALTER TABLE delivery ADD COLUMN fault TEXT;
-- Whom it goes to. What is queued for somebody keeps its order over all legs.
ALTER TABLE delivery ADD COLUMN identity UUID;
UPDATE delivery SET identity = (SELECT leg.identity FROM leg WHERE leg.tenant = delivery.tenant AND leg.id = delivery.leg);
DROP INDEX delivery_leg;
CREATE INDEX delivery_identity ON delivery (tenant, identity, leg, seq) WHERE state = 'queued';
CREATE INDEX delivery_stuck ON delivery (tenant, state, first_at, id) WHERE state = 'queued' OR state = 'dead' OR state = 'in_doubt';
CREATE INDEX delivery_account ON delivery (tenant, account, next_at) WHERE state = 'queued';
CREATE INDEX inbound_latest ON inbound (tenant, account, received_at);

ALTER TABLE agent ADD COLUMN acted_at BIGINT NOT NULL DEFAULT 0;

-- Somebody works on it: after a crash it need not wait for the lease to end where nobody else can.
ALTER TABLE job ADD COLUMN leased BOOLEAN NOT NULL DEFAULT FALSE;
CREATE INDEX job_leased ON job (due_at) WHERE leased;
-- Whose provider it calls.
ALTER TABLE job ADD COLUMN account UUID;
CREATE INDEX job_account ON job (tenant, account) WHERE account IS NOT NULL;
