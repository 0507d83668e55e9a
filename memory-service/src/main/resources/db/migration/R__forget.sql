-- Deletes the messages of a conversation and, if p_erase is true, its playbook and the playbook's log.
-- Returns false if the conversation is unknown or expired; with p_erase, an existing playbook is enough for true.
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
        -- ON DELETE CASCADE deletes the rows of all other tables
        DELETE FROM conversation c WHERE c.tenant = p_tenant AND c.cid = p_cid;
        RETURN v_alive OR v_playbook;
    END IF;
    DELETE FROM message m WHERE m.tenant = p_tenant AND m.cid = p_cid;
    DELETE FROM turn t WHERE t.tenant = p_tenant AND t.cid = p_cid;
    UPDATE conversation c SET started_at = NULL, last_activity = NULL WHERE c.tenant = p_tenant AND c.cid = p_cid;
    RETURN v_alive;
END
$$;
