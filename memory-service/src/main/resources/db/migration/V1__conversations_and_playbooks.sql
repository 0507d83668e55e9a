-- Every key leads with the tenant: two tenants never meet, and the tables can be sharded by it.
-- Ids compare byte for byte (COLLATE "C"): no locale decides that two conversations are one.

DO $$
BEGIN
    IF current_setting('server_encoding') <> 'UTF8' THEN
        RAISE EXCEPTION 'the database is encoded as %, memory needs UTF8', current_setting('server_encoding');
    END IF;
END
$$;

-- One row per conversation. Its row lock orders everything that is written to the conversation.
CREATE TABLE conversation (
    tenant           text COLLATE "C" NOT NULL CHECK (char_length(tenant) BETWEEN 1 AND 64),
    cid              text COLLATE "C" NOT NULL CHECK (char_length(cid) BETWEEN 1 AND 100),
    last_seq         bigint NOT NULL DEFAULT 0,
    -- both null while it has a playbook only
    started_at       timestamptz,
    last_activity    timestamptz,
    playbook_version bigint NOT NULL DEFAULT 0,
    last_entry_id    bigint NOT NULL DEFAULT 0,
    -- more than 0: there is a playbook or its log, so the row must outlive its messages
    feedback_count   bigint NOT NULL DEFAULT 0,
    PRIMARY KEY (tenant, cid),
    CHECK ((started_at IS NULL) = (last_activity IS NULL))
);
-- pages of the list, newest first
CREATE INDEX conversation_newest ON conversation (tenant, last_activity DESC, cid DESC) WHERE last_activity IS NOT NULL;
-- the sweeper, and the count of those alive
CREATE INDEX conversation_idle ON conversation (last_activity) WHERE last_activity IS NOT NULL;

CREATE TABLE message (
    tenant     text COLLATE "C" NOT NULL,
    cid        text COLLATE "C" NOT NULL,
    -- handed out under the conversation's row lock, without gaps: the order of messages is never a time
    seq        bigint NOT NULL,
    role       text NOT NULL CHECK (role IN ('user', 'assistant')),
    content    text NOT NULL CHECK (content <> ''),
    created_at timestamptz NOT NULL,
    PRIMARY KEY (tenant, cid, seq),
    FOREIGN KEY (tenant, cid) REFERENCES conversation ON DELETE CASCADE
);
-- the sweeper
CREATE INDEX message_age ON message (created_at);

-- What was answered to each turn, longer than its messages live: a repeat must not be stored again.
CREATE TABLE turn (
    tenant   text COLLATE "C" NOT NULL,
    cid      text COLLATE "C" NOT NULL,
    turn_id  text COLLATE "C" NOT NULL CHECK (char_length(turn_id) BETWEEN 1 AND 128),
    last_seq bigint NOT NULL,
    messages integer NOT NULL,
    PRIMARY KEY (tenant, cid, turn_id),
    FOREIGN KEY (tenant, cid) REFERENCES conversation ON DELETE CASCADE
);

CREATE TABLE playbook_entry (
    tenant           text COLLATE "C" NOT NULL,
    cid              text COLLATE "C" NOT NULL,
    id               bigint NOT NULL,
    insight_type     text COLLATE "C" NOT NULL
        CHECK (insight_type IN ('preference', 'instruction', 'fact', 'correction', 'context', 'constraint')),
    key              text COLLATE "C" NOT NULL CHECK (char_length(key) BETWEEN 1 AND 200),
    value            text NOT NULL CHECK (char_length(value) BETWEEN 1 AND 2000),
    -- of the folded value; null where it is too short to say by itself what it is about
    value_digest     bytea CHECK (octet_length(value_digest) = 32),
    operation        text NOT NULL CHECK (operation IN ('insert', 'update', 'delete')),
    source_feedback  text NOT NULL,
    confidence_score double precision NOT NULL CHECK (confidence_score BETWEEN 0 AND 1),
    created_at       timestamptz NOT NULL,
    updated_at       timestamptz NOT NULL,
    version          integer NOT NULL CHECK (version >= 1),
    is_active        boolean NOT NULL,
    tags             text[],
    extra_data       jsonb,
    agreements       integer NOT NULL DEFAULT 0 CHECK (agreements >= 0),
    -- the playbook version that last changed its value: who decided on an older one is refused
    changed_in       bigint NOT NULL,
    PRIMARY KEY (tenant, cid, id),
    FOREIGN KEY (tenant, cid) REFERENCES conversation ON DELETE CASCADE,
    CHECK (is_active = (operation <> 'delete'))
);
-- one active entry per key, and one per fact whatever its key; the first also serves the reads
CREATE UNIQUE INDEX playbook_entry_active_key ON playbook_entry (tenant, cid, insight_type, key) WHERE is_active;
CREATE UNIQUE INDEX playbook_entry_active_fact ON playbook_entry (tenant, cid, value_digest)
    WHERE is_active AND value_digest IS NOT NULL;

-- The log: what people said, what the model made of it, and what became of each operation. Erase is its only end.
CREATE TABLE playbook_feedback (
    tenant        text COLLATE "C" NOT NULL,
    cid           text COLLATE "C" NOT NULL,
    feedback_id   text COLLATE "C" NOT NULL CHECK (char_length(feedback_id) BETWEEN 1 AND 128),
    -- its place in the conversation's log
    position      bigint NOT NULL,
    feedback      text NOT NULL,
    model         text,
    raw_reply     text,
    version_seen  bigint,
    failure       text,
    -- what was answered, for repeats
    result        text NOT NULL,
    received_at   timestamptz NOT NULL,
    PRIMARY KEY (tenant, cid, feedback_id),
    FOREIGN KEY (tenant, cid) REFERENCES conversation ON DELETE CASCADE
);

CREATE TABLE playbook_operation (
    tenant           text COLLATE "C" NOT NULL,
    cid              text COLLATE "C" NOT NULL,
    feedback_id      text COLLATE "C" NOT NULL,
    position         integer NOT NULL,
    -- as it was sent, good or bad; null for an entry that had to go for another
    proposed         text,
    operation        text,
    insight_type     text,
    key              text,
    value            text,
    confidence_score double precision,
    outcome          text NOT NULL
        CHECK (outcome IN ('inserted', 'updated', 'reinforced', 'deleted', 'evicted', 'rejected')),
    reason           text,
    entry_id         bigint,
    entry_version    integer,
    value_before     text,
    PRIMARY KEY (tenant, cid, feedback_id, position),
    FOREIGN KEY (tenant, cid, feedback_id) REFERENCES playbook_feedback ON DELETE CASCADE,
    CHECK ((outcome = 'rejected') = (entry_id IS NULL))
);

CREATE FUNCTION refuse_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION '% is append-only', TG_TABLE_NAME;
END
$$;
CREATE TRIGGER append_only BEFORE UPDATE ON playbook_feedback FOR EACH ROW EXECUTE FUNCTION refuse_change();
CREATE TRIGGER append_only BEFORE UPDATE ON playbook_operation FOR EACH ROW EXECUTE FUNCTION refuse_change();
