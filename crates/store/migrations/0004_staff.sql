-- Staff: the audit as a chain, sessions that can be told apart, invitations of people, second factors.

-- A row's place in its tenant's chain, and the hash that ties it to the row before. Both are null until the next append takes
-- the row in: rows of an older version.
ALTER TABLE audit ADD COLUMN seq BIGINT;
ALTER TABLE audit ADD COLUMN hash TEXT;
CREATE UNIQUE INDEX audit_seq ON audit (tenant, seq) WHERE seq IS NOT NULL;
CREATE INDEX audit_loose ON audit (tenant, at, id) WHERE seq IS NULL;
CREATE INDEX audit_actor ON audit (tenant, actor, seq);
CREATE INDEX audit_action ON audit (tenant, action, seq);

-- The last row of each chain; whoever appends holds it.
CREATE TABLE audit_head (
    tenant UUID NOT NULL PRIMARY KEY,
    seq BIGINT NOT NULL,
    hash TEXT NOT NULL
);

-- What a session is called where its hash must not be shown. Sessions from before have none and end here: everybody signs in anew.
ALTER TABLE session ADD COLUMN id UUID;
DELETE FROM session;
CREATE UNIQUE INDEX session_id ON session (tenant, id) WHERE id IS NOT NULL;

ALTER TABLE agent ADD COLUMN state TEXT NOT NULL DEFAULT 'active';

-- Single-use links for people: to join, or to choose a new password.
CREATE TABLE agent_invite (
    tenant UUID NOT NULL,
    id UUID NOT NULL,
    -- whose password; null: somebody new
    agent UUID,
    email TEXT NOT NULL,
    name TEXT NOT NULL,
    role TEXT NOT NULL,
    brands TEXT NOT NULL,
    locale TEXT NOT NULL,
    capacity BIGINT NOT NULL,
    hash TEXT NOT NULL UNIQUE,
    made_by UUID NOT NULL,
    made_at BIGINT NOT NULL,
    expires_at BIGINT NOT NULL,
    used_at BIGINT,
    PRIMARY KEY (tenant, id)
);
CREATE INDEX agent_invite_email ON agent_invite (tenant, email);
CREATE INDEX agent_invite_expires ON agent_invite (expires_at);

-- One for each agent who has one, or begins to.
CREATE TABLE second_factor (
    tenant UUID NOT NULL,
    agent UUID NOT NULL,
    -- sealed with the installation's key
    sealed BYTEA NOT NULL,
    -- null: no code of it was shown yet
    confirmed_at BIGINT,
    -- steps of 30 s since 1970; a code of this one or an earlier one is good no more
    last_step BIGINT NOT NULL,
    made_at BIGINT NOT NULL,
    PRIMARY KEY (tenant, agent)
);

CREATE TABLE recovery_code (
    tenant UUID NOT NULL,
    agent UUID NOT NULL,
    hash TEXT NOT NULL,
    PRIMARY KEY (tenant, agent, hash)
);
