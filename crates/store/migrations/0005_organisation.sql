-- Brands and queues that operators keep, teams and skills, and roles by brand.

-- There is one row once an installation has been set up: of two who do it at once, one is too late.
CREATE TABLE installation (
    id BIGINT NOT NULL PRIMARY KEY,
    set_up_at BIGINT NOT NULL
);

ALTER TABLE brand ADD COLUMN version BIGINT NOT NULL DEFAULT 1;

-- Whom a queue asks for: of this team, with this skill at this level or above; null: anybody of the brand.
ALTER TABLE queue ADD COLUMN team UUID;
ALTER TABLE queue ADD COLUMN skill UUID;
ALTER TABLE queue ADD COLUMN level BIGINT NOT NULL DEFAULT 1;
-- Taken out of the list; what went through it keeps its name.
ALTER TABLE queue ADD COLUMN deleted BOOLEAN NOT NULL DEFAULT FALSE;
ALTER TABLE queue ADD COLUMN version BIGINT NOT NULL DEFAULT 1;

-- What somebody is in this brand, where that is less than elsewhere.
ALTER TABLE agent_brand ADD COLUMN role TEXT;

-- A quick reply may be one team's, and may be good only until some moment.
ALTER TABLE quick_reply ADD COLUMN team UUID;
ALTER TABLE quick_reply ADD COLUMN expires_at BIGINT;

-- Teams and skills themselves are settings.
CREATE TABLE agent_team (
    tenant UUID NOT NULL,
    agent UUID NOT NULL,
    team UUID NOT NULL,
    PRIMARY KEY (tenant, agent, team)
);
CREATE TABLE agent_skill (
    tenant UUID NOT NULL,
    agent UUID NOT NULL,
    skill UUID NOT NULL,
    -- 1 to 5
    level BIGINT NOT NULL,
    PRIMARY KEY (tenant, agent, skill)
);
