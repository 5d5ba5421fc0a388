CREATE INDEX audit_records_by_subject ON audit_records (subject, subject_id);

CREATE INDEX bundle_deliveries_by_bundle ON bundle_deliveries (bundle_id);

CREATE INDEX bundle_documents_by_document ON bundle_documents (document_id);

CREATE INDEX bundles_by_matter ON bundles (matter_id, made_at);

CREATE INDEX client_contacts_by_client ON client_contacts (client_id, kind, position);

CREATE INDEX clients_by_name ON clients (name COLLATE NOCASE, id);

CREATE INDEX documents_by_client ON documents (client_id, added_at);

CREATE INDEX documents_by_matter ON documents (matter_id, added_at);

CREATE INDEX draft_lines_by_draft ON draft_lines (draft_id, position);

CREATE INDEX invoice_deliveries_by_invoice ON invoice_deliveries (invoice_id, delivered_on);

CREATE INDEX issued_invoices_by_client ON issued_invoices (client_id);

CREATE INDEX issued_invoices_by_day ON issued_invoices (issued_on, id);

CREATE INDEX issued_invoices_by_matter ON issued_invoices (matter_id);

CREATE INDEX matters_by_client ON matters (client_id);

CREATE INDEX matters_by_title ON matters (title COLLATE NOCASE, id);

CREATE UNIQUE INDEX one_clock_runs ON time_entries (clock) WHERE clock = 'running';

CREATE UNIQUE INDEX one_open_interval_per_entry ON time_intervals (entry_id)
    WHERE ended_at IS NULL;

CREATE UNIQUE INDEX one_rate_per_reach_and_day ON rates (
    coalesce(matter_id, 0), coalesce(client_id, 0), coalesce(activity_code, ''), valid_from
);

CREATE INDEX parked_clocks ON time_entries (clock) WHERE clock = 'parked';

CREATE INDEX time_entries_by_day ON time_entries (worked_on, id, matter_id, raw_seconds,
    billed_units, unit_seconds, amount_cents, invoice_id, clock) WHERE deleted_at IS NULL;

CREATE INDEX time_entries_by_invoice ON time_entries (invoice_id) WHERE invoice_id IS NOT NULL;

CREATE INDEX time_entries_by_matter ON time_entries (
    matter_id, worked_on, id, raw_seconds, billed_units, unit_seconds, amount_cents
) WHERE deleted_at IS NULL;

CREATE INDEX time_entries_continued ON time_entries (continues_entry_id)
    WHERE continues_entry_id IS NOT NULL;

CREATE INDEX time_intervals_by_end ON time_intervals (ended_at);

CREATE INDEX time_intervals_by_entry ON time_intervals (entry_id, started_at);

CREATE INDEX unbilled_time ON time_entries (matter_id, worked_on, raw_seconds, amount_cents)
    WHERE invoice_id IS NULL AND deleted_at IS NULL AND clock = 'stopped';

CREATE INDEX undecided_intervals ON time_intervals (standing) WHERE standing = 'undecided';

CREATE TABLE audit_records (
    id INTEGER PRIMARY KEY,
    at INTEGER NOT NULL,
    act TEXT NOT NULL,
    subject TEXT NOT NULL,
    subject_id INTEGER NOT NULL,
    detail TEXT NOT NULL
) STRICT;

CREATE TABLE bundle_deliveries (
    id INTEGER PRIMARY KEY,
    bundle_id INTEGER NOT NULL REFERENCES bundles (id) ON DELETE RESTRICT,
    delivered_on TEXT NOT NULL,
    channel TEXT NOT NULL,
    note TEXT NOT NULL,
    recorded_at INTEGER NOT NULL
) STRICT;

CREATE TABLE bundle_documents (
    bundle_id INTEGER NOT NULL REFERENCES bundles (id) ON DELETE RESTRICT,
    position INTEGER NOT NULL,
    document_id INTEGER NOT NULL REFERENCES documents (id) ON DELETE RESTRICT,
    name TEXT NOT NULL,
    sha256 TEXT NOT NULL CHECK (length(sha256) = 64),
    size INTEGER NOT NULL,
    PRIMARY KEY (bundle_id, position)
) STRICT, WITHOUT ROWID;

CREATE TABLE bundles (
    id INTEGER PRIMARY KEY,
    public_id TEXT NOT NULL UNIQUE,
    client_id INTEGER NOT NULL REFERENCES clients (id) ON DELETE RESTRICT,
    matter_id INTEGER NOT NULL REFERENCES matters (id) ON DELETE RESTRICT,
    number INTEGER NOT NULL CHECK (number > 0),
    file_name TEXT NOT NULL,
    sha256 TEXT NOT NULL CHECK (length(sha256) = 64),
    size INTEGER NOT NULL CHECK (size > 0),
    letter TEXT NOT NULL,
    made_on TEXT NOT NULL,
    made_at INTEGER NOT NULL,
    UNIQUE (client_id, number)
) STRICT;

CREATE TABLE client_contacts (
    id INTEGER PRIMARY KEY,
    client_id INTEGER NOT NULL REFERENCES clients (id) ON DELETE RESTRICT,
    kind TEXT NOT NULL CHECK (kind IN ('address', 'mail', 'phone')),
    label TEXT NOT NULL,
    value TEXT NOT NULL CHECK (length(value) BETWEEN 1 AND 1000),
    position INTEGER NOT NULL
) STRICT;

CREATE VIRTUAL TABLE client_words USING fts5 (
    name, contact_person, reference, content = 'clients', content_rowid = 'id',
    tokenize = 'unicode61 remove_diacritics 2'
);

CREATE TABLE 'client_words_config'(k PRIMARY KEY, v) WITHOUT ROWID;

CREATE TABLE 'client_words_data'(id INTEGER PRIMARY KEY, block BLOB);

CREATE TABLE 'client_words_docsize'(id INTEGER PRIMARY KEY, sz BLOB);

CREATE TABLE 'client_words_idx'(segid, term, pgno, PRIMARY KEY(segid, term)) WITHOUT ROWID;

CREATE TABLE clients (
    id INTEGER PRIMARY KEY,
    kind TEXT NOT NULL CHECK (kind IN ('person', 'organisation')),
    name TEXT NOT NULL CHECK (length(trim(name)) BETWEEN 1 AND 300),
    contact_person TEXT NOT NULL,
    tax_id TEXT NOT NULL,
    language TEXT NOT NULL,
    reference TEXT NOT NULL,
    grouping TEXT NOT NULL CHECK (grouping IN ('entry', 'day', 'rate')),
    invoice_wishes TEXT NOT NULL,
    notes TEXT NOT NULL,
    archived_at INTEGER,
    created_at INTEGER NOT NULL
) STRICT;

CREATE TABLE commits (
    id INTEGER PRIMARY KEY CHECK (id = 1),
    commit_count INTEGER NOT NULL,
    digest BLOB NOT NULL
) STRICT;

CREATE TABLE documents (
    id INTEGER PRIMARY KEY,
    client_id INTEGER NOT NULL REFERENCES clients (id) ON DELETE RESTRICT,
    matter_id INTEGER REFERENCES matters (id) ON DELETE RESTRICT,
    kind TEXT NOT NULL CHECK (kind IN ('invoice', 'document')),
    title TEXT NOT NULL CHECK (length(trim(title)) BETWEEN 1 AND 300),
    file_name TEXT NOT NULL CHECK (length(file_name) BETWEEN 1 AND 300),
    media_type TEXT NOT NULL,
    plain_sha256 TEXT NOT NULL CHECK (length(plain_sha256) = 64),
    plain_size INTEGER NOT NULL CHECK (plain_size >= 0),
    sealed_name TEXT NOT NULL UNIQUE,
    sealed_sha256 TEXT NOT NULL CHECK (length(sealed_sha256) = 64),
    sealed_size INTEGER NOT NULL CHECK (sealed_size > 0),
    added_at INTEGER NOT NULL,
    archived_at INTEGER
) STRICT;

CREATE TABLE draft_lines (
    id INTEGER PRIMARY KEY,
    draft_id INTEGER NOT NULL REFERENCES drafts (id) ON DELETE RESTRICT,
    entry_id INTEGER NOT NULL UNIQUE REFERENCES time_entries (id) ON DELETE RESTRICT,
    position INTEGER NOT NULL,
    chosen INTEGER NOT NULL CHECK (chosen IN (0, 1)),
    no_charge INTEGER NOT NULL CHECK (no_charge IN (0, 1)),
    wording TEXT NOT NULL
) STRICT;

CREATE TABLE drafts (
    id INTEGER PRIMARY KEY,
    matter_id INTEGER NOT NULL UNIQUE REFERENCES matters (id) ON DELETE RESTRICT,
    work_from TEXT,
    work_until TEXT NOT NULL,
    grouping TEXT NOT NULL CHECK (grouping IN ('entry', 'day', 'rate')),
    intro TEXT NOT NULL,
    tax_category TEXT NOT NULL,
    payment_days INTEGER NOT NULL CHECK (payment_days BETWEEN 0 AND 365),
    created_at INTEGER NOT NULL
) STRICT;

CREATE TABLE heartbeats (
    id INTEGER PRIMARY KEY CHECK (id = 1),
    beat_at INTEGER NOT NULL,
    utc_offset_seconds INTEGER NOT NULL
) STRICT;

CREATE TABLE invoice_deliveries (
    id INTEGER PRIMARY KEY,
    invoice_id INTEGER NOT NULL REFERENCES issued_invoices (id) ON DELETE RESTRICT,
    delivered_on TEXT NOT NULL,
    channel TEXT NOT NULL CHECK (channel IN ('mail', 'post', 'bundle', 'in_person', 'other')),
    note TEXT NOT NULL,
    recorded_at INTEGER NOT NULL
) STRICT;

CREATE TABLE invoice_pdfs (
    invoice_id INTEGER PRIMARY KEY REFERENCES issued_invoices (id) ON DELETE RESTRICT,
    document_id INTEGER NOT NULL REFERENCES documents (id) ON DELETE RESTRICT,
    sha256 TEXT NOT NULL CHECK (length(sha256) = 64),
    recorded_at INTEGER NOT NULL
) STRICT;

CREATE TABLE issued_invoices (
    id INTEGER PRIMARY KEY,
    number TEXT NOT NULL UNIQUE,
    series TEXT NOT NULL,
    number_in_series INTEGER NOT NULL CHECK (number_in_series > 0),
    matter_id INTEGER NOT NULL REFERENCES matters (id) ON DELETE RESTRICT,
    client_id INTEGER NOT NULL REFERENCES clients (id) ON DELETE RESTRICT,
    issued_on TEXT NOT NULL,
    issued_at INTEGER NOT NULL,
    due_on TEXT NOT NULL CHECK (due_on >= issued_on),
    period_from TEXT,
    period_to TEXT,
    currency TEXT NOT NULL,
    language TEXT NOT NULL,
    locale TEXT NOT NULL,
    country TEXT NOT NULL,
    grouping TEXT NOT NULL CHECK (grouping IN ('entry', 'day', 'rate')),
    sender_name TEXT NOT NULL,
    sender_title TEXT NOT NULL,
    sender_address TEXT NOT NULL,
    sender_contact TEXT NOT NULL,
    sender_tax TEXT NOT NULL,
    recipient TEXT NOT NULL,
    recipient_name TEXT NOT NULL,
    matter_number TEXT NOT NULL,
    matter_title TEXT NOT NULL,
    client_reference TEXT NOT NULL,
    intro TEXT NOT NULL,
    bank_name TEXT NOT NULL,
    account_holder TEXT NOT NULL,
    account_number TEXT NOT NULL,
    bank_code TEXT NOT NULL,
    payment_text TEXT NOT NULL,
    payment_qr TEXT,
    rounding_text TEXT NOT NULL,
    question_text TEXT NOT NULL,
    layout_version INTEGER NOT NULL,
    net_cents INTEGER NOT NULL,
    tax_cents INTEGER NOT NULL,
    total_cents INTEGER NOT NULL,
    UNIQUE (series, number_in_series),
    CONSTRAINT total_is_net_plus_tax CHECK (total_cents = net_cents + tax_cents)
) STRICT;

CREATE TABLE issued_lines (
    invoice_id INTEGER NOT NULL REFERENCES issued_invoices (id) ON DELETE RESTRICT,
    position INTEGER NOT NULL,
    part TEXT NOT NULL CHECK (part IN ('invoice', 'time_sheet')),
    kind TEXT NOT NULL CHECK (kind IN ('time', 'expense', 'pass_through')),
    worked_on TEXT,
    wording TEXT NOT NULL,
    units INTEGER NOT NULL,
    unit_seconds INTEGER NOT NULL,
    rate_cents_per_hour INTEGER NOT NULL,
    amount_cents INTEGER NOT NULL,
    no_charge INTEGER NOT NULL CHECK (no_charge IN (0, 1)),
    tax_category TEXT NOT NULL,
    tax_rate_ppm INTEGER NOT NULL,
    PRIMARY KEY (invoice_id, position),
    CONSTRAINT no_charge_costs_nothing CHECK (no_charge = 0 OR amount_cents = 0)
) STRICT, WITHOUT ROWID;

CREATE TABLE issued_taxes (
    invoice_id INTEGER NOT NULL REFERENCES issued_invoices (id) ON DELETE RESTRICT,
    position INTEGER NOT NULL,
    category TEXT NOT NULL,
    rate_ppm INTEGER NOT NULL,
    net_cents INTEGER NOT NULL,
    tax_cents INTEGER NOT NULL,
    note TEXT NOT NULL,
    PRIMARY KEY (invoice_id, position)
) STRICT, WITHOUT ROWID;

CREATE VIRTUAL TABLE matter_words USING fts5 (
    number, title, area, reference, content = 'matters', content_rowid = 'id',
    tokenize = 'unicode61 remove_diacritics 2'
);

CREATE TABLE 'matter_words_config'(k PRIMARY KEY, v) WITHOUT ROWID;

CREATE TABLE 'matter_words_data'(id INTEGER PRIMARY KEY, block BLOB);

CREATE TABLE 'matter_words_docsize'(id INTEGER PRIMARY KEY, sz BLOB);

CREATE TABLE 'matter_words_idx'(segid, term, pgno, PRIMARY KEY(segid, term)) WITHOUT ROWID;

CREATE TABLE matters (
    id INTEGER PRIMARY KEY,
    number TEXT NOT NULL UNIQUE CHECK (length(trim(number)) BETWEEN 1 AND 60),
    title TEXT NOT NULL CHECK (length(trim(title)) BETWEEN 1 AND 300),
    client_id INTEGER NOT NULL REFERENCES clients (id) ON DELETE RESTRICT,
    area TEXT NOT NULL,
    status TEXT NOT NULL CHECK (status IN ('open', 'waiting', 'closed')),
    opened_on TEXT NOT NULL CHECK (opened_on GLOB '[0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9]'),
    closed_on TEXT,
    reference TEXT NOT NULL,
    description TEXT NOT NULL,
    archived_at INTEGER,
    created_at INTEGER NOT NULL
) STRICT;

CREATE TABLE number_series (
    kind TEXT NOT NULL CHECK (kind IN ('invoice', 'matter', 'bundle')),
    scope TEXT NOT NULL,
    last_number INTEGER NOT NULL CHECK (last_number >= 0),
    last_on TEXT NOT NULL,
    PRIMARY KEY (kind, scope)
) STRICT, WITHOUT ROWID;

CREATE TABLE phrases (
    id INTEGER PRIMARY KEY,
    wording TEXT NOT NULL UNIQUE COLLATE NOCASE,
    used_count INTEGER NOT NULL,
    last_used_at INTEGER NOT NULL
) STRICT;

CREATE TABLE practice (
    id INTEGER PRIMARY KEY CHECK (id = 1),
    vault_id TEXT NOT NULL,
    is_sample INTEGER NOT NULL CHECK (is_sample IN (0, 1)),
    name TEXT NOT NULL CHECK (length(trim(name)) BETWEEN 1 AND 200),
    title TEXT NOT NULL,
    address TEXT NOT NULL,
    mail TEXT NOT NULL,
    phone TEXT NOT NULL,
    tax_number TEXT NOT NULL,
    vat_id TEXT NOT NULL,
    bank_name TEXT NOT NULL,
    account_holder TEXT NOT NULL,
    account_number TEXT NOT NULL,
    bank_code TEXT NOT NULL,
    country TEXT NOT NULL CHECK (length(country) = 2),
    currency TEXT NOT NULL CHECK (length(currency) = 3),
    locale TEXT NOT NULL,
    language TEXT NOT NULL,
    tax_regime TEXT NOT NULL,
    rounding_unit_seconds INTEGER NOT NULL CHECK (rounding_unit_seconds BETWEEN 1 AND 3600),
    rounding_mode TEXT NOT NULL CHECK (rounding_mode IN ('up', 'nearest', 'down', 'none')),
    minimum_units INTEGER NOT NULL CHECK (minimum_units BETWEEN 0 AND 100),
    rounding_scope TEXT NOT NULL CHECK (rounding_scope IN ('entry', 'day')),
    payment_days INTEGER NOT NULL CHECK (payment_days BETWEEN 0 AND 365),
    matter_number_pattern TEXT NOT NULL,
    invoice_number_pattern TEXT NOT NULL,
    day_goal_seconds INTEGER NOT NULL CHECK (day_goal_seconds BETWEEN 0 AND 86400),
    idle_lock_minutes INTEGER NOT NULL CHECK (idle_lock_minutes BETWEEN 1 AND 120),
    theme TEXT NOT NULL CHECK (theme IN ('system', 'light', 'dark')),
    created_at INTEGER NOT NULL
) STRICT;

CREATE TABLE rates (
    id INTEGER PRIMARY KEY,
    matter_id INTEGER REFERENCES matters (id) ON DELETE RESTRICT,
    client_id INTEGER REFERENCES clients (id) ON DELETE RESTRICT,
    activity_code TEXT,
    valid_from TEXT NOT NULL,
    cents_per_hour INTEGER NOT NULL CHECK (cents_per_hour BETWEEN 0 AND 100000000)
) STRICT;

CREATE TABLE row_counts (
    table_name TEXT PRIMARY KEY,
    row_count INTEGER NOT NULL
) STRICT;

CREATE TABLE time_entries (
    id INTEGER PRIMARY KEY,
    matter_id INTEGER NOT NULL REFERENCES matters (id) ON DELETE RESTRICT,
    worked_on TEXT NOT NULL CHECK (worked_on GLOB '[0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9]'),
    narrative TEXT NOT NULL CHECK (length(narrative) <= 20000),
    activity_code TEXT,
    charge TEXT NOT NULL CHECK (charge IN ('billable', 'no_charge')),
    clock TEXT NOT NULL CHECK (clock IN ('running', 'parked', 'stopped')),
    measured TEXT NOT NULL CHECK (measured IN ('clock', 'typed')),
    continues_entry_id INTEGER REFERENCES time_entries (id) ON DELETE RESTRICT,
    raw_seconds INTEGER NOT NULL CHECK (raw_seconds BETWEEN 0 AND 90000),
    billed_units INTEGER NOT NULL CHECK (billed_units >= 0),
    unit_seconds INTEGER NOT NULL CHECK (unit_seconds BETWEEN 1 AND 3600),
    rounding_unit_seconds INTEGER NOT NULL,
    rounding_mode TEXT NOT NULL CHECK (rounding_mode IN ('up', 'nearest', 'down', 'none')),
    minimum_units INTEGER NOT NULL CHECK (minimum_units >= 0),
    rounding_scope TEXT NOT NULL CHECK (rounding_scope IN ('entry', 'day')),
    rate_cents_per_hour INTEGER NOT NULL CHECK (rate_cents_per_hour >= 0),
    amount_cents INTEGER NOT NULL CHECK (amount_cents >= 0),
    created_at INTEGER NOT NULL,
    deleted_at INTEGER,
    invoice_id INTEGER REFERENCES issued_invoices (id) ON DELETE RESTRICT,
    CONSTRAINT no_charge_costs_nothing CHECK (charge = 'billable' OR amount_cents = 0),
    CONSTRAINT only_finished_work_is_billed
        CHECK (invoice_id IS NULL OR (clock = 'stopped' AND deleted_at IS NULL))
) STRICT;

CREATE VIRTUAL TABLE time_entry_words USING fts5 (
    narrative, content = 'time_entries', content_rowid = 'id',
    tokenize = 'unicode61 remove_diacritics 2'
);

CREATE TABLE 'time_entry_words_config'(k PRIMARY KEY, v) WITHOUT ROWID;

CREATE TABLE 'time_entry_words_data'(id INTEGER PRIMARY KEY, block BLOB);

CREATE TABLE 'time_entry_words_docsize'(id INTEGER PRIMARY KEY, sz BLOB);

CREATE TABLE 'time_entry_words_idx'(segid, term, pgno, PRIMARY KEY(segid, term)) WITHOUT ROWID;

CREATE TABLE time_intervals (
    id INTEGER PRIMARY KEY,
    entry_id INTEGER NOT NULL REFERENCES time_entries (id) ON DELETE RESTRICT,
    started_at INTEGER NOT NULL,
    ended_at INTEGER,
    standing TEXT NOT NULL CHECK (standing IN ('worked', 'undecided', 'dropped')),
    doubt TEXT CHECK (doubt IN ('crash', 'sleep', 'clock_set', 'time_zone')),
    CONSTRAINT an_interval_runs_forward CHECK (ended_at IS NULL OR ended_at >= started_at),
    CONSTRAINT only_worked_time_runs CHECK (ended_at IS NOT NULL OR standing = 'worked')
) STRICT;

CREATE TABLE undo_steps (
    id INTEGER PRIMARY KEY,
    kind TEXT NOT NULL CHECK (kind IN ('stop', 'delete_entry')),
    done_at INTEGER NOT NULL,
    payload TEXT NOT NULL,
    taken_back_at INTEGER
) STRICT;

CREATE TABLE unsaved_edits (
    place TEXT PRIMARY KEY,
    wording TEXT NOT NULL,
    kept_at INTEGER NOT NULL
) STRICT;

CREATE TRIGGER audit_records_cannot_be_deleted BEFORE DELETE ON audit_records
BEGIN SELECT RAISE(ABORT, 'audit records cannot be deleted'); END;

CREATE TRIGGER audit_records_cannot_change BEFORE UPDATE ON audit_records
BEGIN SELECT RAISE(ABORT, 'audit records cannot change'); END;

CREATE TRIGGER billed_time_cannot_change BEFORE UPDATE ON time_entries
WHEN old.invoice_id IS NOT NULL
BEGIN SELECT RAISE(ABORT, 'billed time cannot change'); END;

CREATE TRIGGER bundle_documents_cannot_change BEFORE UPDATE ON bundle_documents
BEGIN SELECT RAISE(ABORT, 'bundle contents cannot change'); END;

CREATE TRIGGER bundles_cannot_be_deleted BEFORE DELETE ON bundles
BEGIN SELECT RAISE(ABORT, 'bundles cannot be deleted'); END;

CREATE TRIGGER bundles_cannot_change BEFORE UPDATE ON bundles
BEGIN SELECT RAISE(ABORT, 'bundles cannot change'); END;

CREATE TRIGGER client_words_after_insert AFTER INSERT ON clients BEGIN
    INSERT INTO client_words (rowid, name, contact_person, reference)
    VALUES (new.id, new.name, new.contact_person, new.reference);
END;

CREATE TRIGGER client_words_after_update AFTER UPDATE OF name, contact_person, reference ON clients
BEGIN
    INSERT INTO client_words (client_words, rowid, name, contact_person, reference)
    VALUES ('delete', old.id, old.name, old.contact_person, old.reference);
    INSERT INTO client_words (rowid, name, contact_person, reference)
    VALUES (new.id, new.name, new.contact_person, new.reference);
END;

CREATE TRIGGER invoice_pdfs_cannot_change BEFORE UPDATE ON invoice_pdfs
BEGIN SELECT RAISE(ABORT, 'invoice PDFs cannot change'); END;

CREATE TRIGGER issued_invoices_cannot_be_deleted BEFORE DELETE ON issued_invoices
BEGIN SELECT RAISE(ABORT, 'issued invoices cannot be deleted'); END;

CREATE TRIGGER issued_invoices_cannot_change BEFORE UPDATE ON issued_invoices
BEGIN SELECT RAISE(ABORT, 'issued invoices cannot change'); END;

CREATE TRIGGER issued_lines_cannot_be_deleted BEFORE DELETE ON issued_lines
BEGIN SELECT RAISE(ABORT, 'issued lines cannot be deleted'); END;

CREATE TRIGGER issued_lines_cannot_change BEFORE UPDATE ON issued_lines
BEGIN SELECT RAISE(ABORT, 'issued lines cannot change'); END;

CREATE TRIGGER issued_taxes_cannot_be_deleted BEFORE DELETE ON issued_taxes
BEGIN SELECT RAISE(ABORT, 'issued taxes cannot be deleted'); END;

CREATE TRIGGER issued_taxes_cannot_change BEFORE UPDATE ON issued_taxes
BEGIN SELECT RAISE(ABORT, 'issued taxes cannot change'); END;

CREATE TRIGGER matter_words_after_insert AFTER INSERT ON matters BEGIN
    INSERT INTO matter_words (rowid, number, title, area, reference)
    VALUES (new.id, new.number, new.title, new.area, new.reference);
END;

CREATE TRIGGER matter_words_after_update AFTER UPDATE OF number, title, area, reference ON matters
BEGIN
    INSERT INTO matter_words (matter_words, rowid, number, title, area, reference)
    VALUES ('delete', old.id, old.number, old.title, old.area, old.reference);
    INSERT INTO matter_words (rowid, number, title, area, reference)
    VALUES (new.id, new.number, new.title, new.area, new.reference);
END;

CREATE TRIGGER number_series_cannot_be_deleted BEFORE DELETE ON number_series
BEGIN SELECT RAISE(ABORT, 'number series cannot be deleted'); END;

CREATE TRIGGER numbers_never_go_back BEFORE UPDATE ON number_series
WHEN new.last_number < old.last_number OR new.last_on < old.last_on
BEGIN SELECT RAISE(ABORT, 'numbers never go back'); END;

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
