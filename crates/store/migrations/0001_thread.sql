-- The records of one thread: organisation, people, conversations, messages, log, jobs, files.
-- Times are UTC microseconds; ids are UUIDv7; JSON stays closed text; weights are hundredths of a chat.

CREATE TABLE tenant (
    tenant UUID NOT NULL PRIMARY KEY,
    name TEXT NOT NULL,
    created_at BIGINT NOT NULL
);

CREATE TABLE brand (
    tenant UUID NOT NULL,
    id UUID NOT NULL,
    name TEXT NOT NULL,
    zone TEXT NOT NULL,
    created_at BIGINT NOT NULL,
    PRIMARY KEY (tenant, id),
    UNIQUE (tenant, name)
);

CREATE TABLE queue (
    tenant UUID NOT NULL,
    id UUID NOT NULL,
    brand UUID NOT NULL,
    name TEXT NOT NULL,
    PRIMARY KEY (tenant, id),
    UNIQUE (tenant, brand, name)
);

CREATE TABLE agent (
    tenant UUID NOT NULL,
    id UUID NOT NULL,
    name TEXT NOT NULL,
    email TEXT NOT NULL UNIQUE,
    password TEXT NOT NULL,
    role TEXT NOT NULL,
    locale TEXT NOT NULL,
    presence TEXT NOT NULL,
    presence_reason TEXT,
    presence_since BIGINT NOT NULL,
    gone_at BIGINT,
    capacity BIGINT NOT NULL,
    load BIGINT NOT NULL,
    offered BIGINT NOT NULL,
    missed BIGINT NOT NULL,
    assigned_at BIGINT NOT NULL,
    version BIGINT NOT NULL,
    PRIMARY KEY (tenant, id),
    CHECK (load >= 0 AND offered >= 0)
);

-- Which brands somebody may see; nothing without a row.
CREATE TABLE agent_brand (
    tenant UUID NOT NULL,
    agent UUID NOT NULL,
    brand UUID NOT NULL,
    PRIMARY KEY (tenant, agent, brand)
);

CREATE TABLE session (
    hash TEXT NOT NULL PRIMARY KEY,
    tenant UUID NOT NULL,
    agent UUID NOT NULL,
    created_at BIGINT NOT NULL,
    used_at BIGINT NOT NULL,
    expires_at BIGINT NOT NULL,
    user_agent TEXT NOT NULL
);
CREATE INDEX session_agent ON session (tenant, agent);

CREATE TABLE api_key (
    tenant UUID NOT NULL,
    id UUID NOT NULL,
    name TEXT NOT NULL,
    hash TEXT NOT NULL UNIQUE,
    prefix TEXT NOT NULL,
    agent UUID NOT NULL,
    created_at BIGINT NOT NULL,
    revoked_at BIGINT,
    PRIMARY KEY (tenant, id)
);

CREATE TABLE channel_account (
    tenant UUID NOT NULL,
    id UUID NOT NULL,
    kind TEXT NOT NULL,
    brand UUID NOT NULL,
    queue UUID NOT NULL,
    name TEXT NOT NULL,
    state TEXT NOT NULL,
    settings TEXT NOT NULL,
    sealed BYTEA NOT NULL,
    hook TEXT NOT NULL UNIQUE,
    created_at BIGINT NOT NULL,
    version BIGINT NOT NULL,
    PRIMARY KEY (tenant, id),
    UNIQUE (tenant, kind, name)
);
CREATE UNIQUE INDEX channel_account_id ON channel_account (id);

CREATE TABLE customer (
    tenant UUID NOT NULL,
    id UUID NOT NULL,
    name TEXT,
    phone TEXT,
    email TEXT,
    remark TEXT,
    locale TEXT NOT NULL,
    page_url TEXT,
    page_title TEXT,
    created_at BIGINT NOT NULL,
    version BIGINT NOT NULL,
    PRIMARY KEY (tenant, id)
);

CREATE TABLE identity (
    tenant UUID NOT NULL,
    id UUID NOT NULL,
    kind TEXT NOT NULL,
    scope TEXT NOT NULL,
    value TEXT NOT NULL,
    class TEXT NOT NULL,
    verified BOOLEAN NOT NULL,
    customer UUID NOT NULL,
    created_at BIGINT NOT NULL,
    PRIMARY KEY (tenant, id),
    UNIQUE (tenant, kind, scope, value)
);
CREATE INDEX identity_customer ON identity (tenant, customer);

CREATE TABLE identity_link (
    tenant UUID NOT NULL,
    identity UUID NOT NULL,
    from_customer UUID,
    to_customer UUID NOT NULL,
    evidence TEXT NOT NULL,
    at BIGINT NOT NULL
);
CREATE INDEX identity_link_identity ON identity_link (tenant, identity, at);

CREATE TABLE conversation (
    tenant UUID NOT NULL,
    id UUID NOT NULL,
    number BIGINT NOT NULL,
    brand UUID NOT NULL,
    customer UUID NOT NULL,
    place TEXT NOT NULL,
    queue UUID,
    rank BIGINT NOT NULL,
    owner UUID,
    offer_agent UUID,
    offer_until BIGINT,
    pending_until BIGINT,
    closed_at BIGINT,
    home UUID NOT NULL,
    last_owner UUID,
    fence BIGINT NOT NULL,
    waiting_since BIGINT,
    opened_at BIGINT NOT NULL,
    updated_at BIGINT NOT NULL,
    last_seq BIGINT NOT NULL,
    in_count BIGINT NOT NULL,
    due_at BIGINT,
    due TEXT,
    missed_by UUID,
    preview TEXT,
    channels TEXT NOT NULL,
    tags TEXT NOT NULL,
    merged_into UUID,
    -- waiting_since while somebody waits; afterwards a large number less updated_at, so that those come last, latest first
    sort_key BIGINT NOT NULL,
    version BIGINT NOT NULL,
    PRIMARY KEY (tenant, id),
    UNIQUE (tenant, number),
    CHECK (place IN ('robot', 'queue', 'agent', 'pending', 'closed')),
    CHECK ((place = 'agent') = (owner IS NOT NULL)),
    CHECK (place <> 'queue' OR queue IS NOT NULL),
    CHECK (place <> 'pending' OR pending_until IS NOT NULL)
);
CREATE UNIQUE INDEX conversation_open ON conversation (tenant, brand, customer) WHERE place <> 'closed';
CREATE INDEX conversation_customer ON conversation (tenant, customer, opened_at);
CREATE INDEX conversation_queue ON conversation (tenant, queue, rank, sort_key, id) WHERE place = 'queue';
CREATE INDEX conversation_served ON conversation (tenant, rank, sort_key, id) WHERE place = 'queue';
CREATE INDEX conversation_line ON conversation (tenant, brand, rank, sort_key, id, place) WHERE place = 'queue';
CREATE INDEX conversation_mine ON conversation (tenant, owner, sort_key, id) WHERE place = 'agent';
CREATE INDEX conversation_offered ON conversation (tenant, offer_agent, sort_key, id) WHERE offer_agent IS NOT NULL;
CREATE INDEX conversation_all ON conversation (tenant, brand, sort_key, id, place) WHERE place <> 'closed';
CREATE INDEX conversation_pending ON conversation (tenant, brand, sort_key, id, place) WHERE place = 'pending';
CREATE INDEX conversation_closed ON conversation (tenant, brand, sort_key, id) WHERE place = 'closed';
CREATE INDEX conversation_waiting ON conversation (tenant, brand, waiting_since, id) WHERE waiting_since IS NOT NULL;
CREATE INDEX conversation_due ON conversation (due_at) WHERE due_at IS NOT NULL;

CREATE TABLE leg (
    tenant UUID NOT NULL,
    id UUID NOT NULL,
    conversation UUID NOT NULL,
    account UUID NOT NULL,
    channel TEXT NOT NULL,
    identity UUID NOT NULL,
    thread TEXT NOT NULL,
    mode TEXT NOT NULL,
    open BOOLEAN NOT NULL,
    weight BIGINT NOT NULL,
    joined_at BIGINT NOT NULL,
    read_seq BIGINT NOT NULL,
    delivered_seq BIGINT NOT NULL,
    PRIMARY KEY (tenant, id)
);
CREATE UNIQUE INDEX leg_open ON leg (tenant, account, identity, thread) WHERE open;
CREATE INDEX leg_conversation ON leg (tenant, conversation);
CREATE INDEX leg_identity ON leg (tenant, identity, joined_at);

CREATE TABLE message (
    tenant UUID NOT NULL,
    id UUID NOT NULL,
    conversation UUID NOT NULL,
    seq BIGINT NOT NULL,
    leg UUID,
    channel TEXT,
    direction TEXT NOT NULL,
    author_kind TEXT NOT NULL,
    author_id UUID,
    author_name TEXT,
    kind TEXT NOT NULL,
    text TEXT NOT NULL,
    parts TEXT NOT NULL,
    client_id TEXT,
    public BOOLEAN NOT NULL,
    receipt TEXT,
    settled TEXT,
    settled_reason TEXT,
    at BIGINT NOT NULL,
    PRIMARY KEY (tenant, conversation, seq)
) /*lite WITHOUT ROWID */; -- a thread lies together, however old it is
CREATE UNIQUE INDEX message_id ON message (tenant, id);
CREATE UNIQUE INDEX message_client ON message (tenant, author_id, client_id) WHERE client_id IS NOT NULL;
CREATE INDEX message_unsettled ON message (tenant, conversation, seq) WHERE direction = 'in' AND settled IS NULL;

CREATE TABLE inbound (
    tenant UUID NOT NULL,
    id UUID NOT NULL,
    account UUID NOT NULL,
    dedupe_key TEXT NOT NULL,
    raw BYTEA NOT NULL,
    raw_object TEXT,
    parsed BOOLEAN NOT NULL,
    message UUID,
    conversation UUID,
    seq BIGINT,
    received_at BIGINT NOT NULL,
    PRIMARY KEY (tenant, id),
    UNIQUE (tenant, account, dedupe_key)
);
CREATE INDEX inbound_message ON inbound (tenant, message);
CREATE INDEX inbound_object ON inbound (raw_object) WHERE raw_object IS NOT NULL;

-- What no channel understood, until it is understood or dismissed; its bytes are with the inbound row of the same id.
CREATE TABLE unparsed (
    tenant UUID NOT NULL,
    id UUID NOT NULL,
    account UUID NOT NULL,
    brand UUID NOT NULL,
    channel TEXT NOT NULL,
    reason TEXT NOT NULL,
    method TEXT NOT NULL,
    query TEXT NOT NULL,
    headers TEXT NOT NULL,
    size BIGINT NOT NULL,
    received_at BIGINT NOT NULL,
    tried_at BIGINT,
    PRIMARY KEY (tenant, id)
);
CREATE INDEX unparsed_received ON unparsed (tenant, received_at, id);

CREATE TABLE delivery (
    tenant UUID NOT NULL,
    id UUID NOT NULL,
    message UUID NOT NULL,
    conversation UUID NOT NULL,
    seq BIGINT NOT NULL,
    leg UUID NOT NULL,
    account UUID NOT NULL,
    state TEXT NOT NULL,
    machine TEXT NOT NULL,
    attempts BIGINT NOT NULL,
    next_at BIGINT NOT NULL,
    first_at BIGINT NOT NULL,
    last_error TEXT,
    provider_ids TEXT NOT NULL,
    PRIMARY KEY (tenant, id),
    UNIQUE (tenant, message, leg)
);
CREATE INDEX delivery_due ON delivery (next_at) WHERE state = 'queued';
CREATE INDEX delivery_leg ON delivery (tenant, leg, seq) WHERE state = 'queued';

-- One row for each id a provider gave to a part of an outbound message; receipts find their way back by it. A receipt that
-- comes before we know the id waits in `early`.
CREATE TABLE delivery_part (
    tenant UUID NOT NULL,
    account UUID NOT NULL,
    provider_id TEXT NOT NULL,
    delivery UUID,
    early TEXT,
    at BIGINT NOT NULL,
    PRIMARY KEY (tenant, account, provider_id)
);
CREATE INDEX delivery_part_early ON delivery_part (at) WHERE delivery IS NULL;

CREATE TABLE event_log (
    tenant UUID NOT NULL,
    seq BIGINT NOT NULL,
    kind TEXT NOT NULL,
    conversation UUID,
    message_seq BIGINT,
    agent UUID,
    customer UUID,
    only_agent UUID,
    public BOOLEAN NOT NULL,
    at BIGINT NOT NULL,
    PRIMARY KEY (tenant, seq)
) /*lite WITHOUT ROWID */;
CREATE INDEX event_log_conversation ON event_log (tenant, conversation, seq);
CREATE INDEX event_log_at ON event_log (at);

CREATE TABLE job (
    tenant UUID NOT NULL,
    id UUID NOT NULL,
    kind TEXT NOT NULL,
    unique_key TEXT NOT NULL,
    payload TEXT NOT NULL,
    -- while somebody works on it: when their lease ends
    due_at BIGINT NOT NULL,
    attempts BIGINT NOT NULL,
    again BOOLEAN NOT NULL,
    last_error TEXT,
    dead_at BIGINT,
    created_at BIGINT NOT NULL,
    PRIMARY KEY (tenant, id),
    UNIQUE (tenant, kind, unique_key)
);
CREATE INDEX job_due ON job (due_at) WHERE dead_at IS NULL;
CREATE INDEX job_dead ON job (tenant, dead_at, id) WHERE dead_at IS NOT NULL;

CREATE TABLE attachment (
    tenant UUID NOT NULL,
    id UUID NOT NULL,
    uploader UUID NOT NULL,
    sha256 TEXT NOT NULL,
    size BIGINT NOT NULL,
    media_type TEXT NOT NULL,
    name TEXT NOT NULL,
    width BIGINT,
    height BIGINT,
    attached BOOLEAN NOT NULL,
    created_at BIGINT NOT NULL,
    PRIMARY KEY (tenant, id)
);
CREATE INDEX attachment_object ON attachment (sha256);

CREATE TABLE read_mark (
    tenant UUID NOT NULL,
    agent UUID NOT NULL,
    conversation UUID NOT NULL,
    seq BIGINT NOT NULL,
    in_count BIGINT NOT NULL,
    PRIMARY KEY (tenant, agent, conversation)
);

CREATE TABLE draft (
    tenant UUID NOT NULL,
    agent UUID NOT NULL,
    conversation UUID NOT NULL,
    mode TEXT NOT NULL,
    text TEXT NOT NULL,
    updated_at BIGINT NOT NULL,
    PRIMARY KEY (tenant, agent, conversation, mode)
);

CREATE TABLE quick_reply (
    tenant UUID NOT NULL,
    id UUID NOT NULL,
    owner UUID,
    shortcut TEXT NOT NULL,
    title TEXT NOT NULL,
    text TEXT NOT NULL,
    updated_at BIGINT NOT NULL,
    PRIMARY KEY (tenant, id)
);

CREATE TABLE tag (
    tenant UUID NOT NULL,
    id UUID NOT NULL,
    name TEXT NOT NULL,
    PRIMARY KEY (tenant, id),
    UNIQUE (tenant, name)
);

CREATE TABLE idempotency (
    tenant UUID NOT NULL,
    principal UUID NOT NULL,
    key TEXT NOT NULL,
    body_hash TEXT NOT NULL,
    -- 0 while the first request is under way
    status BIGINT NOT NULL,
    response TEXT NOT NULL,
    at BIGINT NOT NULL,
    PRIMARY KEY (tenant, principal, key)
);
CREATE INDEX idempotency_at ON idempotency (at);

CREATE TABLE audit (
    tenant UUID NOT NULL,
    id UUID NOT NULL,
    actor UUID,
    action TEXT NOT NULL,
    subject TEXT NOT NULL,
    detail TEXT NOT NULL,
    at BIGINT NOT NULL,
    PRIMARY KEY (tenant, id)
);
CREATE INDEX audit_at ON audit (tenant, at);

-- What `parlor doctor` verifies: one row for each violation, named by its invariant.
CREATE VIEW check_order AS
    SELECT c.tenant AS tenant, c.id AS conversation, c.last_seq AS last_seq, COUNT(m.seq) AS messages,
           COALESCE(MIN(m.seq), 1) AS first_seq, COALESCE(MAX(m.seq), 0) AS highest_seq
    FROM conversation c LEFT JOIN message m ON m.tenant = c.tenant AND m.conversation = c.id
    GROUP BY c.tenant, c.id, c.last_seq
    HAVING COUNT(m.seq) <> c.last_seq OR COALESCE(MIN(m.seq), 1) <> 1 OR COALESCE(MAX(m.seq), 0) <> c.last_seq;

CREATE VIEW check_inbound AS
    SELECT i.tenant AS tenant, i.id AS inbound, i.message AS message
    FROM inbound i LEFT JOIN message m ON m.tenant = i.tenant AND m.id = i.message
    WHERE i.message IS NOT NULL AND m.id IS NULL;

CREATE VIEW check_open AS
    SELECT tenant, brand, customer, COUNT(*) AS open_conversations
    FROM conversation WHERE place <> 'closed' GROUP BY tenant, brand, customer HAVING COUNT(*) > 1;

-- What a conversation costs: its dearest open live leg, or else its dearest open one.
CREATE VIEW conversation_weight AS
    SELECT c.tenant AS tenant, c.id AS conversation, c.place AS place, c.owner AS owner, c.offer_agent AS offer_agent,
           COALESCE((SELECT MAX(l.weight) FROM leg l
                     WHERE l.tenant = c.tenant AND l.conversation = c.id AND l.open AND l.mode = 'live'),
                    (SELECT MAX(l.weight) FROM leg l
                     WHERE l.tenant = c.tenant AND l.conversation = c.id AND l.open), 100) AS weight
    FROM conversation c WHERE c.place = 'agent' OR c.offer_agent IS NOT NULL;

CREATE VIEW check_load AS
    SELECT it.tenant AS tenant, it.agent AS agent, it.kept AS kept, it.kept_offered AS kept_offered, it.owned AS owned,
           it.offers AS offers
    FROM (SELECT a.tenant AS tenant, a.id AS agent, a.load AS kept, a.offered AS kept_offered,
                 COALESCE((SELECT SUM(w.weight) FROM conversation_weight w
                           WHERE w.tenant = a.tenant AND w.place = 'agent' AND w.owner = a.id), 0) AS owned,
                 COALESCE((SELECT SUM(w.weight) FROM conversation_weight w
                           WHERE w.tenant = a.tenant AND w.offer_agent = a.id), 0) AS offers
          FROM agent a) it
    WHERE it.kept <> it.owned OR it.kept_offered <> it.offers;

CREATE VIEW check_counts AS
    SELECT c.tenant AS tenant, c.id AS conversation, c.in_count AS kept,
           (SELECT COUNT(*) FROM message m WHERE m.tenant = c.tenant AND m.conversation = c.id AND m.direction = 'in') AS counted
    FROM conversation c
    WHERE c.in_count <> (SELECT COUNT(*) FROM message m WHERE m.tenant = c.tenant AND m.conversation = c.id AND m.direction = 'in');

CREATE VIEW check_jobs AS
    SELECT tenant, id AS job, kind, dead_at FROM job WHERE dead_at IS NOT NULL;

CREATE VIEW check_place AS
    SELECT tenant, id AS conversation, place FROM conversation
    WHERE (place = 'queue' AND waiting_since IS NULL) OR (offer_agent IS NOT NULL AND place <> 'queue');
