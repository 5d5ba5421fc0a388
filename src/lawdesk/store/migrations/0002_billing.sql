-- Billing and receivables: policies, agreements, expenses, credit notes, the client account, and
-- what happens to a bill afterwards. Everything that was agreed, issued or booked is append-only.
-- Tables that get another shape are made anew, filled and renamed.

CREATE TABLE billing_policies (
    id INTEGER PRIMARY KEY,
    client_id INTEGER REFERENCES clients (id) ON DELETE RESTRICT,
    matter_id INTEGER REFERENCES matters (id) ON DELETE RESTRICT,
    version INTEGER NOT NULL CHECK (version > 0),
    valid_from TEXT NOT NULL,
    terms TEXT NOT NULL CHECK (json_valid(terms)),
    created_at INTEGER NOT NULL,
    ended_on TEXT,
    CONSTRAINT a_policy_has_one_reach CHECK (client_id IS NULL OR matter_id IS NULL)
) STRICT;
CREATE UNIQUE INDEX one_policy_per_reach_and_version ON billing_policies (
    coalesce(client_id, 0), coalesce(matter_id, 0), version
);
CREATE TRIGGER policies_cannot_change BEFORE UPDATE ON billing_policies
WHEN old.ended_on IS NOT NULL OR new.terms <> old.terms OR new.valid_from <> old.valid_from
    OR new.version <> old.version OR new.client_id IS NOT old.client_id
    OR new.matter_id IS NOT old.matter_id
BEGIN SELECT RAISE(ABORT, 'billing policies cannot change'); END;
CREATE TRIGGER policies_cannot_be_deleted BEFORE DELETE ON billing_policies
BEGIN SELECT RAISE(ABORT, 'billing policies cannot be deleted'); END;

INSERT INTO billing_policies (version, valid_from, terms, created_at)
SELECT 1, date(created_at, 'unixepoch'), json_object(
    'dispute', json_object('acknowledge_working_days', 2, 'contact', '', 'explain_days', 10,
        'is', 'DisputeRoute', 'programme', '', 'programme_notice_days', 0),
    'expenses', json_object('copy_cents', 0, 'is', 'ExpenseTerms', 'kilometre_cents', 0,
        'wording', ''),
    'is', 'BillingPolicy',
    'late', json_object('charge', 'nothing', 'day_count', '365', 'is', 'LateTerms',
        'lump_sum_cents', 0, 'rate_ppm', 0),
    'merges_close_intervals', json('false'),
    'payment_days', payment_days,
    'reminders', json_array(
        json_object('days_after_due', -3, 'fee_cents', 0, 'is', 'ReminderLevel',
            'new_term_days', 14),
        json_object('days_after_due', 7, 'fee_cents', 0, 'is', 'ReminderLevel',
            'new_term_days', 14),
        json_object('days_after_due', 21, 'fee_cents', 0, 'is', 'ReminderLevel',
            'new_term_days', 14),
        json_object('days_after_due', 35, 'fee_cents', 0, 'is', 'ReminderLevel',
            'new_term_days', 14)),
    'retention', '',
    'rounding', json_object('is', 'RoundingPolicy', 'minimum_units', minimum_units,
        'mode', rounding_mode, 'scope', rounding_scope, 'unit_seconds', rounding_unit_seconds),
    'tax_category', '',
    'warns_double_minimum', json('true')
), created_at FROM practice;
INSERT INTO row_counts (table_name, row_count)
SELECT 'billing_policies', count(*) FROM billing_policies HAVING count(*) > 0;

ALTER TABLE practice DROP COLUMN rounding_unit_seconds;
ALTER TABLE practice DROP COLUMN rounding_mode;
ALTER TABLE practice DROP COLUMN minimum_units;
ALTER TABLE practice DROP COLUMN rounding_scope;
ALTER TABLE practice DROP COLUMN payment_days;
ALTER TABLE practice ADD COLUMN credit_note_number_pattern TEXT NOT NULL DEFAULT 'CN-{YYYY}-{0000}';
ALTER TABLE practice ADD COLUMN interest_note_number_pattern TEXT NOT NULL
    DEFAULT 'IN-{YYYY}-{0000}';
ALTER TABLE practice ADD COLUMN sales_tax_ppm INTEGER NOT NULL DEFAULT 0
    CHECK (sales_tax_ppm BETWEEN 0 AND 1000000);

-- A rate that was replaced or taken out stays as the memory of what entries were frozen with.
ALTER TABLE rates ADD COLUMN stands INTEGER NOT NULL DEFAULT 1 CHECK (stands IN (0, 1));
DROP INDEX one_rate_per_reach_and_day;
CREATE UNIQUE INDEX one_rate_per_reach_and_day ON rates (
    coalesce(matter_id, 0), coalesce(client_id, 0), coalesce(activity_code, ''), valid_from
) WHERE stands;

CREATE TABLE policy_acceptances (
    id INTEGER PRIMARY KEY,
    policy_id INTEGER NOT NULL REFERENCES billing_policies (id) ON DELETE RESTRICT,
    client_id INTEGER NOT NULL REFERENCES clients (id) ON DELETE RESTRICT,
    accepted_on TEXT NOT NULL,
    how TEXT NOT NULL CHECK (length(trim(how)) BETWEEN 1 AND 300),
    recorded_at INTEGER NOT NULL,
    UNIQUE (policy_id, client_id)
) STRICT;
CREATE INDEX policy_acceptances_by_client ON policy_acceptances (client_id);
CREATE TRIGGER acceptances_cannot_change BEFORE UPDATE ON policy_acceptances
BEGIN SELECT RAISE(ABORT, 'acceptances cannot change'); END;

CREATE TABLE fee_agreements (
    id INTEGER PRIMARY KEY,
    matter_id INTEGER NOT NULL REFERENCES matters (id) ON DELETE RESTRICT,
    agreed_on TEXT NOT NULL,
    valid_from TEXT NOT NULL,
    terms TEXT NOT NULL CHECK (json_valid(terms)),
    document_id INTEGER REFERENCES documents (id) ON DELETE RESTRICT,
    note TEXT NOT NULL,
    created_at INTEGER NOT NULL,
    ended_on TEXT
) STRICT;
CREATE INDEX fee_agreements_by_matter ON fee_agreements (matter_id, valid_from);
CREATE TRIGGER fee_agreements_cannot_change BEFORE UPDATE ON fee_agreements
WHEN old.ended_on IS NOT NULL OR new.terms <> old.terms OR new.valid_from <> old.valid_from
    OR new.agreed_on <> old.agreed_on OR new.matter_id <> old.matter_id
BEGIN SELECT RAISE(ABORT, 'fee agreements cannot change'); END;
CREATE TRIGGER fee_agreements_cannot_be_deleted BEFORE DELETE ON fee_agreements
BEGIN SELECT RAISE(ABORT, 'fee agreements cannot be deleted'); END;

CREATE TABLE matter_budgets (
    id INTEGER PRIMARY KEY,
    matter_id INTEGER NOT NULL REFERENCES matters (id) ON DELETE RESTRICT,
    budget_seconds INTEGER CHECK (budget_seconds > 0),
    budget_cents INTEGER CHECK (budget_cents > 0),
    set_on TEXT NOT NULL,
    recorded_at INTEGER NOT NULL
) STRICT;
CREATE INDEX matter_budgets_by_matter ON matter_budgets (matter_id, id);

-- A charge is a fixed sum that becomes due for an occasion: a milestone, a subscription's date, a
-- success fee. Each occasion of an agreement is charged once.
CREATE TABLE fixed_charges (
    id INTEGER PRIMARY KEY,
    matter_id INTEGER NOT NULL REFERENCES matters (id) ON DELETE RESTRICT,
    agreement_id INTEGER REFERENCES fee_agreements (id) ON DELETE RESTRICT,
    occasion TEXT NOT NULL,
    earned_on TEXT NOT NULL,
    wording TEXT NOT NULL CHECK (length(trim(wording)) BETWEEN 1 AND 2000),
    amount_cents INTEGER NOT NULL CHECK (amount_cents BETWEEN 0 AND 10000000000000),
    created_at INTEGER NOT NULL,
    deleted_at INTEGER,
    invoice_id INTEGER REFERENCES issued_invoices (id) ON DELETE RESTRICT,
    CONSTRAINT only_standing_charges_are_billed CHECK (invoice_id IS NULL OR deleted_at IS NULL)
) STRICT;
CREATE UNIQUE INDEX one_charge_per_occasion ON fixed_charges (agreement_id, occasion)
    WHERE agreement_id IS NOT NULL AND deleted_at IS NULL;
CREATE INDEX unbilled_charges ON fixed_charges (matter_id, earned_on, amount_cents)
    WHERE invoice_id IS NULL AND deleted_at IS NULL;
CREATE INDEX fixed_charges_by_matter ON fixed_charges (matter_id);

CREATE TABLE expenses (
    id INTEGER PRIMARY KEY,
    matter_id INTEGER NOT NULL REFERENCES matters (id) ON DELETE RESTRICT,
    spent_on TEXT NOT NULL CHECK (spent_on GLOB '[0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9]'),
    kind TEXT NOT NULL CHECK (kind IN ('own', 'pass_through')),
    quantity_thousandths INTEGER NOT NULL CHECK (quantity_thousandths BETWEEN 1 AND 1000000000),
    unit TEXT NOT NULL CHECK (unit IN ('items', 'pages', 'km')),
    unit_price_cents INTEGER NOT NULL CHECK (unit_price_cents BETWEEN 0 AND 10000000000),
    amount_cents INTEGER NOT NULL CHECK (amount_cents BETWEEN 0 AND 10000000000000),
    wording TEXT NOT NULL CHECK (length(trim(wording)) BETWEEN 1 AND 2000),
    code TEXT,
    tax_category TEXT NOT NULL,
    charge TEXT NOT NULL CHECK (charge IN ('billable', 'no_charge')),
    receipt_document_id INTEGER REFERENCES documents (id) ON DELETE RESTRICT,
    invoice_id INTEGER REFERENCES issued_invoices (id) ON DELETE RESTRICT,
    created_at INTEGER NOT NULL,
    deleted_at INTEGER,
    CONSTRAINT only_standing_expenses_are_billed CHECK (invoice_id IS NULL OR deleted_at IS NULL)
) STRICT;
CREATE INDEX expenses_by_matter ON expenses (matter_id, spent_on) WHERE deleted_at IS NULL;
CREATE INDEX unbilled_expenses ON expenses (matter_id, spent_on, amount_cents)
    WHERE invoice_id IS NULL AND deleted_at IS NULL;
CREATE TRIGGER expenses_cannot_be_deleted BEFORE DELETE ON expenses
BEGIN SELECT RAISE(ABORT, 'expenses are marked as deleted, never removed'); END;

CREATE TABLE new_number_series (
    kind TEXT NOT NULL
        CHECK (kind IN ('invoice', 'credit_note', 'interest_note', 'matter', 'bundle')),
    scope TEXT NOT NULL,
    last_number INTEGER NOT NULL CHECK (last_number >= 0),
    last_on TEXT NOT NULL,
    PRIMARY KEY (kind, scope)
) STRICT, WITHOUT ROWID;
INSERT INTO new_number_series SELECT * FROM number_series;
DROP TABLE number_series;
ALTER TABLE new_number_series RENAME TO number_series;
CREATE TRIGGER numbers_never_go_back BEFORE UPDATE ON number_series
WHEN new.last_number < old.last_number OR new.last_on < old.last_on
BEGIN SELECT RAISE(ABORT, 'numbers never go back'); END;
CREATE TRIGGER number_series_cannot_be_deleted BEFORE DELETE ON number_series
BEGIN SELECT RAISE(ABORT, 'number series cannot be deleted'); END;

CREATE TABLE number_gaps (
    id INTEGER PRIMARY KEY,
    kind TEXT NOT NULL CHECK (kind IN ('invoice', 'credit_note', 'interest_note')),
    scope TEXT NOT NULL,
    first_number INTEGER NOT NULL CHECK (first_number > 0),
    last_number INTEGER NOT NULL CHECK (last_number >= first_number),
    explanation TEXT NOT NULL CHECK (length(trim(explanation)) BETWEEN 1 AND 500),
    recorded_at INTEGER NOT NULL
) STRICT;
CREATE TRIGGER number_gaps_cannot_change BEFORE UPDATE ON number_gaps
BEGIN SELECT RAISE(ABORT, 'explained gaps cannot change'); END;

ALTER TABLE issued_invoices ADD COLUMN kind TEXT NOT NULL DEFAULT 'invoice'
    CHECK (kind IN ('invoice', 'credit_note', 'interest_note'));
ALTER TABLE issued_invoices ADD COLUMN corrects_id INTEGER
    REFERENCES issued_invoices (id) ON DELETE RESTRICT;
ALTER TABLE issued_invoices ADD COLUMN corrects_number TEXT NOT NULL DEFAULT '';
ALTER TABLE issued_invoices ADD COLUMN corrects_issued_on TEXT;
ALTER TABLE issued_invoices ADD COLUMN reason TEXT NOT NULL DEFAULT '';
ALTER TABLE issued_invoices ADD COLUMN policy_id INTEGER
    REFERENCES billing_policies (id) ON DELETE RESTRICT;
ALTER TABLE issued_invoices ADD COLUMN policy_text TEXT NOT NULL DEFAULT '';
ALTER TABLE issued_invoices ADD COLUMN split_with_id INTEGER
    REFERENCES issued_invoices (id) ON DELETE RESTRICT;
ALTER TABLE issued_invoices ADD COLUMN share_text TEXT NOT NULL DEFAULT '';
ALTER TABLE issued_invoices ADD COLUMN retainer TEXT CHECK (retainer IS NULL OR json_valid(retainer));
ALTER TABLE issued_invoices ADD COLUMN cover_letter TEXT NOT NULL DEFAULT '';
ALTER TABLE issued_invoices ADD COLUMN cap_counted_cents INTEGER NOT NULL DEFAULT 0;
ALTER TABLE issued_invoices ADD COLUMN paid_cents INTEGER NOT NULL DEFAULT 0
    CHECK (paid_cents >= 0);
CREATE INDEX issued_invoices_by_correction ON issued_invoices (corrects_id)
    WHERE corrects_id IS NOT NULL;
CREATE INDEX issued_invoices_in_sums ON issued_invoices (
    issued_on, id, kind, currency, net_cents, total_cents);
CREATE INDEX issued_invoices_by_due_day ON issued_invoices (due_on, id, kind, client_id);
CREATE INDEX issued_invoices_by_split ON issued_invoices (split_with_id)
    WHERE split_with_id IS NOT NULL;
CREATE INDEX issued_invoices_by_policy ON issued_invoices (policy_id);

CREATE TABLE new_issued_lines (
    invoice_id INTEGER NOT NULL REFERENCES issued_invoices (id) ON DELETE RESTRICT,
    position INTEGER NOT NULL,
    part TEXT NOT NULL CHECK (part IN ('invoice', 'time_sheet')),
    kind TEXT NOT NULL CHECK (kind IN ('time', 'expense', 'pass_through', 'fixed', 'discount',
        'cap', 'share', 'interest', 'fee')),
    worked_on TEXT,
    wording TEXT NOT NULL,
    units INTEGER NOT NULL,
    unit_seconds INTEGER NOT NULL,
    rate_cents_per_hour INTEGER NOT NULL,
    quantity_thousandths INTEGER NOT NULL,
    quantity_unit TEXT NOT NULL,
    unit_price_cents INTEGER NOT NULL,
    recorded_cents INTEGER NOT NULL,
    amount_cents INTEGER NOT NULL,
    no_charge INTEGER NOT NULL CHECK (no_charge IN (0, 1)),
    is_covered INTEGER NOT NULL CHECK (is_covered IN (0, 1)),
    shows_reduction INTEGER NOT NULL CHECK (shows_reduction IN (0, 1)),
    reason TEXT NOT NULL,
    base TEXT NOT NULL CHECK (base IN ('fees', 'all')),
    segment TEXT CHECK (segment IS NULL OR json_valid(segment)),
    corrects_position INTEGER,
    tax_category TEXT NOT NULL,
    tax_rate_ppm INTEGER NOT NULL,
    PRIMARY KEY (invoice_id, position),
    CONSTRAINT no_charge_costs_nothing
        CHECK ((no_charge = 0 AND is_covered = 0) OR amount_cents = 0)
) STRICT, WITHOUT ROWID;
INSERT INTO new_issued_lines
SELECT invoice_id, position, part, kind, worked_on, wording, units, unit_seconds,
    rate_cents_per_hour, 0, '', 0,
    CASE WHEN no_charge THEN (2 * units * unit_seconds * rate_cents_per_hour + 3600) / 7200
        ELSE amount_cents END,
    amount_cents, no_charge, 0, 0, '', 'fees', NULL, NULL, tax_category, tax_rate_ppm
FROM issued_lines;
DROP TABLE issued_lines;
ALTER TABLE new_issued_lines RENAME TO issued_lines;
CREATE INDEX issued_lines_beside_fees ON issued_lines (invoice_id, kind, base, amount_cents)
    WHERE kind NOT IN ('time', 'fixed') AND part = 'invoice';
CREATE TRIGGER issued_lines_cannot_change BEFORE UPDATE ON issued_lines
BEGIN SELECT RAISE(ABORT, 'issued lines cannot change'); END;
CREATE TRIGGER issued_lines_cannot_be_deleted BEFORE DELETE ON issued_lines
BEGIN SELECT RAISE(ABORT, 'issued lines cannot be deleted'); END;

CREATE TABLE issued_payments (
    invoice_id INTEGER NOT NULL REFERENCES issued_invoices (id) ON DELETE RESTRICT,
    position INTEGER NOT NULL,
    wording TEXT NOT NULL,
    amount_cents INTEGER NOT NULL CHECK (amount_cents > 0),
    PRIMARY KEY (invoice_id, position)
) STRICT, WITHOUT ROWID;
CREATE TRIGGER issued_payments_cannot_change BEFORE UPDATE ON issued_payments
BEGIN SELECT RAISE(ABORT, 'payments printed on an invoice cannot change'); END;

CREATE TABLE new_time_entries (
    id INTEGER PRIMARY KEY,
    matter_id INTEGER NOT NULL REFERENCES matters (id) ON DELETE RESTRICT,
    worked_on TEXT NOT NULL CHECK (worked_on GLOB '[0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9]'),
    narrative TEXT NOT NULL CHECK (length(narrative) <= 20000),
    activity_code TEXT,
    charge TEXT NOT NULL CHECK (charge IN ('billable', 'no_charge')),
    clock TEXT NOT NULL CHECK (clock IN ('running', 'parked', 'stopped')),
    measured TEXT NOT NULL CHECK (measured IN ('clock', 'typed', 'credited')),
    continues_entry_id INTEGER REFERENCES time_entries (id) ON DELETE RESTRICT,
    raw_seconds INTEGER NOT NULL CHECK (raw_seconds BETWEEN 0 AND 90000),
    billed_units INTEGER NOT NULL CHECK (billed_units >= 0),
    unit_seconds INTEGER NOT NULL CHECK (unit_seconds BETWEEN 1 AND 3600),
    rounding_unit_seconds INTEGER NOT NULL,
    rounding_mode TEXT NOT NULL CHECK (rounding_mode IN ('up', 'nearest', 'down', 'none')),
    minimum_units INTEGER NOT NULL CHECK (minimum_units >= 0),
    rounding_scope TEXT NOT NULL CHECK (rounding_scope IN ('entry', 'day', 'invoice')),
    merges_close INTEGER NOT NULL DEFAULT 0 CHECK (merges_close IN (0, 1)),
    rate_cents_per_hour INTEGER NOT NULL CHECK (rate_cents_per_hour >= 0),
    amount_cents INTEGER NOT NULL CHECK (amount_cents >= 0),
    created_at INTEGER NOT NULL,
    deleted_at INTEGER,
    invoice_id INTEGER REFERENCES issued_invoices (id) ON DELETE RESTRICT,
    CONSTRAINT no_charge_costs_nothing CHECK (charge = 'billable' OR amount_cents = 0),
    CONSTRAINT only_finished_work_is_billed
        CHECK (invoice_id IS NULL OR (clock = 'stopped' AND deleted_at IS NULL))
) STRICT;
INSERT INTO new_time_entries
SELECT id, matter_id, worked_on, narrative, activity_code, charge, clock, measured,
    continues_entry_id, raw_seconds, billed_units, unit_seconds, rounding_unit_seconds,
    rounding_mode, minimum_units, rounding_scope, 0, rate_cents_per_hour, amount_cents, created_at,
    deleted_at, invoice_id
FROM time_entries;
DROP TABLE time_entries;
ALTER TABLE new_time_entries RENAME TO time_entries;
CREATE UNIQUE INDEX one_clock_runs ON time_entries (clock) WHERE clock = 'running';
CREATE INDEX parked_clocks ON time_entries (clock) WHERE clock = 'parked';
-- Lists and their totals read this index alone; reading the rows would decrypt the whole table.
CREATE INDEX time_entries_by_day ON time_entries (worked_on, id, matter_id, raw_seconds,
    billed_units, unit_seconds, amount_cents, invoice_id, clock, charge) WHERE deleted_at IS NULL;
-- Covers what lists add up, so that a total over 100,000 entries reads one index only.
CREATE INDEX time_entries_by_matter ON time_entries (
    matter_id, worked_on, id, raw_seconds, billed_units, unit_seconds, amount_cents, charge, clock
) WHERE deleted_at IS NULL;
-- The next four are read by reports alone: each holds all that a report adds up.
CREATE INDEX time_entries_by_activity ON time_entries (activity_code, worked_on, raw_seconds,
    billed_units, unit_seconds, amount_cents, charge, clock) WHERE deleted_at IS NULL;
CREATE INDEX unbilled_time ON time_entries (matter_id, worked_on, raw_seconds, amount_cents)
    WHERE invoice_id IS NULL AND deleted_at IS NULL AND clock = 'stopped';
CREATE INDEX time_entries_by_invoice ON time_entries (invoice_id) WHERE invoice_id IS NOT NULL;
CREATE INDEX time_entries_continued ON time_entries (continues_entry_id)
    WHERE continues_entry_id IS NOT NULL;
CREATE TRIGGER time_entries_cannot_be_deleted BEFORE DELETE ON time_entries
BEGIN SELECT RAISE(ABORT, 'time entries are marked as deleted, never removed'); END;
CREATE TRIGGER time_entry_words_after_insert AFTER INSERT ON time_entries
WHEN new.narrative <> '' BEGIN
    INSERT INTO time_entry_words (rowid, narrative) VALUES (new.id, new.narrative);
END;
CREATE TRIGGER time_entry_words_after_update AFTER UPDATE OF narrative ON time_entries
WHEN old.narrative <> new.narrative BEGIN
    INSERT INTO time_entry_words (time_entry_words, rowid, narrative)
    SELECT 'delete', old.id, old.narrative WHERE old.narrative <> '';
    INSERT INTO time_entry_words (rowid, narrative)
    SELECT new.id, new.narrative WHERE new.narrative <> '';
END;

-- What stands behind a line of an invoice. A credit note releases work: the work is unbilled again,
-- and the row stays as the memory of it.
CREATE TABLE billed_work (
    id INTEGER PRIMARY KEY,
    invoice_id INTEGER NOT NULL REFERENCES issued_invoices (id) ON DELETE RESTRICT,
    position INTEGER NOT NULL,
    entry_id INTEGER REFERENCES time_entries (id) ON DELETE RESTRICT,
    expense_id INTEGER REFERENCES expenses (id) ON DELETE RESTRICT,
    charge_id INTEGER REFERENCES fixed_charges (id) ON DELETE RESTRICT,
    recorded_cents INTEGER NOT NULL,
    billed_cents INTEGER NOT NULL,
    released_by_id INTEGER REFERENCES issued_invoices (id) ON DELETE RESTRICT,
    CONSTRAINT one_kind_of_work CHECK (
        (entry_id IS NOT NULL) + (expense_id IS NOT NULL) + (charge_id IS NOT NULL) = 1)
) STRICT;
CREATE INDEX billed_work_by_invoice ON billed_work (invoice_id, position, billed_cents);
CREATE INDEX billed_time_in_sums ON billed_work (invoice_id, recorded_cents)
    WHERE entry_id IS NOT NULL AND released_by_id IS NULL;
CREATE INDEX billed_work_by_entry ON billed_work (entry_id) WHERE entry_id IS NOT NULL;
CREATE INDEX billed_work_by_expense ON billed_work (expense_id) WHERE expense_id IS NOT NULL;
CREATE INDEX billed_work_by_charge ON billed_work (charge_id) WHERE charge_id IS NOT NULL;
CREATE TRIGGER billed_work_is_released_once BEFORE UPDATE ON billed_work
WHEN old.released_by_id IS NOT NULL OR new.released_by_id IS NULL
    OR new.invoice_id <> old.invoice_id OR new.position <> old.position
    OR new.entry_id IS NOT old.entry_id OR new.expense_id IS NOT old.expense_id
    OR new.charge_id IS NOT old.charge_id OR new.recorded_cents <> old.recorded_cents
    OR new.billed_cents <> old.billed_cents
BEGIN SELECT RAISE(ABORT, 'billed work cannot change, only be released'); END;
CREATE TRIGGER billed_work_cannot_be_deleted BEFORE DELETE ON billed_work
BEGIN SELECT RAISE(ABORT, 'billed work cannot be deleted'); END;

INSERT INTO billed_work (invoice_id, position, entry_id, recorded_cents, billed_cents)
SELECT invoice_id, 0, id, amount_cents, amount_cents FROM time_entries
WHERE invoice_id IS NOT NULL;
INSERT INTO row_counts (table_name, row_count)
SELECT 'billed_work', count(*) FROM billed_work HAVING count(*) > 0;

CREATE TRIGGER billed_time_cannot_change BEFORE UPDATE ON time_entries
WHEN old.invoice_id IS NOT NULL AND NOT (
    new.invoice_id IS NULL
    AND new.matter_id = old.matter_id AND new.worked_on = old.worked_on
    AND new.narrative = old.narrative AND new.activity_code IS old.activity_code
    AND new.charge = old.charge AND new.clock = old.clock AND new.measured = old.measured
    AND new.continues_entry_id IS old.continues_entry_id AND new.raw_seconds = old.raw_seconds
    AND new.billed_units = old.billed_units AND new.unit_seconds = old.unit_seconds
    AND new.rate_cents_per_hour = old.rate_cents_per_hour
    AND new.amount_cents = old.amount_cents AND new.deleted_at IS NULL
    AND NOT EXISTS (SELECT 1 FROM billed_work b
        WHERE b.entry_id = old.id AND b.released_by_id IS NULL))
BEGIN SELECT RAISE(ABORT, 'billed time cannot change'); END;
CREATE TRIGGER billed_expenses_cannot_change BEFORE UPDATE ON expenses
WHEN old.invoice_id IS NOT NULL AND NOT (
    new.invoice_id IS NULL AND new.deleted_at IS NULL AND new.matter_id = old.matter_id
    AND new.spent_on = old.spent_on AND new.kind = old.kind AND new.wording = old.wording
    AND new.amount_cents = old.amount_cents
    AND NOT EXISTS (SELECT 1 FROM billed_work b
        WHERE b.expense_id = old.id AND b.released_by_id IS NULL))
BEGIN SELECT RAISE(ABORT, 'billed expenses cannot change'); END;
CREATE TRIGGER billed_charges_cannot_change BEFORE UPDATE ON fixed_charges
WHEN old.invoice_id IS NOT NULL AND NOT (
    new.invoice_id IS NULL AND new.deleted_at IS NULL AND new.matter_id = old.matter_id
    AND new.occasion = old.occasion AND new.wording = old.wording
    AND new.amount_cents = old.amount_cents
    AND NOT EXISTS (SELECT 1 FROM billed_work b
        WHERE b.charge_id = old.id AND b.released_by_id IS NULL))
BEGIN SELECT RAISE(ABORT, 'billed charges cannot change'); END;

ALTER TABLE drafts ADD COLUMN discount TEXT CHECK (discount IS NULL OR json_valid(discount));
ALTER TABLE drafts ADD COLUMN applies_credit INTEGER NOT NULL DEFAULT 1
    CHECK (applies_credit IN (0, 1));
ALTER TABLE drafts ADD COLUMN shows_reductions INTEGER NOT NULL DEFAULT 1
    CHECK (shows_reductions IN (0, 1));
ALTER TABLE drafts ADD COLUMN cover_letter TEXT NOT NULL DEFAULT '';
ALTER TABLE drafts ADD COLUMN payment_note TEXT NOT NULL DEFAULT '';

CREATE TABLE new_draft_lines (
    id INTEGER PRIMARY KEY,
    draft_id INTEGER NOT NULL REFERENCES drafts (id) ON DELETE RESTRICT,
    entry_id INTEGER REFERENCES time_entries (id) ON DELETE RESTRICT,
    expense_id INTEGER REFERENCES expenses (id) ON DELETE RESTRICT,
    charge_id INTEGER REFERENCES fixed_charges (id) ON DELETE RESTRICT,
    part INTEGER NOT NULL DEFAULT 1 CHECK (part > 0),
    part_units INTEGER CHECK (part_units > 0),
    position INTEGER NOT NULL,
    chosen INTEGER NOT NULL CHECK (chosen IN (0, 1)),
    no_charge INTEGER NOT NULL CHECK (no_charge IN (0, 1)),
    write_down_cents INTEGER NOT NULL DEFAULT 0 CHECK (write_down_cents >= 0),
    reason TEXT NOT NULL DEFAULT '',
    wording TEXT NOT NULL,
    merged_into_id INTEGER REFERENCES draft_lines (id) ON DELETE SET NULL,
    payer_id INTEGER REFERENCES clients (id) ON DELETE RESTRICT,
    CONSTRAINT one_kind_of_work CHECK (
        (entry_id IS NOT NULL) + (expense_id IS NOT NULL) + (charge_id IS NOT NULL) = 1),
    -- The first part of an entry has the units that the other parts leave.
    CONSTRAINT only_later_parts_have_units CHECK ((part = 1) = (part_units IS NULL))
) STRICT;
INSERT INTO new_draft_lines (id, draft_id, entry_id, position, chosen, no_charge, wording)
SELECT id, draft_id, entry_id, position, chosen, no_charge, wording FROM draft_lines;
DROP TABLE draft_lines;
ALTER TABLE new_draft_lines RENAME TO draft_lines;
CREATE INDEX draft_lines_by_draft ON draft_lines (draft_id, position);
CREATE UNIQUE INDEX a_part_of_an_entry_is_drafted_once ON draft_lines (entry_id, part)
    WHERE entry_id IS NOT NULL;
CREATE UNIQUE INDEX an_expense_is_drafted_once ON draft_lines (expense_id)
    WHERE expense_id IS NOT NULL;
CREATE UNIQUE INDEX a_charge_is_drafted_once ON draft_lines (charge_id)
    WHERE charge_id IS NOT NULL;
CREATE INDEX draft_lines_merged ON draft_lines (merged_into_id) WHERE merged_into_id IS NOT NULL;

CREATE TABLE draft_payers (
    id INTEGER PRIMARY KEY,
    draft_id INTEGER NOT NULL REFERENCES drafts (id) ON DELETE RESTRICT,
    client_id INTEGER NOT NULL REFERENCES clients (id) ON DELETE RESTRICT,
    share_ppm INTEGER CHECK (share_ppm BETWEEN 0 AND 1000000),
    fixed_cents INTEGER CHECK (fixed_cents >= 0),
    is_rest INTEGER NOT NULL CHECK (is_rest IN (0, 1)),
    masks_narrative INTEGER NOT NULL CHECK (masks_narrative IN (0, 1)),
    consent TEXT NOT NULL,
    UNIQUE (draft_id, client_id)
) STRICT;

-- The client account. A positive amount raises what the client owes. A row without an invoice is
-- the client's credit. Money moves between credit and invoice by two rows that add up to nothing.
CREATE TABLE payments (
    id INTEGER PRIMARY KEY,
    client_id INTEGER NOT NULL REFERENCES clients (id) ON DELETE RESTRICT,
    matter_id INTEGER REFERENCES matters (id) ON DELETE RESTRICT,
    kind TEXT NOT NULL CHECK (kind IN ('payment', 'reversal', 'refund')),
    received_on TEXT NOT NULL,
    value_on TEXT NOT NULL,
    method TEXT NOT NULL CHECK (method IN ('transfer', 'cheque', 'card', 'cash',
        'direct_debit', 'trust', 'other')),
    reference TEXT NOT NULL,
    payer TEXT NOT NULL,
    currency TEXT NOT NULL CHECK (length(currency) = 3),
    amount_cents INTEGER NOT NULL,
    reverses_id INTEGER UNIQUE REFERENCES payments (id) ON DELETE RESTRICT,
    note TEXT NOT NULL,
    recorded_at INTEGER NOT NULL,
    CONSTRAINT a_payment_comes_in CHECK ((kind = 'payment') = (amount_cents > 0)),
    CONSTRAINT only_a_reversal_reverses CHECK ((kind = 'reversal') = (reverses_id IS NOT NULL))
) STRICT;
CREATE INDEX payments_by_client ON payments (client_id, received_on, id);
CREATE INDEX payments_by_day ON payments (received_on, id, kind, currency, amount_cents);
CREATE TRIGGER payments_cannot_change BEFORE UPDATE ON payments
BEGIN SELECT RAISE(ABORT, 'payments cannot change'); END;
CREATE TRIGGER payments_cannot_be_deleted BEFORE DELETE ON payments
BEGIN SELECT RAISE(ABORT, 'payments cannot be deleted'); END;

CREATE TABLE write_offs (
    id INTEGER PRIMARY KEY,
    invoice_id INTEGER NOT NULL REFERENCES issued_invoices (id) ON DELETE RESTRICT,
    written_off_on TEXT NOT NULL,
    amount_cents INTEGER NOT NULL CHECK (amount_cents <> 0),
    reason TEXT NOT NULL CHECK (length(trim(reason)) BETWEEN 1 AND 500),
    recorded_at INTEGER NOT NULL
) STRICT;
CREATE INDEX write_offs_by_invoice ON write_offs (invoice_id);
CREATE TRIGGER write_offs_cannot_change BEFORE UPDATE ON write_offs
BEGIN SELECT RAISE(ABORT, 'write-offs cannot change'); END;
CREATE TRIGGER write_offs_cannot_be_deleted BEFORE DELETE ON write_offs
BEGIN SELECT RAISE(ABORT, 'write-offs cannot be deleted'); END;

CREATE TABLE account_entries (
    id INTEGER PRIMARY KEY,
    client_id INTEGER NOT NULL REFERENCES clients (id) ON DELETE RESTRICT,
    invoice_id INTEGER REFERENCES issued_invoices (id) ON DELETE RESTRICT,
    booked_on TEXT NOT NULL,
    kind TEXT NOT NULL CHECK (kind IN ('invoice', 'credit_note', 'payment', 'reversal',
        'refund', 'allocation', 'write_off')),
    amount_cents INTEGER NOT NULL,
    currency TEXT NOT NULL CHECK (length(currency) = 3),
    payment_id INTEGER REFERENCES payments (id) ON DELETE RESTRICT,
    credit_note_id INTEGER REFERENCES issued_invoices (id) ON DELETE RESTRICT,
    write_off_id INTEGER REFERENCES write_offs (id) ON DELETE RESTRICT,
    recorded_at INTEGER NOT NULL
) STRICT;
-- Both cover what balances add up: a report over all invoices reads the index alone.
CREATE INDEX account_entries_by_invoice ON account_entries (
    invoice_id, kind, amount_cents, booked_on, currency, client_id);
CREATE INDEX account_entries_by_client ON account_entries (
    client_id, booked_on, id, kind, amount_cents, invoice_id, currency);
CREATE INDEX account_entries_by_day ON account_entries (
    booked_on, kind, currency, amount_cents, invoice_id);
CREATE INDEX account_entries_by_payment ON account_entries (payment_id)
    WHERE payment_id IS NOT NULL;
CREATE TRIGGER account_entries_cannot_change BEFORE UPDATE ON account_entries
BEGIN SELECT RAISE(ABORT, 'account entries cannot change'); END;
CREATE TRIGGER account_entries_cannot_be_deleted BEFORE DELETE ON account_entries
BEGIN SELECT RAISE(ABORT, 'account entries cannot be deleted'); END;

INSERT INTO account_entries
    (client_id, invoice_id, booked_on, kind, amount_cents, currency, recorded_at)
SELECT client_id, id, issued_on, 'invoice', total_cents, currency, issued_at FROM issued_invoices;
INSERT INTO row_counts (table_name, row_count)
SELECT 'account_entries', count(*) FROM account_entries HAVING count(*) > 0;

CREATE TABLE interest_charges (
    id INTEGER PRIMARY KEY,
    note_id INTEGER NOT NULL REFERENCES issued_invoices (id) ON DELETE RESTRICT,
    invoice_id INTEGER NOT NULL REFERENCES issued_invoices (id) ON DELETE RESTRICT,
    charged_until TEXT, -- NULL where only reminder fees were charged
    interest_cents INTEGER NOT NULL CHECK (interest_cents >= 0),
    lump_sum_cents INTEGER NOT NULL CHECK (lump_sum_cents >= 0),
    fee_cents INTEGER NOT NULL CHECK (fee_cents >= 0)
) STRICT;
CREATE INDEX interest_charges_by_invoice ON interest_charges (invoice_id, charged_until);
CREATE TRIGGER interest_charges_cannot_change BEFORE UPDATE ON interest_charges
BEGIN SELECT RAISE(ABORT, 'interest charges cannot change'); END;
CREATE TRIGGER interest_charges_cannot_be_deleted BEFORE DELETE ON interest_charges
BEGIN SELECT RAISE(ABORT, 'interest charges cannot be deleted'); END;

CREATE TABLE reminders (
    id INTEGER PRIMARY KEY,
    invoice_id INTEGER NOT NULL REFERENCES issued_invoices (id) ON DELETE RESTRICT,
    level INTEGER NOT NULL CHECK (level > 0),
    made_on TEXT NOT NULL,
    is_skipped INTEGER NOT NULL CHECK (is_skipped IN (0, 1)),
    new_deadline_on TEXT,
    asked_cents INTEGER NOT NULL,
    disputed_cents INTEGER NOT NULL,
    fee_cents INTEGER NOT NULL,
    document_id INTEGER REFERENCES documents (id) ON DELETE RESTRICT,
    recorded_at INTEGER NOT NULL,
    UNIQUE (invoice_id, level)
) STRICT;
CREATE TRIGGER reminders_cannot_change BEFORE UPDATE ON reminders
WHEN old.document_id IS NOT NULL OR new.level <> old.level OR new.invoice_id <> old.invoice_id
    OR new.asked_cents <> old.asked_cents OR new.fee_cents <> old.fee_cents
    OR new.made_on <> old.made_on
BEGIN SELECT RAISE(ABORT, 'reminders cannot change'); END;
CREATE TRIGGER reminders_cannot_be_deleted BEFORE DELETE ON reminders
BEGIN SELECT RAISE(ABORT, 'reminders cannot be deleted'); END;

CREATE TABLE reminder_deliveries (
    id INTEGER PRIMARY KEY,
    reminder_id INTEGER NOT NULL REFERENCES reminders (id) ON DELETE RESTRICT,
    delivered_on TEXT NOT NULL,
    channel TEXT NOT NULL CHECK (channel IN ('mail', 'post', 'bundle', 'in_person', 'other')),
    note TEXT NOT NULL,
    recorded_at INTEGER NOT NULL
) STRICT;
CREATE INDEX reminder_deliveries_by_reminder ON reminder_deliveries (reminder_id);

-- The lawyer's own hold: no reminder before that day. The latest row of an invoice counts.
CREATE TABLE reminder_pauses (
    id INTEGER PRIMARY KEY,
    invoice_id INTEGER NOT NULL REFERENCES issued_invoices (id) ON DELETE RESTRICT,
    paused_until TEXT NOT NULL,
    reason TEXT NOT NULL,
    recorded_at INTEGER NOT NULL
) STRICT;
CREATE INDEX reminder_pauses_by_invoice ON reminder_pauses (invoice_id, id, paused_until);

CREATE TABLE payment_plans (
    id INTEGER PRIMARY KEY,
    client_id INTEGER NOT NULL REFERENCES clients (id) ON DELETE RESTRICT,
    agreed_on TEXT NOT NULL,
    grace_days INTEGER CHECK (grace_days BETWEEN 0 AND 365),
    note TEXT NOT NULL,
    after_entry_id INTEGER NOT NULL, -- what the account booked after this row counts for the plan
    recorded_at INTEGER NOT NULL,
    ended_on TEXT
) STRICT;
CREATE INDEX payment_plans_by_client ON payment_plans (client_id);
CREATE TRIGGER payment_plans_cannot_change BEFORE UPDATE ON payment_plans
WHEN old.ended_on IS NOT NULL OR new.client_id <> old.client_id OR new.agreed_on <> old.agreed_on
    OR new.note <> old.note OR new.after_entry_id <> old.after_entry_id
    OR new.grace_days IS NOT old.grace_days
BEGIN SELECT RAISE(ABORT, 'payment plans cannot change, only end'); END;
CREATE TRIGGER payment_plans_cannot_be_deleted BEFORE DELETE ON payment_plans
BEGIN SELECT RAISE(ABORT, 'payment plans cannot be deleted'); END;
CREATE TABLE payment_plan_invoices (
    plan_id INTEGER NOT NULL REFERENCES payment_plans (id) ON DELETE RESTRICT,
    invoice_id INTEGER NOT NULL REFERENCES issued_invoices (id) ON DELETE RESTRICT,
    PRIMARY KEY (plan_id, invoice_id)
) STRICT, WITHOUT ROWID;
CREATE INDEX payment_plan_invoices_by_invoice ON payment_plan_invoices (invoice_id);
CREATE TABLE instalments (
    plan_id INTEGER NOT NULL REFERENCES payment_plans (id) ON DELETE RESTRICT,
    position INTEGER NOT NULL,
    due_on TEXT NOT NULL,
    amount_cents INTEGER NOT NULL CHECK (amount_cents > 0),
    PRIMARY KEY (plan_id, position)
) STRICT, WITHOUT ROWID;
CREATE TRIGGER instalments_cannot_change BEFORE UPDATE ON instalments
BEGIN SELECT RAISE(ABORT, 'instalments cannot change'); END;
CREATE TRIGGER instalments_cannot_be_deleted BEFORE DELETE ON instalments
BEGIN SELECT RAISE(ABORT, 'instalments cannot be deleted'); END;

CREATE TABLE disputes (
    id INTEGER PRIMARY KEY,
    invoice_id INTEGER NOT NULL REFERENCES issued_invoices (id) ON DELETE RESTRICT,
    received_on TEXT NOT NULL,
    disputed_cents INTEGER NOT NULL CHECK (disputed_cents > 0),
    reason TEXT NOT NULL CHECK (length(trim(reason)) BETWEEN 1 AND 2000),
    line_positions TEXT NOT NULL CHECK (json_valid(line_positions)),
    recorded_at INTEGER NOT NULL,
    outcome TEXT CHECK (outcome IN ('uphold', 'adjust', 'write_off')),
    ended_on TEXT,
    outcome_note TEXT NOT NULL,
    CONSTRAINT an_ended_dispute_has_an_outcome CHECK ((ended_on IS NULL) = (outcome IS NULL))
) STRICT;
CREATE INDEX disputes_by_invoice ON disputes (invoice_id, ended_on, disputed_cents);
CREATE TRIGGER disputes_cannot_change BEFORE UPDATE ON disputes
WHEN old.ended_on IS NOT NULL OR new.invoice_id <> old.invoice_id
    OR new.disputed_cents <> old.disputed_cents OR new.received_on <> old.received_on
    OR new.reason <> old.reason OR new.line_positions <> old.line_positions
BEGIN SELECT RAISE(ABORT, 'disputes cannot change, only end'); END;
CREATE TRIGGER disputes_cannot_be_deleted BEFORE DELETE ON disputes
BEGIN SELECT RAISE(ABORT, 'disputes cannot be deleted'); END;

CREATE TABLE dispute_steps (
    id INTEGER PRIMARY KEY,
    dispute_id INTEGER NOT NULL REFERENCES disputes (id) ON DELETE RESTRICT,
    kind TEXT NOT NULL CHECK (kind IN ('received', 'acknowledge', 'explain', 'offer',
        'programme_notice', 'note', 'resolved', 'escalated')),
    due_on TEXT,
    done_on TEXT,
    note TEXT NOT NULL,
    recorded_at INTEGER NOT NULL
) STRICT;
CREATE INDEX dispute_steps_by_dispute ON dispute_steps (dispute_id, id);
CREATE INDEX open_dispute_steps ON dispute_steps (due_on) WHERE done_on IS NULL;
CREATE TRIGGER dispute_steps_cannot_change BEFORE UPDATE ON dispute_steps
WHEN old.done_on IS NOT NULL OR new.dispute_id <> old.dispute_id OR new.kind <> old.kind
BEGIN SELECT RAISE(ABORT, 'a step that was done cannot change'); END;
CREATE TRIGGER dispute_steps_cannot_be_deleted BEFORE DELETE ON dispute_steps
BEGIN SELECT RAISE(ABORT, 'steps of a dispute cannot be deleted'); END;

CREATE TABLE collections (
    id INTEGER PRIMARY KEY,
    invoice_id INTEGER NOT NULL REFERENCES issued_invoices (id) ON DELETE RESTRICT,
    handed_over_on TEXT NOT NULL,
    amount_cents INTEGER NOT NULL CHECK (amount_cents > 0),
    collector TEXT NOT NULL CHECK (length(trim(collector)) BETWEEN 1 AND 300),
    recorded_at INTEGER NOT NULL
) STRICT;
CREATE INDEX collections_by_invoice ON collections (invoice_id);
CREATE TRIGGER collections_cannot_change BEFORE UPDATE ON collections
BEGIN SELECT RAISE(ABORT, 'collections cannot change'); END;
CREATE TRIGGER collections_cannot_be_deleted BEFORE DELETE ON collections
BEGIN SELECT RAISE(ABORT, 'collections cannot be deleted'); END;

CREATE TABLE retainer_requests (
    id INTEGER PRIMARY KEY,
    matter_id INTEGER NOT NULL REFERENCES matters (id) ON DELETE RESTRICT,
    invoice_id INTEGER NOT NULL UNIQUE REFERENCES issued_invoices (id) ON DELETE RESTRICT,
    requested_on TEXT NOT NULL,
    amount_cents INTEGER NOT NULL CHECK (amount_cents > 0),
    settled_on TEXT
) STRICT;
CREATE INDEX open_retainer_requests ON retainer_requests (matter_id) WHERE settled_on IS NULL;
