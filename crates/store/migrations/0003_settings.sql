-- Lists by which a tenant works, with every version that an entry has had.

CREATE TABLE setting (
    tenant UUID NOT NULL,
    id UUID NOT NULL,
    kind TEXT NOT NULL,
    brand UUID,
    owner UUID,
    name TEXT NOT NULL,
    fields TEXT NOT NULL,
    position BIGINT NOT NULL,
    deleted BOOLEAN NOT NULL,
    version BIGINT NOT NULL,
    updated_at BIGINT NOT NULL,
    PRIMARY KEY (tenant, id)
);
CREATE UNIQUE INDEX setting_name ON setting
    (tenant, kind, COALESCE(brand, '00000000-0000-0000-0000-000000000000'), COALESCE(owner, '00000000-0000-0000-0000-000000000000'), name)
    WHERE NOT deleted;

CREATE TABLE setting_version (
    tenant UUID NOT NULL,
    setting UUID NOT NULL,
    version BIGINT NOT NULL,
    name TEXT NOT NULL,
    fields TEXT NOT NULL,
    deleted BOOLEAN NOT NULL,
    made_by UUID,
    made_at BIGINT NOT NULL,
    PRIMARY KEY (tenant, setting, version)
);

ALTER TABLE conversation ADD COLUMN disposition UUID;
