-- The schema of llm-proxy: budgets of keys and the usage ledger. Every name has its schema, so that no search path decides
-- which table a function uses. Money is counted in nano-units: 1,000,000,000 are one unit of the currency of the prices.
-- Functions take row locks, so they need the isolation level "read committed": each statement sees what the locks let through.

-- One row per account and window. An account is the name of a key, which the key keeps when it is rotated.
CREATE TABLE llm_proxy.budget_counter (
    account      text COLLATE "C" NOT NULL CHECK (char_length(account) BETWEEN 1 AND 64),
    period       text COLLATE "C" NOT NULL CHECK (period IN ('day', 'month')),
    -- the first day of the window, in UTC
    starts       date NOT NULL,
    tokens_spent bigint NOT NULL DEFAULT 0 CHECK (tokens_spent >= 0),
    tokens_held  bigint NOT NULL DEFAULT 0 CHECK (tokens_held >= 0),
    money_spent  bigint NOT NULL DEFAULT 0 CHECK (money_spent >= 0),
    money_held   bigint NOT NULL DEFAULT 0 CHECK (money_held >= 0),
    PRIMARY KEY (account, period, starts)
);

-- What the attempts under way may cost at most. The sum of an account's rows is what its counters hold.
CREATE TABLE llm_proxy.budget_reservation (
    id       uuid PRIMARY KEY,
    account  text COLLATE "C" NOT NULL,
    -- day of the reservation: its counters are those of this day and of its month
    day      date NOT NULL,
    tokens   bigint NOT NULL CHECK (tokens >= 0),
    money    bigint NOT NULL CHECK (money >= 0),
    -- when the attempt counts as lost
    deadline timestamptz NOT NULL
);
CREATE INDEX budget_reservation_deadline ON llm_proxy.budget_reservation (deadline);

CREATE TABLE llm_proxy.usage_ledger (
    key_id        text COLLATE "C" NOT NULL,
    key_name      text COLLATE "C" NOT NULL,
    day           date NOT NULL,
    provider      text COLLATE "C" NOT NULL,
    model         text COLLATE "C" NOT NULL,
    attempts      bigint NOT NULL,
    -- those of the attempts that ended without token counts, whose tokens and money are upper bounds
    unmeasured    bigint NOT NULL,
    -- those of the attempts whose model has no price: their money is missing
    unpriced      bigint NOT NULL,
    input_tokens  bigint NOT NULL,
    output_tokens bigint NOT NULL,
    money         bigint NOT NULL,
    PRIMARY KEY (day, key_id, provider, model)
);

-- Batches that were added to the ledger: a batch whose confirmation was lost is sent again and must not count twice.
CREATE TABLE llm_proxy.usage_batch (
    id      uuid PRIMARY KEY,
    written timestamptz NOT NULL
);
CREATE INDEX usage_batch_age ON llm_proxy.usage_batch (written);

-- Holds p_tokens and p_money in both windows of p_now, or nothing in either if a limit would be exceeded. A limit that is null
-- limits nothing. Returns both counters as they are then, the day's first.
CREATE FUNCTION llm_proxy.reserve_budget(
    p_id uuid, p_account text, p_tokens bigint, p_money bigint,
    p_tokens_per_day bigint, p_tokens_per_month bigint, p_money_per_day bigint, p_money_per_month bigint,
    p_now timestamptz, p_deadline timestamptz)
RETURNS TABLE (reserved boolean, tokens_spent bigint, tokens_held bigint, money_spent bigint, money_held bigint)
LANGUAGE plpgsql AS $$
DECLARE
    v_day CONSTANT date := (p_now AT TIME ZONE 'UTC')::date;
    v_month CONSTANT date := date_trunc('month', v_day)::date;
    v_reserved boolean;
BEGIN
    INSERT INTO llm_proxy.budget_counter (account, period, starts)
        VALUES (p_account, 'day', v_day), (p_account, 'month', v_month)
        ON CONFLICT DO NOTHING;
    -- every function locks counters in the order of their key, so no two wait for each other
    PERFORM 1 FROM llm_proxy.budget_counter c
        WHERE c.account = p_account AND (c.period, c.starts) IN (('day', v_day), ('month', v_month))
        ORDER BY c.account, c.period, c.starts FOR UPDATE;

    WITH asked AS (
        SELECT 'day' AS period, v_day AS starts, p_tokens_per_day AS tokens_limit, p_money_per_day AS money_limit
        UNION ALL SELECT 'month', v_month, p_tokens_per_month, p_money_per_month),
    fitting AS (
        SELECT c.account, c.period, c.starts FROM llm_proxy.budget_counter c JOIN asked a USING (period, starts)
            WHERE c.account = p_account
                AND (a.tokens_limit IS NULL OR c.tokens_spent + c.tokens_held + p_tokens <= a.tokens_limit)
                AND (a.money_limit IS NULL OR c.money_spent + c.money_held + p_money <= a.money_limit)),
    held AS (
        UPDATE llm_proxy.budget_counter c
            SET tokens_held = c.tokens_held + p_tokens, money_held = c.money_held + p_money
            FROM fitting f
            WHERE c.account = f.account AND c.period = f.period AND c.starts = f.starts
                AND (SELECT count(*) FROM fitting) = 2
            RETURNING c.account, c.period, c.starts)
    INSERT INTO llm_proxy.budget_reservation (id, account, day, tokens, money, deadline)
        SELECT p_id, h.account, h.starts, p_tokens, p_money, p_deadline FROM held h WHERE h.period = 'day';
    v_reserved := FOUND;

    RETURN QUERY SELECT v_reserved, c.tokens_spent, c.tokens_held, c.money_spent, c.money_held
        FROM llm_proxy.budget_counter c
        WHERE c.account = p_account AND (c.period, c.starts) IN (('day', v_day), ('month', v_month))
        ORDER BY c.period;
END
$$;

-- Ends a reservation: its attempt has cost p_tokens and p_money. False if the reservation was ended before: it was charged as a
-- whole after its deadline, or this is the repeat of a call whose answer was lost.
CREATE FUNCTION llm_proxy.settle_budget(p_id uuid, p_tokens bigint, p_money bigint)
RETURNS boolean
LANGUAGE plpgsql AS $$
DECLARE
    v_reservation llm_proxy.budget_reservation;
    v_month date;
BEGIN
    DELETE FROM llm_proxy.budget_reservation r WHERE r.id = p_id RETURNING r.* INTO v_reservation;
    IF NOT FOUND THEN
        RETURN false;
    END IF;
    v_month := date_trunc('month', v_reservation.day)::date;
    PERFORM 1 FROM llm_proxy.budget_counter c
        WHERE c.account = v_reservation.account
            AND (c.period, c.starts) IN (('day', v_reservation.day), ('month', v_month))
        ORDER BY c.account, c.period, c.starts FOR UPDATE;
    UPDATE llm_proxy.budget_counter c
        SET tokens_held = c.tokens_held - v_reservation.tokens, tokens_spent = c.tokens_spent + p_tokens,
            money_held = c.money_held - v_reservation.money, money_spent = c.money_spent + p_money
        WHERE c.account = v_reservation.account
            AND (c.period, c.starts) IN (('day', v_reservation.day), ('month', v_month));
    RETURN true;
END
$$;

-- Charges reservations whose deadline passed before p_now as a whole, at most p_batch: nobody knows what their attempts cost.
-- Several proxies may call it at once. Returns how many were charged.
CREATE FUNCTION llm_proxy.charge_lost_reservations(p_now timestamptz, p_batch integer)
RETURNS integer
LANGUAGE plpgsql AS $$
DECLARE
    v_ids uuid[];
BEGIN
    SELECT array_agg(d.id) INTO v_ids FROM (
        SELECT r.id FROM llm_proxy.budget_reservation r WHERE r.deadline < p_now
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

-- Adds rows to the ledger: an array of objects with the columns of usage_ledger. False if the batch was added before.
CREATE FUNCTION llm_proxy.record_usage(p_batch uuid, p_now timestamptz, p_rows jsonb)
RETURNS boolean
LANGUAGE plpgsql AS $$
BEGIN
    INSERT INTO llm_proxy.usage_batch (id, written) VALUES (p_batch, p_now) ON CONFLICT DO NOTHING;
    IF NOT FOUND THEN
        RETURN false;
    END IF;
    INSERT INTO llm_proxy.usage_ledger AS l (key_id, key_name, day, provider, model, attempts, unmeasured, unpriced,
            input_tokens, output_tokens, money)
        SELECT r.key_id, max(r.key_name), r.day, r.provider, r.model, sum(r.attempts)::bigint, sum(r.unmeasured)::bigint,
                sum(r.unpriced)::bigint, sum(r.input_tokens)::bigint, sum(r.output_tokens)::bigint, sum(r.money)::bigint
            FROM jsonb_to_recordset(p_rows) AS r(key_id text, key_name text, day date, provider text, model text,
                attempts bigint, unmeasured bigint, unpriced bigint, input_tokens bigint, output_tokens bigint, money bigint)
            GROUP BY r.day, r.key_id, r.provider, r.model
            -- two batches that touch the same rows take their locks in one order
            ORDER BY r.day, r.key_id COLLATE "C", r.provider COLLATE "C", r.model COLLATE "C"
        ON CONFLICT (day, key_id, provider, model) DO UPDATE SET
            key_name = excluded.key_name,
            attempts = l.attempts + excluded.attempts,
            unmeasured = l.unmeasured + excluded.unmeasured,
            unpriced = l.unpriced + excluded.unpriced,
            input_tokens = l.input_tokens + excluded.input_tokens,
            output_tokens = l.output_tokens + excluded.output_tokens,
            money = l.money + excluded.money;
    RETURN true;
END
$$;

-- Deletes ledger rows of days before p_ledger_from, the counters of windows that ended long ago, and the ids of batches that
-- nobody sends again. A counter that still holds something stays. Returns the number of ledger rows and counters.
CREATE FUNCTION llm_proxy.prune_usage(p_now timestamptz, p_ledger_from date)
RETURNS integer
LANGUAGE plpgsql AS $$
DECLARE
    v_today CONSTANT date := (p_now AT TIME ZONE 'UTC')::date;
    v_rows integer;
    v_counters integer;
BEGIN
    DELETE FROM llm_proxy.usage_batch b WHERE b.written < p_now - interval '1 day';
    DELETE FROM llm_proxy.usage_ledger l WHERE l.day < p_ledger_from;
    GET DIAGNOSTICS v_rows = ROW_COUNT;
    DELETE FROM llm_proxy.budget_counter c USING (
        SELECT o.account, o.period, o.starts FROM llm_proxy.budget_counter o
            WHERE o.starts < CASE o.period WHEN 'day' THEN v_today - 7 ELSE v_today - 62 END
                AND o.tokens_held = 0 AND o.money_held = 0
            FOR UPDATE SKIP LOCKED) old
        WHERE c.account = old.account AND c.period = old.period AND c.starts = old.starts;
    GET DIAGNOSTICS v_counters = ROW_COUNT;
    RETURN v_rows + v_counters;
END
$$;
