-- Appends a turn and trims the conversation: one call, one round trip, one transaction.
-- A function and not one statement with CTEs: a statement sees the rows as of its start, so one that had to wait for
-- the row lock would not trim what its predecessor appended. Here each statement sees what the lock let through.
--
-- p_keep: messages that the conversation may have after the append; older ones are deleted.
-- p_cutoff: messages before this time are expired; they are not counted in "kept".
-- Returns the last seq of the turn, and stored = false if p_turn_id was stored before.
CREATE OR REPLACE FUNCTION append_turn(
    p_tenant text, p_cid text, p_turn_id text, p_user text, p_assistant text,
    p_now timestamptz, p_cutoff timestamptz, p_keep integer)
RETURNS TABLE (seq bigint, kept integer, trimmed integer, stored boolean)
LANGUAGE plpgsql AS $$
DECLARE
    -- turn ids are kept for this many messages, that is for 100 turns
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

    -- takes the row lock of the conversation; an expired conversation starts again
    INSERT INTO conversation AS c (tenant, cid, last_seq, started_at, last_activity)
        VALUES (p_tenant, p_cid, 2, p_now, p_now)
        ON CONFLICT (tenant, cid) DO UPDATE SET
            last_seq = c.last_seq + 2,
            started_at = CASE WHEN c.last_activity >= p_cutoff THEN c.started_at ELSE p_now END,
            last_activity = greatest(c.last_activity, p_now)
        RETURNING c.last_seq, c.last_activity INTO v_seq, v_time;

    -- a concurrent append of the same turn may have held the lock until now
    RETURN QUERY SELECT t.last_seq, t.messages, 0, false FROM turn t
        WHERE t.tenant = p_tenant AND t.cid = p_cid AND t.turn_id = p_turn_id;
    IF FOUND THEN
        UPDATE conversation c SET last_seq = c.last_seq - 2 WHERE c.tenant = p_tenant AND c.cid = p_cid;
        RETURN;
    END IF;

    INSERT INTO message (tenant, cid, seq, role, content, created_at) VALUES
        (p_tenant, p_cid, v_seq - 1, 'user', p_user, v_time),
        (p_tenant, p_cid, v_seq, 'assistant', p_assistant, v_time);
    -- the trim
    DELETE FROM message m WHERE m.tenant = p_tenant AND m.cid = p_cid AND m.seq <= v_seq - p_keep;
    GET DIAGNOSTICS v_trimmed = ROW_COUNT;
    SELECT count(*) INTO v_kept FROM message m
        WHERE m.tenant = p_tenant AND m.cid = p_cid AND m.created_at >= p_cutoff;

    INSERT INTO turn (tenant, cid, turn_id, last_seq, messages) VALUES (p_tenant, p_cid, p_turn_id, v_seq, v_kept);
    -- old turn ids are deleted only at every 32nd turn, because each deletion costs time
    IF v_seq % 64 = 0 THEN
        DELETE FROM turn t WHERE t.tenant = p_tenant AND t.cid = p_cid AND t.last_seq <= v_seq - remembered;
    END IF;
    RETURN QUERY SELECT v_seq, v_kept, v_trimmed, true;
END
$$;
