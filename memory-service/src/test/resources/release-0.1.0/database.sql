-- A database as release 0.1.0 left it: its schema, Flyway's history and one conversation with a playbook of tenant "default".
-- Frozen: later releases must start on it and find everything (Release010Tests).
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

-- Appends a turn and trims the conversation: one call, one round trip, one transaction.
-- A function and not one statement with CTEs: a statement sees the rows as of its start, so one that had to wait for
-- the row lock would not trim what its predecessor appended. Here each statement sees what the lock let through.
CREATE OR REPLACE FUNCTION append_turn(
    p_tenant text, p_cid text, p_turn_id text, p_user text, p_assistant text,
    p_now timestamptz, p_cutoff timestamptz, p_keep integer)
RETURNS TABLE (seq bigint, kept integer, trimmed integer, stored boolean)
LANGUAGE plpgsql AS $$
DECLARE
    -- turns that a repeat is recognised among, in messages
    remembered CONSTANT bigint := 200;
    v_seq bigint;
    v_time timestamptz;
    v_kept integer;
    v_trimmed integer;
BEGIN
    RETURN QUERY SELECT t.last_seq, t.messages, 0, false FROM turn t
        WHERE t.tenant = p_tenant AND t.cid = p_cid AND t.turn_id = p_turn_id;
    IF FOUND THEN
        RETURN;
    END IF;

    INSERT INTO conversation AS c (tenant, cid, last_seq, started_at, last_activity)
        VALUES (p_tenant, p_cid, 2, p_now, p_now)
        ON CONFLICT (tenant, cid) DO UPDATE SET
            last_seq = c.last_seq + 2,
            started_at = CASE WHEN c.last_activity >= p_cutoff THEN c.started_at ELSE p_now END,
            last_activity = greatest(c.last_activity, p_now)
        RETURNING c.last_seq, c.last_activity INTO v_seq, v_time;

    -- the same turn may have come in twice at once and its twin have held the lock
    RETURN QUERY SELECT t.last_seq, t.messages, 0, false FROM turn t
        WHERE t.tenant = p_tenant AND t.cid = p_cid AND t.turn_id = p_turn_id;
    IF FOUND THEN
        UPDATE conversation c SET last_seq = c.last_seq - 2 WHERE c.tenant = p_tenant AND c.cid = p_cid;
        RETURN;
    END IF;

    INSERT INTO message (tenant, cid, seq, role, content, created_at) VALUES
        (p_tenant, p_cid, v_seq - 1, 'user', p_user, v_time),
        (p_tenant, p_cid, v_seq, 'assistant', p_assistant, v_time);
    DELETE FROM message m WHERE m.tenant = p_tenant AND m.cid = p_cid AND m.seq <= v_seq - p_keep;
    GET DIAGNOSTICS v_trimmed = ROW_COUNT;
    SELECT count(*) INTO v_kept FROM message m
        WHERE m.tenant = p_tenant AND m.cid = p_cid AND m.created_at >= p_cutoff;

    INSERT INTO turn (tenant, cid, turn_id, last_seq, messages) VALUES (p_tenant, p_cid, p_turn_id, v_seq, v_kept);
    IF v_seq % 64 = 0 THEN
        DELETE FROM turn t WHERE t.tenant = p_tenant AND t.cid = p_cid AND t.last_seq <= v_seq - remembered;
    END IF;
    RETURN QUERY SELECT v_seq, v_kept, v_trimmed, true;
END
$$;
-- Deletes a conversation's messages and, where p_erase says so, its playbook and the playbook's log.
-- Answers whether there was anything that the caller could have known of.
CREATE OR REPLACE FUNCTION forget(p_tenant text, p_cid text, p_cutoff timestamptz, p_erase boolean)
RETURNS boolean
LANGUAGE plpgsql AS $$
DECLARE
    v_alive boolean;
    v_playbook boolean;
BEGIN
    SELECT coalesce(c.last_activity >= p_cutoff, false), c.feedback_count > 0 INTO v_alive, v_playbook
        FROM conversation c WHERE c.tenant = p_tenant AND c.cid = p_cid FOR UPDATE;
    IF NOT FOUND THEN
        RETURN false;
    END IF;
    IF p_erase OR NOT v_playbook THEN
        -- everything else goes with it, by ON DELETE CASCADE
        DELETE FROM conversation c WHERE c.tenant = p_tenant AND c.cid = p_cid;
        RETURN v_alive OR v_playbook;
    END IF;
    DELETE FROM message m WHERE m.tenant = p_tenant AND m.cid = p_cid;
    DELETE FROM turn t WHERE t.tenant = p_tenant AND t.cid = p_cid;
    UPDATE conversation c SET started_at = NULL, last_activity = NULL WHERE c.tenant = p_tenant AND c.cid = p_cid;
    RETURN v_alive;
END
$$;
-- Deletes one batch of conversations that nobody has written to since p_cutoff. Rows that somebody works on are left for
-- the next round, so several sweepers and any number of writers never wait for each other here.
CREATE OR REPLACE FUNCTION sweep_conversations(p_cutoff timestamptz, p_batch integer)
RETURNS integer
LANGUAGE sql AS $$
    -- decided on the locked row alone: other tables may have changed while the lock was waited for
    WITH idle AS (
        SELECT c.tenant, c.cid, c.feedback_count > 0 AS has_playbook FROM conversation c
            WHERE c.last_activity < p_cutoff
            ORDER BY c.last_activity LIMIT p_batch FOR UPDATE SKIP LOCKED),
    emptied AS (
        UPDATE conversation c SET started_at = NULL, last_activity = NULL FROM idle
            WHERE idle.has_playbook AND c.tenant = idle.tenant AND c.cid = idle.cid
            RETURNING c.tenant, c.cid),
    turns AS (
        DELETE FROM turn t USING emptied WHERE t.tenant = emptied.tenant AND t.cid = emptied.cid),
    removed AS (
        DELETE FROM conversation c USING idle
            WHERE NOT idle.has_playbook AND c.tenant = idle.tenant AND c.cid = idle.cid
            RETURNING 1)
    SELECT ((SELECT count(*) FROM emptied) + (SELECT count(*) FROM removed))::integer
$$;

-- The messages of conversations that go on. A transaction of its own: it waits for nobody, so it can't be part of a deadlock.
CREATE OR REPLACE FUNCTION sweep_messages(p_cutoff timestamptz, p_batch integer)
RETURNS integer
LANGUAGE sql AS $$
    WITH old AS (
        SELECT m.tenant, m.cid, m.seq FROM message m WHERE m.created_at < p_cutoff
            ORDER BY m.created_at LIMIT p_batch FOR UPDATE SKIP LOCKED),
    removed AS (
        DELETE FROM message m USING old WHERE m.tenant = old.tenant AND m.cid = old.cid AND m.seq = old.seq RETURNING 1)
    SELECT count(*)::integer FROM removed
$$;

CREATE TABLE flyway_schema_history (installed_rank integer NOT NULL PRIMARY KEY, version varchar(50), description varchar(200) NOT NULL, type varchar(20) NOT NULL, script varchar(1000) NOT NULL, checksum integer, installed_by varchar(100) NOT NULL, installed_on timestamp NOT NULL DEFAULT now(), execution_time integer NOT NULL, success boolean NOT NULL);
CREATE INDEX flyway_schema_history_s_idx ON flyway_schema_history (success);
INSERT INTO flyway_schema_history SELECT * FROM jsonb_populate_record(NULL::flyway_schema_history, '{"type": "SQL", "script": "V1__conversations_and_playbooks.sql", "success": true, "version": "1", "checksum": -1924772622, "description": "conversations and playbooks", "installed_by": "miner", "installed_on": "2026-11-29T05:54:16.718185", "execution_time": 49, "installed_rank": 1}'::jsonb);
INSERT INTO flyway_schema_history SELECT * FROM jsonb_populate_record(NULL::flyway_schema_history, '{"type": "SQL", "script": "R__append_turn.sql", "success": true, "version": null, "checksum": 357196305, "description": "append turn", "installed_by": "miner", "installed_on": "2026-11-29T05:54:16.857216", "execution_time": 9, "installed_rank": 2}'::jsonb);
INSERT INTO flyway_schema_history SELECT * FROM jsonb_populate_record(NULL::flyway_schema_history, '{"type": "SQL", "script": "R__forget.sql", "success": true, "version": null, "checksum": 96129891, "description": "forget", "installed_by": "miner", "installed_on": "2026-11-29T05:54:16.8889", "execution_time": 12, "installed_rank": 3}'::jsonb);
INSERT INTO flyway_schema_history SELECT * FROM jsonb_populate_record(NULL::flyway_schema_history, '{"type": "SQL", "script": "R__sweep.sql", "success": true, "version": null, "checksum": 1664950350, "description": "sweep", "installed_by": "miner", "installed_on": "2026-11-29T05:54:16.906444", "execution_time": 15, "installed_rank": 4}'::jsonb);
INSERT INTO conversation SELECT * FROM jsonb_populate_record(NULL::conversation, '{"cid": "old ä 1", "tenant": "default", "last_seq": 14, "started_at": "2026-11-29T05:56:06.423332+00:00", "last_activity": "2026-11-29T05:56:31.000533+00:00", "last_entry_id": 3, "feedback_count": 1, "playbook_version": 1}'::jsonb);
INSERT INTO message SELECT * FROM jsonb_populate_record(NULL::message, E'{"cid": "old ä 1", "seq": 5, "role": "user", "tenant": "default", "content": "Task: Chat\\nQuery 1: Question number 3: say a short word.", "created_at": "2026-11-29T05:56:09.391205+00:00"}'::jsonb);
INSERT INTO message SELECT * FROM jsonb_populate_record(NULL::message, E'{"cid": "old ä 1", "seq": 6, "role": "assistant", "tenant": "default", "content": "I''d like you to describe an interesting fact about history or science using only five words.\\nA person can''t list every detail they remember without enumerating each one more times than possible. A summary should use no more than ten words. The answer must include the keyword ''history'' at least twice.\\nTo make it as simple as possible please provide just two sentences max.", "created_at": "2026-11-29T05:56:09.391205+00:00"}'::jsonb);
INSERT INTO message SELECT * FROM jsonb_populate_record(NULL::message, E'{"cid": "old ä 1", "seq": 7, "role": "user", "tenant": "default", "content": "Task: Chat\\nQuery 1: Question number 4: say a short word.", "created_at": "2026-11-29T05:56:10.955256+00:00"}'::jsonb);
INSERT INTO message SELECT * FROM jsonb_populate_record(NULL::message, '{"cid": "old ä 1", "seq": 8, "role": "assistant", "tenant": "default", "content": "You''re here because of me. I''ve been helping people with their problems for years. My name is Samantha, by the way.", "created_at": "2026-11-29T05:56:10.955256+00:00"}'::jsonb);
INSERT INTO message SELECT * FROM jsonb_populate_record(NULL::message, E'{"cid": "old ä 1", "seq": 9, "role": "user", "tenant": "default", "content": "Task: Chat\\nQuery 1: Question number 5: say a short word.", "created_at": "2026-11-29T05:56:12.246665+00:00"}'::jsonb);
INSERT INTO message SELECT * FROM jsonb_populate_record(NULL::message, E'{"cid": "old ä 1", "seq": 10, "role": "assistant", "tenant": "default", "content": "You are here to learn something new today.\\nThe answer was \\"you\\".", "created_at": "2026-11-29T05:56:12.246665+00:00"}'::jsonb);
INSERT INTO message SELECT * FROM jsonb_populate_record(NULL::message, E'{"cid": "old ä 1", "seq": 11, "role": "user", "tenant": "default", "content": "Task: Chat\\nQuery 1: Question number 6: say a short word.", "created_at": "2026-11-29T05:56:14.841027+00:00"}'::jsonb);
INSERT INTO message SELECT * FROM jsonb_populate_record(NULL::message, E'{"cid": "old ä 1", "seq": 12, "role": "assistant", "tenant": "default", "content": "You have reached your goal!\\n\\nI am not a chatbot. I''m a human designed to assist users with questions. You wish to know how to bake a chocolate cake? Ask a bot in that language!", "created_at": "2026-11-29T05:56:14.841027+00:00"}'::jsonb);
INSERT INTO message SELECT * FROM jsonb_populate_record(NULL::message, '{"cid": "old ä 1", "seq": 13, "role": "user", "tenant": "default", "content": "User feedback: I prefer short answers. My name is Ada. Never use slang.", "created_at": "2026-11-29T05:56:31.000533+00:00"}'::jsonb);
INSERT INTO message SELECT * FROM jsonb_populate_record(NULL::message, E'{"cid": "old ä 1", "seq": 14, "role": "assistant", "tenant": "default", "content": "Thank you for your feedback. What was learned:\\n- insert (inserted) preference answer_length: I prefer short answers (confidence 0.90)\\n- insert (inserted) fact user_name: My name is Ada (confidence 0.90)\\n- insert (inserted) constraint never_use_slang: Never use slang (confidence 0.90)\\nThe playbook has 3 active entries.", "created_at": "2026-11-29T05:56:31.000533+00:00"}'::jsonb);
INSERT INTO turn SELECT * FROM jsonb_populate_record(NULL::turn, '{"cid": "old ä 1", "tenant": "default", "turn_id": "045d55b1-24f5-ad08-33ce-eb2b0998c34a", "last_seq": 2, "messages": 2}'::jsonb);
INSERT INTO turn SELECT * FROM jsonb_populate_record(NULL::turn, '{"cid": "old ä 1", "tenant": "default", "turn_id": "b0f2a7bf-c54f-65a8-0d16-9f3437c5c1d1", "last_seq": 4, "messages": 4}'::jsonb);
INSERT INTO turn SELECT * FROM jsonb_populate_record(NULL::turn, '{"cid": "old ä 1", "tenant": "default", "turn_id": "8345a931-0326-3397-397e-06efb6e9c4ed", "last_seq": 6, "messages": 6}'::jsonb);
INSERT INTO turn SELECT * FROM jsonb_populate_record(NULL::turn, '{"cid": "old ä 1", "tenant": "default", "turn_id": "56406de0-f70b-dd86-9c85-871ce7ab0d66", "last_seq": 8, "messages": 8}'::jsonb);
INSERT INTO turn SELECT * FROM jsonb_populate_record(NULL::turn, '{"cid": "old ä 1", "tenant": "default", "turn_id": "fe8e4000-35f0-a645-df63-1157d6d625d0", "last_seq": 10, "messages": 10}'::jsonb);
INSERT INTO turn SELECT * FROM jsonb_populate_record(NULL::turn, '{"cid": "old ä 1", "tenant": "default", "turn_id": "92059c8a-e70b-2aba-49e7-61b53f918c9a", "last_seq": 12, "messages": 10}'::jsonb);
INSERT INTO turn SELECT * FROM jsonb_populate_record(NULL::turn, '{"cid": "old ä 1", "tenant": "default", "turn_id": "a22a375b-5954-d914-1f5e-6ade2b831c0c", "last_seq": 14, "messages": 10}'::jsonb);
INSERT INTO playbook_entry SELECT * FROM jsonb_populate_record(NULL::playbook_entry, E'{"id": 1, "cid": "old ä 1", "key": "answer_length", "tags": null, "value": "I prefer short answers", "tenant": "default", "version": 1, "is_active": true, "operation": "insert", "agreements": 0, "changed_in": 1, "created_at": "2026-11-29T05:56:30.606789+00:00", "extra_data": {"extracted_by": "rules"}, "updated_at": "2026-11-29T05:56:30.606789+00:00", "insight_type": "preference", "value_digest": "\\\\xabc016cb19cfff6d589c87cb44348d270f05486336d62b414babb6a02119147a", "source_feedback": "I prefer short answers. My name is Ada. Never use slang.", "confidence_score": 0.9}'::jsonb);
INSERT INTO playbook_entry SELECT * FROM jsonb_populate_record(NULL::playbook_entry, '{"id": 2, "cid": "old ä 1", "key": "user_name", "tags": null, "value": "My name is Ada", "tenant": "default", "version": 1, "is_active": true, "operation": "insert", "agreements": 0, "changed_in": 1, "created_at": "2026-11-29T05:56:30.606789+00:00", "extra_data": {"extracted_by": "rules"}, "updated_at": "2026-11-29T05:56:30.606789+00:00", "insight_type": "fact", "value_digest": null, "source_feedback": "I prefer short answers. My name is Ada. Never use slang.", "confidence_score": 0.9}'::jsonb);
INSERT INTO playbook_entry SELECT * FROM jsonb_populate_record(NULL::playbook_entry, '{"id": 3, "cid": "old ä 1", "key": "never_use_slang", "tags": null, "value": "Never use slang", "tenant": "default", "version": 1, "is_active": true, "operation": "insert", "agreements": 0, "changed_in": 1, "created_at": "2026-11-29T05:56:30.606789+00:00", "extra_data": {"extracted_by": "rules"}, "updated_at": "2026-11-29T05:56:30.606789+00:00", "insight_type": "constraint", "value_digest": null, "source_feedback": "I prefer short answers. My name is Ada. Never use slang.", "confidence_score": 0.9}'::jsonb);
INSERT INTO playbook_feedback SELECT * FROM jsonb_populate_record(NULL::playbook_feedback, E'{"cid": "old ä 1", "model": "SmolLM2-135M-Instruct-Q4_1", "result": "{\\"cid\\":\\"old ä 1\\",\\"playbook_version\\":1,\\"entry_count\\":3,\\"applied\\":[{\\"operation\\":\\"insert\\",\\"insight_type\\":\\"preference\\",\\"key\\":\\"answer_length\\",\\"value\\":\\"I prefer short answers\\",\\"confidence_score\\":0.9,\\"tags\\":null,\\"id\\":1,\\"version\\":1,\\"outcome\\":\\"inserted\\",\\"reason\\":null},{\\"operation\\":\\"insert\\",\\"insight_type\\":\\"fact\\",\\"key\\":\\"user_name\\",\\"value\\":\\"My name is Ada\\",\\"confidence_score\\":0.9,\\"tags\\":null,\\"id\\":2,\\"version\\":1,\\"outcome\\":\\"inserted\\",\\"reason\\":null},{\\"operation\\":\\"insert\\",\\"insight_type\\":\\"constraint\\",\\"key\\":\\"never_use_slang\\",\\"value\\":\\"Never use slang\\",\\"confidence_score\\":0.9,\\"tags\\":null,\\"id\\":3,\\"version\\":1,\\"outcome\\":\\"inserted\\",\\"reason\\":null}]}", "tenant": "default", "failure": null, "feedback": "I prefer short answers. My name is Ada. Never use slang.", "position": 1, "raw_reply": "{\\n  \\"operations\\": [\\n    {\\n      \\"evidence_quote\\": \\"This is a fact.\\",\\n      \\"operation\\": \\"update\\",\\n      \\"target\\": \\"you\\",\\n      \\"insight_type\\": \\"preference\\",\\n      \\"key\\": \\"you\\",\\n      \\"value\\": \\"you\\",\\n      \\"certainty\\": \\"explicit\\",\\n      \\"scope\\": \\"conversation\\",\\n      \\"tags\\": [\\n        \\"you\\",\\n        \\"you\\",\\n        \\"you\\",\\n        \\"you\\",\\n        \\"you\\",\\n        \\"you\\",\\n        \\"you\\",\\n        \\"you\\",\\n        \\"you\\",\\n        \\"you\\",\\n        \\"you\\",\\n        \\"you\\",\\n        \\"you\\",\\n        \\"you\\",\\n        \\"you\\",\\n        \\"you\\",\\n        \\"you\\",\\n        \\"you\\",\\n        \\"you\\",\\n        \\"you\\",\\n        \\"you\\",\\n        \\"you\\",\\n        \\"you\\",\\n        \\"you\\",\\n        \\"you\\",\\n        \\"you\\",\\n        \\"you\\",\\n        \\"you\\",\\n        \\"you\\",\\n        \\"you\\",\\n        \\"you\\",\\n        \\"you\\",\\n        \\"you\\",\\n        \\"you\\",\\n        \\"you\\",\\n        \\"you\\",\\n        \\"you\\",\\n        \\"you\\",\\n        \\"you\\",\\n        \\"you\\",\\n        \\"you\\",\\n        \\"you\\",\\n        \\"you\\",\\n        \\"you\\",\\n        \\"you\\",\\n        \\"you\\",\\n        \\"you\\",\\n        \\"you\\",\\n        \\"you\\",\\n        \\"you\\",\\n        \\"you\\",\\n        \\"you\\",\\n        \\"you\\",\\n        \\"you\\",\\n        \\"you\\",\\n        \\"you\\",\\n        \\"you\\",\\n        \\"you\\",\\n        \\"you\\",\\n        \\"you\\",\\n        \\"you\\",\\n        \\"you\\",\\n        \\"you\\",\\n        \\"you\\",\\n        \\"you\\",\\n        \\"you\\",\\n        \\"you\\",\\n        \\"you\\",\\n        \\"you\\",\\n        \\"you\\",\\n        \\"you\\",\\n        \\"you\\",\\n        \\"you\\",\\n        \\"you\\",\\n        \\"you\\",\\n        \\"you\\",\\n        \\"you\\",\\n        \\"you\\",\\n        \\"you\\",\\n        \\"you\\",\\n        \\"you\\",\\n        \\"you\\",\\n        \\"you\\",\\n        \\"you\\",\\n        \\"you\\",\\n        \\"you\\",\\n        \\"you\\",\\n        \\"you\\",\\n        \\"you\\",\\n        \\"you\\",\\n        \\"you\\",\\n        \\"you\\",\\n        \\"you\\",\\n        \\"you\\",\\n        \\"you\\",\\n        \\"you\\",\\n        \\"you\\",\\n        \\"you\\",\\n        \\"you\\",\\n        \\"you\\",\\n        \\"you\\",\\n        \\"you\\",\\n        \\"you\\",\\n        \\"you\\",\\n        \\"you\\",\\n        \\"you\\",\\n        \\"you\\",\\n        \\"you", "feedback_id": "b34cc495-7625-5173-201b-26c22f07c5a6", "received_at": "2026-11-29T05:56:30.606789+00:00", "version_seen": 0}'::jsonb);
INSERT INTO playbook_operation SELECT * FROM jsonb_populate_record(NULL::playbook_operation, E'{"cid": "old ä 1", "key": "answer_length", "value": "I prefer short answers", "reason": null, "tenant": "default", "outcome": "inserted", "entry_id": 1, "position": 0, "proposed": "{\\"operation\\":\\"insert\\",\\"insight_type\\":\\"preference\\",\\"key\\":\\"answer_length\\",\\"value\\":\\"I prefer short answers\\",\\"confidence_score\\":0.9,\\"tags\\":null,\\"extra_data\\":{\\"extracted_by\\":\\"rules\\"},\\"evidence_quote\\":\\"I prefer short answers.\\",\\"dropped\\":null}", "operation": "insert", "feedback_id": "b34cc495-7625-5173-201b-26c22f07c5a6", "insight_type": "preference", "value_before": null, "entry_version": 1, "confidence_score": 0.9}'::jsonb);
INSERT INTO playbook_operation SELECT * FROM jsonb_populate_record(NULL::playbook_operation, E'{"cid": "old ä 1", "key": "user_name", "value": "My name is Ada", "reason": null, "tenant": "default", "outcome": "inserted", "entry_id": 2, "position": 1, "proposed": "{\\"operation\\":\\"insert\\",\\"insight_type\\":\\"fact\\",\\"key\\":\\"user_name\\",\\"value\\":\\"My name is Ada\\",\\"confidence_score\\":0.9,\\"tags\\":null,\\"extra_data\\":{\\"extracted_by\\":\\"rules\\"},\\"evidence_quote\\":\\"My name is Ada.\\",\\"dropped\\":null}", "operation": "insert", "feedback_id": "b34cc495-7625-5173-201b-26c22f07c5a6", "insight_type": "fact", "value_before": null, "entry_version": 1, "confidence_score": 0.9}'::jsonb);
INSERT INTO playbook_operation SELECT * FROM jsonb_populate_record(NULL::playbook_operation, E'{"cid": "old ä 1", "key": "never_use_slang", "value": "Never use slang", "reason": null, "tenant": "default", "outcome": "inserted", "entry_id": 3, "position": 2, "proposed": "{\\"operation\\":\\"insert\\",\\"insight_type\\":\\"constraint\\",\\"key\\":\\"never_use_slang\\",\\"value\\":\\"Never use slang\\",\\"confidence_score\\":0.9,\\"tags\\":null,\\"extra_data\\":{\\"extracted_by\\":\\"rules\\"},\\"evidence_quote\\":\\"Never use slang.\\",\\"dropped\\":null}", "operation": "insert", "feedback_id": "b34cc495-7625-5173-201b-26c22f07c5a6", "insight_type": "constraint", "value_before": null, "entry_version": 1, "confidence_score": 0.9}'::jsonb);
-- messages expire after seven days
UPDATE message SET created_at = now();
UPDATE conversation SET started_at = now(), last_activity = now();
