-- What conversations are found by. All of it is derived: it can be deleted, and is then written anew.

-- Where a token stands: in which conversation, by its number, and in which message; 0: what the conversation itself is called.
CREATE TABLE search_posting (
    tenant UUID NOT NULL,
    token TEXT NOT NULL,
    number BIGINT NOT NULL,
    seq BIGINT NOT NULL,
    PRIMARY KEY (tenant, token, number, seq)
) /*lite WITHOUT ROWID */;

-- The tokens of one message, parted by spaces, so that they can be taken back without its text.
CREATE TABLE search_entry (
    tenant UUID NOT NULL,
    number BIGINT NOT NULL,
    seq BIGINT NOT NULL,
    tokens TEXT NOT NULL,
    PRIMARY KEY (tenant, number, seq)
) /*lite WITHOUT ROWID */;

-- How far a tenant's index has come: in the log, and backwards through the conversations that were there before it.
CREATE TABLE search_state (
    tenant UUID NOT NULL PRIMARY KEY,
    log_seq BIGINT NOT NULL,
    -- every conversation from this number on is in the index; 1: all of them
    below BIGINT NOT NULL
);
