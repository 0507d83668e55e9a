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

-- Deletes one batch of the playbook log that was received before p_cutoff: feedbacks with their operations, and entries that
-- were deleted before p_cutoff. Waits for no lock, like the functions above. Returns the number of feedbacks and entries.
CREATE OR REPLACE FUNCTION sweep_playbook_log(p_cutoff timestamptz, p_batch integer)
RETURNS integer
LANGUAGE plpgsql AS $$
DECLARE
    v_feedbacks integer;
    v_entries integer;
    v_tenants text[];
    v_cids text[];
BEGIN
    WITH old AS (
        SELECT f.tenant, f.cid, f.feedback_id FROM playbook_feedback f WHERE f.received_at < p_cutoff
            ORDER BY f.received_at LIMIT p_batch FOR UPDATE SKIP LOCKED),
    removed AS (
        DELETE FROM playbook_feedback f USING old
            WHERE f.tenant = old.tenant AND f.cid = old.cid AND f.feedback_id = old.feedback_id
            RETURNING f.tenant, f.cid),
    distinct_keys AS (SELECT DISTINCT r.tenant, r.cid FROM removed r)
    SELECT (SELECT count(*) FROM removed), coalesce(array_agg(k.tenant), '{}'), coalesce(array_agg(k.cid), '{}')
        INTO v_feedbacks, v_tenants, v_cids FROM distinct_keys k;

    WITH old AS (
        SELECT e.tenant, e.cid, e.id FROM playbook_entry e WHERE NOT e.is_active AND e.updated_at < p_cutoff
            ORDER BY e.updated_at LIMIT greatest(p_batch - v_feedbacks, 1) FOR UPDATE SKIP LOCKED),
    removed AS (
        DELETE FROM playbook_entry e USING old WHERE e.tenant = old.tenant AND e.cid = old.cid AND e.id = old.id
            RETURNING e.tenant, e.cid),
    distinct_keys AS (SELECT DISTINCT r.tenant, r.cid FROM removed r)
    SELECT (SELECT count(*) FROM removed), v_tenants || coalesce(array_agg(k.tenant), '{}'),
            v_cids || coalesce(array_agg(k.cid), '{}')
        INTO v_entries, v_tenants, v_cids FROM distinct_keys k;

    -- a conversation without entries and log has no playbook any more; its row may go with its messages
    SELECT coalesce(array_agg(l.tenant), '{}'), coalesce(array_agg(l.cid), '{}') INTO v_tenants, v_cids FROM (
        SELECT c.tenant, c.cid FROM conversation c JOIN unnest(v_tenants, v_cids) AS k(tenant, cid)
            ON c.tenant = k.tenant AND c.cid = k.cid FOR UPDATE OF c SKIP LOCKED) l;
    UPDATE conversation c SET feedback_count = 0 FROM unnest(v_tenants, v_cids) AS k(tenant, cid)
        WHERE c.tenant = k.tenant AND c.cid = k.cid AND c.last_activity IS NOT NULL
            AND NOT EXISTS (SELECT 1 FROM playbook_entry e WHERE e.tenant = c.tenant AND e.cid = c.cid)
            AND NOT EXISTS (SELECT 1 FROM playbook_feedback f WHERE f.tenant = c.tenant AND f.cid = c.cid);
    DELETE FROM conversation c USING unnest(v_tenants, v_cids) AS k(tenant, cid)
        WHERE c.tenant = k.tenant AND c.cid = k.cid AND c.last_activity IS NULL
            AND NOT EXISTS (SELECT 1 FROM playbook_entry e WHERE e.tenant = c.tenant AND e.cid = c.cid)
            AND NOT EXISTS (SELECT 1 FROM playbook_feedback f WHERE f.tenant = c.tenant AND f.cid = c.cid);
    RETURN v_feedbacks + v_entries;
END
$$;
