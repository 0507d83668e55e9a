-- Functions in place of those of V1, under other names: llm-proxies of the version before go on with the old ones during an upgrade.
-- Times are those of this database, because the clocks of several proxies differ; p_now is for tests and null otherwise.

-- An account is the tenant and the name of a key, with a slash between them: two tenants can have a key of one name.
ALTER TABLE llm_proxy.budget_counter DROP CONSTRAINT budget_counter_account_check;
ALTER TABLE llm_proxy.budget_counter ADD CHECK (char_length(account) BETWEEN 1 AND 129);

-- Holds p_tokens and p_money in both windows of this moment, or nothing in either if a limit would be exceeded. A limit that is null
-- limits nothing. Returns both counters as they are then, the day's first. Fails, and holds nothing, if the reservation was withdrawn
-- before, or if this statement took longer than p_wait_millis, which is how long the caller waits.
CREATE FUNCTION llm_proxy.hold_budget(
    p_id uuid, p_account text, p_tokens bigint, p_money bigint,
    p_tokens_per_day bigint, p_tokens_per_month bigint, p_money_per_day bigint, p_money_per_month bigint,
    p_wait_millis bigint, p_hold_millis bigint, p_now timestamptz)
RETURNS TABLE (reserved boolean, tokens_spent bigint, tokens_held bigint, money_spent bigint, money_held bigint, asked timestamptz)
LANGUAGE plpgsql AS $$
DECLARE
    v_now CONSTANT timestamptz := coalesce(p_now, clock_timestamp());
    v_day CONSTANT date := (v_now AT TIME ZONE 'UTC')::date;
    v_month CONSTANT date := date_trunc('month', v_day)::date;
    v_fits boolean;
BEGIN
    -- a new counter begins with what the version before counted under the name alone, if anything: no upgrade gives a budget anew
    INSERT INTO llm_proxy.budget_counter (account, period, starts, tokens_spent, money_spent)
        SELECT p_account, w.period, w.starts, coalesce(o.tokens_spent + o.tokens_held, 0), coalesce(o.money_spent + o.money_held, 0)
            FROM (VALUES ('day', v_day), ('month', v_month)) AS w (period, starts)
            LEFT JOIN llm_proxy.budget_counter o
                ON o.account = split_part(p_account, '/', 2) AND o.period = w.period AND o.starts = w.starts
        ON CONFLICT DO NOTHING;
    -- every function locks counters in the order of their key, so no two wait for each other
    PERFORM 1 FROM llm_proxy.budget_counter c
        WHERE c.account = p_account AND (c.period, c.starts) IN (('day', v_day), ('month', v_month))
        ORDER BY c.account, c.period, c.starts FOR UPDATE;
    IF clock_timestamp() > statement_timestamp() + p_wait_millis * interval '1 millisecond' THEN
        RAISE EXCEPTION 'the caller of this reservation waits no longer' USING ERRCODE = 'query_canceled';
    END IF;

    SELECT count(*) = 2 INTO v_fits
        FROM llm_proxy.budget_counter c
        JOIN (VALUES ('day', v_day, p_tokens_per_day, p_money_per_day),
                     ('month', v_month, p_tokens_per_month, p_money_per_month))
            AS a (period, starts, tokens_limit, money_limit) USING (period, starts)
        WHERE c.account = p_account
            AND (a.tokens_limit IS NULL OR c.tokens_spent + c.tokens_held + p_tokens <= a.tokens_limit)
            AND (a.money_limit IS NULL OR c.money_spent + c.money_held + p_money <= a.money_limit);
    IF v_fits THEN
        INSERT INTO llm_proxy.budget_reservation (id, account, day, tokens, money, deadline)
            VALUES (p_id, p_account, v_day, p_tokens, p_money, v_now + p_hold_millis * interval '1 millisecond')
            ON CONFLICT (id) DO NOTHING;
        IF NOT FOUND THEN
            RAISE EXCEPTION 'this reservation was withdrawn' USING ERRCODE = 'query_canceled';
        END IF;
        UPDATE llm_proxy.budget_counter c
            SET tokens_held = c.tokens_held + p_tokens, money_held = c.money_held + p_money
            WHERE c.account = p_account AND (c.period, c.starts) IN (('day', v_day), ('month', v_month));
    END IF;

    RETURN QUERY SELECT v_fits, c.tokens_spent, c.tokens_held, c.money_spent, c.money_held, v_now
        FROM llm_proxy.budget_counter c
        WHERE c.account = p_account AND (c.period, c.starts) IN (('day', v_day), ('month', v_month))
        ORDER BY c.period;
END
$$;

-- Ends a reservation whose caller does not know whether it was made: releases it, or leaves a row without tokens and money, so that a
-- hold_budget that is still under way, or still to come, fails. Waits for one that is under way. True if something was released.
CREATE FUNCTION llm_proxy.withdraw_reservation(p_id uuid, p_account text, p_keep_millis bigint, p_now timestamptz)
RETURNS boolean
LANGUAGE plpgsql AS $$
DECLARE
    v_now CONSTANT timestamptz := coalesce(p_now, clock_timestamp());
BEGIN
    INSERT INTO llm_proxy.budget_reservation (id, account, day, tokens, money, deadline)
        VALUES (p_id, p_account, (v_now AT TIME ZONE 'UTC')::date, 0, 0, v_now + p_keep_millis * interval '1 millisecond')
        ON CONFLICT (id) DO NOTHING;
    -- the row of an earlier call, whose answer was lost, stays
    IF FOUND OR EXISTS (SELECT 1 FROM llm_proxy.budget_reservation r WHERE r.id = p_id AND r.tokens = 0 AND r.money = 0) THEN
        RETURN false;
    END IF;
    RETURN llm_proxy.settle_budget(p_id, 0, 0);
END
$$;

-- Charges reservations whose deadline has passed as a whole, at most p_batch: nobody knows what their attempts cost. Deletes what
-- withdraw_reservation left. Several proxies may call it at once. Returns how many were charged.
CREATE FUNCTION llm_proxy.charge_overdue_reservations(p_batch integer, p_now timestamptz)
RETURNS integer
LANGUAGE plpgsql AS $$
DECLARE
    v_now CONSTANT timestamptz := coalesce(p_now, clock_timestamp());
    v_ids uuid[];
BEGIN
    DELETE FROM llm_proxy.budget_reservation r WHERE r.id IN (
        SELECT w.id FROM llm_proxy.budget_reservation w WHERE w.deadline < v_now AND w.tokens = 0 AND w.money = 0
            ORDER BY w.deadline LIMIT p_batch FOR UPDATE SKIP LOCKED);
    SELECT array_agg(d.id) INTO v_ids FROM (
        SELECT r.id FROM llm_proxy.budget_reservation r WHERE r.deadline < v_now AND (r.tokens > 0 OR r.money > 0)
            ORDER BY r.deadline LIMIT p_batch FOR UPDATE SKIP LOCKED) d;
    IF v_ids IS NULL THEN
        RETURN 0;
    END IF;
    PERFORM 1 FROM llm_proxy.budget_counter c
        WHERE (c.account, c.period, c.starts) IN (
            SELECT r.account, 'day', r.day FROM llm_proxy.budget_reservation r WHERE r.id = ANY (v_ids)
            UNION SELECT r.account, 'month', date_trunc('month', r.day)::date
                FROM llm_proxy.budget_reservation r WHERE r.id = ANY (v_ids))
        ORDER BY c.account, c.period, c.starts FOR UPDATE;
    WITH charged AS (
        DELETE FROM llm_proxy.budget_reservation r WHERE r.id = ANY (v_ids)
            RETURNING r.account, r.day, r.tokens, r.money),
    windows AS (
        SELECT g.account, 'day' AS period, g.day AS starts, g.tokens, g.money FROM charged g
        UNION ALL SELECT g.account, 'month', date_trunc('month', g.day)::date, g.tokens, g.money FROM charged g),
    sums AS (
        SELECT w.account, w.period, w.starts, sum(w.tokens)::bigint AS tokens, sum(w.money)::bigint AS money
            FROM windows w GROUP BY w.account, w.period, w.starts)
    UPDATE llm_proxy.budget_counter c
        SET tokens_held = c.tokens_held - s.tokens, tokens_spent = c.tokens_spent + s.tokens,
            money_held = c.money_held - s.money, money_spent = c.money_spent + s.money
        FROM sums s WHERE c.account = s.account AND c.period = s.period AND c.starts = s.starts;
    RETURN cardinality(v_ids);
END
$$;

-- Deletes ledger rows of days before p_ledger_from, the counters of windows that ended long ago, and the ids of batches that nobody
-- sends again: of each at most p_batch, so that no call takes long. A counter that still holds something stays. Returns how many rows
-- were deleted; 0 when nothing is left to delete.
CREATE FUNCTION llm_proxy.prune_usage_batch(p_ledger_from date, p_batch integer, p_now timestamptz)
RETURNS integer
LANGUAGE plpgsql AS $$
DECLARE
    v_now CONSTANT timestamptz := coalesce(p_now, clock_timestamp());
    v_today CONSTANT date := (v_now AT TIME ZONE 'UTC')::date;
    v_deleted integer;
    v_sum integer;
BEGIN
    DELETE FROM llm_proxy.usage_batch b WHERE b.id IN (
        SELECT o.id FROM llm_proxy.usage_batch o WHERE o.written < v_now - interval '1 day'
            LIMIT p_batch FOR UPDATE SKIP LOCKED);
    GET DIAGNOSTICS v_sum = ROW_COUNT;
    DELETE FROM llm_proxy.usage_ledger l USING (
        SELECT o.day, o.key_id, o.provider, o.model FROM llm_proxy.usage_ledger o WHERE o.day < p_ledger_from
            LIMIT p_batch FOR UPDATE SKIP LOCKED) old
        WHERE l.day = old.day AND l.key_id = old.key_id AND l.provider = old.provider AND l.model = old.model;
    GET DIAGNOSTICS v_deleted = ROW_COUNT;
    v_sum := v_sum + v_deleted;
    DELETE FROM llm_proxy.budget_counter c USING (
        SELECT o.account, o.period, o.starts FROM llm_proxy.budget_counter o
            WHERE o.starts < CASE o.period WHEN 'day' THEN v_today - 7 ELSE v_today - 62 END
                AND o.tokens_held = 0 AND o.money_held = 0
            LIMIT p_batch FOR UPDATE SKIP LOCKED) old
        WHERE c.account = old.account AND c.period = old.period AND c.starts = old.starts;
    GET DIAGNOSTICS v_deleted = ROW_COUNT;
    RETURN v_sum + v_deleted;
END
$$;
