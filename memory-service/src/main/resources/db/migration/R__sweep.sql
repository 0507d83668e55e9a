-- Deletes one batch of conversations without activity since p_cutoff; of a conversation with a playbook, the playbook stays.
-- SKIP LOCKED leaves rows that are in use to the next sweep, so sweeps and writers never wait for each other.
CREATE OR REPLACE FUNCTION sweep_conversations(p_cutoff timestamptz, p_batch integer)
RETURNS integer
LANGUAGE sql AS $$
    -- the decision uses the locked row only, because other tables can change until the lock is taken
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

-- Deletes one batch of expired messages, also of conversations that are still active. Like the function above, it waits for
-- no lock, so it cannot be part of a deadlock.
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
